"""Fetching from a site that behaves well, and from one that does not: what is taken, what is told, how it is asked."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from corpus import manifest
from corpus.sites import PEEL, SITES, Site
from index.encoder import HashingEncoder
from ingest import __main__ as building
from ingest import fetch, inputs, pipeline, polite, replies
from ingest.fetch import Fetch, Fetched
from ingest.polite import Session
from tests.site import Pages, always, broken_off, endless, serving, status
from tests.test_read_html import page_of

BODIES = ("fernmoor", "quillhaven")
PDFS = {body: (pipeline.SAMPLE / "peel" / f"{body}-2023-25.pdf").read_bytes() for body in BODIES}
DAYS = {"fernmoor": "12 September 2024", "quillhaven": "6 February 2025"}
LISTING, HTML, PDF = "/peel-assessments/", "text/html; charset=utf-8", "application/pdf"


class Time:
    """A clock that goes on when somebody sleeps; what was slept is kept."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """The site with a listing of two pages and two reports, each as PDF and as web page."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as found:
        found.bodies[LISTING] = (
            f"<h1>Reports</h1><a href='{found.root}/about/'>About</a><a href='/publications/peel-assessment-2023-25-fernmoor/#top'>One"
            "</a><a rel='next' href='?page=2'>Next</a>".encode(),
            HTML,
        )
        second = "<a href='/publications/peel-assessment-2023-25-quillhaven/'>Two</a><a href='/peel-reports/fernmoor-2023-25/'>One</a>"
        found.bodies[f"{LISTING}?page=2"] = (second.encode(), HTML)
        for body in BODIES:
            found.bodies[landing(body)] = (
                f"<h1>PEEL 2023–25: {body}</h1><p>Published on {DAYS[body]}</p><a href='/uploads/{body}-summary.pdf'>Summary"
                f"</a><a href='/uploads/{body}.pdf'>Report</a><a href='/peel-reports/{body}-2023-25/'>Web page</a>".encode(),
                HTML,
            )
            found.bodies[f"/uploads/{body}.pdf"] = (PDFS[body], PDF)
            found.bodies[f"/peel-reports/{body}-2023-25/"] = (page_of(f"{body}-2023-25").encode(), HTML)
        yield found


def landing(body: str) -> str:
    return f"/publications/peel-assessment-2023-25-{body}/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for reports of forces that do not exist, with their register."""
    shutil.copy(pipeline.SAMPLE / "bodies.csv", tmp_path)
    return tmp_path / "peel"


@pytest.fixture
def time() -> Time:
    return Time()


def site_of(pages: Pages) -> Site:
    return replace(PEEL, listings=(f"{pages.root}{LISTING}",), hosts=(pages.root.removeprefix("http://"),))


def visit(pages: Pages, folder: Path, time: Time, since: date | None = None, site: Site | None = None) -> Fetched:
    site = site or site_of(pages)
    session = Session(site.hosts, "tests@inspection.example", time.sleep, time.clock)
    try:
        return Fetch(site, folder, session).run(since)
    finally:
        session.close()


def files(folder: Path) -> set[str]:
    """What is in the folder, traces of broken downloads included."""
    return {path.name for path in folder.iterdir()} - {manifest.FILE, fetch.PAGES}


ALL = {f"{body}-2023-25{suffix}" for body in BODIES for suffix in (".pdf", ".html")}


# A site that behaves well --------------------------------------------------------------------------------------------


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


# A site that does not ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_too_many_requests_waits_as_long_as_it_is_told(pages: Pages, folder: Path, time: Time, form: str) -> None:
    told = "90" if form == "seconds" else format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    pages.odd["/uploads/fernmoor.pdf"] = [status(429, Retry_After=told)]
    done = visit(pages, folder, time)
    assert (set(done.new), done.problems) == (ALL, [])
    assert 88 <= max(time.slept) <= 90


