"""Columns as a build keeps them are those of the rows; an index of an earlier version is read from its rows."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import numpy as np

from corpus.families.registry import FAMILIES
from index.encoder import HashingEncoder
from index.search.mapping import of_model
from index.storage import columns
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
