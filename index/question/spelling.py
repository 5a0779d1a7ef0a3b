"""Words of a question that no report has, and what they may be misspelt for: offered, never looked for unasked. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import DamerauLevenshtein

SHORTEST, LONG = 5, 8  # letters of a word that may have one error, and that may have two
WORD = re.compile(r"[^\W\d_]+")


def may_be_misspelt(word: str) -> bool:
    """Whether a word is long enough for its errors to be told, and no acronym."""
    return WORD.fullmatch(word) is not None and len(word) >= SHORTEST and not word.isupper()


def errors(word: str) -> int:
    """How many letters of a word may be wrong."""
    return 2 if len(word) >= LONG else 1


def alike(word: str, text: str) -> list[str]:
    """The words of a text, in small letters, that this one may be misspelt for.

    >>> alike("voilence", "Violence and silence")
    ['violence']
    """
    asked, allowed = word.lower(), errors(word)
    found = (each.lower() for each in WORD.findall(text))
    return [
        each
        for each in found
        if each[0] == asked[0]
        and each != asked
        and DamerauLevenshtein.distance(asked, each, score_cutoff=allowed) <= allowed
    ]


def closest(word: str, found: Mapping[str, int]) -> str | None:
    """Of the words that reports have, with how often, the one with the fewest errors, of several the most frequent.

    >>> closest("voilence", {"violence": 3, "violences": 9})
    'violence'
    """
    asked = word.lower()
    return min(found, key=lambda each: (DamerauLevenshtein.distance(asked, each), -found[each], each), default=None)


def corrected(question: str, instead: Mapping[str, str]) -> str:
    """The question with other words in it.

    >>> corrected("Suprvision of investigations", {"Suprvision": "supervision"})
    'Supervision of investigations'
    """
    for word, other in instead.items():
        shown = other.capitalize() if word[0].isupper() else other
        question = re.sub(rf"\b{re.escape(word)}\b", lambda _, shown=shown: shown, question)  # type: ignore[misc]
    return question


def asked_of(words: Sequence[str]) -> tuple[str, ...]:
    """Those of these words that may be misspelt, each once."""
    return tuple(filter(may_be_misspelt, dict.fromkeys(words)))
