"""Which bodies that a question is about have no answer, and why: no report at all, or none that the filters or the question let through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from corpus.families.registry import PROFILES
from corpus.records import Body
from index.answers.outside import FILTERS, QUESTION, Outside
from index.question.understand import Query
from index.search.evidence import origin
from index.search.scope import Scope, report_test, scope_of
from index.storage.columns import ReportRow, Table

WHO = (
    "family",
    "body",
    "body_kind",
    "region",
)  # filters that say of whom; by the others a report is passed over, and not its body


@dataclass(frozen=True, slots=True)
class Coverage:
    """The names of bodies without any report, and those whose reports are all outside."""

    no_report: tuple[str, ...]
    outside: tuple[Outside, ...]


def coverage(table: Table, query: Query, bodies: Mapping[str, Body], scope: Scope) -> Coverage:
    """The bodies that a question with this scope is about and that are not in it, by name."""
    reports: dict[str, list[ReportRow]] = {}
    for report in table.reports:
        reports.setdefault(report.key, []).append(report)
    answered = {body.main.key for body in scope.bodies}
    about = report_test(replace(query, filters=tuple(f for f in query.filters if f.key in WHO)), bodies)
    left = [key for key in reports if key not in answered and _about(bodies.get(key), reports[key], about)]
    unfiltered = _unfiltered(table, query, bodies) if left else set()
    outside = (_outside(reports[key], FILTERS if key in unfiltered else QUESTION) for key in left)
    without = (body for body in bodies.values() if body.status == "current" and body.key not in reports)
    return Coverage(
        no_report=tuple(sorted(body.name for body in without if _about(body, (), about))),
        outside=tuple(sorted(outside, key=lambda each: (each.body, each.key))),
    )


def _unfiltered(table: Table, query: Query, bodies: Mapping[str, Body]) -> set[str]:
    """The bodies that the question alone, without the filters beside it, lets through."""
    if not query.where:
        return set()
    alone = replace(query, filters=tuple(f for f in query.filters if f not in query.where), where=())
    return {body.main.key for body in scope_of(table, alone, bodies).bodies}


def _about(body: Body | None, reports: Iterable[ReportRow], passes: Callable[[ReportRow], bool]) -> bool:
    """Whether a report on a body, one of these or any that there could be, passes."""
    possible = (
        ReportRow(-1, "", key, None, None, body.key, body.name, body.region, None, None, "", {})
        for key, profile in PROFILES.items()
        if body and profile.inspects == body.kind
    )
    return any(map(passes, reports)) or any(map(passes, possible))


def _outside(reports: Iterable[ReportRow], by: str) -> Outside:
    rows = sorted(reports, key=lambda report: report.newest, reverse=True)
    return Outside(rows[0].key, rows[0].name, by, tuple(map(origin, rows)))
