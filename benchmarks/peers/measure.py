"""One program measured: a process that builds, processes that answer once, and one that answers warm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.data import BENCH
from benchmarks.memory import family, most
from benchmarks.peers.environments import CannotBeMade, Program
from benchmarks.peers.protocol import Task
from corpus.paths import PROJECT
from ingest.build.cache import FOLDER as FOR_LATER

COLD, ROUNDS = 3, 3  # processes that answer once, rounds of all questions that are timed
EVERY = 0.2  # seconds between two looks at the memory of a process that builds
# No model hub is asked, whatever a library would do by itself, and no library tells anybody that it runs.
QUIET = {"HF_HUB_OFFLINE": "1", "LOGFIRE_IGNORE_NO_CONFIG": "1", "ANONYMIZED_TELEMETRY": "false"}
Told = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What a process told at its end, seconds from its start to its first line and to its end, and the most memory (MB)."""

    told: Told
    first: float
    whole: float
    memory: float


def run(python: Path, program: Program, task: Task) -> Outcome:
    """Have a program's script do a task. Raises `CannotBeMade` with the last line of what it said where it fails."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(python), "-m", program.module], cwd=PROJECT, env={**os.environ, **QUIET},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
        )  # fmt: skip
        peak = _Peak(process.pid)
        peak.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(BrokenPipeError):  # it ended before it read what to do; what it said is told below
                process.stdin.write(task.said())
                process.stdin.close()
            # Some libraries print while they are imported.
            lines = [(line, time.perf_counter() - start) for line in process.stdout if line.startswith("{")]
            process.wait()
            whole = time.perf_counter() - start
        finally:
            process.kill()  # nothing where it has ended
            process.wait()
            memory = peak.stop()
        if process.returncode:
            errors.seek(0)
            raise CannotBeMade(
                f"{program.label} failed: {(errors.read().strip().splitlines() or ['nothing said'])[-1]}"
            )
    told = json.loads(lines[-1][0])
    return Outcome(told, lines[0][1], whole, max(memory, told["memory"]))


class _Peak(threading.Thread):
    """Looks at the memory of a process and of those it starts; they are counted together while they live."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process, self._most, self._ended = process, 0.0, threading.Event()

    def run(self) -> None:
        while not self._ended.wait(EVERY):
            self._most = max(self._most, sum(most(one) for one in family(self._process)))

    def stop(self) -> float:
        self._ended.set()
        self.join()
        return self._most


def built(python: Path, program: Program, task: Task) -> Told:
    """An index built from PDFs where none was: seconds from the process's start to its end, and what came of it."""
    shutil.rmtree(task.folder, ignore_errors=True)
    task.folder.parent.mkdir(parents=True, exist_ok=True)
    done = run(python, program, replace(task, do="build", questions=()))
    later = size(task.folder / FOR_LATER)
    return {
        "versions": done.told["versions"],
        "passages": done.told["passages"],
        "build": done.whole,
        "build_memory": done.memory,
        "disk": size(task.folder) - later,
        "disk_for_later_builds": later,
    }


def asked(python: Path, program: Program, task: Task, say: Callable[[str], None]) -> Told:
    """Warm questions first, so that all files have been read once; then new processes that answer one question each."""
    task = replace(task, do="ask", files=())
    say(f"{program.label}: asking {len(task.questions)} questions, {ROUNDS + 1} times …")
    warm = run(python, program, replace(task, rounds=ROUNDS))
    say(f"{program.label}: starting {COLD} times for one question …")
    cold = [run(python, program, replace(task, questions=task.questions[:1])).first for _ in range(COLD)]
    seconds = warm.told["seconds"]
    return {
        "first": float(np.median(cold)),
        "p50": float(np.percentile(seconds["all"], 50)),
        "p95": float(np.percentile(seconds["all"], 95)),
        "few_p50": float(np.percentile(seconds["few"], 50)),
        "few_p95": float(np.percentile(seconds["few"], 95)),
        "memory": warm.told["memory"],
        "scores": warm.told["scores"],
    }


def size(folder: Path) -> float:
    """Megabytes (of 1,048,576 bytes) of all files in a folder; 0 where there is none."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1024**2


def index_of(program: Program) -> Path:
    """Where the index of a program is built."""
    return BENCH / "peers" / "indexes" / program.key


def task_of(data: Path, program: Program, model: Path, files: Sequence[str], questions: Sequence[str]) -> Task:
    """What a program is to do, but for which part of it."""
    return Task("", str(data / "reports"), str(index_of(program)), str(model), tuple(files), tuple(questions))
