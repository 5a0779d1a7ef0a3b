"""A model as sentence-transformers loads it: what learning starts from, what is exported, and what runs a model that
cannot be. The one place that knows the library."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from index.adapter import Adapter
from index.encoder.model_files import check, folder_of
from index.encoder.protocol import ModelMissing, Vectors
from index.encoder.runtime import Encoded

BATCH = 32


def library_model(name: str, adapter: Adapter | None = None) -> Any:
    """The library's own model of a name or folder, with an adapter's changes added. Raises `ModelMissing`."""
    folder = folder_of(name)
    check(folder)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # Else the threads of torch spin for a while after encoding, and the scan that follows takes twice as long.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(str(folder or name), device="cpu")
    except Exception as error:  # the library raises many kinds; to a user they mean one thing
        raise ModelMissing(
            f"The model “{name}” cannot be loaded; name an installed model or a folder that holds one."
        ) from error
    if adapter is not None:
        adapter.merge(model[0].auto_model)
    return model


class Library:
    """Runs a model with torch. One thread at a time: the tokenizer and torch's buffers are shared."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._lock = threading.Lock()
        self.dimension = int(model.get_embedding_dimension())

    @property
    def tokenizer(self) -> Any:
        """The model's own, of the tokenizers library, for models that have no file of one."""
        return self._model.tokenizer.backend_tokenizer

    def queries(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            return _array(self._model.encode_query(list(texts), batch_size=BATCH, show_progress_bar=False))

    def documents(self, texts: Sequence[str]) -> Iterator[Encoded]:
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            with self._lock:
                outputs = self._model.encode_document(
                    [texts[i] for i in batch], batch_size=BATCH, output_value=None, show_progress_bar=False
                )
            yield Encoded(
                batch,
                np.stack([_array(output["sentence_embedding"]) for output in outputs]),
                [_array(output["token_embeddings"]) for output in outputs],
            )


def _array(value: Any) -> Vectors:
    detached: Callable[[], Any] | None = getattr(value, "detach", None)
    return np.asarray(detached().cpu().numpy() if detached else value, dtype=np.float32)
