"""Files to an index and answers to files through the two command lines, with the hashing encoder."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pypdf
import pytest

from corpus.bodies import register_for
from index import __main__ as asking
from index.searcher import Searcher
from index.storage.database import FILE, Store
from index.storage.generations import generations, newest
from ingest import __main__ as building
from ingest.build import pipeline
from ingest.read.report import parse_file
from tests import samples
from tests.conftest import TRUTH

PDF = samples.PEEL / "quillhaven-2023-25.pdf"
QUESTIONS = [row["question"] for row in TRUTH["questions"]]


def build(index: Path, *paths: Path) -> int:
    return building.main(["build", *map(str, paths), "--index", str(index), "--model", "hashing"])


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with one sample report and the register it needs."""
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copy(samples.PEEL / "bodies.csv", folder)
    shutil.copy(PDF, folder)
    return folder


# Building ------------------------------------------------------------------------------------------------------------


def test_all_went_well_is_0_some_refused_is_1_none_left_is_2(
    tmp_path: Path, reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = tmp_path / "index"
    assert build(index, reports) == 0
    assert capsys.readouterr().out.startswith("Reports in: 1; files refused: 0; ")

    (reports / "page.pdf").write_text("<html>Not found</html>")
    (reports / "cut.pdf").write_bytes(PDF.read_bytes()[:5000])
    (reports / "notes.odt").write_text("not looked at")
    assert build(index, reports) == 1
    told = capsys.readouterr()
    assert told.out.startswith("Reports in: 1; files refused: 2; ")
    refused = [line for line in told.err.splitlines() if "Refused: " in line]
    assert len(refused) == 2
    assert any(line.endswith("download the report again from its publisher") and "page.pdf" in line for line in refused)

    (reports / PDF.name).unlink()
    served = generations(index)
    assert build(index, reports) == 2
    assert "None of the files could be read as a report:" in capsys.readouterr().err
    assert generations(index) == served  # the earlier index goes on


def test_what_is_hidden_is_left_out_and_where_the_folder_lies_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / ".cache" / "reports"
    (inside / ".trash").mkdir(parents=True)
    for name in ("b.pdf", "a.TXT", ".c.pdf", ".trash/d.pdf", "e.odt"):
        (inside / name).write_text("x")
    assert [path.name for path in pipeline.find([inside])] == ["a.TXT", "b.pdf"]
    assert [path.name for path in pipeline.find([inside / "b.pdf", inside])] == ["b.pdf", "a.TXT"]  # once
    (tmp_path / "here").mkdir()
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "b.pdf").write_text("x")
    monkeypatch.chdir(tmp_path / "here")
    assert pipeline.find([Path("../reports")]) == [Path("../reports/b.pdf")]
    assert pipeline.find([Path("nowhere")]) == []


@pytest.mark.parametrize(
    ("register", "says"),
    [
        (b"name,place\nFernmoor Police,north\n", "bodies.csv needs the columns key, name, kind and noun."),
        ("key,name\né,é\n".encode("utf-16"), "bodies.csv is not text in UTF-8; save it as that."),
    ],
)
def test_a_register_that_cannot_be_read_is_told(
    tmp_path: Path, reports: Path, capsys: pytest.CaptureFixture[str], register: bytes, says: str
) -> None:
    (reports / "bodies.csv").write_bytes(register)
    assert build(tmp_path / "index", reports) == 2
    assert capsys.readouterr().err.strip().endswith(says)
    assert building.main(["show", str(reports / PDF.name)]) == 2


def test_a_text_twin_says_the_same_and_adds_a_source(tmp_path: Path, reports: Path) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(PDF).pages]
    (reports / "a-twin.txt").write_text("\f".join(pages), encoding="utf-8")
    register = register_for(reports)
    pdf, text = (parse_file(reports / name, register) for name in (PDF.name, "a-twin.txt"))
    assert [(g.area, g.grade, g.place[0].page) for g in text.grades] == [
        (g.area, g.grade, g.place[0].page) for g in pdf.grades
    ]
    assert (text.body, text.cycle, text.published, len(text.pages)) == (
        pdf.body,
        pdf.cycle,
        pdf.published,
        len(pdf.pages),
    )
    (merged,), notes = pipeline.merge([text, pdf])
    assert [(source.file, source.kind) for source in merged.sources] == [(PDF.name, "pdf"), ("a-twin.txt", "text")]
    assert merged.findings == pdf.findings  # the PDF is cited, whichever came first
    assert len(notes) == 1


def test_two_rounds_of_one_body_are_two_reports(tmp_path: Path) -> None:
    register = samples.BODIES
    rounds = [parse_file(path, register) for path in sorted((samples.PEEL).glob("fernmoor-*.pdf"))]
    merged, notes = pipeline.merge(rounds)
    assert ([r.cycle for r in merged], notes) == (["2021/22", "2023-25"], [])


