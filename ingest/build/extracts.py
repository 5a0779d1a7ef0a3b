"""Reports on several bodies in, a report on each of the others out: the same file, with what is said of that body alone.

A letter on a local area also speaks of agencies inspected in it. Where the profile names their kind (`Profile.also`), the
sentences that speak of one of them are its own report's, with the places, vectors and stances they have in the letter. A
passage keeps its whole text, so that a sentence is read in its paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.bodies import Bodies
from corpus.families.registry import PROFILES
from corpus.records import Body, Finding, Passage, Report, Stance
from ingest.build.encode import Embedded
from ingest.sentences.subjects import Speaks, speaks_of

Decided = Sequence[Sequence[Stance]]


@dataclass(frozen=True, slots=True)
class Extract:
    """What one report says of another body. `passages` and `sentences` are the rows of the build that its own were taken from."""

    report: Report
    own: tuple[Passage, ...]
    decided: Decided
    passages: tuple[int, ...]
    sentences: tuple[int, ...]


def extracts(
    split: Sequence[tuple[Report, Sequence[Passage]]], decided: Sequence[Decided], bodies: Bodies
) -> Iterator[Extract]:
    """The reports on other bodies that there are in reports: those that any sentence speaks of."""
    passage = sentence = 0
    for (report, own), stances in zip(split, decided, strict=True):
        for body in _others(report, bodies):
            speaks = speaks_of(body, report, bodies)
            if speaks and (found := _extract(report, body, own, stances, speaks, passage, sentence)):
                yield found
        passage += len(own)
        sentence += sum(len(each.sentences) for each in own)


def with_extracts(embedded: Embedded, found: Sequence[Extract]) -> Embedded:
    """The vectors of all passages and sentences, those of extracts after the others."""
    passages = [row for each in found for row in each.passages]
    sentences = [row for each in found for row in each.sentences]
    return Embedded(
        np.concatenate([embedded.passages, embedded.passages[passages]]),
        np.concatenate([embedded.sentences, embedded.sentences[sentences]]),
        np.concatenate([embedded.sides, embedded.sides[sentences]]),
    )


def _others(report: Report, bodies: Bodies) -> Iterator[Body]:
    """The other bodies of a report that are of a kind which its family speaks of."""
    kinds = PROFILES[report.family].also
    for key in report.bodies_also:
        body = bodies.get(key)
        if body and body.kind in kinds and body.key != report.body:
            yield body


def _extract(
    report: Report, body: Body, own: Sequence[Passage], stances: Decided, speaks: Speaks, passage: int, sentence: int
) -> Extract | None:
    """`passage` and `sentence` are the rows of the report's first ones."""
    places: dict[int, int] = {}  # of findings of the report among those of the extract
    kept: list[Passage] = []
    decided: list[Sequence[Stance]] = []
    passages: list[int] = []
    sentences: list[int] = []
    for number, (each, of_each) in enumerate(zip(own, stances, strict=True)):
        about = [
            i
            for i, (s, stance) in enumerate(zip(each.sentences, of_each, strict=True))
            if not stance.standing and speaks(s.text, each.text)
        ]
        if about:
            place = places.setdefault(each.finding, len(places))
            kept.append(replace(each, finding=place, sentences=tuple(each.sentences[i] for i in about)))
            decided.append([of_each[i] for i in about])
            passages.append(passage + number)
            sentences += [sentence + i for i in about]
        sentence += len(each.sentences)
    if not kept:
        return None
    findings = tuple(report.findings[number] for number in places)
    return Extract(_report_on(report, body, findings), tuple(kept), decided, tuple(passages), tuple(sentences))


def _report_on(report: Report, body: Body, findings: tuple[Finding, ...]) -> Report:
    """The report as one on another body; the body that it is mainly about is one of the others then."""
    first = report.body or report.body_name
    others = [other for other in (first, *report.bodies_also) if other and other != body.key]
    return replace(
        report,
        body=body.key,
        body_name=body.name,
        bodies_also=tuple(dict.fromkeys(others)),
        grades=(),
        not_judged=(),
        grades_expected=0,
        findings=findings,
        problems=(),
    )
