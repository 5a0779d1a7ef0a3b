"""What answers: the program with its version, a hash of the code and weights, and the libraries that a score depends on."""

from __future__ import annotations

import hashlib
import sys
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from corpus.paths import BUILT, PROJECT

NAME = "inspection-search"
FOLDER = Path(__file__).parent
SOURCES = (".py", ".json", ".npz", ".sql")
LIBRARIES = ("sentence-transformers", "torch", "faiss-cpu", "tantivy", "numpy")  # those that a score depends on


@cache
def engine(folder: Path = FOLDER) -> str:
    """A hash of the code and weights that answer, in whatever folder of the package; it changes when any of them does."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in SOURCES and BUILT.name not in path.parts):
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def program() -> str:
    """Name and version of this program, with the hash of what answers."""
    return f"{NAME} {_version()} ({engine()})"


def _version() -> str:
    """The version that the checkout names; that of the installed package where there is no checkout."""
    file = PROJECT / "pyproject.toml"
    if not file.is_file():
        return version(NAME)
    return str(tomllib.loads(file.read_text(encoding="utf-8"))["project"]["version"])


@cache
def libraries() -> str:
    """Versions of Python and of the libraries that a score depends on."""
    found = [f"Python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"]
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} unknown")
    return ", ".join(found)
