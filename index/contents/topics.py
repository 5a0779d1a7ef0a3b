"""What the reports of a generation are about, to be browsed without a question: graded areas, kinds of finding, themes.

Parts tell in which of their reports a name stands; what is made of it here is pure, and the same however reports are shared
out. All is counted in the reports that a search looks at, by family, since that is what a question about one is answered from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.families.profile import WHOLE
from corpus.families.registry import AREA_NAMES, PROFILES, area_name, best_first
from corpus.lexicon import MINED, PLAIN, SIBLING, Entry, entries, speaking
from corpus.names import fold
from corpus.records import KINDS
from index.answers.quotation import Json
from index.storage.columns import ReportRow
from index.storage.words import stems

ACRONYM, GLOSSARY = "acronym", "glossary"
NO_FINDING = ("", "context", "boilerplate")  # kinds of passage that find nothing
LOCAL = 1  # bodies; what their reports alone explain is a name of theirs and no theme
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class AreaGraded:
    """An area that a family grades, with how many bodies have which grade in their newest full inspection, best first."""

    key: str
    name: str
    grades: tuple[tuple[str, int], ...]

    @property
    def bodies(self) -> int:
        """How many bodies have any."""
        return sum(count for _, count in self.grades)


@dataclass(frozen=True, slots=True)
class KindFound:
    """A kind of finding, with how many there are, in how many reports on how many bodies."""

    kind: str
    findings: int
    reports: int
    bodies: int


@dataclass(frozen=True, slots=True)
class Theme:
    """A matter that reports have a name for, its other names that stand in them, and how many have any of these."""

    name: str
    also: tuple[str, ...]
    reports: int
    bodies: int


@dataclass(frozen=True, slots=True)
class FamilyTopics:
    """What the reports of one family are about. `rounds` are the family, editions and cycles that the grades are from."""

    family: str
    reports: int
    bodies: int
    areas: tuple[AreaGraded, ...]
    kinds: tuple[KindFound, ...]
    themes: tuple[Theme, ...]
    rounds: tuple[tuple[str, str | None, str | None], ...] = ()

    def to_json(self) -> Json:
        """The same as plain values, without the rounds."""
        areas = [{"area": a.key, "name": a.name, "grades": dict(a.grades)} for a in self.areas]
        told = {"family": self.family, "reports": self.reports, "bodies": self.bodies, "areas": areas}
        return told | {"kinds": [asdict(each) for each in self.kinds], "themes": [asdict(each) for each in self.themes]}


class Judged(Protocol):
    """The reports that a body is judged on, and the full inspection among them, if any."""

    @property
    def rows(self) -> tuple[ReportRow, ...]: ...
    @property
    def full(self) -> ReportRow | None: ...


def glossary(terms: Iterable[tuple[str, str]]) -> tuple[Entry, ...]:
    """Terms that reports themselves explain in a glossary, by family, as entries of a lexicon."""
    return tuple(Entry(term, term, GLOSSARY, family, False, False) for family, term in sorted(set(terms)))


def key(name: str) -> str:
    """What names are compared by: as the index of words does, so that word forms are one name.

    >>> key("family group conferences") == key("Family group conference")
    True
    """
    return " ".join(stems(name))


def holding(family: str, more: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries of lexicons, and of what reports explain (`more`), that hold in reports of a family and name a theme.

    The public's words, which reports never use, name none; nor do inspectorates, their programmes and kinds of finding. A term
    of a glossary that begins with the name of another is that one with its acronym behind it. Acronyms that the index of words
    takes for one ("ED", "EDS") may mean either.
    """
    families, own = speaking(frozenset([family])), _names_of_no_theme()
    known = [
        entry
        for entry in (*entries(), *more)
        if entry.family in families and entry.kind != PLAIN and not own & {fold(entry.short), fold(entry.long)}
    ]
    whole = tuple(f"{fold(entry.long)} " for entry in known)
    kept = [e for e in known if e.kind != GLOSSARY or not fold(e.long).startswith(whole)]
    alike: dict[str, set[str]] = {}
    for entry in kept:
        if entry.kind in (ACRONYM, MINED):
            alike.setdefault(key(entry.short), set()).add(fold(entry.short))
    return tuple(replace(e, ambiguous=e.ambiguous or len(alike.get(key(e.short), ())) > 1) for e in kept)


