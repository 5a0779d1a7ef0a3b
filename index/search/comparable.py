"""Reports on one list in, sentences out that say where their grades may not simply be set beside each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from corpus.families.profile import Edition
from corpus.families.registry import PROFILES
from index.storage.columns import ReportRow

COUNTS = {3: "three", 4: "four", 5: "five", 6: "six"}


class Inspection(NamedTuple):
    """What tells of a full inspection how its grades compare."""

    family: str
    edition: str | None
    cycle: str | None


def inspections(reports: Iterable[ReportRow]) -> frozenset[Inspection]:
    """The full ones among reports; others give no grades."""
    return frozenset(Inspection(each.family, each.edition, each.cycle) for each in reports if each.full)


def incomparable(rows: Iterable[Inspection]) -> tuple[str, ...]:
    """Sentences for each family whose full inspections here are of editions that may not simply be set beside each other.

    Editions say which others their grades may be compared with. An unknown edition is not comparable with any.
    """
    notes: list[str] = []
    rows = list(rows)
    for profile in PROFILES.values():
        own = [r for r in rows if r.family == profile.family]
        names = {r.edition for r in own}
        editions = [e for e in profile.editions if e.name in names]
        apart = [(a, b) for a, b in combinations(editions, 2) if b.name not in a.comparable]
        if apart or (None in names and len(names) > 1):
            *cycles, last = sorted({r.cycle or "an unknown cycle" for r in own})
            notes.append(
                f"{profile.label} reports of {', '.join(cycles)} and {last} are on one list. Their grades are not directly "
                f"comparable: {_why(apart)}; a lower grade does not by itself mean worse performance."
            )
        else:
            notes += _areas_apart(profile.label, editions)
    return tuple(notes)


def _why(apart: Sequence[tuple[Edition, Edition]]) -> str:
    """What changed between editions: the number of grades or their words, and the questions that inspectors ask."""
    reasons: dict[str, None] = {}
    for newer, older in apart:
        before, after = older.scale.grades, newer.scale.grades
        if len(before) != len(after):
            fewer, more = sorted((len(before), len(after)))
            reasons[f"the scale went from {COUNTS[fewer]} grades to {COUNTS[more]}"] = None
        elif before != after:
            reasons["the words of the scale changed"] = None
        else:
            reasons["what is inspected changed"] = None
    return " and ".join(reasons) or "it is not known what was inspected in all of them"


def _areas_apart(label: str, editions: Sequence[Edition]) -> Iterator[str]:
    """A sentence for each area that only some of these editions judge, although their other grades compare."""
    names = {area.key: area.name for edition in reversed(editions) for area in edition.areas}
    for key, name in names.items():
        having = [e.name for e in editions if any(area.key == key for area in e.areas)]
        lacking = [e.name for e in editions if e.name not in having]
        if lacking:
            yield (
                f"{label} reports of {' and '.join(sorted(lacking))} have no grade of their own for “{name}”; "
                f"those of {' and '.join(sorted(having))} have."
            )
