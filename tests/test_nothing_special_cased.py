"""No body, no report and no topic is named in code: bodies stand in bodies.csv, words of topics in lexicon.csv."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.bodies import load
from corpus.families.registry import PROFILES
from corpus.lexicon import entries
from corpus.paths import PROJECT

# Examples of questions, and docstrings, are read by people and decide nothing.
SHOWN = {"ui/examples.py", "index/__main__.py"}
FOLDERS = ("corpus", "ingest", "index", "ui")
CODE = [path for folder in FOLDERS for path in sorted((PROJECT / folder).rglob("*.py")) if "sample" not in path.parts]


def strings(path: Path) -> Iterator[str]:
    """Every string of a module that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    said = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) and _has_docstring(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def _has_docstring(node: ast.AST) -> bool:
    first = getattr(node, "body", [None])[0]
    return isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)


def places() -> set[str]:
    """The places that bodies are called after, but for those that are words or regions too."""
    bodies = [body for body in load().bodies if body.status == "current"]
    nouns = "|".join(re.escape(noun) for p in PROFILES.values() for noun in (*p.nouns, "police", "police service"))
    regions = {body.region for body in bodies}
    bare = {re.sub(rf"\s+(?:{nouns})$", "", body.name, flags=re.I) for body in bodies}
    return {
        name
        for name in bare
        if len(name) > 3 and name not in regions and name.lower() not in ("reading", "bury", "city of london")
    }


@pytest.mark.parametrize(
    "path",
    [p for p in CODE if p.relative_to(PROJECT).as_posix() not in SHOWN],
    ids=lambda p: p.relative_to(PROJECT).as_posix(),
)
def test_no_body_is_named_in_code(path: Path) -> None:
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(places(), key=len, reverse=True)))})(?!\w)")
    assert sorted({match.group() for text in strings(path) for match in pattern.finditer(text)}) == []


def test_no_acronym_of_a_topic_decides_anything_in_code() -> None:
    """Those of the lexicon alone, but for the field's own words for boxes and inspections."""
    own = {"AFI", "PEEL", "HMIC", "HMICFRS", "ILACS", "SIF", "LSCB", "ASB", "VSA", "RI", "PCC"}
    acronyms = {e.short for e in entries() if e.kind == "acronym" and e.short.isupper() and len(e.short) > 2} - own
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, acronyms), key=len, reverse=True))})(?!\w)")
    engine = [
        p
        for p in CODE
        if p.relative_to(PROJECT).parts[0] in ("index", "ingest") and p.relative_to(PROJECT).as_posix() not in SHOWN
    ]
    found = {(path.name, m.group()) for path in engine for text in strings(path) for m in pattern.finditer(text)}
    assert found == set()


def test_every_module_is_looked_at() -> None:
    """Whatever folder it lies in: a search that stops at the first level would find nothing to object to."""
    assert {path.relative_to(PROJECT).parts[0] for path in CODE} == set(FOLDERS)
    tracked = {p for folder in FOLDERS for p in (PROJECT / folder).glob("**/*.py") if "sample" not in p.parts}
    assert set(CODE) == tracked
    assert len(CODE) > 100
