"""PEEL reports as other hands lay them out: where boxes stand, what carries a grade, how a chapter is titled."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.families.peel import arrange, words
from corpus.families.peel.boxes import label_of
from corpus.families.peel.order import by_height
from corpus.families.registry import FAMILIES
from corpus.layout.blocks import Block
from corpus.layout.grouping import blocks
from corpus.layout.page_text import PageText
from corpus.records import Line, Report
from ingest.read.clean import clean
from ingest.read.files import Raw, read
from ingest.read.report import parse
from tests import samples
from tests.factories import descending, heading, line

BODIES = samples.BODIES
BOXES = set(words.PROFILE.box_labels.values())
COVER = [heading("PEEL 2023–25", 1, 30), heading("An inspection of Fernmoor Police", 1, 22)]
CHAPTER = heading("Responding to the public", 2, 20)
GRADE = line("Fernmoor Police is adequate at responding to the public.", 2)
FINDINGS = heading("Main findings", 2, 16)
FINDING = [heading("The force answers calls", 2, 13), line("It does so within seconds.", 2)]
NEXT = [
    heading("Investigating crime", 3, 20),
    line("Fernmoor Police is good at investigating crime.", 3),
    heading("Main findings", 3, 16),
    heading("The force solves crime", 3, 13),
    *(line(f"It keeps to what it said it would do, and it learns from that, part {n} of it.", 3) for n in range(12)),
]
ASKS = "The force should answer calls sooner"
WHY = "It leaves one caller in ten waiting."


def report(*lines: Line, placed: bool = True) -> Report:
    given = [*COVER, *lines, *NEXT]
    return parse(Raw("pdf", "0", 9, tuple(descending(given) if placed else given)), BODIES, "made.pdf")


def boxes(of: Report) -> list[tuple[str, str | None, str | None, str]]:
    """Kind, area, title and words of every box."""
    return [
        (f.kind, f.area, f.title, " | ".join(of.text(p.place) for p in f.paragraphs))
        for f in of.findings
        if f.kind in BOXES
    ]


AFI = ("area_for_improvement", "response", ASKS, WHY)


# Labels --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "several", "rest"),
    [
        ("Area for improvement", "area_for_improvement", False, ""),
        ("AREAS FOR IMPROVEMENT", "area_for_improvement", True, ""),
        ("Areas for improvement (3)", "area_for_improvement", True, ""),
        ("Area for improvement 2 of 3", "area_for_improvement", False, ""),
        ("Accelerated cause of concern", "cause_of_concern", False, ""),
        ("Causes of concern:", "cause_of_concern", True, ""),
        ("Recommendation 1", "recommendation", False, ""),
        ("Promising practice", "promising_practice", False, ""),
        (f"Area for improvement: {ASKS}", "area_for_improvement", False, ASKS),
        (f"Area for improvement {ASKS}", "area_for_improvement", False, ASKS),
        ("Innovative practice – Nurses sit in the control room", "innovative_practice", False, "Nurses sit in the control room"),
    ],
)  # fmt: skip
def test_a_label_however_it_is_set(text: str, kind: str, several: bool, rest: str) -> None:
    label = label_of(text, words.PROFILE)
    assert label is not None
    assert (label.kind, label.several, text[label.end :]) == (kind, several, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Areas for improvement are set out below.",
        "Recommendations from our last inspection have been met.",
        "areas for improvement",
        "Recommendation 3 was carried out.",
        "Area for improvement in stop and search",
        "We found innovative practice",
    ],
)
def test_a_text_that_speaks_of_boxes_is_no_label(text: str) -> None:
    assert label_of(text, words.PROFILE) is None


# Where boxes stand -----------------------------------------------------------------------------------------------------

LABEL, TITLE, TEXT = heading("Area for improvement", 2, 16), heading(ASKS, 2, 12.5), line(WHY, 2)
LAYOUTS: dict[str, list[Line]] = {
    "before the findings": [CHAPTER, GRADE, LABEL, TITLE, TEXT, FINDINGS, *FINDING],
    "after the findings": [CHAPTER, GRADE, FINDINGS, *FINDING, LABEL, TITLE, TEXT],
    "at the page's end, its label left behind": [CHAPTER, GRADE, LABEL, FINDINGS, *FINDING, TITLE, TEXT],
    "label and title on one line": [CHAPTER, GRADE, heading(f"Area for improvement: {ASKS}", 2, 13), TEXT, FINDINGS, *FINDING],
    "label in plain type": [CHAPTER, GRADE, line("Area for improvement", 2), TITLE, TEXT, FINDINGS, *FINDING],
    "title in plain type": [CHAPTER, GRADE, LABEL, line(ASKS, 2), TEXT, FINDINGS, *FINDING],
    "label, title and text one paragraph": [
        CHAPTER, GRADE, line("Area for improvement", 2), replace(TITLE, size=12.0, blank_before=False),
        replace(TEXT, blank_before=False), FINDINGS, *FINDING,
    ],
    "title and text one paragraph": [
        CHAPTER, GRADE, LABEL, replace(TITLE, size=12.0), replace(TEXT, blank_before=False), FINDINGS, *FINDING,
    ],
    "no heading over the findings": [CHAPTER, GRADE, LABEL, TITLE, TEXT, *FINDING],
    "between findings": [CHAPTER, GRADE, FINDINGS, heading("The force listens", 2, 13), line("It does.", 2), LABEL, TITLE, TEXT, *FINDING],
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_box_is_found_wherever_it_stands(layout: str) -> None:
    found = report(*LAYOUTS[layout])
    assert boxes(found) == [AFI]
    finding = next(f for f in found.findings if f.title == "The force answers calls")
    assert (finding.kind, [found.text(p.place) for p in finding.paragraphs]) == (
        "main_finding",
        ["It does so within seconds."],
    )
    assert found.grade("response") == "adequate"


def at(height: float, *lines: Line, x: float = 72.0) -> list[Line]:
    """Lines set down the page from a height."""
    return [replace(each, y=height - 20 * i, x=x) for i, each in enumerate(lines)]


def test_a_box_drawn_last_goes_where_it_stands_on_the_page() -> None:
    page = [
        *at(700, CHAPTER),
        *at(660, GRADE),
        *at(630, LABEL),
        *at(500, FINDINGS, *FINDING),
        *at(600, TITLE, TEXT, x=84),
    ]
    assert boxes(report(*page)) == [AFI]


def test_a_box_drawn_before_its_chapter_belongs_to_it() -> None:
    page = [*at(620, LABEL, TITLE, TEXT, x=84), *at(700, CHAPTER), *at(660, GRADE), *at(500, FINDINGS, *FINDING)]
    found = report(*page)
    assert boxes(found) == [AFI]
    assert found.text(found.findings[-1].paragraphs[0].place) == NEXT[4].text


def test_a_second_column_stays_after_the_first() -> None:
    left = [Block("paragraph", (line(f"Left {n}", 1, x=60, y=700 - 100 * n),)) for n in range(4)]
    right = [Block("paragraph", (line(f"Right {n}", 1, x=320, y=690 - 100 * n),)) for n in range(4)]
    assert by_height([*left, *right]) == [*left, *right]


def test_a_sentence_that_a_box_cuts_off_at_the_pages_end_is_made_whole() -> None:
    cut = [heading("The force listens", 2, 13), line("It holds meetings in each town and", 2)]
    found = report(CHAPTER, GRADE, FINDINGS, *cut, LABEL, TITLE, TEXT, line("writes down what it hears.", 3), *NEXT)
    finding = next(f for f in found.findings if f.title == "The force listens")
    assert [found.text(p.place) for p in finding.paragraphs] == [
        "It holds meetings in each town and writes down what it hears."
    ]
    assert boxes(found) == [AFI]


def test_several_boxes_under_one_label_and_two_labels_left_behind() -> None:
    practice = [heading("Nurses sit in the control room", 2, 12.5), line("They take calls.", 2)]
    other = [heading("The force needs to call people back", 2, 12.5), line("It seldom does.", 2)]
    expected = [
        AFI,
        ("area_for_improvement", "response", "The force needs to call people back", "It seldom does."),
        ("innovative_practice", "response", "Nurses sit in the control room", "They take calls."),
    ]
    several, innovative = heading("Areas for improvement", 2, 16), heading("Innovative practice", 2, 16)
    inline = [CHAPTER, GRADE, several, TITLE, TEXT, *other, innovative, *practice, FINDINGS, *FINDING]
    displaced = [CHAPTER, GRADE, several, innovative, FINDINGS, *FINDING, TITLE, TEXT, *other, *practice]
    assert boxes(report(*inline)) == expected
    assert boxes(report(*displaced)) == expected


# Lists of recommendations and of areas for improvement ---------------------------------------------------------------


def test_each_recommendation_of_a_list_is_one_and_the_deadline_stays_with_the_concern() -> None:
    found = report(
        CHAPTER, GRADE, heading("Cause of concern", 2, 16), heading("The force doesn’t answer calls", 2, 12.5), line("Many wait.", 2),
        heading("Recommendations", 2, 12.5), line("By 31 March 2025, Fernmoor Police should:", 2),
        line("• answer more calls", 2), line("• ring back who hangs up", 2), FINDINGS, *FINDING,
    )  # fmt: skip
    assert boxes(found) == [
        ("cause_of_concern", "response", "The force doesn’t answer calls", "Many wait. | By 31 March 2025, Fernmoor Police should:"),
        ("recommendation", "response", "answer more calls", ""),
        ("recommendation", "response", "ring back who hangs up", ""),
    ]  # fmt: skip


def test_recommendations_in_paragraphs_and_numbered() -> None:
    told = [
        "By 1 May 2025, the force should answer more calls.",
        "With immediate effect, the force should ring people back.",
    ]
    for texts in (told, [f"{n}. {text}" for n, text in enumerate(told, 1)]):
        lines = [line(text, 2) for text in texts]
        found = report(CHAPTER, GRADE, heading("Recommendations", 2, 16), *lines, FINDINGS, *FINDING)
        assert [(kind, title) for kind, _, title, _ in boxes(found)] == [("recommendation", text) for text in told]


def test_areas_for_improvement_as_a_plain_list() -> None:
    """2018/19 and before: a list without titles, sometimes with a line before it."""
    items = [line("• The force should answer more calls.", 2), line("• The force should ring people back.", 2)]
    for lead in ([], [line("The force should act on these:", 2)]):
        found = report(CHAPTER, GRADE, heading("Areas for improvement", 2, 16), *lead, *items, FINDINGS, *FINDING)
        assert boxes(found) == [
            ("area_for_improvement", "response", "The force should answer more calls.", ""),
            ("area_for_improvement", "response", "The force should ring people back.", ""),
        ]


def test_bullets_in_the_text_of_a_titled_box_belong_to_it() -> None:
    found = report(
        CHAPTER,
        GRADE,
        LABEL,
        TITLE,
        line("It should look at:", 2),
        line("• shifts", 2),
        line("• training", 2),
        FINDINGS,
        *FINDING,
    )
    assert boxes(found) == [("area_for_improvement", "response", ASKS, "It should look at: | shifts | training")]


def test_labels_in_standing_text_and_in_the_inspectors_own_words_open_no_box() -> None:
    terms = [
        heading("Terminology in this report", 2, 20),
        heading("Area for improvement", 2, 13),
        line("We use this where much is good.", 2),
    ]
    own = [heading("HM Inspector’s summary", 2, 20), heading("Cause of concern", 2, 13), line("I have issued one.", 2)]
    assert boxes(report(heading("Overall summary", 2, 20), *terms, *own, CHAPTER, GRADE, FINDINGS, *FINDING)) == []


# What carries a grade, and what a chapter is called --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        ("Responding to the public", ["Fernmoor Police is good at responding to the public."]),
        ("3. Responding to the public", ["Good"]),
        ("RESPONDING TO THE PUBLIC", ["Grade: good"]),
        ("Responding to the public – good", []),
        ("Responding to the public Good", []),  # a badge on the line of the title
        ("Chapter 4: Responding to the public", ["Our judgment is good."]),
        ("Responding to the public", ["Last updated 2 March 2017", "Good"]),
        ("Responding to the public", ["The extent to which the force is effective at responding to the public is good."]),
        ("Responding to the public", ["Fernmoor Police’s response to the public is good."]),
        ("Responding to the public", ["Fernmoor Police is good at responding to the public and adequate at investigating crime."]),
        ("Responding to the public", ["The force has grown.", "Fernmoor Police is good at responding to the public."]),
        ("How good is the force at responding to the public?", ["Fernmoor Police is good in this area."]),
        ("Response to the public", ["Fernmoor Police is good at responding to the public."]),  # nearly its name
    ],
)  # fmt: skip
def test_any_one_place_is_enough_for_a_grade(title: str, opening: list[str]) -> None:
    found = report(heading(title, 2, 20), *(line(text, 2) for text in opening), FINDINGS, *FINDING)
    assert (found.grade("response"), found.grade("investigation")) == ("good", "good")
    assert {f.area for f in found.findings if f.title == "The force answers calls"} == {"response"}
    assert any("read as Responding to the public" in problem for problem in found.problems) == (title[:8] == "Response")


def test_places_that_disagree_are_told_and_most_of_them_win() -> None:
    table = [
        heading("Our judgments", 2, 16),
        line("Responding to the public Good", 2),
        line("Investigating crime Good", 2),
    ]
    badge = line("Good", 2)
    found = report(heading("Overall summary", 2, 20), *table, CHAPTER, badge, GRADE, FINDINGS, *FINDING)
    assert found.grade("response") == "good"
    told = (
        "Responding to the public: good on page 2 (the badge under its title) and adequate on page 2 (the sentence under its "
        "title); good is kept, since more places say so"
    )
    assert told in found.problems


def test_the_sentence_outweighs_one_other_place() -> None:
    found = report(CHAPTER, line("Good", 2), GRADE, FINDINGS, *FINDING)
    assert found.grade("response") == "adequate"
    assert any(problem.endswith("adequate is kept, since that place is the surer") for problem in found.problems)


def test_a_chapter_of_no_known_area_that_is_graded_is_one_of_its_own() -> None:
    found = report(
        heading("Tackling fraud", 2, 20),
        line("Fernmoor Police is inadequate at tackling fraud.", 2),
        FINDINGS,
        *FINDING,
    )
    assert next((g.area, g.label, g.grade) for g in found.grades) == ("tackling_fraud", "Tackling fraud", "inadequate")
    assert {f.area for f in found.findings if f.title == "The force answers calls"} == {"tackling_fraud"}
    assert any("“Tackling fraud” on page 2 is graded and no area known here" in problem for problem in found.problems)


def test_a_chapter_of_no_known_area_without_a_grade_takes_no_finding_into_the_one_before() -> None:
    found = report(
        CHAPTER,
        GRADE,
        FINDINGS,
        *FINDING,
        heading("Working with partners", 2, 20),
        FINDINGS,
        heading("It works", 2, 13),
        line("It does.", 2),
    )
    assert {f.area for f in found.findings if f.title == "It works"} == {None}


def test_names_in_the_contents_and_in_the_table_of_grades_open_no_chapter() -> None:
    names = [
        "Responding to the public",
        "Investigating crime",
        "Protecting vulnerable people",
        "Managing offenders and suspects",
    ]
    contents = [heading("Contents", 2, 20), *(heading(name, 2, 12.5) for name in names)]
    table = [
        heading("Overall summary", 2, 20),
        *(part for name in names for part in (heading(name, 2, 13), line("Good", 2))),
    ]
    found = report(*contents, *table, CHAPTER, GRADE, FINDINGS, *FINDING)
    assert [s.heading for s in found.sections if s.area] == ["Responding to the public", "Investigating crime"]
    assert found.grade("offenders") == "good"  # the table tells it alone


# Anything at all -------------------------------------------------------------------------------------------------------


def _sample_blocks() -> list[Block]:
    raw = read(sorted(samples.PEEL.glob("*2023-25.pdf"))[0])
    return list(blocks(clean(raw.lines).lines))


SAMPLE = _sample_blocks()
EDITION = next(edition for edition in words.PROFILE.editions if edition.name == "2023-25")
READER = next(family.reader for family in FAMILIES if family.key == "peel")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.integers(2, len(SAMPLE)))
def test_blocks_in_any_order_are_read_without_a_fault(random: st.randoms, count: int) -> None:  # type: ignore[valid-type]
    shuffled = random.sample(SAMPLE, count)  # type: ignore[attr-defined]
    arranged = tuple(arrange.arrange(shuffled, words.PROFILE))
    woven = PageText(arranged, max(block.lines[-1].page for block in shuffled), {}, {})
    outline, facts = READER.read_report(arranged, woven, words.PROFILE, EDITION)
    before = sorted(" ".join(block.text for block in shuffled).split())
    assert sorted(" ".join(block.text for block in arranged).split()) == before  # no word is lost or doubled
    for finding in outline.findings:
        assert all(woven.text(paragraph.place) for paragraph in finding.paragraphs)
    assert all(grade.grade in EDITION.scale.grades for grade in facts.grades)
