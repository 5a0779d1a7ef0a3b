"""Who builds and who reads. The system frees these locks when a process ends, however it ends, so none is ever stale."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

try:
    import fcntl
except ImportError:  # Windows: there a file that is open cannot be removed anyway
    fcntl = None  # type: ignore[assignment]

LOCK, TURN, HOLDER = ".lock", ".turn", ".holder.json"


@contextmanager
def alone(
    root: Path, what: str = "building this index", waiting: Callable[[str], None] = lambda who: None
) -> Iterator[None]:
    """The right to change a folder, one process at a time. `waiting` is told who has it before it is waited for.

    Who waits first has the turn, so that a process that asks again at once does not overtake those that wait.
    """
    root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(root / LOCK)
    told: list[str] = []

    def tell() -> None:
        if not told:
            told.append(_holder(root, what))
            waiting(told[0])

    with _got(FileLock(root / TURN), tell):
        _get(lock, tell)
    try:
        with suppress(OSError):  # a full disk; it only tells others who builds
            (root / HOLDER).write_text(json.dumps({"process": os.getpid(), "since": time.strftime("%H:%M")}))
        yield
    finally:
        with suppress(OSError):
            (root / HOLDER).unlink(missing_ok=True)
        lock.release()


def _get(lock: BaseFileLock, tell: Callable[[], None]) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        tell()
        lock.acquire()


@contextmanager
def _got(lock: BaseFileLock, tell: Callable[[], None]) -> Iterator[None]:
    _get(lock, tell)
    try:
        yield
    finally:
        lock.release()


def _holder(root: Path, what: str) -> str:
    try:
        told = json.loads((root / HOLDER).read_text())
        return f"Process {told['process']} has been {what} since {told['since']}; waiting until it is done."
    except (OSError, ValueError, KeyError, TypeError):
        return f"Another process is {what}; waiting until it is done."


class Hold:
    """Keeps a file, and so the folder it stands for, from being removed as long as this object lives."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY)
        if fcntl is not None:
            fcntl.flock(self._file, fcntl.LOCK_SH)

    def is_on(self, path: Path) -> bool:
        """Whether the file held is still the one of that name."""
        try:
            return os.path.samestat(os.fstat(self._file), path.stat())
        except OSError:
            return False

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            os.close(self._file)


@contextmanager
def unheld(path: Path) -> Iterator[bool]:
    """Whether nobody holds a file; nobody can while the block lasts."""
    try:
        file = os.open(path, os.O_RDONLY)
    except OSError:
        yield True
        return
    try:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        free = True
    except OSError:
        free = False
    try:
        yield free
    finally:
        os.close(file)
