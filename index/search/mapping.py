"""A linear map of the model's vectors that brings sentences on one matter nearer to each other than the model does.

Learned without labels by `python -m benchmarks.adapt`: two sentences of one paragraph are to be near each other and far
from those of other paragraphs (InfoNCE, https://arxiv.org/abs/1807.03748). It is data in `map.npz`. Rows are never
stored mapped: the cosine of two mapped vectors needs the map on the side of the question and one norm a row.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder.model_files import without_bits
from index.storage.arrays import mapped, save
from index.storage.vectors import Rows

FILE = Path(__file__).with_name("map.npz")
CHUNK = 3840  # rows mapped at once where norms are taken
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Mapping:
    """The map, shape (dimension, dimension), and the model whose vectors it is for."""

    matrix: Floats
    model: str

    def norms(self, rows: Floats) -> Floats:
        """The length of each mapped row, shape (rows,); the same to the last bit whatever rows lie beside it."""
        found = np.zeros(len(rows), dtype=np.float32)
        for start in range(0, len(rows), CHUNK):
            after = Rows(rows[start : start + CHUNK]).scores(self.matrix.T)
            found[start : start + CHUNK] = np.linalg.norm(after, axis=1)
        return found + np.float32(1e-9)

    @cached_property
    def _kept(self) -> str:
        """How a file of norms by this map ends."""
        return f".norms-{hashlib.sha256(self.matrix.tobytes()).hexdigest()[:12]}.npy"

    def keep_norms(self, rows: Floats, beside: Path) -> None:
        """Write the norms of rows beside the file that holds these, so that opening it is no work."""
        save(self.norms(rows), beside.with_suffix(self._kept))

    def norms_of(self, rows: Floats, beside: Path) -> Floats:
        """The norms of the rows of a file, as kept beside it by this map, else found now."""
        file = beside.with_suffix(self._kept)
        return mapped(file) if file.is_file() else self.norms(rows)

    def pulled(self, queries: Floats) -> Floats:
        """Vectors whose product with a row, over the row's norm, is the cosine of the two mapped; shape as `queries`."""
        mapped = Rows(self.matrix.T).scores(queries).T
        mapped = mapped / (np.linalg.norm(mapped, axis=1, keepdims=True) + np.float32(1e-9))
        return Rows(self.matrix).scores(mapped).T

    def save(self, path: Path = FILE) -> None:
        np.savez_compressed(path, matrix=self.matrix.astype(np.float16), model=np.array(self.model))


@cache
def load(path: Path = FILE) -> Mapping:
    """The committed map."""
    with np.load(path, allow_pickle=False) as data:
        return Mapping(data["matrix"].astype(np.float32), str(data["model"]))


def identity(dimension: int, model: str) -> Mapping:
    """The map that changes nothing, for models that none was learned for."""
    return Mapping(np.eye(dimension, dtype=np.float32), model)


def of_model(model: str, dimension: int) -> Mapping:
    """The map of a model's vectors."""
    learned, model = load(), without_bits(model)
    return learned if (learned.model, learned.matrix.shape[0]) == (model, dimension) else identity(dimension, model)
