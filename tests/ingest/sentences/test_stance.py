"""From how many bodies on a sentence is standing text, and how the two halves of the classifier weigh."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.learning.quotations import labelled
from corpus.bodies import Bodies
from corpus.records import Body, Page, Passage, Report, Sentence, Slice, Source
from ingest.sentences.position import FEATURES, Placed, height
from ingest.sentences.stance import CONCERN_KINDS, PRAISE_KINDS, Classifier, by_structure, label, load
from ingest.sentences.standing_text import comparable, name_pattern, standing

BODIES = Bodies(tuple(Body(f"b{n}", f"Town{chr(64 + n)} Police", "peel", "force") for n in range(1, 27)))
TEN = "Officers of {} record what they hear in every case today."  # ten words and more


def said(body: int, *texts: str, family: str = "peel") -> tuple[Report, Sequence[Passage]]:
    """A report of one body that says these sentences."""
    report = Report(
        (Source(f"{body}-{len(texts)}.pdf", "pdf", "0"),), family, None, None, f"b{body}", f"Town{chr(64 + body)} Police",
        None, (), None, (Page(1, None, ""),), (), (), (), (), (),
    )  # fmt: skip
    place = (Slice(1, 0, 0),)
    own = tuple(Sentence(place, text, False, None, None) for text in texts)
    return report, (Passage(0, place, "", "", False, own),)


def name(body: int) -> str:
    return f"Town{chr(64 + body)} Police"


@pytest.mark.parametrize(
    ("bodies", "sayers", "recurs"),
    [
        (3, [1, 2, 3], True),
        (10, [1, 2], False),  # two bodies are never enough
        (10, [1, 1, 1, 2, 2], False),  # nor their further reports
        (25, [1, 2, 3], True),  # 0.12 of 25 is 3
        (26, [1, 2, 3], False),  # of 26, 3.12
        (26, [1, 2, 3, 4], True),
    ],
)
def test_a_sentence_is_standing_text_from_so_many_bodies_on(bodies: int, sayers: list[int], recurs: bool) -> None:
    reports = [said(n) for n in range(1, bodies + 1)] + [said(n, TEN.format(name(n))) for n in sayers]
    expected = {"officers of body record what they hear in every case today"} if recurs else set()
    assert standing(reports, BODIES) == expected


def test_a_sentence_of_nine_words_recurs_by_chance() -> None:
    nine, ten = (
        "Children are seen and heard by people they know.",
        "Children are seen and heard by people whom they know.",
    )
    assert (len(nine.split()), len(ten.split())) == (9, 10)
    reports = [said(n, nine, ten) for n in (1, 2, 3)]
    assert standing(reports, BODIES) == {"children are seen and heard by people whom they know"}


def test_families_are_counted_apart() -> None:
    reports = [said(1, TEN), said(2, TEN), said(3, TEN, family="ofsted"), said(4, TEN, family="ofsted")]
    assert standing(reports, BODIES) == frozenset()


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("TownA Police’s 12 calls", "body # calls"),
        ("the towna police calls", "body calls"),
        ("The force’s well-led team", "body s wellled team"),
        ("The local authority, in 2022, said: “No.”", "body in # said no"),
    ],
)
def test_what_changes_from_body_to_body_is_taken_out(text: str, form: str) -> None:
    assert comparable(text, name_pattern(said(1)[0], BODIES)) == form


def sentence(text: str, **where: Any) -> Placed:
    around = {
        "passage": 0,
        "kind": "main_finding",
        "is_title": False,
        "in_list": False,
        "lead_in": None,
        "heading": None,
        "grade": 0.0,
    }
    return Placed(text, **{**around, **where})


# Stance --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "given", "structure", "concern"),
    [
        ("Calls are late.", 0.8, {"kind": "observation"}, 0.8),
        ("Calls are answered.", 0.8, {"kind": "promising_practice", "is_title": True}, 0.04),  # 0.05 x 0.8
        ("Calls are answered.", 0.8, {"kind": "promising_practice", "in_list": True}, 0.04),
        ("Calls are answered.", 0.4, {"kind": "cause_of_concern"}, 0.7),  # 0.5 x 0.4 + 0.5
        # a bullet goes by its lead-in, which the classifier weighs, and not by the heading over both
        ("Some calls.", 0.5, {"kind": "main_finding", "lead_in": "These are late:", "heading": 0.0}, 0.5),
        ("Some calls.", 0.5, {"kind": "main_finding", "heading": 0.0}, 0.3),
        # a demand, then the heading: (0.2 + 0.7 x 0.8) x 0.6 + 0.4 x 0.1
        ("It must act.", 0.2, {"kind": "main_finding", "heading": 0.1}, 0.496),
        # a demand in a box: 0.76, half way to 1
        ("Managers should act.", 0.2, {"kind": "area_for_improvement"}, 0.88),
        ("There’s still more to do.", 0.0, {"kind": "main_finding"}, 0.7),
        ("Nobody should act.", 0.2, {"kind": "main_finding"}, 0.2),  # demanded of nobody inspected
    ],
)
def test_where_a_sentence_stands_moves_its_stance(
    text: str, given: float, structure: dict[str, Any], concern: float
) -> None:
    heading = structure.pop("heading", None)
    assert by_structure(sentence(text, **structure), given, 1.0, heading) == pytest.approx((concern, 1 - concern))


@pytest.mark.parametrize(
    ("text", "structure", "judges"),
    [
        ("Calls are late.", {}, 0.4),
        ("It must act.", {}, 0.82),  # who demands judges: 0.4 + 0.7 x 0.6
        ("Calls are answered.", {"kind": "strength", "in_list": True}, 0.97),
        ("Calls are answered.", {"kind": "cause_of_concern"}, 0.7),
        ("Calls are answered.", {"side": "praise"}, 0.7),
    ],
)
def test_what_judges_nothing_is_of_neither_side_unless_its_place_says_so(
    text: str, structure: dict[str, Any], judges: float
) -> None:
    assert sum(by_structure(sentence(text, **structure), 0.5, 0.4, None)) == pytest.approx(judges)


def test_context_is_no_evidence() -> None:
    assert by_structure(sentence("Calls are late.", kind="context"), 0.9, 1.0, None) == (0.0, 0.0)


def test_no_kind_is_both() -> None:
    assert not CONCERN_KINDS & PRAISE_KINDS


@pytest.mark.parametrize(
    ("concern", "praise", "stance"),
    [
        (0.6, 0.4, "concern"),
        (0.4, 0.6, "praise"),
        (0.599, 0.401, "neutral"),
        (0.0, 0.0, "neutral"),
        (0.7, 0.7, "concern"),
    ],
)
def test_stance_from_six_tenths_on(concern: float, praise: float, stance: str) -> None:
    assert label(concern, praise) == stance


def made() -> Classifier:
    """Words `late` and `early` of weight 2 and -2; words and side count half, a grade 1."""
    one, half = np.ones(2, dtype=np.float32), np.zeros(len(FEATURES), dtype=np.float32)
    half[:2], half[FEATURES.index("grade")] = 0.5, 1.0
    return Classifier(("early", "late"), one, np.array([-2, 2], dtype=np.float32), 0.0, half, 0.0)


NO_SIDES = np.zeros((3, 0), dtype=np.float32)


def logistic(x: float) -> float:
    return float(1 / (1 + np.exp(-x)))


def test_the_classifier_weighs_words_side_and_grade() -> None:
    sides = np.log(np.array([[0.6, 0.2, 0.2], [0.4, 0.4, 0.2], [0.4, 0.4, 0.2]], dtype=np.float32))
    said = [sentence("Calls are late."), sentence("Nothing known."), sentence("Nothing known.", grade=-1.0)]
    concern, praise = made().decide(said, sides)
    judges = 0.8
    found = [judges * logistic(0.5 * (2 + np.log(3))), judges * 0.5, judges * logistic(-1)]
    assert concern == pytest.approx(found, abs=1e-6)
    assert praise == pytest.approx(judges - concern)


def test_the_words_stand_for_the_side_where_the_model_cannot_tell_it() -> None:
    said = [sentence("Calls are late."), sentence("Calls are early."), sentence("Nothing known.")]
    found = dict(zip(FEATURES, made().columns(said, NO_SIDES).T, strict=True))
    assert list(found["words"]) == list(found["side"]) == [2, -2, 0]
    assert made().decide(said, NO_SIDES)[0] == pytest.approx([logistic(2), logistic(-2), 0.5])


def test_neighbours_are_those_of_the_passage_and_lead_ins_are_read_by_their_words() -> None:
    said = [
        sentence("Calls are late."),
        sentence("However, calls are early.", lead_in="These are late:"),
        sentence("Calls are late.", passage=1),
    ]
    found = dict(zip(FEATURES, made().columns(said, np.log(np.full((3, 3), 1 / 3, dtype=np.float32))).T, strict=True))
    assert list(found["before"]) == [0, 2, 0]
    assert list(found["after"]) == [-2, 0, 0]
    assert list(found["turns"]) == [0, 1, 0]
    assert list(found["turned_from"]) == [1, 0, 0]
    assert list(found["lead_in"]) == [0, 2, 0]
    assert list(found["has_lead_in"]) == [0, 1, 0]


@pytest.mark.parametrize(
    ("edition", "grade", "where"),
    [
        ("2021/22", "outstanding", -1),
        ("2021/22", "adequate", 0),
        ("2021/22", "inadequate", 1),
        ("2018/19", "adequate", 0),
        (None, "good", 0),
    ],
)
def test_a_grade_is_as_high_as_it_stands_on_its_own_scale(edition: str | None, grade: str, where: float) -> None:
    assert height("peel", edition, grade) == where


def test_a_classifier_saved_is_the_one_loaded(tmp_path: Path) -> None:
    made().save(tmp_path / "s.npz")
    again = load(tmp_path / "s.npz")
    sides = np.log(np.array([[0.5, 0.3, 0.2]], dtype=np.float32))
    assert again.vocabulary == ("early", "late")
    both = [model.decide([sentence("late", grade=0.5)], sides)[0][0] for model in (made(), again)]
    assert both[0] == pytest.approx(both[1])


def test_no_feature_of_the_committed_classifier_is_a_bodys_name() -> None:
    features = {word for gram in load().vocabulary for word in gram.split()}
    assert not features & {"lancashire", "merseyside", "cheshire", "birmingham", "bradford", "norfolk"}


def test_a_judged_quotation_is_found_whatever_its_spaces() -> None:
    sentences = ["Calls are late.", "It has a well-led team.", "Nobody who called us was heard at all in time."]
    quotes = [
        {"text": "wellled  TEAM", "polarity": "praise"},  # part of a sentence
        {"text": "So: nobody who called us was heard at all in time. Ever.", "polarity": "concern"},  # more than one
        {"text": "not there", "polarity": "concern"},
    ]
    assert labelled(sentences, quotes) == {1: "praise", 2: "concern"}
