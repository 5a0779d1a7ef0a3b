"""Saved searches and their review, in one SQLite file beside nothing that a build writes or removes.

A saved search keeps its question, filters and switched-off parts, what its answer was when it was last taken as seen,
and the decisions of its reviewer on bodies and quotations.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.paths import SAVED
from index.review.decisions import Decision, Decisions

VARIABLE = "INSPECTION_SAVED"
INCLUDE, EXCLUDE, UNSURE = DECISIONS = ("include", "exclude", "unsure")
_SCHEMA = """
create table if not exists search (
  id integer primary key, question text not null, asked_where text not null, off text not null, saved text not null,
  generation text not null, made_by text not null, unique (question, asked_where, off)
);
create table if not exists seen (
  search integer not null references search on delete cascade, key text not null, body text not null, verdict text not null,
  listed integer not null, file text not null, sha256 text not null, primary key (search, key)
);
create table if not exists decision (
  search integer not null references search on delete cascade, key text not null, file text not null, quote text not null,
  decision text not null, note text not null, decided text not null, decided_by text not null default '',
  primary key (search, key, file, quote)
);
"""
# Files that were kept before a decision had a name beside it.
_NAMED = "alter table decision add column decided_by text not null default ''"


class SavedUnusable(Exception):
    """The file of saved searches cannot be read or written; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What an answer said of one body, its newest report, and the hashes of all reports that it was said from."""

    key: str
    body: str
    verdict: str
    listed: bool
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Maker:
    """What made an answer: the code that read the reports, the model, the code that answered."""

    pipeline: str
    model: str
    engine: str


@dataclass(frozen=True, slots=True)
class Search:
    """A saved search; `generation` and `maker` are of the answer that was last taken as seen."""

    id: int
    question: str
    where: tuple[str, ...]
    off: tuple[str, ...]
    saved: str
    generation: str
    maker: Maker


@dataclass(frozen=True, slots=True)
class About:
    """What was decided of one body in one saved search: on the body, and on quotations, by their words."""

    search: Search
    body: Decision
    quotes: tuple[tuple[str, Decision], ...]


class Saved:
    """The saved searches of one file. Every call opens it anew, so that threads and programs can share it."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or Path(os.environ.get(VARIABLE) or SAVED)

    def save(
        self,
        question: str,
        where: Sequence[str],
        off: Sequence[str],
        seen: Sequence[Seen],
        generation: str,
        maker: Maker,
    ) -> Search:
        """Keep a search with its present answer as seen; one that is kept already stays as it is."""
        known = self.find(question, where, off)
        if known:
            return known
        with self._open() as db:
            row = db.execute(
                "insert into search (question, asked_where, off, saved, generation, made_by) values (?, ?, ?, ?, ?, ?)",
                (question, _many(where), _many(off), _now(), generation, _made(maker)),
            )
            _see(db, int(row.lastrowid or 0), seen)
        found = self.find(question, where, off)
        assert found is not None
        return found

    def searches(self) -> list[Search]:
        """All of them, the last saved first."""
        with self._open() as db:
            return [_search(row) for row in db.execute("select * from search order by id desc")]

    def find(self, question: str, where: Sequence[str], off: Sequence[str]) -> Search | None:
        """The saved search with exactly this question, these filters and these parts switched off."""
        with self._open() as db:
            asked = (question, _many(where), _many(off))
            row = db.execute(
                "select * from search where question = ? and asked_where = ? and off = ?", asked
            ).fetchone()
        return _search(row) if row else None

    def remove(self, search: int) -> None:
        """Forget a search and its review."""
        with self._open() as db:
            db.execute("delete from search where id = ?", (search,))

    def seen(self, search: int) -> dict[str, Seen]:
        """The answer that was last taken as seen, by body."""
        with self._open() as db:
            rows = db.execute("select * from seen where search = ?", (search,)).fetchall()
        return {
            row["key"]: Seen(row["key"], row["body"], row["verdict"], bool(row["listed"]), row["file"], row["sha256"])
            for row in rows
        }

    def see(self, search: int, seen: Sequence[Seen], generation: str, maker: Maker) -> None:
        """Take this answer as seen: changes are told from it on."""
        with self._open() as db:
            db.execute("delete from seen where search = ?", (search,))
            _see(db, search, seen)
            db.execute("update search set generation = ?, made_by = ? where id = ?", (generation, _made(maker), search))

    def decide(
        self, search: int, key: str, decision: str, note: str = "", file: str = "", quote: str = "", by: str = ""
    ) -> None:
        """Decide on a body, or on a quotation of it; an empty decision without a note takes an earlier one back."""
        with self._open() as db:
            db.execute(
                "delete from decision where search = ? and key = ? and file = ? and quote = ?",
                (search, key, file, quote),
            )
            if decision or note:
                values = (search, key, file, quote, decision, note, _now(), by)
                db.execute("insert into decision values (?, ?, ?, ?, ?, ?, ?, ?)", values)

    def decisions(self, search: int) -> Decisions:
        """The review of a search."""
        with self._open() as db:
            rows = db.execute("select * from decision where search = ?", (search,)).fetchall()
        bodies: dict[str, Decision] = {}
        quotes: dict[tuple[str, str, str], Decision] = {}
        for row in rows:
            decided = Decision(row["decision"], row["note"], row["decided_by"], row["decided"])
            if row["quote"]:
                quotes[row["key"], row["file"], row["quote"]] = decided
            else:
                bodies[row["key"]] = decided
        return Decisions(bodies, quotes)

    def about(self, key: str) -> list[About]:
        """The searches in which anything was decided of a body, the last saved first, each with what was."""
        found = []
        for search in self.searches():
            review = self.decisions(search.id)
            quotes = tuple((quote, decided) for (of, _, quote), decided in review.quotes.items() if of == key)
            if key in review.bodies or quotes:
                found.append(About(search, review.body(key), quotes))
        return found

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=10)
        except (OSError, sqlite3.Error) as error:
            raise SavedUnusable(self._unusable(error)) from error
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("pragma foreign_keys = on")
            connection.executescript(_SCHEMA)
            if not any(column["name"] == "decided_by" for column in connection.execute("pragma table_info(decision)")):
                connection.execute(_NAMED)
            with connection:
                yield connection
        except sqlite3.Error as error:
            raise SavedUnusable(self._unusable(error)) from error
        finally:
            connection.close()

    def _unusable(self, error: Exception) -> str:
        return f"Saved searches cannot be read or written ({error}); check {self.path}, or name another file in {VARIABLE}."


def _see(db: sqlite3.Connection, search: int, seen: Sequence[Seen]) -> None:
    rows = [(search, s.key, s.body, s.verdict, int(s.listed), s.file, s.sha256) for s in seen]
    db.executemany("insert into seen values (?, ?, ?, ?, ?, ?, ?)", rows)


def _search(row: Mapping[str, str]) -> Search:
    maker = Maker(*json.loads(row["made_by"]))
    where, off = tuple(json.loads(row["asked_where"])), tuple(json.loads(row["off"]))
    return Search(int(row["id"]), row["question"], where, off, row["saved"], row["generation"], maker)


def _many(values: Sequence[str]) -> str:
    return json.dumps(sorted(values), ensure_ascii=False)


def _made(maker: Maker) -> str:
    return json.dumps([maker.pipeline, maker.model, maker.engine])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
