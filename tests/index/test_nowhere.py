"""Words of a question that stand in no report are said to, so that nobody takes the list for an answer about them."""

from __future__ import annotations

import pytest

from index.searcher import Searcher


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("supervision of astronauts", "“astronauts” appears in no report; what follows is about the rest of the question."),
        ("concerns about zeppelins and astronauts", "“zeppelins”, “astronauts” appear in no report; what follows is what is nearest in meaning."),
        ("forces using artificial intelligence", "“artificial intelligence” appears in no report; what follows is what is nearest in meaning."),
        ("concerns about artificial intelligence in investigations", "“artificial intelligence” appears in no report; what follows is about the rest of the question."),
        ("supervising visits", "The words “supervising visits” stand together in no passage of any report; what follows has them apart, or is near in meaning."),
        ('"supervision of astronauts"', "“supervision of astronauts” appears in no report, so nothing is found."),
        ('supervision "flying zeppelin"', "“flying zeppelin” appears in no report, so nothing is found."),
    ],
)  # fmt: skip
def test_what_stands_nowhere_is_said_first(searcher: Searcher, question: str, note: str) -> None:
    assert searcher.ask(question).notes[0] == note
    assert searcher.passages(question).notes[0] == note


@pytest.mark.parametrize(
    "question",
    [
        "supervision",
        "forces with DVPO concerns",
        "supervising visits",
        "kids going missing",
        '"stop and search"',
        "good",
    ],
)
def test_of_what_stands_anywhere_in_any_form_or_under_another_name_nothing_is_said(
    searcher: Searcher, question: str
) -> None:
    assert not [note for note in searcher.ask(question).notes if "in no report" in note]
