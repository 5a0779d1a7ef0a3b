"""Indexes made larger for measurements answer as others do."""

from __future__ import annotations

from pathlib import Path

from benchmarks.scale import copied
from corpus.families.registry import FAMILIES
from index.encoder import HashingEncoder
from index.searcher import Searcher
from ingest.build import pipeline


def test_an_index_made_of_copies_has_each_body_again_and_answers_alike(tmp_path: Path) -> None:
    pipeline.build([FAMILIES[0].sample], tmp_path / "one", HashingEncoder())
    one = Searcher.open(tmp_path / "one", HashingEncoder())
    sentences = one.info().sentences
    assert copied(tmp_path / "one", tmp_path / "three", 3 * sentences) == 3 * sentences
    three = Searcher.open(tmp_path / "three", HashingEncoder())
    assert three.info().sentences == 3 * sentences
    assert len(three.reports) == 3 * len(one.reports)
    assert all(report.name.startswith("Invented ") for report in three.reports)
    asked = "concerns about supervision"
    once, again = one.ask(asked), three.ask(asked)
    assert len(again.bodies) == 3 * len(once.bodies) > 0
    quoted = {evidence.quote for hit in again.bodies for evidence in hit.evidence}
    assert quoted >= {hit.evidence[0].quote for hit in once.bodies if hit.evidence}
