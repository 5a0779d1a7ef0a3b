"""Builds after the first: nothing is done twice, nothing old is left, and the result is that of a full build."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.rebuild import CLOSE, HEAVY, differences
from corpus import manifest
from corpus.families import PROFILES
from index import __main__ as asking
from index.encoder import HashingEncoder, Spans, Vectors
from index.generation import generations, newest
from index.search import Searcher
from index.store import FILE, Store
from ingest import __main__ as building
from ingest import cache, embed, guard, known, pipeline, versions
from ingest.cache import Cache
from ingest.inputs import Built, digest_of_file

ROOT = Path(__file__).parents[1]
NAMES = ("fernmoor-2023-25", "hollowmere-2023-25", "quillhaven-2023-25")


class Counting(HashingEncoder):
    """Counts the texts it encodes; ends the build after `patience` batches."""

    def __init__(self, patience: int | None = None) -> None:
        super().__init__()
        self.encoded: list[str] = []
        self.patience = patience

    def passages(
        self, texts: Sequence[str], spans: Sequence[Spans]
    ) -> Iterator[tuple[list[int], Vectors, list[Vectors]]]:
        for number, batch in enumerate(super().passages(texts, spans)):
            if number == self.patience:
                raise KeyboardInterrupt
            self.encoded += [texts[i] for i in batch[0]]
            yield batch


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of three invented reports with their register."""
    folder = tmp_path / "reports"
    (folder / "peel").mkdir(parents=True)
    shutil.copy(pipeline.SAMPLE / "bodies.csv", folder)
    for name in NAMES:
        shutil.copy(pipeline.SAMPLE / "peel" / f"{name}.pdf", folder / "peel")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that builds read or parse from here on; those parsed from kept lines have a sign."""
    done: list[str] = []
    inner = guard.done_all

    def noting(tasks: Sequence[tuple[object, str]], *rest: object) -> Iterator[object]:
        done.extend(name if isinstance(task, Path) else f"lines of {name}" for task, name in tasks)
        return inner(tasks, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(guard, "done_all", noting)
    return done


def build(reports: Path, index: Path, encoder: HashingEncoder | None = None) -> Built:
    return pipeline.build([reports], index, encoder or HashingEncoder())


def same(one: Path, other: Path) -> None:
    told, gap = differences(one, other)
    assert told == []
    assert gap <= CLOSE


# Nothing, one more, one less, one corrected ----------------------------------------------------------------------------


def test_a_build_of_nothing_new_publishes_nothing(tmp_path: Path, reports: Path, read: list[str]) -> None:
    index = tmp_path / "index"
    first = build(reports, index)
    read.clear()
    again = build(reports, index, never := Counting())
    assert (first.new, again.new) == (True, False)
    assert (again.generation, again.passages, again.sentences) == (first.generation, first.passages, first.sentences)
    assert generations(index) == [first.generation]
    assert (read, never.encoded) == ([], [])


def test_nothing_new_is_told_without_the_libraries_that_read_and_encode(tmp_path: Path, reports: Path) -> None:
    (reports / "peel" / "page.pdf").write_text("<html>Not found</html>")
    command = ["build", str(reports), "--index", str(tmp_path / "index"), "--model", "hashing"]
    assert building.main(command) == 1
    code = f"""
import sys
from ingest.__main__ import main
status = main({command!r})
print(status, [m for m in {HEAVY!r} if m in sys.modules])"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.splitlines()[-1] == "1 []"
    assert done.stdout.startswith("Nothing is new: generation ")
    assert done.stderr.startswith("Refused: peel/page.pdf is named .pdf but holds an HTML page")  # still told, still 1


def test_one_report_more_is_read_and_encoded_alone_and_the_index_is_that_of_a_full_build(
    tmp_path: Path, reports: Path, read: list[str]
) -> None:
    index = tmp_path / "index"
    away = shutil.move(reports / "peel" / f"{NAMES[1]}.pdf", tmp_path / "away.pdf")
    build(reports, index)
    read.clear()
    shutil.move(away, reports / "peel" / f"{NAMES[1]}.pdf")
    grown = build(reports, index, few := Counting())
    assert read == [f"peel/{NAMES[1]}.pdf"]
    full = build(reports, tmp_path / "full", all_of_it := Counting())
    assert 0 < len(few.encoded) < len(all_of_it.encoded) / 2
    assert [r.file for r in grown.reports] == [r.file for r in full.reports]
    same(index, tmp_path / "full")


