"""A query's filters in, the bodies, reports and sentences they let through out: exact, and closed where nothing matches.

A body is judged on what inspectorates say of it now: its newest full inspection and every later report on it, of
whatever family. What is older is history, and comes into scope where filters or the question leave nothing newer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from corpus.bodies import KINDS
from corpus.families.profile import WHOLE
from corpus.families.registry import AREA_NAMES, PROFILES
from corpus.names import fold
from corpus.records import Body
from index.answers.outside import Outside
from index.answers.verdict_words import NO_CONCERN
from index.question.filters import Filter, allowed
from index.question.grade_words import families_with
from index.question.understand import FINDINGS, SEARCH, Query, understand
from index.search.comparable import Inspection, incomparable, inspections
from index.storage.columns import Bools, Ints, ReportRow, Table


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports that one body is judged on, the newest first, and its newest full inspection among them, if any."""

    rows: tuple[ReportRow, ...]
    full: ReportRow | None

    @property
    def main(self) -> ReportRow:
        """The full inspection, or the newest report where there is none."""
        return self.full or self.rows[0]

    @property
    def grades(self) -> dict[str, tuple[str, str]]:
        """What its full inspection gives: area key to label as printed and grade."""
        return self.full.grades if self.full else {}

    def area_of(self, areas: Sequence[str]) -> str | None:
        """The first of these areas that its full inspection grades."""
        return next((area for area in areas if area in self.grades), None)


def current(reports: Iterable[ReportRow]) -> Reports:
    """Of the reports on one body, its newest full inspection and whatever is later; without one, the newest of each family."""
    rows = sorted(reports, key=lambda report: report.newest)
    full = next((report for report in reversed(rows) if report.full), None)
    if full is None:
        kept = list({report.family: report for report in rows}.values())
    else:
        kept = [report for report in rows if report is full or (not report.full and report.after(full))]
    return Reports(tuple(sorted(kept, key=lambda report: report.newest, reverse=True)), full)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a question is asked of, in one part of an index or in all together: counts, the bodies that no report is of,
    those whose reports are all outside, how many reports were left out as history, whether any body is judged on several, and the full inspections."""

    reports: int = 0
    bodies: int = 0
    passages: int = 0
    no_report: frozenset[str] = frozenset()
    outside: tuple[Outside, ...] = ()
    older: int = 0
    several: bool = False
    inspections: frozenset[Inspection] = frozenset()

    def notes(self, query: Query) -> tuple[str, ...]:
        """Sentences a reader needs before the list."""
        notes = []
        if not self.bodies:
            asked = ", ".join(map(str, query.filters)) or "the question"
            notes.append(f"No report matches {asked}; nothing was searched.")
        if query.stance == NO_CONCERN and query.topic:
            notes.append(
                "That no concern was found does not mean that there is none: look at what each report says, if anything."
            )
        return (*notes, *self.caveats)

    @property
    def caveats(self) -> tuple[str, ...]:
        """Those of the notes that say how far a list goes, rather than how the question was answered."""
        notes = []
        if self.older:
            on = "its newest full inspection and what came after" if self.several else "its newest"
            notes.append(
                f"{self.older} older {'report was' if self.older == 1 else 'reports were'} left out: "
                f"each body is judged on {on}. Name an inspection round to see others."
            )
        return (*notes, *incomparable(self.inspections))


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is asked of: bodies, each with its reports, and the sentences of these that may be evidence.

    `older` counts the reports that pass and are left out as history.
    """

    bodies: tuple[Reports, ...]
    sentences: Bools
    older: int

    @property
    def reports(self) -> tuple[int, ...]:
        """The ids of all reports in scope."""
        return tuple(report.id for body in self.bodies for report in body.rows)

    def body_of(self, table: Table) -> Ints:
        """For each sentence, the place of its body among `bodies`; -1 for what is not in scope."""
        of_report = np.full(len(table.reports), -1, dtype=np.int32)
        for place, body in enumerate(self.bodies):
            of_report[[report.id for report in body.rows]] = place
        return np.where(self.sentences, of_report[table.report], np.int32(-1))

    def extent(self, table: Table) -> Extent:
        """How much this is; who is not in it is another matter (`coverage`)."""
        inside = np.isin(table.passage_report, self.reports)
        return Extent(
            reports=len(self.reports),
            bodies=len(self.bodies),
            passages=int(inside.sum()),
            older=self.older,
            several=any(len(body.rows) > 1 for body in self.bodies),
            inspections=inspections(report for body in self.bodies for report in body.rows),
        )


