"""An answer above its list and as a table: the sentence, what qualifies it, rows that can be sorted, opened and copied."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from index.answers.headline import headline as headline_of
from index.answers.hits import AreaGrade, BodyHit
from index.answers.quotation import Origin
from index.answers.results import Answer, Completeness
from tests.ui.stub_search import HITS, Searcher, evidence, hit
from ui.html import headline, listing
from ui.html.quotation import Beside

ANSWER = Searcher().ask("forces with DVPO concerns")
EVIL = "<script>alert('“&”')</script>"


def asked(stance: str, *hits: BodyHit, answer: str = "search", kind: str | None = None) -> Answer:
    return replace(ANSWER, bodies=hits, understood=replace(ANSWER.understood, stance=stance, answer=answer, kind=kind))


def written(*hits: BodyHit, **given: object) -> str:
    return listing.section(listing.Block("list", "On the list", hits, hits), {}, **given)  # type: ignore[arg-type]


PRAISED = replace(hit("c", "praise"), listed=True)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (asked("concern", *HITS), "2 of 4 bodies have a concern; 1 of them was praised too."),
        (asked("concern", hit("a"), hit("b"), hit("c", "none")), "2 of 3 bodies have a concern."),
        (asked("concern", hit("a", "mixed"), hit("b", "mixed")), "2 of 2 bodies have a concern; 2 of them were praised too."),
        (asked("concern", hit("a"), kind="police_force"), "1 of 1 police force has a concern."),
        (asked("praise", PRAISED, replace(hit("b", "mixed"), listed=True)), "2 of 2 bodies are praised; 1 of them has a concern too."),
        (asked("no concern", PRAISED), "1 of 1 body has no concern found."),
        (asked("neutral", hit("a", "mixed")), "1 of 1 body has something said about it."),
        (asked("neutral", hit("a", "met", listed=True), answer="grades"), "1 of 1 body has such a grade."),
        (asked("neutral", hit("a", "graded", listed=True), answer="grades"), "1 of 1 body is graded."),
        (asked("neutral", hit("a", "findings", listed=True), answer="findings"), "1 of 1 body has such findings."),
        (asked("no concern", hit("a", "no_findings", listed=True), answer="findings"), "1 of 1 body has no such finding."),
        (
            asked("neutral", replace(hit("a", "not_met"), listed=True, own=False), answer="grades"),
            "1 of 1 body is on the list (after review).",
        ),
        (asked("concern", replace(hit("a"), listed=False, own=True), hit("b")), "1 of 2 bodies has a concern (after review)."),
    ],
)  # fmt: skip
def test_the_headline_is_the_answer(answer: Answer, said: str) -> None:
    assert headline_of(answer) == said


def test_what_was_asked_is_told_at_once_and_what_qualifies_the_list_on_demand() -> None:
    answer = replace(
        ANSWER, notes=("No report has “zebra”.", "Grades are not comparable."), caveats=("Grades are not comparable.",),
        completeness=Completeness(2, 1.9, 0.4, ()),
    )  # fmt: skip
    above, about = headline.understood(answer), headline.about(answer)
    assert "No report has “zebra”." in above
    assert "not comparable" not in above
    assert "About this list (1 caution)" in about
    assert "not comparable" in about
    assert "about 2 of the 2 listed are right" in above
    assert "Searched 1,284 passages" in about


def test_a_row_has_verdict_grade_days_and_words_with_their_page() -> None:
    of = Origin("a.pdf", "peel", None, "2023-25", "2024-03-01", inspected=("2024-02-20 to 2024-03-01",), full=True)
    row = written(replace(hit("a"), evidence=(evidence(origin=of), evidence("More.", origin=of)), reports=(of,)))
    for cell in (
        "▲</span> Concern",
        "Good<span",
        "20 February to 1 March 2024",
        "2023-25",
        "page 22",
        "All 2 quotations",
    ):
        assert cell in row
    assert "data-date='2024-03-01'" in row


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reports": (Origin("a.pdf", "peel", published="2024-05-02", full=True),)}, "published 2 May 2024"),
        ({"reports": (Origin("a.pdf", "peel", full=True),)}, "inspected: unknown"),
        ({"grade": None}, "None for this area"),
        ({"evidence": (), "near": evidence("They walk dogs.")}, "Nothing found. Closest passage: “They walk dogs.”"),
        ({"evidence": (), "verdict": "none"}, "Nothing found."),
        ({"evidence": (), "verdict": "ungraded"}, "No grade is given for what was asked."),
    ],
)
def test_what_is_not_known_is_said(given: dict[str, object], said: str) -> None:
    assert said in written(hit("a", **given))  # type: ignore[arg-type]


def test_a_quotation_from_another_report_than_the_graded_one_says_so() -> None:
    full, visit = Origin("a.pdf", "peel", full=True), Origin("b.pdf", "visits", "Visit to A", inspected=("2025-02-03",))
    both = replace(hit("a"), evidence=(evidence(origin=visit),), reports=(visit, full))
    assert "Visit to A, inspected 3 February 2025" in written(both).split("is-card")[0]
    assert "is-under'>Visit to A" not in written(replace(both, evidence=(evidence(origin=full),))).split("is-card")[0]


def test_grades_are_ranked_by_their_scale_and_what_has_none_stands_last() -> None:
    def graded(key: str, grade: str) -> BodyHit:
        return replace(hit(key), grade=AreaGrade("vulnerability", "Protecting vulnerable people", grade))

    rows = written(
        graded("a", "inadequate"), replace(hit("b"), grade=None), graded("c", "outstanding"), graded("d", "good")
    )
    assert re.findall(r"data-grade='(\d*)'", rows) == ["2", "", "0", "1"]
    assert re.findall(r"data-place='(\d+)'", rows) == ["1", "2", "3", "4"]


def test_a_row_opens_to_its_card_and_the_one_of_a_link_is_open() -> None:
    rows = written(hit("a"), hit("b"), opened="b")
    assert "id='card-a' hidden" in rows
    assert "id='card-b'>" in rows
    assert re.findall(r"aria-expanded='(\w+)'", rows) == ["false", "true"]


def test_only_the_first_have_a_row_and_that_is_said() -> None:
    hits = [hit(f"b{number}") for number in range(4)]
    cut = listing.section(listing.Block("list", "On the list", hits, hits[:2], listed=True), {})
    assert "On the list <span class='is-number'>(4)" in cut
    assert cut.count("class='is-row'") == 2
    assert "The first 2 have a row" in cut
    assert "have a row" not in written(*hits)


def test_nothing_from_a_report_is_markup_in_a_table() -> None:
    evil = replace(
        hit("a", evidence=(evidence(EVIL, section=EVIL, title=EVIL),), body=EVIL),
        grade=AreaGrade("x", EVIL, EVIL), reports=(Origin(EVIL, EVIL, EVIL, EVIL, EVIL, full=True),),
    )  # fmt: skip
    assert "<script" not in written(evil, beside=Beside(ANSWER.understood))
    assert "alert" in written(evil)


@pytest.mark.parametrize(
    ("score", "asked", "stance", "told"),
    [(0.3, "concern", "concern", True), (0.6, "concern", "concern", False), (0.3, "praise", "concern", False), (0.3, "neutral", "concern", True)],
)  # fmt: skip
def test_a_row_whose_quotation_answers_only_weakly_says_so(score: float, asked: str, stance: str, told: bool) -> None:
    row = written(replace(hit("a"), evidence=(evidence(score=score, stance=stance),)), asked=asked).split("is-card")[0]
    assert ("weak match" in row) == told


def test_every_cell_knows_its_heading_where_there_is_no_room_for_columns() -> None:
    row = written(hit("a")).split("is-card")[0]
    assert re.findall(r"data-heading='([^']+)'", row) == ["Answer", "Grade", "Inspected", "Best quotation", "Page"]
    for role in ("table", "rowgroup", "row", "columnheader", "rowheader", "cell"):
        assert f"role='{role}'" in row
