"""Work shared out to a cluster of machines: Dask, an optional extra. The one place that knows it.

Scheduler and workers are started by Dask's own commands. Workers run this program's functions by their names, so each has
to have this program, and to see reports and index under the same paths. A worker that is lost loses nothing but time: its
work is done by another.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from index.errors import ClusterUnusable

VARIABLE = "INSPECTION_CLUSTER"
CONNECTING = 10  # seconds until a scheduler has to have answered
PATIENCE = 30  # seconds without any worker until work is given up
LOOK = 1.0  # seconds between two looks at whether there still are workers
Task = tuple[Any, ...]


class Cluster:
    """A connection to the scheduler at an address (`tcp://...`, `tls://...`). May be used from many threads."""

    def __init__(self, address: str) -> None:
        """Raises `ClusterUnusable`."""
        try:
            from distributed import Client
        except ImportError as error:
            raise ClusterUnusable("A cluster needs Dask; install it with: pip install -e '.[cluster]'") from error
        self.address = address
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is wrong is said by us, in a sentence
        try:
            connect: Any = Client
            self._client: Any = connect(address, timeout=CONNECTING, set_as_default=False)
        except (OSError, ValueError, TypeError, ImportError) as error:
            raise ClusterUnusable(self._gone()) from error

    def each(self, function: Callable[..., Any], tasks: Sequence[Task], near: Sequence[int] = ()) -> Iterator[Any]:
        """What a function returns for each task, in order, as soon as it is there.

        `near` are numbers: tasks with the same one go to the same worker, where it is still there. Raises `ClusterUnusable`,
        and what the function raises.
        """
        workers = sorted(self._workers()) if near else []
        futures = [
            self._submitted(function, task, workers[near[i] % len(workers)] if workers else None)
            for i, task in enumerate(tasks)
        ]
        try:
            for future in futures:
                yield self._result(future)
        finally:
            self._forget(futures)

    def _submitted(self, function: Callable[..., Any], task: Task, worker: str | None) -> Any:
        where: dict[str, Any] = {"workers": [worker], "allow_other_workers": True} if worker else {}
        return self._client.submit(function, *task, pure=False, **where)

    def _result(self, future: Any) -> Any:
        """The result of a future; while there is none, whether anybody is left who could bring it."""
        from distributed import KilledWorker

        alone_since: float | None = None
        while True:
            try:
                return future.result(timeout=LOOK)
            except TimeoutError as error:
                if future.done():  # it is what the function raised
                    raise
                if self._workers():
                    alone_since = None
                    continue
                alone_since = alone_since or time.monotonic()
                if time.monotonic() - alone_since > PATIENCE:
                    raise ClusterUnusable(
                        f"The cluster at {self.address} has had no worker for {PATIENCE} seconds; start some "
                        f"(dask worker {self.address}) and ask again."
                    ) from error
            except KilledWorker as error:
                raise ClusterUnusable(
                    f"Several workers of the cluster at {self.address} ended over the same piece of work; they may have too "
                    "little memory."
                ) from error
            except ImportError as error:
                raise ClusterUnusable(
                    f"A worker of the cluster at {self.address} has not the same program ({error}); install it there, and "
                    "start the worker again."
                ) from error
            except (OSError, RuntimeError) as error:
                if future.status == "error" and self._client.status == "running":
                    raise  # as the function raised it
                raise ClusterUnusable(self._gone()) from error

    def _workers(self) -> list[str]:
        """The addresses of the workers there are. Raises `ClusterUnusable` where nobody can tell."""
        try:
            if self._client.status != "running":
                raise OSError(self._client.status)
            return list(self._client.nthreads())
        except (OSError, RuntimeError, ValueError) as error:
            raise ClusterUnusable(self._gone()) from error

    def _forget(self, futures: Sequence[Any]) -> None:
        if self._client.status == "running":
            self._client.cancel(list(futures))

    def _gone(self) -> str:
        return (
            f"No scheduler answers at {self.address}; start one (dask scheduler), or ask without a cluster "
            f"(without --cluster and {VARIABLE})."
        )


_connected = cache(Cluster)


def connected(address: str | None) -> Cluster | None:
    """The cluster at an address, connected to once; None where none is named. Raises `ClusterUnusable`."""
    if not address:
        return None
    found = _connected(address)
    if found._client.status != "running":  # its scheduler was lost; there may be another one now
        _connected.cache_clear()
        found = _connected(address)
    return found


def named() -> str | None:
    """The address that the environment names (`INSPECTION_CLUSTER`)."""
    return os.environ.get(VARIABLE) or None
