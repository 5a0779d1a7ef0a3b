"""When a report is from: days of inspection, else of publication, else unknown; from the report to cards, files and citations."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import date
from pathlib import Path

import pytest

from index.answers import days
from index.answers.quotation import Origin
from index.encoder import HashingEncoder
from index.evidence.pages import StoredPage
from index.export import content, formats, terminal
from index.export.contents import contents_table
from index.searcher import Searcher
from ingest import manifest
from ingest.build import pipeline
from tests.index.made_up import body, opened, report
from tests.sample_pages import page_of
from tests.samples import PEEL
from ui.html import answer as render
from ui.pages import reports as audit
from ui.pages.evidence import cited
from ui.parts import views

VALE = body("vale", "Vale of Umber")
LATE = "Health assessments are late for most children."
QUESTION = "concerns about health assessments"


@pytest.mark.parametrize(
    ("inspected", "published", "unprinted", "told", "by"),
    [
        (("2023-03-06 to 2023-03-17",), None, (), "Inspected 6 to 17 March 2023", "inspection"),
        (
            ("2023-03-06 to 2023-03-10", "2023-04-03 to 2023-04-03"),
            "2023-05-02",
            (),
            "Inspected 6 to 10 March 2023 and 3 April 2023",
            "inspection",
        ),
        (
            ("2023-03-06 to 2023-03-17",),
            "2023-05-02",
            ("inspected", "published"),
            "Inspected 6 to 17 March 2023 (by the manifest, not printed in the report)",
            "inspection, by a manifest",
        ),
        ((), "2024-05-02", (), "Published 2 May 2024, days of inspection unknown", "publication"),
        (
            (),
            "2024-05-02",
            ("published",),
            "Published 2 May 2024 (by the manifest, not printed in the report), days of inspection unknown",
            "publication, by a manifest",
        ),
        ((), None, (), "Days of inspection and publication unknown", "unknown"),
    ],
)
def test_what_a_report_is_dated_by_is_said(
    inspected: tuple[str, ...], published: str | None, unprinted: tuple[str, ...], told: str, by: str
) -> None:
    origin = Origin("a.pdf", "peel", published=published, inspected=inspected, unprinted=unprinted)
    assert (days.told(origin), days.dated_by(origin)) == (told, by)


@pytest.fixture
def asked(tmp_path: Path) -> Searcher:
    made = report("full.pdf", VALE, [(LATE, "concern")], end="2022-06-10", grades={"overall": "good"})
    return opened(
        tmp_path, [made], [VALE], """update report set inspected = '[["2022-05-30", "2022-06-10"]]'""", format=4
    )


def test_the_days_of_inspection_stand_before_the_framework_on_cards_and_in_lists(asked: Searcher) -> None:
    answer = asked.ask(QUESTION)
    said = "Inspected 30 May to 10 June 2022 · ILACS 2023 · Good"
    assert said in render.body(answer.bodies[0])
    assert "inspected 30 May to 10 June 2022 · ILACS 2023" in terminal.table(answer, None)
    assert "Inspected 30 May to 10 June 2022 · " in views.passage_list(asked.passages(QUESTION), "g")
    (row,) = map(audit.row, asked.info().reports)
    assert row[:4] == ("Vale of Umber", "30 May to 10 June 2022", "unknown", "ILACS 2023")


def test_every_file_says_when_inspectors_were_there_and_what_its_date_is(asked: Searcher) -> None:
    taken = content.content_of(asked, QUESTION, ending=".json")
    rows = list(csv.DictReader(io.StringIO(formats.write(taken, ".csv").decode("utf-8-sig"))))
    (found,) = (row for row in rows if row["quote"])
    assert (found["inspected"], found["date"], found["dated by"], found["published"]) == (
        "2022-05-30 to 2022-06-10", "2022-06-10", "inspection", "",
    )  # fmt: skip
    (hit,) = taken.answer.to_json()["bodies"]
    assert hit["evidence"][0]["inspected"] == hit["reports"][0]["inspected"] == ["2022-05-30 to 2022-06-10"]
    ris, bib = (formats.write(taken, ending).decode() for ending in (".ris", ".bib"))
    assert "inspected 30 May to 10 June 2022; day of publication unknown; dated by the inspection" in ris
    assert "PY  - 2022" in ris
    assert "inspected 30 May to 10 June 2022; day of publication unknown; dated by the inspection" in bib
    assert 'year = "2022"' in bib
    assert taken.passages is not None
    (passage,) = taken.passages.rows()
    assert (passage["inspected"], passage["dated_by"]) == ("2022-05-30 to 2022-06-10", "inspection")
    assert asked.grades().rows()[0]["dated_by"] == "inspection"


def test_a_citation_says_both_dates_or_that_they_are_unknown(asked: Searcher) -> None:
    stored = StoredPage("Vale of Umber", "full.pdf", 1, 1, None, "")
    assert cited(asked.reports, stored) == (
        "Ofsted, Report full.pdf, Vale of Umber, inspected 30 May to 10 June 2022, day of publication unknown, full.pdf"
    )


def test_a_date_that_only_a_manifest_knows_is_shown_marked(tmp_path: Path) -> None:
    folder, name = tmp_path / "reports", "fernmoor-2023-25.html"
    folder.mkdir()
    (folder / "bodies.csv").write_bytes((PEEL / "bodies.csv").read_bytes())
    (folder / name).write_text(page_of("fernmoor-2023-25"), encoding="utf-8")
    built = tmp_path / "index"
    pipeline.build([folder], built, HashingEncoder())
    (row,) = Searcher.open(built).reports
    assert days.told(row) == "Days of inspection and publication unknown"

    told = manifest.Row(hashlib.sha256((folder / name).read_bytes()).hexdigest(), "https://site.example/fernmoor")
    rows = {name: manifest.Row(told.sha256, told.address, published="2024-07-18")}
    manifest.write(folder, manifest.Manifest(rows))
    pipeline.build([folder], built, HashingEncoder())
    found = Searcher.open(built)
    (row,) = found.reports
    assert (row.published, row.unprinted) == ("2024-07-18", ("published",))
    hit = next(iter(found.ask("DVPO").bodies))
    assert "Published 18 July 2024 (by the manifest, not printed in the report), days of inspection" in render.facts(
        hit
    )
    assert "publication, by a manifest" in contents_table.audit_csv(found.info())

    (folder / "manifest.csv").write_text(f"file,inspected\n{name},2024-02-05 to 2024-02-16\n", encoding="utf-8")
    pipeline.build([folder], built, HashingEncoder())
    (row,) = Searcher.open(built).reports
    assert row.unprinted == ("inspected", "published")
    assert days.told(row) == "Inspected 5 to 16 February 2024 (by the manifest, not printed in the report)"
    assert row.date == date(2024, 2, 16).isoformat()
