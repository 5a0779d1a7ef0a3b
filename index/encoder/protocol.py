"""What whoever builds an index or asks it may expect of an encoder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Spans = Sequence[tuple[int, int]]


class ModelMissing(Exception):
    """The named model cannot be loaded; the message says how to get one."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some of the texts: their places among all, a unit vector each, and for each the unit vectors of its spans, shape
    (spans, dimension), and the logarithms of how probable each of `SIDES` is for them, shape (spans, sides)."""

    indices: list[int]
    whole: Vectors
    parts: list[Vectors]
    sides: list[Vectors]


class Encoder(Protocol):
    """Turns texts into unit vectors. `name` is stored in an index; another encoder must not answer from it.

    `version` changes whenever the vectors of a text may: with the weights and with the libraries that compute.
    """

    name: str
    dimension: int
    sides: (
        int  # columns of what `passages` says of the sides of sentences; 0 for an encoder that cannot tell them apart
    )

    @property
    def version(self) -> str:
        """Found without loading the model."""

    def load(self) -> object:
        """Make ready to encode; later calls do nothing. Raises `ModelMissing`."""

    def count(self, text: str) -> int:
        """Length of a text in the encoder's own tokens, without the two that frame it."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape (texts, dimension)."""

    def passages(self, texts: Sequence[str], spans: Sequence[Spans]) -> Iterator[Batch]:
        """Batches until all texts are done."""


def unit(vectors: Any) -> Vectors:
    """Rows scaled to length 1; rows of zeros stay zeros."""
    array = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(array, axis=-1, keepdims=True)
    return np.asarray(array / np.maximum(lengths, 1e-12), dtype=np.float32)