def test_a_site_that_asks_for_a_long_rest_is_left_alone(pages: Pages, folder: Path, time: Time) -> None:
    pages.odd[landing("fernmoor")] = [status(503, Retry_After="86400")]
    done = visit(pages, folder, time)
    assert len(done.problems) == 1
    assert "asks to be left alone for 86400 seconds" in done.problems[0]
    assert pages.paths()[-1] == landing("fernmoor")
    assert max(time.slept) < replies.PATIENCE


def test_failures_of_the_moment_are_tried_again_with_growing_waits(pages: Pages, folder: Path, time: Time) -> None:
    pages.odd["/uploads/fernmoor.pdf"] = [status(500), status(502), status(503)]
    done = visit(pages, folder, time)
    assert (set(done.new), done.problems) == (ALL, [])
    assert [seconds for seconds in time.slept if seconds > polite.PAUSE] == [4.0, 8.0]


ODD = {
    "refused": (status(403), "is refused to programs (403)"),
    "gone": (status(404), "is not there (404)"),
    "failing": (status(500), "answers 500; it was tried 4 times, try again later"),
    "elsewhere": (status(302, Location="http://elsewhere.example/x.pdf"), "sends on to http://elsewhere.example/x.pdf, which is none of the configured hosts"),
    "no web address": (status(302, Location="file:///etc/passwd"), "which is none of the configured hosts"),
    "around": (status(302, Location="/uploads/fernmoor.pdf"), "is sent on and on"),
    "HTML as PDF": (lambda h: h.give(b"<html><h1>Not found</h1></html>", PDF), "is named .pdf but holds an HTML page"),
    "HTML": (lambda h: h.give(b"<html><h1>Not found</h1></html>", HTML), "holds text/html, not the report; it may be the page of an error"),
    "no report": (lambda h: h.give(b"%PDF-1.7 nothing", PDF), "download it again"),
    "endless": (endless, "is larger than 3,000,000 bytes, as no report is"),
    "broken off": (broken_off("/uploads/fernmoor.pdf", 0), "broke off"),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "told"), ODD.values(), ids=ODD)
def test_what_goes_wrong_with_one_file_is_told_and_the_rest_is_fetched(
    pages: Pages, folder: Path, time: Time, monkeypatch: pytest.MonkeyPatch, answer: object, told: str
) -> None:
    monkeypatch.setattr(fetch, "PDF_LIMIT", 3_000_000)
    pages.odd["/uploads/fernmoor.pdf"] = [always(answer)]  # type: ignore[arg-type]
    done = visit(pages, folder, time)
    assert set(done.new) == files(folder) == ALL - {"fernmoor-2023-25.pdf"}
    (problem,) = done.problems
    assert told in problem
    assert problem.endswith(f"python -m ingest add FILE --source {pages.root}/uploads/fernmoor.pdf")
    assert "\n" not in problem


def test_an_error_page_in_the_place_of_a_reports_page_is_not_kept(pages: Pages, folder: Path, time: Time) -> None:
    pages.bodies["/peel-reports/fernmoor-2023-25/"] = (
        b"<html><title>Access denied</title><p>Sorry, access denied.</p>" + b" " * 300,
        HTML,
    )
    done = visit(pages, folder, time)
    assert files(folder) == ALL - {"fernmoor-2023-25.html"}
    assert "and no report" in done.problems[0]


def test_a_download_that_broke_off_goes_on_where_it_was(
    pages: Pages, folder: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polite, "PIECE", 1000)
    pages.odd["/uploads/fernmoor.pdf"] = [broken_off("/uploads/fernmoor.pdf", 5000)]
    done = visit(pages, folder, time)
    assert (set(done.new), done.problems) == (ALL, [])
    assert (folder / "fernmoor-2023-25.pdf").read_bytes() == PDFS["fernmoor"]
    ranges = [request.headers.get("Range") for request in pages.of("/uploads/fernmoor.pdf")]
    assert ranges == [None, "bytes=5000-"]


