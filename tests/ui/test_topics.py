"""The page of topics over a stub: its tables, their links, and the box that narrows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from index.contents.topics import AreaGraded, FamilyTopics, KindFound, Theme
from index.errors import IndexUnusable
from tests.ui.stub_search import Searcher
from ui.html.browse import topics as render
from ui.state import engine

PEEL = FamilyTopics(
    "peel",
    5,
    4,
    (AreaGraded("response", "Responding to the public", (("good", 3), ("inadequate", 1))),),
    (KindFound("area_for_improvement", 9, 3, 2), KindFound("main_finding", 4, 1, 1)),
    (Theme("domestic violence protection order", ("DVPO",), 3, 2), Theme("stop and search", (), 1, 1)),
)
PONDS = FamilyTopics("pond_reviews", 1, 1, (), (), (Theme("duckweed density", ("DWD",), 1, 1),))


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    st.cache_resource.clear()
    monkeypatch.setattr(engine, "open_searcher", Searcher)
    monkeypatch.setattr(engine, "HEAD_START", 0.0)
    monkeypatch.setattr(Searcher, "topics", lambda self: (PEEL, PONDS))
    yield
    st.cache_resource.clear()


def page(**params: str) -> AppTest:
    test = AppTest.from_string("from ui.pages import topics\ntopics.page()", default_timeout=20)
    for key, value in params.items():
        test.query_params[key] = value
    return test.run()


def html(test: AppTest) -> str:
    return "\n".join(each.proto.body for each in test.get("html"))


def asked(written: str, words: str) -> dict[str, list[str]]:
    """What the link with these words asks of the search."""
    (address,) = (
        a
        for a, text in re.findall(r"<a href='([^']+)'[^>]*>(.*?)</a>", written)
        if re.sub("<[^>]+>", "", text) == words
    )
    assert address.startswith("./?")
    return parse_qs(unescape(address).removeprefix("./?"))


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("3 good: Responding to the public", "forces graded good for Responding to the public"),
        ("4 graded: Responding to the public", "grades for Responding to the public"),
        ("Area for improvement", "forces with areas for improvement"),
        ("Concerns about stop and search", "forces with concerns about stop and search"),
        ("Praise about stop and search", "forces with praise for stop and search"),
        ("All about stop and search", "what is said about stop and search"),
    ],
)
def test_every_link_asks_the_search_within_its_family(words: str, question: str) -> None:
    assert asked(html(page()), words) == {"q": [question], "family": ["peel"], "gen": [Searcher.generation]}


def test_families_unheard_of_are_shown_and_what_cannot_be_asked_is_no_link() -> None:
    written = html(page())
    assert "<h2>Pond reviews: themes</h2>" in written
    assert asked(written, "Concerns about duckweed density")["q"] == ["reports with concerns about duckweed density"]
    assert "scope='row'>Main finding</th>" in written


@pytest.mark.parametrize(
    ("sought", "left"),
    [
        ("dvpo", {"Domestic violence protection order"}),
        ("ord prot", {"Domestic violence protection order"}),
        ("search", {"Stop and search"}),
        ("earch", set()),
        ("impr", {"Area for improvement"}),
        ("RESPONDING", {"Responding to the public"}),
        ("du", {"Duckweed density"}),
    ],
)
def test_the_box_leaves_what_has_its_words(sought: str, left: set[str]) -> None:
    test = page(find=sought)
    assert test.text_input(key="topics-box").value == sought
    heads = re.findall(r"role='rowheader' scope='row'>(?:<a[^>]*>)?([^<]+)", html(test))
    assert set(heads) == left
    assert bool(left) != any("No topic has these words" in each.value for each in test.info)


def test_what_is_typed_is_in_the_address() -> None:
    test = page()
    test.text_input(key="topics-box").input("stop").run()
    assert test.query_params["find"] in ("stop", ["stop"])
    assert "Duckweed" not in html(test)
    test.text_input(key="topics-box").input("").run()
    assert "find" not in test.query_params
    assert "Duckweed" in html(test)


def test_a_long_list_is_folded_and_whole_when_something_is_sought() -> None:
    many = FamilyTopics("peel", 1, 1, (), (), tuple(Theme(f"theme {n}", (), 1, 1) for n in range(30)))
    folded = render.family(many, lambda question, family: "")
    assert "<summary>Show 5 more themes</summary>" in folded
    assert folded.count("rowheader") == render.family(many, lambda question, family: "", True).count("rowheader") == 30
    assert "<summary>" not in render.family(many, lambda question, family: "", True)


def test_an_index_that_cannot_tell_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def unusable(self: Searcher) -> None:
        raise IndexUnusable("A part of the index is not there; build it again.")

    monkeypatch.setattr(Searcher, "topics", unusable)
    test = page()
    assert not test.exception
    assert test.error[0].value == "A part of the index is not there; build it again."


def test_nothing_from_a_report_is_markup() -> None:
    evil = "<script>alert('x')</script>"
    made = FamilyTopics(
        evil, 1, 1, (AreaGraded(evil, evil, ((evil, 1),)),), (KindFound(evil, 1, 1, 1),), (Theme(evil, (evil,), 1, 1),)
    )
    assert "<script" not in render.contents([made]) + render.family(made, lambda question, family: question)
