"""Vectors of a generation, in FAISS: exact inner products of unit vectors, every one of them.

Answers name every body, so every vector is scored; nothing is cut at the nearest k. The one place that knows FAISS.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from index.errors import IndexUnusable, writing

Vectors = NDArray[np.float32]
# Rows and queries multiplied at once. The rows stay in a processor's cache. Both fill the tiles that matrix products are made
# of, so that a product has the same bits wherever its row lies: with 128 rows or 16 queries it had not.
CHUNK, TOGETHER = 960, 8
ALONE = 10_000  # rows; half of a scan of more goes to another thread
_other = ThreadPoolExecutor(1, thread_name_prefix="scan")
_engine: Any = faiss  # its stubs leave out half of what it has

# Half of a scan goes to a thread of ours, in half of the time. Threads of the library of matrix products would wait for each
# other over each of many small ones, and what they make would hang on how many there are.
threadpool_limits(1, "blas")
faiss.omp_set_num_threads(1)  # one question is one thread: splitting one scan over threads slows a busy server


def write(vectors: Vectors, path: Path) -> None:
    """Unit vectors, shape (rows, dimension), to a file that `Index` opens."""
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    with writing(path, RuntimeError):
        faiss.write_index(index, str(path))


class _Numbers:
    """The numbers of an index by numpy's array interface, so that arrays made of them keep the index alive."""

    def __init__(self, index: Any) -> None:
        self.index = index
        numbers = _engine.rev_swig_ptr(index.get_xb(), int(index.ntotal) * int(index.d))
        self.__array_interface__ = numbers.reshape(int(index.ntotal), int(index.d)).__array_interface__


class Rows:
    """Vectors that are compared, shape (rows, dimension)."""

    def __init__(self, matrix: Vectors) -> None:
        self.matrix = matrix
        self.rows, self.dimension = matrix.shape

    def scores(self, queries: Vectors) -> Vectors:
        """Inner product of every row with every query, shape (rows, queries).

        A row's products are the same to the last bit wherever it lies and whatever lies beside it.
        """
        self._fits(queries)
        columns = [np.ascontiguousarray(queries[i : i + TOGETHER].T) for i in range(0, len(queries), TOGETHER)]
        found = np.empty((self.rows, len(queries)), dtype=np.float32)
        middle = self.rows // (2 * CHUNK) * CHUNK
        if middle < ALONE:
            self._compare(columns, found, 0, self.rows)
        else:
            first = _other.submit(self._compare, columns, found, 0, middle)
            self._compare(columns, found, middle, self.rows)
            first.result()
        return found

    def _compare(self, columns: Sequence[Vectors], found: Vectors, start: int, end: int) -> None:
        """Write the products of some rows.

        Rows are brought into a buffer byte by byte, some at a time: those of a mapped file start at any byte, where numpy
        would copy them number by number, in three times the time of all the rest.
        """
        buffer = np.zeros((CHUNK, self.dimension), dtype=np.float32)
        given, taken = _bytes(self.matrix), _bytes(buffer)
        for place in range(start, end, CHUNK):
            count = min(CHUNK, end - place)
            taken[:count] = given[place : place + count]
            for number, some in enumerate(columns):
                first = number * TOGETHER
                found[place : place + count, first : first + some.shape[1]] = np.matmul(buffer, some)[:count]

    def _fits(self, queries: Vectors) -> None:
        if queries.shape[-1] != self.dimension:
            raise IndexUnusable(
                f"The index holds vectors of {self.dimension} numbers and the model makes {queries.shape[-1]}; "
                "build the index again with this model."
            )


def _bytes(matrix: Vectors) -> NDArray[np.uint8]:
    """The memory of a matrix, shape (rows, bytes of a row)."""
    return np.ascontiguousarray(matrix).view(np.uint8)


class Index(Rows):
    """The vectors of one file, read-only, where they are on disk: opened at once, and shared by all who open them. Safe to
    search from many threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._index = _engine.read_index(str(path), _engine.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise IndexUnusable(f"The index is damaged ({path.name} cannot be read); build it again.") from error
        super().__init__(np.asarray(_Numbers(self._index)))

    def nearest(
        self, query: Vectors, k: int, rows: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], Vectors]:
        """The k best rows and their scores, best first, among `rows` where given."""
        self._fits(query)
        parameters = _engine.SearchParameters(sel=_engine.IDSelectorBatch(rows)) if rows is not None else None
        scores, found = self._index.search(query.reshape(1, -1), min(k, self.rows), params=parameters)
        real = found[0] >= 0  # FAISS fills up with -1 where fewer rows match
        return found[0][real], scores[0][real]
