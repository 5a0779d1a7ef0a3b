"""txtai: an index of words (BM25) and one of vectors, weighed alike, with the texts stored; all else as it comes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from txtai import Embeddings

from benchmarks.peers.pdf_text import passages
from benchmarks.peers.protocol import Ask, Task, run


def build(task: Task) -> int:
    """Store and index every passage; its id begins with its file."""
    index = Embeddings(path=task.model, hybrid=True, content=True)
    index.index((f"{n}|{file}", text) for n, (file, text) in enumerate(passages(Path(task.root), task.files)))
    index.save(task.index)
    return int(index.count())


def open_index(task: Task) -> Ask:
    """The stored index."""
    index = Embeddings()
    index.load(task.index)

    def ask(question: str, limit: int) -> Iterator[tuple[str, float]]:
        for row in index.search(question, limit):
            yield row["id"].split("|", 1)[1], float(row["score"])

    return ask


if __name__ == "__main__":
    run(build, open_index, ("txtai", "transformers", "torch", "faiss-cpu", "pypdf"))
