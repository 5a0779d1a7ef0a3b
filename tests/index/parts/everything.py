"""All that an index tells, to the last bit, without what names the generation: to be equal however it is divided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.answers.hits import BodyHit
from index.contents.findings import ORDERS, set_apart
from index.errors import BadFilter
from index.export import formats
from index.export.content import content_of
from index.review import changes
from index.searcher import Searcher

QUESTIONS = (
    "concerns about care leavers or missing children",
    "praise for leaders",
    "what is said of training -custody",
    '"domestic abuse"',
    '"children. They"',
    "areas for improvement",
    "which are inadequate",
    "grades",
    "councils with no concerns about records",
    "zeppelins over Oxenmere",
    "suprvision of invetsigations",
    "",
)
FILTERED = 2  # of the questions, those that are asked with every filter
FILTERS: tuple[tuple[str, ...], ...] = (
    (),
    ("grade<good",),
    ("kind=area_for_improvement",),
    ("year>=2023",),
    ("body=Nowhere",),
)
ASKED_ON = re.compile(r"\d{4}-\d\d-\d\dT[\d:]+\+00:00")
FILES = (".csv", ".json", ".bib")


def everything(searcher: Searcher) -> Iterator[tuple[str, Any]]:
    """What was asked, and what was told."""
    for number, question in enumerate(QUESTIONS):
        for where in FILTERS if number < FILTERED else FILTERS[:1]:
            asked = " ".join((question, *where))
            answer = searcher.ask(question, where)
            yield asked, (_named(answer.to_json(), searcher), list(map(_exact, answer.bodies)))
            found = searcher.passages(question, where, 20)
            yield f"passages: {asked}", [(hit, hit.score) for hit in found.passages]
            yield f"seen: {asked}", changes.seen(answer, searcher.pages)
    for ending in FILES:
        written = formats.write(content_of(searcher, QUESTIONS[0], ending=ending), ending).decode("utf-8-sig")
        yield f"file {ending}", _unnamed(written, searcher)
    for where in FILTERS:
        for told in ("grades", "findings"):
            try:
                yield f"{told} {where}", getattr(searcher, told)(where).rows()
            except BadFilter as error:
                yield f"{told} {where}", str(error)
    for order in ORDERS:
        yield f"table by {order}", searcher.findings(set_apart(()), order=order, after=7, limit=20).rows()
    yield "containing", [(each, found.total) for found in [searcher.findings(contains="records")] for each in found]
    yield "bodies", [searcher.body(key) for key in sorted({row.key for row in searcher.reports})]
    yield "catalogue", [searcher.catalogue(where) for where in FILTERS]
    yield "topics", searcher.topics()
    yield "info", _named(searcher.info().to_json(), searcher)
    yield "reports", [(row.file, row.key, row.grades, row.date) for row in searcher.reports]


def _exact(hit: BodyHit) -> tuple[Any, ...]:
    said = (*hit.evidence, *([hit.near] if hit.near else ()))
    return hit.key, hit.verdict, hit.score, hit.listed, hit.found, [(e.quote, e.place, e.score, e.again) for e in said]


def _named(json: Any, searcher: Searcher) -> str:
    return _unnamed(repr(json), searcher)


def _unnamed(text: str, searcher: Searcher) -> str:
    """Without what tells one generation from another."""
    made = searcher.provenance
    for own in (made.generation, made.sha256, made.built):
        text = text.replace(own, "…")
    return ASKED_ON.sub("…", text)