def test_a_download_broken_off_by_a_kill_goes_on_at_the_next_visit(
    pages: Pages, folder: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polite, "PIECE", 1000)
    pages.odd["/uploads/fernmoor.pdf"] = [broken_off("/uploads/fernmoor.pdf", 5000)]
    sleep = time.sleep
    monkeypatch.setattr(time, "sleep", lambda seconds: ended() if pages.of("/uploads/fernmoor.pdf") else sleep(seconds))
    with pytest.raises(KeyboardInterrupt):
        visit(pages, folder, time)
    monkeypatch.setattr(time, "sleep", sleep)
    done = visit(pages, folder, time)
    assert (set(done.new), done.problems) == (ALL, [])
    assert [request.headers.get("Range") for request in pages.of("/uploads/fernmoor.pdf")] == [None, "bytes=5000-"]
    assert (folder / "fernmoor-2023-25.pdf").read_bytes() == PDFS["fernmoor"]


def ended() -> None:
    raise KeyboardInterrupt


def test_a_file_that_changed_since_it_broke_off_is_begun_again(pages: Pages, folder: Path, time: Time) -> None:
    old = broken_off("/uploads/fernmoor.pdf", 5000)
    corrected = PDFS["fernmoor"] + b"\n% corrected\n"

    def change(handler: object) -> None:
        old(handler)  # type: ignore[arg-type]
        pages.bodies["/uploads/fernmoor.pdf"] = (corrected, PDF)

    pages.odd["/uploads/fernmoor.pdf"] = [change]
    assert visit(pages, folder, time).problems == []
    assert (folder / "fernmoor-2023-25.pdf").read_bytes() == corrected


def test_robots_that_forbid_are_obeyed_and_it_is_told(pages: Pages, folder: Path, time: Time) -> None:
    pages.bodies["/robots.txt"] = (b"User-agent: *\nDisallow: /publications/*2023-25\nDisallow: /peel-reports/\n", "text/plain")
    done = visit(pages, folder, time)
    assert "asks programs not to fetch /publications/peel-assessment-2023-25-fernmoor/" in done.problems[0]
    assert not any(path.startswith(("/publications", "/peel-reports")) for path in pages.paths())
    assert files(folder) == set()


def test_robots_that_forbid_one_file_leave_the_rest(pages: Pages, folder: Path, time: Time) -> None:
    pages.bodies["/robots.txt"] = (b"User-agent: InspectionSearch\nDisallow: /uploads/fernmoor.pdf\n", "text/plain")
    done = visit(pages, folder, time)
    assert files(folder) == ALL - {"fernmoor-2023-25.pdf"}
    assert "/uploads/fernmoor.pdf" not in pages.paths()
    assert len(done.problems) == 1


def test_rules_that_cannot_be_had_allow_nothing_and_those_that_are_not_there_all(
    pages: Pages, folder: Path, time: Time
) -> None:
    pages.odd["/robots.txt"] = [always(status(500))]
    done = visit(pages, folder, time)
    assert set(pages.paths()) == {"/robots.txt"}
    assert "so nothing else is fetched there" in done.problems[0]
    pages.odd["/robots.txt"] = [always(status(403))]
    assert set(visit(pages, folder, time).new) == ALL


def test_a_listing_that_refuses_is_told_with_what_to_do(pages: Pages, folder: Path, time: Time) -> None:
    pages.odd[LISTING] = [always(status(403))]
    done = visit(pages, folder, time)
    assert done.problems == [
        f"{pages.root}{LISTING} is refused to programs (403). Save it from a browser and add it by hand: "
        f"python -m ingest add FILE --source {pages.root}{LISTING}"
    ]


def test_a_listing_or_a_page_whose_form_has_changed_is_told(pages: Pages, folder: Path, time: Time) -> None:
    pages.bodies[landing("fernmoor")] = (b"<h1>New look</h1><a href='/somewhere/'>Report</a>", HTML)
    done = visit(pages, folder, time)
    assert "links to no report, neither as PDF nor as a web page, so its form has changed" in done.problems[0]
    pages.bodies[LISTING] = (b"<h1>New look</h1><a href='/somewhere/'>Reports</a>", HTML)
    assert "so the site's form has changed" in visit(pages, folder, time).problems[0]


