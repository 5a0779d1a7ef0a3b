"""A running page and generations that come and go under it: taken up between questions, told once, never mixed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from corpus.paths import PROJECT
from index.answers.results import Answer
from index.encoder import encoder
from index.errors import IndexUnusable
from index.storage.generations import generations
from tests.ui import stub_search
from ui.state import engine

APP = str(PROJECT / "app.py")
QUESTION = "forces with DVPO concerns"


class Folder:
    """A folder of generations; opening the newest gives a stub that says its name. `slow` holds its answers back."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.opened: list[str] = []
        self.damaged: set[str] = set()
        self.go = Event()
        self.go.set()

    def publish(self, name: str) -> None:
        (self.root / name).mkdir()

    def open(self) -> Any:
        name = generations(self.root)[-1]
        if name in self.damaged:
            raise IndexUnusable("The index is damaged; build it again.")
        self.opened.append(name)
        go = self.go

        class One(stub_search.Searcher):
            generation = name

            def ask(self, *asked: Any) -> Answer:
                go.wait(20)
                return stub_search.Searcher.ask(self, *asked)

        return One()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    """One generation, called 1."""
    st.cache_resource.clear()
    found = Folder(tmp_path)
    found.publish("1")
    monkeypatch.setattr(engine, "open_searcher", found.open)
    monkeypatch.setattr(engine, "root_folder", lambda: tmp_path)
    monkeypatch.setattr(engine, "HEAD_START", 0.0)
    yield found
    found.go.set()
    st.cache_resource.clear()


def page() -> AppTest:
    test = AppTest.from_file(APP, default_timeout=20)
    test.query_params["q"] = QUESTION
    return test.run()


def toasts(test: AppTest) -> list[str]:
    return [each.value for each in test.toast]


def test_a_new_generation_is_taken_up_between_questions_and_told_once(folder: Folder) -> None:
    test, other = page(), page()
    assert engine.engine().generation == "1"
    assert toasts(test) == []
    folder.publish("2")
    assert toasts(test.run()) == ["The index has been updated: answers now use reports of an unknown date (4 reports)."]
    assert toasts(test.run()) == []
    assert len(toasts(other.run())) == 1  # each visitor is told
    assert toasts(page()) == []  # who comes now never saw another
    assert folder.opened == ["1", "2"]  # once for all visitors


def test_a_question_is_answered_by_the_generation_it_was_asked_of(folder: Folder) -> None:
    page()
    first = engine.engine()
    folder.go.clear()
    waiting = first.ask("another question", ())
    folder.publish("2")
    second = engine.engine()
    assert (first.generation, second.generation) == ("1", "2")
    later = second.ask("another question", ())
    folder.go.set()
    assert waiting.result(10).searched.generation == "1"
    assert later.result(10).searched.generation == "2"


def test_what_was_published_while_it_was_opened_is_opened_once(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def late() -> Any:
        if not (folder.root / "2").exists():
            folder.publish("2")
        return folder.open()

    monkeypatch.setattr(engine, "open_searcher", late)
    assert [engine.engine().generation for _ in range(3)] == ["2", "2", "2"]
    assert folder.opened == ["2"]


def test_a_generation_that_is_damaged_leaves_the_page_with_the_one_it_has(folder: Folder) -> None:
    test = page()
    folder.publish("2")
    folder.damaged.add("2")
    assert not test.run().error
    assert engine.engine().generation == "1"
    folder.publish("3")
    assert toasts(test.run()) == ["The index has been updated: answers now use reports of an unknown date (4 reports)."]


def test_a_generation_that_was_taken_back_is_left(folder: Folder) -> None:
    folder.publish("2")
    assert engine.engine().generation == "2"
    (folder.root / ".withdrawn-2").touch()
    assert engine.engine().generation == "1"


@pytest.mark.model
def test_a_model_in_use_is_not_loaded_again_for_a_new_generation() -> None:
    one = encoder()
    assert encoder() is one
    assert encoder("hashing") is not encoder("hashing")
