"""What a stage of a build depends on, as one short name: its sources, the data beside them, the libraries it uses.

A result that was kept is used again only under the same name, so a change anywhere in what made it redoes it, and a
change elsewhere does not. Sources are found by following imports, so that none has to be listed and none is forgotten.
"""

from __future__ import annotations

import ast
import dataclasses
import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from corpus.paths import PROJECT

PACKAGES = ("corpus", "ingest", "index")
DATA = (".npz", ".safetensors", ".sql", ".json")  # registers (.csv) are part of what a build is given


def stage(*modules: str, without: Iterable[str] = (), libraries: Iterable[str] = (), data: object = None) -> str:
    """The name of a stage: everything that its modules import but `without`, versions of libraries, and data."""
    digest = hashlib.sha256()
    for module in sorted(closure(*modules) - frozenset(without)):
        for path in _files(module):
            digest.update(path.relative_to(PROJECT).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    for library in libraries:
        digest.update(f"{library}={_version(library)};".encode())
    digest.update(digest_of(data).encode())
    return digest.hexdigest()[:24]


def closure(*modules: str) -> frozenset[str]:
    """The project's modules that these import, and those that they import, with themselves.

    A package counts as a module: importing anything inside it runs its `__init__.py`, though not the functions there.
    """
    found: set[str] = set()
    waiting = [name for module in modules for name in _with_packages(module)]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += [name for imported in _read(module)[0] for name in _with_packages(imported)]
    return frozenset(found)


def _with_packages(module: str) -> list[str]:
    """A module and the packages that it is in."""
    parts = module.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]


def digest_of(value: object) -> str:
    """A hash of a value made of records, tuples, mappings, patterns and plain values; equal values have equal hashes."""
    return hashlib.sha256(repr(_plain(value)).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return [(field.name, _plain(getattr(value, field.name))) for field in dataclasses.fields(value)]
    if isinstance(value, re.Pattern):
        return value.pattern, value.flags
    if isinstance(value, dict):
        return sorted((key, _plain(each)) for key, each in value.items())
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bytes):
        return value
    raise TypeError(f"no hash is made of a {type(value).__name__}")


@cache
def _read(module: str) -> tuple[tuple[str, ...], tuple[Path, ...]]:
    """The project's modules that a module imports, and the data files beside it that it names."""
    source = _source(module)
    modules: dict[str, None] = {}
    data: dict[Path, None] = {}
    tree = ast.parse(source.read_text(encoding="utf-8"))
    for node in _on_import(tree) if source.name == "__init__.py" else ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            modules.update(dict.fromkeys(name for name in (node.module, *names) if _is_module(name)))
        elif isinstance(node, ast.Import):
            modules.update(dict.fromkeys(alias.name for alias in node.names if _is_module(alias.name)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(DATA):
            beside = source.with_name(node.value) if "/" not in node.value and len(node.value) < 60 else source
            data.update({beside: None} if beside != source and beside.is_file() else {})
    return tuple(modules), tuple(data)


def _on_import(tree: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported: all but the bodies of functions and what is there for types alone."""
    for node in ast.iter_child_nodes(tree):
        types_only = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        if not types_only and not isinstance(node, ast.FunctionDef):
            yield node
            yield from _on_import(node)


def _files(module: str) -> tuple[Path, ...]:
    return _source(module), *_read(module)[1]


def _is_module(name: str) -> bool:
    return name.split(".")[0] in PACKAGES and _source(name).is_file()


def _source(module: str) -> Path:
    """The file of a module, or the `__init__.py` of a package."""
    place = PROJECT.joinpath(*module.split("."))
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