def test_showing_a_report_prints_what_its_source_says(capsys: pytest.CaptureFixture[str]) -> None:
    row = next(r for r in TRUTH["reports"] if r["file"].endswith(PDF.name))
    assert building.main(["show", str(PDF), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert {g["area"]: g["grade"] for g in shown["grades"]} == row["grades"]
    assert (shown["body"], shown["cycle"], shown["published"], shown["pages"]) == (
        row["body"], row["cycle"], row["published"], row["pages"]
    )  # fmt: skip
    by_title = {(f["kind"], f["title"], f["area"], f["page"]) for f in shown["findings"]}
    assert {(b["kind"], b["title"], b["area"], b["page"]) for b in row["boxes"]} <= by_title
    assert all(g["grade"].split()[0] in g["quote"] for g in shown["grades"])


# Asking --------------------------------------------------------------------------------------------------------------


def stored_pages(index: Path) -> dict[tuple[str, int], str]:
    sql = "select r.file, p.number, p.text from page p join report r on r.id = p.report"
    return {(row["file"], row["number"]): row["text"] for row in Store(newest(index).folder / FILE).rows(sql)}


def stands(quote: str, first: str, second: str) -> bool:
    """Whether a quotation is on a page, or begins there and goes on on the next."""
    words = quote.split(" ")
    parts = ((" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words)))
    return quote in first or any(a in first and b in second for a, b in parts)


def test_every_answer_of_a_batch_quotes_the_pages_it_names(
    hashed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.txt"
    file.write_text("\ufeff" + "\n\n".join(QUESTIONS), encoding="utf-8")
    assert asking.main(["batch", str(file), "--index", str(hashed)]) == 0
    answers: list[dict[str, Any]] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["question"] for answer in answers] == QUESTIONS
    pages = stored_pages(hashed)
    checked = 0
    for answer in answers:
        for body in answer["bodies"]:
            for quote in [*body["evidence"], *([body["near"]] if body["near"] else [])]:
                first, second = (pages.get((body["file"], quote["page"] + n), "") for n in (0, 1))
                assert stands(quote["quote"], first, second), quote
                checked += 1
    assert checked >= 4 * len(QUESTIONS)  # one of each force at the least


@pytest.mark.parametrize(
    "question", ['vetting "drones\\"', '"a"~3 (x OR', "", "\x00", "x" * 20_000, "٣٤ 🙂 “”", "-1+1=@"]
)
def test_any_question_has_an_answer_for_every_body_or_a_sentence_why_not(searcher: Searcher, question: str) -> None:
    bodies = len({row["body"] for row in TRUTH["reports"]})
    answer = searcher.ask(question)
    if answer.understood.answer == "refusal":
        assert (len(answer.bodies), len(answer.notes)) == (0, 1)
        assert not set(question) & set("vetting")  # whatever has words to look for is looked for
    else:
        assert len(answer.bodies) == bodies
    assert searcher.passages(question, limit=3).question == question


def damaged(index: Path) -> None:
    with (newest(index).folder / FILE).open("r+b") as file:
        file.seek(5000)
        file.write(b"\xff")


def of_another_model(index: Path) -> None:
    path = newest(index).folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "model": "no-such-model"}))


def emptied(index: Path) -> None:
    shutil.rmtree(newest(index).folder)


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (damaged, "The index is damaged (reports.db of "),
        (of_another_model, "The model “no-such-model” cannot be loaded; "),
        (emptied, "There is no index in "),
    ],
)
@pytest.mark.parametrize("command", ["search", "info"])
def test_an_index_that_cannot_serve_is_2_and_one_sentence(
    hashed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], harm: Any, says: str, command: str
) -> None:
    index = shutil.copytree(hashed, tmp_path / "copy")
    harm(index)
    status = asking.main([command, *(["vetting"] if command == "search" else []), "--index", str(index)])
    if command == "info" and harm is of_another_model:
        assert status == 0  # what it holds can be told without its model
        return
    told = capsys.readouterr()
    assert (status, told.out) == (2, "")
    assert told.err.startswith(says)
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["batch", "{tmp}/none.txt"], "none.txt: No such file"),
        (["batch", "{tmp}/latin.txt"], "latin.txt is not text in UTF-8; save it as that."),
        (["export", "vetting", "--to", "{tmp}/none/list.csv"], "list.csv: No such file"),
        (["search", "vetting", "--where", "grade~good"], "“grade~good” is no filter"),
    ],
)
def test_wrong_usage_is_2_and_one_sentence(
    hashed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    (tmp_path / "latin.txt").write_bytes("café\n".encode("cp1252"))
    assert asking.main([*(a.format(tmp=tmp_path) for a in arguments), "--index", str(hashed)]) == 2
    told = capsys.readouterr()
    assert says in told.err
    assert (told.out, told.err.count("\n")) == ("", 1)


def test_no_cell_of_an_exported_list_is_a_formula(hashed: Path, tmp_path: Path) -> None:
    to = tmp_path / "list.csv"
    assert (
        asking.main(["export", "=1+1 vetting", "--to", str(to), "--where", "family=peel", "--index", str(hashed)]) == 0
    )
    with to.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["question"] for row in rows} == {"'=1+1 vetting"}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {row["body"] for row in rows} >= {"Fernmoor Police", "Hollowmere Constabulary", "Larkenshire Police"}
    assert {row["page"] for row in rows if row["quote"]} <= {str(n) for n in range(1, 17)}
