"""Passages in, their vectors and those of their sentences out, in the order of the passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.records import Passage
from index.encoder import Encoder, Vectors
from ingest.split import spans


@dataclass(frozen=True, slots=True)
class Embedded:
    """Unit vectors: a row a passage, and a row a sentence in the order of passages and their sentences."""

    passages: Vectors
    sentences: Vectors


def embed(passages: Sequence[Passage], encoder: Encoder, progress: Callable[[int], None] = lambda done: None) -> Embedded:
    """Vectors of passages, each encoded after its context, which is not part of any sentence's vector."""
    prefixes = [f"{passage.context} " if passage.context else "" for passage in passages]
    texts = [prefix + passage.text for prefix, passage in zip(prefixes, passages, strict=True)]
    inside = [
        [(start + len(prefix), end + len(prefix)) for start, end in spans(passage)]
        for prefix, passage in zip(prefixes, passages, strict=True)
    ]
    whole: list[Vectors | None] = [None] * len(texts)
    parts: list[Vectors | None] = [None] * len(texts)
    for indices, vectors, sentence_vectors in encoder.passages(texts, inside):
        for i, vector, own in zip(indices, vectors, sentence_vectors, strict=True):
            whole[i], parts[i] = vector, own
        progress(len(indices))
    if not texts:
        empty = np.zeros((0, encoder.dimension), dtype=np.float32)
        return Embedded(empty, empty)
    return Embedded(np.stack([v for v in whole if v is not None]), np.concatenate([p for p in parts if p is not None]))
