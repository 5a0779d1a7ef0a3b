"""What the sites of the tests have, and visits to them with a clock that costs no time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corpus.families.profile import Profile
from corpus.families.registry import FAMILIES, Family
from corpus.families.site import Publications
from corpus.families.sites import HMICFRS, OFSTED
from ingest import manifest
from ingest.collect import visits
from ingest.collect.errands import Errand
from ingest.collect.fetch import Fetch, Fetched
from ingest.collect.web.session import Session
from tests import samples
from tests.ingest.collect.site import Pages

BODIES = ("fernmoor", "quillhaven")
PDFS = {body: (samples.PEEL / f"{body}-2023-25.pdf").read_bytes() for body in BODIES}
DAYS = {"fernmoor": "12 September 2024", "quillhaven": "6 February 2025"}
LISTING, HTML, PDF = "/peel-assessments/", "text/html; charset=utf-8", "application/pdf"
PROFILES = {family.folder: family.profile for family in FAMILIES}


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


@dataclass(frozen=True)
class Published(Family):
    """A family with publications that a test gives it."""

    given: Publications | None = None

    @property
    def publications(self) -> Publications | None:
        return self.given


def family(key: str, publications: Publications, profile: Profile | None = None) -> Family:
    profile = profile or PROFILES["childrens_services"]
    return Published(key, replace(profile, family=key), publications)


def landing(body: str) -> str:
    return f"/publications/peel-assessment-2023-25-{body}/"


def errand_of(pages: Pages, addresses: tuple[str, ...] = (), **changes: object) -> Errand:
    """A visit to the site with a page for each report; `addresses` are forms of addresses of reports."""
    site = replace(HMICFRS, listings=(f"{pages.root}{LISTING}",), hosts=(pages.host,), **changes)  # type: ignore[arg-type]
    own = Publications(site, addresses=tuple(pages.root + address for address in addresses))
    return Errand(site, (family("peel", own, PROFILES["peel"]),))


NAMES = {
    "inspections": "children's services inspection",
    "visits": "children's services focused visit",
    "joint": "joint area child protection inspection",
    "send": "area SEND full inspection",
}


def ofsted_errand(reports: Pages, files: Pages, *wanted: str, **changes: object) -> Errand:
    """A visit to the site with a page for each provider, for the families of these keys, or all."""
    listing = f"{reports.root}/search?q=&level_2_types%5B%5D=12&start=0&rows=100"
    site = replace(OFSTED, listings=(listing,), hosts=(reports.host, files.host), **changes)  # type: ignore[arg-type]
    families = [family(key, Publications(site, names=(name,))) for key, name in NAMES.items()]
    own = tuple(each for each in families if not wanted or each.key in wanted)
    return Errand(site, own, tuple(each for each in families if each not in own))


def visit(pages: Pages, folder: Path, time: Time, since: date | None = None, errand: Errand | None = None) -> Fetched:
    errand = errand or errand_of(pages)
    session = Session(errand.site.hosts, "tests@inspection.example", time.sleep, time.clock)
    try:
        return Fetch(errand, folder, session).run(since)
    finally:
        session.close()


def files(folder: Path) -> set[str]:
    """What is in the folder, traces of broken downloads included."""
    return {path.name for path in folder.iterdir()} - {manifest.FILE, visits.FILE}


ALL = {f"{body}-2023-25{suffix}" for body in BODIES for suffix in (".pdf", ".html")}
