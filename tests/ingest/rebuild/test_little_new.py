"""Nothing new, one more, one less, one corrected: nothing is done twice, nothing old is left, the result is that of a full build."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.rebuild import HEAVY
from corpus.paths import PROJECT
from index.answers.hits import BodyHit
from index.searcher import Searcher
from index.storage.database import FILE, Store
from index.storage.generations import generations, newest
from ingest import __main__ as building
from ingest import manifest
from ingest.build.inputs import digest_of_file
from tests.ingest.rebuild.builds import NAMES, TEXT, Counting, build, same


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
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, timeout=120, check=True
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


def hit(index: Path, key: str = "quillhaven") -> BodyHit:
    answer = Searcher.open(index).ask("forces with concerns about protection orders")
    return next(each for each in answer.bodies if each.key == key)
