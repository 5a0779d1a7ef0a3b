"""Many threads at once get the answers that one gets alone."""

from __future__ import annotations

from benchmarks.page import said, threads
from index.searcher import Searcher

ASKED = (
    "forces with DVPO concerns",
    "slow answering of 999 calls",
    "rural crime",
    "forces praised for stop and search",
)


def test_threads_asking_at_once_get_right_answers(searcher: Searcher) -> None:
    expected = {question: said(searcher, question) for question in ASKED}
    told = threads(searcher, expected, seconds=3, count=8)
    assert told["answers"] > 0
    assert told["wrong"] == told["errors"] == 0


def test_a_wrong_answer_would_be_seen(searcher: Searcher) -> None:
    told = threads(searcher, {ASKED[0]: said(searcher, ASKED[1])}, seconds=0.2, count=2)
    assert told["wrong"] > 0
