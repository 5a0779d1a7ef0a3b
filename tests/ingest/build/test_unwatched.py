"""What nobody watches: builds that are killed, that meet, that find the disk full, while readers go on asking.

With the hashing encoder, or with the model that SOAK_MODEL names (`make soak`); the figures are the same.
"""

from __future__ import annotations

import itertools
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from benchmarks.rebuild import CLOSE, differences
from corpus.paths import PROJECT
from index.encoder import HASHING, encoder
from index.errors import IndexUnusable
from index.searcher import Searcher
from index.storage.generations import KEPT, generations, newest
from index.storage.locks import alone
from ingest import __main__ as building
from ingest.build import inputs, pipeline
from tests import samples
from tests.ingest.build.unwatched import ONE, OTHER, check, report
from tests.lacking import lacking

MODEL = os.environ.get("SOAK_MODEL", HASHING)
KILLS, MINUTES, READERS, BUILDERS = 50, 2, 5, 2


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders of reports on different bodies."""
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        shutil.copy(samples.PEEL / "bodies.csv", folder)
    shutil.copy(samples.PEEL / "fernmoor-2023-25.pdf", one)
    (one / "quillhaven.txt").write_text(report(100_000), encoding="utf-8")
    shutil.copy(samples.PEEL / "hollowmere-2023-25.pdf", other)
    return one, other


@contextmanager
def running(log: Path, *words: object) -> Iterator[subprocess.Popen[str]]:
    """A process of `tests.unwatched`; its input ends with the block, and it must have gone well then."""
    command = [sys.executable, "-m", "tests.ingest.build.unwatched", *map(str, words)]
    with log.open("w+") as errors:
        process = subprocess.Popen(
            command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, bufsize=1
        )
        try:
            yield process
            assert process.stdin is not None
            process.stdin.close()
            status = process.wait(timeout=120)
        finally:
            process.kill()
            process.wait()
            for pipe in filter(None, (process.stdin, process.stdout)):
                with suppress(BrokenPipeError):
                    pipe.close()
        errors.seek(0)
        assert status == 0, errors.read()[-3000:]


def told(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def start(process: subprocess.Popen[str], folder: Path) -> int:
    """Begin a build; the id of its process."""
    assert process.stdin is not None
    process.stdin.write(f"{folder}\n")
    return int(told(process))


def is_served(index: Path, folder: Path) -> bool:
    return inputs.unchanged(index, inputs.gather([folder], encoder(MODEL))) is not None


def test_killed_at_any_moment_the_earlier_generation_serves_and_the_next_build_finishes(
    tmp_path: Path, folders: tuple[Path, Path]
) -> None:
    index, chance = tmp_path / "index", random.Random(50)
    killed = 0
    lengths: list[float] = []
    with running(tmp_path / "builder.log", "builder", index, MODEL) as builder:
        for folder in (*folders, *folders):
            begun = time.monotonic()
            (folders[0] / "quillhaven.txt").write_text(report(100_000 + len(lengths)), encoding="utf-8")
            start(builder, folder)
            assert told(builder) == "0"
            lengths.append(time.monotonic() - begun)
        usual = sorted(lengths)[1]
        with running(tmp_path / "reader.log", "reader", index, MODEL) as reader:
            assert told(reader) == "ready"
            number = 100_100
            while killed < KILLS:
                number += 1
                folder = folders[number % 2]
                (folders[0] / "quillhaven.txt").write_text(report(number), encoding="utf-8")
                child = start(builder, folder)
                time.sleep(chance.uniform(0, usual))
                with suppress(ProcessLookupError):  # done before
                    os.kill(child, signal.SIGKILL)
                killed += told(builder) == str(-signal.SIGKILL)
                assert reader.poll() is None, (tmp_path / "reader.log").read_text()[-3000:]
                newest(index)
                start(builder, folder)
                assert told(builder) == "0", (tmp_path / "builder.log").read_text()[-3000:]
                assert is_served(index, folder)
            assert reader.stdin is not None
            reader.stdin.close()
            answers = int(told(reader))
    assert answers >= KILLS
    left = {path.name for path in index.iterdir() if path.name.startswith(".")}
    assert left <= {".cache", ".lock", ".turn"}
    assert len(generations(index)) == KEPT
    check(Searcher.open(index))
    pipeline.build([folder], tmp_path / "full", encoder(MODEL))
    differ, gap = differences(index, tmp_path / "full")
    assert differ == []
    assert gap <= CLOSE


def test_two_builds_and_five_readers_at_once(tmp_path: Path, folders: tuple[Path, Path]) -> None:
    index = tmp_path / "index"
    pipeline.build([folders[0]], index, encoder(MODEL))
    with_all = [("again", folder) for folder in folders[:BUILDERS]] + [("reader", None)] * READERS
    processes = []
    stack = []
    for number, (what, folder) in enumerate(with_all):
        one = running(tmp_path / f"{number}.log", what, index, MODEL, *([folder] if folder else []))
        stack.append(one)
        processes.append(one.__enter__())
    try:
        assert [told(process) for process in processes] == ["ready"] * len(processes)
        end = time.monotonic() + 60 * MINUTES
        while time.monotonic() < end:
            assert [process.poll() for process in processes] == [None] * len(processes), [
                (tmp_path / f"{number}.log").read_text()[-2000:] for number in range(len(processes))
            ]
            time.sleep(1)
        for process in processes:
            assert process.stdin is not None
            process.stdin.close()
        times = [int(told(process)) for process in processes]
    finally:
        for one in stack:
            one.__exit__(*sys.exc_info())
    assert min(times) >= 3, times
    assert max(len(generations(index)) - KEPT, 0) <= READERS  # those that were held when the last build looked
    check(Searcher.open(index))


def test_who_waits_is_not_overtaken_by_who_asks_again_at_once(tmp_path: Path) -> None:
    took: list[int] = []

    def take(who: int) -> None:
        for _ in range(8):
            with alone(tmp_path):
                took.append(who)
                time.sleep(0.15)  # longer than a waiting process takes to look again

    threads = [threading.Thread(target=take, args=(who,)) for who in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    runs = [len(list(run)) for _, run in itertools.groupby(took)]
    assert sorted(took) == [1] * 8 + [2] * 8
    assert max(runs) <= 2, took


def test_the_second_build_says_who_builds_and_waits(
    tmp_path: Path, folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    index = tmp_path / "index"
    command = [sys.executable, "-m", "ingest", "build", str(folders[1]), "--index", str(index), "--model", HASHING]
    with alone(index):
        second = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert second.stderr is not None
        line = second.stderr.readline()
        assert line.startswith(f"Process {os.getpid()} has been building this index since ")
        assert second.poll() is None
    assert second.communicate(timeout=120)[0].startswith("Reports in: 1; ")
    assert second.returncode == 0


# A full disk ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        lacking(f"a small file system cannot be mounted here ({done.stderr.decode().strip()})")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize(
    "room", [0, 0.05, 0.2, 0.35, 0.5, 0.65, 0.75, 0.85]
)  # of what a build needs: it ends in every part
def test_a_full_disk_is_one_sentence_and_the_earlier_generation_serves(
    tmp_path: Path, small: Path, folders: tuple[Path, Path], capfd: pytest.CaptureFixture[str], room: float
) -> None:
    pipeline.build([folders[1]], tmp_path / "trial", encoder(MODEL))
    needed = sum(path.stat().st_size for path in (tmp_path / "trial").rglob("*"))
    index = small / "index"
    before = pipeline.build([folders[0]], index, encoder(MODEL)).generation
    with (small / "filler").open("wb") as filler:
        free = shutil.disk_usage(small).free - int(room * needed)
        filler.write(bytes(max(free, 0)))
    held = {path.name for path in index.iterdir()}
    capfd.readouterr()
    status = building.main(["build", str(folders[1]), "--index", str(index), "--model", MODEL])
    # A page that another test of this process has opened logs of its own; progress is no sentence.
    others = ("it/s", "s/it", "0/", " streamlit.")
    told = [line for line in capfd.readouterr().err.splitlines() if line.strip() and not any(o in line for o in others)]
    assert status == 2, told
    assert told == [
        "The disk is full, so no new index was written; make room and build again. The earlier one is still in use."
    ]
    assert {path.name for path in index.iterdir()} == held
    assert newest(index).name == before
    assert {hit.key for hit in Searcher.open(index).ask("protection orders").bodies} == ONE
    (small / "filler").unlink()
    assert building.main(["build", str(folders[1]), "--index", str(index), "--model", MODEL]) == 0
    assert {hit.key for hit in Searcher.open(index).ask("protection orders").bodies} == OTHER


@pytest.mark.parametrize("size", [50, 200, 400])  # KB that no file may exceed
def test_a_disk_that_cannot_be_written_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, folders: tuple[Path, Path], size: int
) -> None:
    """The same without a file system of its own, for wherever none can be mounted."""
    index = tmp_path / "index"

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size * 1024, size * 1024))

    command = [sys.executable, "-m", "ingest", "build", str(folders[1]), "--index", str(index), "--model", HASHING]
    done = subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, preexec_fn=limit, check=False, timeout=120
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].endswith("he earlier one is still in use.")
    assert {path.name for path in index.iterdir()} <= {".cache", ".lock", ".turn"}
    with pytest.raises(IndexUnusable, match="There is no index"):
        newest(index)