def test_a_report_that_is_gone_is_gone_and_one_moved_is_not_read_again(
    tmp_path: Path, reports: Path, read: list[str]
) -> None:
    index = tmp_path / "index"
    build(reports, index)
    read.clear()
    (reports / "peel" / f"{NAMES[0]}.pdf").unlink()
    (reports / "moved").mkdir()
    shutil.move(reports / "peel" / f"{NAMES[1]}.pdf", reports / "moved" / "report.pdf")
    built = build(reports, index, none := Counting())
    assert sorted(r.file for r in built.reports) == ["moved/report.pdf", f"peel/{NAMES[2]}.pdf"]
    assert (read, none.encoded) == ([], [])
    build(reports, tmp_path / "full")
    same(index, tmp_path / "full")


def test_a_corrected_report_takes_the_place_of_the_one_before(tmp_path: Path, reports: Path, read: list[str]) -> None:
    index = tmp_path / "index"
    path = reports / "peel" / f"{NAMES[2]}.txt"
    (reports / "peel" / f"{NAMES[2]}.pdf").unlink()
    path.write_text(text := TEXT, encoding="utf-8")
    build(reports, index)
    read.clear()
    path.write_text(text.replace("seldom", "always"), encoding="utf-8")
    build(reports, index)
    assert read == [f"peel/{NAMES[2]}.txt"]
    store = Store(newest(index).folder / FILE)
    quotes = [row["text"] for row in store.rows("select text from sentence where text like '%orders to protect%'")]
    assert quotes == ["The force always applies for orders to protect victims of domestic abuse."]


TEXT = """PEEL 2023–2025
Police effectiveness, efficiency and legitimacy
An inspection of Quillhaven Police
\fInvestigating crime

Quillhaven Police is good at investigating crime.

Main findings

The force seldom applies for protection orders

The force seldom applies for orders to protect victims of domestic abuse. Supervisors know this.
"""


# What depends on what ------------------------------------------------------------------------------------------------


def with_profile(monkeypatch: pytest.MonkeyPatch, family: str) -> None:
    """A profile whose boilerplate has changed; its names are worked out anew."""
    readers = tuple(
        replace(reader, profile=replace(reader.profile, licence="changed"))
        if reader.profile.family == family
        else reader
        for reader in known.READERS
    )
    monkeypatch.setattr(known, "READERS", readers)
    known._parsing.cache_clear()


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    kept = (known._parsing, known._reading, known._recognising, known._splitting, embed._version)
    yield
    for name in kept:  # a test may have put something else in their place
        name.cache_clear()


@pytest.mark.parametrize(("family", "parsed"), [("peel", 3), ("ofsted", 0)])
def test_a_changed_profile_parses_its_familys_reports_from_kept_lines(
    tmp_path: Path, reports: Path, read: list[str], monkeypatch: pytest.MonkeyPatch, family: str, parsed: int
) -> None:
    assert set(PROFILES) == {"peel", "ofsted"}
    index = tmp_path / "index"
    build(reports, index)
    read.clear()
    with_profile(monkeypatch, family)
    monkeypatch.setattr(pipeline.inputs, "version", lambda: "changed")
    assert build(reports, index, none := Counting()).new
    assert read == [f"lines of peel/{name}.pdf" for name in NAMES[:parsed]]
    assert none.encoded == []


def changed(module: str, name: str) -> Callable[[pytest.MonkeyPatch], None]:
    def change(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(f"ingest.{module}", lambda: name)

    return change


def nothing(_: pytest.MonkeyPatch) -> None:
    """The classifier, standing text, the format: whatever every build does anew."""


@pytest.mark.parametrize(
    ("change", "files", "texts"),
    [
        (nothing, 0, False),
        (changed("known._reading", "another reader"), 3, False),
        (changed("known._splitting", "another splitter"), 0, False),
        (changed("embed._version", "another model"), 0, True),
    ],
)
def test_a_changed_stage_redoes_what_hangs_on_it_and_nothing_else(
    tmp_path: Path,
    reports: Path,
    read: list[str],
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[pytest.MonkeyPatch], None],
    files: int,
    texts: bool,
) -> None:
    index = tmp_path / "index"
    build(reports, index)
    read.clear()
    change(monkeypatch)
    monkeypatch.setattr(pipeline.inputs, "version", lambda: "changed")
    assert build(reports, index, some := Counting()).new
    assert len(read) == files
    assert bool(some.encoded) == texts


