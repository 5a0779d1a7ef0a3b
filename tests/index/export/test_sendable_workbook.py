"""What a workbook must be before it is sent to an editor: a list of twelve points, each held by the opened file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from index.export import batch, formats, how_made, spreadsheets
from index.export.content import Content
from tests.index.export import sendable

PLAIN = (
    "Body", "Verdict", "Grade", "Grade for", "Inspected from", "Inspected to", "Published", "Report", "Best quotation", "Page",
    "Page of the file", "Review", "Published report", "Evidence", "Note",
)  # fmt: skip
# Keys of code, hashes, times as programs write them, files and what Python calls nothing.
CODES = re.compile(r"[a-z]+_[a-z_]+|\b(?=\w*\d)[0-9a-f]{10,}\b|\d{4}-\d\d-\d\d|\d\d\d\dT\d\d|\w+\.pdf|\bNone\b|\bnan\b")


@pytest.fixture(scope="module")
def content() -> Content:
    return sendable.content()


@pytest.fixture(scope="module")
def book(content: Content) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(formats.write(content, ".xlsx")))


@pytest.fixture(scope="module")
def many(content: Content) -> Workbook:
    other = replace(content, answer=replace(content.answer, question="rural crime"))
    made = batch.workbook_of([content, other], [("=what?", "There is no filter “=what”.")])
    return openpyxl.load_workbook(io.BytesIO(made))


def cells(book: Workbook) -> Iterator[Cell]:
    return (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)


def table(sheet: Worksheet) -> list[dict[str, Cell]]:
    heading, *rows = sheet.iter_rows()
    return [dict(zip((str(cell.value) for cell in heading), row, strict=True)) for row in rows]


def how(book: Workbook) -> dict[str, str]:
    return {str(row["What"].value): str(row["How"].value) for row in table(book[how_made_sheet(book)])}


def how_made_sheet(book: Workbook) -> str:
    return str(book.sheetnames[-1])


def test_1_it_opens_on_the_listed_bodies_alone(book: Workbook, many: Workbook) -> None:
    assert book.sheetnames == ["List", "All bodies", "Evidence", "Passages", "How this list was made"]
    assert book.active is not None
    assert book.active.title == "List"
    assert [row["Body"].value for row in table(book["List"])] == ["Fernmoor Police"]
    assert [row["On the list"].value for row in table(book["All bodies"])] == [
        "Listed", "Not listed", "Not listed", "Not listed", "Not listed", "Outside the filters", "No report",
    ]  # fmt: skip
    assert many.sheetnames == ["List", "Questions", "Verdicts", "Evidence", "How this list was made"]
    assert [row["Question"].value for row in table(many["List"])] == [sendable.QUESTION, "rural crime"]


def test_2_headings_are_plain_words_with_a_capital(book: Workbook, many: Workbook) -> None:
    assert tuple(cell.value for cell in book["List"][1]) == PLAIN
    for sheet in (*book, *(each for each in many if each.title != "Verdicts")):
        assert all(re.fullmatch(r"[A-Z][a-z]+( [a-z]+)*", str(cell.value)) for cell in sheet[1]), sheet.title


def test_3_days_are_days(book: Workbook) -> None:
    row = table(book["List"])[0]
    days = {
        "Inspected from": datetime(2023, 3, 6),
        "Inspected to": datetime(2023, 4, 4),
        "Published": datetime(2024, 5, 2),
    }
    for name, day in days.items():
        assert (row[name].value, row[name].is_date, row[name].number_format) == (day, True, "d mmm yyyy")
    assert {row["Inspected from"].value for row in table(book["All bodies"])[1:5]} == {"Unknown"}


def test_4_numbers_are_numbers(book: Workbook) -> None:
    row = table(book["List"])[0]
    assert (row["Page"].value, row["Page of the file"].value) == (17, 19)
    assert [each["Page"].value for each in table(book["Evidence"])][:2] == [17, "iv"]
    found = table(book["All bodies"])[0]
    assert (found["Sentences found"].value, found["Strength"].value) == (7, 0.9)
    assert found["Strength"].number_format == "0.00"


def test_5_links_open_the_published_report_and_the_page_of_the_evidence(book: Workbook, many: Workbook) -> None:
    row = table(book["List"])[0]
    report, page = row["Published report"], row["Evidence"]
    assert report.hyperlink is not None
    assert page.hyperlink is not None
    assert (report.value, page.value) == ("Open the report", "Open the page")
    assert f"{report.hyperlink.target}#{report.hyperlink.location}" == f"{sendable.ADDRESS}#page=19" or (
        report.hyperlink.target == f"{sendable.ADDRESS}#page=19"
    )
    assert str(page.hyperlink.target).startswith("https://search.example.org/evidence?file=peel%2Ffernmoor")
    links = [cell.hyperlink.target for each in (book, many) for cell in cells(each) if cell.hyperlink]
    assert len(links) > 10
    assert all(str(link).startswith("https://") for link in links)


def test_6_no_code_key_hash_or_file_name_stands_anywhere(book: Workbook, many: Workbook) -> None:
    told = [(cell.coordinate, str(cell.value)) for each in (book, many) for cell in cells(each) if not cell.is_date]
    assert [(place, text) for place, text in told if CODES.search(text)] == []
    verdicts = {row["Verdict"].value for row in table(book["All bodies"])}
    assert {"Concern", "Concern and praise", "Another grade", "Nothing found"} <= verdicts
    assert "Another grade: good" in {cell.value for row in many["Verdicts"].iter_rows() for cell in row}


def test_7_columns_are_wide_enough_text_wraps_headings_stay_and_every_sheet_can_be_filtered(
    book: Workbook, many: Workbook
) -> None:
    for sheet in (*book, *many):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions or sheet.max_row == 1
        assert all(8 <= sheet.column_dimensions[cell.column_letter].width <= 111 for cell in sheet[1]), sheet.title
        texts = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        assert all(cell.alignment.wrap_text and cell.alignment.vertical == "top" for cell in texts), sheet.title


def test_8_it_is_set_up_for_printing(book: Workbook, many: Workbook) -> None:
    for sheet in (*book, *many):
        setup, view = sheet.page_setup, sheet.sheet_properties.pageSetUpPr
        assert (setup.orientation, int(setup.paperSize), setup.fitToHeight) == ("landscape", 9, 0)
        assert view is not None
        assert view.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert "&P" in str(sheet.oddFooter.right.text) + str(sheet.oddFooter.left.text)
        assert "Not made or endorsed by" in str(sheet.oddFooter.left.text)


def test_9_decisions_of_the_review_are_applied_and_named(book: Workbook) -> None:
    hollowmere = table(book["All bodies"])[1]
    assert hollowmere["On the list"].value == "Not listed"
    assert hollowmere["Review"].value == "Excluded by A. Reviewer on 3 May 2024: not on the subject"
    assert table(book["Evidence"])[0]["Review"].value == "Included by A. Reviewer on 3 May 2024"
    assert (how(book)["Reviewed by"], how(book)["Reviewed on"]) == ("A. Reviewer", "3 May 2024")
    assert how(book)["Result"].endswith("has a concern (after review).")


def test_10_a_quotation_is_verbatim_and_without_marks_of_our_own_in_every_sheet(
    book: Workbook, content: Content
) -> None:
    assert table(book["List"])[0]["Best quotation"].value == sendable.WORDS
    quotes = [each.quote for hit in content.reviewed().answer.bodies for each in hit.evidence]
    assert [row["Quotation"].value for row in table(book["Evidence"])] == quotes
    assert "without quotation marks of our own" in how(book)["In the columns"]
    near = table(book["All bodies"])[3]
    assert (near["Best quotation"].value, near["Closest passage"].value) == (None, "Officers use body-worn video.")


def test_11_it_says_who_made_it_when_and_how_in_plain_words(book: Workbook, content: Content) -> None:
    told = how(book)
    made = content.record.asked
    assert told["Made by"] == f"{how_made.made_by()}, on {made.day} {made:%B %Y} at {made:%H:%M} UTC."
    assert told["Filters"] == "Grade is at least requires improvement; Kind of finding is not Main finding"
    assert told["Question"] == sendable.QUESTION
    assert told["Expected errors"].startswith("About 1 of the 1 listed are right")
    assert "critical of the subject" in told["Who is listed"]
    assert told["Not on the list"] == (
        "4 bodies searched and not listed; 1 with a report, outside the filters; 1 without a report."
    )
    assert (book.properties.title, book.properties.creator) == (sendable.QUESTION, how_made.made_by())


def test_12_it_has_the_licence_and_says_whose_work_it_is_not(book: Workbook, content: Content) -> None:
    assert how(book)["Not official"].startswith("Not made or endorsed by ")
    assert how(book)["Invented"].startswith("The reports are invented")
    record = replace(content.record, provenance=replace(content.record.provenance, invented=False))
    real = openpyxl.load_workbook(io.BytesIO(formats.write(replace(content, record=record), ".xlsx")))
    assert how(real)["Licence"] == "OGL v3"


def test_the_days_beside_a_grade_are_those_of_its_report_and_a_note_says_where_else_and_how_weak_the_quotation_is() -> (
    None
):
    book = openpyxl.load_workbook(io.BytesIO(formats.write(sendable.quoted_elsewhere(), ".xlsx")))
    for sheet in ("List", "All bodies"):
        row = table(book[sheet])[0]
        days = [row[name].value for name in ("Inspected from", "Inspected to", "Published")]
        assert days == [datetime(2022, 5, 1), datetime(2022, 5, 5), "Unknown"]
        assert (row["Report"].value, row["Page"].value) == ("PEEL 2023–25: Fernmoor", 17)
        assert row["Note"].value == (
            "Weak match: read the quotation. The quotation is from another report: PEEL 2023–25: Fernmoor, inspected 6 to 17 March "
            "2023 and 3 to 4 April 2023, published 2 May 2024."
        )
    assert table(book["Evidence"])[0]["Inspected from"].value == datetime(2023, 3, 6)


def test_where_grades_alone_answer_there_are_no_passages_and_the_files_say_so() -> None:
    content = sendable.by_grades()
    book = openpyxl.load_workbook(io.BytesIO(formats.write(content, ".xlsx")))
    assert "Passages" not in book.sheetnames
    assert how(book)["Passages"] == "None: grades alone answer this question."


def test_without_a_review_no_column_speaks_of_one(content: Content) -> None:
    alone = openpyxl.load_workbook(io.BytesIO(formats.write(replace(content, review=type(content.review)()), ".xlsx")))
    assert "Review" not in [cell.value for sheet in alone for cell in sheet[1]]
    assert how(alone)["Review"] == "Nobody has reviewed this list."
    assert [row["Body"].value for row in table(alone["List"])] == ["Fernmoor Police", "Hollowmere Police"]


def test_links_into_the_program_say_that_they_open_on_one_computer_where_that_is_so() -> None:
    assert "open nowhere else" in how_made.where_links_open("http://localhost:8501")
    assert "can open them" in how_made.where_links_open("https://search.example.org")


def test_a_long_quotation_is_cut_with_a_mark_and_the_sheet_says_so(content: Content) -> None:
    first, *others = content.answer.bodies
    words = "A sentence without an end, " * 2_000
    said = replace(first, evidence=(replace(first.evidence[0], quote=words), *first.evidence[1:]))
    answer = replace(content.answer, bodies=(said, *others))
    long = replace(content, answer=answer, record=replace(content.record, answer=answer))
    for made in (formats.write(long, ".xlsx"), batch.workbook_of([long])):
        book = openpyxl.load_workbook(io.BytesIO(made))
        cell = str(table(book["Evidence"])[0]["Quotation"].value)
        assert len(cell) <= spreadsheets.LONGEST
        assert re.search(r"… \[cut here: [\d,]+ more characters do not fit]$", cell)
        assert "ends with a mark" in how(book)["Long texts"]


def test_a_list_of_nobody_is_a_workbook_all_the_same(content: Content) -> None:
    answer = replace(content.answer, bodies=(), outside=(), no_report=(), completeness=None)
    nobody = replace(content, answer=answer, record=replace(content.record, answer=answer), passages=None)
    book = openpyxl.load_workbook(io.BytesIO(formats.write(nobody, ".xlsx")))
    assert table(book["List"]) == []
    assert how(book)["Result"] == "0 of 0 bodies have a concern."
    assert (
        openpyxl.load_workbook(io.BytesIO(batch.workbook_of([], [("what?", "No.")])))["Questions"]["B2"].value
        is not None
    )
