"""The whole path with the hashing encoder: build, ask, take away; bad input beside good; exit statuses."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pypdf
import pytest

from index import __main__ as asking
from index.answers.results import Answer
from index.encoder import HashingEncoder
from index.errors import IndexUnusable
from index.export import formats, spreadsheets
from index.export.content import content_of
from index.searcher import Searcher
from index.storage.database import FILE, Store, place_from
from index.storage.generations import newest
from ingest import __main__ as building
from ingest.build import pipeline
from tests import samples
from tests.conftest import TRUTH

QUESTIONS = [row["question"] for row in TRUTH["questions"]]


def test_the_samples_are_all_in_and_say_that_they_are_invented(searcher: Searcher) -> None:
    info = searcher.info()
    assert info.invented
    assert {report.file for report in info.reports} == {row["file"] for row in TRUTH["reports"]}
    assert len(info.reports) == len(TRUTH["reports"]) + 2  # each letter is also a report on the force in it
    assert info.no_report == ("Larkenshire Police",)
    assert info.refused == ()


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quotation_is_the_slice_of_its_stored_pages(searcher: Searcher, hashed: Path, question: str) -> None:
    answer = searcher.ask(question)
    store = Store(newest(hashed).folder / FILE)
    pages = {
        (row["file"], row["number"]): row["text"]
        for row in store.rows("select r.file, p.number, p.text from page p join report r on r.id = p.report")
    }
    places = {
        (row["file"], row["text"]): place_from(row["place"])
        for row in store.rows(
            "select r.file, s.text, s.place from sentence s join passage p on p.id = s.passage join report r on r.id = p.report"
        )
    }
    quoted = [(hit.file, e) for hit in answer.bodies for e in (*hit.evidence, *filter(None, [hit.near]))]
    assert quoted
    for file, evidence in quoted:
        place = places[file, evidence.quote]
        assert " ".join(pages[file, part.page][part.start : part.end] for part in place) == evidence.quote
        assert evidence.page == place[0].page


def test_a_question_about_forces_answers_for_every_force_and_no_council(searcher: Searcher) -> None:
    answer = searcher.ask("forces with concerns about vetting")
    assert sorted(hit.key for hit in answer.bodies) == ["fernmoor", "hollowmere", "ostermarch", "quillhaven"]
    assert answer.no_report == ("Larkenshire Police",)
    newest_report = next(hit for hit in answer.bodies if hit.key == "fernmoor")
    assert newest_report.cycle == "2023-25"
    assert any("older reports were left out" in note for note in answer.notes)
    assert any("not directly comparable" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("where", "bodies"),
    [
        (["cycle=2021/22"], {"fernmoor", "ostermarch"}),
        (["body=Quillhaven Police"], {"quillhaven"}),
        (["region=Upper Reach"], {"fernmoor", "hollowmere"}),
        (["family=ofsted"], set()),  # the question is about forces
        (["area=response", "grade=inadequate"], None),  # those that truth.json has
        (["grade=excellent"], set()),
    ],
)
def test_filters_are_exact_and_closed(searcher: Searcher, where: list[str], bodies: set[str] | None) -> None:
    if bodies is None:
        newest_rows = {row["body"]: row for row in TRUTH["reports"] if row["family"] == "peel"}
        bodies = {
            r["file"].split("/")[-1].split("-")[0]
            for r in newest_rows.values()
            if r["grades"]["response"] == "inadequate"
        }
    answer = searcher.ask("forces with concerns about call handling", where)
    assert {hit.key for hit in answer.bodies} == bodies
    assert bodies or any("No report matches" in note for note in answer.notes)


def test_a_grade_filter_shows_bodies_with_that_grade(searcher: Searcher) -> None:
    answer = searcher.ask("forces with concerns about victims", ["grade=good"])
    assert answer.bodies
    assert {hit.grade.grade for hit in answer.bodies if hit.grade} == {"good"}


def test_a_phrase_that_no_report_has_finds_nothing(searcher: Searcher) -> None:
    answer = searcher.ask('forces with concerns about "zebra crossings at night"')
    assert {hit.verdict for hit in answer.bodies} == {"none"}


def test_bad_files_are_refused_by_name_and_the_rest_goes_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports = tmp_path / "reports"
    shutil.copytree(samples.PEEL, reports / "peel")
    shutil.copy(samples.PEEL / "bodies.csv", reports)
    (reports / "gone.pdf").write_text("<html>Report not found</html>")
    (reports / "empty.pdf").write_bytes(b"")
    (reports / "accounts.txt").write_text("The charity spent its money on paper and on ink, as it does.")
    built = pipeline.build([reports], tmp_path / "index", HashingEncoder())
    assert len(built.reports) == 5
    assert {file for file, _ in built.refused} == {"gone.pdf", "empty.pdf", "accounts.txt"}
    assert asking.main(["info", "--index", str(tmp_path / "index")]) == 0
    told = capsys.readouterr().out
    assert "Not read: gone.pdf is named .pdf but holds an HTML page" in told


def test_one_report_as_pdf_and_as_text_is_one_report_with_two_sources(tmp_path: Path) -> None:
    shutil.copy(samples.PEEL / "bodies.csv", tmp_path)
    pdf = shutil.copy(samples.PEEL / "quillhaven-2023-25.pdf", tmp_path)
    pages = [page.extract_text() for page in pypdf.PdfReader(pdf).pages]
    (tmp_path / "twin.txt").write_text("\f".join(pages), encoding="utf-8")
    built = pipeline.build([tmp_path], tmp_path / "index", HashingEncoder())
    assert [source.file for source in built.reports[0].sources] == ["quillhaven-2023-25.pdf", "twin.txt"]
    assert len(built.reports) == 1
    assert built.notes == (
        "twin.txt is the same report as quillhaven-2023-25.pdf: one report, two sources; nothing to do",
    )


def test_exit_statuses_and_messages(tmp_path: Path, hashed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    rows = [
        (building.main, ["build", str(empty), "--model", "hashing", "--index", str(tmp_path / "i")], 2, "No reports"),
        (building.main, ["build", str(tmp_path / "none"), "--index", str(tmp_path / "i")], 2, "There is no"),
        (building.main, ["show", str(samples.PEEL / "bodies.csv")], 1, "hardly a sentence"),
        (asking.main, ["search", "vetting", "--index", str(tmp_path / "i")], 2, "There is no index"),
        (asking.main, ["search", "vetting", "--where", "colour=red", "--index", str(hashed)], 2, "no filter “colour”"),
        (asking.main, ["export", "vetting", "--to", "list.doc", "--index", str(hashed)], 2, "no known ending"),
        (asking.main, ["search", "vetting", "--index", str(hashed)], 0, ""),
    ]
    for command, arguments, status, says in rows:
        assert command(arguments) == status, arguments
        errors = capsys.readouterr().err
        assert says in errors
        assert "Traceback" not in errors


def test_a_damaged_index_and_another_model_are_one_sentence(hashed: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(hashed, tmp_path / "copy")
    other = HashingEncoder()
    other.name = "another"
    with pytest.raises(IndexUnusable, match="built with the model “hashing”"):
        Searcher.open(copy, other)
    (newest(copy).folder / "sentences.faiss").write_bytes(b"half")
    with pytest.raises(IndexUnusable, match="damaged"):
        Searcher.open(copy)


def test_batch_prints_an_answer_a_line(hashed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "questions.txt"
    file.write_text("forces with DVPO concerns\n\nrural crime\n", encoding="utf-8")
    assert asking.main(["batch", str(file), "--index", str(hashed)]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [a["question"] for a in answers] == ["forces with DVPO concerns", "rural crime"]
    assert len(answers[0]["bodies"]) == 4
    assert set(answers[0]["bodies"][0]) >= {"body", "file", "verdict", "listed", "score", "evidence", "near", "grade"}


def rows_of(answer: Answer) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(formats.csv_printed(answer))))


def test_the_exported_list_has_every_body_and_the_record_of_the_search(searcher: Searcher) -> None:
    answer = searcher.ask("forces with DVPO concerns")
    rows = rows_of(answer)
    assert {row["body"] for row in rows} == {hit.body for hit in answer.bodies} | set(answer.no_report)
    assert {row["generation"] for row in rows} == {searcher.generation}
    assert {row["expansions"] for row in rows} == {"DVPO = domestic violence protection order"}
    assert next(row for row in rows if row["body"] == "Larkenshire Police")["note"] == "no report indexed"
    assert formats.write(content_of(searcher, "forces with DVPO concerns"), ".csv").startswith(b"\xef\xbb\xbfquestion,")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@cmd", "\tx"])
def test_no_text_is_a_formula(text: str) -> None:
    assert spreadsheets.safe(text) == f"'{text}"
    assert spreadsheets.safe("plain") == "plain"
    assert spreadsheets.safe(1) == 1