def test_a_text_that_stands_in_many_reports_is_encoded_once(tmp_path: Path, reports: Path) -> None:
    built = build(reports, tmp_path / "index", counting := Counting())
    assert len(counting.encoded) == len(set(counting.encoded)) < built.passages


def test_names_of_stages_follow_sources_data_and_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {
        "one": "from ingest import two\nfrom ingest.three import x\nimport numpy\n",
        "two": "DATA = 'w.npz'\n",
        "three": "def x():\n    from corpus.four import y\n",
        "five": "",
    }.items():
        (tmp_path / "ingest").mkdir(exist_ok=True)
        (tmp_path / "ingest" / f"{name}.py").write_text(text)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "four.py").write_text("")
    (tmp_path / "ingest" / "w.npz").write_bytes(b"1")
    monkeypatch.setattr(versions, "ROOT", tmp_path)

    def name(**given: object) -> str:
        versions._read.cache_clear()
        return versions.stage("ingest.one", **given)  # type: ignore[arg-type]

    assert versions.closure("ingest.one") == {"ingest.one", "ingest.two", "ingest.three", "corpus.four"}
    seen = [name()]
    for path, text in (
        ("ingest/w.npz", "2"),
        ("corpus/four.py", "y = 1"),
        ("ingest/three.py", "from corpus.four import y"),
    ):
        (tmp_path / path).write_text(text)
        seen.append(name())
    assert len(set(seen)) == 4
    assert name(without=["ingest.two"]) != name(libraries=["numpy"]) != name(data=("x",)) != name()
    (tmp_path / "ingest" / "five.py").write_text("changed")
    assert name() == seen[-1]  # nothing of it imports that
    versions._read.cache_clear()


def test_every_family_is_parsed_by_its_own_modules_alone() -> None:
    """So that a change in one family's reader leaves the other's reports as they are."""
    closures = {r.profile.family: versions.closure(r.read_report.__module__) for r in known.READERS}
    assert "ingest.parse_ofsted" not in closures["peel"]
    assert "corpus.ilacs" not in closures["peel"]
    assert "corpus.peel" not in closures["ofsted"]


# Interrupted, damaged ------------------------------------------------------------------------------------------------


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
    monkeypatch.setattr(pipeline.inputs, "version", lambda: "changed")
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


# Where a report is from ------------------------------------------------------------------------------------------------


def test_the_manifest_gives_address_title_and_date_where_the_report_has_none(tmp_path: Path, reports: Path) -> None:
    path = reports / "peel" / f"{NAMES[2]}.txt"
    (reports / "peel" / f"{NAMES[2]}.pdf").unlink()
    path.write_text(TEXT, encoding="utf-8")
    index = tmp_path / "index"
    build(reports, index)
    assert hit(index).address is None
    address = "https://inspectorate.example/quillhaven.txt"
    row = manifest.Row(digest_of_file(path), address, title="PEEL: Quillhaven", published="2024-05-02")
    manifest.write(
        path.parent, manifest.Manifest({path.name: row, f"{NAMES[0]}.pdf": row})
    )  # the second: of other content
    assert build(reports, index).new
    found = hit(index)
    assert (found.address, found.published) == (address, "2024-05-02")
    assert json.loads(json.dumps(found.to_json()))["report"]["address"] == address
    assert hit(index, "fernmoor").address is None
    (path.parent / manifest.FILE).write_text("{")
    assert any("manifest.json is damaged" in note for note in build(reports, index).notes)


def hit(index: Path, key: str = "quillhaven"):
    answer = Searcher.open(index).ask("forces with concerns about protection orders")
    return next(each for each in answer.bodies if each.key == key)


# Going back ------------------------------------------------------------------------------------------------------------


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
