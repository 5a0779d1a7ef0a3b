"""A site that behaves well, and the commands: what is taken, how it is asked, what is told."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from index.encoder import HashingEncoder
from ingest import __main__ as building
from ingest import manifest
from ingest.build import inputs, pipeline
from tests.ingest.collect.site import Pages, always, status
from tests.ingest.collect.visits import ALL, BODIES, PDF, PDFS, Time, files, landing, visit


def test_new_reports_are_fetched_with_what_their_landing_pages_say(pages: Pages, folder: Path, time: Time) -> None:
    done = visit(pages, folder, time)
    assert (set(done.new), done.changed, done.same, done.problems) == (ALL, [], [], [])
    assert files(folder) == ALL
    assert (folder / "fernmoor-2023-25.pdf").read_bytes() == PDFS["fernmoor"]
    row = manifest.read(folder).rows["quillhaven-2023-25.pdf"]
    assert (row.title, row.published) == ("PEEL 2023–25: quillhaven", "2025-02-06")
    assert row.address == f"{pages.root}/uploads/quillhaven.pdf"
    assert row.landing == f"{pages.root}{landing('quillhaven')}"
    assert row.sha256 == inputs.digest_of_file(folder / "quillhaven-2023-25.pdf")
    assert row.fetched is not None
    assert "/uploads/quillhaven-summary.pdf" not in pages.paths()


def test_requests_say_who_asks_obey_robots_and_keep_a_pause(pages: Pages, folder: Path, time: Time) -> None:
    pages.bodies["/robots.txt"] = (b"User-agent: *\nCrawl-delay: 7\nDisallow: /private/", "text/plain")
    visit(pages, folder, time)
    assert pages.paths()[0] == "/robots.txt"
    assert pages.paths().count("/robots.txt") == 1
    assert {request.headers["User-Agent"] for request in pages.asked} == {
        "InspectionSearch/1.0 (+tests@inspection.example)"
    }
    assert len(time.slept) == len(pages.asked) - 1
    assert set(time.slept[1:]) == {7.0}


def test_unchanged_reports_are_asked_for_and_not_sent_again(pages: Pages, folder: Path, time: Time) -> None:
    visit(pages, folder, time)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.suffix in (".pdf", ".html")}
    pages.asked.clear()
    done = visit(pages, folder, time)
    assert (done.new, done.changed, set(done.same), done.problems) == ([], [], ALL, [])
    for path in (landing("fernmoor"), "/uploads/fernmoor.pdf", "/peel-reports/fernmoor-2023-25/"):
        assert [request.headers.get("If-None-Match") is not None for request in pages.of(path)] == [True]
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.name in before} == before


def test_a_corrected_report_takes_the_place_of_the_one_fetched_before(pages: Pages, folder: Path, time: Time) -> None:
    visit(pages, folder, time)
    corrected = PDFS["fernmoor"] + b"\n% corrected\n"
    pages.bodies["/uploads/fernmoor.pdf"] = (corrected, PDF)
    done = visit(pages, folder, time)
    assert (done.new, done.changed) == ([], ["fernmoor-2023-25.pdf"])
    assert (folder / "fernmoor-2023-25.pdf").read_bytes() == corrected
    assert files(folder) == ALL


def test_what_moved_is_followed_on_the_same_host(pages: Pages, folder: Path, time: Time) -> None:
    pages.bodies["/uploads/new/fernmoor.pdf"] = pages.bodies.pop("/uploads/fernmoor.pdf")
    pages.odd["/uploads/fernmoor.pdf"] = [always(status(301, Location="/uploads/new/fernmoor.pdf"))]
    done = visit(pages, folder, time)
    assert (set(done.new), done.problems) == (ALL, [])


def test_only_what_was_published_since_a_day_is_fetched(pages: Pages, folder: Path, time: Time) -> None:
    done = visit(pages, folder, time, date(2025, 1, 1))
    assert sorted(done.new) == ["quillhaven-2023-25.html", "quillhaven-2023-25.pdf"]
    assert done.older == 1
    assert "/uploads/fernmoor.pdf" not in pages.paths()


def test_a_file_that_was_not_fetched_is_never_overwritten(pages: Pages, folder: Path, time: Time) -> None:
    folder.mkdir()
    (folder / "fernmoor-2023-25.pdf").write_bytes(b"mine")
    visit(pages, folder, time)
    (folder / "quillhaven-2023-25.pdf").write_bytes(b"mine too")  # was fetched, and changed by somebody
    pages.bodies["/uploads/quillhaven.pdf"] = (PDFS["quillhaven"] + b"\n", PDF)
    done = visit(pages, folder, time)
    assert (folder / "fernmoor-2023-25.pdf").read_bytes() == b"mine"
    assert (folder / "quillhaven-2023-25.pdf").read_bytes() == b"mine too"
    beside = [name for name in files(folder) if re.fullmatch(r"\w+-2023-25-[0-9a-f]{8}\.pdf", name)]
    assert len(beside) == 2
    assert len(done.new) == 1


def test_a_build_takes_address_and_day_from_what_was_fetched(
    pages: Pages, folder: Path, time: Time, tmp_path: Path
) -> None:
    visit(pages, folder, time)
    built = pipeline.build([folder.parent], tmp_path / "index", HashingEncoder())
    assert {report.file: report.address for report in built.reports} == {
        f"peel/{body}-2023-25.pdf": f"{pages.root}/uploads/{body}.pdf" for body in BODIES
    }


def test_a_file_added_by_hand_keeps_where_it_is_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("corpus.paths.REPORTS", tmp_path / "reports")
    file = tmp_path / "saved.pdf"
    file.write_bytes(PDFS["fernmoor"])
    address = "https://inspectorate.example/fernmoor.pdf"
    assert building.main(["add", str(file), "--source", address]) == 0
    rows = json.loads((tmp_path / "reports" / "added" / manifest.FILE).read_text())["files"]
    assert rows["saved.pdf"]["address"] == address
    assert building.main(["add", str(file), str(file), "--source", address]) == 2
    assert building.main(["add", str(file), "--source", "javascript:alert(1)"]) == 2
    assert capsys.readouterr().err.count("--source takes the address (https://…) of one file.") == 2
