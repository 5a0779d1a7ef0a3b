"""haiku.rag: its chunker, its store (LanceDB) and its search of vectors and words, all as they come, without a reranker.

Its reader of PDFs is docling, whose models come from a hub, so that the texts are those that the other peers have.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from haiku.rag.client import HaikuRAG
from haiku.rag.config import AppConfig

from benchmarks.peers.pdf_text import text_of
from benchmarks.peers.protocol import Ask, Task, run


def settings(task: Task) -> AppConfig:
    """The model and its tokenizer from a folder; everything else as haiku.rag has it."""
    model = {"provider": "sentence-transformers", "name": task.model, "vector_dim": 384}
    return AppConfig.model_validate({"embeddings": {"model": model}, "processing": {"chunking_tokenizer": task.model}})


async def stored(task: Task) -> int:
    """Store every report's text as a document, tidy up as its documentation advises, and count the passages."""
    async with HaikuRAG(task.folder, config=settings(task), create=True) as client:
        made = [await client.create_document(content=text_of(Path(task.root) / file), uri=file) for file in task.files]
        await client.vacuum()
        return sum([await client.chunk_repository.count_by_document_id(document.id) for document in made])


def build(task: Task) -> int:
    """Store and index every report."""
    return asyncio.run(stored(task))


def open_index(task: Task) -> Ask:
    """The stored index; one event loop for all questions."""
    loop = asyncio.Runner()
    client = HaikuRAG(task.folder, config=settings(task), read_only=True)
    loop.run(client.__aenter__())

    def ask(question: str, limit: int) -> Iterator[tuple[str, float]]:
        for found in loop.run(client.search(question, limit=limit)):
            yield str(found.document_uri), float(found.score)

    return ask


if __name__ == "__main__":
    run(build, open_index, ("haiku.rag-slim", "lancedb", "docling-core", "sentence-transformers", "torch", "pypdf"))
