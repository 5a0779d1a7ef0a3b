"""What the index holds, as a table to take away, and one's own reports added to it."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import openpyxl
import pytest

from index.__main__ import main as index_main
from index.contents.records import Info
from index.errors import UnknownFormat
from index.export import spreadsheets
from index.export.contents import contents_table
from index.searcher import Searcher
from ingest.__main__ import main
from ingest.build import pipeline
from ingest.build.folders import find
from tests import samples
from tests.conftest import TRUTH

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "-2+3+cmd|' /C calc'!A0")


@pytest.fixture
def info(searcher: Searcher) -> Info:
    return searcher.info()


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_report_is_listed_with_what_was_found_and_what_was_expected(info: Info) -> None:
    rows = {row["file"]: row for row in table(contents_table.audit_csv(info)) if row["state"] == "in the index"}
    assert set(rows) == {report["file"] for report in TRUTH["reports"]}
    for truth in TRUTH["reports"]:
        file = truth["file"]
        assert int(rows[file]["grades found"]) == len(truth["grades"])
        assert rows[file]["grades expected"] == rows[file]["grades found"]
        assert rows[file]["body"]
        assert rows[file]["inspected"] == "; ".join(f"{span['start']} to {span['end']}" for span in truth["inspected"])


def test_a_report_that_lacks_a_grade_is_told_from_a_whole_one(info: Info) -> None:
    from dataclasses import replace

    whole = info.reports[0]
    assert whole.complete
    assert not replace(whole, grades=whole.grades - 1).complete
    assert replace(whole, grades_expected=None).complete is None


def test_refused_files_and_bodies_without_a_report_are_rows_too(info: Info) -> None:
    from dataclasses import replace

    told = replace(info, refused=(("bad.pdf", "is damaged"),), no_report=("Nowhere Police",))
    states = {row["state"]: row for row in table(contents_table.audit_csv(told))}
    assert states["refused"]["file"] == "bad.pdf"
    assert states["refused"]["problems"] == "is damaged"
    assert states["no report"]["body"] == "Nowhere Police"


def test_the_workbook_has_the_same_rows_when_another_library_opens_it(info: Info) -> None:
    book = openpyxl.load_workbook(io.BytesIO(contents_table.audit_workbook(info)))
    assert book.sheetnames == ["Reports", "Refused", "No report", "Index"]
    found = list(book["Reports"].iter_rows(values_only=True))
    assert found[0] == contents_table.COLUMNS
    assert [row[0] for row in found[1:]] == [report.body for report in info.reports]
    assert [row[contents_table.COLUMNS.index("grades found")] for row in found[1:]] == [
        report.grades for report in info.reports
    ]
    assert dict(book["Index"].iter_rows(min_row=2, values_only=True))["generation"] == info.generation


@pytest.mark.parametrize("text", FORMULAS)
def test_text_of_a_report_is_no_formula_in_a_workbook_or_a_csv(text: str) -> None:
    cell = openpyxl.load_workbook(io.BytesIO(spreadsheets.workbook({"S": spreadsheets.plain(("a",), [(text,)])})))["S"][
        "A2"
    ]
    assert cell.data_type == "s"
    assert cell.value.replace("_x000D_", "\r") == text
    assert not table(spreadsheets.csv_text(("a",), [(text,)]))[0]["a"].startswith(spreadsheets.FORMULA)


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark_that_says_how_much_is_missing() -> None:
    for text in ("x" * 40_000, "\U0001f50e" * 20_000):
        book = spreadsheets.workbook({"S": spreadsheets.plain(("a",), [(text,)])})
        cell = str(openpyxl.load_workbook(io.BytesIO(book))["S"]["A2"].value)
        kept, _, mark = cell.partition("… [cut here: ")
        assert len(cell.encode("utf-16-le")) // 2 <= spreadsheets.LONGEST
        assert text.startswith(kept)
        assert mark == f"{len(text) - len(kept):,} more characters do not fit]"


def test_the_audit_is_written_by_the_command(hashed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert index_main(["info", "--index", str(hashed), "--to", str(tmp_path / "a.csv")]) == 0
    assert len(table((tmp_path / "a.csv").read_text(encoding="utf-8-sig"))) >= len(TRUTH["reports"])
    assert index_main(["info", "--index", str(hashed), "--to", str(tmp_path / "a.odt")]) == 2
    assert ".xlsx" in capsys.readouterr().err
    assert index_main(["info", "--index", str(hashed)]) == 0
    assert "8 of 8 grades" in capsys.readouterr().out


def test_an_ending_nobody_writes_is_named(info: Info, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"\.csv"):
        contents_table.save(info, tmp_path / "audit")


# Adding one's own -----------------------------------------------------------------------------------------------------


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("corpus.paths.REPORTS", tmp_path / "reports")
    return tmp_path / "reports" / "added"


def sample() -> Path:
    return samples.ROOT / str(TRUTH["reports"][0]["file"])


def test_a_report_is_copied_once_and_never_over_another(reports: Path, tmp_path: Path) -> None:
    file = sample()
    assert main(["add", str(file)]) == 0
    assert (reports / file.name).read_bytes() == file.read_bytes()
    assert main(["add", str(file)]) == 0
    assert len(list(reports.iterdir())) == 1
    (reports / file.name).write_bytes(b"another file of that name")
    assert main(["add", str(file)]) == 0
    assert (reports / file.name).read_bytes() == b"another file of that name"
    assert len(list(reports.iterdir())) == 2


def test_what_is_no_report_is_refused_and_the_rest_goes_on(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"no pdf")
    assert main(["add", str(bad), str(sample())]) == 1
    assert [path.name for path in reports.iterdir()] == [sample().name]
    assert "bad.pdf" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "kept"), [(".report.pdf", "report.pdf"), ("report.md", "report.md.pdf")])
def test_a_copy_has_a_name_that_a_build_looks_at(reports: Path, tmp_path: Path, name: str, kept: str) -> None:
    (tmp_path / name).write_bytes(sample().read_bytes())
    assert main(["add", str(tmp_path / name)]) == 0
    assert [path.name for path in find([reports])] == [kept]


def test_one_that_cannot_be_copied_is_told_and_the_rest_is_copied(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [samples.ROOT / report["file"] for report in TRUTH["reports"][:2]]
    copy = shutil.copyfile

    def full(file: Path, to: str) -> None:
        if file == files[0]:
            raise OSError(28, "No space left on device", to)
        copy(file, to)

    monkeypatch.setattr("ingest.collect.add.shutil.copyfile", full)
    assert main(["add", *map(str, files)]) == 1
    assert [path.name for path in reports.iterdir()] == [files[1].name]
    assert f"{files[0].name} could not be copied (No space left on device" in capsys.readouterr().err


def test_added_reports_are_built_in_beside_what_the_index_holds(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.encoder import HashingEncoder

    files = [samples.ROOT / report["file"] for report in TRUTH["reports"]]
    own, index = tmp_path / "own", tmp_path / "index"
    own.mkdir()
    (own / "bodies.csv").write_bytes((samples.PEEL / "bodies.csv").read_bytes())
    (own / files[0].name).write_bytes(files[0].read_bytes())
    pipeline.build([own], index, HashingEncoder())
    monkeypatch.setattr("index.encoder.encoder", lambda name: HashingEncoder())
    assert main(["add", str(files[1]), "--build", "--index", str(index)]) == 0
    held = {Path(report.file).name for report in Searcher.open(index).info().reports}
    assert held == {files[0].name, files[1].name}
