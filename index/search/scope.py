"""A query's filters in, the reports and sentences they let through out: exact, and closed where nothing matches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from corpus.families.profile import Edition
from corpus.families.registry import PROFILES
from corpus.records import Body
from index.question.filters import allowed
from index.question.grade_words import WHOLE, families_with
from index.question.understand import SEARCH, Query
from index.storage.columns import Bools, ReportRow, Table

COUNTS = {3: "three", 4: "four", 5: "five", 6: "six"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is asked of: one report a body, the newest that passes, and the sentences that may be evidence.

    `older` counts the reports left out because their body has a newer one. `no_report` names bodies without any.
    `warnings` say where grades on one list may not be compared.
    """

    reports: tuple[int, ...]
    sentences: Bools
    no_report: tuple[str, ...]
    older: int
    warnings: tuple[str, ...]

    def notes(self, query: Query) -> tuple[str, ...]:
        """Sentences a reader needs before the list."""
        notes = []
        if not query.topic and query.answer == SEARCH and query.question.strip():
            notes.append(
                "The question names no topic that can be looked for; name one, for instance “stop and search”."
            )
        if not self.reports:
            asked = ", ".join(map(str, query.filters)) or "the question"
            notes.append(f"No report matches {asked}; nothing was searched.")
        if self.older:
            notes.append(
                f"{self.older} older {'report was' if self.older == 1 else 'reports were'} left out: "
                "each body is judged on its newest. Name an inspection round to see others."
            )
        return (*notes, *self.warnings)


def scope_of(table: Table, query: Query, bodies: Mapping[str, Body]) -> Scope:
    """The scope of a query in one generation."""
    families = families_with(query.grades)
    by_report = [r for r in table.reports if r.family in families and _report_passes(r, query, bodies)]
    if (
        query.answer == SEARCH
    ):  # conditions on grades narrow a search; where grades are what is asked for they are the answer
        by_report = [r for r in by_report if all(g.passes(_grades_of(r)) for g in query.grades)]
    sentences = _sentences(table, query, by_report)
    present = set(np.flatnonzero(np.bincount(table.report[sentences], minlength=1)).tolist())
    kept = [r for r in by_report if r.id in present]
    newest: dict[str, ReportRow] = {}
    for report in sorted(kept, key=lambda r: r.newest):
        newest[report.key] = report
    reports = tuple(sorted(r.id for r in newest.values()))
    chosen = np.zeros(len(table.reports), dtype=bool)
    chosen[list(reports)] = True
    return Scope(
        reports=reports,
        sentences=sentences & chosen[table.report],
        no_report=_without_report(by_report, query, bodies),
        older=len(kept) - len(reports),
        warnings=incomparable(newest.values()),
    )


def _grades_of(report: ReportRow) -> list[tuple[str, str]]:
    return [(area, grade) for area, (_, grade) in report.grades.items()]


def _report_passes(report: ReportRow, query: Query, bodies: Mapping[str, Body]) -> bool:
    limits, body = query.programme, bodies.get(report.key)
    kind = body.kind if body else PROFILES[report.family].inspects
    if limits and (report.family not in limits.families or kind not in limits.kinds):
        return False
    if not query.filters:
        return True
    profile = PROFILES.get(report.family)
    facts = {
        "family": (report.family, (profile.label, profile.inspectorate) if profile else ()),
        "body": (report.key, (report.name, *(body.aliases if body else ()))),
        "region": (report.region or "", ()),
        "cycle": (report.cycle or "", (report.edition or "",)),
    }
    for key, (value, names) in facts.items():
        passed = allowed(query.filters, key, {value: names})
        if passed is not None and value not in passed:
            return False
    years = allowed(query.filters, "year", dict.fromkeys(report.years, ()))
    return years is None or bool(years)


def _sentences(table: Table, query: Query, reports: list[ReportRow]) -> Bools:
    """The sentences of these reports that pass the filters on area, grade, kind and stance."""
    inside = np.zeros(len(table.reports), dtype=bool)
    inside[[r.id for r in reports]] = True
    kept = inside[table.report]
    names = {area.key: area.names for p in PROFILES.values() for e in p.editions for area in e.areas}
    for key, words, codes in (
        ("area", table.areas, table.area),
        ("kind", table.kinds, table.kind),
        ("stance", table.stances, table.stance),
    ):
        passed = allowed(query.filters, key, {word: names.get(word, ()) for word in words if word})
        if passed is not None:
            kept &= np.isin(codes, [i for i, word in enumerate(words) if word in passed])
    grades = {grade for r in reports for _, grade in r.grades.values()}
    passed = allowed(query.filters, "grade", dict.fromkeys(grades, ()))
    if passed is not None:
        kept &= _graded(table, reports, passed)
    return kept


def _graded(table: Table, reports: list[ReportRow], passed: set[str]) -> Bools:
    """Sentences whose area has one of the grades in its report; text outside the graded areas goes by the overall grade."""
    kept = np.zeros((len(table.reports), len(table.areas)), dtype=bool)
    for report in reports:
        for code, area in enumerate(table.areas):
            _, grade = report.grades.get(area) or report.grades.get(WHOLE) or ("", "")
            kept[report.id, code] = grade in passed
    return np.asarray(kept[table.report, table.area])


def _without_report(reports: list[ReportRow], query: Query, bodies: Mapping[str, Body]) -> tuple[str, ...]:
    """Bodies that the question is about and that no report at hand is of."""
    have = {r.key for r in reports}
    families = families_with(query.grades)
    anytime = replace(query, filters=tuple(f for f in query.filters if f.key not in ("cycle", "year")))
    missing = []
    for body in bodies.values():
        if body.status != "current" or body.key in have:
            continue
        for family in sorted(f for f in families if PROFILES[f].inspects == body.kind):
            row = ReportRow(-1, "", family, None, None, body.key, body.name, body.region, None, None, "", {})
            if _report_passes(row, anytime, bodies):
                missing.append(body.name)
                break
    return tuple(sorted(missing))


def incomparable(reports: Iterable[ReportRow]) -> tuple[str, ...]:
    """Sentences for each family whose reports here are of editions that may not simply be set beside each other.

    Editions say which others their grades may be compared with. An unknown edition is not comparable with any.
    """
    notes: list[str] = []
    rows = list(reports)
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
