"""Rows of Ofsted's tables of judgements in other words than the edition's, and tables without an overall grade. All lines are made up."""

from __future__ import annotations

import pytest

from corpus.families.childrens_services import words
from corpus.families.childrens_services.grades import nearest
from corpus.families.childrens_services.headings import area_of
from corpus.records import Line
from tests.corpus.families.childrens_services_pages import HELP, LEADERS, PROSE, ROWS_2023, grades, ilacs, report
from tests.factories import heading, line, wrapped

CARE, LEAVERS = "The experiences and progress of children in care", "The experiences and progress of care leavers"
ROWS_2026 = [
    line(f"{LEADERS} Inadequate"),
    line(HELP),
    line("Inadequate"),
    line(CARE),
    line("Good"),
    line(LEAVERS),
    *wrapped("Requires improvement", "to be good"),
]
GRADES_2026 = {
    "leadership": "inadequate",
    "help_and_protection": "inadequate",
    "in_care": "good",
    "care_leavers": "requires improvement",
}


def test_a_table_without_an_overall_grade_is_of_2026_and_lacks_nothing() -> None:
    prose = line(
        "Since the previous inspection in 2022, when overall effectiveness was judged to be inadequate, leaders have changed."
    )
    read = report([*ilacs(*ROWS_2026), prose, heading("What needs to improve?", page=2), line("• Plans.", page=2)])
    assert (read.edition, grades(read)) == ("ILACS 2026", GRADES_2026)
    assert (read.grades_expected, read.problems) == (4, ())


def test_a_table_whose_overall_grade_cannot_be_read_is_none_of_2026() -> None:
    """It is told, where to take it for a table without one would pass over it in silence."""
    read = report(ilacs(*ROWS_2026, line("Overall effectiveness Sufficient")))
    assert read.edition == "ILACS 2023"
    assert "no overall grade found in the table of judgements" in read.problems


def test_the_grades_of_2026_compare_with_those_before() -> None:
    assert {e.name for e in words.EDITIONS if "ILACS 2026" in e.comparable} == {
        "ILACS 2018",
        "ILACS 2021",
        "ILACS 2023",
    }


@pytest.mark.parametrize(
    ("label", "area"),
    [
        ("The experiences and progress of children care leavers", "care_leavers"),
        ("The experience and progress of care leavers", "care_leavers"),
        ("The experiences and progress of care experienced leavers", "care_leavers"),
        ("The impact of leaders on practice with children and families", "leadership"),
        ("The impact of leaders on social work practice for children and families", "leadership"),
        ("Experiences and progress of children in the care", "in_care"),
        ("The experiences and progress of children needing help and protection", "help_and_protection"),
    ],
)
def test_a_misprinted_label_plainly_means_its_area(label: str, area: str) -> None:
    """Among all areas, and no other however near: "children care leavers" is near "children in care" too."""
    found, plain = nearest(label, words.AREAS_2026)
    assert found is not None
    assert (found.key, plain) == (area, True)


@pytest.mark.parametrize(
    "label", ["The quality of commissioning", "Adoption performance", "The work of the council with its partners"]
)
def test_a_label_that_is_near_no_area_means_none(label: str) -> None:
    assert nearest(label, words.AREAS_2026) == (None, False)


def misprinted(*rows: Line) -> list[Line]:
    return ilacs(line(f"{LEADERS} Good"), line(f"{HELP} Good"), *rows, line("Overall effectiveness Good"))


def test_a_misprinted_row_is_graded_and_quoted_as_printed_without_a_problem() -> None:
    label = "The experiences and progress of children care leavers"
    read = report(
        [
            *misprinted(line(f"{CARE} Inadequate"), *wrapped(label, "Outstanding")),
            heading("What needs to improve?"),
            line("• Plans."),
        ]
    )
    (grade,) = (grade for grade in read.grades if grade.area == "care_leavers")
    assert (grade.label, grade.grade) == (label, "outstanding")
    assert read.text(grade.place) == f"{label} Outstanding"
    assert read.grade("in_care") == "inadequate"
    assert read.problems == ()


