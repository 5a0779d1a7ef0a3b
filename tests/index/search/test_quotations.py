"""What is quoted of a report, and what is said of how complete a list is: worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from index.answers.hits import BodyHit
from index.answers.quotation import Evidence, Origin
from index.answers.results import Completeness
from index.search.completeness import closest_below, completeness
from index.search.quotations import Quoter
from index.storage.columns import Table

FIVE = np.array([0, 1, 2, 3, 4])
ONE = np.zeros(5, dtype=np.int32)  # all of one body


def floats(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def table(concern: np.ndarray, title: list[int]) -> Table:
    codes = np.zeros(len(concern), dtype=np.int32)
    passages = np.array([0, 1, 2, 2, 3][: len(concern)], dtype=np.int32)
    return Table(
        (), passages, codes, codes, concern, 1 - concern, codes.astype(bool), codes == 0, np.array(title, dtype=np.int32), codes, codes, codes, codes, ("",), ("",), ("",)
    )  # fmt: skip


APART = np.eye(5, dtype=np.float32)
ALIKE = np.array(
    [[1, 0, 0, 0, 0], [0.9, np.sqrt(0.19), 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]],
    dtype=np.float32,
)
SIDES = table(floats(0.9, 0.8, 0.7, 0.1, 0.6), [-1] * 5)
RELEVANT = floats(0.9, 0.8, 0.7, 0.9, 0.1)


def test_the_side_asked_for_comes_first_and_what_is_hardly_on_the_topic_is_left_out() -> None:
    found = Quoter(SIDES, APART, RELEVANT, ONE, FIVE, 0.3).quotes(FIVE, "mixed", "concern")
    assert [q.row for q in found] == [0, 1, 2, 3]
    assert [q.row for q in Quoter(SIDES, APART, RELEVANT, ONE, FIVE, 0.3).quotes(FIVE, "mixed", "praise")] == [
        3,
        0,
        1,
        2,
    ]


def test_a_matter_told_twice_is_quoted_once_with_the_other_place() -> None:
    found = Quoter(SIDES, ALIKE, RELEVANT, ONE, FIVE, 0.3).quotes(FIVE, "concern", "concern")
    assert [(q.row, q.again) for q in found] == [(0, (1,)), (2, ()), (3, ())]


def test_what_another_report_says_as_well_is_quoted_from_it() -> None:
    two = replace(SIDES, report=np.array([0, 1, 1, 1, 1], dtype=np.int32))
    found = Quoter(two, ALIKE, RELEVANT, ONE, FIVE, 0.3).quotes(FIVE, "concern", "concern")
    assert [(q.row, q.again) for q in found] == [(0, ()), (1, ()), (2, ()), (3, ())]


def test_each_body_is_quoted_from_its_own_sentences() -> None:
    body = np.array([1, 0, 1, 0, 1], dtype=np.int32)
    quoter = Quoter(SIDES, APART, RELEVANT, body, FIVE, 0.3)
    assert [q.row for q in quoter.quotes(np.array([0, 2, 4]), "concern", "concern")] == [0, 2]
    assert [q.row for q in quoter.quotes(np.array([1, 3]), "concern", "concern")] == [1, 3]


def test_sentences_that_stand_side_by_side_go_on_and_are_not_the_same_matter_again() -> None:
    alike = np.array(ALIKE[[2, 3, 0, 1, 4]])  # the two that are alike now share a passage
    both = table(floats(0.9, 0.1, 0.9, 0.8, 0.1), [-1] * 5)
    found = Quoter(both, alike, floats(0.7, 0.1, 0.9, 0.8, 0.1), ONE, FIVE, 0.3).quotes(FIVE, "concern", "concern")
    assert [(q.row, q.again) for q in found] == [(2, ()), (0, ()), (3, ())]


def test_a_heading_comes_before_a_sentence_about_as_strong() -> None:
    headed = table(floats(0.9, 0.85, 0.7, 0.1, 0.6), [1, 1, -1, -1, -1])
    assert (
        Quoter(headed, APART, floats(0.9, 0.9, 0.7, 0.9, 0.1), ONE, FIVE, 0.3).quotes(FIVE, "concern", "concern")[0].row
        == 1
    )


def test_of_silence_the_closest_miss_alone_is_quoted_and_of_nothing_nothing() -> None:
    assert [
        q.row for q in Quoter(SIDES, APART, RELEVANT * np.float32(0.01), ONE, FIVE, 0.3).quotes(FIVE, "none", "concern")
    ] == [0]
    assert Quoter(SIDES, APART, RELEVANT * np.float32(0), ONE, FIVE, 0.3).quotes(FIVE, "none", "concern") == []


SAID = Evidence(
    "Calls wait.", 3, None, "Responding", None, "main_finding", "concern", None, None, 0.5, 0, Origin("a.pdf", "peel")
)


def hit(body: str, score: float, *, listed: bool) -> BodyHit:
    return BodyHit(
        body, body, "peel", None, "a.pdf", None, None, None, None, None, "concern" if listed else "none", listed, score,
        (SAID,) if listed else (), None if listed else SAID,
    )  # fmt: skip


def estimate(hits: list[BodyHit], stance: str) -> Completeness | None:
    return completeness(hits, stance, [hits[place] for place in closest_below(hits)])


def test_expected_counts_are_sums_of_probabilities() -> None:
    hits = [
        hit("A", 0.9, listed=True),
        hit("B", 0.6, listed=True),
        hit("C", 0.3, listed=False),
        hit("D", 0.2, listed=False),
    ]
    found = estimate(hits, "concern")
    assert found is not None
    assert found.listed == 2
    assert (found.right, found.missed) == pytest.approx((1.5, 0.5))
    assert [(n.body, n.said.quote, n.said.page) for n in found.below] == [
        ("C", "Calls wait.", 3),
        ("D", "Calls wait.", 3),
    ]
    assert found.to_json()["below"][0]["file"] == "a.pdf"
    assert found.to_json()["likely_missed"] == 0.5


def test_what_has_no_words_is_not_shown_as_just_below() -> None:
    found = estimate([hit("A", 0.9, listed=True), replace(hit("B", 0.1, listed=False), near=None)], "praise")
    assert found is not None
    assert found.below == ()


def test_the_estimate_of_an_empty_list_is_of_what_was_missed_alone() -> None:
    listed = estimate([hit("A", 0.9, listed=True), hit("B", 0.2, listed=False)], "concern")
    empty = estimate([hit("A", 0.7, listed=False), hit("B", 0.5, listed=False)], "concern")
    assert listed is not None
    assert empty is not None
    assert listed.sentence == "Estimate: about 1 of the 1 listed are right, and about 0 more should be on the list."
    assert empty.sentence == "Estimate: about 1 of the bodies searched may belong on the list all the same."


def test_a_question_without_a_side_has_no_estimate() -> None:
    assert estimate([hit("A", 0.9, listed=True)], "neutral") is None
