"""A folder of reports to build, what builds read, and stages named anew after each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ingest.build import encode, reuse
from ingest.read import worker
from tests import samples
from tests.ingest.rebuild.builds import NAMES


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of three invented reports with their register."""
    folder = tmp_path / "reports"
    (folder / "peel").mkdir(parents=True)
    shutil.copy(samples.PEEL / "bodies.csv", folder)
    for name in NAMES:
        shutil.copy(samples.PEEL / f"{name}.pdf", folder / "peel")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that builds read or parse from here on; those parsed from kept lines have a sign."""
    done: list[str] = []
    inner = worker.done_all

    def noting(tasks: Sequence[tuple[object, str, str | None]], *rest: object) -> Iterator[object]:
        done.extend(name if isinstance(task, Path) else f"lines of {name}" for task, name, _ in tasks)
        return inner(tasks, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(worker, "done_all", noting)
    return done


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    kept = (reuse._parsing, reuse._reading, reuse._recognising, reuse._splitting, encode._version)
    yield
    for name in kept:  # a test may have put something else in their place
        name.cache_clear()
