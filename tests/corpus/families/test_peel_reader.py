"""What each heading and sentence of a PEEL report is read as. The lines of these reports are made up."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.families.peel import words
from corpus.records import Line, Report
from ingest.read.files import Raw
from ingest.read.report import parse, parse_file
from tests import samples
from tests.conftest import TRUTH
from tests.factories import descending, heading, line

BODIES = samples.BODIES
COVER = [heading("PEEL 2021/22", 1, 24), heading("An inspection of Fernmoor Police", 1)]
CHAPTER = [
    heading("Responding to the public", 2, 20),
    line("Fernmoor Police is adequate at responding to the public.", 2),
]


def report(*lines: Line) -> Report:
    # prose that tells which type is the text's, under a heading that keeps it apart
    prose = [
        line(f"It keeps to what it said it would do, and it learns from that, part {n} of it.", 9) for n in range(12)
    ]
    placed = descending([*lines, heading("The force keeps its word", 9, 20), *prose])
    return parse(Raw("pdf", "0", 9, tuple(placed)), BODIES, "made.pdf")


def told(of: Report) -> list[tuple[str, str | None, str]]:
    """Kind, title and words of every finding after the cover, without the prose at the end."""
    return [
        (f.kind, f.title, " | ".join(of.text(p.place) for p in f.paragraphs))
        for f in of.findings
        if f.section > 0 and f.title != "The force keeps its word"
    ]


@pytest.mark.parametrize(
    "trap",
    [
        heading("The force is good at finding missing people", 2),  # a heading
        line("The force is good at finding missing people.", 2),  # a sentence further down
    ],
)
def test_nothing_else_in_a_chapter_grades(trap: Line) -> None:
    found = report(*COVER, *CHAPTER, heading("Main findings", 2), trap, line("It finds them soon.", 2))
    assert [(g.area, g.grade, g.label) for g in found.grades] == [("response", "adequate", "Responding to the public")]
    assert found.text(found.grades[0].place) == "Fernmoor Police is adequate at responding to the public."


@pytest.mark.parametrize(
    ("later", "grade"),
    [
        ("Fernmoor Police is good at responding to the public.", "good"),  # whose grade, and of this very chapter
        ("Fernmoor Police is good at finding missing people.", None),  # of something else
        ("Fernmoor Police is good at responding to the public when it has the staff, but it seldom has.", None),
        ("Overall, it is good.", None),
    ],
)
def test_a_sentence_that_is_not_the_first_grades_only_where_it_names_the_chapter(later: str, grade: str | None) -> None:
    found = report(*COVER, CHAPTER[0], line("It answers calls.", 2), line(later, 2))
    assert found.grade("response") == grade
    assert ("no grade was found under any chapter's title" in found.problems) == (grade is None)


def test_what_is_not_judged_is_no_grade() -> None:
    found = report(
        *COVER,
        heading("Providing a service to the victims of crime", 2, 20),
        line("This section describes our assessment. We don’t make a graded judgment in this overall area.", 2),
    )
    assert found.not_judged == ("Providing a service to the victims of crime",)
    assert found.grades == ()


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Area for improvement", "area_for_improvement"),
        ("Areas for improvement", "area_for_improvement"),
        ("Cause of concern", "cause_of_concern"),
        ("Recommendations", "recommendation"),
        ("Innovative practice", "innovative_practice"),
        ("Promising practice", "promising_practice"),
    ],
)
def test_boxes_go_by_their_label_until_the_main_findings(label: str, kind: str) -> None:
    found = report(
        *COVER, *CHAPTER,
        heading(label, 2, 16), heading("The force should act", 2), line("It was slow.", 2), line("It was late.", 2),
        heading("The force should learn", 2), line("It did not.", 2),
        heading("Main findings", 2, 16), heading("The force answers calls", 2), line("It does so.", 2),
    )  # fmt: skip
    assert told(found) == [
        ("context", None, "Fernmoor Police is adequate at responding to the public."),
        (kind, "The force should act", "It was slow. | It was late."),
        (kind, "The force should learn", "It did not."),
        ("main_finding", "The force answers calls", "It does so."),
    ]
    assert {f.area for f in found.findings if f.section == 1} == {"response"}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("About the data", "boilerplate"),
        ("Force in context", "context"),
        ("HM Inspector’s observations", "observation"),
        ("Reducing crime assessment", "observation"),
    ],
)
def test_parts_without_an_area(title: str, kind: str) -> None:
    found = report(*COVER, *CHAPTER, heading(title, 3, 20), line("It is as it is.", 3))
    section = next(s for s in found.sections if s.heading == title)
    assert section.area is None
    assert told(found)[-1] == (kind, None, "It is as it is.")


def test_the_inspectors_name_under_the_observations_is_no_finding() -> None:
    found = report(
        *COVER, heading("HM Inspector’s observations", 2, 20), line("I am pleased with it.", 2),
        line("Ada Example", 2), line("HM Inspector of Constabulary", 2),
    )  # fmt: skip
    assert told(found) == [("observation", None, "I am pleased with it.")]


def test_a_chapter_reported_on_elsewhere_is_standing_text() -> None:
    found = report(
        *COVER, heading("Vetting and counter corruption", 2, 20), line("We now inspect vetting separately.", 2),
        line("Every force is to be seen once.", 2),
    )  # fmt: skip
    assert [kind for kind, _, _ in told(found)] == ["boilerplate"]


def test_the_title_of_a_chapter_printed_again_opens_no_second_one() -> None:
    found = report(*COVER, *CHAPTER, heading("Responding to the public", 3, 20), line("It goes on.", 3))
    assert [s.heading for s in found.sections] == ["Cover", "Responding to the public"]


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        ([line("Published on 9 June 2022", 1)], date(2022, 6, 9)),
        ([line("Printed on 9 June 2022", 1)], None),
        ([line("Our last report was published on 9 June 2019.", 2)], None),  # further in
        ([line("Published on 31 June 2022", 1)], None),  # no such day
        ([line("Published in June 2022", 1)], None),  # no day: unknown, not guessed
    ],
)
def test_the_day_of_publication(lines: list[Line], published: date | None) -> None:
    assert report(*COVER, *lines, *CHAPTER).published == published


@pytest.mark.parametrize(
    ("cover", "body", "name", "problem"),
    [
        ("An inspection of Fernmoor Police", "fernmoor", "Fernmoor Police", None),
        (
            "An inspection of Nowhere Police",
            None,
            "Nowhere Police",
            "“Nowhere Police” is not in the register of police forces",
        ),
        (
            "Police effectiveness, efficiency and legitimacy",
            None,
            None,
            "the inspected body is not named where it was looked for",
        ),
    ],
)
def test_the_body_is_the_registers_or_said_to_be_unknown(
    cover: str, body: str | None, name: str | None, problem: str | None
) -> None:
    graded = line("The force is adequate at responding to the public.", 2)  # which names no force
    found = report(COVER[0], heading(cover, 1), CHAPTER[0], graded)
    assert (found.body, found.body_name) == (body, name)
    assert [p for p in found.problems if "body" in p or "register" in p] == ([problem] if problem else [])


@pytest.mark.parametrize(
    ("printed", "cycle", "problem"),
    [
        ("PEEL 2031/32", "2031/32", "“2031/32” is no edition of PEEL known here"),
        ("PEEL 2027–29", "2027–29", "“2027–29” is no edition of PEEL known here"),
        ("PEEL", None, "the edition is none of PEEL known here"),
    ],
)
def test_an_unknown_edition_is_read_with_the_words_of_the_newest(printed: str, cycle: str | None, problem: str) -> None:
    found = report(heading(printed, 1, 24), COVER[1], *CHAPTER, heading("Main findings", 2), line("It acts.", 2))
    assert (found.edition, found.cycle) == (None, cycle)
    assert [(g.area, g.grade) for g in found.grades] == [("response", "adequate")]
    newest = words.PROFILE.newest.name
    assert (
        found.problems[0]
        == f"{problem}: read with the words of {newest} as far as they fit; check its areas and grades"
    )
    assert found.grades_expected is None  # which areas that round grades is not known


@pytest.mark.parametrize("row", [r for r in TRUTH["reports"] if r["family"] == "peel"], ids=lambda r: r["file"])
def test_a_sample_says_of_itself_what_its_source_says(row: dict[str, object]) -> None:
    found = parse_file(samples.ROOT / str(row["file"]), BODIES, str(row["file"]))
    assert found.edition == row["edition"]
    assert found.title == f"PEEL {row['cycle']}: An inspection of {row['body']}"
    expected = len(row["boxes"])  # type: ignore[arg-type]
    assert sum(1 for f in found.findings if f.kind in words.PROFILE.box_labels.values()) == expected
    assert not [p for p in found.problems if not p.startswith("edition ")]
