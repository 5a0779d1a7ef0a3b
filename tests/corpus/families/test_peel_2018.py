"""PEEL 2018/19 as published descriptions have it: three pillars, headings that recur in each, four grades.

No report of this edition was at hand; the text is invented.
"""

from __future__ import annotations

import pytest

from corpus.families.peel import words as peel
from corpus.records import Line, Report
from ingest.read.files import Raw
from ingest.read.report import parse
from tests import samples

BODIES = samples.BODIES
SIZES = {"# ": 20.0, "## ": 14.0, "": 11.0}
COVER = """# PEEL: Police effectiveness, efficiency and legitimacy 2018/19
## An inspection of Fernmoor Police"""
SUMMARY = """# What this report contains
This report sets out what we found in Fernmoor Police.
# Force in context
# Overall summary
• The extent to which the force is effective at reducing crime and keeping people safe is good.
• The extent to which the force operates efficiently and sustainably requires improvement.
• The extent to which the force treats the public and its workforce legitimately is outstanding.
## HM Inspector’s observations
I am pleased with most of what we saw, but adequate supervision is missing in places."""
EFFECTIVENESS = """# Effectiveness
## Force in context
## How effectively does the force reduce crime and keep people safe?
## Summary
Fernmoor Police is good at reducing crime. Its analysts are adequate in number.
# Preventing crime and tackling anti-social behaviour
## Good
## How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?
## Neighbourhood teams know their villages
They stay for years.
# Investigating crime
Fernmoor Police requires improvement at investigating crime.
## Area for improvement
## The force should supervise its investigations
Sergeants seldom look at files.
# Armed policing
We don’t make a graded judgment for this area."""
EFFICIENCY = """# Efficiency
## Force in context
## How efficiently does the force operate and how sustainable are its services?
The extent to which the force operates efficiently and sustainably requires improvement.
## Summary
It spends more than it plans to.
# Planning for the future
Outstanding
It plans ten years ahead."""
LEGITIMACY = """# Legitimacy
## Force in context
## Summary
Officers treat people with courtesy.
# Treating the workforce fairly
Fernmoor Police is good at treating its workforce fairly.
# Annex A – About the data
## Data in this report
Figures are from the Home Office."""
# What stands at the edge of three pages in ten is a running line; real reports have some thirty pages.
REST = [f"Figures {letter} of the annex." for letter in "ABCDEFGHIJ"]


def made(*pages: str) -> Report:
    lines = []
    for page, text in enumerate(pages, start=1):
        for i, printed in enumerate(text.split("\n")):
            mark = next(mark for mark in ("## ", "# ", "") if printed.startswith(mark))
            size = SIZES[mark]
            lines.append(Line(page, printed[len(mark) :], size, size > 11, 70.0, 800.0 - 40 * i, blank_before=True))
    return parse(Raw("pdf", "0", len(pages), tuple(lines)), BODIES, "made.pdf")


REPORT = made(COVER, SUMMARY, EFFECTIVENESS, EFFICIENCY, LEGITIMACY, *REST)


def test_the_edition_is_known_by_its_title_and_marked_unverified() -> None:
    assert (REPORT.edition, REPORT.body) == ("2018/19", "fernmoor")
    assert any("no report of this edition was at hand" in problem for problem in REPORT.problems)


def test_pillars_and_chapters_are_graded_in_four_tiers() -> None:
    assert {g.area: g.grade for g in REPORT.grades} == {
        "effectiveness": "good",
        "efficiency": "requires improvement",  # stands twice, and is quoted from its own pillar
        "legitimacy": "outstanding",
        "prevention": "good",  # the grade alone, set like a heading
        "investigation": "requires improvement",
        "planning": "outstanding",  # the grade alone, set like text
        "workforce": "good",
    }
    assert [g.place[0].page for g in REPORT.grades] == [2, 2, 3, 3, 4, 4, 5]
    for grade in REPORT.grades:
        assert grade.grade in REPORT.text(grade.place).lower()
    assert REPORT.not_judged == ("Armed policing",)
    assert not any("kept" in problem or "graded" in problem for problem in REPORT.problems)


