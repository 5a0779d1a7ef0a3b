"""Examples for learning: where their sentences are, whatever is joined or put for another word, and what is known of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.learning.examples import UNKNOWN, Example, joined, swapped
from benchmarks.learning.low_rank import FIRST, Learner
from benchmarks.learning.runs import FOLDS, folds, named, only_quoted
from index.encoder import ModelEncoder

SENTENCES = [(f"Sentence number {n} of the force.", n % 3, f"hand {n}") for n in range(50)]


def said(example: Example) -> list[str]:
    return [example.text[start:end] for start, end in example.spans]


def test_every_written_sentence_is_in_one_text_once() -> None:
    groups = joined(SENTENCES, np.random.RandomState(0))
    assert sorted(text for group in groups for text in said(group)) == sorted(text for text, *_ in SENTENCES)
    sides = {text: side for text, side, _ in SENTENCES}
    assert all(sides[text] == side for group in groups for text, side in zip(said(group), group.sides, strict=True))
    assert max(len(group.spans) for group in groups) == 4


def test_a_body_called_otherwise_leaves_sentences_where_they_are() -> None:
    text = "The force is slow. Staff told the council so, and the force agrees. Nobody acts."
    ends = [18, 67, len(text)]
    spans = ((0, ends[0]), (ends[0] + 1, ends[1]), (ends[1] + 1, ends[2]))
    own = Example(text, spans, (0, 0, 0), "a")
    random = np.random.RandomState(1)
    seen = {swapped(own, random).text for _ in range(40)}
    assert len(seen) > 3
    for _ in range(40):
        first, middle, last = said(swapped(own, random))
        assert first.startswith("The ")
        assert first.endswith("is slow.")
        assert (middle[:6], middle[-7:]) == ("Staff ", "agrees.")
        assert last == "Nobody acts."


def test_a_text_without_a_body_stays() -> None:
    own = Example("Calls are late.", ((0, 15),), (0,), "a")
    assert swapped(own, np.random.RandomState(0)) == own


def test_folds_are_the_same_on_every_run_and_of_one_size() -> None:
    assert folds(40).tolist() == folds(40).tolist()
    assert np.bincount(folds(40)).tolist() == [8] * FOLDS


def test_what_judges_said_goes_before_the_place_and_alone_teaches_of_their_reports() -> None:
    own = Example("A. B.", ((0, 2), (3, 5)), (0, 1), "a", (True, False))
    assert only_quoted(own).sides == (0, UNKNOWN)


@pytest.mark.model
def test_what_is_learned_is_what_the_product_reads(tmp_path: Path) -> None:
    texts = [
        ("Calls are answered late.", 0, "a"),
        ("Calls are answered in time.", 1, "a"),
        ("A call is an event.", 2, "a"),
    ]
    examples = joined(texts * 4, np.random.RandomState(0))
    held = [Example("Horses graze. The river is wide.", ((0, 13), (14, 32)), (UNKNOWN, UNKNOWN), "b")]
    learner = Learner()
    learner.start(examples)
    before = learner.loss(examples, held).item()
    done: list[int] = []
    learner.run(replace(FIRST, rate=1e-3), [(examples, held)] * 12, lambda step, total: done.append(step))
    assert done == list(range(1, 13))
    assert learner.loss(examples, held).item() < before
    learner.adapter().save(tmp_path / "a.safetensors")
    own = examples[0]
    [found] = ModelEncoder(adapted=tmp_path / "a.safetensors", exported=False).passages([own.text], [own.spans])
    vectors, _ = learner.encoded([own])
    expected = learner.classes(vectors).log_softmax(1).detach().numpy()
    assert np.abs(found.sides[0] - expected).max() < 0.1  # one computes in half precision


def test_what_is_learned_from_something_else_is_kept_under_another_name() -> None:
    example = Example("Calls are late.", ((0, 15),), (0,), "a")
    names = {
        named("fold 0", FIRST, [each]) for each in (example, replace(example, sides=(1,)), replace(example, text="No."))
    }
    assert len(names) == 3
    assert named("fold 0", FIRST, [example]) in names
    assert all(name.startswith("fold-0-") for name in names)
