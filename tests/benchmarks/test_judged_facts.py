"""Reports set beside judged rows: what counts as right, as wrong and as invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from benchmarks import facts
from benchmarks.judged_facts import NEW_FIELDS, Score, judge_any
from corpus.records import Report
from ingest.read.report import parse_file
from tests import samples

ROW: dict[str, Any] = {
    "file": "x.pdf",
    "body": "Marrowdale",
    "bodies_also": ["Marrowdale Safeguarding Children’s Partnership", "MARROWDALE Police"],
    "theme": "the local authority’s arrangements for ‘front door’ services",
    "inspected": [{"start": "2024-03-04", "end": "2024-03-15"}],
    "published": None,
    "grades": {
        "The impact of leaders on social work practice with children and families": "requires improvement to be good",
        "The experiences and progress of children who need help and protection": "good",
        "The experiences and progress of children in care": "requires improvement to be good",
        "The experiences and progress of care leavers": "inadequate",
        "Overall effectiveness": "requires improvement to be good",
    },
    "not_judged": [],
    "outcome": None,
    "lists": {"priority_actions": 0, "improve": 6, "strengths": 0, "recommendations": 0},
    "list_items_first": {
        "priority_actions": None,
        "improve": "The quality and frequency of supervision of social workers",
        "strengths": None,
        "recommendations": None,
    },
}


@pytest.fixture(scope="module")
def report() -> Report:
    """The sample that the row is true of."""
    read = parse_file(samples.CHILDRENS_SERVICES / "marrowdale-ilacs-2024.pdf", samples.BODIES)
    return replace(
        read,
        bodies_also=("Marrowdale Safeguarding Children's Partnership", "Marrowdale police"),
        theme="the local authority's arrangements for 'front door' services.",
    )


def score(report: Report | str, **row: object) -> Score:
    found = Score(NEW_FIELDS)
    judge_any(report, ROW | row, samples.BODIES, found)
    return found


def test_a_report_read_as_it_was_judged_has_everything_right(report: Report) -> None:
    found = score(report)
    assert found.misses == []
    assert found.right == found.total
    assert found.total["grades"] == 5
    assert found.total["outcome"] == 0  # neither has one


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"body": None}, "body"),
        ({"published": date(2024, 5, 1)}, "published"),  # the report prints no date: one made up is wrong
        ({"theme": None}, "theme"),
        ({"theme": "care leavers"}, "theme"),
        ({"outcome": "The arrangements typically lead to positive experiences."}, "outcome"),
        ({"inspected": ()}, "inspection start"),
        ({"bodies_also": ("Marrowdale police",)}, "other bodies"),
    ],
)
def test_a_fact_that_differs_is_a_miss(report: Report, change: dict[str, Any], name: str) -> None:
    found = score(replace(report, **change))
    assert found.right[name] < found.total[name]
    assert any(f": {name}: " in miss for miss in found.misses)


def test_a_grade_that_is_not_printed_is_invented(report: Report) -> None:
    del (grades := dict(ROW["grades"]))["Overall effectiveness"]
    found = score(report, grades=grades)
    assert found.invented == {"grades": 1}
    assert found.right["grades"] == found.total["grades"] == 4


def test_a_list_is_judged_by_its_size_and_its_first_item(report: Report) -> None:
    items = [finding for finding in report.findings if finding.kind == "area_for_improvement"]
    shorter = replace(report, findings=tuple(f for f in report.findings if f is not items[0]))
    found = score(shorter)
    assert (found.right["list sizes"], found.right["first items"]) == (0, 0)


def test_a_refused_report_has_nothing_right() -> None:
    found = score("is of no family")
    assert set(found.right.values()) == {0}
    assert found.total["read"] == found.total["body"] == 1
    assert (found.total["grades"], found.total["other bodies"]) == (5, 2)


def test_the_summary_counts_problems_by_kind(report: Report) -> None:
    told = [replace(report, problems=(f"“{name}” is not in the register of local authorities",)) for name in "XY"]
    whole = facts.summary({"ilacs/a.pdf": told[0], "ilacs/b.pdf": told[1], "ilacs/c.pdf": "is damaged"})["ilacs"]
    assert (whole["counts"]["files"], whole["counts"]["read"], whole["counts"]["body"]) == (3, 2, 2)
    assert whole["problems"] == {"… is not in the register of local authorities": 2}
    assert whole["unread"][-1] == "ilacs/c.pdf: is damaged"
