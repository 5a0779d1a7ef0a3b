"""LangChain: its splitter, its FAISS store and its wrapper of sentence-transformers, all as they come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings

from benchmarks.peers.pdf_text import passages
from benchmarks.peers.protocol import Ask, Task, run


def build(task: Task) -> int:
    """Store and index every passage with the name of its file."""
    found = list(passages(Path(task.root), task.files))
    model = HuggingFaceEmbeddings(model_name=task.model)
    store = FAISS.from_texts([text for _, text in found], model, metadatas=[{"file": file} for file, _ in found])
    store.save_local(task.index)
    return len(found)


def open_index(task: Task) -> Ask:
    """The stored index; it is a pickle that this benchmark wrote."""
    model = HuggingFaceEmbeddings(model_name=task.model)
    store = FAISS.load_local(task.index, model, allow_dangerous_deserialization=True)

    def ask(question: str, limit: int) -> Iterator[tuple[str, float]]:
        for passage, distance in store.similarity_search_with_score(question, k=limit):
            yield passage.metadata["file"], -float(distance)

    return ask


if __name__ == "__main__":
    run(
        build,
        open_index,
        ("langchain-community", "langchain-huggingface", "langchain-text-splitters", "sentence-transformers", "torch",
         "faiss-cpu", "pypdf"),
    )  # fmt: skip
