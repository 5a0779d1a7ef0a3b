"""Which words the English language has, and how often it uses them: what a broken or damaged word is compared with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import symspellpy

FILE = (
    "frequency_dictionary_en_82_765.txt"  # 82,765 words with their numbers in Google's book n-grams; British ones too
)


def frequency(word: str) -> int:
    """How often a word, in lower case, is used; 0 for what is no word.

    >>> frequency("officers") > 0, frequency("ofcers")
    (True, 0)
    """
    return _frequencies().get(word, 0)


@cache
def _frequencies() -> dict[str, int]:
    path = Path(symspellpy.__file__).with_name(FILE)
    rows = (line.split() for line in path.read_text(encoding="utf-8-sig").splitlines())
    return {word: int(count) for word, count in rows}
