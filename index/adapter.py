"""What the default model learned besides the language: low-rank changes of its layers, and which side a sentence is on.

The changes are added to the model's weights when it is loaded, so encoding costs what it did. The side of a sentence is
read off its vector before that goes into an index; the vector that is stored has the part that tells the sides apart
taken out, so that a question is compared by its topic alone. Learned by `python -m benchmarks.fit`; the numbers are in
`adapter.safetensors`. Only the default model has one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).with_name("adapter.safetensors")
SCALE = 10.0  # of a unit vector before the classes, whose logits would be small otherwise
SIDES = ("concern", "praise", "neutral")  # the order of the classes
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Adapter:
    """`changes` are for each layer by its name in the model two matrices, (rank, inputs) and (outputs, rank), whose
    product is added to its weights; `head`, shape (3, dimension), and `bias` give the logits of `SIDES`."""

    changes: Mapping[str, tuple[Floats, Floats]]
    head: Floats
    bias: Floats

    def merge(self, model: Any) -> None:
        """Add the changes to a loaded transformer's weights."""
        for name, (down, up) in self.changes.items():
            weight = model.get_submodule(name).weight
            weight.data.add_(weight.new_tensor(up @ down))

    def sides(self, vectors: Floats) -> Floats:
        """Logarithms of the probabilities of `SIDES` for unit vectors as the model makes them; shape (rows, 3)."""
        logits = SCALE * vectors @ self.head.T + self.bias
        logits -= logits.max(axis=1, keepdims=True)
        return np.asarray(logits - np.log(np.exp(logits).sum(axis=1, keepdims=True)), dtype=np.float32)

    def topics(self, vectors: Floats) -> Floats:
        """The vectors without what tells the sides apart; not unit vectors any more."""
        return np.asarray(vectors - vectors @ self._plane @ self._plane.T, dtype=np.float32)

    @cached_property
    def _plane(self) -> Floats:
        """The two directions, shape (dimension, 2), in which the three classes differ."""
        return np.asarray(np.linalg.qr((self.head[1:] - self.head[:1]).T)[0], dtype=np.float32)

    @classmethod
    def load(cls, path: Path = FILE) -> Adapter:
        """The adapter in a file; the committed one, where none is named."""
        from safetensors.numpy import load_file

        tensors = {name: rows.astype(np.float32) for name, rows in load_file(path).items()}
        names = sorted(name.removesuffix(".down") for name in tensors if name.endswith(".down"))
        changes = {name: (tensors[f"{name}.down"], tensors[f"{name}.up"]) for name in names}
        return cls(changes, tensors["head"], tensors["bias"])

    def save(self, path: Path = FILE) -> None:
        """Write it in half precision."""
        from safetensors.numpy import save_file

        tensors = {"head": self.head, "bias": self.bias}
        for name, (down, up) in self.changes.items():
            tensors |= {f"{name}.down": down, f"{name}.up": up}
        save_file({name: np.ascontiguousarray(rows, dtype=np.float16) for name, rows in tensors.items()}, path)


def fingerprint(path: Path = FILE) -> str:
    """What tells one adapter from another."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
