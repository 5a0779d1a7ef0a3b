"""Area SEND reports: outcome, the two questions, and tables of actions row by row, whatever their columns do."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from corpus.bodies import load, register_for
from corpus.families.area_send.tables import CELL, rows
from corpus.layout.grouping import blocks
from corpus.paths import FAMILIES
from corpus.records import Line, Report, Span
from ingest.read.report import parse_file

SAMPLE = FAMILIES / "area_send" / "sample"


@pytest.fixture(scope="module")
def report() -> Report:
    return parse_file(SAMPLE / "brockholm-send-2024.pdf", register_for(SAMPLE))


def texts(report: Report, kind: str) -> list[str]:
    return [" ".join(report.text(p.place) for p in f.paragraphs) for f in report.findings if f.kind == kind]


def test_the_cover_gives_the_facts_and_the_inspection_before_gives_none(report: Report) -> None:
    assert (report.family, report.body, report.grades) == ("area_send", "brockholm", ())
    assert report.inspected == (Span(date(2024, 10, 7), date(2024, 10, 11)),)
    assert report.bodies_also == ("NHS Brock and Tarn Integrated Care Board",)
    assert report.outcome == (
        "The local area partnership’s arrangements lead to inconsistent experiences and outcomes for children and young people "
        "with special educational needs and/or disabilities (SEND)."
    )
    assert report.problems == ()


def test_each_bullet_of_the_two_questions_is_a_finding_with_the_side_of_its_question(report: Report) -> None:
    sides = Counter(report.sections[f.section].stance for f in report.findings if f.kind == "main_finding")
    assert sides == {"praise": 3, "concern": 3}
    assert texts(report, "main_finding")[2].startswith("Short breaks are plentiful")
    lead_ins = {p.lead_in for f in report.findings if f.kind == "main_finding" for p in f.paragraphs}
    assert lead_ins == {
        "What is the area partnership doing that is effective?",
        "What does the area partnership need to do better?",
    }


def test_each_row_of_a_table_is_a_finding_introduced_by_who_is_responsible(report: Report) -> None:
    assert [text[:40] for text in texts(report, "priority_action")] == [
        "Leaders should act urgently to reduce th",
        "Health leaders should end the long waits",
    ]
    assert [f.paragraphs[0].lead_in for f in report.findings if f.kind == "priority_action"] == [
        "Brockholm Council and NHS Brock and Tarn Integrated Care Board",
        "NHS Brock and Tarn Integrated Care Board",
    ]
    assert len(texts(report, "area_for_improvement")) == 2


def cells(*drawn: tuple[float, float, str]) -> list[Line]:
    return [Line(1, text, 12.0, False, x, y) for x, y, text in drawn]


def test_rows_in_a_table_of_one_column_part_where_lines_stand_looser() -> None:
    lines = cells(
        (62, 700, "Leaders should write plans"),
        (62, 685.5, "that families understand."),
        (62, 670.5, "Leaders should reduce waits."),
        (62, 655.5, "Leaders should ensure that:"),
        (80, 641, "• plans are kept;"),
        (80, 626.5, "• reviews are held."),
        (62, 611, "Leaders should listen."),
    )
    found = rows(blocks(lines))
    assert [(b.kind, b.text) for b in found] == [
        ("paragraph", "Leaders should write plans that families understand."),
        ("paragraph", "Leaders should reduce waits."),
        ("paragraph", "Leaders should ensure that:"),
        ("bullet", "• plans are kept;"),
        ("bullet", "• reviews are held."),
        ("paragraph", "Leaders should listen."),
    ]


def test_a_row_that_runs_over_its_page_is_whole_and_its_cell_is_none_of_it() -> None:
    first = cells(
        (62, 110, "The council and"),
        (223, 110, "Leaders should cooperate to"),
        (223, 95.5, "assess the needs of"),
    )
    second = [
        Line(2, "the health board", 12.0, False, 62.0, 734.0),
        Line(2, "children without delay.", 12.0, False, 223.0, 734.0),
    ]
    found = rows(blocks([*first, *second]))
    assert [b.text for b in found if b.kind == "paragraph"] == [
        "Leaders should cooperate to assess the needs of children without delay."
    ]
    assert all("council" in b.text or "board" in b.text for b in found if b.kind == CELL)


@pytest.mark.shared
def test_every_real_report_has_its_facts_and_its_lists(shared: Path) -> None:
    bodies = load()
    for path in sorted((shared / "reports" / "send").rglob("*.pdf")):
        found = parse_file(path, bodies, path.name)
        assert found.family == "area_send", path
        assert None not in (found.body, found.outcome), path
        assert found.inspected, path
        assert found.bodies_also, path
        kinds = Counter(f.kind for f in found.findings)
        assert kinds["area_for_improvement"] >= 2, path
        sides = Counter(found.sections[f.section].stance for f in found.findings)
        assert sides["praise"] >= 3, path
        assert sides["concern"] >= 3, path
