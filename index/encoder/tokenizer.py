"""Texts as a model's tokens, without the model. The one place that knows the tokenizers library."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def file_of(folder: Path | None) -> Path | None:
    """The file of a tokenizer in the folder of a model, where there is one."""
    file = folder / "tokenizer.json" if folder else None
    return file if file is not None and file.is_file() else None


def tokenizer(file: Path, longest: int | None = None) -> Any:
    """A tokenizer that pads nothing, and cuts texts at `longest` tokens where given."""
    from tokenizers import Tokenizer

    found = Tokenizer.from_file(str(file))
    found.no_padding()
    if longest is None:
        found.no_truncation()
    else:
        found.enable_truncation(longest)
    return found
