"""What earlier builds worked out, kept by the name of what it was made from. The one place that knows how it is kept.

An entry is a name (a hash of everything it depends on) and bytes with their own hash. What is torn, damaged or
written by another version of this module is as good as not there: it is worked out again, never trusted. Each entry
is kept as soon as it is there, so that a build that was ended goes on where it stopped.
"""

from __future__ import annotations

import errno
import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

FILE = "cache-1.db"
FOLDER = ".cache"  # in the folder of the index; hidden, so that it is no generation
KEPT = 3  # builds after which an entry that none of them used goes
_TABLES = """
create table if not exists entry (name text primary key, value blob not null, sha256 blob not null, used integer not null);
create table if not exists build (number integer not null);
insert into build select 0 where not exists (select * from build);
update build set number = number + 1;
"""
_MANY = 500


class Cache:
    """The entries kept beside an index. One build at a time; use it in a `with` block. OSError where none can be written."""

    def __init__(self, index: Path) -> None:
        self._path = index / FOLDER / FILE
        self._used: set[str] = set()
        self._db = self._opened()

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def get(self, names: Sequence[str]) -> dict[str, bytes]:
        """The entries there are of these names."""
        found: dict[str, bytes] = {}
        wanted = list(dict.fromkeys(names))
        for start in range(0, len(wanted), _MANY):
            some = wanted[start : start + _MANY]
            marks = ",".join("?" * len(some))
            try:
                rows = self._db.execute(
                    f"select name, value, sha256 from entry where name in ({marks})", some
                ).fetchall()
            except sqlite3.DatabaseError:  # damaged on disk
                self._db = self._anew()
                return {}
            found.update((name, value) for name, value, sha256 in rows if _digest(value) == sha256)
        self._used.update(found)
        return found

    def put(self, entries: Mapping[str, bytes]) -> None:
        """Keep entries, all or none of them."""
        rows = [(name, value, _digest(value)) for name, value in entries.items()]
        try:
            with self._db:
                self._db.executemany("insert or replace into entry select ?, ?, ?, number from build", rows)
        except sqlite3.DatabaseError as error:
            raise self._unwritable(error) from error

    def forget(self) -> None:
        """Note what this build used, and drop what the last builds did not."""
        try:
            with self._db:
                self._db.execute("create temp table if not exists used (name text primary key)")
                self._db.executemany("insert or ignore into used values (?)", ((name,) for name in self._used))
                self._db.execute(
                    "update entry set used = (select number from build) where name in (select name from used)"
                )
                self._db.execute("delete from entry where used <= (select number from build) - ?", (KEPT,))
        except sqlite3.DatabaseError as error:
            raise self._unwritable(error) from error

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._connected()
        except sqlite3.OperationalError as error:
            raise self._unwritable(error) from error
        except sqlite3.DatabaseError:
            return self._anew()

    def _connected(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path)
        try:
            db.execute("pragma journal_mode = wal")
            db.execute("pragma synchronous = normal")
            db.executescript(_TABLES)
            db.execute("select count(*) from entry where used < 0").fetchone()
        except BaseException:
            db.close()
            raise
        return db

    def _anew(self) -> sqlite3.Connection:
        """An empty cache in the place of one that cannot be read."""
        if hasattr(self, "_db"):
            self._db.close()
        for path in self._path.parent.glob(f"{FILE}*"):
            path.unlink(missing_ok=True)
        return self._connected()

    def _unwritable(self, error: sqlite3.Error) -> OSError:
        full = "full" in str(error) or "disk I/O" in str(error)
        return OSError(
            errno.ENOSPC if full else errno.EIO, "no space left on device" if full else str(error), str(self._path)
        )


def name(*parts: object) -> str:
    """The name of what depends on these parts: texts and numbers, or records of them."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()


def _digest(value: bytes) -> bytes:
    return hashlib.sha256(value).digest()
