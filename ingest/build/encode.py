"""Passages in, their vectors and those of their sentences out, in the order of the passages."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.records import Passage
from index.encoder import Encoder, Vectors
from ingest.build.cache import Cache, name
from ingest.build.stage_names import closure, stage
from ingest.sentences.passages import spans


@dataclass(frozen=True, slots=True)
class Embedded:
    """Unit vectors: a row a passage, and a row a sentence in the order of passages and their sentences."""

    passages: Vectors
    sentences: Vectors


def embed(
    passages: Sequence[Passage],
    encoder: Encoder,
    cache: Cache | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Embedded:
    """Vectors of passages, each encoded after its context, which is not part of any sentence's vector.

    A text that stands in several passages is encoded once, and one that `cache` has not at all. `progress` is told how
    many more are done of those to encode. What texts share a batch changes a vector by rounding only (single precision,
    padding masked), so vectors kept from another build are as good as new.
    """
    texts = [_text(passage) for passage in passages]
    names = [name(encoder.version, _version(), text, inside) for text, inside in texts]
    known = cache.get(names) if cache else {}
    missing = {each: text for each, text in zip(names, texts, strict=True) if each not in known}
    known.update(_encoded(missing, encoder, cache, progress))
    if not texts:
        empty = np.zeros((0, encoder.dimension), dtype=np.float32)
        return Embedded(empty, empty)
    found = [
        np.frombuffer(known[each], dtype="<f4").reshape(1 + len(inside), -1)
        for each, (_, inside) in zip(names, texts, strict=True)
    ]
    return Embedded(np.stack([rows[0] for rows in found]), np.concatenate([rows[1:] for rows in found]))


def _text(passage: Passage) -> tuple[str, list[tuple[int, int]]]:
    """What is encoded, and where in it each sentence is."""
    prefix = f"{passage.context} " if passage.context else ""
    return prefix + passage.text, [(start + len(prefix), end + len(prefix)) for start, end in spans(passage)]


def _encoded(
    missing: Mapping[str, tuple[str, list[tuple[int, int]]]],
    encoder: Encoder,
    cache: Cache | None,
    progress: Callable[[int, int], None],
) -> dict[str, bytes]:
    """The vectors of each text, that of the whole first; kept batch by batch, so that a later build goes on from there."""
    if not missing:
        return {}
    names = list(missing)
    done: dict[str, bytes] = {}
    texts, inside = [text for text, _ in missing.values()], [spans for _, spans in missing.values()]
    for indices, whole, parts in encoder.passages(texts, inside):
        batch = {
            names[i]: np.concatenate([vector[None], own]).astype("<f4").tobytes()
            for i, vector, own in zip(indices, whole, parts, strict=True)
        }
        if cache:
            cache.put(batch)
        done.update(batch)
        progress(len(indices), len(names))
    return done


@functools.cache
def _version() -> str:
    """Of what makes vectors of texts; what makes the texts is told by the texts."""
    own = {__name__, Encoder.__module__}
    return stage(*own, without=closure(*own) - own)
