"""Why a quotation matched: which of its words are words of the question, or of another name for what was asked."""

from __future__ import annotations

import re
from functools import lru_cache

from index.answers.understood import Understood
from index.question.stance_words import STOP
from index.storage.words import stems

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
Span = tuple[int, int]


@lru_cache(maxsize=64)
def _wanted(text: str, expansions: tuple[str, ...]) -> frozenset[str]:
    words = WORD.findall(" ".join((text, *expansions)))
    return frozenset(stem for word in words if word.lower() not in STOP for stem in stems(word))


def matched(quote: str, understood: Understood) -> list[Span]:
    """Where words of the topic or of its other names stand in a quotation, word forms counting as equal."""
    wanted = _wanted(understood.text, understood.expansions)
    return [found.span() for found in WORD.finditer(quote) if wanted.intersection(stems(found.group()))]
