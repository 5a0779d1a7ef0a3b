"""The page as Streamlit runs it, without a browser: states, filters and the address, over a stub of the searcher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from corpus.families.texts import disclaimer
from corpus.paths import PROJECT
from index.answers.bodies import Bodies
from index.answers.hits import BodyHit
from index.answers.results import Answer
from index.errors import IndexUnusable
from index.review.saved import Saved
from tests.ui import stub_search
from tests.ui.stub_search import Searcher
from ui.state import engine
from ui.state.address import Asked

APP = str(PROJECT / "app.py")
QUESTION = "forces with DVPO concerns"


pytestmark = pytest.mark.usefixtures("stub")


def page(**params: str | list[str]) -> AppTest:
    test = AppTest.from_file(APP, default_timeout=20)
    for key, value in params.items():
        test.query_params[key] = value
    return test.run()


def param(test: AppTest, key: str) -> list[str]:
    """What the address says of one key."""
    value = test.query_params[key]
    return [value] if isinstance(value, str) else list(value)


def html(test: AppTest) -> str:
    return "\n".join(each.proto.body for each in test.get("html"))


def test_it_opens_with_examples_and_says_the_reports_are_invented() -> None:
    test = page()
    assert not test.exception
    assert [each.value for each in test.title] == ["Inspection Search"]
    assert "invented samples" in test.warning[0].value
    assert QUESTION in [each.label for each in test.button]
    assert disclaimer() in html(test)


def test_an_example_fills_the_box_and_asks() -> None:
    test = page()
    test.button(key=f"example:{QUESTION}").click().run()
    assert test.text_input(key="question").value == QUESTION
    assert "Fernmoor Police" in html(test)
    assert param(test, "q") == [QUESTION]


def test_a_link_brings_question_and_filters_back() -> None:
    test = page(q=QUESTION, grade=["requires improvement"])
    assert test.text_input(key="question").value == QUESTION
    assert test.checkbox(key="filter:grade:requires improvement").value is True
    assert ">Hollowmere Police</a></h3>" in html(test)
    assert ">Fernmoor Police</a></h3>" not in html(test)


def test_typing_and_filtering_keep_each_other() -> None:
    test = page()
    test.text_input(key="question").input(QUESTION).run()
    test.checkbox(key="filter:grade:good").check().run()
    assert param(test, "q") == [QUESTION]
    assert param(test, "grade") == ["good"]
    test.text_input(key="question").input("another question").run()
    assert test.checkbox(key="filter:grade:good").value is True
    assert param(test, "q") == ["another question"]
    assert param(test, "gen") == [Searcher.generation]


def test_choices_are_counted_under_the_other_filters() -> None:
    test = page(q=QUESTION, cycle=["2021/22"])
    assert test.checkbox(key="filter:grade:good").label == "Good (1)"
    assert test.checkbox(key="filter:grade:requires improvement").label == "Requires improvement (0)"
    assert test.checkbox(key="filter:cycle:2023-25").label == "2023-25 (3)"
    assert not [
        each for each in test.checkbox if (each.key or "").startswith("filter:family:")
    ]  # one choice is no filter


def test_filters_that_match_nothing_offer_a_way_back() -> None:
    test = page(q=QUESTION, grade=["requires improvement"], cycle=["2021/22"])
    assert "No report matches these filters." in [each.value for each in test.info]
    test.button(key="clear-empty").click().run()
    assert "Fernmoor Police" in html(test)
    assert "grade" not in test.query_params


def test_a_body_outside_the_filters_has_its_report_and_a_link_that_shows_it() -> None:
    written = html(page(q=QUESTION, grade=["requires improvement"], cycle=["2023-25"], view="cards"))
    assert '<a href="#group-outside-filters">Outside your filters</a> <strong>3</strong>' in written
    section = written.split("<section id='group-outside-filters'")[1].split("</section>")[0]
    assert (
        "<strong>Ostermarch Police</strong>: PEEL, published 2 May 2024, days of inspection unknown, 2021/22" in section
    )
    (address,) = re.findall("href='([^']*open=ostermarch)'", section)
    assert "Ostermarch Police</a></h3>" in html(page(**parse_qs(unescape(address).removeprefix("?"))))
    assert "Ostermarch" not in written.split("<section id='group-missing'")[1].split("</section>")[0]


def test_every_page_has_a_title_of_its_own_with_what_it_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    titles: list[str] = []
    monkeypatch.setattr("ui.parts.frame.st.set_page_config", lambda page_title="", **_: titles.append(page_title))
    page(q=QUESTION)
    assert titles[-1] == f"{QUESTION} · Search · Inspection Search"
    for module in ("compare", "questions", "saved", "findings", "body", "reports", "help", "evidence"):
        AppTest.from_string(f"from ui.pages import {module}\n{module}.page()", default_timeout=20).run()
    assert [title.removesuffix(" · Inspection Search") for title in titles if QUESTION not in title][-8:] == [
        "Compare", "Many questions", "Saved searches", "Findings", "Bodies", "Reports", "Help", "Evidence",
    ]  # fmt: skip


def test_a_link_of_another_generation_says_so() -> None:
    said = [each.value for each in page(q=QUESTION, gen="older").info]
    assert any("made with reports of an unknown date" in each for each in said)


def test_a_filter_that_cannot_be_read_is_a_sentence() -> None:
    test = page(q=QUESTION, grade=["nonsense"])
    assert [each.value for each in test.error] == [
        "There is no grade called nonsense; there are good and requires improvement."
    ]


def test_without_an_index_there_is_one_sentence_and_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise IndexUnusable("There is no index here.")

    monkeypatch.setattr(engine, "open_searcher", missing)
    test = page(q=QUESTION)
    assert not test.exception
    assert [each.value for each in test.error] == ["There is no index here."]
    assert test.code[0].value == "make build"


def test_an_unforeseen_failure_is_a_sentence_and_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("inner secret")

    with monkeypatch.context() as patch:
        patch.setattr(Searcher, "ask", broken)
        test = page(q=QUESTION)
        assert "could not be answered" in test.error[0].value
        assert "inner secret" not in test.error[0].value
    test.run()
    assert not test.error
    assert "Fernmoor Police" in html(test)


def test_a_quotation_that_cannot_be_had_is_told_by_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Searcher.ask

    def gone(places: Sequence[int]) -> Sequence[BodyHit]:
        raise IndexUnusable("The index is damaged (a quotation differs from its stored page); build it again.")

    def lazily(self: Searcher, question: str, where: Sequence[str] = (), off: Sequence[str] = ()) -> Answer:
        answer = asked(self, question, where, off)
        return replace(answer, bodies=Bodies([hit.listed for hit in answer.bodies], gone))

    monkeypatch.setattr(Searcher, "ask", lazily)
    test = page(q=QUESTION)
    assert not test.exception
    assert "a quotation differs from its stored page" in test.error[0].value


@pytest.mark.parametrize(
    ("module", "expected"),
    [("reports", ["Bodies without a report (1)", "It has no text: pages are pictures.", "321"]), ("help", ["footer"])],
)
def test_the_other_pages_stand(module: str, expected: list[str]) -> None:
    test = AppTest.from_string(f"from ui.pages import {module}\n{module}.page()", default_timeout=20).run()
    assert not test.exception
    for each in expected:
        assert each in html(test)


def test_a_model_that_does_not_load_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def unusable(_: object) -> None:
        raise IndexUnusable("The index was built with another model.")

    monkeypatch.setattr(Searcher, "load_model", unusable)
    page(q=QUESTION)  # waits until the loading has ended
    test = page()
    assert [each.value for each in test.error] == ["The index was built with another model."]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("passages", "best matches among 1,284 passages"),
        ("areas", ""),
        ("charts", "Answers by region"),
        ("map", "<h2>Police forces</h2><p class='is-quiet'>This is not a map"),
        ("timeline", "Bodies by day"),
        ("review", "in every suitable case."),
    ],
)
def test_views_are_in_the_address(view: str, expected: str) -> None:
    test = page(q=QUESTION, view=view)
    assert not test.exception
    assert param(test, "view") == [view]
    assert expected in html(test)


def test_the_map_is_coloured_by_answer_or_by_grade_and_a_tile_leads_to_the_list() -> None:
    test = page(q=QUESTION, view="map", grade=["good"])
    assert "fernmoor police: concern" in html(test).lower()
    [inside, outside] = (re.findall(rf"href='([^']*open={key})'", html(test))[0] for key in ("fernmoor", "hollowmere"))
    assert parse_qs(unescape(inside).lstrip("?")).keys() == {"q", "grade", "gen", "open"}, "the list, with its filters"
    assert parse_qs(unescape(outside).lstrip("?")).keys() == {"q", "gen", "open"}, (
        "what the filters leave out, without them"
    )
    test.segmented_control(key="view-tiles").select("grade").run()
    assert not test.exception
    assert "Fernmoor Police: good, on the list" in html(test)


def test_a_decision_saves_the_search_and_is_shown_again() -> None:
    test = page(q=QUESTION, view="review")
    name = f"decide:{QUESTION}:():():fernmoor:0"
    test.text_input(key="reviewer-box").input("A. Reader").run()
    test.text_input(key=f"{name}:note").input("only one team").run()
    test.segmented_control(key=name).select("exclude").run()
    assert not test.exception
    shown = html(page(q=QUESTION, view="cards"))
    assert "Review: exclude: only one team" in shown
    assert "<strong>1 of 4 bodies has a concern; 1 of them was praised too (after review).</strong>" in shown
    assert "<h2>Excluded in review" in shown
    (search,) = Saved().searches()
    assert search.question == QUESTION
    assert Saved().decisions(search.id).body("fernmoor").by == "A. Reader"


def test_another_spelling_is_offered_and_asked_on_a_click(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = Searcher.ask

    def unsure(self: Searcher, question: str, *scope: Any) -> Answer:
        meant = None if question == QUESTION else QUESTION
        return replace(ask(self, question, *scope), did_you_mean=meant)

    monkeypatch.setattr(Searcher, "ask", unsure)
    test = page(q="forces with DVOP concerns")
    assert test.button(key="did-you-mean").label == f"Did you mean “{QUESTION}”?"
    test.button(key="did-you-mean").click().run()
    assert param(test, "q") == [QUESTION]
    assert not [button for button in test.button if button.key == "did-you-mean"]


def test_saved_searches_tell_their_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    page(q=QUESTION).button(key="save").click().run()
    script = "from ui.pages import saved\nsaved.page()"
    assert "Nothing has changed" in html(AppTest.from_string(script, default_timeout=20).run())
    monkeypatch.setattr(stub_search, "HITS", stub_search.HITS[1:])
    st.cache_resource.clear()
    told = AppTest.from_string(script, default_timeout=20).run()
    assert ">Fernmoor Police</a></strong> left the list" in html(told)
    assert "its report is no longer in the index" in html(told)


def test_saved_searches_that_cannot_be_read_are_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "saved.db").write_bytes(b"no database " * 100)
    test = page(q=QUESTION)
    assert "Saved searches cannot be read" in test.warning[-1].value
    assert "Fernmoor Police" in html(test)
    assert (
        "Saved searches cannot be read"
        in AppTest.from_string("from ui.pages import saved\nsaved.page()").run().error[0].value
    )


def test_evidence_of_nothing_is_a_sentence() -> None:
    test = AppTest.from_string("from ui.pages import evidence\nevidence.page()", default_timeout=20)
    test.query_params["file"] = "../../etc/passwd"
    test.query_params["at"] = "x"
    assert "There is no such page" in test.run().error[0].value


def test_compare_begins_with_the_question_that_was_asked() -> None:
    test = AppTest.from_string("from ui.pages import compare\ncompare.page()", default_timeout=20)
    test.session_state["asked"] = Asked(question=QUESTION)
    assert test.run().text_input(key="compare-question").value == QUESTION
    other = AppTest.from_string("from ui.pages import compare\ncompare.page()", default_timeout=20)
    other.session_state["asked"] = Asked(question=QUESTION)
    other.query_params["q"] = "rural crime"
    assert other.run().text_input(key="compare-question").value == "rural crime"


def test_no_question_at_all_is_said() -> None:
    test = AppTest.from_string("from ui.pages import questions\nquestions.page()", default_timeout=20).run()
    test.button(key="batch-ask").click().run()
    assert "Write at least one question" in test.warning[-1].value
    assert "Verdicts by body" not in html(test)


def test_many_questions_are_a_table() -> None:
    test = AppTest.from_string("from ui.pages import questions\nquestions.page()", default_timeout=20).run()
    test.text_area(key="batch-questions").input("one\ntwo\none").run()
    test.button(key="batch-ask").click().run()
    assert not test.exception
    assert "Verdicts by body and question" in html(test)
    assert html(test).count(" scope='col'>") == 3
    assert test.query_params["q"] == ["one", "two"]


def test_a_link_to_many_questions_answers_them_and_says_where_it_is_of_another_generation() -> None:
    test = AppTest.from_string("from ui.pages import questions\nquestions.page()", default_timeout=20)
    test.query_params["q"] = ["one", "two"]
    test.query_params["gen"] = "20200101T000000000000-00000000"
    test.run()
    assert not test.exception
    assert test.text_area(key="batch-questions").value == "one\ntwo"
    assert html(test).count(" scope='col'>") == 3
    assert "was made with reports as of 1 January 2020" in test.info[0].value
    test.text_area(key="batch-questions").input("three").run()
    test.button(key="batch-ask").click().run()
    assert html(test).count(" scope='col'>") == 2
    assert test.query_params["q"] == "three"  # as the test tool tells one value
    assert not test.info


def test_what_nobody_foresaw_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("inner secret")

    monkeypatch.setattr(Searcher, "passages", broken)
    test = page(q=QUESTION, view="passages")
    assert "could not be shown" in test.error[0].value
    assert "inner secret" not in html(test)
    assert not test.exception


def deciding(test: AppTest, name: str, decision: str, role: str = "reviewer", note: str = "") -> AppTest:
    """One person's decision on the first body, as the form has it."""
    key = f"decide:{QUESTION}:():():fernmoor:0:{role}:{name}"
    test.text_input(key=f"{key}:note").input(note)
    test.segmented_control(key=key).select(decision)
    return next(button for button in test.button if button.label == "Save decision on Fernmoor Police").click().run()


