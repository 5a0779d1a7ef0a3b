"""What a measured program is asked and what it tells, a line of JSON each: the part that all of them share.

Each program is a script of two functions. One builds an index from PDFs, the other opens it and gives a function from a
question to scores of files. A script is run as a process, in an environment of its own, so this knows the standard library alone.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.memory import most

Ask = Callable[
    [str, int], Iterable[tuple[str, float]]
]  # a question and how many passages to the file and score of each
Build = Callable[["Task"], int]  # how many passages were stored
Open = Callable[["Task"], Ask]


@dataclass(frozen=True)
class Task:
    """What a script does. `root` is the folder that the names of `files` are in, `model` that of the model's files, `passages`
    how many the index holds, `few` how many are asked for where not every body is."""

    do: str
    root: str
    index: str
    model: str
    files: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    passages: int = 0
    few: int = 10
    rounds: int = 0

    @property
    def folder(self) -> Path:
        """Where the index is."""
        return Path(self.index)

    def said(self) -> str:
        """The task as JSON."""
        return json.dumps(asdict(self))


def best(passages: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The score of each file: that of its best passage.

    >>> best([("one.pdf", 0.2), ("two.pdf", 0.5), ("one.pdf", 0.7)])
    {'one.pdf': 0.7, 'two.pdf': 0.5}
    """
    found: dict[str, float] = {}
    for file, score in passages:
        found[file] = max(score, found.get(file, score))
    return found


def answered(task: Task, ask: Ask, tell: Callable[[Any], None]) -> dict[str, Any]:
    """Scores of every question and seconds of each, for every body and for a few passages; the first list is told at once."""
    tell({"first": best(ask(task.questions[0], task.passages))})
    scores = {question: best(ask(question, task.passages)) for question in task.questions}
    seconds: dict[str, list[float]] = {"all": [], "few": []}
    for _ in range(task.rounds):
        for question in task.questions:
            for name, limit in (("all", task.passages), ("few", task.few)):
                start = time.perf_counter()
                best(ask(question, limit))
                seconds[name].append(time.perf_counter() - start)
    return {"scores": scores, "seconds": seconds}


def run(build: Build, open_index: Open, libraries: tuple[str, ...]) -> None:
    """Do the task that is read from stdin. Lines of JSON go to stdout, and whatever libraries print goes to stderr."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def tell(found: Any) -> None:
        print(json.dumps(found), file=out, flush=True)

    task = Task(**json.loads(sys.stdin.read()))
    if task.do == "build":
        done: dict[str, Any] = {"passages": build(task)}
    else:
        done = answered(task, open_index(task), tell)
    tell({**done, "memory": most(), "versions": {name: version(name) for name in libraries}})
