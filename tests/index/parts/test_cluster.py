"""Parts on a real cluster on this machine, a scheduler and two workers as Dask's own commands start them, and what is left when
some of it is ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from corpus.paths import PROJECT
from index.encoder import HashingEncoder
from index.errors import ClusterUnusable, IndexUnusable
from index.parts import cluster, there
from index.parts.cluster import Cluster, connected
from index.searcher import Searcher
from index.storage.generations import newest
from ingest.build import pipeline
from ingest.build.inputs import SAMPLES, find
from tests.index.parts.everything import everything

QUESTION = "concerns about records"


@dataclass
class Machines:
    """A scheduler and its workers, each a process."""

    folder: Path
    scheduler: Any = None
    workers: list[Any] = field(default_factory=list)

    @property
    def address(self) -> str:
        return str(json.loads((self.folder / "scheduler.json").read_text())["address"])

    def start(self, count: int = 2) -> Machines:
        file = self.folder / "scheduler.json"
        given = ("--scheduler-file", str(file), "--no-dashboard")
        self.scheduler = _dask("scheduler", *given, "--host", "127.0.0.1", "--port", "0", "--no-show")
        until = time.monotonic() + 60
        while not file.is_file() and time.monotonic() < until:
            time.sleep(0.1)
        for _ in range(count):
            self.add()
        return self

    def add(self) -> Any:
        given = ("--scheduler-file", str(self.folder / "scheduler.json"), "--no-dashboard", "--no-nanny")
        self.workers.append(
            _dask("worker", *given, "--nthreads", "2", "--host", "127.0.0.1", "--local-directory", str(self.folder))
        )
        return self.workers[-1]

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


def _dask(*given: str) -> Any:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *given],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A cluster that tests leave as they found it."""
    found = Machines(tmp_path_factory.mktemp("cluster")).start()
    yield found
    found.end()


@pytest.fixture
def fragile(tmp_path: Path) -> Iterator[Machines]:
    """A cluster to be ended."""
    found = Machines(tmp_path).start()
    yield found
    found.end()


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory, machines: Machines) -> Path:
    """A folder with the samples in three parts, built on the cluster."""
    folder = tmp_path_factory.mktemp("three")
    pipeline.build(SAMPLES, folder, HashingEncoder(), parts=3, cluster=connected(machines.address))
    return folder


def scores(searcher: Searcher) -> list[tuple[str, float]]:
    return [(hit.key, hit.score) for hit in searcher.ask(QUESTION).bodies]


def test_a_cluster_builds_and_tells_what_one_machine_does(tmp_path: Path, three: Path, machines: Machines) -> None:
    pipeline.build(SAMPLES, tmp_path, HashingEncoder(), parts=3)
    assert newest(three).manifest["parts"] == newest(tmp_path).manifest["parts"]  # hashes of all that was written
    pipeline.build(SAMPLES, tmp_path, HashingEncoder(), parts=1)
    one = dict(everything(Searcher.open(tmp_path)))
    spread = dict(everything(Searcher.open(three, cluster=machines.address)))
    assert spread.keys() == one.keys()
    assert [asked for asked in one if spread[asked] != one[asked]] == []


def test_who_loses_a_worker_is_answered_all_the_same(three: Path, fragile: Machines) -> None:
    expected = scores(Searcher.open(three))
    searcher = Searcher.open(three, cluster=fragile.address)
    assert scores(searcher) == expected
    with ThreadPoolExecutor(1) as asking:
        for _ in range(3):
            answer = asking.submit(scores, searcher)
            fragile.workers.pop(0).kill()
            try:
                assert answer.result(timeout=60) == expected
            except TimeoutError:
                fragile.end()  # else the question, and this test, would wait on
                raise
            fragile.add()


def test_a_cluster_without_workers_is_told_in_a_sentence(
    three: Path, fragile: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 2)
    searcher = Searcher.open(three, cluster=fragile.address)
    for worker in fragile.workers:
        worker.send_signal(signal.SIGKILL)
    with pytest.raises(ClusterUnusable, match="has had no worker for 2 seconds"):
        searcher.ask(QUESTION)
    fragile.add()
    assert scores(searcher) == scores(Searcher.open(three))


def test_a_scheduler_that_is_gone_is_told_in_a_sentence(three: Path, fragile: Machines) -> None:
    searcher = Searcher.open(three, cluster=fragile.address)
    fragile.scheduler.kill()
    with pytest.raises(ClusterUnusable, match="No scheduler answers at tcp://127"):
        searcher.ask(QUESTION)
    with pytest.raises(ClusterUnusable, match="No scheduler answers"):
        Cluster(fragile.address)


def test_workers_of_another_version_are_told_in_a_sentence(
    three: Path, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(there, "engine", lambda: "another")
    with pytest.raises(IndexUnusable, match="another version of this program"):
        Searcher.open(three, cluster=machines.address)


def test_a_worker_that_is_lost_in_a_build_loses_nothing(tmp_path: Path, three: Path, fragile: Machines) -> None:
    seen: list[int] = []

    def progress(what: str, done: int, total: int) -> None:
        seen.append(done)
        if len(seen) in (2, 6):
            fragile.workers.pop(0).kill()
            fragile.add()

    pipeline.build(
        SAMPLES, tmp_path / "index", HashingEncoder(), progress=progress, parts=3, cluster=connected(fragile.address)
    )
    assert len(seen) > 6
    assert newest(tmp_path / "index").manifest["parts"] == newest(three).manifest["parts"]


def test_an_answer_is_of_one_edition_while_others_are_published(tmp_path: Path, machines: Machines) -> None:
    """Editions of some of the samples and of all, in turn: an answer that mixed them would be of neither."""
    some, every = find([SAMPLES[0]]), find(SAMPLES)
    encoder, index = HashingEncoder(), tmp_path / "index"
    expected = {}
    for files in (every, some):
        pipeline.build(files, index, encoder, parts=3)
        expected[json.dumps(told(Searcher.open(index)))] = 0
    stop = time.monotonic() + 20
    with ThreadPoolExecutor(5) as readers:
        reading = [readers.submit(_read, index, machines.address, stop) for _ in range(5)]
        published = 0
        while time.monotonic() < stop:
            pipeline.build((every, some)[published % 2], index, encoder, parts=3)
            published += 1
        for reader in reading:
            for answer in reader.result():
                expected[answer] += 1  # KeyError where an answer is of neither
    assert published > 2
    assert min(expected.values()) > 0


def told(searcher: Searcher) -> list[Any]:
    answer = searcher.ask(QUESTION)
    searched = answer.searched
    return [searched.reports, searched.bodies, searched.passages, [(hit.key, hit.score) for hit in answer.bodies]]


def _read(index: Path, address: str, stop: float) -> list[str]:
    found = []
    while time.monotonic() < stop:
        found.append(json.dumps(told(Searcher.open(index, cluster=address))))
    return found


def test_without_dask_a_cluster_is_told_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterUnusable, match=r"pip install -e '\.\[cluster\]'"):
        Cluster("tcp://127.0.0.1:1")


def test_an_address_that_is_none_is_told_in_a_sentence() -> None:
    with pytest.raises(ClusterUnusable, match="No scheduler answers at nonsense"):
        Cluster("nonsense://here")
