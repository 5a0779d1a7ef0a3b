"""Acronyms that reports explain are learned from them; what they disagree on, or one alone says, is not."""

from __future__ import annotations

import pytest

from corpus.families.registry import PROFILES
from corpus.lexicon import expansions, siblings
from corpus.records import Page, Report, Source
from index.searcher import Searcher
from ingest.sentences.acronyms import mine


def reports(*texts: str, family: str = "ofsted") -> list[Report]:
    return [
        Report(
            (Source(f"{i}.pdf", "pdf", ""),),
            family,
            None,
            None,
            None,
            None,
            None,
            (),
            None,
            (Page(1, None, text),),
            (),
            (),
            (),
            (),
            (),
        )
        for i, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        # two reports agree, whatever its capitals
        (["Use of the Supported Lodging Board (SLB) is rare.", "Each supported lodging board (SLB) meets."], [("SLB", "supported lodging board")]),
        # one report alone may name something local
        (["The supported lodging board (SLB) meets.", "Nothing is said of it."], []),
        # reports that disagree
        (["The supported lodging board (SLB) meets.", "The social life bureau (SLB) meets."], []),
        # what the lexicon knows is not learned again
        (["The public law outline (PLO) is used.", "The public law outline (PLO) is used."], []),
    ],
)  # fmt: skip
def test_what_is_learned(texts: list[str], found: list[tuple[str, str]]) -> None:
    assert [(entry.short, entry.long) for entry in mine(reports(*texts))] == found


def test_an_acronym_that_is_a_word_too_is_told_by_its_capitals() -> None:
    (entry,) = mine(reports(*["The family assessment support team (FAST) works fast."] * 2))
    assert entry.word
    assert [e.other for e in expansions("how is FAST doing", frozenset(["ofsted"]), [entry])] == [
        "family assessment support team"
    ]
    assert expansions("fast answers", frozenset(["ofsted"]), [entry]) == ()


def test_learned_names_hold_in_their_family_and_both_ways() -> None:
    entries = mine(reports(*["The supported lodging board (SLB) meets."] * 2))
    assert [e.other for e in expansions("supported lodging boards", frozenset(PROFILES), entries)] == ["SLB"]
    assert expansions("SLB", frozenset(["peel"]), entries) == ()


def test_the_longest_known_name_is_expanded_and_no_part_of_it() -> None:
    assert [e.other for e in expansions("domestic violence protection orders", frozenset(["peel"]))] == ["DVPO"]
    assert [e.other for e in expansions("domestic violence in rural places", frozenset(["peel"]))] == ["domestic abuse"]


def test_siblings_are_offered_and_not_looked_for() -> None:
    assert siblings("DVPO", frozenset(["peel"]))[0] == "DVPN"
    assert "DVPN" not in siblings("DVPO and DVPN", frozenset(["peel"]))
    assert siblings("rural crime", frozenset(["peel"])) == ()


def test_a_generation_keeps_what_its_reports_explain(searcher: Searcher) -> None:
    understood = searcher.understand("forces with DVPO concerns").describe()
    assert understood.related == ("DVPN", "DAPO")
    assert understood.expansions == ("DVPO = domestic violence protection order",)
