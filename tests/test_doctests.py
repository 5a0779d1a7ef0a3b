"""Examples in docstrings are what the code does."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

from tests.test_architecture import PACKAGES, modules, name_of

WITH_EXAMPLES = [
    name_of(path)
    for package in (*PACKAGES, "benchmarks")
    for path in modules(package)
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_examples_in_docstrings_hold(module: str) -> None:
    done = doctest.testmod(import_module(module))
    assert done.attempted
    assert done.failed == 0


def test_there_are_examples() -> None:
    assert "corpus.names" in WITH_EXAMPLES