def at_work(name: str, role: str = "reviewer") -> AppTest:
    """The review as somebody sees it who has just given their name and joined."""
    test = page(q=QUESTION, view="review")
    test.text_input(key="reviewer-box").input(name).run()
    return test.button(key=f"join-{role}").click().run()


def test_two_review_blind_and_an_arbiter_settles() -> None:
    test = page(q=QUESTION, view="review")
    test.segmented_control(key=f"reviewed-by:{QUESTION}:():():False").select(True).run()
    assert not test.error
    assert "Names are taken on trust: there is no login" in html(test)
    test.button(key="join-reviewer").click().run()
    assert "Give your name first" in test.error[0].value
    first = deciding(at_work("A. Reader"), "A. Reader", "exclude", note="mine alone")
    second = at_work("b. reader")
    shown = html(second)
    assert "A. Reader (1 body decided); b. reader (you) (0 bodies decided)" in shown
    assert "mine alone" not in shown
    assert not second.error
    assert not [box for box in second.text_input if box.value == "mine alone"]
    second = deciding(second, "b. reader", "include")
    for told in (html(second), html(first.run()), html(page(q=QUESTION, view="review"))):
        assert "<li>A. Reader: exclude (mine alone)</li>" in told or "exclude: mine alone</td>" in told
        assert "In dispute" in told
        assert "<strong>2 of 4 bodies have a concern; 1 of them was praised too.</strong>" in told
    assert not [button for button in second.button if button.label == "Save decision on Fernmoor Police"]
    third = deciding(at_work("C. Judge", "arbiter"), "C. Judge", "exclude", "arbiter")
    assert not third.exception
    listed = html(page(q=QUESTION))
    assert "Review: exclude: A. Reader: exclude (mine alone); b. reader: include; C. Judge: exclude" in listed
    assert "<strong>1 of 4 bodies has a concern; 1 of them was praised too (after review).</strong>" in listed
    saved = AppTest.from_string("from ui.pages import saved\nsaved.page()", default_timeout=20).run()
    assert "agreement 0 % of 1" in html(saved)
    assert "1 settled by C. Judge" in html(saved)


def test_a_name_that_is_given_up_has_its_decisions_out_of_sight() -> None:
    page(q=QUESTION, view="review").segmented_control(key=f"reviewed-by:{QUESTION}:():():False").select(True).run()
    test = deciding(at_work("A. Reader"), "A. Reader", "exclude", note="mine alone")
    assert [box for box in test.text_input if box.value == "mine alone"]
    test.text_input(key="reviewer-box").input("Somebody else").run()
    assert not test.exception
    assert not [box for box in test.text_input if box.value == "mine alone"]
    assert not [button for button in test.button if button.label.startswith("Save decision on")]
