"""An encoder without a model, for tests."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

import numpy as np

from index.encoder.protocol import Batch, Spans, Vectors, unit

HASHING = "hashing"
AT_ONCE = 32


class HashingEncoder:
    """Words hashed to dimensions: no download, fast, and values one can reason about. For tests only."""

    def __init__(self, dimension: int = 256) -> None:
        self.name = HASHING
        self.dimension = dimension
        self.sides = 0

    @property
    def version(self) -> str:
        return f"{self.name} {self.dimension}"

    def load(self) -> None:
        """Nothing to load."""

    def count(self, text: str) -> int:
        return len(text.split())

    def queries(self, texts: Sequence[str]) -> Vectors:
        return unit([self._vector(text) for text in texts]).reshape(len(texts), self.dimension)

    def passages(self, texts: Sequence[str], spans: Sequence[Spans]) -> Iterator[Batch]:
        for start in range(0, len(texts), AT_ONCE):
            batch = list(range(start, min(start + AT_ONCE, len(texts))))
            parts = [self.queries([texts[i][a:b] for a, b in spans[i]]) for i in batch]
            none = [np.zeros((len(own), 0), dtype=np.float32) for own in parts]
            yield Batch(batch, self.queries([texts[i] for i in batch]), parts, none)

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for word in re.findall(r"[a-z]+", text.lower()):
            vector[int(hashlib.sha256(word.encode()).hexdigest()[:8], 16) % self.dimension] += 1
        return vector
