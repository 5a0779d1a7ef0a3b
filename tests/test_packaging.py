"""The project as a package that is installed: nothing that it reads is left behind, and it answers from anywhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

from corpus.paths import PROJECT
from index import version
from tests.test_architecture import PACKAGES

# What is made here, what users put here, and what the samples are set from: nothing of it is installed.
LEFT = {"__pycache__", "built", "reports", "sources"}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what an installation lays down, built from a copy of the checkout."""
    copy, target = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("installed")
    for package in PACKAGES:
        shutil.copytree(
            PROJECT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__", "built", "reports")
        )
    for name in ("pyproject.toml", "requirements.txt", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, copy)
    code = "from setuptools.build_meta import build_wheel; print(build_wheel('out'))"
    (copy / "out").mkdir()
    subprocess.run([sys.executable, "-c", code], cwd=copy, check=True, capture_output=True, timeout=120)
    [wheel] = (copy / "out").glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def test_every_file_that_is_read_is_installed(installed: Path) -> None:
    laid = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    files = (path.relative_to(PROJECT) for package in PACKAGES for path in (PROJECT / package).rglob("*.*"))
    wanted = {file.as_posix() for file in files if not set(file.parts[:-1]) & LEFT}
    assert len(wanted) > 100
    assert wanted - laid == set()


def test_what_is_needed_is_what_requirements_pin(installed: Path) -> None:
    [folder] = installed.glob("*.dist-info")
    said = (folder / "METADATA").read_text(encoding="utf-8").splitlines()
    needed = {
        line.removeprefix("Requires-Dist: ").replace(" ", "") for line in said if line.startswith("Requires-Dist")
    }
    pinned = (PROJECT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert needed == {line.split("#")[0].strip() for line in pinned} - {""}
    own = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"Version: {own['version']}" in said
    assert own["name"] == version.NAME


def test_an_installed_copy_answers_and_says_what_it_is(installed: Path, hashed: Path, tmp_path: Path) -> None:
    code = (
        "import index, index.version; print(index.__file__); print(index.version.program()); "
        f"print(len(index.open({str(hashed)!r}).ask('forces with DVPO concerns').rows()))"
    )
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
    )
    file, program, rows = done.stdout.splitlines() or [done.stderr] * 3
    assert Path(file).is_relative_to(installed)
    assert program == version.program()
    assert rows == "5"


def test_one_version_is_told_everywhere() -> None:
    own = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    cited = (PROJECT / "CITATION.cff").read_text(encoding="utf-8")
    [day] = re.findall(r"^date-released: (\S+)$", cited, re.M)
    assert f"\nversion: {own}\n" in cited
    assert f"\n## {own} ({day})\n" in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
