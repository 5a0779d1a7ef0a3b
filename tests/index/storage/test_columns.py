"""Columns as a build keeps them are those of the rows; an index of an earlier version is read from its rows."""

from __future__ import annotations

import dataclasses
import errno
import resource
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.families.registry import FAMILIES
from index.encoder import HashingEncoder
from index.search.mapping import of_model
from index.storage import columns
from index.storage.arrays import mapped, save
from index.storage.database import FILE, Store
from index.storage.generations import newest
from index.storage.vectors import Index
from ingest.build import pipeline


def test_columns_and_norms_of_a_build_are_those_of_its_rows(tmp_path: Path) -> None:
    pipeline.build([FAMILIES[0].sample], tmp_path / "index", HashingEncoder())
    folder = newest(tmp_path / "index").folder
    store = Store(folder / FILE)
    kept, found = columns.load(store, folder / columns.FOLDER), columns.load(store, tmp_path / "none")
    assert kept.sentences == Index(folder / "sentences.faiss").rows > 100
    for field in dataclasses.fields(kept):
        ours, theirs = getattr(kept, field.name), getattr(found, field.name)
        if isinstance(theirs, np.ndarray):
            assert ours.dtype == theirs.dtype
            assert np.array_equal(ours, theirs), field.name
        else:
            assert ours == theirs, field.name
    for name in ("passages", "sentences"):
        file, elsewhere = folder / f"{name}.faiss", tmp_path / f"{name}.faiss"
        rows = Index(file).matrix
        shutil.copy(file, elsewhere)  # without its norms
        mapping = of_model("hashing", rows.shape[1])
        assert len(list(folder.glob(f"{name}.norms-*.npy"))) == 1
        assert np.array_equal(mapping.norms_of(rows, file), mapping.norms_of(rows, elsewhere))


@pytest.fixture
def little_room() -> Iterator[None]:
    """No file may have more than 100,000 bytes."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.usefixtures("little_room")
def test_an_array_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    save(np.arange(1000), tmp_path / "small.npy")
    assert np.array_equal(mapped(tmp_path / "small.npy"), np.arange(1000))
    with pytest.raises(OSError, match="File too large") as caught:
        save(np.zeros(100_000), tmp_path / "large.npy")
    assert caught.value.errno == errno.EFBIG
