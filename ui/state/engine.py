"""The searcher behind the page: opened once for each generation, its model loaded in the background.

A new generation is taken up when a page is drawn, so between questions; whoever waits for an answer has it from the
generation that was asked. One that cannot be opened leaves the page with the one it has.

One worker thread loads the model and answers questions, one at a time, because encoding in ever new threads grows
memory and a tokenizer does not like two at once. Counts and lists need no model and are read directly, so the page
stands, with its examples and filters, while the model loads.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import replace
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from index.answers.results import Answer
from index.contents.records import Catalogue, Info
from index.errors import IndexUnusable
from index.storage.generations import generations, root_folder

if TYPE_CHECKING:
    from index.contents.topics import FamilyTopics
    from index.searcher import Searcher

KEPT = 64  # answers; a page that is touched asks the same question again
HEAD_START = 1.5  # seconds in which the page reaches the browser before the model takes the processor
PATIENCE = 0.25  # seconds between two looks at whether an answer is there
Result = TypeVar("Result")
log = logging.getLogger(__name__)


class Engine:
    """A searcher with its model loading, the answers it gave last, and what it holds."""

    def __init__(self, searcher: Searcher) -> None:
        self.generation = searcher.generation
        self._searcher = searcher
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="searcher")
        self._answers: OrderedDict[tuple[str, tuple[str, ...], tuple[str, ...]], Future[Answer]] = OrderedDict()
        self._catalogues: OrderedDict[tuple[str, ...], Catalogue] = OrderedDict()
        self._topics: tuple[FamilyTopics, ...] | None = None
        self._lock, self._browsed = Lock(), Lock()
        self._asked = Event()
        self.info: Info = searcher.info()
        self.pages = searcher.pages
        self.provenance = searcher.provenance
        self.reports = searcher.reports
        self.bodies = searcher.bodies
        self.model: Future[None] = self._worker.submit(self._load)
        self.model.add_done_callback(_report)

    @property
    def ready(self) -> bool:
        """Whether questions are answered at once."""
        return self.model.done()

    def ask(self, question: str, where: tuple[str, ...], off: tuple[str, ...] = ()) -> Future[Answer]:
        """The answer, now or soon. A failed one is forgotten, so that asking again tries again."""
        self._asked.set()
        with self._lock:
            known = self._answers.get((question, where, off))
            if known is None or (known.done() and known.exception() is not None):
                known = self._worker.submit(self._whole, question, where, off)
            self._answers[question, where, off] = known
            self._answers.move_to_end((question, where, off))
            while len(self._answers) > KEPT:
                self._answers.popitem(last=False)
        return known

    def _whole(self, question: str, where: tuple[str, ...], off: tuple[str, ...]) -> Answer:
        """The answer with all its quotations, which the page shows: what goes wrong with one is known before it is drawn."""
        answer = self._searcher.ask(question, where, off)
        return replace(answer, bodies=answer.bodies[:])

    def work(self, task: Callable[[Searcher], Result]) -> Future[Result]:
        """Something else that needs the model, done in turn."""
        self._asked.set()
        return self._worker.submit(task, self._searcher)

    def read(self, task: Callable[[Searcher], Result]) -> Result:
        """Something else that needs no model, done at once."""
        return task(self._searcher)

    def _load(self) -> None:
        self._asked.wait(HEAD_START)
        self._searcher.load_model()

    def topics(self) -> tuple[FamilyTopics, ...]:
        """What the reports are about; worked out when it is first asked for."""
        with self._browsed:
            if self._topics is None:
                self._topics = self._searcher.topics()
            return self._topics

    def catalogue(self, where: tuple[str, ...] = ()) -> Catalogue:
        """What can be filtered by, counted under these filters."""
        with self._lock:
            if where not in self._catalogues:
                self._catalogues[where] = self._searcher.catalogue(where)
            self._catalogues.move_to_end(where)
            while len(self._catalogues) > KEPT:
                self._catalogues.popitem(last=False)
            return self._catalogues[where]


def _report(model: Future[None]) -> None:
    """A model that does not load is said in the log at once, not only when somebody asks."""
    if failure := model.exception():
        log.error("the language model could not be loaded", exc_info=failure)


def waiting(answer: Future[Any]) -> Iterator[None]:
    """Yields now and then until the answer is there, so that a visitor who changes their mind is heard."""
    while True:
        try:
            answer.exception(timeout=PATIENCE)
            return
        except NotYet:
            yield


def open_searcher() -> Searcher:
    """The newest generation. Imported here, because the page is to stand before the search's libraries are read."""
    from index.parts.cluster import named
    from index.searcher import Searcher

    return Searcher.open(cluster=named())


def engine() -> Engine:
    """The engine of the newest generation, shared by all visitors. IndexUnusable where there is none."""
    return _served().newest()


class Served:
    """The engine in use, and which generation it was the newest at."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._engine: Engine | None = None
        self._looked_at = ""

    def newest(self) -> Engine:
        """The engine of the newest generation; of the one before where that one cannot be opened."""
        with self._lock:
            newest = (generations(root_folder()) or [""])[-1]
            if self._engine is None or newest != self._looked_at:
                self._engine = self._taken_up(newest)
                held = self._engine.generation  # newer still, where it was published just now
                self._looked_at = held if held in generations(root_folder())[-1:] else newest
            return self._engine

    def _taken_up(self, newest: str) -> Engine:
        log.info("opening generation %s", newest)
        try:
            return Engine(open_searcher())
        except IndexUnusable:
            if self._engine is None:
                raise
            log.exception("generation %s cannot be opened; %s is still in use", newest, self._engine.generation)
            return self._engine


@st.cache_resource(show_spinner=False)
def _served() -> Served:
    """The one of this server."""
    return Served()
