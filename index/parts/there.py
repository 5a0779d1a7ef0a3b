"""The parts of an index on a cluster. Any worker answers for any part, from the folder that all see; each part is asked of
the same worker as long as that is there, since it keeps what it worked out in the steps before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from index.parts.cluster import Cluster
from index.parts.opened import answer
from index.parts.protocol import Given
from index.version import engine


class There:
    """The parts in these folders, asked on a cluster."""

    def __init__(self, cluster: Cluster, folders: Sequence[Path], model: str) -> None:
        self.count = len(folders)
        self._cluster, self._folders, self._model = cluster, [folder.resolve() for folder in folders], model

    def ask(self, step: str, given: Mapping[int, Given]) -> dict[int, Any]:
        tasks = [(self._folders[number], self._model, engine(), step, own) for number, own in given.items()]
        return dict(zip(given, self._cluster.each(answer, tasks, near=list(given)), strict=True))
