"""A model as onnxruntime runs it, from a file that `export` made: ready in a fraction of a second, and without torch.

The one place that knows onnxruntime.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from index.encoder.protocol import Vectors, unit
from index.encoder.runtime import Encoded
from index.encoder.tokenizer import tokenizer

# Tokens in a batch, padding included. Few enough that what a layer makes of them stays in a processor's cache: 1,024
# took 0.70 of the time that the library takes for the same texts, 2,048 0.72, 4,096 0.80, 8,192 0.92.
AT_ONCE = 1024
# What an exported file is called by, and what it tells of itself.
INPUTS, OUTPUT, LONGEST = ("input_ids", "attention_mask"), "tokens", "longest"


class Exported:
    """Runs an exported model. Many threads may encode at once."""

    def __init__(self, model: Path, vocabulary: Path, alone: bool = False) -> None:
        """`alone` runs each text by itself: with weights of 8 bits, numbers are rounded by the largest of all that are run
        together. Any error of the library's where the file cannot be used."""
        import onnxruntime

        self._alone = alone
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3  # errors
        # Else its threads spin for a while after encoding, and take the processor from the scan that follows.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self.dimension = int(self._session.get_outputs()[0].shape[-1])
        longest = self._session.get_modelmeta().custom_metadata_map[LONGEST]
        self._tokenizer = tokenizer(vocabulary, int(longest))

    def queries(self, texts: Sequence[str]) -> Vectors:
        found = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for encoded in self.documents(texts):
            found[encoded.indices] = encoded.whole
        return found

    def documents(self, texts: Sequence[str]) -> Iterator[Encoded]:
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(ids)), key=lambda i: -len(ids[i]))
        while order:
            size = 1 if self._alone else max(1, AT_ONCE // max(1, len(ids[order[0]])))
            batch, order = order[:size], order[size:]
            tokens = self._run([ids[i] for i in batch])
            yield Encoded(batch, unit([own.mean(axis=0) for own in tokens]), tokens)

    def _run(self, ids: Sequence[Sequence[int]]) -> list[Vectors]:
        """The vectors of the tokens of each text."""
        padded = np.zeros((len(ids), max(map(len, ids))), dtype=np.int64)
        real = np.zeros_like(padded)
        for row, own in enumerate(ids):
            padded[row, : len(own)], real[row, : len(own)] = own, 1
        [found] = self._session.run([OUTPUT], dict(zip(INPUTS, (padded, real), strict=True)))
        return [rows[: len(own)] for rows, own in zip(found, ids, strict=True)]
