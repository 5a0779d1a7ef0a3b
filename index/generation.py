"""Where generations live, how one is published and how one is opened: whole, checked, or not at all.

A build fills a folder that readers do not look at and renames it into place when it is complete. The rename is
the publication; a reader opens the newest complete generation and keeps it until it opens again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.errors import IndexUnusable

DEFAULT_ROOT = Path(__file__).with_name("built")
VARIABLE = "INSPECTION_INDEX"
MANIFEST = "manifest.json"
FORMAT = 3  # of the tables and files; a reader of another format asks for a new build
KEPT = 3
_UNFINISHED = ".building-"


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation: its folder and what its manifest says."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def model(self) -> str:
        return str(self.manifest["model"])

    @property
    def sha256(self) -> str:
        """The hash of the manifest, which holds the hash of every file: it stands for the whole generation."""
        return _digest(self.folder / MANIFEST)


def root_folder(root: Path | None = None) -> Path:
    """The folder of generations: the one given, else that of INSPECTION_INDEX, else index/built."""
    return root or Path(os.environ.get(VARIABLE) or DEFAULT_ROOT)


@contextmanager
def publishing(root: Path, facts: Mapping[str, Any]) -> Iterator[Path]:
    """A folder to fill; it becomes the newest generation when the block ends without an error, else it goes."""
    root.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=root))
    try:
        yield folder
        built = datetime.now(UTC)
        manifest = {"format": FORMAT, "built": built.isoformat(timespec="seconds"), **facts, "files": _files(folder)}
        content = json.dumps(manifest, indent=1, sort_keys=True)
        (folder / MANIFEST).write_text(content, encoding="utf-8")
        _settle(folder)
        digest = hashlib.sha256(content.encode()).hexdigest()[:8]
        folder.chmod(0o755)
        folder.rename(root / f"{built:%Y%m%dT%H%M%S%f}-{digest}")
        _sync(root)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _prune(root)


def newest(root: Path) -> Generation:
    """The newest generation, every file of it checked against its manifest. Raises `IndexUnusable`."""
    names = generations(root)
    if not names:
        raise IndexUnusable(f"There is no index in {root}; build one with: python -m ingest build")
    folder = root / names[-1]
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = dict(manifest["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnusable(f"The index is damaged ({folder.name} has no readable manifest); build it again.") from error
    if manifest.get("format") != FORMAT:
        raise IndexUnusable("The index was built by another version of this program; build it again.")
    for name, digest in files.items():
        path = folder / name
        if not path.is_file() or _digest(path) != digest:
            raise IndexUnusable(f"The index is damaged ({name} of {folder.name} is not as it was built); build it again.")
    return Generation(folder, manifest)


def generations(root: Path) -> list[str]:
    """Names of the published generations, oldest first."""
    if not root.is_dir():
        return []
    return sorted(p.name for p in root.iterdir() if p.is_dir() and not p.name.startswith("."))


def _files(folder: Path) -> dict[str, str]:
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.endswith(".lock"))
    return {path.relative_to(folder).as_posix(): _digest(path) for path in paths}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _settle(folder: Path) -> None:
    """Everything written to disk before the rename, so that a power cut leaves a whole generation or none."""
    for path in [*folder.rglob("*"), folder]:
        _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _prune(root: Path) -> None:
    for name in generations(root)[:-KEPT]:
        shutil.rmtree(root / name, ignore_errors=True)
