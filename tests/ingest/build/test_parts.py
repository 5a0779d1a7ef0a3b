"""How a build divides bodies, and what it writes of parts that did not change."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.encoder import HashingEncoder
from index.searcher import Searcher
from index.storage.database import FILE, Store
from index.storage.generations import newest, rollback
from ingest.build import pipeline
from ingest.build.inputs import SAMPLES


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    for sample in SAMPLES:
        shutil.copytree(sample, tmp_path / "reports" / sample.parent.name)
    return tmp_path / "reports"


def bodies(folder: Path) -> set[str]:
    return {str(row["body_name"]) for row in Store(folder / FILE).rows("select body_name from report")}


def test_every_report_is_in_one_part_and_all_on_a_body_in_the_same(reports: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    pipeline.build([reports], index, HashingEncoder(), parts=3)
    found = newest(index)
    of_parts = [bodies(folder) for folder in found.parts]
    assert len(of_parts) == 3
    assert sum(map(len, of_parts)) == len(set().union(*of_parts)) > 5
    rows = [row for folder in found.parts for row in Store(folder / FILE).rows("select * from report")]
    assert len(rows) == found.manifest["reports"]


def test_only_the_parts_that_change_are_written(reports: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    pipeline.build([reports], index, HashingEncoder(), parts=5)
    before = newest(index)
    gone = sorted(reports.rglob("*.pdf"))[-1]
    lost = {
        r["body_name"]
        for p in before.parts
        for r in Store(p / FILE).rows("select * from report where file like ?", (f"%{gone.name}",))
    }
    gone.unlink()
    pipeline.build([reports], index, HashingEncoder())  # in as many parts as before
    after = newest(index)
    assert after.name != before.name
    assert after.divided == 5
    same = [p.name for p in after.parts if (p / FILE).samefile(before.folder / p.name / FILE)]
    assert len(same) >= 2
    assert not any(bodies(before.folder / name) & lost for name in same)
    assert {
        name for name, digest in after.manifest["parts"].items() if before.manifest["parts"].get(name) == digest
    } == set(same)
    assert Searcher.open(index).ask("concerns about records").bodies


def test_nothing_new_is_nothing_published_unless_the_parts_are_others(reports: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    first = pipeline.build([reports], index, HashingEncoder(), parts=2)
    assert not pipeline.build([reports], index, HashingEncoder()).new
    assert not pipeline.build([reports], index, HashingEncoder(), parts=2).new
    other = pipeline.build([reports], index, HashingEncoder(), parts=1)
    assert other.new
    assert newest(index).parts == (newest(index).folder,)
    assert rollback(index).name == first.generation
    assert len(Searcher.open(index).ask("concerns about records").bodies) > 5


def test_a_part_without_bodies_is_none(reports: Path, tmp_path: Path) -> None:
    pipeline.build([reports], tmp_path / "index", HashingEncoder(), parts=40)
    found = newest(tmp_path / "index")
    assert 1 < len(found.parts) < 40
    assert all(re.fullmatch(r"part-\d\d", part.name) for part in found.parts)


def test_the_number_of_parts_is_an_option(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ingest", "build", "--parts"]
    wrong = subprocess.run([*command, "0"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert "must be 1 or more" in wrong.stderr
