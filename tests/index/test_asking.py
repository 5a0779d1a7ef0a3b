"""Questions understood, filters exact and closed, scores and verdicts worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.bodies import load
from corpus.lexicon import expansions
from index.errors import BadFilter
from index.question.filters import allowed, parse
from index.question.understand import understand
from index.search import verdicts
from index.search.relevance import probability
from index.search.weights import Line, Silence, Weights

KIND = {"peel": "police_force", "ofsted": "local_authority", None: None}

BODIES = load().bodies
CYCLES = ("2021/22", "2023-25")


@pytest.mark.parametrize(
    ("question", "stance", "scope", "topic"),
    [
        ("forces with DVPO concerns", "concern", "peel", "DVPO"),
        ("which forces were praised for investigating rape", "praise", "peel", "investigating rape"),
        ("councils where caseloads are too high", "concern", "ofsted", "caseloads high"),
        ("forces that don't record why victims withdraw support", "concern", "peel", "record victims withdraw support"),
        ("praised for cutting backlogs", "praise", None, "cutting backlogs"),  # the first word with a side decides
        ("authorities without enough placements", "concern", "ofsted", "placements"),  # praise that is negated
        ("authorities with enough placements", "praise", "ofsted", "placements"),
        ("rural crime", "neutral", None, "rural crime"),
        ("vetting backlog", "concern", None, "vetting backlog"),  # a side that belongs to the matter stays
        ("", "neutral", None, ""),
    ],
)
def test_what_is_understood(question: str, stance: str, scope: str | None, topic: str) -> None:
    query = understand(question, (), BODIES, CYCLES)
    assert (query.stance, query.programme.kind, query.topic) == (stance, KIND[scope], topic)


@pytest.mark.parametrize(
    ("question", "bodies"),
    [
        ("GMP domestic abuse", ["greater-manchester"]),  # an abbreviation
        ("Lancashire Constabulary and rural crime", ["lancashire"]),
        ("forces like Lancashire", ["lancashire"]),  # a bare name, in the family asked about
        ("Lancashire on rural crime", ["lancashire", "la-lancashire"]),  # both families have one
        ("reading skills of children", []),  # a word that is also a name
        ("north yorkshire police wellbeing", ["north-yorkshire"]),  # small letters throughout
        ("the Met on stop and search", ["metropolitan"]),
        ("officers met the victim", []),
    ],
)
def test_bodies_named(question: str, bodies: list[str]) -> None:
    query = understand(question, (), BODIES, CYCLES)
    assert [f.value for f in query.filters if f.key == "body"] == bodies


def test_cycles_named_and_filters_given_win() -> None:
    assert [str(f) for f in understand("vetting 2021/22", (), (), CYCLES).filters] == ["cycle=2021/22"]
    assert [str(f) for f in understand("vetting 2023–25", (), (), CYCLES).filters] == ["cycle=2023-25"]
    given = parse(["cycle=2023-25"])
    assert [str(f) for f in understand("vetting 2021/22", given, (), CYCLES).filters] == ["cycle=2023-25"]


def test_other_names_both_ways_and_never_a_sibling() -> None:
    assert [e.other for e in expansions("DVPOs", frozenset(["peel"]))] == ["domestic violence protection order"]
    assert [e.other for e in expansions("domestic violence protection orders", frozenset(["peel"]))] == ["DVPO"]
    assert expansions("the arms of the law", frozenset(["peel"])) == ()  # ARMS reads as a word
    assert "DVPN" not in {e.other for e in expansions("DVPO", frozenset(["peel"]))}


def test_a_phrase_in_quotation_marks_is_required() -> None:
    assert understand('concerns about "Operation Vanquish"', ()).phrases == ("Operation Vanquish",)


def test_the_sentence_says_what_was_understood() -> None:
    sentence = understand("forces with DVPO concerns", parse(["grade>=good"])).describe().sentence
    assert sentence == "Reports on police forces: concerns about “DVPO” (grade: at least good)."


GRADES = dict.fromkeys(("outstanding", "good", "adequate", "requires improvement", "inadequate"), ())


@pytest.mark.parametrize(
    ("where", "passed"),
    [
        (["grade=good"], {"good"}),
        (["grade=good", "grade=Inadequate"], {"good", "inadequate"}),  # alternatives
        (["grade>=good"], {"outstanding", "good"}),
        (["grade<adequate"], {"requires improvement", "inadequate"}),
        (["grade>=adequate", "grade!=good"], {"outstanding", "adequate"}),
        (["grade=excellent"], set()),  # closed: what matches nothing lets nothing through
        (["grade>=excellent"], set()),
        (["cycle=2021/22"], None),  # no filter names the key
    ],
)
def test_filters_on_grades(where: list[str], passed: set[str] | None) -> None:
    assert allowed(parse(where), "grade", GRADES) == passed


@pytest.mark.parametrize("wrong", ["grade", "colour=red", "body>=a", "=x"])
def test_a_filter_that_cannot_be_read_says_what_can(wrong: str) -> None:
    with pytest.raises(BadFilter):
        parse([wrong])


def test_relevance_is_a_logistic_regression() -> None:
    features = np.array([[1.0, 0.0], [2.0, 0.0]], dtype=np.float32)  # two columns of two sentences
    found = probability(tuple(features), (0.5, -1.0, 1.0))  # logits 0.5 - 2 + 1 = -0.5, and 1
    assert found == pytest.approx([1 / (1 + np.exp(0.5)), 1 / (1 + np.exp(-1))], abs=1e-6)


def test_damped_sum_of_each_reports_three_strongest() -> None:
    strengths = np.array([0.4, 0.8, 0.2, 0.8, 0.5, 0.0], dtype=np.float32)
    report = np.array([0, 0, 0, 0, 1, 2], dtype=np.int32)
    # report 0: 0.8 + 0.8 / 2 + 0.4 / 4; report 1: 0.5; report 2: nothing
    assert verdicts.damped(strengths, report, 3) == pytest.approx([1.3, 0.5, 0.0])


def weights() -> Weights:
    line = Line(own=10.0, other=0.0, best=0.0, bias=-5.0, listed_from=0.5)  # from a sum of 0.5 on
    silence = Silence(mention=-10.0, words=0.0, bias=3.0, silent_from=0.5)  # below a relevance of 0.3
    return Weights((), (), line, line, silence, 0.3, "made")


@pytest.mark.parametrize(
    ("relevance", "concern", "praise", "verdict"),
    [
        (1.0, 0.9, 0.1, "concern"),
        (1.0, 0.1, 0.9, "praise"),
        (1.0, 0.6, 0.6, "mixed"),
        (1.0, 0.4, 0.4, "mentioned"),  # about the topic, no side clear
        (0.29, 0.95, 0.0, "none"),  # not about the topic, whatever it says: root of 0.29 x 0.95 = 0.51
    ],
)
def test_verdict_of_one_sentence(relevance: float, concern: float, praise: float, verdict: str) -> None:
    about, words, against, for_it = (np.array([x], dtype=np.float32) for x in (relevance, 0.0, concern, praise))
    found = verdicts.verdicts(verdicts.sums(about, words, against, for_it, np.zeros(1, dtype=np.int32), 1), weights())[
        0
    ]
    assert found.verdict == verdict
    assert found.listed("concern") == (verdict in ("concern", "mixed"))
    assert found.listed("praise") == (verdict in ("praise", "mixed"))
