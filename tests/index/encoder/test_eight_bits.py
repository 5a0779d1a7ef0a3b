"""Weights of 8 bits: nearly the same vectors, the same ones whatever is encoded beside, and never mixed with others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.encoder import DEFAULT_MODEL, EIGHT, ModelEncoder, ModelMissing, encoder
from index.errors import IndexUnusable
from index.search.mapping import of_model
from index.searcher import Searcher
from index.storage.generations import newest
from ingest.__main__ import main
from ingest.build.inputs import SAMPLES, find

NAME = DEFAULT_MODEL + EIGHT
TEXTS = (
    "Officers use domestic violence protection orders well.",
    "The council does not always visit children on time. Reviews are late, and nobody asks why.",
    "Supervision is weak. " * 40,
)
SPANS = [[(0, 54)], [(0, 51), (52, 90)], [(0, 20)]]


@pytest.fixture(scope="module")
def eight() -> ModelEncoder:
    return ModelEncoder(NAME)


@pytest.mark.model
def test_vectors_are_nearly_those_of_the_exact_weights(eight: ModelEncoder) -> None:
    exact = ModelEncoder()
    likeness = (eight.queries(TEXTS) * exact.queries(TEXTS)).sum(axis=1)
    assert likeness.min() > 0.97
    assert likeness.max() < 1 - 1e-6  # they are other weights
    assert eight.version != exact.version
    assert eight.sides == exact.sides == 3
    assert of_model(NAME, 384).model == DEFAULT_MODEL  # the map was learned for the same model


@pytest.mark.model
def test_what_is_encoded_together_changes_no_bit(eight: ModelEncoder) -> None:
    def rows(texts: tuple[str, ...], spans: list[list[tuple[int, int]]]) -> dict[str, tuple[bytes, bytes]]:
        return {
            texts[i]: (whole.tobytes(), parts.tobytes())
            for batch in eight.passages(texts, spans)
            for i, whole, parts in zip(batch.indices, batch.whole, batch.parts, strict=True)
        }

    alone: dict[str, tuple[bytes, bytes]] = {}
    for text, spans in zip(TEXTS, SPANS, strict=True):
        alone |= rows((text,), [spans])
    assert rows(TEXTS, SPANS) == alone


@pytest.mark.model
def test_an_index_is_asked_with_the_weights_that_it_was_built_with(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    shutil.copy(find(SAMPLES)[0], reports)
    given = ["build", str(reports), "--index", str(tmp_path / "index")]
    assert main([*given, "--fast"]) == 0
    assert newest(tmp_path / "index").model == NAME
    assert Searcher.open(tmp_path / "index").ask("concerns about records").bodies
    with pytest.raises(IndexUnusable, match="in 8 bits”, not “"):
        Searcher.open(tmp_path / "index", encoder())
    assert main([*given, "--fast"]) == 0  # nothing is new
    assert main(given) == 0
    assert newest(tmp_path / "index").model == DEFAULT_MODEL


def test_a_model_that_cannot_be_exported_is_not_run_in_other_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.encoder.model.runtime", lambda *given: None)
    with pytest.raises(ModelMissing, match="cannot be run in 8 bits; build without --fast"):
        ModelEncoder(NAME).load()
