"""An inspectorate's site in, new and corrected reports beside those at hand out, with where each is from.

A listing leads to the reports' pages, those to the files. What is known to be unchanged is not sent again. A file is
taken in only when it can be read as a report; one that was not fetched from here, or that somebody changed, is never
overwritten. What goes wrong with one report is told in a sentence, and the rest goes on.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from corpus.bodies import register_for
from corpus.families.site import Site
from ingest import manifest
from ingest.build.inputs import digest_of_file
from ingest.collect.replies import Closed, Refused, Reply
from ingest.collect.session import Session
from ingest.collect.site_pages import Landing, landing, listed
from ingest.manifest import Row
from ingest.read.worker import Reader

PAGE_LIMIT, PDF_LIMIT = 10_000_000, 60_000_000  # bytes; the largest of 121 real reports has 2.6 million
PAGES = ".pages.json"  # what reports' pages said; kept to ask only whether they changed
ENOUGH = 3  # refusals in a row after which a site is left alone
KINDS = {
    ".pdf": ("application/pdf", "application/octet-stream", "binary/octet-stream", ""),
    ".html": ("text/html", "application/xhtml+xml"),
}


@dataclass
class Fetched:
    """What became of the reports: files that are new, changed, the same as before, and what could not be had and why."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    older: int = 0
    problems: list[str] = field(default_factory=list)


