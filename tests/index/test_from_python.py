"""The way in from Python: what an import costs, what answers and contents look like as rows, and that what README shows runs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas
import pytest

import index
from corpus.paths import PROJECT
from index.answers.hits import COLUMNS
from index.errors import BadFilter, IndexUnusable
from index.searcher import Searcher
from index.storage.generations import MANIFEST
from ingest.read.report import attempt
from ingest.show import as_json
from tests import samples
from tests.conftest import TRUTH

QUESTION = "forces with DVPO concerns"
HEAVY = (
    "torch",
    "sentence_transformers",
    "faiss",
    "numpy",
    "pandas",
    "xlsxwriter",
    "rispy",
    "pybtex",
    "PIL",
    "streamlit",
)
NOTEBOOK = PROJECT / "docs" / "from_python.ipynb"
GRADES = {(r["file"], area): grade for r in TRUTH["reports"] for area, grade in r["grades"].items()}


def loaded(code: str, *watched: str) -> tuple[float, list[str]]:
    """Seconds that some code takes in a new process, and which of the watched modules it loads."""
    timed = f"import sys, time; start = time.perf_counter(); {code}; took = time.perf_counter() - start; "
    told = f"import json; print(json.dumps([took, [m for m in {list(watched)!r} if m in sys.modules]]))"
    done = subprocess.run(
        [sys.executable, "-c", timed + told], cwd=PROJECT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    took, modules = json.loads(done.stdout)
    return took, modules


def test_importing_is_quick_and_loads_nothing_heavy() -> None:
    took, modules = loaded("import index", *HEAVY)
    assert modules == []
    assert took < 0.5


def test_opening_an_index_loads_neither_a_model_nor_file_formats(hashed: Path, tmp_path: Path) -> None:
    """The index says that the real model built it, so that opening it could load that."""
    root = shutil.copytree(hashed, tmp_path / "index")
    [manifest] = root.glob(f"*/{MANIFEST}")
    said = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(said | {"model": "all-MiniLM-L6-v2"}), encoding="utf-8")
    code = f"import index; assert index.open({str(root)!r}).info().model == 'all-MiniLM-L6-v2'"
    assert loaded(code, *(set(HEAVY) - {"numpy", "faiss"}))[1] == []


def test_an_index_is_opened_by_name_by_path_or_where_the_setting_says(
    hashed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTION_INDEX", str(hashed))
    names = {index.open(where).generation for where in (str(hashed), hashed, None)}
    assert len(names) == 1
    with pytest.raises(IndexUnusable, match="python -m ingest build"):
        index.open(tmp_path / "nothing")


# Answers ---------------------------------------------------------------------------------------------------------------


def test_rows_of_bodies_say_what_the_answer_says_in_its_order(searcher: Searcher) -> None:
    answer = searcher.ask(QUESTION)
    rows = answer.rows()
    assert [row["body"] for row in rows] == [*(hit.body for hit in answer.bodies), *answer.no_report]
    assert {tuple(row) for row in rows} == {COLUMNS["bodies"]}
    for row, hit in zip(rows, answer.bodies, strict=False):
        assert (row["verdict"], row["listed"], row["file"]) == (hit.verdict, hit.listed, hit.file)
        assert row["grade"] == (hit.grade.grade if hit.grade else None)
        assert row["listed"] in (True, False)
        best = hit.evidence[0] if hit.evidence else hit.near
        assert best is not None
        assert (row["best_quotation"], row["page"]) == (best.quote, best.page)
        assert (row["note"] is None) == bool(hit.evidence)
    missing = rows[-1]
    assert missing["body"] == "Larkenshire Police"
    assert {name for name, value in missing.items() if value is not None} == {"body", "note"}


def test_rows_of_evidence_are_the_quotations(searcher: Searcher) -> None:
    answer = searcher.ask(QUESTION)
    rows = answer.rows(of="evidence")
    assert {tuple(row) for row in rows} == {COLUMNS["evidence"]}
    quoted = [(hit.body, each.quote, each.page) for hit in answer.bodies for each in hit.evidence]
    assert [(row["body"], row["quote"], row["page"]) for row in rows if row["note"] is None] == quoted
    closest = [(hit.body, hit.near.quote) for hit in answer.bodies if hit.near]
    assert closest
    assert [(row["body"], row["quote"]) for row in rows if row["note"] and row["quote"]] == closest


def test_a_body_without_a_closest_miss_has_a_row_without_a_quotation(searcher: Searcher) -> None:
    answer = searcher.ask(QUESTION)
    silent = replace(next(hit for hit in answer.bodies if hit.near), near=None)
    [row, *_] = replace(answer, bodies=(silent,)).rows(of="evidence")
    assert (row["body"], row["quote"], row["note"]) == (silent.body, None, "nothing found")


def test_frames_have_the_rows_and_keep_their_columns_when_empty(searcher: Searcher) -> None:
    answer = searcher.ask(QUESTION)
    frame = answer.to_frame(of="evidence")
    assert list(frame.columns) == list(COLUMNS["evidence"])
    assert list(frame["quote"].dropna()) == [row["quote"] for row in answer.rows(of="evidence") if row["quote"]]
    nothing = searcher.ask(QUESTION, where={"region": "Nowhere"})
    assert list(nothing.to_frame().columns) == list(COLUMNS["bodies"])
    assert list(searcher.findings({"kind": "nothing"}).to_frame().columns)[:2] == ["body", "family"]


def test_rows_of_passages_are_the_passages_in_order(searcher: Searcher) -> None:
    found = searcher.passages(QUESTION, limit=7)
    rows = found.rows()
    assert [(row["text"], row["page"]) for row in rows] == [(hit.text, hit.page) for hit in found.passages]
    assert found.to_frame().shape == (7, len(COLUMNS["passages"]))


def test_rows_of_something_else_are_refused_in_a_sentence(searcher: Searcher) -> None:
    with pytest.raises(ValueError, match="of bodies and of evidence, not of “quotes”"):
        searcher.ask(QUESTION).rows(of="quotes")  # type: ignore[arg-type]


def test_without_pandas_rows_serve_and_frames_say_what_to_do(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)  # as if it were not installed
    for made in (searcher.ask(QUESTION), searcher.passages(QUESTION), searcher.grades()):
        assert made.rows()
        with pytest.raises(ImportError, match="pip install pandas"):
            made.to_frame()


@pytest.mark.parametrize(
    "where",
    [["grade>=good", "grade!=outstanding"], ("grade=good",), "grade=good", {"grade": "good"}, {"grade": ["good"]}],
)
def test_filters_are_given_as_typed_or_by_key(searcher: Searcher, where: Any) -> None:
    good = {(file, area) for (file, area), grade in GRADES.items() if grade == "good"}
    assert {(row.file, row.area_key) for row in searcher.grades(where)} == good
    assert searcher.ask(QUESTION, where=where).rows() == searcher.ask(QUESTION, where=["grade=good"]).rows()


def test_values_of_one_key_are_alternatives_and_years_may_be_numbers(searcher: Searcher) -> None:
    either = searcher.grades({"cycle": ["2021/22", "2023-25"]})
    assert {row.cycle for row in either} == {"2021/22", "2023-25"}
    assert {row.file for row in searcher.grades({"year": 2022})} == {
        r["file"] for r in TRUTH["reports"] if r["published"] and r["published"].startswith("2022")
    }


def test_a_part_of_the_question_can_be_switched_off_by_its_key(searcher: Searcher) -> None:
    asked = searcher.ask(QUESTION)
    [side] = [part.key for part in asked.understood.parts if part.what == "side"]
    assert asked.understood.stance == "concern"
    assert searcher.ask(QUESTION, off=[side]).understood.stance == "neutral"


# Contents --------------------------------------------------------------------------------------------------------------


def test_every_grade_of_every_report_is_listed(searcher: Searcher) -> None:
    listed = searcher.grades()
    assert {(row.file, row.area_key): row.grade for row in listed} == GRADES
    assert len(listed) == len(GRADES)
    assert all(isinstance(row["page"], int) for row in listed.rows())
    frame = listed.to_frame()
    counted = {(r["cycle"], grade): 0 for r in TRUTH["reports"] for grade in r["grades"].values()}
    for report in TRUTH["reports"]:
        for grade in report["grades"].values():
            counted[report["cycle"], grade] += 1
    assert frame.groupby(["cycle", "grade"]).size().to_dict() == counted


@pytest.mark.parametrize("file", [report["file"] for report in TRUTH["reports"]])
def test_every_finding_of_a_report_is_listed_with_the_words_that_are_read_off_it(searcher: Searcher, file: str) -> None:
    report = attempt(samples.ROOT / file, samples.BODIES, file)
    assert not isinstance(report, str)
    listed = [row for row in searcher.findings() if row.file == file and row.body == report.body_name]
    shown = as_json(report)
    assert [(f.kind, f.title, f.text, f.number, f.area_key, f.page) for f in listed] == [
        tuple(f[name] for name in ("kind", "title", "text", "number", "area", "page")) for f in shown["findings"]
    ]
    assert {(f.body, f.cycle, f.report) for f in listed} == {(shown["body"], shown["cycle"], shown["title"])}
    assert all(f.grade == GRADES.get((file, f.area_key or "")) for f in listed)


def test_findings_are_narrowed_by_kind_area_and_its_grade(searcher: Searcher) -> None:
    boxes = {
        (r["file"], box["title"])
        for r in TRUTH["reports"]
        for box in r["boxes"]
        if box["kind"] == "area_for_improvement"
        and r["grades"].get(box["area"]) == "adequate"
        and r["cycle"] == "2023-25"
    }
    where = {"kind": "area for improvement", "grade": "adequate", "cycle": "2023-25"}
    assert boxes
    assert {(row.file, row.title) for row in searcher.findings(where)} == boxes
    areas = searcher.findings({"area": "Responding to the public"})
    assert {row.area_key for row in areas} == {"response"}


def test_what_cannot_narrow_a_listing_is_refused_and_not_passed_over(searcher: Searcher) -> None:
    with pytest.raises(BadFilter, match="Grades have no kind"):
        searcher.grades({"kind": "context"})
    with pytest.raises(BadFilter, match="Findings have no stance"):
        searcher.findings("stance=concern")
    with pytest.raises(BadFilter, match="no filter “colour”"):
        searcher.findings({"colour": "red"})


# What is shown to readers ----------------------------------------------------------------------------------------------


@pytest.fixture
def default_index(hashed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INSPECTION_INDEX", str(hashed))
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("default_index")
def test_the_example_in_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    section = (PROJECT / "README.md").read_text(encoding="utf-8").split("\n## From Python\n")[1].split("\n## ")[0]
    [code] = re.findall(r"```python\n(.*?)```", section, re.S)
    names: dict[str, Any] = {}
    exec(compile(code, "README.md", "exec"), names)
    assert "Quillhaven Police" in capsys.readouterr().out
    assert len(names["grades"]) == len(GRADES)
    frames = [name for name, value in names.items() if isinstance(value, pandas.DataFrame)]
    assert len(frames) >= 3
    assert all(len(names[name]) for name in frames)


@pytest.mark.usefixtures("default_index")
def test_the_notebook_runs_from_its_first_cell_to_its_last() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert len(code) >= 5
    names: dict[str, Any] = {}
    for number, cell in enumerate(code, start=1):
        exec(compile("".join(cell["source"]), f"cell {number} of {NOTEBOOK.name}", "exec"), names)
    assert {"Quillhaven Police", "Fernmoor Police"} <= set(names["table"].index)


def test_the_notebook_is_kept_without_what_a_run_leaves() -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    for cell in notebook["cells"]:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None
