"""The parts of an index on this machine: one in this process, several in a process each, so that they work at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from index.errors import IndexUnusable
from index.parts.part import Part
from index.parts.process import Ended, Process
from index.parts.protocol import Given, Parts
from index.storage.database import Store

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
        self._folders = folders
        self.processes = [Process(folder, model) for folder in folders]

    def ask(self, step: str, given: Mapping[int, Given]) -> dict[int, Any]:
        with ExitStack() as held:
            for number in sorted(given):  # all in one order, so that nobody waits for another for ever
                held.enter_context(self.processes[number].lock)
            try:
                return self._asked(step, given)
            except BaseException:
                for number in given:  # a reply that nobody waited for would be taken for that to the next question
                    self.processes[number].end()
                raise

    def _asked(self, step: str, given: Mapping[int, Given]) -> dict[int, Any]:
        replies: dict[int, tuple[bool, Any]] = {}
        for _ in range(TRIES):
            asked = [number for number in given if number not in replies and self._sent(number, step, given[number])]
            for number in asked:
                try:
                    replies[number] = self.processes[number].receive()
                except Ended:
                    self.processes[number].end()
        for number in given:
            if number not in replies:
                raise IndexUnusable(
                    f"The process that holds {self._folders[number].name} of the index ended {TRIES} times; "
                    "there may be too little memory. Ask again, or build the index in more parts."
                )
        for done, told in replies.values():
            if not done:
                raise told
        return {number: replies[number][1] for number in given}

    def _sent(self, number: int, step: str, given: Given) -> bool:
        try:
            self.processes[number].send(step, given)
        except Ended:
            self.processes[number].end()
            return False
        return True


def here(folders: Sequence[Path], model: str, stores: Sequence[Store]) -> Parts:
    """The parts in these folders, with these databases, on this machine. Raises `IndexUnusable`."""
    return One(folders[0], model, stores[0]) if len(folders) == 1 else Several(folders, model)
