"""Texts in, unit vectors out: what an encoder is, and the one of a name.

Passages and their sentences share one forward pass: a sentence's vector is the mean of the vectors that its
tokens have inside the passage, and the side it is on is read off the same vector. Importing this package loads no model
and no library that runs one; the first encoding does.
"""

from weakref import WeakValueDictionary

from index.encoder.hashing import HASHING, HashingEncoder
from index.encoder.model import ModelEncoder
from index.encoder.model_files import DEFAULT_MODEL, EIGHT
from index.encoder.protocol import Batch, Encoder, ModelMissing, Spans, Vectors, unit

__all__ = [
    "DEFAULT_MODEL",
    "EIGHT",
    "HASHING",
    "Batch",
    "Encoder",
    "HashingEncoder",
    "ModelEncoder",
    "ModelMissing",
    "Spans",
    "Vectors",
    "encoder",
    "unit",
]

_IN_USE: WeakValueDictionary[str, ModelEncoder] = WeakValueDictionary()


def encoder(name: str = DEFAULT_MODEL) -> Encoder:
    """The encoder of a name: `hashing` for fast tests, else a sentence-transformers model by name or folder.

    One that is in use already is shared, so that a new generation does not load its model again.
    """
    if name == HASHING:
        return HashingEncoder()
    made = ModelEncoder(name)
    return _IN_USE.setdefault(made.version, made)
