"""A file in, its report or the reason why there is none out, read by a process apart: a bad file takes nothing with it.

A PDF library written in C can crash, hang or swallow a machine's memory over a damaged or hostile file. So files are read
by a worker process that has a limit of memory. One that dies over a file, or takes too long, is ended, the file is refused
with a sentence, and a new worker goes on with the next.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, TypeVar

from corpus.bodies import Bodies
from corpus.records import Report
from ingest.read.lines import CRASHED, SECONDS, SLOW, Raw
from ingest.read.report import attempt, attempt_lines, attempt_raw

MEMORY = 1536 * 1024**2  # bytes that a worker may take beyond what it starts with; real reports need less than a tenth
Task = TypeVar("Task")
Outcome = TypeVar("Outcome")
Done = tuple[Raw | None, Report | str]  # the lines that were read now, and the report or why there is none


class Reader:
    """One worker process, started when it is first needed. Use it in a `with` block; one thread at a time."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self._process: Any = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def read(self, path: Path, file: str) -> Report | str:
        """The report in a file, or why there is none; `file` is its name in the index."""
        outcome: Report | str = self._ask("read", path, file)
        return outcome

    def done(self, known: Path | Raw, file: str, family: str | None = None) -> Done:
        """The same with the lines it was read from, or from lines that were read before; `family` where that is given."""
        raw: Raw | str = self._ask("lines", known) if isinstance(known, Path) else known
        if isinstance(raw, str):
            return None, raw
        return (raw if isinstance(known, Path) else None), self._ask("parse", replace(raw, family=family), file)

    def _ask(self, what: str, known: object, file: str = "") -> Any:
        pipe = self._pipe or self.start()
        try:
            pipe.send((what, known, file))
            if pipe.poll(SECONDS):
                return pipe.recv()
            reason = SLOW
        except (EOFError, OSError):  # the worker is gone
            reason = CRASHED
        self.end()
        return reason

    def start(self) -> Connection:
        """Start the worker now."""
        # A copy of a process that has threads may find a lock held by one that it lacks; then start from nothing instead.
        alone = threading.active_count() == 1
        context: Any = multiprocessing.get_context(None if alone else "spawn")
        self._pipe, theirs = multiprocessing.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self._bodies), daemon=True)
        self._process.start()
        theirs.close()  # so that the end of the worker is the end of the pipe
        return self._pipe

    def end(self) -> None:
        """End the worker, whatever it does."""
        if self._pipe is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
        self._pipe = None


def read_all(files: Sequence[tuple[Path, str]], bodies: Bodies, workers: int) -> Iterator[Report | str]:
    """The outcome of each file (path, name in the index), in order, the work shared between worker processes."""
    return _shared(files, bodies, workers, lambda reader, task: reader.read(*task))


def done_all(files: Sequence[tuple[Path | Raw, str, str | None]], bodies: Bodies, workers: int) -> Iterator[Done]:
    """The same with the lines of each; what was read before is given as its lines."""
    return _shared(files, bodies, workers, lambda reader, task: reader.done(*task))


def _shared(
    tasks: Sequence[Task], bodies: Bodies, workers: int, work: Callable[[Reader, Task], Outcome]
) -> Iterator[Outcome]:
    free: SimpleQueue[Reader] = SimpleQueue()
    readers = [Reader(bodies) for _ in range(min(workers, len(tasks)))]
    for reader in readers:
        reader.start()  # before there are threads
        free.put(reader)

    def outcome(task: Task) -> Outcome:
        reader = free.get()
        try:
            return work(reader, task)
        finally:
            free.put(reader)

    pool = ThreadPoolExecutor(max(len(readers), 1))
    try:
        yield from pool.map(outcome, tasks)
    finally:
        for reader in readers:
            reader.end()
        pool.shutdown(cancel_futures=True)


def _work(pipe: Connection, bodies: Bodies) -> None:
    """What a worker does until its pipe is closed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory()
    while True:
        try:
            what, known, file = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            pipe.send(_done(what, known, bodies, file))
        except MemoryError:
            pipe.send(CRASHED)
        except KeyboardInterrupt:
            return


def _done(what: str, known: Any, bodies: Bodies, file: str) -> object:
    if what == "lines":
        return attempt_lines(known)
    return attempt(known, bodies, file) if what == "read" else attempt_raw(known, bodies, file)


def _end_with_parent() -> None:
    """End this process when the one that started it was killed; it would wait for ever, and hold what that had locked."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _limit_memory() -> None:
    """Hold this process to `MEMORY` more than it has; where a system has no such limit, that of time remains."""
    try:
        import resource

        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    except (ImportError, OSError, ValueError):
        return
