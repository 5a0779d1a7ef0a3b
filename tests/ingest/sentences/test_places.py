"""Passages, sentences, who speaks, what recurs, and stance from structure."""

from __future__ import annotations

import pytest

from corpus.families.registry import PROFILES
from corpus.records import Report
from ingest.build.inputs import SAMPLES, find
from ingest.read.report import parse_file
from ingest.sentences.ends import sentence_spans
from ingest.sentences.passages import passages, spans
from ingest.sentences.speaker import resolved, speaker
from ingest.sentences.stance import label, plain
from ingest.sentences.standing_text import comparable, name_pattern, standing
from tests import samples

BODIES = samples.BODIES


def words(text: str) -> int:
    return len(text.split())


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [parse_file(path, BODIES, path.name) for path in find(SAMPLES)]


def test_every_passage_and_sentence_is_the_slice_that_its_place_names(reports: list[Report]) -> None:
    checked = 0
    for report in reports:
        for passage in passages(report, PROFILES[report.family], words):
            assert report.text(passage.place) == passage.text
            for sentence, (start, end) in zip(passage.sentences, spans(passage), strict=True):
                assert report.text(sentence.place) == sentence.text == passage.text[start:end]
                checked += 1
    assert checked > 700


def test_a_paragraph_too_long_for_the_model_is_split_and_nothing_is_lost(
    reports: list[Report],
) -> None:
    report = max(reports, key=lambda report: len(report.pages))
    long = list(passages(report, PROFILES[report.family], lambda text: 4 * len(text.split())))
    whole = list(passages(report, PROFILES[report.family], words))
    assert len(long) > len(whole)
    assert " ".join(p.text for p in long).split() == " ".join(p.text for p in whole).split()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It works, e.g. at night. It helps.", ["It works, e.g. at night.", "It helps."]),  # an abbreviation
        (
            "Of 35 cases, 21 were good. In 2.5 percent none was.",
            ["Of 35 cases, 21 were good.", "In 2.5 percent none was."],
        ),
        ("They said ‘no one came.’ Nobody did.", ["They said ‘no one came.’", "Nobody did."]),  # a closing quote
        ("One without a stop", ["One without a stop"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in sentence_spans(text)] == sentences


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("We found that calls were answered late.", "inspectorate"),
        ("The constabulary told us this would change.", "body"),
        ("The force’s own audit of 592 cases shows this.", "body"),
        ("Children are seen by social workers.", None),
    ],
)
def test_who_speaks(sentence: str, who: str | None) -> None:
    assert speaker(sentence) == who


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("The backlogs were addressed during the inspection.", True),
        ("In response to our feedback, the force has trained its staff.", True),
        ("These have still not been addressed during the inspection.", False),
        ("The backlog grew.", None),
    ],
)
def test_what_was_put_right(sentence: str, said: bool | None) -> None:
    assert resolved(sentence) is said


def test_standing_text_is_what_recurs_for_many_bodies_whatever_they_are_called(reports: list[Report]) -> None:
    split = [(r, list(passages(r, PROFILES[r.family], words))) for r in reports]
    recurring = standing(split, BODIES)
    assert recurring
    for report, own in split:
        name = name_pattern(report, BODIES)
        said = [s.text for p in own for s in p.sentences if comparable(s.text, name) in recurring]
        titles = {f.title for f in report.findings if f.title and f.kind not in ("context", "boilerplate")}
        assert not titles & set(said)
    assert comparable("The force’s 55 calls", None) == comparable("The constabulary’s 1 calls", None)


def test_the_heading_over_standing_text_is_still_a_finding(reports: list[Report]) -> None:
    headed = [
        s
        for r in reports
        for p in passages(r, PROFILES[r.family], words)
        for s in p.sentences
        if s.is_title and any(other.standing for other in p.sentences)
    ]
    assert headed
    assert not any(s.standing for s in headed)


@pytest.mark.parametrize(("concern", "said"), [(0.9, "concern"), (0.1, "praise"), (0.5, "neutral"), (0.59, "neutral")])
def test_label(concern: float, said: str) -> None:
    assert label(concern, 1 - concern) == said


def test_the_classifier_reads_contractions_and_bodies_alike() -> None:
    assert plain("The force isn’t sure it can’t; 12 won't.") == "The body is not sure it can not; # will not."


def test_no_passage_with_its_context_is_longer_than_the_model_reads(reports: list[Report]) -> None:
    def count(text: str) -> int:  # as if every word had three tokens, so that limits are met often
        return 3 * len(text.split())

    for report in reports:
        for passage in passages(report, PROFILES[report.family], count):
            assert count(f"{passage.context} {passage.text}") <= 256, passage.text
