"""Sentences and their ends, who speaks in a finding, and passages of paragraphs that are too long for the model."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from corpus.families.registry import PROFILES
from corpus.records import Finding, Page, Paragraph, Report, Section, Slice, Source
from ingest.build.inputs import SAMPLES, find
from ingest.read.report import parse_file
from ingest.sentences.ends import sentence_spans
from ingest.sentences.passages import CONTEXT_TOKENS, PASSAGE_TOKENS, passages, spans
from ingest.sentences.speaker import resolved, resolved_in, speaker, speaker_of
from tests import samples

PEEL = PROFILES["peel"]
BODIES = samples.BODIES


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It acts (see p. 12). It learns.", ["It acts (see p. 12).", "It learns."]),  # an abbreviation in brackets
        ("Mr. Smith and Dr. Jones saw it.", ["Mr. Smith and Dr. Jones saw it."]),
        (
            "It has plans, policies, etc. It has no money.",
            ["It has plans, policies, etc. It has no money."],
        ),  # never cut
        ("D. Example wrote it. So it is.", ["D. Example wrote it.", "So it is."]),  # an initial
        ("Is it safe? It is! So it is.", ["Is it safe?", "It is!", "So it is."]),
        ("It took 2.5 hours. 14 took more.", ["It took 2.5 hours.", "14 took more."]),  # a number begins one
        ("It said: “We act.” “We learn,” it said.", ["It said: “We act.”", "“We learn,” it said."]),
        ("the end. the next", ["the end. the next"]),  # small letters begin none
        ("It has: • trained officers; • told victims.", ["It has: • trained officers;", "• told victims."]),
        ("  It acts.  ", ["  It acts."]),
        ("", []),
        (" \n", []),
    ],
)
def test_sentences_of_a_text(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in sentence_spans(text)] == sentences


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("In some cases we saw good work.", "inspectorate"),
        ("This was noted by inspectors.", "inspectorate"),
        ("I am pleased with the force.", "inspectorate"),
        ("Senior leaders told us that we were right.", "body"),  # what inspectors heard is the body's word
        ("According to the force, calls have fallen.", "body"),
        ("Its self-assessment is accurate.", "body"),
        ("The force has told victims.", None),
        ("Weak plans were identified.", None),
    ],
)
def test_who_speaks_in_a_sentence(sentence: str, who: str | None) -> None:
    assert speaker(sentence) == who


@pytest.mark.parametrize(
    ("sentences", "who"),
    [
        (["Calls are late.", "The force told us that they fell.", "We found no sign of it."], "inspectorate"),
        (["Calls are late.", "The force told us that they fell."], "body"),
        (["Calls are late."], None),
        ([], None),
    ],
)
def test_who_speaks_in_a_finding(sentences: list[str], who: str | None) -> None:
    assert speaker_of(sentences) == who


@pytest.mark.parametrize(
    ("sentences", "said"),
    [
        (["The backlog was cleared before the end of the inspection."], True),
        (["During our inspection, the force took swift action."], True),
        (["We raised this with the force, which has since trained its staff."], True),
        (["The backlog has not been cleared during the inspection."], False),
        # one thing put right and one left is not put right
        (["It was addressed during the inspection.", "The other is yet to be addressed during the inspection."], False),
        (["The force cleared its backlog in 2019."], None),  # before anybody looked
        ([], None),
    ],
)
def test_whether_a_finding_was_put_right(sentences: list[str], said: bool | None) -> None:
    assert resolved_in(sentences) is said
    if len(sentences) == 1:
        assert resolved(sentences[0]) is said


# Passages ------------------------------------------------------------------------------------------------------------


def report(*pages: str, kind: str = "main_finding", title: bool = False) -> Report:
    """A report of one finding: a paragraph over all its pages, under the first line of page 1 if `title`."""
    head = pages[0].index("\n") if title else 0
    place = tuple(Slice(n, head + 1 if title and n == 1 else 0, len(text)) for n, text in enumerate(pages, start=1))
    finding = Finding(
        kind,
        0,
        None,
        pages[0][:head] if title else None,
        (Slice(1, 0, head),) if title else (),
        None,
        (Paragraph(place),),
    )
    return Report(
        (Source("made.pdf", "pdf", "0"),), "peel", None, None, None, None, None, (), None,
        tuple(Page(n, None, text) for n, text in enumerate(pages, start=1)), (), (),
        (Section("Cover", None, None, ()),), (finding,), (),
    )  # fmt: skip


def words(text: str) -> int:
    return len(text.split())


def sentences(count: int, page: str) -> str:
    return " ".join(f"Sentence {n} of page {page} says this." for n in range(1, count + 1))  # seven words each


def test_a_long_paragraph_over_a_page_end_is_cut_between_sentences() -> None:
    made = report(sentences(20, "one"), sentences(20, "two"))  # 140 words each; 190 fit
    parts = list(passages(made, PEEL, words))
    assert [words(part.text) for part in parts] == [189, 91]  # 27 sentences, then 13
    assert [[s.page for s in part.place] for part in parts] == [[1, 2], [2]]
    assert parts[0].text.endswith("Sentence 7 of page two says this.")
    assert parts[1].text.startswith("Sentence 8 of page two")
    assert [made.text(part.place) for part in parts] == [part.text for part in parts]


def test_a_title_stands_with_the_first_part_and_is_the_context_of_the_others() -> None:
    made = report("The force should act\n" + sentences(40, "one"), title=True)
    first, second = passages(made, PEEL, words)
    assert (first.text[:31], first.context) == ("The force should act Sentence 1", "")
    assert (second.text[:11], second.context) == ("Sentence 28", "The force should act")
    assert [s.is_title for s in first.sentences[:2]] == [True, False]
    assert not any(s.is_title for s in second.sentences)


def test_a_title_too_long_to_stand_beside_its_paragraph_is_a_passage_of_its_own() -> None:
    title = " ".join(["act"] * (CONTEXT_TOKENS + 1))
    head, body = passages(report(f"{title}\nIt was late.", title=True), PEEL, words)
    assert (head.text, [s.is_title for s in head.sentences]) == (title, [True])
    assert (body.text, body.context) == ("It was late.", "")


@pytest.mark.parametrize("letters", [1, 2, 3, 4])
def test_places_hold_however_small_the_parts(letters: int) -> None:
    """Every sample report, with tokens of so many letters: the fewer, the more often paragraphs are cut."""

    def count(text: str) -> int:
        return -(-len(text) // letters)

    checked = 0
    for path in find(SAMPLES):
        made = parse_file(path, BODIES, path.name)
        for passage in passages(made, PROFILES[made.family], count):
            assert made.text(passage.place) == passage.text
            assert [part.page for part in passage.place] == sorted(part.page for part in passage.place)
            assert count(passage.text) <= PASSAGE_TOKENS or passage.sentences[0].is_title
            ends = spans(passage)
            assert all(before[1] <= after[0] for before, after in pairwise(ends))
            for sentence, (start, end) in zip(passage.sentences, ends, strict=True):
                assert made.text(sentence.place) == sentence.text == passage.text[start:end]
                checked += 1
    assert checked > 700


STANDING = "Forces should act on what they hear."  # a pattern of the profile's standing text


@pytest.mark.parametrize(
    ("kind", "standing"),
    [
        ("main_finding", True),
        ("observation", True),
        ("area_for_improvement", False),  # what a box says is never standing text
        ("recommendation", False),
        ("cause_of_concern", False),
        ("promising_practice", False),
    ],
)
def test_standing_text_is_told_outside_boxes_only(kind: str, standing: bool) -> None:
    (passage,) = passages(report(STANDING, kind=kind), PEEL, words)
    assert passage.boilerplate is standing
    assert [s.standing for s in passage.sentences] == [standing]


def test_a_bullet_has_its_lead_in_as_context() -> None:
    made = report("It has trained officers.")
    finding = made.findings[0]
    bullet = replace(finding.paragraphs[0], bullet=True, lead_in="The force should make sure that:")
    (passage,) = passages(replace(made, findings=(replace(finding, paragraphs=(bullet,)),)), PEEL, words)
    assert (passage.text, passage.context) == ("It has trained officers.", "The force should make sure that:")
