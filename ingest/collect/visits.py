"""What was seen of a site at earlier visits, kept beside the reports: it spares the site questions, and is no fact of a report.

A visit that was ended before its end goes on where it stopped: what it had seen is not asked for again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from corpus.families.site import Site
from ingest.collect.site_pages import Landing, Publication
from ingest.manifest import put

FILE = ".pages.json"
FORMAT = 2
MISSING = timedelta(days=7)  # for which a page that was not there is not asked for again
UNFINISHED = timedelta(days=1)  # in which a visit can be gone on with


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page led to, where it was in the end, and how to ask whether it still does."""

    address: str
    landing: Landing
    etag: str | None
    modified: str | None
    at: str


@dataclass
class Visits:
    """Pages and files by their address, with the time at which each was seen; pages that were not there.

    `begun` is when a visit began that has not come to its end, and `now` is the time of this one.
    """

    folder: Path
    site: Site
    now: datetime
    begun: datetime | None = None
    pages: dict[str, Seen] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)

    def begin(self) -> None:
        """Begin a visit, or go on with one that was ended not long ago."""
        if self.begun is None or not timedelta() <= self.now - self.begun < UNFINISHED:
            self.begun = self.now

    def end(self) -> None:
        self.begun = None
        self.save()

    def stamp(self) -> str:
        """The time, as it is kept."""
        return self.now.isoformat(timespec="seconds")

    def this_time(self, at: str | None) -> bool:
        """Whether something was seen by this visit, before it was ended and gone on with."""
        return at is not None and self.begun is not None and self.begun < self.now and _time(at) >= self.begun

    def lately(self, at: str | None, span: timedelta) -> bool:
        """Whether something was seen within a span of time."""
        return at is not None and timedelta() <= self.now - _time(at) < span

    def save(self) -> None:
        told = {
            "format": FORMAT,
            "site": _form(self.site),
            "begun": self.begun and self.begun.isoformat(timespec="seconds"),
            "pages": {address: asdict(seen) for address, seen in self.pages.items()},
            "files": self.files,
            "absent": self.absent,
        }
        put(self.folder / FILE, told)


def read(folder: Path, site: Site, now: datetime | None = None) -> Visits:
    """What was seen before; nothing where that cannot be read, or was read off pages in another way."""
    visits = Visits(folder, site, now or datetime.now(UTC))
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if told["format"] != FORMAT or told["site"] != _form(site):
            return visits
        begun = _time(told["begun"]) if told["begun"] else None
        pages = {str(address): _seen(seen) for address, seen in told["pages"].items()}
        files, absent = (
            {str(address): _time(at).isoformat() for address, at in told[part].items()} for part in ("files", "absent")
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return visits
    return Visits(folder, site, visits.now, begun, pages, files, absent)


def _seen(told: Mapping[str, Any]) -> Seen:
    landing = told["landing"]
    publications = tuple(Publication(**each) for each in landing["publications"])
    _time(told["at"])
    return Seen(**{**told, "landing": Landing(publications, tuple(landing["malformed"]))})


def _form(site: Site) -> str:
    """What decides how pages are read."""
    return repr((site.landing.pattern, site.page and site.page.pattern, site.publication, site.words, site.hosts))


def _time(told: str) -> datetime:
    found = datetime.fromisoformat(told)
    if found.tzinfo is None:
        raise ValueError("a time without its zone")
    return found