def _names_of_no_theme() -> set[str]:
    """What the inspections themselves are called, folded, and what they find."""
    own = {fold(name) for profile in PROFILES.values() for name in (*profile.names, *profile.box_names)}
    return own | {kind.replace("_", " ") for kind in KINDS}


def names(entry: Entry) -> tuple[str, ...]:
    """The names of an entry that can be looked for: no acronym that reads as a word, none that may mean another thing."""
    return (entry.long,) if entry.word or entry.ambiguous else tuple(dict.fromkeys((entry.long, entry.short)))


def all_names(families: Iterable[str], more: Sequence[Entry]) -> tuple[str, ...]:
    """Every name that may be that of a theme in reports of these families, each once."""
    found = {key(name): name for family in sorted(families) for each in holding(family, more) for name in names(each)}
    return tuple(found[name] for name in sorted(found))


def themes(known: Iterable[Entry], having: Mapping[str, Bools], bodies: Sequence[str]) -> tuple[Theme, ...]:
    """The themes of some reports, those of most bodies first.

    `having` tells of each name, by its key, which of the reports have it, `bodies` which body each report is on. Names of one
    thing are one theme as far as they stand in the reports: what stands in none is no theme and joins no two others.
    """
    stands = {key(n) for e in known for n in names(e) if having[key(n)].any()}
    kept = [entry for entry in known if _names_theme(entry, stands, having, bodies)]
    found = []
    for group in _groups(kept, stands):
        mask = np.logical_or.reduce([having[name] for name in group])
        title, also = _titled(group, kept, having)
        found.append(Theme(title, also, int(mask.sum()), _count(mask, bodies)))
    return tuple(sorted(found, key=lambda theme: (-theme.bodies, -theme.reports, fold(theme.name))))


def _names_theme(entry: Entry, stands: set[str], having: Mapping[str, Bools], bodies: Sequence[str]) -> bool:
    """Whether an entry names a theme in these reports: not where it is a local name, nor one word for what only the public
    names ("abandoned" of calls)."""
    own = [key(name) for name in names(entry) if key(name) in stands]
    if entry.kind == MINED:
        return bool(own) and _count(np.logical_or.reduce([having[name] for name in own]), bodies) > LOCAL
    whole = key(entry.short) in own or entry.kind == ACRONYM or " " in fold(entry.long)
    return bool(own) and whole


def _groups(known: Iterable[Entry], stands: set[str]) -> Iterator[tuple[str, ...]]:
    """Names, by their keys, that mean one thing; what is akin and not the same stays apart.

    Full names that a lexicon gives for one acronym are one thing, whether or not reports have the acronym.
    """
    group_of: dict[str, list[str]] = {}
    spelt: dict[tuple[str, str], str] = {}
    for entry in known:
        own = [key(name) for name in names(entry) if key(name) in stands]
        for name in own:
            group_of.setdefault(name, [name])
        if own and entry.kind == ACRONYM and not entry.ambiguous:
            own.append(spelt.setdefault((entry.family, entry.short), own[0]))
        for name in own[1:] if entry.kind != SIBLING else ():
            if group_of[own[0]] is not group_of[name]:
                joined = group_of[own[0]] + group_of[name]
                group_of.update(dict.fromkeys(joined, joined))
    seen: set[int] = set()
    for group in group_of.values():
        if id(group) not in seen:
            seen.add(id(group))
            yield tuple(sorted(group))


