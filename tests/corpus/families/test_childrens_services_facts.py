"""Which facts are read off the covers of Ofsted's reports, layout by layout. All lines here are made up."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.families.childrens_services import facts
from corpus.records import Grade, Line
from tests.corpus.families.childrens_services_pages import (
    GRADES_2018,
    ROWS_2018,
    ROWS_2023,
    ROWS_SPLIT,
    SIF_GRADES,
    SIF_ROWS,
    grades,
    ilacs,
    report,
    sif,
)
from tests.factories import heading, line, wrapped


@pytest.mark.parametrize(
    ("lines", "edition", "expected"),
    [
        (ilacs(*ROWS_2018, title="Inspection of children’s social care services"), "ILACS 2018", GRADES_2018),
        (ilacs(*ROWS_2018), "ILACS 2021", GRADES_2018),
        (
            ilacs(*ROWS_SPLIT),
            "ILACS 2021",
            {
                "leadership": "requires improvement",
                "help_and_protection": "good",
                "in_care": "good",
                "overall": "requires improvement",
            },
        ),
        (
            ilacs(*ROWS_2023),
            "ILACS 2023",
            {
                "leadership": "good",
                "help_and_protection": "requires improvement",
                "in_care": "inadequate",
                "care_leavers": "outstanding",
                "overall": "inadequate",
            },
        ),
    ],
)
def test_every_row_of_an_ilacs_table_is_a_grade(lines: list[Line], edition: str, expected: dict[str, str]) -> None:
    read = report(lines)
    assert (read.edition, grades(read)) == (edition, expected)


@pytest.mark.parametrize(
    ("statement", "edition", "overall"),
    [
        (["The overall judgement is requires improvement"], "SIF 2014", "requires improvement"),
        (
            ["The overall judgement is that children’s services require", "improvement"],
            "SIF 2014",
            "requires improvement",
        ),
        (["The overall judgement is that children’s services are inadequate"], "SIF 2014", "inadequate"),
        (["Children’s services in Sutton are good"], "SIF 2015", "good"),
        (["Children’s services in London Borough of Sutton are good."], "SIF 2015", "good"),
        (
            ["Children’s services in the Sutton Council area", "require improvement to be Good"],
            "SIF 2015",
            "requires improvement",
        ),
        (["Children’s services in Sutton requires improvement to be good"], "SIF 2015", "requires improvement"),
        (["Children’s services are outstanding"], "SIF 2015", "outstanding"),
    ],
)
def test_the_overall_grade_of_a_sif_report_is_a_sentence(statement: list[str], edition: str, overall: str) -> None:
    read = report(sif(*wrapped(*statement, size=14, bold=True), *SIF_ROWS))
    assert (read.edition, grades(read)) == (edition, {"overall": overall, **SIF_GRADES})


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        (  # on the cover, wrapped before the grade
            [
                line("The effectiveness of the Local Safeguarding Children Board (LSCB) is", size=14),
                line("good", size=14, bold=True),
            ],
            "The effectiveness of the Local Safeguarding Children Board (LSCB)",
        ),
        (  # on the cover of the earliest, as a sentence
            wrapped("The judgement for the effectiveness of the Local Safeguarding Children Board", "(LSCB) is good."),
            "the effectiveness of the Local Safeguarding Children Board (LSCB)",
        ),
        (  # heading of the board's part
            [
                heading("The Local Safeguarding Children Board (LSCB)", page=5, size=16),
                heading("The Local Safeguarding Children Board is good", page=5),
            ],
            "The Local Safeguarding Children Board",
        ),
    ],
)
def test_the_board_has_a_grade_of_its_own(printed: list[Line], label: str) -> None:
    read = report(sif(heading("The overall judgement is good"), *SIF_ROWS, *printed))
    assert [(g.label, g.grade) for g in read.grades if g.area == "safeguarding_board"] == [(label, "good")]


def test_rows_run_on_to_the_second_page() -> None:
    rows = [*SIF_ROWS[:5], line("2.2 Experiences and progress of care leavers Good", page=2)]
    assert report(sif(heading("Children’s services in Sutton are good"), *rows)).grade("care_leavers") == "good"


def test_not_judged_is_no_grade() -> None:
    rows = [line("2.1 Adoption performance Not Judged"), line("2.2 Experiences and progress of care leavers Good")]
    read = report(sif(heading("Children’s services in Sutton are good"), *rows))
    assert (grades(read), read.not_judged) == ({"overall": "good", "care_leavers": "good"}, ("Adoption performance",))


def test_grades_of_2013_stand_in_the_record_of_main_findings() -> None:
    lines = [
        heading("Inspection of looked after children services", size=26),
        heading("Sutton Council", size=18),
        line("Inspection dates: 15 – 19 July 2013", size=10, bold=True),
        line("Good (Grade 2) A service that exceeds minimum requirements", page=2),
        heading("Capacity to improve", page=3, size=18),
        heading("Grade 2 (Good)", page=3),
        line("11. Capacity to improve is good.", page=3),
        heading("Record of main findings", page=10, size=18),
        line("Overall effectiveness Inadequate Grade 4", page=10),
        line("Capacity to improve Good", page=10),
        *wrapped("Outcomes for looked after children and", "young people Adequate", page=10),
    ]
    read = report(lines)
    assert read.edition == "Looked after 2013"
    assert grades(read) == {"overall": "inadequate", "capacity": "good", "outcomes": "adequate"}


def test_grades_of_earlier_inspections_are_none_of_this_report() -> None:
    body = [
        heading("Contents", page=2, size=26),
        heading("Previous Ofsted inspections", page=3),
        line("Overall effectiveness: inadequate", page=3),
        line("Adoption performance: inadequate", page=3),
    ]
    read = report(sif(heading("Children’s services in Sutton are good"), SIF_ROWS[-1], body=body))
    assert grades(read) == {"overall": "good", "leadership": "inadequate"}


@pytest.mark.parametrize("grade", report(ilacs(*ROWS_SPLIT)).grades, ids=lambda grade: grade.area)
def test_a_grade_is_quoted_from_its_place(grade: Grade) -> None:
    assert report(ilacs(*ROWS_SPLIT)).text(grade.place).startswith(grade.label)


D = date


@pytest.mark.parametrize(
    ("printed", "spans"),
    [
        ("Inspection dates: 22 April to 3 May 2024", [(D(2024, 4, 22), D(2024, 5, 3))]),
        ("Inspection dates: 3 to 14 October 2022", [(D(2022, 10, 3), D(2022, 10, 14))]),
        ("Inspection date: 22 February 2016–18 March 2016", [(D(2016, 2, 22), D(2016, 3, 18))]),
        ("Inspection date: 30 September – 22 October 2014", [(D(2014, 9, 30), D(2014, 10, 22))]),
        ("Inspection date: 28 November ─ 9 January 2015", [(D(2014, 11, 28), D(2015, 1, 9))]),  # over the new year
        ("Inspection date: 12/09/2016 to 06/10/2016", [(D(2016, 9, 12), D(2016, 10, 6))]),
        ("Inspection date: 1/06/2015 - 25/06/2015", [(D(2015, 6, 1), D(2015, 6, 25))]),
        ("Inspection date: 28 July 2016", [(D(2016, 7, 28), D(2016, 7, 28))]),  # one date only
        ("Inspection dates: 28 Jan 2014 – 18 Feb 2014", [(D(2014, 1, 28), D(2014, 2, 18))]),
        (
            "Inspection dates: 19 November-11 December 2013 and 28 – 30 January 2014",
            [(D(2013, 11, 19), D(2013, 12, 11)), (D(2014, 1, 28), D(2014, 1, 30))],
        ),
        (
            "Inspection dates: 6 to 10 and 13 to 14 May 2023",
            [(D(2023, 5, 6), D(2023, 5, 10)), (D(2023, 5, 13), D(2023, 5, 14))],
        ),
        (
            "Inspection dates: 29 February to 3 January 2016",
            [(None, D(2016, 1, 3))],
        ),  # a day that the year before lacks
        ("Inspection dates: 3 to 14 October", [(None, None)]),  # no year: unknown, not guessed
        ("Lead inspector: A Person", []),
    ],
)
def test_inspection_dates(printed: str, spans: list[tuple[date | None, date | None]]) -> None:
    after = " Report published: 13 June 2017"
    assert [(span.start, span.end) for span in facts.inspected(printed + after)] == spans


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Report published: 13 June 2017", D(2017, 6, 13)),
        ("Report published: 25/11/2016", D(2016, 11, 25)),
        ("Age group: All Published: 2 August 2013", D(2013, 8, 2)),
        ("Inspection dates: 3 to 14 October 2022", None),
    ],
)
def test_publication_date(printed: str, expected: date | None) -> None:
    assert facts.publication(printed) == expected


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (ilacs(*ROWS_2023), "la-sutton"),
        (ilacs(*ROWS_2023, title="Inspection of Sutton children’s services"), "la-sutton"),
        (sif(heading("Children’s services in Sutton are good"), name="London Borough of Sutton"), "la-sutton"),
        (sif(heading("Children’s services in Medway are good"), name="Medway Children's Services"), "la-medway"),
        (sif(heading("Children’s services in Bristol are good"), name="Bristol City of"), "la-bristol"),
        (sif(heading("The overall judgement is good"), name="Surrey Safeguarding Children Board"), "la-surrey"),
    ],
)
def test_the_cover_names_the_body(lines: list[Line], key: str) -> None:
    assert report(lines).body == key
