"""The file of saved searches: its tables, how older files are brought up to date, and how it is opened.

Every use opens it anew, so that threads, processes and programs share it. What is written is written in one transaction
that waits for its turn: all of it is kept, or nothing.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from corpus.paths import SAVED

VARIABLE = "INSPECTION_SAVED"
WAIT = 30  # seconds for others who are writing
VERSION = 1  # of the tables; files that were kept before it have 0
Connection = sqlite3.Connection
_TABLES = (
    """create table if not exists search (
  id integer primary key, question text not null, asked_where text not null, off text not null, saved text not null,
  generation text not null, made_by text not null, blind_since text not null default '',
  unique (question, asked_where, off)
)""",
    """create table if not exists seen (
  search integer not null references search on delete cascade, key text not null, body text not null, verdict text not null,
  listed integer not null, file text not null, sha256 text not null, primary key (search, key)
)""",
    # What is decided where one reviews: the last word on a place stands, whoever has it.
    """create table if not exists decision (
  search integer not null references search on delete cascade, key text not null, file text not null, quote text not null,
  decision text not null, note text not null, decided text not null, decided_by text not null default '',
  primary key (search, key, file, quote)
)""",
    # Who reviews where two do, and who settles. `joined` orders them.
    """create table if not exists seat (
  search integer not null references search on delete cascade, role text not null, name text not null, joined text not null,
  primary key (search, role, name)
)""",
    # What is decided where two review: one row a place and seat.
    """create table if not exists blind (
  search integer not null references search on delete cascade, key text not null, file text not null, quote text not null,
  role text not null, name text not null, decision text not null, note text not null, decided text not null,
  primary key (search, key, file, quote, role, name)
)""",
)
# Columns that files kept by earlier versions lack.
_LATER = (
    ("decision", "decided_by", "alter table decision add column decided_by text not null default ''"),
    ("search", "blind_since", "alter table search add column blind_since text not null default ''"),
)


class SavedUnusable(Exception):
    """The file of saved searches cannot be read or written; the message says what to do."""


def file_of(path: Path | None) -> Path:
    """The file that is named, else that of the settings."""
    return path or Path(os.environ.get(VARIABLE) or SAVED)


@contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """The file as it is at one moment, made or brought up to date where need be. Raises `SavedUnusable`."""
    with _opened(path, "begin") as db:
        yield db


@contextmanager
def writing(path: Path) -> Iterator[Connection]:
    """The file for this one alone, until the block ends. Raises `SavedUnusable`; what goes wrong inside undoes all of it."""
    with _opened(path, "begin immediate") as db:
        yield db


def now() -> str:
    """This second, UTC, as it is kept."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def _opened(path: Path, begin: str) -> Iterator[Connection]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise SavedUnusable(_unusable(path, error)) from error
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("pragma foreign_keys = on")
        if connection.execute("pragma user_version").fetchone()[0] < VERSION:
            _brought_up_to_date(connection)
        with connection:
            connection.execute(begin)
            yield connection
    except sqlite3.Error as error:
        raise SavedUnusable(_unusable(path, error)) from error
    finally:
        connection.close()


def _brought_up_to_date(db: Connection) -> None:
    """Make the tables and columns that a file lacks; nothing that is there is touched. Two at once take turns."""
    with db:
        db.execute("begin immediate")
        for table in _TABLES:
            db.execute(table)
        for table, column, added in _LATER:
            if not any(each["name"] == column for each in db.execute(f"pragma table_info({table})")):
                db.execute(added)
        db.execute(f"pragma user_version = {VERSION}")


def _unusable(path: Path, error: Exception) -> str:
    return f"Saved searches cannot be read or written ({error}); check {path}, or name another file in {VARIABLE}."
