"""Evidence, verdicts and relevance, worked out by hand on a few sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp, log
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoder import HashingEncoder
from index.parts.part import Asked, Work
from index.question.understand import Query, understand
from index.search import verdicts, weights
from index.search.relevance import SURE, Relevance, probability, to_scale
from index.search.retrieve import AGAIN, ALONE, FEATURES, WORDS, Columns, Retriever, again, first_of
from index.search.weights import Line, Silence, Weights
from index.storage.columns import Table
from index.storage.vectors import Rows


def floats(*values: float) -> NDArray[np.float32]:
    return np.array(values, dtype=np.float32)


def ints(*values: int) -> NDArray[np.int32]:
    return np.array(values, dtype=np.int32)


def logistic(x: float) -> float:
    return 1 / (1 + exp(-x))


@pytest.mark.parametrize(
    ("relevance", "stance", "strength"),
    [(1.0, 0.5, 0.5), (0.25, 0.8, 0.4), (0.0, 1.0, 0.0), (0.81, 1.0, 0.9)],  # the root of one times the other
)
def test_strength(relevance: float, stance: float, strength: float) -> None:
    assert verdicts.strength(floats(relevance), floats(stance)) == pytest.approx([strength])


@pytest.mark.parametrize(
    ("strengths", "report", "sums"),
    [
        ([0.8], [0], [0.8, 0]),
        ([0.2, 0.8, 0.4], [0, 0, 0], [0.8 + 0.4 / 2 + 0.2 / 4, 0]),  # in order of strength, not of place
        ([0.4, 0.4, 0.4, 0.4, 0.4], [0, 0, 0, 0, 0], [0.7, 0]),  # a fourth adds nothing: 0.4 + 0.2 + 0.1
        ([0.9, 0.6, 0.6], [0, 1, 1], [0.9, 0.9]),  # 0.6 + 0.3: equal ones count apart
        ([0.5, 0.6, 0.7, 0.8], [1, 0, 1, 0], [0.8 + 0.3, 0.7 + 0.25]),  # reports in turn
        ([], [], [0, 0]),
        ([0.0, 0.0], [0, 1], [0, 0]),
    ],
)
def test_damped_sums(strengths: list[float], report: list[int], sums: list[float]) -> None:
    given = floats(*strengths)
    assert verdicts.damped(given, ints(*report), 2) == pytest.approx(sums)
    assert given == pytest.approx(strengths)  # left as it was


def test_damped_sums_of_many_sentences_as_plain_python_finds_them() -> None:
    random = np.random.RandomState(5)
    strengths = random.choice([0.0, 0.1, 0.25, 0.5, 0.75], 400).astype(np.float32)  # with many equal ones
    report = random.randint(0, 20, 400).astype(np.int32)
    by_hand = []
    for number in range(20):
        own = sorted(strengths[report == number].tolist(), reverse=True)[:3]
        by_hand.append(sum(value * weight for value, weight in zip(own, (1, 0.5, 0.25), strict=False)))
    assert verdicts.damped(strengths, report, 20) == pytest.approx(by_hand)


MADE = Weights(
    first=(),
    relevance=(),
    concern=Line(own=4.0, other=-2.0, best=0.0, bias=-1.0, listed_from=0.5),  # listed where 4 own > 2 other + 1
    praise=Line(own=5.0, other=0.0, best=0.0, bias=-3.0, listed_from=0.5),  # listed from 0.6 on
    silence=Silence(
        mention=-8.0, words=-4.0, bias=2.0, silent_from=0.5001
    ),  # heard from a relevance of 0.25 on, or with words
    mentioned_from=0.25,
    model="made",
)


@pytest.mark.parametrize(
    ("relevance", "concern", "praise", "verdict"),
    [
        # 0.6 + 0.6 / 2 = 0.9 of concern against 0.1 + 0.05: 4 x 0.9 - 2 x 0.15 - 1 = 2.3
        ([1, 1], [0.6, 0.6], [0.1, 0.1], "concern"),
        # concern 0.6 alone: 4 x 0.6 - 0 - 1 = 1.4
        ([1], [0.6], [0.0], "concern"),
        # 4 x 0.3 - 1 = 0.2, but no sentence is of that side: there would be nothing to quote
        ([1], [0.3], [0.0], "mentioned"),
        # with praise of 0.2 beside it: 1.2 - 0.4 - 1 = -0.2
        ([1], [0.3], [0.2], "mentioned"),
        # praise 0.6 + 0.15 = 0.75: 5 x 0.75 - 3 = 0.75
        ([1, 1], [0.0, 0.0], [0.6, 0.3], "praise"),
        # both: 4 x 0.9 - 2 x 0.9 - 1 = 0.8 and 5 x 0.9 - 3 = 1.5
        ([1, 1], [0.9, 0.0], [0.0, 0.9], "mixed"),
        # relevance counts by its root: 0.5 x 0.9 = 0.45 of concern, 1.8 - 1 = 0.8
        ([0.25], [0.9], [0.0], "concern"),
        # three sentences hardly about it, 0.1 each: none, though 0.32 x 0.9 x 1.75 = 0.50 of concern
        ([0.1, 0.1, 0.1], [0.9, 0.9, 0.9], [0.0, 0.0, 0.0], "none"),
        # standing text has neither stance, and mentions all the same
        ([0.9], [0.0], [0.0], "mentioned"),
        # the bar itself counts as a mention
        ([0.25], [0.0], [0.0], "mentioned"),
    ],
)
def test_verdicts(relevance: list[float], concern: list[float], praise: list[float], verdict: str) -> None:
    words, reports = floats(*[0.0] * len(relevance)), ints(*[0] * len(relevance))
    (found,) = verdicts.verdicts(
        verdicts.sums(floats(*relevance), words, floats(*concern), floats(*praise), reports, 1), MADE
    )
    assert found.verdict == verdict


@pytest.mark.parametrize(("words", "verdict"), [(0.0, "none"), (0.1, "none"), (0.5, "concern")])
def test_the_topics_words_break_silence(words: float, verdict: str) -> None:
    sums = verdicts.sums(floats(0.13, 0.13), floats(words, 0.0), floats(0.9, 0.9), floats(0.0, 0.0), ints(0, 0), 1)
    assert verdicts.verdicts(sums, MADE)[0].verdict == verdict


def test_where_every_sentence_is_ruled_out_the_verdict_is_none() -> None:
    none = floats(0.0)
    sure = replace(MADE, silence=Silence(0.0, 0.0, -9.0, 0.5), concern=Line(0.0, 0.0, 0.0, 9.0, 0.5))
    assert verdicts.verdicts(verdicts.sums(none, none, none, none, ints(0), 1), sure)[0].verdict == "none"


def test_the_sentence_most_about_the_topic_counts_for_its_own_side() -> None:
    sums = verdicts.sums(
        floats(0.9, 0.4, 0.6), floats(0.2, 0.7, 0.0), floats(0.1, 0.8, 0.5), floats(0.9, 0.2, 0.5), ints(0, 0, 0), 1
    )
    assert (sums.best_concern[0], sums.best_praise[0]) == pytest.approx((0.4, 0.9))
    assert (sums.mention[0], sums.words[0]) == pytest.approx((0.9, 0.7))
    weighed = replace(MADE, concern=Line(own=0.0, other=0.0, best=2.0, bias=0.0, listed_from=0.5))
    assert verdicts.verdicts(sums, weighed)[0].concern == pytest.approx(logistic(0.8))


def test_the_probabilities_of_a_verdict() -> None:
    sums = verdicts.sums(floats(1, 0.25), floats(0, 0), floats(0.55, 0.8), floats(0.2, 0.0), ints(0, 1), 2)
    found = verdicts.verdicts(sums, MADE)
    # report 0: 4 x 0.55 - 2 x 0.2 - 1 = 0.8; report 1: 4 x 0.4 - 1 = 0.6
    assert [each.concern for each in found] == pytest.approx([logistic(0.8), logistic(0.6)])
    # 5 x 0.2 - 3 = -2 and -3, of half the weight where there is no sentence of praise to quote
    assert [each.praise for each in found] == pytest.approx([0.5 * logistic(-2), 0.5 * logistic(-3)])
    assert (found[0].mention, found[1].mention) == (1.0, 0.25)


@pytest.mark.parametrize("relevance", [[0.13] * 3, [0.2] * 3, [0.0] * 3])
def test_who_is_silent_is_less_probable_than_the_end_of_the_list(relevance: list[float]) -> None:
    sure = replace(MADE, concern=Line(4.0, -2.0, 0.0, 3.0, 0.5), praise=Line(5.0, 0.0, 0.0, 3.0, 0.5))
    none = floats(0, 0, 0)
    sums = verdicts.sums(floats(*relevance), none, floats(0.9, 0.9, 0.9), none, ints(0, 0, 0), 1)
    (found,) = verdicts.verdicts(sums, sure)
    assert found.verdict == "none"
    assert 0 < found.concern < 0.5
    assert 0 < found.praise < 0.5


@pytest.mark.parametrize(
    ("name", "concern", "praise", "neutral"),
    [
        ("concern", True, False, True),
        ("mixed", True, True, True),
        ("praise", False, True, True),
        ("mentioned", False, False, True),
        ("none", False, False, False),
    ],
)
def test_who_belongs_on_the_list_asked_for(name: str, concern: bool, praise: bool, neutral: bool) -> None:
    verdict = verdicts.Verdict(name, 0.3, 0.6, 0.5)
    assert [verdict.listed(stance) for stance in ("concern", "praise", "neutral")] == [concern, praise, neutral]
    assert [verdict.score(stance) for stance in ("concern", "praise", "neutral")] == [0.3, 0.6, 0.6]


def test_best_rows_keep_their_order_where_they_are_equal() -> None:
    values = floats(0.1, 0.9, 0.5, 0.9, 0.5)
    assert verdicts.best(values, np.array([0, 2, 3, 4]), 3).tolist() == [3, 2, 4]


def test_relevance_of_every_feature() -> None:
    found = probability(tuple(np.eye(3, dtype=np.float32)), (1.0, -2.0, 0.0, 0.5))
    assert found == pytest.approx([logistic(1.5), logistic(-1.5), logistic(0.5)], abs=1e-6)


def test_weights_saved_are_the_weights_loaded(tmp_path: Path) -> None:
    made = replace(MADE, first=(0.5, 1.0), relevance=(0.25, -1.0))
    made.save(tmp_path / "w.json")
    assert weights.load(tmp_path / "w.json") == made


def test_the_committed_weights_fit_the_features() -> None:
    assert len(weights.load().first) == len(FEATURES) + 1
    assert len(weights.load().relevance) == len(FEATURES) + len(AGAIN) + 1


def test_what_was_relevant_at_first_sight_draws_what_is_like_it() -> None:
    features = tuple(floats(1, 0.5, 0) if number == WORDS else floats(0, 0, 0) for number in range(len(FEATURES)))
    sentences = Rows(np.array([[1, 0], [0.6, 0.8], [0, 1]], dtype=np.float32))
    query = np.array([[1, 0]], dtype=np.float32)

    def drawn(*first: float) -> Columns:
        best = first_of(floats(*first), sentences, lambda row: ("a.pdf", "A", row))
        return again(features, best.mean(query), sentences)[-2:]

    assert drawn(0.9, 0, 0)[0] == pytest.approx([1, 0.6, 0])
    assert drawn(0.9, 0, 0)[1] == pytest.approx([1, 0.3, 0])
    # the question three times, the third sentence once
    assert drawn(0, 0, 1)[0] == pytest.approx(np.array([3, 0.6 * 3 + 0.8, 1]) / np.sqrt(10))
    assert drawn(0, 0, 0)[0] == pytest.approx([1, 0.6, 0])


# Features ------------------------------------------------------------------------------------------------------------


class Scores:
    """Vectors whose likeness to any query is given."""

    def __init__(self, *values: float) -> None:
        self._values = values

    @property
    def matrix(self) -> NDArray[np.float32]:
        return np.ones((len(self._values), self.dimension), dtype=np.float32)

    dimension = 256
    path = Path("none")

    def scores(self, queries: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.array([self._values] * len(queries), dtype=np.float32).T


class Said:
    """Words that are in the rows given."""

    def __init__(self, **rows: list[int]) -> None:
        self._rows = rows

    def rows_with(self, phrase: str) -> NDArray[np.bool_]:
        return np.isin(np.arange(4), self._rows.get(phrase, []))


def four_sentences(basis: Sequence[bool] = (True,) * 4) -> Retriever:
    """Sentences 0 and 1 share a passage; 3 stands in a passage of its own under the heading, sentence 2."""
    nothing, none = ints(0, 0, 0, 0), floats(0, 0, 0, 0)
    table = Table(
        reports=(), passage=ints(0, 0, 1, 2), report=nothing, passage_report=ints(0, 0, 0), concern=none, praise=none,
        standing=none.astype(bool), basis=np.array(basis), title=ints(-1, -1, 2, 2), area=nothing, kind=nothing, stance=nothing,
        first_of_passage=ints(0, 2, 3), areas=("",), kinds=("",), stances=("",),
    )  # fmt: skip
    passages, sentences, words_in = Scores(0.5, 0.4, 0.3), Scores(0.8, 0.2, 0.6, 0.1), Said(drones=[0], vetting=[0, 2])
    return Retriever(table, passages, sentences, words_in, "none")  # type: ignore[arg-type]


def features(retriever: Retriever, query: Query) -> Columns:
    return retriever.features(query, HashingEncoder().queries(query.variants), retriever.count(query))


def weighed_by(found: Weights, query: Query, retriever: Retriever) -> Relevance:
    """The relevance of each sentence, step by step."""
    hits: Any = SimpleNamespace(weights=found, table=SimpleNamespace(place=lambda row: ("a.pdf", "A", row)))
    work = Work(retriever, hits, None)  # type: ignore[arg-type]
    asked = Asked("1", query, counts=retriever.count(query))
    if query.variants:
        vectors = HashingEncoder().queries(query.variants)
        asked = replace(asked, vectors=vectors)
        asked = replace(asked, mean=work.first(asked).mean(vectors))
        asked = replace(asked, surest=work.surest(asked))
    return work.relevance(asked)


def test_features_of_four_sentences_in_three_passages() -> None:
    retriever = four_sentences()
    query = understand("drones vetting", ())
    found = features(retriever, query)
    drones, vetting = log(1 + 4 / 1.5), log(1 + 4 / 2.5)  # rarer words weigh more
    part = vetting / (drones + vetting)
    words, around = [1, 0, part, 0], [1, 1, part, part]
    assert found[FEATURES.index("sentence")] == pytest.approx([0.8, 0.2, 0.6, 0.1])
    assert found[FEATURES.index("passage")] == pytest.approx([0.5, 0.5, 0.4, 0.3])
    assert found[FEATURES.index("words")] == pytest.approx(words)
    assert found[FEATURES.index("passage_words")] == pytest.approx(around)
    assert found[FEATURES.index("sentence*words")] == pytest.approx([0.8, 0, 0.6 * part, 0])
    assert found[FEATURES.index("words*passage_words")] == pytest.approx([1, 0, part * part, 0])
    assert found[FEATURES.index("passage*passage_words")] == pytest.approx([0.5, 0.5, 0.4 * part, 0.3 * part])
    assert retriever.with_phrase("drones", retriever.count(understand('"drones"', ()))).tolist() == [
        True,
        True,
        False,
        False,
    ]


def test_a_sentence_with_one_of_several_matters_has_most_of_the_words_asked_for() -> None:
    retriever = four_sentences()
    query = understand("drones or vetting", ())
    found = features(retriever, query)
    drones, vetting = log(1 + 4 / 1.5), log(1 + 4 / 2.5)
    assert vetting / (drones + vetting) < ALONE
    assert found[WORDS] == pytest.approx([1, 0, ALONE, 0])
    assert found[FEATURES.index("passage_words")] == pytest.approx([1, 1, ALONE, ALONE])


def test_relevance_is_weighed_twice_and_exact_words_are_kept_to() -> None:
    retriever = four_sentences()
    weighed = replace(MADE, first=(0.0,) * 10 + (1.0,), relevance=(0.0,) * 2 + (2.0,) + (0.0,) * 9 + (-1.0,))
    query = understand("drones vetting", ())
    found = weighed_by(weighed, query, retriever)
    words = features(retriever, query)[WORDS]
    assert found.words == pytest.approx(words)
    most = logistic(2 * max(words) - 1)
    assert most > SURE  # so that nothing is raised
    assert found.about == pytest.approx([logistic(2 * word - 1) for word in words])
    exact = weighed_by(weighed, understand('"drones" vetting', ()), retriever)
    assert (exact.about > 0).tolist() == [True, True, False, False]  # the passage with the word
    without = weighed_by(weighed, understand("vetting -drones", ()), retriever)
    assert (without.about > 0).tolist() == [False, False, True, True]
    assert (without.words > 0).tolist() == [False, False, True, False]


def test_a_question_that_no_sentence_quite_answers_is_measured_by_the_best_of_them() -> None:
    # what is not of the basis, the last, is no measure of the others
    assert to_scale(floats(0.25, 0.1, 0.9), 0.25) == pytest.approx([0.25 * 0.6 / 0.35, 0.1 * 0.6 / 0.35, 1])
    # a question that is answered well stays as it is
    assert to_scale(floats(0.7, 0.5, 0.2), 0.7) == pytest.approx([0.7, 0.5, 0.2])
    # the best of nothing stays far from what is shown
    assert to_scale(floats(0.01, 0, 0), 0.01) == pytest.approx([0.01 * 0.6 / 0.11, 0, 0])
    assert weights.load().mentioned_from > 3 * (0.01 * 0.6 / 0.11)
    assert to_scale(floats(0, 0, 0), 0).tolist() == [0, 0, 0]


def test_rarity_is_taken_from_the_basis() -> None:
    few = four_sentences(basis=[True, False, False, True])
    query = understand("drones vetting", ())
    found = features(few, query)[FEATURES.index("words")]
    vetting = log(1 + 2 / 1.5)  # as rare as drones: each is in one of the two sentences
    assert found == pytest.approx([1, 0, vetting / (2 * vetting), 0])


def test_without_a_topic_nothing_is_relevant() -> None:
    found = weighed_by(MADE, understand("", ()), four_sentences())
    assert (found.about.tolist(), found.words.tolist()) == ([0] * 4, [0] * 4)