def test_a_site_that_refuses_report_after_report_is_left_alone(pages: Pages, folder: Path, time: Time) -> None:
    links = "".join(f"<a href='/publications/peel-assessment-2023-25-nowhere-{n}/'>x</a>" for n in range(9))
    pages.bodies[LISTING] = (links.encode(), HTML)
    done = visit(pages, folder, time)
    assert sum("nowhere" in path for path in pages.paths()) == fetch.ENOUGH
    assert "3 reports in a row were refused, so the site is left alone" in done.problems[-1]


def test_other_hosts_are_never_asked(pages: Pages, folder: Path, time: Time) -> None:
    pages.bodies[landing("fernmoor")] = (b"<h1>x</h1><a href='http://elsewhere.example/a.pdf'>Report</a>", HTML)
    done = visit(pages, folder, time)
    assert "http://elsewhere.example/a.pdf is on none of the configured hosts" in done.problems[0]


# The commands --------------------------------------------------------------------------------------------------------


def test_the_command_fetches_tells_and_exits_with_1_where_something_is_missing(
    pages: Pages, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(SITES, "peel", site_of(pages))
    monkeypatch.setattr(polite, "PAUSE", 0.0)
    monkeypatch.setattr(Session.__init__, "__defaults__", (lambda _: None, Time().clock, 0.0))
    command = ["fetch", "peel", "--to", str(folder), "--contact", "tests@inspection.example"]
    assert building.main(command) == 0
    assert capsys.readouterr().out == f"New: 4; changed: 0; unchanged: 0; not fetched: 0; in {folder}\n"
    pages.odd["/uploads/fernmoor.pdf"] = [always(status(403))]
    assert building.main([*command, "--since", "2024-01-01"]) == 1
    told = capsys.readouterr()
    assert told.out == f"New: 0; changed: 0; unchanged: 3; not fetched: 1; in {folder}\n"
    assert "refused to programs (403)" in told.err
    (folder / manifest.FILE).write_text("{")
    assert building.main(command) == 2
    assert "manifest.json is damaged; mend it or move it away." in capsys.readouterr().err


def test_no_contact_no_fetching(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("INSPECTION_CONTACT", raising=False)
    assert building.main(["fetch", "peel"]) == 2
    assert capsys.readouterr().err.startswith("Name an address that the site can write to")


def test_a_file_added_by_hand_keeps_where_it_is_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(inputs, "REPORTS", tmp_path / "reports")
    file = tmp_path / "saved.pdf"
    file.write_bytes(PDFS["fernmoor"])
    address = "https://inspectorate.example/fernmoor.pdf"
    assert building.main(["add", str(file), "--source", address]) == 0
    rows = json.loads((tmp_path / "reports" / "added" / manifest.FILE).read_text())["files"]
    assert rows["saved.pdf"]["address"] == address
    assert building.main(["add", str(file), str(file), "--source", address]) == 2
    assert building.main(["add", str(file), "--source", "javascript:alert(1)"]) == 2
    assert capsys.readouterr().err.count("--source takes the address (https://…) of one file.") == 2


def test_the_real_sites_configuration_names_its_hosts_and_what_is_unconfirmed() -> None:
    for site in SITES.values():
        assert all(address.split("/")[2] in site.hosts for address in site.listings)
        assert all(address.startswith("https://") for address in site.listings)
        assert site.unconfirmed
    for path in ("/publications/peel-assessment-2021-22-fernmoor/", "/publications/peel-assessment-2018-19-fernmoor"):
        assert PEEL.landing.search(path)
    for path in ("/publications/peel-assessment-framework-2023-2025/", "/news/news-feed/peel-2018-19/"):
        assert not PEEL.landing.search(path)
    assert PEEL.page.search("/peel-reports/fernmoor-2023-25/")
