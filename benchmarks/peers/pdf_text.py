"""Texts and passages of PDFs for peers that bring no reader that works without a network.

pypdf's text, split as LangChain's tutorials split: pieces of 1,000 characters that share 200 with the next
(https://docs.langchain.com/oss/python/langchain/rag). Imported in the peers' environments.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

SIZE, OVERLAP = 1000, 200  # characters


def text_of(path: Path) -> str:
    """The text of a PDF, its pages parted by an empty line."""
    from pypdf import PdfReader

    return "\n\n".join(page.extract_text() for page in PdfReader(path).pages)


def passages(root: Path, files: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The name of the file and the text of every passage."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP)
    for file in files:
        yield from ((file, piece) for piece in splitter.split_text(text_of(root / file)))
