"""How names are compared: areas, bodies, grades and filters go by the same folding everywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

SMALL_WORDS = frozenset(
    ["a", "an", "and", "are", "for", "in", "its", "of", "that", "the", "their", "to", "who", "with"]
)
# Acronyms that are small words too, told from those by their capitals.
CAPITALS = re.compile(r"\b(?:IT|US|WHO)\b")
DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")  # an acronym with dots: D.V.P.O.


@lru_cache(4096)  # each line of a report is compared with every name of an area
def fold(text: str) -> str:
    """Lower case, no accents, straight apostrophes, `&` as `and`, hyphens as blanks, single spaces.

    >>> fold("Vetting  & Counter-corruption")
    'vetting and counter corruption'
    """
    text = plain_letters(text.lower()).replace("’", "'").replace("&", " and ").replace("-", " ")
    return " ".join(text.split())


def plain_letters(text: str) -> str:
    """Letters without their accents, however those are encoded.

    >>> plain_letters("Llŷn, café")
    'Llyn, cafe'
    """
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


def nearest(name: str, names: Iterable[str], least: float) -> str | None:
    """The name that is most like another one, None where none is as like as `least` (1 is the same letters).

    Small words and the order of words count for little: reports vary both.

    >>> nearest("Vetting and countering corruption", ["Vetting and counter corruption", "Recording crime"], 0.8)
    'Vetting and counter corruption'
    """
    scored = ((likeness(name, other), other) for other in names)
    best, found = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
    return found if best >= least else None


@lru_cache(16384)
def likeness(one: str, other: str) -> float:
    """How like two names are, from 0 to 1: letter by letter as they stand, or with their main words sorted."""
    pairs = zip(_readings(one), _readings(other), strict=True)
    return max(SequenceMatcher(None, a, b).ratio() for a, b in pairs)


def _readings(name: str) -> tuple[str, str]:
    words = re.findall(r"\w+", fold(name))
    return " ".join(words), " ".join(sorted(word for word in words if word not in SMALL_WORDS))


def any_of(words: Iterable[str]) -> str:
    """The part of a pattern that matches any of these words, the longest where several begin alike.

    >>> any_of(["force", "forces"])
    'forces|force'
    """
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
