"""When a report is from, in words: its days of inspection, else its day of publication, and that neither is known.

Days are text in ISO form and spans of them `2023-03-06 to 2023-03-17`, with `unknown` for an end that is not printed. What
no report prints and a manifest beside it gives is said to be from there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Protocol

INSPECTED, PUBLISHED = "inspected", "published"
UNKNOWN = "unknown"
MANIFEST = " (by the manifest, not printed in the report)"


class Dated(Protocol):
    """What a report says of its days. `unprinted` names those of `inspected` and `published` that a manifest gives."""

    @property
    def inspected(self) -> tuple[str, ...]: ...
    @property
    def published(self) -> str | None: ...
    @property
    def unprinted(self) -> tuple[str, ...]: ...


def spans(stored: str) -> tuple[str, ...]:
    """The days of inspection as a generation stores them, each span as text.

    >>> spans('[["2023-03-06", "2023-03-17"], [null, "2023-04-04"]]')
    ('2023-03-06 to 2023-03-17', 'unknown to 2023-04-04')
    """
    return tuple(" to ".join(day or UNKNOWN for day in span) for span in json.loads(stored) if any(span))


def dated_by(report: Dated) -> str:
    """What the one date of a report is: the last day of its inspection, else its publication."""
    by = INSPECTED if report.inspected else PUBLISHED if report.published else ""
    if not by:
        return UNKNOWN
    return {INSPECTED: "inspection", PUBLISHED: "publication"}[by] + (
        ", by a manifest" if by in report.unprinted else ""
    )


def told(report: Dated) -> str:
    """When a report is from, to begin a line: `Inspected 6 to 17 March 2023`."""
    if report.inspected:
        return f"Inspected {inspected(report)}"
    if report.published:
        return f"Published {published(report)}, days of inspection unknown"
    return "Days of inspection and publication unknown"


def all_told(report: Dated) -> tuple[str, str]:
    """The days of inspection and of publication, each said to be that or to be unknown."""
    return (
        f"inspected {inspected(report)}" if report.inspected else "days of inspection unknown",
        f"published {published(report)}" if report.published else "day of publication unknown",
    )


def inspected(report: Dated) -> str:
    """The days of inspection; `unknown` where there are none."""
    return _listed([span(each) for each in report.inspected]) + _mark(report, INSPECTED) or UNKNOWN


def published(report: Dated) -> str:
    """The day of publication; `unknown` where it is."""
    return day(report.published) + _mark(report, PUBLISHED) if report.published else UNKNOWN


def span(days: str) -> str:
    """Days from one to another.

    >>> span("2023-03-06 to 2023-03-17"), span("2023-02-27 to 2023-03-03"), span("2023-03-06 to 2023-03-06")
    ('6 to 17 March 2023', '27 February to 3 March 2023', '6 March 2023')
    >>> span("2024-12-30 to 2025-01-10"), span("unknown to 2023-03-17")
    ('30 December 2024 to 10 January 2025', 'until 17 March 2023, first day unknown')
    """
    first, _, last = days.partition(" to ")
    if first == UNKNOWN or last == UNKNOWN:
        return f"until {day(last)}, first day unknown" if first == UNKNOWN else f"from {day(first)}, last day unknown"
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        return days
    if start == end:
        return day(first)
    if start.year != end.year:
        return f"{day(first)} to {day(last)}"
    month = "" if start.month == end.month else f" {start:%B}"
    return f"{start.day}{month} to {day(last)}"


def day(iso: str) -> str:
    """A day as people write it.

    >>> day("2024-05-02"), day("no day")
    ('2 May 2024', 'no day')
    """
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{found.day} {found:%B %Y}"


def _mark(report: Dated, what: str) -> str:
    return MANIFEST if what in report.unprinted else ""


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
