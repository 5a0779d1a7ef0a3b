"""A small index of made-up reports: a row says who reported on whom, when and in which words; the rest is filled in here."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np

from corpus.records import (
    Body,
    Finding,
    Grade,
    Page,
    Paragraph,
    Passage,
    Report,
    Section,
    Sentence,
    Slice,
    Source,
    Stance,
)
from corpus.records import Span as Days
from index.encoder import HashingEncoder
from index.searcher import Searcher
from index.storage import database, generations, vectors, words
from index.storage.database import Stored

HEADING = "What inspectors found"
STANCES = {
    "concern": Stance("concern", 0.95, 0.02, False),
    "praise": Stance("praise", 0.02, 0.95, False),
    "neutral": Stance("neutral", 0.05, 0.05, False),
}


def body(key: str, name: str, kind: str = "local_authority") -> Body:
    return Body(key, name, kind, "council", "Eastshire")


def report(
    file: str,
    of: Body,
    said: Sequence[tuple[str, str]],
    *,
    family: str = "ofsted",
    edition: str | None = "ILACS 2023",
    cycle: str | None = None,
    end: str | None = None,
    published: str | None = None,
    grades: Mapping[str, str] | None = None,
    kind: str = "main_finding",
    address: str | None = None,
) -> Stored:
    """A report of one page: a heading, its grades, then sentences, each a passage of its own with the side it takes."""
    printed = [f"{area.capitalize()} is {grade}." for area, grade in (grades or {}).items()]
    lines = [HEADING, *printed, *(text for text, _ in said)]
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)]).tolist()
    places = [(Slice(1, start, start + len(line)),) for start, line in zip(starts, lines, strict=False)]
    own = places[1 + len(printed) :]
    days = (Days(None, date.fromisoformat(end)),) if end else ()
    made = Report(
        sources=(Source(file, "text", file),),
        family=family,
        edition=edition,
        cycle=cycle or edition,
        body=of.key,
        body_name=of.name,
        title=f"Report {file}",
        inspected=days,
        published=date.fromisoformat(published) if published else None,
        pages=(Page(1, None, "\n".join(lines)),),
        grades=tuple(
            Grade(area, area.capitalize(), grade, place)
            for (area, grade), place in zip((grades or {}).items(), places[1:], strict=False)
        ),
        not_judged=(),
        sections=(Section(HEADING, None, None, places[0]),),
        findings=tuple(Finding(kind, 0, None, None, (), None, (Paragraph(place),)) for place in own),
        problems=(),
        address=address,
    )
    passages = [
        Passage(i, place, text, "", False, (Sentence(place, text, False, "inspectorate", None),))
        for i, (place, (text, _)) in enumerate(zip(own, said, strict=True))
    ]
    return Stored(made, passages, [[STANCES[side]] for _, side in said])


def opened(folder: Path, reports: Sequence[Stored], bodies: Sequence[Body], sql: str = "", **facts: object) -> Searcher:
    """The reports as the newest generation of a folder, opened; `sql` is run on its database, `facts` go to its manifest."""
    encoder = HashingEncoder()
    texts = [passage.text for stored in reports for passage in stored.passages]
    found = encoder.queries(texts)
    facts = {"model": encoder.name, "root": None, "passages": len(texts), "sentences": len(texts)} | facts
    with generations.publishing(folder, facts) as place:
        database.write(place / database.FILE, bodies, reports, (), {"model": encoder.name, "invented": "1"})
        with closing(sqlite3.connect(place / database.FILE)) as connection:
            connection.executescript(sql)
        vectors.write(found, place / "passages.faiss")
        vectors.write(found, place / "sentences.faiss")
        words.write(texts, place / "lexical")
    return Searcher.open(folder, encoder)
