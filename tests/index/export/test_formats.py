"""What is taken away: each format opened again by another library than wrote it, checked, complete, and only text."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from bibtexparser.entrypoint import parse_string

from corpus.paths import PROJECT
from index import __main__ as asking
from index.answers import plain_words
from index.answers.hits import AreaGrade
from index.answers.results import Answer
from index.errors import IndexUnusable, UnknownFormat
from index.export import batch, formats, rows, spreadsheets
from index.export.content import USES, Content, content_of
from index.review import changes
from index.review.decisions import Decision, Decisions
from index.review.saved import Saved
from index.searcher import Searcher
from tests.lacking import lacking
from ui.parts import download

QUESTION = "forces with DVPO concerns"
# What spreadsheets are known to take for a formula, a link or a command, in report text or typed by a visitor.
FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://example.org","click")', "+1+1", "-1+1", "@SUM(1,2)", "\t=1+1",
    "\r=1+1", "=DDE(\"cmd\";\"/C calc\")", "{=1+1}", "=IMPORTXML(\"http://example.org\")", "http://example.org", "mailto:a@example.org",
    "internal:Sheet1!A1", "external:c:\\x.xls", "1e5", "007", "TRUE", "＝1+1", "=2+5+cmd|' /C calc'!A0",
)  # fmt: skip


@pytest.fixture(scope="module")
def taken(searcher: Searcher) -> Content:
    return content_of(searcher, QUESTION, ["cycle!=1999"], ending=".xlsx")


def quotes(answer: Answer) -> set[str]:
    return {each.quote for hit in answer.bodies for each in hit.evidence}


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_sheets(content: bytes) -> dict[str, list[dict[str, Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    tables = {}
    for sheet in book:
        heading, *lines = sheet.iter_rows(values_only=True)
        tables[sheet.title] = [dict(zip(heading, line, strict=True)) for line in lines]
    return tables


def read_ris(content: bytes) -> list[dict[str, list[str]]]:
    """RIS by its own rule: two characters, two blanks, a hyphen, a blank, a value; an entry ends with ER."""
    entries: list[dict[str, list[str]]] = [{}]
    for line in filter(None, content.decode().splitlines()):
        assert line[2:6] == "  - " or line == "ER  -", line
        if line.startswith("ER"):
            entries.append({})
        else:
            entries[-1].setdefault(line[:2], []).append(line[6:])
    return entries[:-1]


def test_csv_has_every_body_every_quotation_and_the_record(taken: Content) -> None:
    rows = read_csv(formats.write(taken, ".csv"))
    answer = taken.answer
    assert {row["quote"] for row in rows if row["row"] == "finding"} == quotes(answer)
    assert {row["body"] for row in rows} - {""} == {hit.body for hit in answer.bodies} | set(answer.no_report)
    record = {row["record"]: row["value"] for row in rows if row["row"] == "search record"}
    assert record["sha256 of the generation"] == taken.record.provenance.sha256
    assert (
        record["run again"] == "python -m index export 'forces with DVPO concerns' --where 'cycle!=1999' --to FILE.xlsx"
    )
    assert record["model"] == "hashing"
    assert "invented" in record


def test_a_workbook_has_every_body_quotation_and_passage(taken: Content) -> None:
    content = formats.write(taken, ".xlsx")
    tables = read_sheets(content)
    assert [row["Body"] for row in tables["List"]] == [hit.body for hit in taken.answer.listed]
    assert len(tables["All bodies"]) == len(taken.answer.bodies) + len(taken.answer.no_report)
    assert {row["Quotation"] for row in tables["Evidence"]} == quotes(taken.answer)
    assert taken.passages is not None
    assert [row["Passage"] for row in tables["Passages"]] == [hit.text for hit in taken.passages.passages]
    told = {row["What"]: row["How"] for row in tables["How this list was made"]}
    assert told["Question"] == QUESTION
    assert f"of {taken.answer.searched.passages} searched" in told["Passages"]
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content))["Evidence"] for cell in row if cell.hyperlink]
    assert cells
    assert all("/evidence?file=" in cell.hyperlink.target for cell in cells)


def test_tables_are_plain_csv_files_in_one_zip(taken: Content) -> None:
    with zipfile.ZipFile(io.BytesIO(formats.write(taken, ".zip"))) as archive:
        tables = {name: read_csv(archive.read(name)) for name in archive.namelist()}
    assert list(tables) == ["list.csv", "evidence.csv", "passages.csv", "record.csv"]
    assert tuple(tables["list.csv"][0]) == rows.BODIES
    assert len(tables["list.csv"]) == len(taken.answer.bodies) + len(taken.answer.no_report)
    assert {row["quote"] for row in tables["evidence.csv"] if not row["note"]} == quotes(taken.answer)
    assert taken.passages is not None
    assert [row["text"] for row in tables["passages.csv"]] == [hit.text for hit in taken.passages.passages]
    record = {row["what"]: row["value"] for row in tables["record.csv"]}
    assert record["sha256 of the generation"] == taken.record.provenance.sha256


def test_json_is_the_answer_with_its_record(taken: Content) -> None:
    whole = json.loads(formats.write(taken, ".json"))
    assert whole["record"]["generation"] == taken.answer.searched.generation
    assert len(whole["bodies"]) == len(taken.answer.bodies)
    assert whole["no_report"] == list(taken.answer.no_report)


def test_ris_has_an_entry_a_finding(taken: Content) -> None:
    record, *entries = read_ris(formats.write(taken, ".ris"))
    assert any(line.startswith("run again: python -m index export") for line in record["N1"])
    assert [entry["AB"][0] for entry in entries] == [each.quote for hit in taken.answer.bodies for each in hit.evidence]
    assert {entry["TY"][0] for entry in entries} == {"RPRT"}
    assert all(entry["SP"] and entry["UR"][0].startswith("http") and entry["AU"] == ["HMICFRS"] for entry in entries)


def test_ris_is_read_by_bibutils(taken: Content, tmp_path: Path) -> None:
    """The converters of references that Debian packages, which share nothing with what wrote the file."""
    ris2xml = shutil.which("ris2xml")
    if ris2xml is None:
        lacking("bibutils is not installed, so nobody else reads the RIS file")
    first, *others = taken.answer.bodies
    body = "Zoë & Sons’ “Force”"
    named = replace(
        taken, record=replace(taken.record, answer=replace(taken.answer, bodies=(replace(first, body=body), *others)))
    )
    file = tmp_path / "found.ris"
    file.write_bytes(formats.write(named, ".ris"))
    done = subprocess.run([ris2xml, "-i", "utf8", str(file)], capture_output=True, check=True, timeout=60)
    record, *entries = ElementTree.fromstring(done.stdout.decode("utf-8-sig")).findall("{*}mods")
    assert record.findtext(".//{*}title") == f"Record of the search “{QUESTION}”"
    evidence = [each for hit in taken.answer.bodies for each in hit.evidence]
    assert [entry.findtext("{*}abstract") for entry in entries] == [each.quote for each in evidence]
    assert [entry.findtext(".//{*}detail[@type='page']/{*}number") for entry in entries] == [
        str(each.page) for each in evidence
    ]
    assert entries[0].findtext("{*}subject/{*}topic") == body
    assert {entry.findtext("{*}genre[@authority='marcgt']") for entry in entries} == {"technical report"}


def test_bibtex_has_an_entry_a_finding(taken: Content) -> None:
    library = parse_string(formats.write(taken, ".bib").decode())
    assert not library.failed_blocks
    record, *entries = library.entries
    assert "run again: python -m index export" in record["note"]
    assert len({entry.key for entry in entries}) == sum(len(hit.evidence) for hit in taken.answer.bodies)
    assert all(
        entry["url"].startswith("http://localhost:8501/evidence?file=") and "\\" not in entry["url"]
        for entry in entries
    )
    assert entries[0]["abstract"] in {quote.replace("%", "\\%") for quote in quotes(taken.answer)}


# What TeX reads as marks, in words that a report may have, and in an address that somebody may have given.
MARKS = r"£5 & $5: 10% of R^2_x, #3 {see} ~ \begin, “a” – b"


def test_bibtex_gives_back_what_tex_would_take_for_marks(taken: Content) -> None:
    first = next(hit for hit in taken.answer.bodies if hit.evidence)
    area = AreaGrade("a", "Prevention, protection & care", "requires improvement")
    origin = replace(first.evidence[0].origin, title=MARKS, address='https://example.org/a_b%20{c}"d&e.pdf')
    said = replace(first.evidence[0], quote=MARKS, section="http://example.org/a_b", origin=origin, page_label="iv")
    answer = replace(taken.answer, question=MARKS, bodies=(replace(first, grade=area, evidence=(said,)),))
    marked = replace(taken, answer=answer, record=replace(taken.record, answer=answer), pages=Believing())  # type: ignore[arg-type]
    library = parse_string(formats.write(marked, ".bib").decode())
    assert not library.failed_blocks
    record, entry = library.entries
    assert MARKS in plain_of_tex(record["title"])
    assert (plain_of_tex(entry["abstract"]), plain_of_tex(entry["title"])) == (MARKS, MARKS)
    for field in ("title", "abstract", "annote", "note", "keywords"):
        assert not re.search(r"(?<!\\)[$^_&%#~]", entry[field]), field
    assert entry["url"].startswith("https://example.org/a_b%20%7Bc%7D%22d&e.pdf#page=")
    keywords = re.split(r", (?![^{]*\})", entry["keywords"])
    assert [plain_of_tex(word) for word in keywords] == [
        first.body, plain_words.verdict(first.verdict), "Prevention, protection & care", "requires improvement",
    ]  # fmt: skip
    assert entry["pages"] == "iv"


def plain_of_tex(text: str) -> str:
    """TeX as it prints, for the marks that are escaped."""
    named = {
        "textbraceleft": "<",
        "textbraceright": ">",
        "textbackslash": "\\",
        "textasciicircum": "^",
        "textasciitilde": "~",
    }
    for name, sign in named.items():
        text = text.replace(f"{{\\{name}}}", sign)
    return re.sub(r"\\([$&%#_])", r"\1", text).replace("{", "").replace("}", "").replace("<", "{").replace(">", "}")


@pytest.mark.parametrize("ending", formats.FORMATS)
def test_a_quotation_that_differs_from_its_page_is_not_written(taken: Content, ending: str) -> None:
    first = next(hit for hit in taken.answer.bodies if hit.evidence)
    forged = replace(first, evidence=(replace(first.evidence[0], quote="Words that nobody wrote."),))
    answer = replace(taken.answer, bodies=(forged,))
    with pytest.raises(IndexUnusable, match="differs from its stored page"):
        formats.write(replace(taken, answer=answer, record=replace(taken.record, answer=answer)), ending)


class Believing:
    """Pages that believe every quotation, for words that no report has."""

    def verify(self, *_: object) -> None:
        """Nothing is compared."""


def with_text(taken: Content, text: str) -> Content:
    """The same with `text` wherever a report or a visitor could have put words."""
    first = next(hit for hit in taken.answer.bodies if hit.evidence)
    quoted = replace(first.evidence[0], quote=text, section=text, title=text)
    hit = replace(first, body=text, title=text, file=text, evidence=(quoted,))
    answer = replace(taken.answer, question=text, bodies=(hit,), no_report=(text,), notes=(text,))
    review = Decisions({hit.key: Decision("include", text)}, {(hit.key, text, text): Decision("unsure", text)})
    record = replace(taken.record, answer=answer)
    return replace(taken, answer=answer, record=record, review=review, pages=Believing())  # type: ignore[arg-type]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_stays_text(taken: Content, text: str) -> None:
    evil = with_text(taken, text)
    for content in (formats.write(evil, ".xlsx"), batch.workbook_of([evil], [(text, text)])):
        cells = [
            cell for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row
        ]
        assert not [cell.value for cell in cells if cell.data_type == "f"]
        assert all(
            cell.hyperlink is None or cell.hyperlink.target.startswith("http://localhost:8501/") for cell in cells
        )
        assert any(
            str(cell.value).replace("_x0009_", "\t").replace("_x000D_", "\r").strip() == text.strip()
            and cell.data_type == "s"
            for cell in cells
        )
    for row in csv.reader(io.StringIO(formats.write(evil, ".csv").decode("utf-8-sig"), newline="")):
        assert not [cell for cell in row if cell.startswith(spreadsheets.FORMULA)]
    assert len(read_ris(formats.write(evil, ".ris"))) == 2
    library = parse_string(formats.write(evil, ".bib").decode())
    assert not library.failed_blocks
    assert len(library.entries) == 2


def test_links_beyond_what_a_sheet_opens_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spreadsheets.LINKS == 65_530
    links = 3
    monkeypatch.setattr(spreadsheets, "LINKS", links)
    columns = [spreadsheets.Column(name, 10) for name in ("One", "Two")]
    count = links // 2 + 2
    addresses = ((f"https://example.org/{i}", f"https://example.org/{i}/page") for i in range(count))
    rows = ([spreadsheets.Link(each, "Open") for each in pair] for pair in addresses)
    made = spreadsheets.workbook({"Links": spreadsheets.Sheet(columns, rows)})
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Links"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert [cell.hyperlink is not None for cell in cells] == [i < links for i in range(2 * count)]
    assert {cell.value for cell in cells[:links]} == {"Open"}
    assert cells[-1].value == f"https://example.org/{count - 1}/page"


def test_a_review_goes_into_the_files(taken: Content) -> None:
    hit = next(hit for hit in taken.answer.bodies if hit.evidence)
    quoted = hit.evidence[0]
    review = Decisions(
        {hit.key: Decision("exclude", "not on topic")}, {(hit.key, hit.file, quoted.quote): Decision("unsure")}
    )
    reviewed = replace(taken, review=review)
    rows = read_csv(formats.write(reviewed, ".csv"))
    assert [
        (row["decision"], row["decision_note"], row["quote_decision"]) for row in rows if row["quote"] == quoted.quote
    ] == [("exclude", "not on topic", "unsure")]
    whole = json.loads(formats.write(reviewed, ".json"))
    assert {"decision": "exclude", "note": "not on topic"} in [body["decision"] for body in whole["bodies"]]
    assert "review of body: exclude (not on topic)" in formats.write(reviewed, ".ris").decode()


def test_a_note_without_a_decision_goes_into_the_files(taken: Content) -> None:
    hit = next(hit for hit in taken.answer.bodies if hit.evidence)
    quoted = hit.evidence[0]
    review = Decisions(
        {hit.key: Decision("", "ask the force")}, {(hit.key, hit.file, quoted.quote): Decision("", "see")}
    )
    noted = replace(taken, review=review)
    body = next(body for body in json.loads(formats.write(noted, ".json"))["bodies"] if body["key"] == hit.key)
    assert body["decision"] == {"decision": "", "note": "ask the force"}
    assert body["evidence"][0]["decision"] == {"decision": "", "note": "see"}
    for ending in (".ris", ".bib"):
        written = formats.write(noted, ending).decode()
        assert "review of body: noted (ask the force)" in written
        assert "review of quotation: noted (see)" in written


def test_the_record_says_what_was_offered_and_not_looked_for(searcher: Searcher) -> None:
    entries = content_of(searcher, "forces with concerns about DVPO supervsion").record.entries()
    assert ("did you mean", "forces with concerns about DVPO supervision") in entries
    assert ("related, not searched", "DVPN") in entries
    assert not {"did you mean", "related, not searched"} & {
        name for name, _ in content_of(searcher, "supervision").record.entries()
    }


def test_an_unknown_ending_names_the_known_ones() -> None:
    with pytest.raises(UnknownFormat, match=r"\.xlsx, \.docx, \.csv, \.zip, \.json, \.qdpx, \.ris, \.bib"):
        formats.known("list.odt")


def test_questions_are_lines(searcher: Searcher, tmp_path: Path) -> None:
    assert batch.questions('\ufeffquestion\n rural  crime\n\n"rural crime"\nstalking\n') == ["rural crime", "stalking"]
    done, refused = batch.answer_all(["rural crime", "stalking"], partial(content_of, searcher))
    tables = read_sheets(batch.workbook_of(done, refused))
    assert [row["Question"] for row in tables["Questions"]] == ["rural crime", "stalking"]
    assert set(tables["Verdicts"][0]) == {"Body", "rural crime", "stalking"}
    assert {row["Question"] for row in tables["How this list was made"]} == {"rural crime", "stalking", None}
    assert len(tables["List"]) == sum(len(each.answer.listed) for each in done)


@pytest.mark.parametrize("ending", [*formats.FORMATS, ".odt"])
def test_the_commands_write_files(
    hashed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    file = tmp_path / f"list{ending}"
    status = asking.main(["export", QUESTION, "--to", str(file), "--index", str(hashed), "--page", "http://office:1/"])
    assert status == (2 if ending == ".odt" else 0)
    assert file.is_file() == (ending != ".odt")
    if file.is_file() and ending in (".ris", ".csv", ".json"):
        assert "http://office:1/evidence?" in file.read_text(encoding="utf-8-sig")


def test_the_command_takes_the_review_of_this_very_search_along(
    taken: Content, searcher: Searcher, hashed: Path, tmp_path: Path
) -> None:
    kept = Saved(tmp_path / "saved.db")
    search = kept.save(QUESTION, [], [], [], searcher.generation, changes.maker(searcher.provenance))
    first = taken.answer.bodies[0]
    kept.decide(search.id, first.key, "exclude", "not on topic")

    def decisions(question: str, saved: Path) -> set[tuple[str, str, str]]:
        file = tmp_path / "list.csv"
        assert asking.main(["export", question, "--to", str(file), "--index", str(hashed), "--saved", str(saved)]) == 0
        rows = read_csv(file.read_bytes())
        return {(row["body"], row["decision"], row["decision_note"]) for row in rows if row["decision"]}

    assert decisions(QUESTION, kept.path) == {(first.body, "exclude", "not on topic")}
    assert decisions("forces with concerns about rural crime", kept.path) == set()
    assert decisions(f" {QUESTION.upper()}  ", kept.path) == {(first.body, "exclude", "not on topic")}
    assert decisions("forces with concerns about DVPO", kept.path) == set()
    kept.decide(
        kept.save("IT", [], [], [], "", changes.maker(searcher.provenance)).id, first.key, "include", "of computers"
    )
    assert decisions("it", kept.path) == set(), "capitals tell IT from it, which asks for nothing"


@pytest.mark.parametrize("command", [["changes"], ["reviews"], ["export", QUESTION, "--to", "list.csv"]])
def test_a_file_of_saved_searches_that_is_not_there_is_told_and_not_made(
    hashed: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    named = tmp_path / "folder" / "typo.db"
    index = [] if command == ["reviews"] else ["--index", str(hashed)]
    assert asking.main([*command, *index, "--saved", str(named)]) == 2
    assert f"There are no saved searches in {named}" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# Files of questions, by their bytes: text in the encoding that its mark names, else a sentence.
ENCODED = {
    "UTF-8": ("victims’ code".encode(), "victims’ code"),
    "UTF-8 with its mark": ("victims’ code".encode("utf-8-sig"), "victims’ code"),
    "UTF-16 with its mark": ("victims’ code".encode("utf-16"), "victims’ code"),
    "UTF-16, the other order": (b"\xfe\xff" + "victims’ code".encode("utf-16-be"), "victims’ code"),
    "windows-1252": ("victims’ code".encode("cp1252"), None),
    "UTF-16 without a mark": ("code".encode("utf-16-le"), None),
    "UTF-16 cut off": ("code".encode("utf-16")[:-1], None),
    "no text": (b"PK\x03\x04\x00\x00", None),
}


@pytest.mark.parametrize(("data", "text"), ENCODED.values(), ids=ENCODED)
def test_a_file_of_questions_is_read_by_its_mark_or_refused_in_a_sentence(data: bytes, text: str | None) -> None:
    if text is None:
        with pytest.raises(UnknownFormat, match=r"^q\.txt is not text in UTF-8; save it as that\.$"):
            batch.decoded(data, "q.txt")
    else:
        assert batch.questions(batch.decoded(data, "q.txt")) == [text]


def test_what_a_terminal_or_an_argument_cannot_spell_is_shown_with_substitutes(hashed: Path) -> None:
    command = [
        sys.executable.encode(),
        b"-m",
        b"index",
        b"search",
        b"victims\xff \xe2\x86\x92 code",
        b"--index",
        bytes(hashed),
    ]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"victims" in done.stdout


def test_every_format_says_who_it_is_for() -> None:
    assert list(USES) == list(formats.FORMATS) == list(download.FORMATS)


def test_a_batch_is_one_workbook(hashed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "questions.txt"
    questions.write_text("rural crime\nforces with DVPO concerns\n", encoding="utf-8")

    def arguments(name: str) -> list[str]:
        return ["batch", str(questions), "--to", str(tmp_path / name), "--index", str(hashed)]

    assert asking.main(arguments("all.xlsx")) == 0
    assert len(read_sheets((tmp_path / "all.xlsx").read_bytes())["Questions"]) == 2
    assert asking.main(arguments("all.csv")) == 2
    assert "use one of .xlsx" in capsys.readouterr().err
