"""Words of a generation, in tantivy: BM25 of every sentence that has a word of the question, and exact phrases.

The one place that knows tantivy. Scores are BM25's own, 0 for a sentence without any of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray

from corpus.names import CAPITALS, DOTTED, plain_letters
from index.errors import IndexUnusable, writing

WORD = re.compile(r"[^\W_]")


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", stored=False, indexed=False, fast=True)
    builder.add_text_field("text", stored=False, tokenizer_name="en_stem")
    return builder.build()


def write(texts: Iterable[str], folder: Path) -> None:
    """Texts to an index in a folder; a text's row is its position."""
    folder.mkdir(parents=True)
    with writing(folder, ValueError, RuntimeError):
        index = tantivy.Index(_schema(), path=str(folder))
        writer = index.writer(heap_size=64_000_000, num_threads=1)
        for row, text in enumerate(texts):
            writer.add_document(tantivy.Document(row=row, text=plain(text)))
        writer.commit()
        writer.wait_merging_threads()


def plain(text: str) -> str:
    """Text as it is indexed and asked: hyphenated words are their parts, accents, apostrophes, the dots in acronyms and
    acronyms' plural s are gone (the stemmer takes DVPOs for a word of its own).

    >>> plain("D.V.P.O.s and IT at the café; it is well-being")
    'DVPO and capsIT at the cafe; it is well being'
    """
    text = DOTTED.sub(lambda match: match.group().replace(".", ""), plain_letters(text))
    if not text.isupper() or " " not in text.strip():
        text = CAPITALS.sub(r"caps\g<0>", text)
    text = re.sub(r"[’']s?\b|[’'\"]", "", text).replace("-", " ").replace("\\", " ")
    return re.sub(r"\b([A-Z][A-Z0-9]+)s\b", r"\1", text)


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    return builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("english")).build()


@lru_cache(maxsize=8192)
def stems(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: stems in lower case."""
    return tuple(_stemmer().analyze(plain(text)))


class Words:
    """The words of one generation, read-only. Safe to search from many threads."""

    def __init__(self, folder: Path, rows: int) -> None:
        try:
            self._index = tantivy.Index.open(str(folder))
            self._searcher = self._index.searcher()
        except (ValueError, OSError) as error:
            raise IndexUnusable("The index is damaged (its words cannot be read); build it again.") from error
        self.rows = rows
        if self._searcher.num_docs != rows:
            raise IndexUnusable("The index is damaged (its words and sentences differ in number); build it again.")

    def rows_with(self, phrase: str) -> NDArray[np.bool_]:
        """Which rows have a word, or the words of a phrase one after the other; word forms count as equal."""
        found = np.zeros(self.rows, dtype=bool)
        for rows, _ in self._hits([phrase]):
            found[rows] = True
        return found

    def has(self, phrase: str) -> bool:
        """Whether any row has a word, or the words of a phrase one after the other."""
        return any(True for _ in self._hits([phrase], 1))

    def nearly(self, word: str, errors: int) -> NDArray[np.int64]:
        """The rows that have a word with so many letters other than this one."""
        stem = next(iter(stems(word)), "")
        if not stem or not self.rows:
            return np.zeros(0, dtype=np.int64)
        query = tantivy.Query.fuzzy_term_query(self._index.schema, "text", stem, distance=errors)
        hits = self._searcher.search(query, limit=self.rows, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits]) if hits else []
        return np.asarray(rows, dtype=np.int64)

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """BM25 of every row for any of the terms; a term of several words counts only as a phrase."""
        scores = np.zeros(self.rows, dtype=np.float32)
        for rows, values in self._hits(terms):
            scores[rows] = values
        return scores

    def _hits(self, terms: Sequence[str], most: int | None = None) -> Iterator[tuple[NDArray[np.int64], list[float]]]:
        query = " OR ".join(f'"{plain(term)}"' for term in terms if WORD.search(term))
        if not query or not self.rows:
            return
        hits = self._searcher.search(
            self._index.parse_query(query, ["text"]), limit=most or self.rows, count=False
        ).hits
        if hits:
            rows = self._searcher.fast_field_values("row", [address for _, address in hits])
            yield np.asarray(rows, dtype=np.int64), [score for score, _ in hits]
