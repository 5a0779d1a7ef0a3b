"""Likeness and word scores against the same sums done in plain Python."""

from __future__ import annotations

import gc
import weakref
from math import log
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.errors import IndexUnusable
from index.storage import vectors
from index.storage import words as lexical


@pytest.fixture(scope="module")
def rows() -> NDArray[np.float32]:
    made = np.random.RandomState(11).normal(size=(300, 16)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, rows: NDArray[np.float32]) -> vectors.Index:
    path = tmp_path_factory.mktemp("vectors") / "v.faiss"
    vectors.write(rows, path)
    return vectors.Index(path)


def test_scores_are_inner_products_of_every_row_with_every_query(
    index: vectors.Index, rows: NDArray[np.float32]
) -> None:
    found = index.scores(rows[[7, 7, 120]])
    assert found.shape == (300, 3)
    for row, column, query in [(0, 0, 7), (299, 1, 7), (50, 2, 120)]:
        assert found[row, column] == pytest.approx(
            sum(a * b for a, b in zip(rows[row], rows[query], strict=True)), abs=1e-6
        )
    assert found[7, 0] == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("among", [None, [3], [299, 0, 5, 120], list(range(0, 300, 7))])
@pytest.mark.parametrize("k", [1, 4, 1000])
def test_nearest_is_the_best_of_all_or_of_those_given(
    index: vectors.Index, rows: NDArray[np.float32], among: list[int] | None, k: int
) -> None:
    likeness = rows @ rows[120]
    by_hand = sorted(range(300) if among is None else among, key=lambda i: -likeness[i])[:k]
    found, scores = index.nearest(rows[120], k, None if among is None else np.array(among))
    assert found.tolist() == by_hand
    assert scores == pytest.approx(likeness[by_hand], abs=1e-5)


def test_none_of_no_rows_is_nearest(index: vectors.Index, rows: NDArray[np.float32]) -> None:
    found, scores = index.nearest(rows[0], 5, np.array([], dtype=np.int64))
    assert (found.tolist(), scores.tolist()) == ([], [])


def test_the_rows_outlive_their_index(tmp_path: Path) -> None:
    """They are FAISS's own memory, which it frees with the index; an array of them has to keep it."""
    many = np.random.default_rng(0).normal(size=(3 * vectors.CHUNK + 5, 24)).astype(np.float32)
    vectors.write(many, tmp_path / "many.faiss")
    opened = vectors.Index(tmp_path / "many.faiss")
    assert opened.scores(many[:3]) == pytest.approx(
        many @ many[:3].T, abs=1e-4
    )  # more rows than are multiplied at once
    freed = weakref.ref(opened._index)
    rows, part = opened.matrix, opened.matrix[5:9].T
    del opened
    gc.collect()
    assert np.array_equal(rows, many)
    del rows
    gc.collect()
    assert np.array_equal(part.T, many[5:9])
    assert freed() is not None
    del part
    gc.collect()
    assert freed() is None


def test_a_query_of_another_model_and_a_broken_file_are_told(index: vectors.Index, tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="vectors of 16 numbers and the model makes 384"):
        index.nearest(np.ones(384, dtype=np.float32), 1)
    (tmp_path / "v.faiss").write_bytes(b"IxFI" + b"\0" * 8)
    with pytest.raises(IndexUnusable, match=r"v\.faiss cannot be read"):
        vectors.Index(tmp_path / "v.faiss")


# Words ---------------------------------------------------------------------------------------------------------------

TEXTS = (
    "The force applies for DVPOs.",  # 0: five words
    "DVPO after DVPO was breached.",  # 1: five
    "Domestic violence protection orders protect.",  # 2: five
    "Violence and domestic protection: an order.",  # 3: six
    "The force’s well-led team (T3) doesn’t apply.",  # 4: eight: The force well led team T3 doesn apply
    "Its multi-agency hub.",  # 5: four
    "Protecting life \\ property.",  # 6: three
)
LENGTHS = (5, 5, 5, 6, 8, 4, 3)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> lexical.Words:
    folder = tmp_path_factory.mktemp("words") / "w"
    lexical.write(TEXTS, folder)
    return lexical.Words(folder, len(TEXTS))


@pytest.mark.parametrize(
    ("phrase", "rows"),
    [
        ("DVPO", [0, 1]),
        ("DVPOs", [0, 1]),  # the plural of an acronym, asked or said
        ("dvpo", [0, 1]),
        ("domestic violence protection order", [2]),  # in this order, one after the other
        ("violence domestic", []),
        ("protect", [2, 3, 6]),  # word forms: protection, protecting
        ("well-led team", [4]),  # hyphens part words, asked and said
        ("well led", [4]),
        ("multi agency", [5]),
        ("multiagency", []),
        ("force", [0, 4]),  # a possessive is the word
        ("force's", [0, 4]),
        ("T3", [4]),
        ("life \\ property", [6]),  # signs that mean something to the word index mean nothing here
        ("property\\", [6]),
        ('pro"perty', [6]),
        ("life OR team", []),
        ("+life", [6]),
        ("text:life", []),
        ("lif*", []),
        ("(", []),
        ("é", []),
    ],
)
def test_rows_with(words: lexical.Words, phrase: str, rows: list[int]) -> None:
    assert np.flatnonzero(words.rows_with(phrase)).tolist() == rows


def bm25(row: int, times: int, *rows_with: int) -> float:
    """BM25 with k1 1.2 and b 0.75: a row has a phrase so many times; so many rows have each word of it."""
    rarity = sum(log(1 + (len(TEXTS) - n + 0.5) / (n + 0.5)) for n in rows_with)
    around = 1.2 * (1 - 0.75 + 0.75 * LENGTHS[row] / (sum(LENGTHS) / len(LENGTHS)))
    return rarity * times * (1.2 + 1) / (times + around)


@pytest.mark.parametrize(
    ("terms", "scores"),
    [
        (["DVPO"], {0: bm25(0, 1, 2), 1: bm25(1, 2, 2)}),  # twice in row 1
        (["breached"], {1: bm25(1, 1, 1)}),
        (["hub", "DVPOs"], {0: bm25(0, 1, 2), 1: bm25(1, 2, 2), 5: bm25(5, 1, 1)}),  # any of them
        (["breached", "DVPO"], {0: bm25(0, 1, 2), 1: bm25(1, 2, 2) + bm25(1, 1, 1)}),  # both
        (["multi-agency hub"], {5: bm25(5, 1, 1, 1, 1)}),  # a phrase is its words' rarities
        ([], {}),
        (["nowhere", "(", ""], {}),
    ],
)
def test_scores_are_bm25(words: lexical.Words, terms: list[str], scores: dict[int, float]) -> None:
    expected = [scores.get(row, 0.0) for row in range(len(TEXTS))]
    assert words.scores(terms) == pytest.approx(expected, rel=1e-4)


def test_words_that_do_not_fit_their_sentences_are_damage(words: lexical.Words, tmp_path: Path) -> None:
    lexical.write(TEXTS[:2], tmp_path / "w")
    with pytest.raises(IndexUnusable, match="differ in number"):
        lexical.Words(tmp_path / "w", 3)
    (tmp_path / "other").mkdir()
    with pytest.raises(IndexUnusable, match="words cannot be read"):
        lexical.Words(tmp_path / "other", 2)


def test_an_index_without_sentences_answers_with_nothing(tmp_path: Path) -> None:
    lexical.write([], tmp_path / "w")
    found = lexical.Words(tmp_path / "w", 0)
    assert found.scores(["vetting"]).tolist() == []
    assert found.rows_with("vetting").tolist() == []
