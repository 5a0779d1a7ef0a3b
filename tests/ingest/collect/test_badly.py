"""A site that does not behave: what is tried again, what is left alone, what is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from time import sleep as pause

import pytest

from ingest.collect import fetch
from ingest.collect import files as taking
from ingest.collect.web import content, replies, session
from ingest.read import worker
from ingest.read.worker import Reader
from tests.ingest.collect.site import Pages, always, broken_off, endless, status
from tests.ingest.collect.visits import ALL, HTML, LISTING, PDF, PDFS, Time, files, landing, visit


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
    assert "asks for no requests for 86400 seconds" in done.problems[0]
    assert pages.paths()[-1] == landing("fernmoor")
    assert max(time.slept) < replies.PATIENCE


def test_failures_of_the_moment_are_tried_again_with_growing_waits(pages: Pages, folder: Path, time: Time) -> None:
    pages.odd["/uploads/fernmoor.pdf"] = [status(500), status(502), status(503)]
    done = visit(pages, folder, time)
    assert (set(done.new), done.problems) == (ALL, [])
    assert [seconds for seconds in time.slept if seconds > session.PAUSE] == [4.0, 8.0]


ODD = {
    "refused": (status(403), "refuses programs (403)"),
    "gone": (status(404), "is not there (404)"),
    "failing": (status(500), "answers 500; it was tried 4 times, try again later"),
    "elsewhere": (status(302, Location="http://elsewhere.example/x.pdf"), "redirects to http://elsewhere.example/x.pdf, which is none of the configured hosts"),
    "no web address": (status(302, Location="file:///etc/passwd"), "which is none of the configured hosts"),
    "around": (status(302, Location="/uploads/fernmoor.pdf"), "redirects without end"),
    "HTML as PDF": (lambda h: h.give(b"<html><h1>Not found</h1></html>", PDF), "holds a web page and not the PDF that is announced; it may be the page of an error"),
    "HTML": (lambda h: h.give(b"<html><h1>Not found</h1></html>", HTML), "holds a web page and not the PDF that is announced; it may be the page of an error"),
    "no report": (lambda h: h.give(b"%PDF-1.7 nothing", PDF), "download it again"),
    "endless": (endless, "is larger than 3,000,000 bytes, far more than any report"),
    "broken off": (broken_off("/uploads/fernmoor.pdf", 0), "broke off"),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "told"), ODD.values(), ids=ODD)
def test_what_goes_wrong_with_one_file_is_told_and_the_rest_is_fetched(
    pages: Pages, folder: Path, time: Time, monkeypatch: pytest.MonkeyPatch, answer: object, told: str
) -> None:
    monkeypatch.setitem(taking.LIMITS, ".pdf", 3_000_000)
    pages.odd["/uploads/fernmoor.pdf"] = [always(answer)]  # type: ignore[arg-type]
    done = visit(pages, folder, time)
    assert set(done.new) == files(folder) == ALL - {"fernmoor-2023-25.pdf"}
    (problem,) = done.problems
    assert told in problem
    assert problem.endswith(f"python -m ingest add FILE --source {pages.root}/uploads/fernmoor.pdf")
    assert "\n" not in problem


def test_a_site_that_never_answers_is_left_after_a_time(
    pages: Pages, folder: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "TIMEOUT", (0.2, 0.2))
    pages.odd["/uploads/fernmoor.pdf"] = [always(lambda handler: pause(0.4))]
    done = visit(pages, folder, time)
    assert set(done.new) == ALL - {"fernmoor-2023-25.pdf"}
    assert "could not be reached (ReadTimeout); it was tried 4 times" in done.problems[0]


def test_a_file_that_would_crash_its_reader_takes_nothing_with_it(
    pages: Pages, folder: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "Reader", Reader)
    monkeypatch.setattr(worker, "SECONDS", 0.0)
    pages.bodies[LISTING] = (f"<a href='{landing('fernmoor')}'>One</a>".encode(), HTML)
    done = visit(pages, folder, time)
    assert files(folder) == set()
    assert all("is not read after" in problem for problem in done.problems)
    assert len(done.problems) == 2
    monkeypatch.setattr(worker, "SECONDS", 50)
    assert len(visit(pages, folder, time).new) == 2


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
    monkeypatch.setattr(content, "PIECE", 1000)
    pages.odd["/uploads/fernmoor.pdf"] = [broken_off("/uploads/fernmoor.pdf", 5000)]
    done = visit(pages, folder, time)
    assert (set(done.new), done.problems) == (ALL, [])
    assert (folder / "fernmoor-2023-25.pdf").read_bytes() == PDFS["fernmoor"]
    ranges = [request.headers.get("Range") for request in pages.of("/uploads/fernmoor.pdf")]
    assert ranges == [None, "bytes=5000-"]


def test_a_download_broken_off_by_a_kill_goes_on_at_the_next_visit(
    pages: Pages, folder: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "PIECE", 1000)
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


def test_a_listing_that_refuses_is_told_with_what_to_do(pages: Pages, folder: Path, time: Time) -> None:
    pages.odd[LISTING] = [always(status(403))]
    done = visit(pages, folder, time)
    assert done.problems == [
        f"{pages.root}{LISTING} refuses programs (403). Save it from a browser and add it by hand: "
        f"python -m ingest add FILE --source {pages.root}{LISTING}"
    ]


def test_a_listing_or_a_page_whose_form_has_changed_is_told(pages: Pages, folder: Path, time: Time) -> None:
    pages.bodies[landing("fernmoor")] = (b"<h1>New look</h1><a href='/somewhere/'>Report</a>", HTML)
    done = visit(pages, folder, time)
    assert "links to no report, neither as PDF nor as a web page, so its layout has changed" in done.problems[0]
    pages.bodies[LISTING] = (b"<h1>New look</h1><a href='/somewhere/'>Reports</a>", HTML)
    assert "so the site's layout has changed" in visit(pages, folder, time).problems[0]


def test_a_site_that_refuses_report_after_report_is_left_alone(pages: Pages, folder: Path, time: Time) -> None:
    links = "".join(f"<a href='/publications/peel-assessment-2023-25-nowhere-{n}/'>x</a>" for n in range(9))
    pages.bodies[LISTING] = (links.encode(), HTML)
    done = visit(pages, folder, time)
    assert sum("nowhere" in path for path in pages.paths()) == fetch.ENOUGH
    assert done.problems[-1] == f"{pages.host}: 3 addresses in a row were refused, so nothing more is asked of it."


def test_other_hosts_are_never_asked(pages: Pages, folder: Path, time: Time) -> None:
    pages.bodies[landing("fernmoor")] = (b"<h1>x</h1><a href='http://elsewhere.example/a.pdf'>Report</a>", HTML)
    done = visit(pages, folder, time)
    assert "http://elsewhere.example/a.pdf is on none of the configured hosts" in done.problems[0]
