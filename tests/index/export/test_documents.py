"""Word documents: opened again, with real styles, every listed body and quotation in them, and words that XML cannot hold."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from index.export import formats, how_made
from index.export.content import Content, content_of
from index.review.decisions import Decision, Decisions
from index.searcher import Searcher
from tests.index.export import sendable

FERNMOOR = "HMICFRS, “PEEL 2023–25: Fernmoor”, Fernmoor Police, inspected 6 to 17 March 2023 and 3 to 4 April 2023, published 2 May 2024"


def opened(content: Content) -> Any:
    return docx.Document(io.BytesIO(formats.write(content, ".docx")))


def styled(document: Any, style: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style.name == style]


@pytest.fixture(scope="module")
def document() -> Any:
    return opened(sendable.content())


def test_it_is_the_result_the_list_the_bodies_how_it_was_made_and_the_references(document: Any) -> None:
    assert styled(document, "Title") == ["1 of 5 bodies has a concern (after review)"]
    assert styled(document, "Subtitle") == [sendable.QUESTION]
    assert styled(document, "Heading 1") == ["The list", "What the reports say", "How this list was made", "References"]
    assert styled(document, "Heading 2") == ["Fernmoor Police"]
    told = styled(document, "Normal")
    assert told[0].startswith("Invented. The reports are invented")
    assert "Filters. Grade is at least requires improvement; Kind of finding is not Main finding" in told
    assert any(line.startswith("Not official. Not made or endorsed by") for line in told)


def test_every_quotation_stands_in_marks_with_its_citation(document: Any) -> None:
    quotes = [each.quote for each in sendable.content().answer.bodies[0].evidence]
    assert styled(document, "Quote") == [f"“{quote}”" for quote in quotes]
    first, second, reference = styled(document, "Citation")
    assert first.startswith(f"{FERNMOOR}, page 17 (page 19 of the file) [1]. {sendable.ADDRESS}#page=19 Evidence")
    assert first.endswith("Review: Included by A. Reviewer on 3 May 2024")
    assert f"{FERNMOOR}, page iv (page 23 of the file) [1]." in second
    assert reference == f"[1] {FERNMOOR}. {sendable.ADDRESS}"
    targets = {each.target_ref for each in document.part.rels.values() if each.is_external}
    assert {f"{sendable.ADDRESS}#page=19", sendable.ADDRESS} <= targets


def test_the_table_repeats_its_heading_and_has_a_description(document: Any) -> None:
    [table] = document.tables
    heading, row = ([cell.text for cell in each.cells] for each in table.rows)
    assert heading == ["Body", "Verdict", "Grade", "Inspected", "Quotations", "Source", "Review"]
    assert row[:3] == ["Fernmoor Police", "Concern", "Good (Protecting vulnerable people)"]
    assert row[4:] == ["2", "[1]", ""]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")).startswith("One row a listed body")


def test_the_table_says_what_was_decided_and_without_a_review_has_no_column_for_it() -> None:
    content = sendable.content()
    key = content.answer.bodies[0].key
    review = Decisions({key: Decision("include", "sure", "A. Reviewer", "2024-05-03T10:00:00+00:00")})
    [table] = opened(replace(content, review=review)).tables
    assert [row.cells[-1].text for row in table.rows] == [
        "Review",
        "Included by A. Reviewer on 3 May 2024: sure",
        "",
    ]
    [alone] = opened(replace(content, review=Decisions())).tables
    assert alone.rows[0].cells[-1].text == "Source"


def test_the_days_beside_a_grade_are_those_of_its_report() -> None:
    [table] = opened(sendable.quoted_elsewhere()).tables
    assert [cell.text for cell in table.rows[1].cells][3] == "1 to 5 May 2022"


def test_its_language_is_british_english_and_its_properties_say_what_it_is(document: Any) -> None:
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    about = document.core_properties
    assert (about.title, about.author, about.language) == (sendable.QUESTION, how_made.made_by(), "en-GB")


def test_all_listed_bodies_and_quotations_of_an_answer_are_in_it(searcher: Searcher) -> None:
    content = content_of(searcher, "forces with DVPO concerns", ending=".docx")
    made = opened(content)
    assert styled(made, "Heading 2") == [hit.body for hit in content.answer.listed]
    assert styled(made, "Quote") == [f"“{each.quote}”" for hit in content.answer.listed for each in hit.evidence]


@pytest.mark.parametrize("text", ["a\x00b\x0cc\x1bd", "<w:p>&amp;", "x" * 40_000])
def test_any_words_can_stand_in_it(text: str) -> None:
    content = sendable.content()
    first, *others = content.answer.bodies
    said = replace(first.evidence[0], quote=text, title=text)
    answer = replace(content.answer, question=text, bodies=(replace(first, body=text, evidence=(said,)), *others))
    made = opened(replace(content, answer=answer, record=replace(content.record, answer=answer)))
    shown = "".join("\ufffd" if each in "\x00\x0c\x1b" else each for each in text)
    assert styled(made, "Quote") == [f"“{shown}”"]
    assert styled(made, "Heading 2") == [shown]


def test_a_list_of_nobody_says_so() -> None:
    content = sendable.content()
    answer = replace(content.answer, bodies=())
    made = opened(replace(content, answer=answer, record=replace(content.record, answer=answer)))
    assert "No body is listed." in styled(made, "Normal")
    assert made.tables == []