def test_two_misprinted_rows_have_an_area_each() -> None:
    rows = (
        line("The experiences and progress of children in the care Good"),
        line("The experiences and progress of children care leavers Inadequate"),
    )
    assert {k: v for k, v in grades(report(misprinted(*rows))).items() if "care" in k} == {
        "in_care": "good",
        "care_leavers": "inadequate",
    }


def test_a_row_that_hardly_means_an_area_is_taken_for_it_and_told() -> None:
    read = report(
        misprinted(line(f"{CARE} Good"), line("The experiences and journeys of young care leavers Inadequate"))
    )
    assert grades(read)["care_leavers"] == "inadequate"
    assert any("was taken for" in problem for problem in read.problems)


def test_a_row_of_no_known_area_is_told_and_invents_none() -> None:
    read = report(
        misprinted(line(f"{CARE} Good"), line("The quality of commissioning Inadequate"), line(f"{LEAVERS} Good"))
    )
    assert grades(read) == dict.fromkeys(
        ("leadership", "help_and_protection", "in_care", "care_leavers", "overall"), "good"
    )
    assert (
        "the row “The quality of commissioning: Inadequate” of the table of judgements is of no area known here"
        in read.problems
    )


def test_prose_right_after_the_table_is_no_row() -> None:
    prose = line("The work of leaders with partners is good. The local authority judged it to be outstanding.")
    assert grades(report([*ilacs(*ROWS_2026)[:-1], prose, line(PROSE)])) == GRADES_2026


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("The experiences and progress of children care leavers: good", "care_leavers"),
        ("The impact of leaders on practice with children and families: requires improvement to be good", "leadership"),
        ("The experiences and progress of children care leavers", None),  # without its grade a name must be known
        ("Care leavers’ plans are good", None),
    ],
)
def test_a_heading_with_its_grade_may_be_misprinted_too(text: str, area: str | None) -> None:
    found = area_of(text, next(e for e in words.EDITIONS if e.name == "ILACS 2026"))
    assert (found.key if found else None) == area


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("• The quality of plans (outcome 2, national framework)", "The quality of plans"),
        ("• The quality of plans. (Outcome four, National Framework).", "The quality of plans."),
        (
            "• The quality of plans (enabler: leaders drive conditions for effective practice, national framework)",
            "The quality of plans",
        ),
        ("• The quality of plans (Principle 1)", "The quality of plans"),
        ("• The work of the designated officer (LADO).", "The work of the designated officer (LADO)."),
        ("• Plans (including outcomes for disabled children)", "Plans (including outcomes for disabled children)"),
    ],
)
def test_a_reference_to_the_framework_is_no_part_of_an_item(item: str, said: str) -> None:
    read = report(
        [*ilacs(*ROWS_2023), heading("What needs to improve?", page=2), line(item, page=2), line("• Support.", page=2)]
    )
    items = [read.text(f.paragraphs[0].place) for f in read.findings if f.kind == "area_for_improvement"]
    assert items == [said, "Support."]


@pytest.mark.parametrize(
    ("title", "also"),
    [
        ("Inspection of Sutton Children and Families Trust", ("Sutton Children and Families Trust",)),
        ("Inspection of Sutton Children’s Trust", ("Sutton Children’s Trust",)),
        ("Inspection of Sutton Children First", ("Sutton Children First",)),
        ("Inspection of Sutton local authority children’s services", ()),
    ],
)
def test_a_trust_is_inspected_for_its_authority_and_named_beside_it(title: str, also: tuple[str, ...]) -> None:
    read = report(ilacs(*ROWS_2023, title=title))
    assert (read.body, read.bodies_also, read.title) == ("la-sutton", also, title)


def test_a_title_small_at_the_foot_of_a_page_is_no_finding() -> None:
    title = "Inspection of Sutton local authority children’s services"
    read = report([*ilacs(*ROWS_2023), line(title, page=2, size=8), line("3 to 14 October 22", page=2, size=8)])
    assert not any(title in read.text(p.place) for f in read.findings for p in f.paragraphs)
    assert str(read.inspected[0].end) == "2022-10-14"
