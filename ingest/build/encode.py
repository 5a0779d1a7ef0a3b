"""Passages in, their vectors and those of their sentences out, and which side each sentence is on, in their order."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.records import Passage
from index.adapter import Adapter
from index.encoder import Batch, Encoder, Vectors
from index.parts.cluster import Cluster
from ingest.build import spread
from ingest.build.cache import Cache, name
from ingest.build.stage_names import closure, stage
from ingest.sentences.passages import spans


@dataclass(frozen=True, slots=True)
class Embedded:
    """Unit vectors: a row a passage, and a row a sentence in the order of passages and their sentences.

    `sides` has a row a sentence too, as `encoder.Batch` says; no column where the encoder cannot tell sides apart.
    """

    passages: Vectors
    sentences: Vectors
    sides: Vectors


def embed(
    passages: Sequence[Passage],
    encoder: Encoder,
    cache: Cache | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cluster: Cluster | None = None,
) -> Embedded:
    """Vectors of passages, each encoded after its context, which is not part of any sentence's vector.

    A text that stands in several passages is encoded once, and one that `cache` has not at all. `progress` is told how
    many more are done of those to encode. What texts share a batch changes no bit of a vector where the exported model runs, and
    rounding only where its library does, so vectors kept from another build, or made on a `cluster`, are as good as new.
    """
    texts = [text_and_spans(passage) for passage in passages]
    names = [name(encoder.version, _version(), text, inside) for text, inside in texts]
    known = cache.get(names) if cache else {}
    missing = {each: text for each, text in zip(names, texts, strict=True) if each not in known}
    known.update(_encoded(missing, encoder, cache, progress, cluster))
    if not texts:
        empty = np.zeros((0, encoder.dimension), dtype=np.float32)
        return Embedded(empty, empty, empty[:, : encoder.sides])
    found = [
        np.frombuffer(known[each], dtype="<f4").reshape(1 + len(inside), -1)
        for each, (_, inside) in zip(names, texts, strict=True)
    ]
    end = found[0].shape[1] - encoder.sides
    of_sentences = np.concatenate([rows[1:] for rows in found])
    return Embedded(np.stack([rows[0, :end] for rows in found]), of_sentences[:, :end], of_sentences[:, end:])


def text_and_spans(passage: Passage) -> tuple[str, list[tuple[int, int]]]:
    """What is encoded, and where in it each sentence is."""
    prefix = f"{passage.context} " if passage.context else ""
    return prefix + passage.text, [(start + len(prefix), end + len(prefix)) for start, end in spans(passage)]


def _encoded(
    missing: Mapping[str, tuple[str, list[tuple[int, int]]]],
    encoder: Encoder,
    cache: Cache | None,
    progress: Callable[[int, int], None],
    cluster: Cluster | None,
) -> dict[str, bytes]:
    """Of each text a row for the whole and a row a span: vector, then sides; kept batch by batch, so that a later build
    goes on from there."""
    if not missing:
        return {}
    names = list(missing)
    done: dict[str, bytes] = {}
    texts, inside = [text for text, _ in missing.values()], [spans for _, spans in missing.values()]
    made = spread.passages(encoder, texts, inside, cluster) if cluster else encoder.passages(texts, inside)
    for found in made:
        batch = {names[i]: rows.astype("<f4").tobytes() for i, rows in zip(found.indices, _rows(found), strict=True)}
        if cache:
            cache.put(batch)
        done.update(batch)
        progress(len(found.indices), len(names))
    return done


def _rows(found: Batch) -> Iterator[Vectors]:
    for vector, parts, sides in zip(found.whole, found.parts, found.sides, strict=True):
        of_whole = np.pad(vector, (0, sides.shape[1]))  # a passage has no side of its own
        yield np.concatenate([of_whole[None], np.concatenate([parts, sides], axis=1)])


@functools.cache
def _version() -> str:
    """Of what makes vectors of texts; what makes the texts is told by the texts."""
    own = {__name__, Adapter.__module__} | {name for name in closure(__name__) if name.startswith("index.encoder")}
    return stage(*own, without=closure(*own) - own)
