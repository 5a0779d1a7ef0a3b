"""Generations published whole or not at all; vectors and words of one against what can be worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexUnusable
from index.storage import vectors
from index.storage import words as lexical
from index.storage.generations import KEPT, MANIFEST, generations, newest, publishing


def publish(root: Path, text: str = "x") -> str:
    with publishing(root, {"model": "m"}) as folder:
        (folder / "part").write_text(text)
    return newest(root).name


def test_a_generation_is_published_whole(tmp_path: Path) -> None:
    name = publish(tmp_path, "first")
    assert generations(tmp_path) == [name]
    assert (newest(tmp_path).folder / "part").read_text() == "first"
    assert newest(tmp_path).model == "m"


def test_a_build_that_fails_leaves_the_earlier_generation_and_no_trace(tmp_path: Path) -> None:
    name = publish(tmp_path)

    def fail() -> None:
        with publishing(tmp_path, {}) as folder:
            (folder / "part").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert newest(tmp_path).name == name
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_old_generations_are_kept_to_a_number(tmp_path: Path) -> None:
    names = [publish(tmp_path, str(i)) for i in range(KEPT + 2)]
    assert generations(tmp_path) == names[-KEPT:]


def damage_file(folder: Path) -> None:
    (folder / "part").write_text("other words")


def damage_manifest(folder: Path) -> None:
    (folder / MANIFEST).write_text("{")


def remove_file(folder: Path) -> None:
    (folder / "part").unlink()


def other_format(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps({**manifest, "format": 0}))


@pytest.mark.parametrize("damage", [damage_file, damage_manifest, remove_file, other_format])
def test_what_is_not_as_it_was_built_is_not_opened(tmp_path: Path, damage: object) -> None:
    publish(tmp_path)
    damage(newest(tmp_path).folder)  # type: ignore[operator]
    with pytest.raises(IndexUnusable, match="build it again"):
        newest(tmp_path)


def test_no_index_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="python -m ingest build"):
        newest(tmp_path / "nowhere")


def test_vectors_against_numpy(tmp_path: Path) -> None:
    rows = np.random.RandomState(3).normal(size=(50, 8)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    vectors.write(rows, tmp_path / "v")
    index = vectors.Index(tmp_path / "v")
    query = rows[:2]
    assert index.scores(query) == pytest.approx(rows @ query.T, abs=1e-6)
    found, scores = index.nearest(query[0], 5, np.arange(10, 30))
    by_hand = sorted(range(10, 30), key=lambda i: -(rows[i] @ query[0]))[:5]
    assert found.tolist() == by_hand
    assert scores == pytest.approx([rows[i] @ query[0] for i in by_hand], abs=1e-6)


def test_vectors_of_another_length_are_refused(tmp_path: Path) -> None:
    vectors.write(np.eye(4, dtype=np.float32), tmp_path / "v")
    with pytest.raises(IndexUnusable, match="build the index again"):
        vectors.Index(tmp_path / "v").scores(np.ones((1, 5), dtype=np.float32))


@pytest.fixture
def words(tmp_path: Path) -> lexical.Words:
    texts = [
        "The force seldom applies for DVPOs.",  # 0
        "A domestic violence protection order (DVPO) helps.",  # 1
        "Domestic abuse and violence: the protection of victims.",  # 2
        "Anti-social behaviour is recorded well.",  # 3
        "The victim’s wishes aren’t recorded.",  # 4
    ]
    lexical.write(texts, tmp_path / "w")
    return lexical.Words(tmp_path / "w", len(texts))


@pytest.mark.parametrize(
    ("phrase", "rows"),
    [
        ("DVPO", [0, 1]),  # the plural of an acronym
        ("dvpos", []),  # small letters with a plural s are a word of their own to the stemmer
        ("domestic violence protection orders", [1]),  # as a phrase, word forms apart
        ("victims", [2, 4]),
        ("antisocial", []),
        ("anti social", [3]),  # hyphens part words
        ('a "quoted" AND', []),  # no operator does anything
        ("", []),
    ],
)
def test_rows_with_a_phrase(words: lexical.Words, phrase: str, rows: list[int]) -> None:
    assert np.flatnonzero(words.rows_with(phrase)).tolist() == rows


def test_bm25_is_zero_without_any_word_and_grows_with_them(words: lexical.Words) -> None:
    scores = words.scores(["recorded", "victim"])
    assert scores[0] == scores[1] == 0
    assert scores[4] > scores[3] > 0
