"""What the site of the tests has, and a visit to it with a clock that costs no time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from corpus.families.peel.site import SITE
from corpus.families.site import Site
from ingest import manifest
from ingest.collect import fetch
from ingest.collect.fetch import Fetch, Fetched
from ingest.collect.session import Session
from tests import samples
from tests.ingest.collect.site import Pages

BODIES = ("fernmoor", "quillhaven")
PDFS = {body: (samples.PEEL / f"{body}-2023-25.pdf").read_bytes() for body in BODIES}
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


def landing(body: str) -> str:
    return f"/publications/peel-assessment-2023-25-{body}/"


def site_of(pages: Pages) -> Site:
    return replace(SITE, listings=(f"{pages.root}{LISTING}",), hosts=(pages.root.removeprefix("http://"),))


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
