"""What the model learned besides the language: how it is kept, added to the model, and taken out of vectors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.paths import PROJECT
from index.adapter import FILE, SCALE, SIDES, Adapter, fingerprint
from index.encoder import ModelEncoder

HEAD = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]], dtype=np.float32)
DATA = PROJECT / "tests" / "data"


def made(**changes: tuple[Any, Any]) -> Adapter:
    return Adapter(changes, HEAD, np.zeros(3, dtype=np.float32))


def test_sides_are_probabilities_by_the_parts_of_a_vector_that_tell_them() -> None:
    found = made().sides(np.array([[1, 0, 0, 0], [0, 0, 1, 0]], dtype=np.float32))
    assert found.shape == (2, len(SIDES))
    assert np.exp(found).sum(axis=1) == pytest.approx([1, 1])
    assert found[0, 0] - found[0, 1] == pytest.approx(SCALE)
    assert np.exp(found[1]) == pytest.approx([1 / 3] * 3)


def test_a_topic_is_what_is_left_without_them() -> None:
    found = made().topics(np.array([[0.6, 0.1, 0.5, 0.2], [0.1, 0.6, 0.5, 0.2]], dtype=np.float32))
    assert found == pytest.approx(np.array([[0, 0, 0.5, 0.2]] * 2), abs=1e-6)


def test_changes_are_added_to_the_weights_of_their_layers() -> None:
    torch = pytest.importorskip("torch")
    model = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.Linear(2, 2))
    before = [layer.weight.detach().clone() for layer in model]
    down, up = np.array([[1, 2, 3]], dtype=np.float32), np.array([[1], [-1]], dtype=np.float32)
    made(**{"0": (down, up)}).merge(model)
    assert (model[0].weight - before[0]).tolist() == [pytest.approx([1, 2, 3]), pytest.approx([-1, -2, -3])]
    assert model[1].weight.equal(before[1])


def test_an_adapter_saved_is_the_one_loaded(tmp_path: Path) -> None:
    own = made(layer=(np.array([[0.5, 0.25]], dtype=np.float32), np.array([[2.0]], dtype=np.float32)))
    own.save(tmp_path / "a.safetensors")
    again = Adapter.load(tmp_path / "a.safetensors")
    assert list(again.changes) == ["layer"]
    assert [part.tolist() for part in again.changes["layer"]] == [[[0.5, 0.25]], [[2.0]]]
    assert again.head.tolist() == HEAD.tolist()
    assert fingerprint(tmp_path / "a.safetensors") != fingerprint(FILE)


def test_the_committed_adapter_is_small() -> None:
    assert FILE.stat().st_size < 2_000_000


@pytest.mark.model
def test_another_adapter_is_another_version_of_the_model(tmp_path: Path) -> None:
    made().save(tmp_path / "a.safetensors")
    versions = {ModelEncoder().version, ModelEncoder(adapted=False).version, ModelEncoder(adapted=tmp_path / "a.safetensors").version}  # fmt: skip
    assert len(versions) == 3


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "count", "least"),
    [
        ("absence.tsv", 80, 0.75),  # written before anything was learned
        # by a hand that knew neither these nor what is learned from
        ("absence_unseen.tsv", 160, 0.65),
    ],
)
def test_absence_of_a_bad_thing_is_praise_and_of_a_good_thing_a_concern(name: str, count: int, least: float) -> None:
    """By the side alone, without what stands around a sentence, as a floor under what is measured."""
    rows = [line.split("\t") for line in (DATA / name).read_text(encoding="utf-8").splitlines()]
    texts = [text for _, text in rows]
    right = [
        (sides[0][0] > sides[0][1]) == (rows[i][0] == "concern")
        for batch in ModelEncoder().passages(texts, [[(0, len(text))] for text in texts])
        for i, sides in zip(batch.indices, batch.sides, strict=True)
    ]
    assert len(right) == count
    assert np.mean(right) >= least


@pytest.mark.model
def test_a_question_is_compared_by_its_topic_whichever_side_it_asks_for() -> None:
    model = ModelEncoder()
    concern, praise = model.queries(["poor supervision of officers", "excellent supervision of officers"])
    plain = ModelEncoder(adapted=False, exported=False).queries(
        ["poor supervision of officers", "excellent supervision of officers"]
    )
    assert concern @ praise > plain[0] @ plain[1]
