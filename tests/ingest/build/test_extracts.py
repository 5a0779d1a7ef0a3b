"""What a letter on an area says of a police force is a report on that force too, in every part of a generation."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from index.encoder import HashingEncoder
from index.searcher import Searcher
from index.storage import vectors
from index.storage.database import FILE, Store, place_from
from index.storage.generations import newest
from ingest.build import pipeline
from tests import samples

LETTERS = samples.ROOT / "joint_targeted" / "sample"
AREA, FORCE = "oxbarrow", "ostermarch"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample letters alone, with the registers of all samples."""
    folder = tmp_path_factory.mktemp("letters")
    reports = folder / "reports"
    shutil.copytree(LETTERS, reports / "letters")
    shutil.copytree(samples.PEEL, reports / "peel", ignore=shutil.ignore_patterns("*.pdf"))
    rows = [path.read_text(encoding="utf-8").splitlines() for path in reports.glob("*/bodies.csv")]
    (reports / "bodies.csv").write_text(
        "\n".join([rows[0][0], *(r for own in rows for r in own[1:])]), encoding="utf-8"
    )
    for path in reports.glob("*/bodies.csv"):
        path.unlink()
    pipeline.build([reports], folder / "index", HashingEncoder())
    return folder / "index"


@pytest.fixture(scope="module")
def store(built: Path) -> Store:
    return Store(newest(built).folder / FILE)


def test_both_are_stored_with_one_file_title_and_theme(store: Store) -> None:
    rows = {row["body"]: row for row in store.rows("select * from report where file like '%oxbarrow%'")}
    assert set(rows) == {AREA, FORCE}
    for column in ("file", "family", "edition", "title", "published", "inspected", "pages", "theme"):
        assert rows[AREA][column] == rows[FORCE][column]
    also = {row["body"] for row in store.rows("select body from body_also where report = ?", (rows[FORCE]["id"],))}
    assert AREA in also
    assert FORCE not in also


def test_only_sentences_on_the_force_are_its_own_and_each_stands_where_it_does_in_the_letter(store: Store) -> None:
    def sentences(body: str) -> dict[str, tuple[str, str, float]]:
        return {
            row["text"]: (row["place"], row["stance"], row["concern"])
            for row in store.rows(
                "select s.* from sentence s join passage p on p.id = s.passage join report r on r.id = p.report "
                "where r.body = ? and r.file like '%oxbarrow%'",
                (body,),
            )
        }

    own, all_of_them = sentences(FORCE), sentences(AREA)
    assert 10 <= len(own) < len(all_of_them) / 2
    assert own.items() <= all_of_them.items()
    assert not any("Housing officers" in text or "general practitioners" in text.lower() for text in own)
    report = store.rows("select id from report where body = ?", (FORCE,))[0]["id"]
    assert all(store.words_at(report, place_from(place)) == text for text, (place, _, _) in own.items())


def test_a_passage_of_the_extract_keeps_its_whole_paragraph(store: Store) -> None:
    rows = store.rows(
        "select p.text, count(s.id) n from passage p join sentence s on s.passage = p.id join report r on r.id = p.report "
        "where r.body = ? and p.text like 'Social workers do not%' group by p.id",
        (AREA,),
    )
    assert [row["n"] for row in rows] == [2]
    mixed = store.rows(
        "select p.text, count(s.id) n from passage p join sentence s on s.passage = p.id join report r on r.id = p.report "
        "where r.body = ? and p.text like 'Neighbourhood teams%' group by p.id",
        (FORCE,),
    )
    assert [row["n"] for row in mixed] == [2]
    assert "Housing officers find the new form helpful." in mixed[0]["text"]


def test_vectors_of_the_extract_are_those_of_the_letter(built: Path, store: Store) -> None:
    rows = store.rows(
        "select s.id, s.text, r.body from sentence s join passage p on p.id = s.passage join report r on r.id = p.report"
    )
    matrix = vectors.Index(newest(built).folder / "sentences.faiss").matrix
    assert len(matrix) == len(rows)
    by_text: dict[str, list[int]] = {}
    for row in rows:
        by_text.setdefault(row["text"], []).append(row["id"])
    twice = [ids for ids in by_text.values() if len(ids) == 2]
    assert len(twice) >= 20
    for first, second in twice:
        assert np.array_equal(matrix[first], matrix[second])


def test_a_question_on_forces_is_answered_from_the_letter_and_one_on_councils_too(built: Path) -> None:
    searcher = Searcher.open(built)
    forces = searcher.ask("forces with concerns about records of how children live")
    assert {hit.key for hit in forces.bodies} == {FORCE, "fernmoor"}
    councils = searcher.ask("councils with concerns about records of how children live")
    assert {hit.key for hit in councils.bodies} == {AREA, "thornquay"}
    said = next(hit for hit in forces.bodies if hit.key == FORCE)
    assert said.evidence
    words = ("polic", "officers", "force", "constab")
    assert all(any(word in e.quote.lower() for word in words) for e in said.evidence)


def test_a_page_of_the_file_is_still_that_of_the_area(built: Path) -> None:
    pages = Searcher.open(built).pages
    page = pages.page(next(file for file, *_ in pages.sample() if "oxbarrow" in file), 1)
    assert page is not None
    assert page.report.startswith("Oxbarrow")
