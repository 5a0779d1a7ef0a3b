"""Findings as a table, and all that reports say of one body: over the samples, against what is read off them."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs

import openpyxl
import pytest

from corpus.names import fold
from index.__main__ import main
from index.contents.findings import ORDERS, set_apart
from index.contents.records import DONE_WELL, GRADE, SET_APART, TO_IMPROVE, FindingMade
from index.errors import BadFilter, UnknownBody
from index.export.contents import findings_book, findings_table
from index.links import Links, fingerprint, place_from_text
from index.searcher import Searcher
from tests.index.made_up import body, opened, report

LINKS = Links("https://reports.example", "g1")
VALE, DALE, TWIN = body("vale", "Vale of Umber"), body("dale", "Dale"), body("twin", "Vale of Umber", "police_force")


def plain(found: FindingMade) -> str:
    """All words of a finding, as they are compared."""
    return fold(f"{found.title or ''} {found.text}" if found.kind != GRADE else f"{found.area} {found.grade}")


@pytest.fixture(scope="module")
def table(searcher: Searcher) -> list[FindingMade]:
    return list(searcher.findings(set_apart(())))


def test_what_reports_set_apart_and_their_grades_are_one_table(searcher: Searcher, table: list[FindingMade]) -> None:
    boxes = [each for each in searcher.findings() if each.kind in (*TO_IMPROVE, *DONE_WELL)]
    graded = [(each.file, each.area_key, each.grade, each.page) for each in searcher.grades()]
    assert [each for each in table if each.kind != GRADE] == boxes
    found = [(each.file, each.area_key, each.grade, each.page) for each in table if each.kind == GRADE]
    assert sorted(found, key=str) == sorted(graded, key=str)
    assert len(boxes) > 20
    assert {each.kind for each in table} <= set(SET_APART)


def test_without_a_filter_on_the_kind_there_are_findings_of_all_kinds_and_no_grades(searcher: Searcher) -> None:
    kinds = {each.kind for each in searcher.findings()}
    assert {"observation", "context"} <= kinds
    assert GRADE not in kinds
    assert GRADE not in {each.kind for each in searcher.findings("kind!=context")}


def test_a_row_opens_the_words_that_it_has(searcher: Searcher) -> None:
    for each in searcher.findings({"kind": [*SET_APART, "observation"]}):
        asked = {key: value for key, (value,) in parse_qs((each.opens or "").partition("?")[2]).items()}
        words = searcher.pages.words(asked["file"], place_from_text(asked["at"]))
        assert asked["file"] == each.file
        assert fingerprint(words) == asked["is"]
        begins = (each.title or each.text.splitlines()[0])[:40]
        assert begins in words
    address = LINKS.stored(each.opens or "")
    assert address.startswith("https://reports.example/evidence?file=")
    assert address.endswith("&gen=g1")


@pytest.mark.parametrize("order", ORDERS)
def test_pages_together_are_the_whole_table_in_its_order(searcher: Searcher, order: str) -> None:
    where = set_apart(())
    whole = searcher.findings(where, order=order)
    pages = [searcher.findings(where, order=order, after=after, limit=17) for after in range(0, whole.total, 17)]
    assert [each for page in pages for each in page] == list(whole)
    assert {page.total for page in pages} == {len(whole)}
    assert list(searcher.each_finding(where, order=order, after=5, limit=9)) == list(whole)[5:14]
    assert list(searcher.findings(where, order=order, after=whole.total + 1, limit=5)) == []


def test_orders_go_by_what_they_are_called(searcher: Searcher) -> None:
    def column(order: str, name: str) -> list[str]:
        found = searcher.findings(set_apart(()), order=order)
        return [getattr(each, name) or "" for each in found]

    days = {row.file: row.date for row in searcher.reports}
    known = [day for file in column("newest", "file") if (day := days[file])]
    assert known == sorted(known, reverse=True)
    assert column("newest", "file")[-1] in [file for file, day in days.items() if day == min(filter(None, days.values())) or not day]  # fmt: skip
    assert column("body", "body") == sorted(column("body", "body"), key=fold)
    kinds = [SET_APART.index(kind) for kind in dict.fromkeys(column("kind", "kind"))]
    assert len(set(kinds)) == len(kinds), "each kind stands together"
    assert column("file", "file") == sorted(column("file", "file"))


@pytest.mark.parametrize(
    "words",
    [
        "victims",
        "VICTIMS",
        "makes sure that",
        "isn't",
        "isn’t",
        "well-being",
        "good",
        "zeppelin",
        "Good  practice",
        "  ",
    ],
)
def test_words_are_looked_for_as_people_type_them(searcher: Searcher, words: str) -> None:
    every = list(searcher.findings({"kind": [*SET_APART, "observation", "main finding"]}))
    expected = [each for each in every if fold(words) in plain(each).replace("\n", " ")]
    assert list(searcher.findings({"kind": [*SET_APART, "observation", "main finding"]}, words)) == expected


def test_words_may_run_over_the_end_of_a_paragraph(searcher: Searcher) -> None:
    long = next(each for each in searcher.findings() if each.text.count("\n") and len(each.text.split("\n")[0]) > 30)
    first, second, *_ = long.text.split("\n")
    assert long in list(searcher.findings(contains=f"{first[-20:]} {second[:12]}"))


def test_rows_are_narrowed_by_the_kind_of_their_body_and_by_years(searcher: Searcher, table: list[FindingMade]) -> None:
    kinds = {row.key: searcher.bodies[row.key].kind for row in searcher.reports if row.key in searcher.bodies}
    for kind in set(kinds.values()):
        found = list(searcher.findings(set_apart([f"body_kind={kind}"])))
        assert found == [each for each in table if kinds.get(each.key) == kind]
        assert found
    years = {row.file: row.years for row in searcher.reports}
    late = [each for each in table if any("2023" <= year <= "2024" for year in years[each.file])]
    assert list(searcher.findings(set_apart(["year>=2023", "year<=2024"]))) == late
    assert 0 < len(late) < len(table)
    assert [each.grade for each in searcher.findings(["kind=grade", "grade=inadequate"])] == [
        each.grade for each in table if each.kind == GRADE and each.grade == "inadequate"
    ]


def test_what_cannot_be_asked_of_the_table_is_told_in_a_sentence(searcher: Searcher) -> None:
    with pytest.raises(BadFilter, match="no order “colour”; there are file, newest"):
        searcher.findings(order="colour")
    with pytest.raises(BadFilter, match="Findings have no stance"):
        searcher.each_finding("stance=praise")


# One body ----------------------------------------------------------------------------------------------------------------


def test_a_body_has_its_reports_newest_first_and_what_they_set_apart(
    searcher: Searcher, table: list[FindingMade]
) -> None:
    for key in {row.key for row in searcher.reports}:
        own = sorted((row for row in searcher.reports if row.key == key), key=lambda row: row.newest, reverse=True)
        held = searcher.body(key)
        assert [each.info.file for each in held.reports] == [row.file for row in own]
        assert [each.info for each in held.reports] == [
            info for row in own for info in searcher.info().reports if (info.file, info.body) == (row.file, row.name)
        ]
        files = [each.file for each in held.findings]
        assert files == sorted(files, key=[row.file for row in own].index)
        assert sorted(map(repr, held.findings)) == sorted(repr(each) for each in table if each.key == key)


def test_what_a_family_sets_apart_is_told_of_all_its_reports(searcher: Searcher, table: list[FindingMade]) -> None:
    for row in searcher.reports:
        kinds = {each.kind for each in table if each.family == row.family}
        assert set(searcher.body(row.key).printed[row.family]) == kinds


def test_a_body_is_found_by_its_name_and_an_unknown_one_is_told_with_the_nearest(tmp_path: Path) -> None:
    made = [report(f"{of.key}.pdf", of, [("Plans are late.", "concern")], end="2022-06-10") for of in (VALE, TWIN)]
    searcher = opened(tmp_path, made, [VALE, TWIN, DALE])
    assert searcher.body("dale").reports == searcher.body("DALE").reports == ()
    assert (searcher.body("vale").key, searcher.body("vale").kind) == ("vale", "local_authority")
    for asked, message, nearest in (
        ("vale of umber", "Several bodies are called “vale of umber”; the nearest names are", {"vale", "twin"}),
        ("Dail", "No body is called “Dail” here; the nearest names are Dale", {"dale", "vale"}),
        ("zzzz", "No body is called “zzzz” here.", set()),
    ):
        with pytest.raises(UnknownBody) as told:
            searcher.body(asked)
        assert str(told.value).startswith(message)
        assert {key for key, _ in told.value.nearest} <= nearest
        assert bool(told.value.nearest) == bool(nearest)


# Files and the command line ----------------------------------------------------------------------------------------------


def test_files_have_a_row_for_each_finding_with_its_words_and_links(table: list[FindingMade]) -> None:
    rows = list(csv.DictReader(io.StringIO(findings_table.csv_file(table, LINKS).decode("utf-8-sig"), newline="")))
    assert [(row["body"], row["text"], row["page"]) for row in rows] == [
        (each.body, each.text, str(each.page)) for each in table
    ]
    assert {row["open"].partition("?")[0] for row in rows} == {"https://reports.example/evidence"}
    assert {"area for improvement", "grade"} <= {row["kind"] for row in rows}


def test_the_workbook_has_days_words_and_how_it_was_made(searcher: Searcher, table: list[FindingMade]) -> None:
    asked = findings_book.Asked(set_apart(("year>=2021", "region=North", "region=South")), "care", "Body")
    made = findings_book.book(iter(table), LINKS, searcher.info(), asked)
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["Findings", "How this list was made"]
    heading, *lines = book["Findings"].iter_rows(values_only=True)
    rows = [dict(zip(heading, line, strict=True)) for line in lines]
    assert [row["Text"] for row in rows] == [each.text for each in table]
    assert {"Area for improvement", "Grade as printed"} <= {row["Kind"] for row in rows}
    assert {type(row["Inspected to"]) for row in rows if row["Inspected to"] != "Unknown"} == {datetime}
    assert all(row["Inspection programme"] and row["Published"] and row["Region"] for row in rows)
    told = {str(what): str(how) for what, how in book["How this list was made"].iter_rows(values_only=True)}
    assert told["Filters"] == (
        "What reports set apart in boxes and lists, and the grades they give; Year of inspection is at least 2021; "
        "Region is North or South; The text contains “care”."
    )
    assert told["Result"] == f"{len(table)} findings, a row each."
    assert told["Searched"].startswith(f"{len(searcher.info().reports)} reports on ")
    assert told["Invented"].startswith("The reports are invented")
    assert told["Not official"].startswith("Not made or endorsed by")
    assert told["Made by"].startswith("Inspection Search ")
    assert book.properties.title == "Findings with the words “care”"
    assert "Not made or endorsed by" in str(book["Findings"].oddFooter.left.text)


def test_the_command_line_tells_the_same(
    hashed: Path, table: list[FindingMade], capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*given: str) -> str:
        assert main(["findings", "--index", str(hashed), *given]) == 0
        return capsys.readouterr().out

    rows = list(csv.DictReader(io.StringIO(told("--format", "csv", "--order", "file"))))
    assert [(row["file"], row["area"]) for row in rows] == [(each.file, each.area or "") for each in table]
    made = json.loads(told("--format", "json", "--where", "kind=strength", "--limit", "1"))
    assert (made["total"], len(made["findings"])) == (sum(each.kind == "strength" for each in table), 1)
    shown = told("--limit", "2", "--after", "3")
    assert shown.startswith(f"{len(table)} findings\n")
    assert f"… and {len(table) - 5} more (--after 5 shows them)" in shown
    assert main(["findings", "--index", str(hashed), "--where", "colour=red"]) == 2
