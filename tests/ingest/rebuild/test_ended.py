"""Builds that were ended, caches that are damaged, and the way back to an earlier generation."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index import __main__ as asking
from index.searcher import Searcher
from index.storage.generations import generations, newest
from ingest.build import cache, inputs
from ingest.build.cache import Cache
from tests.ingest.rebuild.builds import NAMES, Counting, build, same


def test_an_interrupted_build_goes_on_where_it_stopped(tmp_path: Path, reports: Path, read: list[str]) -> None:
    index = tmp_path / "index"
    with pytest.raises(KeyboardInterrupt):
        build(reports, index, first := Counting(patience=2))
    assert len(first.encoded) == 64
    assert generations(index) == []
    read.clear()
    build(reports, index, second := Counting())
    assert read == []
    assert not set(first.encoded) & set(second.encoded)
    build(reports, tmp_path / "full")
    same(index, tmp_path / "full")


def torn(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("update entry set value = substr(value, 1, length(value) / 2)")
    db.close()


def flipped(path: Path) -> None:
    with sqlite3.connect(path) as db:
        rows = db.execute("select name, value from entry").fetchall()
        db.executemany("update entry set value = ? where name = ?", [(v[:-1] + bytes([v[-1] ^ 1]), n) for n, v in rows])
    db.close()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def overwritten(path: Path) -> None:
    path.write_bytes(b"not a database" * 1000)


def scrambled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 30] = bytes(4096 * 27)
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [torn, flipped, cut, overwritten, scrambled])
def test_a_damaged_cache_is_worked_out_again_and_never_trusted(
    tmp_path: Path, reports: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], None]
) -> None:
    index = tmp_path / "index"
    build(reports, index)
    damage(index / cache.FOLDER / cache.FILE)
    monkeypatch.setattr(inputs, "version", lambda: "changed")
    assert build(reports, index).new
    build(reports, tmp_path / "full")
    same(index, tmp_path / "full")


def test_what_the_last_builds_did_not_use_is_dropped(tmp_path: Path) -> None:
    for number in range(cache.KEPT + 1):
        with Cache(tmp_path) as kept:
            kept.put({f"of {number}": b"x"})
            kept.get(["of 1"])
            kept.forget()
    with Cache(tmp_path) as kept:
        assert set(kept.get(["of 0", "of 1", "of 2", "of 3"])) == {"of 1", "of 2", "of 3"}


def test_rollback_serves_the_generation_before_and_a_build_publishes_a_newer_one(
    tmp_path: Path, reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = tmp_path / "index"
    first = build(reports, index).generation
    away = shutil.move(reports / "peel" / f"{NAMES[1]}.pdf", tmp_path / "away.pdf")
    second = build(reports, index).generation
    reading = Searcher.open(index)
    assert asking.main(["rollback", "--index", str(index)]) == 0
    assert capsys.readouterr().out.startswith(f"Generation {first}, built 20")
    assert newest(index).name == first
    assert reading.ask("rural crime").searched.generation == second  # who had it open goes on
    assert asking.main(["rollback", "--index", str(index)]) == 2
    assert capsys.readouterr().err == "There is no earlier generation to go back to; build the index again.\n"
    third = build(reports, index)
    assert third.new
    assert generations(index) == [first, third.generation]
    assert (index / second).is_dir()  # held
    del reading
    shutil.move(away, reports / "peel" / f"{NAMES[1]}.pdf")
    build(reports, index)
    assert not (index / second).exists()
    assert not list(index.glob(".withdrawn*"))


def test_rollback_without_an_index_says_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asking.main(["rollback", "--index", str(tmp_path / "none")]) == 2
    assert "build one with: python -m ingest build" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
