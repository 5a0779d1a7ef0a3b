"""Reports that are added move no verdict on the others: what depends on all reports is taken from the basis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.records import Report, Source
from index.encoder import HashingEncoder
from index.searcher import Searcher
from index.storage.database import FILE, Store
from index.storage.generations import newest
from ingest.build import basis as basis_of
from ingest.build import pipeline
from ingest.build.basis import basis
from tests import samples
from tests.conftest import TRUTH
from tests.index import made_up

QUESTIONS = [row["question"] for row in TRUTH["questions"]]


def reports(*names: str) -> list[Report]:
    stored = made_up.report("x.pdf", made_up.body("x", "Umber"), [])
    return [replace(stored.report, sources=(Source(f"{name}.pdf", "pdf", name),)) for name in names]


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of half the samples, with its index, and a folder of the others."""
    folder, others = tmp_path / "reports", tmp_path / "others"
    samples.copied(folder)
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".pdf", ".html", ".txt"))
    for path in files[1::3]:
        moved = others / path.relative_to(folder)
        moved.parent.mkdir(parents=True, exist_ok=True)
        path.rename(moved)
    pipeline.build([folder], tmp_path / "index", HashingEncoder(), folder)
    return folder, others


def in_basis(index: Path) -> Mapping[str, bool]:
    return {
        r["file"]: bool(r["basis"]) for r in Store(newest(index).folder / FILE).rows("select file, basis from report")
    }


def said(index: Path) -> dict[tuple[str, str, str], tuple[str, float]]:
    """What each question finds in each report: verdict and score."""
    searcher = Searcher.open(index, HashingEncoder())
    return {
        (question, hit.key, hit.file): (hit.verdict, round(hit.score, 5))
        for question in QUESTIONS
        for hit in searcher.ask(question).bodies
    }


def test_reports_added_move_no_verdict(
    made: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(basis_of, "LEAST_REPORTS", 5)  # there are few samples
    folder, others = made
    index = tmp_path / "index"
    before = said(index)
    assert all(in_basis(index).values())
    for path in others.rglob("*.*"):
        path.rename(folder / path.relative_to(others))
    pipeline.build([folder], index, HashingEncoder(), folder)
    after, basis = said(index), in_basis(index)
    assert 0 < sum(basis.values()) < len(basis)
    old = {key for key in before if basis[key[2]] and key in after}
    assert len(old) > 50
    assert {key: after[key] for key in old} == {key: before[key] for key in old}
    pipeline.build([folder], tmp_path / "anew", HashingEncoder(), folder)
    anew = said(tmp_path / "anew")
    assert any(anew[key] != before[key] for key in old)  # so the basis is what keeps them


def standing(index: Path) -> dict[str, int]:
    """How many sentences of each report are standing text."""
    rows = Store(newest(index).folder / FILE).rows(
        "select r.file, sum(s.standing) as count from sentence s join passage p on p.id = s.passage "
        "join report r on r.id = p.report group by r.file"
    )
    return {row["file"]: int(row["count"]) for row in rows}


def test_what_recurs_in_added_reports_is_standing_text_in_them_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(basis_of, "LEAST_REPORTS", 5)
    folder, index = samples.copied(tmp_path / "reports"), tmp_path / "index"
    added = [path for name in ("hollowmere", "ostermarch") for path in folder.rglob(f"{name}*")]
    for path in added:
        path.rename(tmp_path / path.name)
    pipeline.build([folder], index, HashingEncoder(), folder)
    before = standing(index)
    for path in added:
        (tmp_path / path.name).rename(path)
    pipeline.build([folder], index, HashingEncoder(), folder)
    pipeline.build([folder], tmp_path / "anew", HashingEncoder(), folder)
    after, anew = standing(index), standing(tmp_path / "anew")
    assert {file: after[file] for file in before} == before
    assert any(anew[file] > before[file] for file in before)  # so they would have changed
    new = after.keys() - before.keys()
    assert new
    assert {file: after[file] for file in new} == {file: anew[file] for file in new}


def test_an_acronym_is_learned_from_the_basis_or_with_a_family_that_has_none_in_it() -> None:
    said = [("Practice under the quiet harbour scheme (QHS) is good.", "praise")]

    def found(*split: tuple[str, str]) -> list[str]:
        reports = [
            made_up.report(name, made_up.body(name, "Umber"), said if "says" in name else [], family=family).report
            for name, family in split
        ]
        basis = frozenset(name for name, _ in split if name.startswith("old"))
        return [entry.short for entry in pipeline._acronyms([(report, ()) for report in reports], basis)]

    assert found(("old says 1", "peel"), ("old says 2", "peel"), ("new", "peel")) == ["QHS"]
    assert found(("old", "peel"), ("new says 1", "peel"), ("new says 2", "peel")) == []
    assert found(("old", "peel"), ("new says 1", "jtai"), ("new says 2", "jtai")) == ["QHS"]


def test_what_grew_to_more_than_twice_has_a_new_basis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basis_of, "_before", lambda index, pipeline: frozenset("abcdefghij"))

    def found(names: str) -> str:
        return "".join(sorted(file[0] for file in basis(tmp_path, reports(*names), "")))

    assert found("abcdefghijKLMNOPQRST") == "abcdefghij"
    assert found("abcdefghijKLMNOPQRSTU") == "KLMNOPQRSTUabcdefghij"
    assert found("abcdefghiK") == "Kabcdefghi"  # nine are too few
    assert found("KL") == "KL"


def test_another_program_takes_no_basis_from_what_was_built_before(hashed: Path, tmp_path: Path) -> None:
    files = reports("a")
    known = basis_of._before(hashed, pipeline.pipeline_version())
    assert known
    assert not basis_of._before(hashed, "other")
    assert not basis_of._before(tmp_path, pipeline.pipeline_version())
    assert basis(tmp_path, files, pipeline.pipeline_version()) == {"a.pdf"}
