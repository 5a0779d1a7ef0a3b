"""A step of a part in whatever process it runs: the part is opened there once, and kept."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from index.errors import IndexUnusable
from index.parts.part import Part
from index.parts.protocol import Given
from index.version import engine

KEPT = 8  # parts that one process has open, of this generation and of those before it
_lock = Lock()
_opened = lru_cache(maxsize=KEPT)(Part)


def answer(folder: Path, model: str, program: str, step: str, given: Given) -> Any:
    """What the part in a folder tells. `program` is the engine of who asks: another one might tell something else.

    Raises `IndexUnusable`.
    """
    if program != engine():
        raise IndexUnusable(
            "A process that answers for a part of the index runs another version of this program; "
            "install the same version everywhere, and start it again."
        )
    if not folder.is_dir():
        raise IndexUnusable(
            f"The part {folder.name} of the index is not to be found where it was asked ({folder.parent}); every machine "
            "that answers has to see the folder of the index under the same name."
        )
    with _lock:
        part = _opened(folder, model)
    return getattr(part, step)(*given)
