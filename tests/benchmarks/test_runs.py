"""Two runs of reading set beside each other: what is gained, lost and changed, field by field."""

from __future__ import annotations

import json

import pytest

from benchmarks import facts, runs
from benchmarks.runs import Change
from ingest.read.report import parse_file
from tests import samples


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ({"published": ""}, {"published": "a"}, "gained"),
        ({"published": "a"}, {"published": ""}, "lost"),
        ({"published": "a"}, {"published": "b"}, "changed"),
        ({"published": "a"}, {"published": "a"}, None),
        ({"problems": ""}, {"problems": "a"}, "lost"),  # a problem more is no gain
        ({"refused": "a"}, {"body": "a"}, "gained"),
        ({"right: grades": "4"}, {"right: grades": "5"}, "gained"),
        ({"right: grades": "10"}, {"right: grades": "9"}, "lost"),  # by number, not by letter
    ],
)
def test_a_field_is_gained_lost_or_changed(before: dict[str, str], now: dict[str, str], kind: str | None) -> None:
    kinds = {change.kind for change in runs.changes({"f": before}, {"f": now})}
    assert kinds == ({kind} if kind else set())


def test_files_of_one_run_only_are_counted_and_no_change() -> None:
    before, now = {"a": {"body": "x"}, "b": {"body": "x"}}, {"b": {"body": ""}, "c": {"body": "y"}}
    assert list(runs.changes(before, now)) == [Change("b", "body", "lost")]
    lines = list(runs.told(before, now, {"b": "report.pdf"}))
    assert lines == [
        "against the last run: 1 files in both, 1 new, 1 no longer here",
        f"{'body':32}lost 1",
        "    lost: report.pdf",
    ]


def test_a_row_holds_no_words_of_the_report() -> None:
    file = samples.PEEL / "fernmoor-2021-22.pdf"
    row = runs.row(parse_file(file, samples.BODIES), {"grades": 8})
    assert row["inspected"] == ""
    assert row["right: grades"] == "8"
    assert all(len(value) in (0, 10) for name, value in row.items() if not name.startswith("right"))


def test_the_run_that_is_kept_is_of_hashes() -> None:
    kept = json.loads(facts.RESULTS.read_text(encoding="utf-8"))
    assert all(len(file) == 16 for file in kept)
    assert all(len(value) <= 10 for row in kept.values() for value in row.values())
