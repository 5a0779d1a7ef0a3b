"""PEEL reports: every fact of the samples as truth.json has it, and the traps of their layout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.bodies import register_for
from corpus.families.peel import words as peel
from corpus.records import Line, Report
from ingest.read.files import Raw, Unreadable
from ingest.read.report import parse, parse_file
from tests import samples
from tests.conftest import TRUTH

BODIES = samples.BODIES
PEEL = [row for row in TRUTH["reports"] if row["family"] == "peel"]
BOXES = set(peel.PROFILE.box_labels.values())


def sample(row: dict[str, Any]) -> Report:
    return parse_file(samples.ROOT / row["file"], BODIES, row["file"])


@pytest.mark.parametrize("row", TRUTH["reports"], ids=lambda row: row["file"])
def test_facts_of_a_sample(row: dict[str, Any]) -> None:
    report = sample(row)
    assert report.body_name == row["body"]
    assert (report.body or "") in row["file"]
    assert {g.area: g.grade for g in report.grades} == row["grades"]
    assert (report.published.isoformat() if report.published else None) == row["published"]
    assert len(report.pages) == row["pages"]
    spans = [{"start": str(s.start), "end": str(s.end)} for s in report.inspected]
    assert spans == row["inspected"]


@pytest.mark.parametrize("row", PEEL, ids=lambda row: row["file"])
def test_boxes_of_a_sample_stand_in_their_areas(row: dict[str, Any]) -> None:
    report = sample(row)
    assert report.cycle == row["cycle"]
    found = sorted(
        (f.kind, f.title, f.area, f.title_place[0].page) for f in report.findings if f.kind in BOXES and f.title
    )
    assert found == sorted((b["kind"], b["title"], b["area"], b["page"]) for b in row["boxes"])


@pytest.mark.parametrize("row", TRUTH["reports"], ids=lambda row: row["file"])
def test_every_grade_is_quoted_from_its_place(row: dict[str, Any]) -> None:
    report = sample(row)
    for grade in report.grades:
        words = report.text(grade.place).lower()
        assert grade.grade in words or grade.grade.split()[0] in words


def lines(*texts: str, page: int = 1) -> list[Line]:
    """Lines of a PDF: `# ` marks a chapter, `## ` a heading."""
    made = []
    for i, text in enumerate(texts):
        size = 20.0 if text.startswith("# ") else 13.0 if text.startswith("## ") else 11.0
        made.append(Line(page, text.lstrip("# "), size, size > 11, 70.0, 800.0 - 25 * i, blank_before=True))
    return made


def report_of(*pages: list[Line]) -> Report:
    flat = [one for page in pages for one in page]
    return parse(Raw("pdf", "0", len(pages), tuple(flat)), BODIES, "made.pdf")


COVER = lines("# PEEL 2021/22", "## An inspection of Fernmoor Police")


def test_the_contents_of_a_displaced_box_go_under_its_label() -> None:
    report = report_of(
        COVER,
        lines(
            "# Protecting vulnerable people",
            "Fernmoor Police is good at protecting vulnerable people.",
            "## Area for improvement",
            "## Main findings",
            "## The force understands vulnerability well",
            "It has trained its officers, who told us that they value it and who work closely to",
            "## The force should use its powers more",
            "It seldom applies for orders.",
            page=2,
        ),
        lines("support victims of crime.", page=3),
    )
    by_title = {f.title: f for f in report.findings}
    box = by_title["The force should use its powers more"]
    assert (box.kind, box.area) == ("area_for_improvement", "vulnerability")
    assert [report.text(p.place) for p in box.paragraphs] == ["It seldom applies for orders."]
    praise = by_title["The force understands vulnerability well"]
    assert praise.kind == "main_finding"
    assert [report.text(p.place) for p in praise.paragraphs] == [
        "It has trained its officers, who told us that they value it and who work closely to support victims of crime."
    ]


def test_only_the_sentence_under_a_chapters_title_grades() -> None:
    report = report_of(
        COVER,
        lines(
            "# Responding to the public",
            "Fernmoor Police is adequate at responding to the public.",
            "## Main findings",
            "## The force is good at finding missing people",
            "Fernmoor Police is outstanding at responding to the public.",
            page=2,
        ),
    )
    assert [(g.area, g.grade) for g in report.grades] == [("response", "adequate")]


def test_a_count_that_disagrees_is_a_problem() -> None:
    report = report_of(
        COVER,
        lines(
            "# Overall summary",
            "Our inspection assessed how good Fernmoor Police is in nine areas of policing. "
            "We make graded judgments in eight of these nine as follows:",
            page=2,
        ),
    )
    assert "the report says that it grades 8 areas; 0 grades were found" in report.problems


def test_an_unknown_edition_is_searchable_and_says_so() -> None:
    report = report_of(
        lines("# PEEL 2031/32", "## An inspection of Fernmoor Police"),
        lines("# Responding to the public", "## The force answers calls quickly", "It does so in seconds.", page=2),
    )
    assert (report.edition, report.cycle) == (None, "2031/32")
    assert any("edition" in problem for problem in report.problems)
    assert any("It does so in seconds." in report.text(p.place) for f in report.findings for p in f.paragraphs)


def test_what_is_no_report_on_police_is_left_to_others() -> None:
    accounts = lines("# Annual accounts", *("The charity spent most of its money on paper this year.",) * 4)
    assert report_of(accounts).family != "peel"
    with pytest.raises(Unreadable, match="hardly a sentence"):
        report_of(lines("# Annual accounts", "Paper, pens, ink."))


def test_the_caption_of_a_chart_is_context_and_the_finding_goes_on() -> None:
    report = report_of(
        COVER,
        lines(
            "# Responding to the public",
            "Fernmoor Police is good at responding to the public.",
            "## Main findings",
            "## The force answers calls",
            "It answers most of them.",
            "## Calls per 1,000 people in the year ending 31 March 2021",
            "It should answer more.",
            page=2,
        ),
    )
    finding = next(f for f in report.findings if f.title == "The force answers calls")
    assert [report.text(p.place) for p in finding.paragraphs] == ["It answers most of them.", "It should answer more."]


@pytest.mark.shared
def test_the_real_report_reads_alike_as_text_and_as_pdf(shared: Path) -> None:
    folder = shared / "reports" / "peel"
    bodies = register_for(folder)
    pdf, text = (parse_file(path, bodies) for path in sorted(folder.iterdir()))
    assert [(g.area, g.grade) for g in pdf.grades] == [(g.area, g.grade) for g in text.grades]
    assert len(pdf.grades) == 8
    boxes = [[(f.kind, f.area, f.title) for f in r.findings if f.kind in BOXES] for r in (pdf, text)]
    assert boxes[0] == boxes[1]
    assert [kind for kind, _, _ in boxes[0]].count("area_for_improvement") == 6
    assert pdf.body == text.body == "lancashire"
