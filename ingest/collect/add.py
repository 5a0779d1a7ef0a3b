"""One's own files in, copies among the reports out: each checked before, none overwritten, none taken twice.

One that cannot be read or copied is refused with its reason, and the others go on. A copy has a name that a build looks at.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.bodies import Bodies
from corpus.records import Report, Source
from ingest import manifest
from ingest.read.lines import SUFFIXES
from ingest.read.worker import Reader

ENDINGS = {
    "pdf": ".pdf",
    "html": ".mht",
}  # for what has none that is read; saved pages are told from plain ones by their bytes


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: the report and where its copy is, or why it was refused."""

    file: Path
    report: Report | None
    copy: Path | None
    note: str


def add(files: Iterable[Path], folder: Path, bodies: Bodies, source: str | None = None) -> Iterator[Added]:
    """Check each file and copy it into `folder`, one after the other. `source` is the address on the web they are from.

    `BadManifest` where the manifest that `source` goes into is damaged.
    """
    with Reader(bodies) as reader:
        for file in files:
            try:
                added = _added(file, folder, reader.read(file, file.name))
                if source and added.copy is not None and added.report is not None:
                    _note(added.copy, added.report.sources[0].sha256, source)
            except OSError as error:
                where = error.filename or folder
                added = Added(
                    file, None, None, f"could not be copied ({error.strerror}: {where}); mend that and add it again"
                )
            yield added


def _added(file: Path, folder: Path, outcome: Report | str) -> Added:
    if isinstance(outcome, str):
        return Added(file, None, None, outcome)
    known = _same(outcome.sources[0].sha256, folder)
    if known is not None:
        return Added(file, outcome, known, f"is there already, as {known.name}")
    copy = _copy(file, folder, outcome.sources[0])
    return Added(file, outcome, copy, f"added as {copy.name}")


def _note(copy: Path, sha256: str, source: str) -> None:
    """Keep where a file is from; what fetching noted of it stays."""
    told = manifest.read(copy.parent)
    row = told.rows.get(copy.name)
    row = replace(row, address=source) if row and row.sha256 == sha256 else manifest.Row(sha256, source)
    manifest.write(copy.parent, told.with_row(copy.name, row))


def _name(file: Path, kind: str) -> str:
    """The name of a copy: the file's own, not hidden, with an ending that is read."""
    name = file.name.lstrip(".") or "report"
    return name if Path(name).suffix.lower() in SUFFIXES else f"{name}{ENDINGS.get(kind, '.txt')}"


def _same(sha256: str, folder: Path) -> Path | None:
    """A file under the folder with this content."""
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_file() and not path.name.startswith("."):
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() == sha256:
                    return path
    return None


def _copy(file: Path, folder: Path, source: Source) -> Path:
    """A copy under the file's own name, or one told apart by its content where another file has that name."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / _name(file, source.kind)
    if target.exists():
        target = folder / f"{target.stem}-{source.sha256[:8]}{target.suffix}"
    handle, unfinished = tempfile.mkstemp(prefix=".adding-", dir=folder)
    os.close(handle)
    try:
        shutil.copyfile(file, unfinished)
        Path(unfinished).chmod(0o644)
        Path(unfinished).rename(target)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    return target
