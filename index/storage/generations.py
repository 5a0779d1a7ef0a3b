"""Where generations live, how one is published and how one is opened: whole, checked, or not at all.

A build fills a folder that readers do not look at and renames it into place when it is complete. The rename is
the publication; a reader opens the newest complete generation and keeps it until it opens again. A generation is
never changed; one that a reader holds is not removed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from corpus.paths import BUILT
from index.errors import IndexUnusable
from index.storage import locks

VARIABLE = "INSPECTION_INDEX"
MANIFEST = "manifest.json"
FORMAT = 5  # of the tables and files that are written
READABLE = (4, FORMAT)  # a generation of any other format asks for a new build
KEPT = 3
_UNFINISHED, _WITHDRAWN, _REMOVING = ".building-", ".withdrawn-", ".removing-"
_STAMP = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation: its folder, what its manifest says, and the hold that keeps it from being removed."""

    folder: Path
    manifest: Mapping[str, Any]
    hold: locks.Hold | None = field(default=None, repr=False, compare=False)

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def model(self) -> str:
        return str(self.manifest["model"])

    @property
    def parts(self) -> tuple[Path, ...]:
        """The folder of each of its parts, in order; its own where it is not divided."""
        return tuple(self.folder / name for name in self.manifest.get("parts", {"": ""}))

    @property
    def divided(self) -> int:
        """How many parts its bodies are shared out to."""
        return int(self.manifest.get("divided", 1))

    @property
    def sha256(self) -> str:
        """The hash of the manifest, which holds the hash of every file: it stands for the whole generation."""
        return _digest(self.folder / MANIFEST)


def part_name(number: int, parts: int) -> str:
    """The folder of a part in that of its generation; "" for the only one."""
    return f"part-{number + 1:0{len(str(parts))}}" if parts > 1 else ""


def root_folder(root: Path | None = None) -> Path:
    """The folder of generations: the one given, else that of INSPECTION_INDEX, else index/built."""
    return root or Path(os.environ.get(VARIABLE) or BUILT)


@contextmanager
def building(root: Path, waiting: Callable[[str], None] = lambda who: None) -> Iterator[None]:
    """The right to publish in a folder, one build at a time; what builds that were killed left there goes first."""
    with locks.alone(root, waiting=waiting):
        for left in root.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        for left in root.glob(f"{_REMOVING}*"):
            _remove(left)
        for mark in root.glob(f"{_WITHDRAWN}*"):
            if _remove(root / mark.name.removeprefix(_WITHDRAWN)):
                mark.unlink(missing_ok=True)
        yield


@contextmanager
def publishing(
    root: Path, facts: Mapping[str, Any], tried: Callable[[Generation], None] = lambda generation: None
) -> Iterator[Path]:
    """A folder to fill; it becomes the newest generation when the block ends without an error, else it goes.

    `tried` is given the whole generation before anybody can see it; what it raises keeps it from being published.
    """
    root.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=root))
    try:
        yield folder
        built = datetime.now(UTC)
        manifest = {"format": FORMAT, "built": built.isoformat(timespec="seconds"), **facts, "files": _files(folder)}
        content = json.dumps(manifest, indent=1, sort_keys=True)
        (folder / MANIFEST).write_text(content, encoding="utf-8")
        tried(Generation(folder, manifest))
        _settle(folder)
        digest = hashlib.sha256(content.encode()).hexdigest()[:8]
        folder.chmod(0o755)
        folder.rename(root / f"{_stamp(root, built)}-{digest}")
        _sync(root)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _prune(root)


def rollback(root: Path, waiting: Callable[[str], None] = lambda who: None) -> Generation:
    """Withdraw the newest generation; the one before is served from now on. Raises `IndexUnusable` where none is whole."""
    if not generations(root):
        return newest(root)
    with building(root, waiting):
        *earlier, last = generations(root)
        if not earlier:
            raise IndexUnusable("There is no earlier generation to go back to; build the index again.")
        previous = _opened(root / earlier[-1])
        (root / f"{_WITHDRAWN}{last}").touch()  # a mark, since readers that have it open find its files by name
        _sync(root)
        return previous


def newest(root: Path) -> Generation:
    """The newest generation, every file of it checked against its manifest. Raises `IndexUnusable`."""
    while names := generations(root):
        folder = root / names[-1]
        try:
            return _opened(folder)
        except IndexUnusable:
            if folder.is_dir():  # else it was withdrawn or removed just now
                raise
    raise IndexUnusable(f"There is no index in {root}; build one with: python -m ingest build")


def _opened(folder: Path) -> Generation:
    """The generation in a folder, held and checked."""
    try:
        hold = locks.Hold(folder / MANIFEST)
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = dict(manifest["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnusable(
            f"The index is damaged ({folder.name} has no readable manifest); build it again."
        ) from error
    if manifest.get("format") not in READABLE:
        raise IndexUnusable("The index was built by another version of this program; build it again.")
    with ThreadPoolExecutor() as readers:
        whole = list(readers.map(lambda name: _is(folder / name, files[name]), files))
    for name, is_whole in zip(files, whole, strict=True):
        if not is_whole:
            raise IndexUnusable(
                f"The index is damaged ({name} of {folder.name} is not as it was built); build it again."
            )
    if not hold.is_on(folder / MANIFEST):
        raise IndexUnusable(f"The index is damaged ({folder.name} is gone); build it again.")
    return Generation(folder, manifest, hold)


def generations(root: Path) -> list[str]:
    """Names of the published generations, oldest first, without those withdrawn."""
    if not root.is_dir():
        return []
    found = {path.name for path in root.iterdir()}
    return sorted(n for n in found if not n.startswith(".") and f"{_WITHDRAWN}{n}" not in found and (root / n).is_dir())


def _files(folder: Path) -> dict[str, str]:
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.endswith(".lock"))
    return {path.relative_to(folder).as_posix(): _digest(path) for path in paths}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is(path: Path, digest: str) -> bool:
    try:
        return _digest(path) == digest
    except OSError:
        return False


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


def _stamp(root: Path, built: datetime) -> str:
    """The time in a generation's name; later than every other's there, even where the clock was set back."""
    last = (generations(root) or [""])[-1].split("-")[0]
    if last >= built.strftime(_STAMP):
        built = datetime.strptime(last, _STAMP) + timedelta(microseconds=1)
    return built.strftime(_STAMP)


def _prune(root: Path) -> None:
    for name in generations(root)[:-KEPT]:
        _remove(root / name)


def _remove(folder: Path) -> bool:
    """Remove a generation that no reader holds, out of sight at once, so that none is ever seen in part; whether it went."""
    with locks.unheld(folder / MANIFEST) as free:
        if free and folder.is_dir():
            gone = folder if folder.name.startswith(_REMOVING) else folder.with_name(f"{_REMOVING}{folder.name}")
            folder.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
        return free
