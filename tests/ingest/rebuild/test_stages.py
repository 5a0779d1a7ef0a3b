"""What depends on what: a change redoes what hangs on it and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.families.registry import FAMILIES, PROFILES
from index import version
from index.encoder import model
from ingest.build import inputs, reuse, stage_names
from tests.ingest.rebuild.builds import NAMES, Counting, build


def with_profile(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    """A profile that has changed; its names are worked out anew."""
    families = tuple(
        replace(family, profile=replace(family.profile, licence="changed")) if family.key == key else family
        for family in FAMILIES
    )
    monkeypatch.setattr(reuse, "FAMILIES", families)
    reuse._parsing.cache_clear()


@pytest.mark.parametrize(("family", "parsed"), [("peel", 3), ("ofsted", 0)])
def test_a_changed_profile_parses_its_familys_reports_from_kept_lines(
    tmp_path: Path, reports: Path, read: list[str], monkeypatch: pytest.MonkeyPatch, family: str, parsed: int
) -> None:
    assert {"peel", "ofsted"} <= set(PROFILES)
    index = tmp_path / "index"
    build(reports, index)
    read.clear()
    with_profile(monkeypatch, family)
    monkeypatch.setattr(inputs, "version", lambda: "changed")
    assert build(reports, index, none := Counting()).new
    assert read == [f"lines of peel/{name}.pdf" for name in NAMES[:parsed]]
    assert none.encoded == []


def changed(module: str, name: str) -> Callable[[pytest.MonkeyPatch], None]:
    def change(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(f"ingest.build.{module}", lambda: name)

    return change


def nothing(_: pytest.MonkeyPatch) -> None:
    """The classifier, standing text, the format: whatever every build does anew."""


@pytest.mark.parametrize(
    ("change", "files", "texts"),
    [
        (nothing, 0, False),
        (changed("reuse._reading", "another reader"), 3, False),
        (changed("reuse._splitting", "another splitter"), 0, False),
        (changed("encode._version", "another model"), 0, True),
    ],
)
def test_a_changed_stage_redoes_what_hangs_on_it_and_nothing_else(
    tmp_path: Path,
    reports: Path,
    read: list[str],
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[pytest.MonkeyPatch], None],
    files: int,
    texts: bool,
) -> None:
    index = tmp_path / "index"
    build(reports, index)
    read.clear()
    change(monkeypatch)
    monkeypatch.setattr(inputs, "version", lambda: "changed")
    assert build(reports, index, some := Counting()).new
    assert len(read) == files
    assert bool(some.encoded) == texts


def test_a_text_that_stands_in_many_reports_is_encoded_once(tmp_path: Path, reports: Path) -> None:
    built = build(reports, tmp_path / "index", counting := Counting())
    assert len(counting.encoded) == len(set(counting.encoded)) < built.passages


def test_names_of_stages_follow_sources_data_and_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, text in {
        "one": "from ingest import two\nfrom ingest.three import x\nimport numpy\n",
        "two": "DATA = 'w.npz'\n",
        "three": "def x():\n    from corpus.four import y\n",
        "five": "",
    }.items():
        (tmp_path / "ingest").mkdir(exist_ok=True)
        (tmp_path / "ingest" / f"{module}.py").write_text(text)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "four.py").write_text("")
    (tmp_path / "ingest" / "w.npz").write_bytes(b"1")
    monkeypatch.setattr(stage_names, "PROJECT", tmp_path)

    def name(**given: object) -> str:
        stage_names._read.cache_clear()
        return stage_names.stage("ingest.one", **given)  # type: ignore[arg-type]

    for package in ("ingest", "corpus"):
        (tmp_path / package / "__init__.py").write_text("")
    assert stage_names.closure("ingest.one") == {
        "ingest",
        "ingest.one",
        "ingest.two",
        "ingest.three",
        "corpus",
        "corpus.four",
    }
    seen = [name()]
    for path, text in (
        ("ingest/w.npz", "2"),
        ("corpus/four.py", "y = 1"),
        ("ingest/three.py", "from corpus.four import y"),
        ("corpus/__init__.py", "z = 3"),  # run by every import of what is in the package
    ):
        (tmp_path / path).write_text(text)
        seen.append(name())
    assert len(set(seen)) == 5
    assert name(without=["ingest.two"]) != name(libraries=["numpy"]) != name(data=("x",)) != name()
    (tmp_path / "ingest" / "five.py").write_text("changed")
    assert name() == seen[-1]  # nothing of it imports that
    stage_names._read.cache_clear()


def test_modules_in_sub_packages_are_part_of_a_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ingest" / "deep").mkdir(parents=True)
    for path, text in {
        "ingest/__init__.py": "",
        "ingest/deep/__init__.py": "",
        "ingest/deep/one.py": "from ingest.deep import two",
        "ingest/deep/two.py": "",
    }.items():
        (tmp_path / path).write_text(text)
    monkeypatch.setattr(stage_names, "PROJECT", tmp_path)
    stage_names._read.cache_clear()
    assert stage_names.closure("ingest.deep.one") == {"ingest", "ingest.deep", "ingest.deep.one", "ingest.deep.two"}
    before = stage_names.stage("ingest.deep.one")
    (tmp_path / "ingest/deep/__init__.py").write_text("from ingest.deep import two")
    stage_names._read.cache_clear()
    assert stage_names.stage("ingest.deep.one") != before
    stage_names._read.cache_clear()


def test_what_a_packages_functions_import_is_no_part_of_a_stage_that_does_not_call_them() -> None:
    """Else `index.open()` would make every build depend on all that answers questions."""
    assert "index.searcher" in stage_names.closure("index.searcher")
    assert not {"index.searcher", "index.answers.results"} & stage_names.closure("index", "index.storage.generations")


def test_the_version_of_what_answers_follows_sources_in_every_folder(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "built").mkdir()
    (tmp_path / "deep" / "one.py").write_text("x = 1")
    (tmp_path / "built" / "manifest.json").write_text("{}")
    before = version.engine.__wrapped__(tmp_path)
    (tmp_path / "built" / "manifest.json").write_text("[]")
    assert version.engine.__wrapped__(tmp_path) == before
    (tmp_path / "deep" / "one.py").write_text("x = 2")
    assert version.engine.__wrapped__(tmp_path) != before
    assert version.engine.__wrapped__() != before


def test_every_family_is_parsed_by_its_own_modules_alone() -> None:
    """So that a change in one family's reader leaves the other's reports as they are."""
    closures = {family.key: stage_names.closure(*family.modules) for family in FAMILIES}
    for family in FAMILIES:
        assert set(family.modules) <= closures[family.key]
        others = {module for other in FAMILIES if other is not family for module in other.modules}
        assert not others & closures[family.key], "a change in one family's reader would read another's reports anew"


def test_what_a_build_depends_on_includes_every_familys_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The registry finds families by the names of their folders, which following imports does not show."""
    asked: list[str] = []

    def named(*modules: str, **_: object) -> str:
        asked.extend(modules)
        return "name"

    monkeypatch.setattr(inputs, "stage", named)
    inputs.version.__wrapped__()
    assert {module for family in FAMILIES for module in family.modules} <= set(asked)


def test_what_an_encoder_is_made_of_is_looked_up_once_and_not_for_every_passage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def version_of(name: str) -> str:
        asked.append(name)
        return "1"

    monkeypatch.setattr(model, "version", version_of)
    own = model.ModelEncoder()
    assert len({own.version for _ in range(5)}) == 1
    assert sorted(asked) == sorted(model.LIBRARIES)
