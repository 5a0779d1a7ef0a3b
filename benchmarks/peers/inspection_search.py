"""This program, asked as the others are: a build in a folder that has nothing in it, then questions to its index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers.protocol import Ask, Task, run


def build(task: Task) -> int:
    """Publish a generation of the reports."""
    from index.encoder import encoder
    from index.storage.generations import newest
    from ingest.build import pipeline

    root = Path(task.root)
    pipeline.build([root / file for file in task.files], task.folder, encoder(), root)
    return int(newest(task.folder).manifest["passages"])


def open_index(task: Task) -> Ask:
    """The published index. Every body is in an answer; where a few passages are wanted, passages are asked for."""
    import index

    searcher = index.open(task.folder)

    def ask(question: str, limit: int) -> Iterator[tuple[str, float]]:
        if limit < task.passages:
            for row in searcher.passages(question, limit=limit).rows():
                yield row["body"], 1.0
        else:
            for row in searcher.ask(question).rows():
                yield row["body"], float(row["score"] or 0)

    return ask


if __name__ == "__main__":
    run(build, open_index, ("onnxruntime", "faiss-cpu", "tantivy", "pypdfium2"))
