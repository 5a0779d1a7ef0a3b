"""README names all there is: every setting, command, target and family. Each test fails when one is taken out of it."""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
from collections.abc import Iterator

import pytest

from corpus.families.registry import FAMILIES
from corpus.paths import PROJECT
from index.commands.parser import parser as asking
from ingest.__main__ import _parser as building
from tests.test_architecture import PACKAGES

README = (PROJECT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
GIVEN = {"NO_PROXY", "PYTHONPATH", "PATH"}  # of every system; tests alone touch them


def settings() -> Iterator[str]:
    """Every environment variable that code or the Makefile reads."""
    folders = (*PACKAGES, "benchmarks", "docs", "tests")
    files = [PROJECT / "app.py", *(path for folder in folders for path in (PROJECT / folder).rglob("*.py"))]
    for path in files:
        yield from read_in(ast.parse(path.read_text(encoding="utf-8")))
    yield from re.findall(r"^(\w+) \?=", MAKEFILE, re.M)
    yield from re.findall(r"\$\((?:or \$\()?(INSPECTION_\w+)\)", MAKEFILE)


def read_in(tree: ast.Module) -> Iterator[str]:
    """The names with which a module asks `os.environ`; a name that a constant holds is looked up."""
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        named: ast.expr | None = None
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ENVIRONMENT:
            named = node.args[0]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            named = node.slice
        elif isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]) == "os.environ":
            named = node.left
        if isinstance(named, ast.Constant):
            yield str(named.value)
        elif named is not None:
            yield str(constants[ast.unparse(named)])


ENVIRONMENT = ("os.environ.get", "os.environ.setdefault", "os.environ.pop", "os.getenv")


def commands() -> Iterator[str]:
    """Every command as it is typed."""
    for program, parser in (("ingest", building()), ("index", asking())):
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                yield from (f"python -m {program} {name}" for name in action.choices)


def targets() -> Iterator[str]:
    """Everything that `make` can be asked for."""
    yield from (f"make {name}" for name in re.findall(r"^([a-z][\w-]*):", MAKEFILE, re.M))


def families() -> Iterator[str]:
    yield from (family.profile.label for family in FAMILIES)


def fold(text: str) -> str:
    return text.replace("’", "'")


def said(name: str, text: str) -> bool:
    """Whether it stands there as a whole word: `make page` is not said by `make pages`."""
    return bool(word(name).search(fold(text)))


def word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(fold(name))}(?![\w-])")


ALL = {
    "setting": sorted(set(settings()) - GIVEN),
    "command": sorted(commands()),
    "target": sorted(targets()),
    "family": sorted(families()),
}


@pytest.mark.parametrize("name", [name for names in ALL.values() for name in names])
def test_readme_says_it(name: str) -> None:
    assert said(name, README)


def test_a_longer_name_that_begins_so_does_not_say_it() -> None:
    assert not said("make page", "`make pages`, `make page-count`, INSPECTION_INDEX_OLD")
    assert not said("INSPECTION_INDEX", "INSPECTION_INDEX_OLD")
    assert said("make page", "make eval, `make page`")


def test_each_kind_is_found_at_all() -> None:
    """Else the test above would pass on nothing."""
    assert {"INSPECTION_INDEX", "INSPECTION_ADDING", "INSPECTION_DATA", "PORT", "CI"} <= set(ALL["setting"])
    assert {"python -m index rollback", "python -m ingest fetch"} <= set(ALL["command"])
    assert {"make run", "make quick", "make help"} <= set(ALL["target"])
    assert len(set(ALL["family"])) == len(FAMILIES) > 1


def test_a_setting_that_nothing_reads_is_not_told() -> None:
    table = README.split("\n## Settings\n")[1].split("\n## ")[0].split("`make help`")[0]
    assert set(re.findall(r"`([A-Z_]{2,})`", table)) <= set(ALL["setting"])


def test_make_help_lists_every_target_with_what_it_does() -> None:
    asked = ["make", "--no-print-directory", "help"]  # the tests may themselves be run by make
    listed = subprocess.run(asked, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    lines = [line.split(maxsplit=2) for line in listed.splitlines()]
    assert {f"make {name}" for _, name, *_ in lines} == set(ALL["target"])
    assert all(len(line) == 3 for line in lines)
    [phony] = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.M)
    assert {f"make {name}" for name in phony.split()} == set(ALL["target"])


@pytest.mark.parametrize("name", sorted(path.name for path in PROJECT.glob("*.md")))
def test_what_a_text_links_to_is_there(name: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)[^)]*\)", (PROJECT / name).read_text(encoding="utf-8"))
    assert [link for link in links if not (PROJECT / link).exists()] == []
