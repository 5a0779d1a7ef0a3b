"""Arrays of numbers on disk, opened where they are."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def save(array: NDArray[Any], path: Path) -> None:
    """Write an array to a new file. OSError with its reason where it cannot be; numpy's own way tells how many numbers were
    written, and not that the disk is full."""
    content = BytesIO()
    np.save(content, array)
    path.write_bytes(content.getbuffer())


def mapped(path: Path) -> NDArray[Any]:
    """An array as it was saved, read as far as it is used."""
    return np.asarray(np.load(path, mmap_mode="r"))
