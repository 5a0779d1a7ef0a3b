"""What whoever has the files knows of them wins, is shown as given, and a bad row stops nothing."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from corpus.records import Span
from index import __main__ as asking
from index.searcher import Searcher
from ingest import __main__ as building
from ingest.build import manifest_csv
from tests import samples

NAME = "quillhaven-2023-25.pdf"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copy(samples.PEEL / "bodies.csv", folder)
    shutil.copy(samples.PEEL / NAME, folder)
    return folder


def write(folder: Path, text: str) -> manifest_csv.Manifest:
    (folder / manifest_csv.FILE).write_text(text, encoding="utf-8")
    return manifest_csv.read([folder])


def build(index: Path, reports: Path) -> int:
    return building.main(["build", str(reports), "--index", str(index), "--model", "hashing"])


def test_a_row_is_read_whole(reports: Path) -> None:
    manifest = write(
        reports,
        "file,family,body,title,cycle,published,inspected,grades\n"
        f"{NAME},PEEL,Fernmoor Police,Another title,2030-32,2031-02-03,2030-11-02 to 2030-11-06; 2030-12-01,"
        "response=good; Investigating crime=Requires improvement\n",
    )
    assert manifest.notes == ()
    given = manifest.rows[reports / NAME]
    assert (given.family, given.body, given.title, given.cycle) == (
        "peel",
        "Fernmoor Police",
        "Another title",
        "2030-32",
    )
    assert given.published == date(2031, 2, 3)
    assert given.inspected == (
        Span(date(2030, 11, 2), date(2030, 11, 6)),
        Span(date(2030, 12, 1), date(2030, 12, 1)),
    )
    assert given.grades == (("response", "good"), ("Investigating crime", "requires improvement"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\nx.pdf\n", "needs a column “file”"),
        ("file,body\nmissing.pdf,Fernmoor Police\n", "row 2: there is no file “missing.pdf”"),
        (f"file,published\n{NAME},2023-02-30\n", "row 2: published “2023-02-30” is not a date"),
        (f"file,inspected\n{NAME},2023-05-09 to 2023-05-02\n", "ends before it begins"),
        (f"file,grades\n{NAME},response=splendid\n", "“response=splendid” is not a grade"),
        (f"file,family\n{NAME},gardening\n", "“gardening” is not a family of reports"),
        (f"file,colour\n{NAME},red\n", "columns that are not read: colour"),
        (f"file,body\n{NAME},Fernmoor Police,superfluous\n", None),
        ("file\n", None),
        ("", "needs a column “file”"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_and_the_rest_goes_on(reports: Path, text: str, said: str | None) -> None:
    notes = write(reports, text).notes
    assert [note for note in notes if said and said in note] == list(notes)
    assert len(notes) == (said is not None)


def test_a_manifest_that_is_no_text_is_told(reports: Path) -> None:
    (reports / manifest_csv.FILE).write_bytes(b"file,body\n\xff\xfe\x00")
    assert "cannot be read as a table" in manifest_csv.read([reports]).notes[0]


def test_given_facts_win_and_are_shown_as_given(
    tmp_path: Path, reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        reports,
        f"file,body,cycle,published,grades\n{NAME},Fernmoor Police,2030-32,2031-02-03,response=outstanding; Night duty=good\n"
        "gone.pdf,Fernmoor Police,,,\n",
    )
    index = tmp_path / "index"
    assert build(index, reports) == 0
    assert "row 3: there is no file “gone.pdf”" in capsys.readouterr().err
    [report] = Searcher.open(index).reports
    assert (report.key, report.cycle, report.published) == ("fernmoor", "2030-32", "2031-02-03")
    assert report.grades["response"] == ("Responding to the public", "outstanding")
    assert report.grades["night_duty"] == ("Night duty", "good")
    assert asking.main(["info", "--json", "--index", str(index)]) == 0
    [told] = json.loads(capsys.readouterr().out)["reports"]
    assert "body and cycle and published and grades: as given in manifest.csv" in told["problems"]


def test_a_body_that_no_register_has_is_named_as_given_and_told(tmp_path: Path, reports: Path) -> None:
    write(reports, f"file,body\n{NAME},Isle of Elsewhere Police\n")
    index = tmp_path / "index"
    assert build(index, reports) == 0
    [report] = Searcher.open(index).reports
    assert report.name == "Isle of Elsewhere Police"
    [told] = Searcher.open(index).info().reports
    assert "“Isle of Elsewhere Police”, given in manifest.csv, is not in any register of bodies" in told.problems


def test_a_changed_manifest_makes_a_build_new_and_reads_no_file_again(
    tmp_path: Path, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "index"
    build(index, reports)
    before = Searcher.open(index).generation
    write(reports, f"file,cycle\n{NAME},2030-32\n")
    monkeypatch.setattr(
        "ingest.read.worker.done_all", lambda tasks, *rest: iter(()) if not tasks else pytest.fail("read")
    )
    build(index, reports)
    after = Searcher.open(index)
    assert after.generation != before
    assert after.reports[0].cycle == "2030-32"


def test_a_manifest_above_its_files_names_them_by_their_path(tmp_path: Path, reports: Path) -> None:
    inner = reports / "2025" / "spring"
    inner.mkdir(parents=True)
    shutil.move(reports / NAME, inner / NAME)
    write(reports, f"file,cycle\n2025/spring/{NAME},2030-32\n")
    index = tmp_path / "index"
    assert build(index, reports) == 0
    assert Searcher.open(index).reports[0].cycle == "2030-32"


def test_a_family_that_is_given_reads_what_its_text_does_not_tell(tmp_path: Path, reports: Path) -> None:
    (reports / NAME).unlink()
    text = "Response\n\nOfficers at Quillhaven answer most calls within ten seconds, which is good.\n\nSome victims wait too long.\n"
    (reports / "letter.txt").write_text(text, encoding="utf-8")
    write(reports, "file,family,body\nletter.txt,peel,Quillhaven Police\n")
    index = tmp_path / "index"
    assert build(index, reports) == 0
    [report] = Searcher.open(index).reports
    assert (report.family, report.key) == ("peel", "quillhaven")