def test_headings_that_recur_stand_under_their_pillar() -> None:
    found = [
        (s.heading, s.area, REPORT.sections[s.parent].heading if s.parent is not None else None)
        for s in REPORT.sections
    ]
    assert found == [
        ("Cover", None, None),
        ("What this report contains", None, None),
        ("Force in context", None, None),
        ("Overall summary", None, None),
        ("HM Inspector’s observations", None, None),
        ("Effectiveness", "effectiveness", None),
        ("Force in context", None, "Effectiveness"),
        ("Summary", "effectiveness", "Effectiveness"),
        ("Preventing crime and tackling anti-social behaviour", "prevention", "Effectiveness"),
        ("Investigating crime", "investigation", "Effectiveness"),
        ("Armed policing", "armed_policing", "Effectiveness"),
        ("Efficiency", "efficiency", None),
        ("Force in context", None, "Efficiency"),
        ("Summary", "efficiency", "Efficiency"),
        ("Planning for the future", "planning", "Efficiency"),
        ("Legitimacy", "legitimacy", None),
        ("Force in context", None, "Legitimacy"),
        ("Summary", "legitimacy", "Legitimacy"),
        ("Treating the workforce fairly", "workforce", "Legitimacy"),
        ("Annex A – About the data", None, None),
        ("Data in this report", None, None),
    ]


def test_findings_and_boxes_stand_in_their_chapters() -> None:
    titled = [(f.kind, f.title, f.area) for f in REPORT.findings if f.title]
    assert titled == [
        ("main_finding", "Neighbourhood teams know their villages", "prevention"),
        ("area_for_improvement", "The force should supervise its investigations", "investigation"),
    ]
    assert all(
        f.kind == "boilerplate" for f in REPORT.findings if REPORT.sections[f.section].heading == "Data in this report"
    )


@pytest.mark.parametrize(
    ("line", "area", "grade"),
    [
        (
            "the extent to which the force is effective at reducing crime and keeping people safe is good.",
            "effectiveness",
            "good",
        ),
        (
            "The extent to which the force is effective at reducing crime and keeping people safe requires improvement.",
            "effectiveness",
            "requires improvement",
        ),
        (
            "The extent to which Fernmoor Police operates efficiently and sustainably is outstanding.",
            "efficiency",
            "outstanding",
        ),
        (
            "The extent to which the force treats the public and its workforce legitimately is inadequate",
            "legitimacy",
            "inadequate",
        ),
        ("We asked the extent to which the force operates efficiently and sustainably is good.", "efficiency", None),
        ("The extent to which the force is effective at cycling is good.", "effectiveness", None),
        ("Its leaders say the force operates efficiently and sustainably.", "efficiency", None),
    ],
)
def test_only_a_line_that_is_the_sentence_and_no_more_grades_a_pillar(line: str, area: str, grade: str | None) -> None:
    assert made(COVER, f"# Overall summary\n{line}").grade(area) == grade


def test_several_lines_run_together_are_read_apart() -> None:
    run = " ".join(line.lstrip("• ") for line in SUMMARY.split("\n") if line.startswith("•"))
    report = made(COVER, f"# Overall summary\n{run}")
    assert [g.grade for g in report.grades] == ["good", "requires improvement", "outstanding"]
    assert [report.text(g.place)[:14] for g in report.grades] == ["The extent to "] * 3
    assert [report.text(g.place)[-12:] for g in report.grades] == ["afe is good.", "improvement.", "outstanding."]


def test_a_grade_that_contradicts_and_a_pillar_without_one_are_problems() -> None:
    again = EFFICIENCY.replace("sustainably requires improvement", "sustainably is good")
    problems = made(COVER, SUMMARY.replace("legitimately is", "legitimately was"), EFFECTIVENESS, again).problems
    told = (
        "Efficiency: good on page 4 (the sentence under its title) and requires improvement on page 2 (the summary); good is "
        "kept, since that place is the surer"
    )
    assert told in problems
    assert "no grade was found of Legitimacy" in problems


def test_a_title_of_2018_19_outweighs_a_heading_that_2021_22_has_too() -> None:
    words = "PEEL: Police effectiveness, efficiency and legitimacy 2018/19 An inspection. HM Inspector’s observations"
    edition = peel.PROFILE.edition(words)
    assert edition is not None
    assert edition.name == "2018/19"
    later = peel.PROFILE.edition("Overall summary. HM Inspector’s observations")
    assert later is not None
    assert later.name == "2021/22"
