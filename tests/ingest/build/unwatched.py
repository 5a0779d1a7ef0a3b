"""Builds and questions in processes of their own, for tests that end them at any moment: `python -m tests.unwatched`.

`builder INDEX MODEL` reads folders from its input, one a line, and builds an index of each in a child, so that a child
that is killed costs no imports; it prints the child's process id, then its exit status. `again INDEX MODEL FOLDER` builds
over and over, `reader INDEX MODEL` asks over and over, both until their input ends. They say when they are ready, and
print how often.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from pathlib import Path

from index.encoder import encoder
from index.searcher import Searcher
from index.storage.generations import newest
from ingest.build import pipeline

QUESTION = "forces with concerns about protection orders"
ONE, OTHER = {"fernmoor", "quillhaven"}, {"hollowmere"}  # the bodies of the two folders that are built in turns


def report(number: int) -> str:
    """An invented report that says a number, twice: once in each of two passages."""
    return f"""PEEL 2023–2025
Police effectiveness, efficiency and legitimacy
An inspection of Quillhaven Police
\fInvestigating crime

Quillhaven Police is good at investigating crime.

Main findings

The force seldom applies for protection orders

The force applied for {number} protection orders to safeguard victims of domestic abuse. Supervisors know this.

Officers do not understand protection orders

Of these {number} protection orders, officers breached few.
"""


def check(searcher: Searcher) -> None:
    """Ask, and make sure that all of the answer is of one generation."""
    answer = searcher.ask(QUESTION)
    assert answer.searched.generation == searcher.generation
    bodies = {hit.key for hit in answer.bodies}
    assert bodies in (ONE, OTHER), bodies
    assert all(hit.evidence or hit.near for hit in answer.bodies)
    info = searcher.info()
    assert {report.body.split()[0].lower() for report in info.reports} == bodies
    assert sum(report.passages for report in info.reports) == info.passages
    found = searcher.passages("protection orders", limit=100).passages
    said = {word for hit in found for word in hit.text.split() if word.isdigit() and "protection orders" in hit.text}
    assert len({number for number in said if len(number) > 5}) <= 1, said


def build(index: Path, model: str, folder: Path) -> str:
    return pipeline.build([folder], index, encoder(model)).generation


def builder(index: Path, model: str) -> None:
    import sklearn.feature_extraction.text  # noqa: F401  (here, so that no child and no reader of files imports it)

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                build(index, model, Path(line.strip()))
                os._exit(0)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def until_told() -> threading.Event:
    """Set when the input ends."""
    told = threading.Event()

    def wait() -> None:
        sys.stdin.read()
        told.set()

    threading.Thread(target=wait, daemon=True).start()
    return told


def again(index: Path, model: str, folder: Path) -> None:
    told, times = until_told(), 0
    encoder(model).load()
    print("ready", flush=True)
    while not told.is_set():
        times += 1
        if (folder / "quillhaven.txt").exists():
            (folder / "quillhaven.txt").write_text(report(200_000 + times), encoding="utf-8")
        else:
            pdf = next(folder.glob("*.pdf"))
            pdf.write_bytes(pdf.read_bytes() + b"\n")
        name = build(index, model, folder)
        assert newest(index).name >= name
    print(times)


def reader(index: Path, model: str) -> None:
    told, times = until_told(), 0
    shared = encoder(model)
    held = Searcher.open(index, shared)
    held.load_model()
    print("ready", flush=True)
    while not told.is_set():
        times += 1
        check(Searcher.open(index, shared))
        check(held)  # whose generation may have been replaced often by now
        if times % 20 == 0:
            held = Searcher.open(index, shared)
    print(times)


if __name__ == "__main__":
    what, where, model, *rest = sys.argv[1:]
    {"builder": builder, "again": again, "reader": reader}[what](Path(where), model, *map(Path, rest))  # type: ignore[operator]
