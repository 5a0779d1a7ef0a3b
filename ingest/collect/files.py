"""One file of a site in, its place in a folder out: asked for where it may have changed, checked, and never put over somebody's own.

What a file is, is told by its bytes; what a site says of it (its ending, its type, its name) is often wrong.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from corpus.bodies import Bodies
from ingest import manifest
from ingest.build.inputs import digest_of_file
from ingest.collect.file_names import file_name, other_name
from ingest.collect.site_pages import Landing, Publication
from ingest.collect.web.replies import Refused, Reply
from ingest.collect.web.session import Session
from ingest.manifest import Row
from ingest.read.worker import Reader

LIMITS = {".pdf": 60_000_000, ".html": 10_000_000}  # bytes; the largest of 121 real reports has 2.6 million
NEW, CHANGED, SAME = "new", "changed", "same"
HEAD, TAIL = 1024, 2048  # bytes in which a PDF says that it is one, and that it is at its end


class Files:
    """The files fetched into a folder. Use it in a `with` block. `BadManifest` where the folder's manifest is damaged."""

    def __init__(self, folder: Path, session: Session, bodies: Bodies) -> None:
        self._folder, self._session = folder, session
        self._manifest = manifest.read(folder)
        self._reader = Reader(bodies)

    def __enter__(self) -> Files:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.end()

    def take(
        self, publication: Publication, landing: Landing, row: Row, read: Reply | None = None, settled: bool = False
    ) -> tuple[str, str]:
        """The file of a publication, where it is new or changed; what became of it, and its name.

        `row` is what is to be kept of it. `read` is the answer, where the page that leads to it is the report itself.
        One that is `settled` is not asked for again where it is here. Raises `Refused`.
        """
        address = publication.address
        part = self._folder / f".fetching-{hashlib.sha256(address.encode()).hexdigest()[:16]}"
        held = self._held(address, part)
        if held and (settled or (read and read.same)):
            return self._still(held, row)
        try:
            known = (held[1].etag, held[1].modified) if held else (None, None)
            reply = self._content(publication, part, known, read)
            if reply.same and held:
                return self._still(held, row)
            ready = self._ready(part, publication, reply)
        except Refused as error:
            if not (error.broken and part.is_file() and part.stat().st_size):  # else the next visit goes on with it
                for left in self._folder.glob(f"{part.name}*"):
                    left.unlink()
            raise
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = replace(row, sha256=digest_of_file(ready), fetched=now, etag=reply.etag, modified=reply.modified)
        return self._place(ready, self._name(publication, ready.suffix, landing, row, held), row)

    def says(self, row: Row) -> bool:
        """Whether the same is kept of the file of an address as its page says now."""
        rows = (each for each in self._manifest.rows.values() if each.address == row.address and each.fetched)
        return any((r.title, r.published, r.publication) == (row.title, row.published, row.publication) for r in rows)

    def _held(self, address: str, part: Path) -> tuple[str, Row] | None:
        """The name and the row of the file of an address, where it is here as it was fetched.

        A visit that ended between writing a file's row and putting the file in its place is brought to its end.
        """
        for name, row in self._manifest.rows.items():
            if row.address == address and row.fetched:
                target = self._folder / name
                ready = part.with_suffix(target.suffix)
                if ready.is_file() and digest_of_file(ready) == row.sha256:
                    ready.replace(target)
                if digest_of_file(target) == row.sha256:
                    return name, row
        return None

    def _content(
        self, publication: Publication, part: Path, known: tuple[str | None, str | None], read: Reply | None
    ) -> Reply:
        if read is None or read.same:
            return self._session.download(publication.address, part, LIMITS[publication.suffix], known)
        part.write_bytes(read.body)
        return read

    def _ready(self, part: Path, publication: Publication, reply: Reply) -> Path:
        """The file under a name that tells its kind. Raises `Refused` for what is not the file announced, or no report."""
        address = publication.address
        suffix = kind_of(part)
        if suffix is None:
            what = "neither a PDF nor a web page" if part.stat().st_size else "nothing"
            raise Refused(f"{address} holds {what}; it may be the answer of an error")
        if suffix == ".html" and publication.suffix == ".pdf":
            raise Refused(
                f"{address} holds a web page and not the PDF that is announced; it may be the page of an error"
            )
        if suffix == ".pdf" and not reply.whole and b"%%EOF" not in _tail(part):
            raise Refused(f"{address} broke off before its end; try again later")
        ready = part.replace(part.with_suffix(suffix))
        outcome = self._reader.read(ready, ready.name)
        if isinstance(outcome, str):
            raise Refused(f"{address} {outcome}")
        return ready

    def _name(
        self, publication: Publication, suffix: str, landing: Landing, row: Row, held: tuple[str, Row] | None
    ) -> str:
        """What to call a file here: as before, or after what it is, or told apart where a file has that name that must stay."""
        if held and Path(held[0]).suffix == suffix:
            return held[0]
        wanted = file_name(publication.stem, suffix, publication.address)
        current = {each.address for each in landing.publications}
        for name in (wanted, other_name(wanted, publication.address)):
            there = self._manifest.rows.get(name)
            path = self._folder / name
            if not path.exists():
                return name
            intact = there is not None and there.fetched and digest_of_file(path) == there.sha256
            if intact and there and there.landing == row.landing and there.address not in current:  # it has moved
                return name
        raise Refused(f"{publication.address} would take the place of {wanted}, which was not fetched; move that away")

    def _place(self, ready: Path, name: str, row: Row) -> tuple[str, str]:
        target = self._folder / name
        before = digest_of_file(target)
        self._keep(name, row)
        ready.replace(target)
        return (SAME if before == row.sha256 else CHANGED if before else NEW), name

    def _still(self, held: tuple[str, Row], row: Row) -> tuple[str, str]:
        name, before = held
        self._keep(
            name, replace(row, sha256=before.sha256, fetched=before.fetched, etag=before.etag, modified=before.modified)
        )
        return SAME, name

    def _keep(self, name: str, row: Row) -> None:
        if self._manifest.rows.get(name) != row:
            self._manifest = self._manifest.with_row(name, row)
            manifest.write(self._folder, self._manifest)


def kind_of(path: Path) -> str | None:
    """The ending that the content of a file should have; None where it is neither a PDF nor a web page."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if b"%PDF-" in head:
        return ".pdf"
    for encoding in ("utf-8-sig", "utf-16"):
        begin = head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n\0")
        if re.match(r"<(?:!|\?xml|[a-z])", begin, re.IGNORECASE):
            return ".html"
    return None


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-min(TAIL, path.stat().st_size), 2)
        return file.read()
