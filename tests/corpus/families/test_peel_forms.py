"""Which sentences give a grade, which grade, and of what; and which only use the same words."""

from __future__ import annotations

import pytest

from corpus.families.peel import forms

NAMED = [
    # the frame of every round since 2021/22
    ("Fernmoor Police is good at recording crime.", "good", "recording crime"),
    (
        "Ostermarch Constabulary requires improvement at managing offenders.",
        "requires improvement",
        "managing offenders",
    ),
    (
        "Quillhaven Police is inadequate at responding to the public",
        "inadequate",
        "responding to the public",
    ),  # no stop
    ("The constabulary is outstanding in how it prevents crime.", "outstanding", "how it prevents crime"),
    ("Fernmoor Police still requires improvement in how it leads.", "requires improvement", "how it leads"),
    # 2018/19 and the web pages before it
    ("The extent to which the force operates efficiently is good.", "good", "the force operates efficiently"),
    (
        "the extent to which it treats people fairly requires improvement.",
        "requires improvement",
        "it treats people fairly",
    ),
    # 2016 and 2017
    (
        "Fernmoor Police has been assessed as requires improvement in respect of its legitimacy.",
        "requires improvement",
        "respect of its legitimacy",
    ),
    (
        "Fernmoor Police is judged to be good in the efficiency with which it works.",
        "good",
        "the efficiency with which it works",
    ),
    # other hands
    ("We have graded Fernmoor Police as good at responding to the public.", "good", "responding to the public"),
    ("We judged this area to be adequate.", "adequate", ""),
    ("Fernmoor Police is ‘outstanding’ at operating efficiently.", "outstanding", "operating efficiently"),
]
LOOSE = [
    ("Fernmoor Police’s leadership and management is adequate.", "adequate", "leadership and management"),
    ("Fernmoor Police’s leadership requires improvement.", "requires improvement", "leadership"),
    ("Our judgment is good.", "good", ""),
    ("Judgement for this area: requires improvement", "requires improvement", "for this area"),
    ("Fernmoor Police is good.", "good", ""),
]
NO_GRADE = [
    "Fernmoor Police is adequately staffed at night.",
    "The force’s work is at times good at best.",
    "At our last inspection, Fernmoor Police was good at responding to the public.",
    "In 2019 the force was judged to be good at responding to the public.",
    "We found that the force is good at listening.",
    "I am pleased that the force is good at listening.",
    "Supervision was good in 14 cases.",
    "It is good in parts.",
    "We don’t make a graded judgment in this overall area.",
    "The force needs to improve its adequate supervision.",
]


@pytest.mark.parametrize(("sentence", "grade", "of"), NAMED + LOOSE)
def test_a_sentence_that_grades(sentence: str, grade: str, of: str) -> None:
    (said,) = forms.statements(sentence)
    assert (said.grade, said.of) == (grade, of)
    assert sentence[said.start : said.end] == sentence
    assert said.named == ((sentence, grade, of) in NAMED)


@pytest.mark.parametrize("sentence", NO_GRADE)
def test_a_sentence_that_only_uses_the_words(sentence: str) -> None:
    assert list(forms.statements(sentence)) == []


def test_several_grades_in_one_sentence_are_read_apart() -> None:
    text = (
        "In general, the force is good at reducing crime and preventing offending, good at investigating offending and "
        "requires improvement at tackling anti-social behaviour."
    )
    said = list(forms.statements(text))
    assert [(one.grade, one.of) for one in said] == [
        ("good", "reducing crime and preventing offending"),
        ("good", "investigating offending"),
        ("requires improvement", "tackling anti-social behaviour"),
    ]
    assert text[said[1].start : said[1].end] == "good at investigating offending"


def test_what_follows_a_grade_in_its_paragraph_is_no_part_of_it() -> None:
    text = "Fernmoor Police is good at responding to the public. It answers within ten seconds."
    (said,) = forms.statements(text)
    assert text[said.start : said.end] == "Fernmoor Police is good at responding to the public."


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("The judgment of good from 2016 is carried over.", "good"),
        (
            "We didn’t inspect this in 2017; the grade of requires improvement is carried forward.",
            "requires improvement",
        ),
    ],
)
def test_a_grade_carried_over_is_one_and_says_so(sentence: str, grade: str) -> None:
    (said,) = forms.statements(sentence)
    assert (said.grade, said.carried) == (grade, True)


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("Good", "good"),
        ("REQUIRES IMPROVEMENT", "requires improvement"),
        ("Grade: adequate", "adequate"),
        ("Judgment – Outstanding", "outstanding"),
        ("‘Good’", "good"),
        ("Good practice", None),
        ("Inadequately", None),
        ("Grade", None),
    ],
)
def test_a_badge_is_a_grade_and_nothing_else(words: str, grade: str | None) -> None:
    assert forms.badge(words) == grade


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("We don’t make a graded judgment in this overall area.", True),
        ("We do not give a grade for this area.", True),
        ("This assessment has no grade of its own, but it informs the grades we give elsewhere.", True),
        ("Legitimacy: not yet graded.", True),
        ("We make graded judgments in eight of these nine as follows:", False),
    ],
)
def test_what_is_not_graded_says_so(sentence: str, found: bool) -> None:
    assert (forms.NOT_GRADED.search(sentence) is not None) == found
