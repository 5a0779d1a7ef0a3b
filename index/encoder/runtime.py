"""What runs a model: texts in, what the model makes of them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.encoder.protocol import Vectors


@dataclass(frozen=True, slots=True)
class Encoded:
    """Some of the texts: their places among all, a vector each, shape (texts, dimension), and the vectors of the tokens
    of each, framing tokens first and last, shape (tokens, dimension); rows after those are padding."""

    indices: list[int]
    whole: Vectors
    tokens: list[Vectors]


class Runtime(Protocol):
    """A model that is loaded."""

    dimension: int

    def queries(self, texts: Sequence[str]) -> Vectors:
        """One vector a text, shape (texts, dimension)."""

    def documents(self, texts: Sequence[str]) -> Iterator[Encoded]:
        """Batches until all texts are done."""
