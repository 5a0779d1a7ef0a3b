"""A sentence-transformers model, run as an exported file where it can be, else by its library."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from index.adapter import FILE, SIDES, Adapter, fingerprint
from index.encoder.kept import runtime
from index.encoder.library import Library, library_model
from index.encoder.model_files import DEFAULT_MODEL, folder_of, weights_of, without_bits
from index.encoder.protocol import Batch, ModelMissing, Spans, Vectors, unit
from index.encoder.runtime import Runtime
from index.encoder.tokenizer import file_of, tokenizer

# Those that make an exported file or run a model; a file that others made is not used.
LIBRARIES = ("sentence-transformers", "torch", "tokenizers", "onnxruntime")


class ModelEncoder:
    """A model by name or folder."""

    def __init__(self, name: str = DEFAULT_MODEL, adapted: bool | Path = True, exported: bool = True) -> None:
        """A name that ends in `EIGHT` is run with weights of 8 bits. `adapted` is False for the model as it came, or the file of another adapter than the committed one;
        `exported` False for one that its library runs, as is right for a model that is used once."""
        self.name = name
        self.dimension = 384
        self._plain = without_bits(name)
        file = adapted if isinstance(adapted, Path) else FILE
        self._adapter_file = file if adapted and self._plain == DEFAULT_MODEL else None
        self.sides = len(SIDES) if self._adapter_file else 0
        self._folder = folder_of(self._plain)
        self._exported = exported
        self._runtime: Runtime | None = None
        self._tokenizer: Any = None
        self._lock = threading.RLock()

    @cached_property
    def version(self) -> str:
        """The same however the model is run: vectors differ by rounding only."""
        libraries = [f"{name} {version(name)}" for name in LIBRARIES]
        learned = [f"adapter {fingerprint(self._adapter_file)}"] if self._adapter_file else []
        return "; ".join([self.name, weights_of(self._folder), *learned, *libraries])

    @cached_property
    def _adapter(self) -> Adapter | None:
        return Adapter.load(self._adapter_file) if self._adapter_file else None

    def load(self) -> Runtime:
        with self._lock:
            if self._runtime is None:
                eight = self.name != self._plain
                found = runtime(self._plain, self.version, self._adapter_file, eight) if self._exported else None
                if eight and found is None:
                    raise ModelMissing(f"The model “{self._plain}” cannot be run in 8 bits; build without --fast.")
                self._runtime = found or Library(library_model(self.name, self._adapter))
                self.dimension = self._runtime.dimension
            return self._runtime

    def count(self, text: str) -> int:
        return len(self._encoding(text, framed=False).ids)

    def _encoding(self, text: str, framed: bool) -> Any:
        """The tokens of a whole text, however long."""
        with self._lock:
            if self._tokenizer is None:
                file = file_of(self._folder)
                self._tokenizer = tokenizer(file) if file else self._library().tokenizer
        return self._tokenizer.encode(text, add_special_tokens=framed)

    def _library(self) -> Library:
        """What runs a model that has no file of a tokenizer, and so is never exported."""
        loaded = self.load()
        assert isinstance(loaded, Library)
        return loaded

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._topics(self.load().queries(texts))

    def _topics(self, vectors: Any) -> Vectors:
        """Unit vectors of what texts are about."""
        found = unit(vectors)
        return unit(self._adapter.topics(found)) if self._adapter else found

    def _sides(self, vectors: Vectors) -> Vectors:
        return self._adapter.sides(vectors) if self._adapter else np.zeros((len(vectors), 0), dtype=np.float32)

    def passages(self, texts: Sequence[str], spans: Sequence[Spans]) -> Iterator[Batch]:
        for found in self.load().documents(texts):
            parts = [
                self._pooled(texts[i], spans[i], tokens) for i, tokens in zip(found.indices, found.tokens, strict=True)
            ]
            # One by one, so that a vector is the same to the last bit whatever shares its batch.
            whole = np.concatenate([self._topics(vector[None]) for vector in found.whole])
            yield Batch(found.indices, whole, list(map(self._topics, parts)), list(map(self._sides, parts)))

    def _pooled(self, text: str, spans: Spans, tokens: Vectors) -> Vectors:
        """Mean of the token vectors inside each span. Offsets come from the model's own tokenizer."""
        encoding = self._encoding(text, framed=True)
        offsets = np.array(encoding.offsets)[: len(tokens)]
        real = np.array(encoding.special_tokens_mask)[: len(tokens)] == 0
        tokens = tokens[: len(offsets)]
        pooled = np.zeros((len(spans), tokens.shape[1]), dtype=np.float32)
        for row, (start, end) in enumerate(spans):
            inside = real & (offsets[:, 0] >= start) & (offsets[:, 1] <= end)
            pooled[row] = tokens[inside].mean(axis=0) if inside.any() else tokens[real].mean(axis=0)
        return unit(pooled)
