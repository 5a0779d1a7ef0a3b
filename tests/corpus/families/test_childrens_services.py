"""Which sections and findings are read off Ofsted's reports, layout by layout. All lines here are made up."""

from __future__ import annotations

import pytest

from corpus.records import Line, Report
from tests.corpus.families.childrens_services_pages import (
    FILLER,
    HELP,
    LEADERS,
    ROWS_2023,
    SIF_BOARD,
    SIF_ROWS,
    grades,
    ilacs,
    report,
    sif,
)
from tests.factories import heading, line, wrapped


def kinds(of: Report) -> list[tuple[str, str | None, str | None, int]]:
    """Kind, number, area and number of paragraphs of every finding but the prose that fills the page."""
    fillers = sum(1 for each in FILLER)
    listed = [(f.kind, f.number, f.area, len(f.paragraphs)) for f in of.findings]
    return listed[: len(listed) - (fillers if listed[-1][0] == "observation" else 0)]


def test_an_ilacs_list_is_its_bullets_and_numbered_paragraphs_are_findings() -> None:
    body = [
        heading("What needs to improve?1", page=2),
        line("• The quality of plans.", page=2),
        line("– for children in need", page=2),
        line("• Support for carers.", page=2),
        heading(f"{HELP}: good", page=2),
        line("1. Most children are seen.", page=2),
        line("Some are not.", page=2),
        line("10.Plans are late.", page=3),
        heading(f"{LEADERS}: good", page=3),
        line("11. Leaders know this.", page=3),
    ]
    expected = [
        ("observation", None, None, 1),
        ("area_for_improvement", None, None, 2),
        ("area_for_improvement", None, None, 1),
        ("main_finding", "1", "help_and_protection", 2),
        ("main_finding", "10", "help_and_protection", 1),
    ]
    assert kinds(report([*ilacs(*ROWS_2023), *body]))[:5] == expected


SUBHEADED = [
    heading("The local authority", page=3, size=16),
    heading("What does the local authority need to improve?", page=3),
    heading("Priority and immediate action", page=3, size=12),
    heading("Leadership, management and governance", page=3, size=12),
    line("1. Review all cases.", page=3),
    heading("Areas for improvement", page=3, size=12),
    line("Care leavers", page=3),
    line("2. Make plans clear.", page=3),
    line("• for those who are older", page=3),
    heading("The Local Safeguarding Children Board (LSCB)", page=5, size=16),
    heading("Priority and immediate action", page=5, size=12),
    line("3. There are no areas for priority or immediate action.", page=5),
    heading("Areas for improvement", page=5, size=12),
    line("4. Report on what partners do.", page=5),
    heading("Key strengths and weaknesses of the LSCB", page=5, size=12),
    line("5. The board meets often.", page=5),
]
RECOMMENDED = [
    heading("Contents", page=2, size=26),
    line("Recommendations 3", page=2),
    heading("Recommendations", page=3),
    line("1. Review all cases (paragraph 7).", page=3),
    line("2. Make plans clear.", page=3),
    heading("Summary for children and young people", page=3),
    line("• People listen to you.", page=3),
    heading("The Local Safeguarding Children Board (LSCB)", page=5, size=16),
    heading("Recommendations", page=5),
    line("• Report on what partners do.", page=5),
    heading("Inspection findings – the Local Safeguarding Children Board", page=5),
    line("5. The board meets often.", page=5),
]


@pytest.mark.parametrize(
    ("body", "own", "board"),
    [
        (SUBHEADED, [("priority_action", "1"), ("area_for_improvement", "2")], [("area_for_improvement", "4")]),
        (RECOMMENDED, [("recommendation", "1"), ("recommendation", "2")], [("recommendation", None)]),
    ],
)
def test_the_board_s_list_is_kept_apart(
    body: list[Line], own: list[tuple[str, str | None]], board: list[tuple[str, str | None]]
) -> None:
    read = report(sif(heading("The overall judgement is good"), *SIF_ROWS, body=body))
    items = [f for f in read.findings if f.kind in ("recommendation", "priority_action", "area_for_improvement")]
    assert [(f.kind, f.number) for f in items if f.area != "safeguarding_board"] == own
    assert [(f.kind, f.number) for f in items if f.area == "safeguarding_board"] == board


def test_items_of_2013_are_bullets_under_their_dates() -> None:
    lines = [
        heading("Inspection of looked after children services", size=26),
        heading("Sutton Council", size=18),
        heading("Areas for improvement", page=3),
        line("22. The local authority should take the following action:", page=3),
        heading("Immediately:", page=3, size=12),
        line("• improve supervision", page=3),
        heading("Within three months:", page=3, size=12),
        line("• review the service", page=3),
        line("• check all plans", page=3),
    ]
    items = [f for f in report(lines).findings if f.kind == "area_for_improvement"]
    assert [f.number for f in items] == [None, None, None]


def test_a_heading_displaced_to_the_end_of_its_page_heads_what_stands_below_it() -> None:
    body = [
        line("123. Share data.", page=5, y=690),
        line("124. Check training.", page=5, y=640),
        Line(5, "Inspection findings – the Local Safeguarding Children Board", 14.0, True, 72.0, 560.0, True),
        line("125. The board meets often.", page=5, y=520),
        Line(5, "Recommendations", 14.0, True, 72.0, 730.0, True),
    ]
    part = heading("The Local Safeguarding Children Board", page=4, size=16)
    read = report(sif(heading("Children’s services in Sutton are good"), body=[part, *body]))
    assert [f.number for f in read.findings if f.kind == "recommendation"] == ["123", "124"]


def test_standing_text_is_boilerplate_and_notes_do_not_break_a_finding() -> None:
    body = [
        heading(f"{HELP}: good", page=2),
        line("1. Most children are seen.", page=2),
        *wrapped("2 A figure of the year 2013, which is explained", "in a note.", page=2, size=9),
        line("Some are not.", page=2),
        line("© Crown copyright 2024", page=8, size=10),
    ]
    read = report([*ilacs(*ROWS_2023), *body])
    found = [(f.kind, len(f.paragraphs)) for f in read.findings][1:4]
    assert found == [("main_finding", 2), ("context", 1), ("boilerplate", 1)]


def test_a_review_of_the_board_alone_grades_and_advises_the_board() -> None:
    read = report(
        [
            heading("Sutton Safeguarding Children Board", size=26),
            *SIF_BOARD,
            line("Inspection date: 1 June 2015 – 4 June 2015", size=14),
            heading("The Local Safeguarding Children Board is inadequate"),
            heading("Recommendations", page=2),
            line("1. Report on what partners do.", page=2),
        ]
    )
    assert (read.body, grades(read)) == ("la-sutton", {"safeguarding_board": "inadequate"})
    assert [f.area for f in read.findings if f.kind == "recommendation"] == ["safeguarding_board"]
