"""Saved searches and their review, in one SQLite file beside nothing that a build writes or removes.

A saved search keeps its question, filters and switched-off parts, what its answer was when it was last taken as seen,
and the decisions on its bodies and quotations: of one reviewer, or of two who are blind to each other and an arbiter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.review import blind
from index.review.decisions import Decision, Decisions
from index.review.joint import DECISIONS, EXCLUDE, INCLUDE, REVIEWER, UNSURE, joint, own
from index.review.store import VARIABLE, Connection, SavedUnusable, file_of, now, reading, writing

__all__ = ["DECISIONS", "EXCLUDE", "INCLUDE", "UNSURE", "VARIABLE", "Maker", "Saved", "SavedUnusable", "Search", "Seen"]


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
    """A saved search; `generation` and `maker` are of the answer that was last taken as seen.

    `blind_since` says when two began to review it (UTC); it is empty where one does.
    """

    id: int
    question: str
    where: tuple[str, ...]
    off: tuple[str, ...]
    saved: str
    generation: str
    maker: Maker
    blind_since: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What was decided of one body in one saved search: on the body, and on quotations, by their words."""

    search: Search
    body: Decision
    quotes: tuple[tuple[str, Decision], ...]


class Saved:
    """The saved searches of one file. Every call opens it anew, so that threads and programs can share it."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = file_of(path)

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
        with writing(self.path) as db:
            known = _found(db, question, where, off)
            if known:
                return known
            row = db.execute(
                "insert into search (question, asked_where, off, saved, generation, made_by) values (?, ?, ?, ?, ?, ?)",
                (question, _many(where), _many(off), now(), generation, _made(maker)),
            )
            _see(db, int(row.lastrowid or 0), seen)
            found = _found(db, question, where, off)
        assert found is not None
        return found

    def searches(self) -> list[Search]:
        """All of them, the last saved first."""
        with reading(self.path) as db:
            return [_search(row) for row in db.execute("select * from search order by id desc")]

    def find(self, question: str, where: Sequence[str], off: Sequence[str]) -> Search | None:
        """The saved search with exactly this question, these filters and these parts switched off."""
        with reading(self.path) as db:
            return _found(db, question, where, off)

    def remove(self, search: int) -> None:
        """Forget a search and its review."""
        with writing(self.path) as db:
            db.execute("delete from search where id = ?", (search,))

    def seen(self, search: int) -> dict[str, Seen]:
        """The answer that was last taken as seen, by body."""
        with reading(self.path) as db:
            rows = db.execute("select * from seen where search = ?", (search,)).fetchall()
        return {
            row["key"]: Seen(row["key"], row["body"], row["verdict"], bool(row["listed"]), row["file"], row["sha256"])
            for row in rows
        }

    def see(self, search: int, seen: Sequence[Seen], generation: str, maker: Maker) -> None:
        """Take this answer as seen: changes are told from it on."""
        with writing(self.path) as db:
            db.execute("delete from seen where search = ?", (search,))
            _see(db, search, seen)
            db.execute("update search set generation = ?, made_by = ? where id = ?", (generation, _made(maker), search))

    # Reviews ----------------------------------------------------------------------------------------------------------

    def review_by_two(self, search: int, two: bool = True) -> None:
        """Have two review a search, each blind to the other, or one again. What was decided either way is kept."""
        with writing(self.path) as db:
            if two and not blind.since(db, search):
                db.execute("update search set blind_since = ? where id = ?", (now(), search))
            elif not two:
                db.execute("update search set blind_since = '' where id = ?", (search,))

    def join(self, search: int, name: str, role: str = REVIEWER) -> str:
        """Take a seat in a review by two; the name as it is kept. Raises `ReviewRefused`."""
        with writing(self.path) as db:
            return blind.join(db, search, name, role)

    def leave(self, search: int, name: str, role: str = REVIEWER) -> None:
        """Free a seat of somebody who has decided nothing. Raises `ReviewRefused`."""
        with writing(self.path) as db:
            blind.leave(db, search, name, role)

    def decide(
        self,
        search: int,
        key: str,
        decision: str,
        note: str = "",
        file: str = "",
        quote: str = "",
        by: str = "",
        role: str = REVIEWER,
    ) -> None:
        """Decide on a body, or on a quotation of it; an empty decision without a note takes an earlier one back.

        Where two review, `by` must have joined, and what both have decided on stays. Raises `ReviewRefused`.
        """
        with writing(self.path) as db:
            if blind.since(db, search):
                blind.decide(db, search, (key, file, quote), Decision(decision, note, by), role)
                return
            db.execute(
                "delete from decision where search = ? and key = ? and file = ? and quote = ?",
                (search, key, file, quote),
            )
            if decision or note:
                values = (search, key, file, quote, decision, note, now(), by)
                db.execute("insert into decision values (?, ?, ?, ?, ?, ?, ?, ?)", values)

    def decisions(self, search: int) -> Decisions:
        """The review of a search as everybody may know it: where two review, what both have decided on."""
        with reading(self.path) as db:
            if blind.since(db, search):
                return joint(blind.given(db, search), blind.panel(db, search))
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

    def own(self, search: int, name: str, role: str = REVIEWER) -> Decisions:
        """What one person decided where two review: to be shown to nobody else."""
        with reading(self.path) as db:
            return own(blind.given(db, search), (role, name))

    def about(self, key: str) -> list[About]:
        """The searches in which anything was decided of a body, the last saved first, each with what was."""
        found = []
        for search in self.searches():
            review = self.decisions(search.id)
            quotes = tuple((quote, decided) for (of, _, quote), decided in review.quotes.items() if of == key)
            if key in review.bodies or quotes:
                found.append(About(search, review.body(key), quotes))
        return found


def _found(db: Connection, question: str, where: Sequence[str], off: Sequence[str]) -> Search | None:
    asked = (question, _many(where), _many(off))
    row = db.execute("select * from search where question = ? and asked_where = ? and off = ?", asked).fetchone()
    return _search(row) if row else None


def _see(db: Connection, search: int, seen: Sequence[Seen]) -> None:
    rows = [(search, s.key, s.body, s.verdict, int(s.listed), s.file, s.sha256) for s in seen]
    db.executemany("insert into seen values (?, ?, ?, ?, ?, ?, ?)", rows)


def _search(row: Mapping[str, str]) -> Search:
    maker = Maker(*json.loads(row["made_by"]))
    where, off = tuple(json.loads(row["asked_where"])), tuple(json.loads(row["off"]))
    saved = (row["saved"], row["generation"], maker, row["blind_since"])
    return Search(int(row["id"]), row["question"], where, off, *saved)


def _many(values: Sequence[str]) -> str:
    return json.dumps(sorted(values), ensure_ascii=False)


def _made(maker: Maker) -> str:
    return json.dumps([maker.pipeline, maker.model, maker.engine])
