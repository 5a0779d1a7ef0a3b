"""A file that holds two reports is told, and a report that speaks of another body is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.records import Line
from ingest.read.covers import further_reports
from tests import samples
from tests.factories import line

KIND = "police"


def report(name: str, cycle: str, first: int, size: float | None = 15.0) -> list[Line]:
    """Three pages of a report whose cover names a body."""
    large = None if size is None else 26.0
    return [
        line(f"PEEL {cycle}", first, size=large),
        line(f"An inspection of {name}", first, size=size),
        *(line(f"{name} answers its calls.", page, size=None if size is None else 10.5) for page in range(first, first + 3)),
        line(f"An inspection of {name}", first + 2, size=None if size is None else 7.5),
    ]  # fmt: skip


def told(lines: list[Line], labels: dict[int, str] | None = None) -> list[str]:
    kind = next(body.kind for body in samples.BODIES.bodies if body.name == "Fernmoor Police")
    return list(further_reports(lines, labels or {}, "Fernmoor Police", kind, samples.BODIES))


@pytest.mark.parametrize("size", [15.0, None])
def test_a_cover_of_another_body_begins_another_report(size: float | None) -> None:
    both = [*report("Fernmoor Police", "2021–22", 1, size), *report("Quillhaven Police", "2023–25", 4, size)]
    assert told(both) == [
        "page 4 seems to begin another report (Quillhaven Police); split the file and add each report by itself"
    ]


def test_another_report_on_the_same_body_is_told_by_pages_numbered_anew() -> None:
    both = [*report("Fernmoor Police", "2021–22", 1), *report("Fernmoor Police", "2023–25", 4)]
    assert told(both, {2: "2", 3: "3", 4: "1", 5: "2"})[0].startswith("page 4 seems to begin another report")
    assert told(both, {2: "2", 3: "3", 4: "4", 5: "5"}) == []


@pytest.mark.parametrize(
    "further",
    [
        lambda: line("An inspection of Quillhaven Police", 3, size=7.5),  # smaller than the cover's
        lambda: line("An inspection of Quillhaven Police found more.", 3, size=15),
        lambda: line("An inspection of Nowhere Police", 3, size=15),  # no known body
        lambda: line("An inspection of Fernmoor Police", 3, size=15),
    ],
)
def test_one_report_is_one(further: Callable[[], Line]) -> None:
    assert told([*report("Fernmoor Police", "2021–22", 1), further()]) == []
