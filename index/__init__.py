"""A published generation and what can be asked of it. From Python, `index.open()` is the way in.

Importing this loads nothing else. Opening an index loads what searches it, the first question what encodes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.searcher import Searcher


def open(folder: str | Path | None = None) -> Searcher:
    """The newest index in a folder (default: INSPECTION_INDEX, else index/built). Raises `IndexUnusable`."""
    from index.searcher import Searcher

    return Searcher.open(None if folder is None else Path(folder))