def found_nowhere(query: Query, words: Sequence[str], apart: Sequence[str] = ()) -> tuple[str, ...]:
    """What to know of an answer where these words of the question stand in no report, or those `apart` never together."""
    if not words:
        return tuple(
            f"The words “{run}” stand together in no passage of any report; what follows has them apart, or is near in meaning."
            for run in apart
        )
    said = ", ".join(f"“{word}”" for word in words)
    appear = "appears" if len(words) == 1 else "appear"
    if set(words) <= set(query.phrases):
        return (f"{said} {appear} in no report, so nothing is found.",)
    gone = " ".join(words).lower()
    rest = [term.word for term in query.terms if term.word.lower() not in gone]
    found = "about the rest of the question" if rest else "what is nearest in meaning"
    return (f"{said} {appear} in no report; what follows is {found}.",)


def scope_of(table: Table, query: Query, bodies: Mapping[str, Body]) -> Scope:
    """The scope of a query in one generation."""
    passing = _passing(table, query, bodies)
    chosen = _chosen(query, passing)
    sentences = _sentences(table, query, chosen, passing)
    kept = (
        _in_order(chosen.values()) if query.answer == FINDINGS else _with_sentences(table, chosen.values(), sentences)
    )
    ids = [report.id for body in kept for report in body.rows]
    judged = [report.id for key in chosen for report in passing[key]]
    left_out = _present(table, sentences).intersection(judged).difference(ids)
    return Scope(
        bodies=kept,
        sentences=sentences & _of(table, ids),
        older=len(left_out),
    )


def bodies_in_scope(table: Table, query: Query, bodies: Mapping[str, Body]) -> int:
    """How many bodies are in the scope of a query."""
    passing = _passing(table, query, bodies)
    chosen = _chosen(query, passing)
    return len(_with_sentences(table, chosen.values(), _sentences(table, query, chosen, passing)))


def reports_within(
    reports: Iterable[ReportRow], filters: Sequence[Filter], bodies: Mapping[str, Body]
) -> list[ReportRow]:
    """Those of the reports, old or new, that the filters on family, body, region, cycle and year let through."""
    query = replace(understand("", ()), filters=tuple(filters))
    return list(filter(report_test(query, bodies), reports))


def _passing(table: Table, query: Query, bodies: Mapping[str, Body]) -> dict[str, list[ReportRow]]:
    """The reports that pass the question's limits and the filters on whole reports, by body."""
    passes = report_test(query, bodies)
    found: dict[str, list[ReportRow]] = {}
    for report in filter(passes, table.reports):
        found.setdefault(report.key, []).append(report)
    return found


def report_test(query: Query, bodies: Mapping[str, Body]) -> Callable[[ReportRow], bool]:
    """Whether a report passes: by its family, by the kind of its body, by the filters on whole reports."""
    families = query.programme.families if query.programme else None
    kinds = query.programme.kinds if query.programme else frozenset(KINDS)
    if query.grades:
        kinds &= {kind for family in families_with(query.grades) for kind in PROFILES[family].covers}

    def passes(report: ReportRow) -> bool:
        body, profile = bodies.get(report.key), PROFILES.get(report.family)
        kind = body.kind if body else profile.inspects if profile else None
        if families is not None and report.family not in families:
            return False
        if kind not in kinds and not (kind is None and kinds == KINDS.keys()):  # of what kind a body is may be unknown
            return False
        return not query.filters or _filtered(report, body, query)

    return passes


