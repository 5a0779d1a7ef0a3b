"""A family is added by a folder and a line: tried with a made-up one, and with one piece of it after another left out."""

from __future__ import annotations

import inspect
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from corpus.families import registry
from corpus.families.registry import FAMILIES, Family
from corpus.paths import PROJECT
from ingest.read import report
from tests.corpus.families import test_contract as contract

MADE_UP = PROJECT / "tests" / "data" / "pond_reviews"
FOLDER = MADE_UP.name


def test_a_family_is_a_folder_and_a_line(tmp_path: Path) -> None:
    """The contract holds in a copy of the project that has them."""
    for part in ("corpus", "ingest", "index", "tests"):
        shutil.copytree(
            PROJECT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "built", "reports")
        )
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    shutil.copytree(MADE_UP, tmp_path / "corpus" / "families" / FOLDER)
    lines = tmp_path / "corpus" / "families" / "registry.py"
    source = lines.read_text(encoding="utf-8")
    lines.write_text(source.replace("FOLDERS = (\n", f'FOLDERS = (\n    "{FOLDER}",\n'), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "tests/corpus/families/test_contract.py",
        "-p",
        "no:cacheprovider",
        "-vv",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout
    assert f"[{FOLDER}] PASSED" in done.stdout, "the contract did not look at the new family"


@dataclass(frozen=True)
class Elsewhere(Family):
    """A family in a folder that is none of the project's."""

    root: Path = Path()

    @property
    def place(self) -> Path:
        return self.root / self.folder

    @property
    def modules(self) -> tuple[str, ...]:
        return (f"{self.folder}.words", f"{self.folder}.reader")


SPECIFIC = tuple(family for family in FAMILIES if family.profile.inspects)  # a family on anything can be the last alone


def objections(root: Path, monkeypatch: pytest.MonkeyPatch, first: bool = True) -> list[str]:
    """What the contract has against the made-up family as it lies in a folder, and against another one beside it."""
    for name in [name for name in sys.modules if name.split(".")[0] == FOLDER]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(root)
    family = Elsewhere(FOLDER, import_module(f"{FOLDER}.words").PROFILE, root)
    for module in (contract, report):
        monkeypatch.setattr(
            module, "FAMILIES", (family, *FAMILIES) if family.profile.inspects or first else (*SPECIFIC, family)
        )
    found = []
    for name, check in vars(contract).items():
        if name.startswith("test_") and name not in OF_THE_REGISTRY:
            takes = list(inspect.signature(check).parameters)
            calls: dict[str, list[list[Family]]] = {"": [[]], "family": [[family], [FAMILIES[0]]]}
            for given in calls.get(",".join(takes), []):
                try:
                    check(*given)
                except Exception as error:
                    found.append(f"{name}: {error!r}")
    return found


# What looks at the files beside the registry, or at what the registry read when it was imported.
OF_THE_REGISTRY = ("test_every_folder_has_its_line_in_the_registry", "test_a_lexicon_can_be_read")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(MADE_UP, tmp_path / FOLDER, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_whole_family_is_met_with_no_objection(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert objections(root, monkeypatch) == []


def test_a_family_on_anything_owes_no_inspectorate_no_grades_and_no_register(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(root / FOLDER / "words.py", ANYTHING)
    change(root / FOLDER / "questions.txt", {"A grade: councils graded murky for pond water": ""})
    (root / FOLDER / "sample" / "bodies.csv").unlink()
    assert objections(root, monkeypatch, first=False) == []


ANYTHING = {
    'inspects="local_authority"': "inspects=None",
    'inspectorate="Pondwatch"': 'inspectorate=""',
    'Scale(("limpid", "cloudy", "murky"), spoken=(("murky", ("muddy",)),))': "Scale(())",
    'areas=(Area("pond_water", "Water of ponds", spoken=("pond water",)), Area("pond_banks", "Banks of ponds"))': "areas=()",
    "A review of the ponds of ": ".",
}


def change(path: Path, changes: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


GONE = ""
LEFT_OUT = [
    # a file, words in it, and what stands there instead, or that the file is gone; what is said
    ("__init__.py", None, GONE, "__init__.py"),
    ("reader.py", None, GONE, "reader.py"),
    ("reader.py", "READER = ", "OTHER = ", "has no attribute 'READER'"),
    ("sample/mereham-2030.txt", None, GONE, "sample/ with a report"),
    ("sample/bodies.csv", None, GONE, "sample/bodies.csv"),
    ("sample/bodies.csv", "invented", "", "Mereham Council is not marked as invented"),
    ("sample/bodies.csv", "mereham,Mereham", "kent,Mereham", "kent"),
    ("sample/bodies.csv", "Upper Reach,Mereham", "Upper Reach,Kent County Council", "is a real body, or is called like one"),
    ("sample/bodies.csv", "Mereham", "Merewick", "is on a body that bodies.csv does not have: Mereham Council"),
    ("sample/bodies.csv", "mereham,Mereham", "quillhaven,Mereham", "quillhaven"),
    ("sources/mereham-2030.txt", None, GONE, "samples without their source"),
    ("questions.txt", None, GONE, "questions.txt with a question"),
    ("questions.txt", "A grade: councils", "A worry: councils", "is no example"),
    ("questions.txt", "A grade: councils graded murky for pond water", "", "'A grade' in"),
    ("words.py", 'licence="Made up; there is nothing to license.",', "", "a licence"),
    ("words.py", 'inspectorate="Pondwatch"', 'inspectorate=""', "an inspectorate"),
    ("words.py", 'inspects="local_authority"', "inspects=None", "it would take the reports of the families behind it"),
    ("words.py", 'inspects="local_authority"', 'inspects="pond"', "pond"),
    ("words.py", "editions=(EDITION,)", "editions=()", "an edition"),
    ("words.py", '    unverified="made up",\n', "", "editions without a sample or a golden file"),
    ("words.py", r're.compile(r"Ponds 2030")', r're.compile(r"Ponds 2031")', "is of no edition"),
    ("words.py", 're.compile(r"A review of the ponds of ")', 're.compile(r"A review of lakes")', "mereham-2030.txt"),
    ("words.py", 're.compile(r"A review of the ponds of ")', 're.compile(r"invented")', "fernmoor-2021-22.pdf"),
    ("reader.py", "Grade: ", "Mark: ", "no grade was read off mereham-2030.txt"),
    ("words.py", '("limpid", "cloudy", "murky")', '("limpid", "cloudy", "dim")', "words for a grade that is not on the scale"),
    ("words.py", '("limpid", "cloudy", "murky")', '("clear", "cloudy", "murky")', "mereham-2030.txt"),
    ("words.py", '("limpid", "cloudy", "murky")', '("limpid", "Cloudy", "murky")', "grades are written in lower case"),
    ("words.py", '"pond_banks"', '"pond_water"', "areas of one key"),
    ("words.py", '"pond_banks"', '"vetting_cc"', "have areas of one key: ['vetting_cc']"),
    ("words.py", '"Banks of ponds"', '"pond water"', "names of two areas"),
    ("words.py", 'label="Pond reviews"', 'label="PEEL"', "names of two families"),
    ("words.py", 'label="Pond reviews"', 'label="Ofsted"', "its name is none of theirs"),
    ("words.py", 'label="Pond reviews"', 'label="Councils"', "a noun for bodies is no name of a family"),
    ("words.py", "Pondwatch looks at ponds of every size", "Banks", "headings of mereham-2030.txt that are taken for standing text"),
    ("words.py", 'licence="', 'box_labels={"To Do": "chore"}, licence="', "chore"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "words", "instead", "said"), LEFT_OUT)
def test_what_is_left_out_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch, file: str, words: str | None, instead: str, said: str
) -> None:
    path = root / FOLDER / file
    if words is None:
        path.unlink()
    else:
        change(path, {words: instead})
    found = objections(root, monkeypatch)
    assert any(said in each for each in found), found


def test_a_line_without_its_folder_is_named() -> None:
    with pytest.raises(ImportError, match=r"The family no_such_folder has no words\.py with a PROFILE"):
        registry._family("no_such_folder")
