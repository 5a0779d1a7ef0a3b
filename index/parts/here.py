"""The parts of an index on this machine: one in this process, several in a process each, so that they work at once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from index.errors import IndexUnusable
from index.parts.opened import answer
from index.parts.part import Part
from index.parts.protocol import Given, Parts
from index.storage.database import Store
from index.version import engine

TRIES = 3  # of a step, where the process that should do it ends


class One:
    """The only part of an index, in this process."""

    count = 1

    def __init__(self, folder: Path, model: str, store: Store) -> None:
        self._part = Part(folder, model, store)

    def ask(self, step: str, given: Mapping[int, Given]) -> dict[int, Any]:
        return {number: getattr(self._part, step)(*own) for number, own in given.items()}


class Several:
    """Parts in a process each. One that ends, for lack of memory or by force, is started again."""

    def __init__(self, folders: Sequence[Path], model: str) -> None:
        self.count = len(folders)
        self._folders, self._model = folders, model
        self._lock = Lock()
        self._pools = [_pool() for _ in folders]

    def ask(self, step: str, given: Mapping[int, Given]) -> dict[int, Any]:
        begun = {number: self._begin(number, step, own) for number, own in given.items()}
        return {number: self._end(number, step, own, begun[number]) for number, own in given.items()}

    def _begin(self, number: int, step: str, given: Given) -> tuple[ProcessPoolExecutor, Future[Any] | None]:
        pool = self._pools[number]
        with suppress(BrokenProcessPool):
            return pool, pool.submit(answer, self._folders[number], self._model, engine(), step, given)
        return pool, None

    def _end(self, number: int, step: str, given: Given, begun: tuple[ProcessPoolExecutor, Future[Any] | None]) -> Any:
        for _ in range(TRIES):
            pool, future = begun
            with suppress(BrokenProcessPool):
                if future is not None:
                    return future.result()
            with self._lock:
                if self._pools[number] is pool:
                    self._pools[number] = _pool()
            begun = self._begin(number, step, given)
        raise IndexUnusable(
            f"The process that holds {self._folders[number].name} of the index ended {TRIES} times; "
            "there may be too little memory. Ask again, or build the index in more parts."
        )


def _pool() -> ProcessPoolExecutor:
    # A copy of a process that has threads may find a lock held by one that it lacks; this starts from nothing instead.
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def here(folders: Sequence[Path], model: str, stores: Sequence[Store]) -> Parts:
    """The parts in these folders, with these databases, on this machine. Raises `IndexUnusable`."""
    return One(folders[0], model, stores[0]) if len(folders) == 1 else Several(folders, model)
