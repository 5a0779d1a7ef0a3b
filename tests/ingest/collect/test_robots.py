"""What robots.txt asks for is kept, in whatever form it comes; where it cannot be had, nothing is fetched."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from ingest.collect.web.robots import Robots
from tests.ingest.collect.site import Pages, always, endless, status
from tests.ingest.collect.visits import ALL, HTML, Time, files, visit

FORBIDDEN = "User-agent: *\nDisallow: /uploads/fernmoor.pdf\n"
RULES = {
    "plain": FORBIDDEN.encode(),
    "after a mark": codecs.BOM_UTF8 + FORBIDDEN.encode(),
    "after two marks": codecs.BOM_UTF8 * 2 + FORBIDDEN.encode(),
    "in UTF-16": FORBIDDEN.encode("utf-16"),
    "in UTF-16, the other way round": codecs.BOM_UTF16_BE + FORBIDDEN.encode("utf-16-be"),
    "lines of another system": FORBIDDEN.replace("\n", "\r").encode(),
    "in capitals": FORBIDDEN.upper().replace("/UPLOADS/FERNMOOR.PDF", "/uploads/fernmoor.pdf").encode(),
    "for this program": b"User-agent: otherbot\nAllow: /\n\nUser-agent: inspectionsearch\nDisallow: /uploads/fern*.pdf$\n",
    "with bytes that are no text": b"# \xff\xfe\xe9\n" + FORBIDDEN.encode(),
    "escaped": b"User-agent: *\nDisallow: /uploads/%66ernmoor.pdf\n",
}


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_a_file_that_is_forbidden_is_not_fetched_and_the_rest_is(
    pages: Pages, folder: Path, time: Time, rules: bytes
) -> None:
    pages.bodies["/robots.txt"] = (rules, "text/plain")
    done = visit(pages, folder, time)
    assert files(folder) == ALL - {"fernmoor-2023-25.pdf"}
    assert "/uploads/fernmoor.pdf" not in pages.paths()
    assert len(done.problems) == 1


def test_robots_that_forbid_are_obeyed_and_it_is_told(pages: Pages, folder: Path, time: Time) -> None:
    pages.bodies["/robots.txt"] = (
        b"User-agent: *\nDisallow: /publications/*2023-25\nDisallow: /peel-reports/\n",
        "text/plain",
    )
    done = visit(pages, folder, time)
    assert "asks programs not to fetch /publications/peel-assessment-2023-25-fernmoor/" in done.problems[0]
    assert not any(path.startswith(("/publications", "/peel-reports")) for path in pages.paths())
    assert files(folder) == set()


def test_rules_that_cannot_be_had_allow_nothing_and_those_that_are_not_there_all(
    pages: Pages, folder: Path, time: Time
) -> None:
    pages.odd["/robots.txt"] = [always(status(500))]
    done = visit(pages, folder, time)
    assert set(pages.paths()) == {"/robots.txt"}
    assert "so nothing else is fetched there" in done.problems[0]
    pages.odd["/robots.txt"] = [always(status(403))]
    assert set(visit(pages, folder, time).new) == ALL


@pytest.mark.parametrize("location", ["/rules/robots.txt", "robots.txt?v=2"])
def test_rules_that_have_moved_are_followed_and_kept(pages: Pages, folder: Path, time: Time, location: str) -> None:
    pages.odd["/robots.txt"] = [always(status(301, Location=location))]
    pages.bodies["/" + location.lstrip("/")] = (FORBIDDEN.encode(), "text/plain")
    visit(pages, folder, time)
    assert files(folder) == ALL - {"fernmoor-2023-25.pdf"}
    assert pages.paths().count("/robots.txt") == 1


@pytest.mark.parametrize("location", ["/robots.txt", "http://elsewhere.example/robots.txt", "http://[broken"])
def test_rules_that_lead_nowhere_allow_nothing(pages: Pages, folder: Path, time: Time, location: str) -> None:
    pages.odd["/robots.txt"] = [always(status(302, Location=location))]
    done = visit(pages, folder, time)
    assert set(pages.paths()) == {"/robots.txt"}
    assert "so nothing else is fetched there" in done.problems[0]


def test_rules_without_end_allow_nothing(pages: Pages, folder: Path, time: Time) -> None:
    pages.odd["/robots.txt"] = [always(endless)]
    assert "is larger than" in visit(pages, folder, time).problems[0]
    assert set(pages.paths()) == {"/robots.txt"}


def test_a_page_of_an_error_in_the_place_of_rules_forbids_nothing(pages: Pages, folder: Path, time: Time) -> None:
    pages.bodies["/robots.txt"] = (b"<!DOCTYPE html><title>Not found</title><p>User-agent of a page: Disallow", HTML)
    assert set(visit(pages, folder, time).new) == ALL


@pytest.mark.parametrize(
    ("rules", "pause"),
    [
        (b"User-agent: *\nCrawl-delay: 7", 7.0),
        (b"User-agent: *\nRequest-rate: 2/30s", 15.0),
        (b"User-agent: *\nCrawl-delay: 3\nRequest-rate: 1/1m", 60.0),
        (b"User-agent: *\nCrawl-delay: nan", 0.0),
        (b"User-agent: *\nCrawl-delay: -4", 0.0),
        (b"User-agent: otherbot\nCrawl-delay: 7", 0.0),
        (b"", 0.0),
    ],
)
def test_the_pause_that_is_asked_for(rules: bytes, pause: float) -> None:
    assert Robots(rules).pause == pause


def test_a_site_that_asks_for_a_pause_of_hours_is_left_alone(pages: Pages, folder: Path, time: Time) -> None:
    pages.bodies["/robots.txt"] = (b"User-agent: *\nCrawl-delay: 86400", "text/plain")
    done = visit(pages, folder, time)
    assert "asks for 86400 seconds between two requests" in done.problems[0]
    assert set(pages.paths()) == {"/robots.txt"}
    assert sum(time.slept) < 10
