"""How much memory processes had, by what the system notes of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.memory import family, most


def noted(processes: Path, number: int, kilobytes: int, children: str = "") -> None:
    """A process as Linux tells of it."""
    thread = processes / str(number) / "task" / str(number)
    thread.mkdir(parents=True)
    (thread / "children").write_text(children, encoding="ascii")
    (processes / str(number) / "status").write_text(f"Name:\tx\nVmPeak:\t9 kB\nVmHWM:\t  {kilobytes} kB\n", "utf-8")


def test_the_most_that_a_process_had_is_read_and_not_another_line(tmp_path: Path) -> None:
    noted(tmp_path, 7, 2048)
    assert most(7, tmp_path) == 2.0
    assert most(8, tmp_path) == 0.0, "one that is gone"


def test_a_family_is_all_generations_of_processes(tmp_path: Path) -> None:
    noted(tmp_path, 7, 1, "8 9 ")
    noted(tmp_path, 8, 1, "10 ")
    noted(tmp_path, 10, 1)
    noted(tmp_path, 11, 1)
    assert family(7, tmp_path) == [7, 8, 9, 10]


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="Linux alone notes it")
def test_memory_that_was_given_back_counts_and_that_of_who_started_the_process_does_not() -> None:
    held = bytearray(200 * 1024**2)
    held[::4096] = b"x" * len(held[::4096])
    code = "from benchmarks.memory import most; x = b'x' * 50 * 1024**2; del x; print(most())"
    told = float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert 50 < told < 100
    assert most() > 200
    del held
