"""What the workers of a cluster do of a build: files are read and texts encoded, some at a time, in the order they came."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from corpus.bodies import Bodies
from index.encoder import Batch, Encoder, encoder
from index.encoder.protocol import Spans
from index.errors import ClusterUnusable
from index.parts.cluster import Cluster
from ingest.read import worker
from ingest.read.lines import Raw
from ingest.read.worker import Done

FILES, TEXTS = 8, 64  # given to a worker at once
File = tuple[Path | Raw, str, str | None]
Value = TypeVar("Value")


def done_all(files: Sequence[File], bodies: Bodies, cluster: Cluster) -> Iterator[Done]:
    """As `worker.done_all` gives it. Raises `ClusterUnusable`."""
    for some in cluster.each(_done, [(own, bodies) for own in _some(files, FILES)]):
        yield from some


def passages(model: Encoder, texts: Sequence[str], spans: Sequence[Spans], cluster: Cluster) -> Iterator[Batch]:
    """As `Encoder.passages` gives them. Raises `ClusterUnusable`."""
    order = _some(sorted(range(len(texts)), key=lambda i: -len(texts[i])), TEXTS)
    tasks = [(model.name, model.version, [texts[i] for i in own], [spans[i] for i in own]) for own in order]
    for own, batches in zip(order, cluster.each(_encoded, tasks), strict=True):
        for batch in batches:
            yield Batch([own[i] for i in batch.indices], batch.whole, batch.parts, batch.sides)


def _some(values: Sequence[Value], count: int) -> list[Sequence[Value]]:
    return [values[start : start + count] for start in range(0, len(values), count)]


def _done(files: Sequence[File], bodies: Bodies) -> list[Done]:
    if multiprocessing.current_process().daemon:
        raise ClusterUnusable(
            "The workers of the cluster may not start processes, and each file is read by one of its own; start them with "
            "DASK_DISTRIBUTED__WORKER__DAEMON=False."
        )
    missing = next((path for path, _, _ in files if isinstance(path, Path) and not path.is_file()), None)
    if missing is not None:
        raise ClusterUnusable(f"A worker of the cluster does not see {missing}; every machine needs the same folders.")
    return list(worker.done_all(files, bodies, 1))


def _encoded(name: str, version: str, texts: Sequence[str], spans: Sequence[Spans]) -> list[Batch]:
    model = _model(name)
    if model.version != version:
        raise ClusterUnusable(
            "A worker of the cluster has another version of the model, or of what runs it; install the same there."
        )
    return list(model.passages(texts, spans))


@cache
def _model(name: str) -> Encoder:
    return encoder(name)
