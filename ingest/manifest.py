"""The manifest of a folder of reports: for each file that was fetched or added, where it is from.

A file `manifest.json` beside the reports. A row tells of a file only as long as the file has the content that the row
was written for, by its hash; what somebody put in its place is theirs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

FILE = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One file: its content's hash, its address on the web, and what the page that it was found on says of it.

    `landing` is the address of that page. `publication` is what the site calls what it publishes there, in its own
    words, which tell the family even where the file does not. `published` is a day and `fetched` a time, in ISO form.
    `etag` and `modified` are what the site said of the file, for asking whether it is still the same.
    """

    sha256: str
    address: str
    landing: str | None = None
    title: str | None = None
    published: str | None = None
    fetched: str | None = None
    etag: str | None = None
    modified: str | None = None
    publication: str | None = None

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return date.fromisoformat(self.published) if self.published else None


@dataclass(frozen=True)
class Manifest:
    """The rows of a folder, by the file's name."""

    rows: Mapping[str, Row] = field(default_factory=dict)

    def with_row(self, name: str, row: Row) -> Manifest:
        return Manifest({**self.rows, name: row})


class BadManifest(ValueError):
    """A manifest that cannot be read; the message says what to do."""


def read(folder: Path) -> Manifest:
    """The manifest of a folder; an empty one where it has none. Raises `BadManifest`."""
    path = folder / FILE
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            raise BadManifest(f"{path} was written by another version of this program; move it away.")
        return Manifest({str(name): _row(row) for name, row in told["files"].items()})
    except FileNotFoundError:
        return Manifest()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, BadManifest):
            raise
        raise BadManifest(f"{path} is damaged; mend it or move it away.") from error


def write(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in the place of the folder's; whole, or the old one stays."""
    put(folder / FILE, {"format": FORMAT, "files": {name: asdict(row) for name, row in sorted(manifest.rows.items())}})


def put(path: Path, told: Mapping[str, Any]) -> None:
    """Write what is told as JSON in the place of a file; whole, or the old one stays."""
    unfinished = path.with_name(f".{path.name.lstrip('.')}.new")
    with unfinished.open("w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def _row(told: Mapping[str, Any]) -> Row:
    known = {f.name: told.get(f.name) for f in fields(Row)}
    if not all(value is None or isinstance(value, str) for value in known.values()):
        raise TypeError("a value that is no text")
    row = Row(**known)  # type: ignore[arg-type]
    if not row.sha256 or row.address is None or (row.published and not row.day):
        raise TypeError("a value that is missing")
    return row
