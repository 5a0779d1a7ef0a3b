"""Acronyms and synonyms of the field, read from each family's lexicon.csv: what a word of a question may be called in a report.

The words of a family are those of the bodies that it inspects, so they hold in every family that covers bodies of the kind.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from corpus.families.registry import FAMILIES, PROFILES, Family

SIBLING, MINED, PLAIN = "sibling", "mined", "plain"


@dataclass(frozen=True, slots=True)
class Entry:
    """Two names of one thing. `kind` is acronym, synonym, sibling (related, not the same, never assumed), mined (an
    acronym that the reports at hand explain) or plain (`short` is the public's word, which reports never use)."""

    short: str
    long: str
    kind: str
    family: str
    ambiguous: bool
    word: bool  # an acronym that also reads as a word, told from it by its capitals


@dataclass(frozen=True, slots=True)
class Expansion:
    """A name found in a question (at `start` to `end`) and another name for it."""

    start: int
    end: int
    found: str
    other: str


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry of every family's lexicon."""
    return tuple(entry for family in FAMILIES for entry in _of_family(family))


def _of_family(family: Family) -> Iterator[Entry]:
    path = family.lexicon
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Entry(
                row["short"],
                row["long"],
                row["kind"],
                family.key,
                row["note"].startswith(("ambiguous", "broad")),
                "reads as a word" in row["note"],
            )


@cache
def speaking(families: frozenset[str]) -> frozenset[str]:
    """The families whose entries hold in reports of these: their own, and those of families on a kind of body that they cover."""
    covered = {kind for key in families if key in PROFILES for kind in PROFILES[key].covers}
    return families | {key for key, profile in PROFILES.items() if profile.inspects in (None, *covered)}


def expansions(question: str, families: frozenset[str], mined: Iterable[Entry] = ()) -> tuple[Expansion, ...]:
    """Other names for what a question names, in the families it is about. Siblings are not among them.

    `mined` are entries that the reports add to the lexicon.

    An acronym that reads as a word ("arms", "pop") is told by its capitals.
    """
    found: dict[tuple[int, str], Expansion] = {}
    lowered = question.lower()
    known = speaking(families)
    for entry in (*entries(), *mined):
        if entry.kind == SIBLING or entry.ambiguous or entry.family not in known:
            continue
        both = ((entry.short, entry.long), (entry.long, entry.short))
        for name, other in both[:1] if entry.kind == PLAIN else both:
            if _start(name) not in lowered:  # spares most of the hundreds of patterns
                continue
            for match in _pattern(name, entry.word and name == entry.short).finditer(question):
                found.setdefault((match.start(), other.lower()), Expansion(*match.span(), match.group(), other))
    longest = {e for e in found.values() if not any(_inside(e, other) for other in found.values())}
    return tuple(e for e in found.values() if e in longest)


def _inside(one: Expansion, other: Expansion) -> bool:
    """Whether a name is part of a longer one that is known too: "domestic violence" in that of an order."""
    return other.start <= one.start and one.end <= other.end and other.end - other.start > one.end - one.start


def siblings(question: str, families: frozenset[str]) -> tuple[str, ...]:
    """Names of what is related to what a question names and not the same, to be offered: "DVPN" where it names the DVPO, in
    letters or in full."""
    found: dict[str, None] = {}
    known = speaking(families)
    for entry in entries():
        if entry.kind == SIBLING and entry.family in known:
            for name, other in ((entry.short, entry.long), (entry.long, entry.short)):
                if _says(question, name) and not _says(question, other):
                    found[other] = None
    return tuple(found)


def _says(question: str, name: str) -> bool:
    """Whether a question has a name, in letters or in full."""
    return any(_pattern(each, word).search(question) for each, word in _names(name))


@cache
def _names(name: str) -> tuple[tuple[str, bool], ...]:
    """A name with those that acronyms make the same, each with whether it is told by its capitals."""
    pairs = [entry for entry in entries() if entry.kind == "acronym" and name in (entry.short, entry.long)]
    same = ((each.long, False) if each.short == name else (each.short, each.word) for each in pairs)
    own = any(each.word and each.short == name for each in pairs)
    return tuple(dict.fromkeys(((name, own), *same)))


@cache
def _start(name: str) -> str:
    return re.split(r"[\s-]+", name, maxsplit=1)[0].lower()


@cache
def _pattern(name: str, exact: bool) -> re.Pattern[str]:
    words = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", name))
    return re.compile(rf"\b{words}s?\b", 0 if exact else re.I)
