"""Every grade of some reports, as records that filters on what they say let through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.families.registry import AREA_NAMES
from index.contents.facts import facts
from index.contents.records import GradeGiven
from index.errors import BadFilter
from index.question.filters import Filter, allowed
from index.storage.columns import ReportRow
from index.storage.database import Store

NONE_HERE = ("kind", "stance")  # filters on what sentences say, which grades do not


def grades(store: Store, reports: Iterable[ReportRow], filters: Sequence[Filter]) -> tuple[GradeGiven, ...]:
    """The grades of these reports that the filters on area and grade let through. Raises `BadFilter`."""
    for each in filters:
        if each.key in NONE_HERE:
            raise BadFilter(f"Grades have no {each.key}, so they cannot be narrowed by it; leave “{each}” out.")
    own = {report.id: facts(report) for report in reports}
    rows = store.rows("select *, json_extract(place, '$[0][0]') page from grade order by report, rowid")
    found = [row for row in rows if row["report"] in own]
    areas = allowed(filters, "area", {row["area"]: AREA_NAMES.get(row["area"], ()) for row in found})
    passed = allowed(filters, "grade", {row["grade"]: () for row in found})
    return tuple(
        GradeGiven(
            **own[row["report"]],
            area=row["label"],
            area_key=row["area"],
            grade=row["grade"],
            page=row["page"],
            source=row["source"],
        )
        for row in found
        if (areas is None or row["area"] in areas) and (passed is None or row["grade"] in passed)
    )