class Fetch:
    """One visit to a site. OSError where the folder cannot be written, `BadManifest` where its manifest is damaged."""

    def __init__(
        self, site: Site, folder: Path, session: Session, say: Callable[[str], None] = lambda line: None
    ) -> None:
        self._site, self._folder, self._session, self._say = site, folder, session, say
        folder.mkdir(parents=True, exist_ok=True)
        self._manifest = manifest.read(folder)
        self._pages = _read_pages(folder / PAGES)
        self._reader = Reader(register_for(folder.parent))
        self.done = Fetched()

    def run(self, since: date | None = None) -> Fetched:
        """Fetch what is new or changed, of reports published on or after a day; those of unknown date too."""
        refused = 0
        with self._reader:
            try:
                for address in self._reports():
                    try:
                        self._report(address, since)
                        refused = 0
                    except Closed:
                        raise
                    except Refused as error:
                        self._problem(error, address)
                        refused += 1
                        if refused == ENOUGH:
                            raise Closed(
                                f"{self._site.label}: {ENOUGH} reports in a row were refused, so the site is left alone"
                            ) from error
            except Closed as error:
                self.done.problems.append(f"{error}. {self._by_hand()}")
        return self.done

    # Finding ---------------------------------------------------------------------------------------------------------

    def _reports(self) -> Iterator[str]:
        """The addresses of reports' pages, each once; landing pages first, since they tell the day of publication."""
        landings: dict[str, None] = {}
        pages: dict[str, None] = {}
        read = 0
        for listing in self._site.listings:
            following: str | None = listing
            seen: set[str] = set()
            while following and following not in seen and len(seen) < self._site.pages:
                seen.add(following)
                try:
                    reply = self._session.get(following, PAGE_LIMIT)
                except Closed:
                    raise
                except Refused as error:
                    self._problem(error, following)
                    break
                found = listed(reply.body, reply.address, self._site)
                read += 1
                landings.update(dict.fromkeys(found.landings))
                pages.update(dict.fromkeys(found.pages))
                following = found.following
        if read and not landings and not pages:
            raise Closed(
                f"{', '.join(self._site.listings)}: no report is linked there as far as this program can tell, so the site's form has changed"
            )
        yield from landings
        taken = {page.page for page in self._pages.values()}
        yield from (page for page in pages if page not in taken)

    def _report(self, address: str, since: date | None) -> None:
        page = self._landing(address)
        if since and page.published and date.fromisoformat(page.published) < since:
            self.done.older += 1
            return
        if page.pdf is None and page.page is None:
            raise Refused(f"{address} links to no report, neither as PDF nor as a web page, so its form has changed")
        name = re.sub(r"[^\w-]+", "-", urlsplit(page.page or address).path.rstrip("/").rsplit("/", 1)[-1])
        for target, suffix in ((page.pdf, ".pdf"), (page.page, ".html")):
            if target:
                try:
                    self._file(target, f"{name}{suffix}", Row("", target, address, page.title, page.published))
                except Closed:
                    raise
                except Refused as error:
                    self._problem(error, target)

    def _landing(self, address: str) -> Landing:
        """What a report's page says; what it said before where it is unchanged."""
        known = self._pages.get(address)
        reply = self._session.get(address, PAGE_LIMIT, (known.etag, known.modified) if known else (None, None))
        if not (reply.same and known):
            said = landing(reply.body, reply.address, self._site)
            known = Said(**asdict(said), etag=reply.etag, modified=reply.modified)
            self._pages[address] = known
            told = {address: asdict(each) for address, each in self._pages.items()}
            (self._folder / PAGES).write_text(json.dumps(told, indent=1), encoding="utf-8")
        return Landing(known.title, known.published, known.pdf, known.page)

    # Files -----------------------------------------------------------------------------------------------------------

    def _file(self, address: str, name: str, row: Row) -> None:
        """Fetch one file, where it is new or changed."""
        suffix = Path(name).suffix
        part = self._folder / f".fetching-{hashlib.sha256(address.encode()).hexdigest()[:16]}{suffix}"
        name, held = self._held(name, address, part)
        limit = PDF_LIMIT if suffix == ".pdf" else PAGE_LIMIT
        ours = held is not None and held.address == address
        try:
            reply = self._session.download(
                address, part, limit, (held.etag, held.modified) if held and ours else (None, None)
            )
            if reply.same and held:
                self._keep(
                    name, replace(row, sha256=held.sha256, fetched=held.fetched, etag=held.etag, modified=held.modified)
                )
                self.done.same.append(name)
                return
            self._check(part, address, reply)
        except Refused as error:
            if not (error.broken and part.is_file() and part.stat().st_size):  # else the next visit goes on with it
                part.unlink(missing_ok=True)
                part.with_suffix(".mark").unlink(missing_ok=True)
            raise
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = replace(row, sha256=digest_of_file(part), fetched=now, etag=reply.etag, modified=reply.modified)
        self._place(part, name, row, held)

    def _held(self, name: str, address: str, part: Path) -> tuple[str, Row | None]:
        """The name that a file goes by here, and its row where we fetched it and it is as it was.

        A visit that ended between writing a file's row and putting the file in its place is brought to its end.
        """
        stem, suffix = Path(name).stem, Path(name).suffix
        for candidate in (name, f"{stem}-{hashlib.sha256(address.encode()).hexdigest()[:8]}{suffix}"):
            row = self._manifest.rows.get(candidate)
            path = self._folder / candidate
            if row and part.is_file() and digest_of_file(part) == row.sha256:
                part.replace(path)
            if not path.exists():
                return candidate, None
            if row and row.fetched and digest_of_file(path) == row.sha256:
                return candidate, row
        raise Refused(f"{address} would take the place of {name}, which was not fetched; move that away")

    def _check(self, part: Path, address: str, reply: Reply) -> None:
        """Refuse what is not the kind of file announced, or no report at all."""
        if reply.kind not in KINDS[part.suffix]:
            raise Refused(f"{address} holds {reply.kind}, not the report; it may be the page of an error")
        outcome = self._reader.read(part, part.name)
        if isinstance(outcome, str):
            raise Refused(f"{address} {outcome}")

    def _place(self, part: Path, name: str, row: Row, held: Row | None) -> None:
        target = self._folder / name
        self._keep(name, row)
        if held and held.sha256 == row.sha256:
            part.unlink()
            self.done.same.append(name)
        else:
            part.replace(target)
            (self.done.changed if held else self.done.new).append(name)
            self._say(
                f"{'Changed' if held else 'New'}: {name} ({row.title or 'no title found'}, published {row.published or 'unknown'})"
            )

    def _keep(self, name: str, row: Row) -> None:
        self._manifest = self._manifest.with_row(name, row)
        manifest.write(self._folder, self._manifest)

    def _problem(self, error: Refused, address: str) -> None:
        self.done.problems.append(f"{error}. {self._by_hand(address)}")

    def _by_hand(self, address: str = "ADDRESS") -> str:
        return f"Save it from a browser and add it by hand: python -m ingest add FILE --source {address}"


@dataclass(frozen=True, slots=True)
class Said(Landing):
    """What a report's page said, and how to ask whether it still does."""

    etag: str | None = None
    modified: str | None = None


def _read_pages(path: Path) -> dict[str, Said]:
    """What pages said at the last visit; nothing where that cannot be read, since it only spares work."""
    try:
        return {str(address): Said(**told) for address, told in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