def _titled(group: Sequence[str], known: Iterable[Entry], having: Mapping[str, Bools]) -> tuple[str, tuple[str, ...]]:
    """What a theme is called, and its other names: the full name that most reports have; that of its acronym, where they
    have no other. Equal ones stand in the order of the lexicon."""
    full: dict[str, str] = {}
    short: dict[str, tuple[str, str]] = {}
    for entry in known:
        if key(entry.long) in group:
            full.setdefault(key(entry.long), entry.long)
        if key(entry.short) in group and entry.short not in full.values():
            if entry.kind in (ACRONYM, MINED):
                short.setdefault(key(entry.short), (entry.short, entry.long))
            else:
                full.setdefault(key(entry.short), entry.short)
    order = sorted((n for n in full if n not in short), key=lambda n: -int(having[n].sum()))
    acronyms = sorted(short, key=lambda n: -int(having[n].sum()))
    title = full[order[0]] if order else short[acronyms[0]][1]
    return title, (*(short[name][0] for name in acronyms), *(full[name] for name in order[1:]))


def _count(mask: Bools, bodies: Sequence[str]) -> int:
    return len({bodies[place] for place in np.flatnonzero(mask).tolist()})


def areas(full: Iterable[ReportRow]) -> tuple[AreaGraded, ...]:
    """The areas that full inspections grade, in the order of the profiles."""
    counts: dict[str, Counter[str]] = {}
    for row in full:
        for area, (_, grade) in row.grades.items():
            counts.setdefault(area, Counter())[grade] += 1
    order = [area for area in AREA_NAMES if area in counts] + sorted(counts.keys() - AREA_NAMES.keys())
    order.sort(key=lambda area: area != WHOLE)
    return tuple(
        AreaGraded(area, area_name(area), tuple((grade, counts[area][grade]) for grade in best_first(counts[area])))
        for area in order
    )


def kinds(found: Sequence[tuple[str, int]], rows: Sequence[ReportRow]) -> tuple[KindFound, ...]:
    """Kinds of finding, the commonest first; `found` tells of each report of `rows` how many there are of a kind."""
    by_kind: dict[str, list[tuple[int, ReportRow]]] = {}
    for (kind, count), row in zip(found, rows, strict=True):
        if kind not in NO_FINDING:
            by_kind.setdefault(kind, []).append((count, row))
    told = (
        KindFound(kind, sum(count for count, _ in own), len(own), len({row.key for _, row in own}))
        for kind, own in by_kind.items()
    )
    return tuple(sorted(told, key=lambda each: (-each.findings, each.kind)))


def topics(
    rows: Sequence[ReportRow],
    current: Callable[[Iterable[ReportRow]], Judged],
    more: Sequence[Entry],
    having: Mapping[str, Bools],
    found: Sequence[Mapping[str, int]],
) -> tuple[FamilyTopics, ...]:
    """The topics of each family, in the order of the registry.

    `current` tells of the reports on one body which it is judged on. `having` and `found` are of the reports of `rows`: which
    have a name (by its key), and how many findings of which kind each has.
    """
    return tuple(_of_family(family, rows, current, more, having, found) for family in _families(rows))


def _of_family(
    family: str,
    rows: Sequence[ReportRow],
    current: Callable[[Iterable[ReportRow]], Judged],
    more: Sequence[Entry],
    having: Mapping[str, Bools],
    found: Sequence[Mapping[str, int]],
) -> FamilyTopics:
    of_body: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if row.family == family:
            of_body.setdefault(row.key, []).append(place)
    judged, full = [], []
    for places in of_body.values():
        found_of = current(rows[place] for place in places)
        judged += [place for place in places if any(rows[place] is row for row in found_of.rows)]
        full += [found_of.full] if found_of.full else []
    known = holding(family, more)
    own = {key(name): having[key(name)][judged] for entry in known for name in names(entry)}
    pairs = [((kind, count), rows[place]) for place in judged for kind, count in found[place].items()]
    return FamilyTopics(
        family=family,
        reports=len(judged),
        bodies=len(of_body),
        areas=areas(full),
        kinds=kinds([pair for pair, _ in pairs], [row for _, row in pairs]),
        themes=themes(known, own, [rows[place].key for place in judged]),
        rounds=tuple(sorted({(row.family, row.edition, row.cycle) for row in full}, key=str)),
    )


def _families(rows: Iterable[ReportRow]) -> list[str]:
    held = {row.family for row in rows}
    return [family for family in PROFILES if family in held] + sorted(held - PROFILES.keys())
