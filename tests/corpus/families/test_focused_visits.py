"""Letters on focused visits in both of their forms: what they say of themselves, and which words are findings. All are made up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from corpus import bodies
from corpus.families.registry import FAMILIES, PROFILES
from corpus.records import Line, Report
from ingest.read.files import Raw
from ingest.read.report import attempt, parse
from tests.factories import descending, line, wrapped

REGISTER = bodies.load()
IMPROVE = "What needs to improve in this area of social work practice?"
TITLE = "Focused visit to Sutton children’s services"
OPENING = (
    "This letter summarises the findings of the focused visit to Sutton children’s services on {}. Inspectors were two."
)
LOOKED = "Inspectors looked at the local authority’s arrangements for care leavers."
LETTERHEAD = [
    Line(1, "Ofsted", 9.0, False, 72.0, 800.0, True),
    Line(1, "Piccadilly Gate", 9.0, False, 72.0, 790.0, False),
    Line(1, "M1 2WD", 9.0, False, 72.0, 780.0, False),
    Line(1, "T 0300 123 1231", 9.0, True, 180.0, 790.0, True),
    Line(1, "enquiries@ofsted.gov.uk", 9.0, False, 180.0, 780.0, True),
]
SIGNATURE = [
    line(
        "Ofsted will take the findings from this focused visit into account when planning the next inspection.", page=3
    ),
    line("Yours sincerely", page=3),
    line("A. N. Inspector", page=3, bold=True),
    line("His Majesty’s Inspector", page=3, bold=True),
]


def bold(text: str, page: int = 1) -> Line:
    return line(text, page=page, bold=True)


def letter(
    *text: Line,
    title: str = TITLE,
    days: str = "7 and 8 October 2025",
    printed: str = "6 November 2025",
    looked: str = LOOKED,
) -> list[Line]:
    """A letter whose address stands before all else."""
    top = [line(printed), *wrapped("A. N. Director", "Civic Offices, Sutton"), line("Dear Ms Director"), bold(title)]
    return [*LETTERHEAD, *top, line(OPENING.format(days)), line(looked), *text, *SIGNATURE]


def read(lines: Sequence[Line]) -> Report:
    printed = tuple(descending(lines))
    return parse(Raw("pdf", "0" * 64, max(each.page for each in printed), printed), REGISTER, "letter.pdf")


def found(report: Report) -> list[tuple[str, list[str]]]:
    """Kinds and words of the findings."""
    return [(f.kind, [report.text(p.place) for p in f.paragraphs]) for f in report.findings]


# What a letter says of itself -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "start", "end"),
    [
        ("5 and 6 November 2019", date(2019, 11, 5), date(2019, 11, 6)),
        ("7 to 8 December 2021", date(2021, 12, 7), date(2021, 12, 8)),
        ("22–23 October 2019", date(2019, 10, 22), date(2019, 10, 23)),
        ("the 15 and 16 of May 2018", date(2018, 5, 15), date(2018, 5, 16)),
        ("31 January and 1 February 2024", date(2024, 1, 31), date(2024, 2, 1)),
        ("11 December and 12 December 2018", date(2018, 12, 11), date(2018, 12, 12)),
        ("17 April 2018", date(2018, 4, 17), date(2018, 4, 17)),
    ],
)
def test_the_days_of_a_visit_are_those_of_the_opening_sentence(days: str, start: date, end: date) -> None:
    (span,) = read(letter(days=days)).inspected
    assert (span.start, span.end) == (start, end)


def test_days_between_two_dates_are_a_span() -> None:
    lines = [
        line(
            "This letter summarises the findings of a focused visit to Sutton children’s services between 29 September and 1 October 2020."
        )
        if each.text.startswith("This letter")
        else each
        for each in letter()
    ]
    (span,) = read(lines).inspected
    assert (span.start, span.end) == (date(2020, 9, 29), date(2020, 10, 1))


@pytest.mark.parametrize(
    ("printed", "published"),
    [("6 November 2025", date(2025, 11, 6)), ("08 May 2019", date(2019, 5, 8)), ("6 November 20205", None)],
)
def test_the_date_of_the_letter_is_the_day_it_was_published(printed: str, published: date | None) -> None:
    report = read(letter(bold("Headline findings"), line("Plans are clear."), printed=printed))
    assert report.published == published
    assert bool(report.problems) == (published is None)  # a misprint is told, not guessed at


@pytest.mark.parametrize(
    ("title", "body", "also"),
    [
        ("Focused visit to Sutton children’s services", "la-sutton", ()),
        ("Focused visit to Sutton local authority children’s services", "la-sutton", ()),
        ("Focused visit to London Borough of Sutton Council Children's Services", "la-sutton", ()),
        ("Focused visit to Sutton’s children’s services", "la-sutton", ()),
        ("Focused visit to the Isles of Scilly children’s services", "la-isles-of-scilly", ()),
        ("Focused visit to Sutton Children and Families Trust", "la-sutton", ("Sutton Children and Families Trust",)),
    ],
)
def test_the_body_visited_is_in_the_title(title: str, body: str, also: tuple[str, ...]) -> None:
    report = read(letter(title=title))
    assert (report.body, report.title, report.bodies_also) == (body, title, also)


@pytest.mark.parametrize(
    ("looked", "theme"),
    [
        (LOOKED, "the local authority’s arrangements for care leavers"),
        (
            "Inspectors considered the arrangements for children in need in accordance with the framework. They also looked at homes.",
            "the arrangements for children in need",
        ),
        (
            "Inspectors looked at the local authority’s arrangements for the ‘front door.’ They met staff.",
            "the local authority’s arrangements for the ‘front door’",
        ),
        (
            "This visit looked at the quality and impact of decision-making in help and protection.",
            "the quality and impact of decision-making in help and protection",
        ),
        ("Inspectors looked at a range of evidence, including children’s case records.", None),
    ],
)
def test_what_a_visit_looked_at_is_its_theme(looked: str, theme: str | None) -> None:
    assert read(letter(looked=looked)).theme == theme


@pytest.mark.parametrize(
    ("headings", "edition"),
    [
        (("Overview", "Findings"), "Focused visits from 2018"),
        (("Headline findings", "Main findings"), "Focused visits from 2021"),
        ((IMPROVE, "Findings"), "Focused visits from 2018"),
    ],
)
def test_the_form_of_a_letter_is_known_by_its_headings(headings: tuple[str, str], edition: str) -> None:
    lines = letter(bold(headings[0]), line("Children are seen."), bold(headings[1]), line("Plans are clear."))
    report = read(lines)
    assert (report.family, report.edition) == ("focused_visits", edition)


def test_earlier_grades_are_none_of_the_visits() -> None:
    said = line(
        "Since the inspection in 2023, when overall effectiveness was judged to be inadequate, leaders have changed much."
    )
    report = read(letter(bold("Headline findings"), said, bold("Main findings"), line("Plans are clear.")))
    assert (report.grades, report.grades_expected, report.problems) == ((), 0, ())
    assert not PROFILES["focused_visits"].graded


# Which words are findings -------------------------------------------------------------------------------------------------


def test_addresses_and_signatures_are_no_findings_and_the_closing_is_standing_text() -> None:
    report = read(letter(bold("Overview"), line("Children are seen."), bold("Findings"), line("• Plans are clear.")))
    assert [kind for kind, _ in found(report)] == ["context", "context", "observation", "main_finding", "boilerplate"]
    words = " ".join(text for _, texts in found(report) for text in texts)
    assert not any(
        name in words for name in ("Piccadilly", "Civic Offices", "Dear", "0300", "A. N. Inspector", "Majesty’s")
    )


def test_items_are_findings_and_what_introduces_them_is_none() -> None:
    lines = letter(
        bold("Areas for priority action"),
        line("The local authority needs to take swift action to address:"),
        line("• The screening of risk."),
        line("• Management oversight."),
        bold(IMPROVE.rstrip("?")),
        line("• The quality of plans (outcome 2, national framework)."),
        bold("Areas of strength"),
        line("• Visits are regular."),
    )
    assert found(read(lines))[2:-1] == [
        ("observation", ["The local authority needs to take swift action to address:"]),
        ("priority_action", ["The screening of risk."]),
        ("priority_action", ["Management oversight."]),
        ("area_for_improvement", ["The quality of plans"]),
        ("strength", ["Visits are regular."]),
    ]


def test_a_list_without_bullets_has_its_paragraphs_as_items() -> None:
    lines = letter(
        bold("Area for priority action"),
        line("Delays in seeing children at risk."),
        bold("Findings"),
        line("Plans are clear."),
    )
    assert ("priority_action", ["Delays in seeing children at risk."]) in found(read(lines))
    none = letter(bold("Areas for priority action"), line("There are no areas for priority action."), bold("Findings"))
    assert "priority_action" not in dict(found(read(none)))


def test_the_address_in_the_middle_of_a_list_or_a_sentence_cuts_neither() -> None:
    top = letter()[len(LETTERHEAD) : -len(SIGNATURE)]
    first = [bold(IMPROVE), line("• The quality of plans."), line("• The timeliness of help, including before")]
    second = [
        line("proceedings begin.", page=2),
        line("• Supervision.", page=2),
        bold("Main findings", 2),
        line("Plans drift.", page=2),
    ]
    report = read([*top, *first, *LETTERHEAD, *second, *SIGNATURE])
    assert found(report)[2:-1] == [
        ("area_for_improvement", ["The quality of plans."]),
        ("area_for_improvement", ["The timeliness of help, including before proceedings begin."]),
        ("area_for_improvement", ["Supervision."]),
        ("main_finding", ["Plans drift."]),
    ]
    assert [part.page for part in report.findings[3].paragraphs[0].place] == [1, 2]
    assert report.published == date(2025, 11, 6)


def test_an_address_never_seen_before_is_known_by_its_place_above_the_salutation() -> None:
    """Small type at the head of the page, wherever it comes in the file."""
    address = [
        Line(1, "1 New Street, Newtown", 9.0, False, 72.0, 800.0, True),
        Line(1, "020 7946 0000", 9.0, True, 180.0, 790.0, True),
    ]
    top = letter()[len(LETTERHEAD) : -len(SIGNATURE)]
    report = read(
        [*top, bold("Headline findings"), line("Leaders know that"), *address, line("plans drift.", page=2), *SIGNATURE]
    )
    assert found(report)[2] == ("observation", ["Leaders know that plans drift."])
    assert "New Street" not in str(found(report))


def test_what_a_visit_looked_at_is_context_even_as_a_list() -> None:
    bullets = [line("• accommodation"), line("• keeping in touch")]
    looked = "Inspectors looked at the local authority’s arrangements for care leavers. This included:"
    report = read(letter(*bullets, bold("Headline findings"), line("Plans are clear."), looked=looked))
    assert found(report)[1] == ("context", [looked, "accommodation", "keeping in touch"])
    assert report.theme == "the local authority’s arrangements for care leavers"


def test_each_bullet_or_paragraph_is_a_finding_and_a_list_stands_with_its_introduction() -> None:
    lines = letter(
        bold("Main findings"),
        line("Plans are clear."),
        bold("Support for workers"),
        line("Social workers told inspectors that they value:"),
        line("• supervision"),
        line("• training"),
        line("Caseloads are low."),
    )
    report = read(lines)
    assert found(report)[2:-1] == [
        ("main_finding", ["Plans are clear."]),
        ("main_finding", ["Social workers told inspectors that they value:", "supervision", "training"]),
        ("main_finding", ["Caseloads are low."]),
    ]
    assert [report.sections[f.section].heading for f in report.findings[2:4]] == [
        "Main findings",
        "Support for workers",
    ]


def test_the_mark_and_the_text_of_a_note_are_no_items() -> None:
    mark = Line(1, "1", 8.0, True, 400.0, None, True)
    note = line("1 The areas for improvement have been cross-referenced with the outcomes of the framework.", size=10)
    report = read(
        letter(
            bold(IMPROVE), mark, line("• Plans."), note, line("• Supervision."), bold("Main findings"), line("Good.")
        )
    )
    assert [f.kind for f in report.findings].count("area_for_improvement") == 2
    assert IMPROVE in [s.heading for s in report.sections]
    assert "1" not in [s.heading for s in report.sections]


# Which documents are such letters -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "families"),
    [
        (" ".join(each.text for each in letter()), ["focused_visits"]),
        (
            "Inspection of Sutton local authority children’s services Inspection dates: 1 to 5 July 2024 Judgement Grade The impact of leaders on "
            "social work practice with children and families Good At a focused visit to Sutton in 2023, inspectors found delay. Ofsted",
            ["ofsted"],
        ),
        (
            "Dear Ms Director Joint targeted area inspection of Sutton This letter outlines our findings about the experiences and progress of "
            "children who need help and protection. Good work was seen. A focused visit took place in 2022. The inspection of local authority "
            "children’s services in 2021 was led by Ofsted.",
            [],
        ),
        (
            "Area SEND inspection of Sutton Local Area Partnership Inspection dates: 1 to 5 July 2024 Ofsted judged children’s services good. "
            "An inspection of services for children in need of help and protection took place in 2016.",
            [],
        ),
    ],
)
def test_a_document_is_of_one_family_at_most_of_these(text: str, families: list[str]) -> None:
    own = [family.key for family in FAMILIES if family.folder in ("focused_visits", "childrens_services")]
    assert [key for key in own if PROFILES[key].recognises(text)] == families


@pytest.mark.shared
def test_every_real_letter_is_read_with_its_body_and_its_days(shared: Path) -> None:
    letters = sorted((shared / "reports" / "focused_visits").rglob("*.pdf"))
    assert letters
    for path in letters:
        report = attempt(path, REGISTER, path.name)
        assert isinstance(report, Report), (path.name, report)
        assert report.family == "focused_visits", path.name
        assert report.body, path.name
        assert report.inspected, path.name
        assert all(span.start and span.end for span in report.inspected), path.name
        assert report.grades == ()