def _filtered(report: ReportRow, body: Body | None, query: Query) -> bool:
    kind = KINDS.get(body.kind) if body else None
    facts = {
        "family": (report.family, _names(report.family)),
        "body": (report.key, (report.name, *(body.aliases if body else ()))),
        "body_kind": (kind.key if kind else "", (kind.label, *kind.nouns) if kind else ()),
        "region": (report.region or "", ()),
        "cycle": (report.cycle or "", (report.edition or "",)),
    }
    for key, (value, names) in facts.items():
        passed = allowed(query.filters, key, {value: names})
        if passed is not None and value not in passed:
            return False
    years = allowed(query.filters, "year", dict.fromkeys(report.years, ()))
    return years is None or bool(years)


@cache
def _names(family: str) -> tuple[str, ...]:
    """What a family may be called in a filter; the key of a family means that one alone."""
    names = PROFILES[family].names if family in PROFILES else ()
    return tuple(name for name in names if fold(name) not in PROFILES)


def _chosen(query: Query, passing: Mapping[str, Sequence[ReportRow]]) -> dict[str, Reports]:
    """The reports that each body is judged on.

    Conditions on grades narrow a search; where grades are what is asked for they are the answer.
    """
    chosen = {key: current(reports) for key, reports in passing.items()}
    if query.answer != SEARCH or not query.grades:
        return chosen
    return {
        key: body
        for key, body in chosen.items()
        if all(wanted.passes((area, grade) for area, (_, grade) in body.grades.items()) for wanted in query.grades)
    }


def _sentences(
    table: Table, query: Query, chosen: Mapping[str, Reports], passing: Mapping[str, Sequence[ReportRow]]
) -> Bools:
    """The sentences of these bodies' reports, history too, that pass the filters on area, grade, kind and stance."""
    kept = _of(table, (report.id for key in chosen for report in passing[key]))
    for key, words, codes in (
        ("area", table.areas, table.area),
        ("kind", table.kinds, table.kind),
        ("stance", table.stances, table.stance),
    ):
        passed = allowed(query.filters, key, {word: AREA_NAMES.get(word, ()) for word in words if word})
        if passed is not None:
            kept &= np.isin(codes, [i for i, word in enumerate(words) if word in passed])
    judged = {report.id: report.grades for key in chosen for report in passing[key]}
    judged |= {report.id: body.grades for body in chosen.values() for report in body.rows}
    grades = {grade for own in judged.values() for _, grade in own.values()}
    passed = allowed(query.filters, "grade", dict.fromkeys(grades, ()))
    return kept if passed is None else kept & _graded(table, judged, passed)


def _graded(table: Table, judged: Mapping[int, Mapping[str, tuple[str, str]]], passed: set[str]) -> Bools:
    """Sentences whose area has one of the grades that count for its report; text outside the graded areas goes by the
    overall grade."""
    kept = np.zeros((len(table.reports), len(table.areas)), dtype=bool)
    for report, grades in judged.items():
        for code, area in enumerate(table.areas):
            _, grade = grades.get(area) or grades.get(WHOLE) or ("", "")
            kept[report, code] = grade in passed
    return np.asarray(kept[table.report, table.area])


def _of(table: Table, reports: Iterable[int]) -> Bools:
    """Which sentences are of these reports."""
    inside = np.zeros(len(table.reports), dtype=bool)
    inside[list(reports)] = True
    return np.asarray(inside[table.report])


def _present(table: Table, sentences: Bools) -> set[int]:
    """The reports that any of these sentences is of."""
    return set(np.flatnonzero(np.bincount(table.report[sentences], minlength=1)).tolist())


def _with_sentences(table: Table, bodies: Iterable[Reports], sentences: Bools) -> tuple[Reports, ...]:
    """The bodies that any of these sentences speaks of in their reports, in the order of the reports."""
    present = _present(table, sentences)
    return _in_order(body for body in bodies if any(report.id in present for report in body.rows))


def _in_order(bodies: Iterable[Reports]) -> tuple[Reports, ...]:
    return tuple(sorted(bodies, key=lambda body: body.main.id))
