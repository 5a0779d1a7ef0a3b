"""No body, report, topic, family or inspectorate is named in code: each stands in a register, a lexicon or a family's folder."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.bodies import KINDS, load
from corpus.families.inspectorates import INSPECTORATES, called
from corpus.families.profile import WHOLE
from corpus.families.registry import FAMILIES, PROFILES
from corpus.lexicon import entries
from corpus.names import any_of
from corpus.paths import PROJECT

FOLDERS = ("corpus", "ingest", "index", "ui")
CODE = [path for folder in FOLDERS for path in sorted((PROJECT / folder).rglob("*.py")) if "sample" not in path.parts]


def strings(path: Path) -> Iterator[str]:
    """Every string of a module that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(docstring) for node in ast.walk(tree) if (docstring := _docstring(node)) is not None}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def _docstring(node: ast.AST) -> ast.Constant | None:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
        first = node.body[0]
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            return first.value
    return None


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
    CODE,
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
    engine = [p for p in CODE if p.relative_to(PROJECT).parts[0] in ("index", "ingest")]
    found = {(path.name, m.group()) for path in engine for text in strings(path) for m in pattern.finditer(text)}
    assert found == set()


AREAS = [area for family in FAMILIES for edition in family.profile.editions for area in edition.areas]
NAMES = {
    "families": {name for f in FAMILIES for name in (f.key, f.folder, *f.profile.own_names)},
    "inspectorates": {name for inspectorate in INSPECTORATES for name in called(inspectorate)}
    | {name for f in FAMILIES for name in f.profile.inspectorates},
    "bodies": {word for kind in KINDS.values() for word in (*kind.nouns, *kind.also, *kind.heads)},
    # those of one word are words of the language too
    "areas": {name for a in AREAS if a.key != WHOLE for name in (*a.names, *a.spoken) if " " in name},
}
KEYS = {area.key for area in AREAS}
# What says which families, inspectorates, areas and kinds of body there are.
OWN = ("corpus/families/", "corpus/bodies.py", "corpus/mentions.py")


def elsewhere() -> Iterator[tuple[str, str]]:
    """Every string of code that is no family's, with the file that it is in."""
    for path in CODE:
        place = path.relative_to(PROJECT).as_posix()
        if not place.startswith(OWN):
            yield from ((place, text) for text in strings(path))


@pytest.mark.parametrize("what", NAMES)
def test_no_code_outside_the_families_names_one(what: str) -> None:
    """Nor an inspectorate, an area or the noun for a body: neither where code decides nor in the prose that it shows."""
    pattern = re.compile(rf"(?<!\w)(?:{any_of(NAMES[what])})(?!\w)", re.I)
    found = {(place, match.group()) for place, text in elsewhere() for match in pattern.finditer(text)}
    assert found == set()


def test_no_code_outside_the_families_has_the_key_of_an_area() -> None:
    assert {(place, text) for place, text in elsewhere() if text in KEYS} == set()


def test_every_module_is_looked_at() -> None:
    """Whatever folder it lies in: a search that stops at the first level would find nothing to object to."""
    assert {path.relative_to(PROJECT).parts[0] for path in CODE} == set(FOLDERS)
    tracked = {p for folder in FOLDERS for p in (PROJECT / folder).glob("**/*.py") if "sample" not in p.parts}
    assert set(CODE) == tracked
    assert len(CODE) > 100
