"""What a search answers with: frozen records that know how to describe themselves and turn into JSON.

Scores: higher is better, 0 to 1. Nothing here needs a model, a database or a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.records import Place

VERDICT_WORDS = {
    "concern": "concern",
    "mixed": "concern and praise",
    "praise": "praise",
    "mentioned": "mentioned",
    "none": "nothing found",
}
VERDICTS = tuple(VERDICT_WORDS)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was understood: a key to switch it off by, what it is (body, grade, side ...), and its words."""

    key: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of a question: its topic, the stance asked for, filters, conditions on grades, and expansions.

    `stance` is concern, praise or neutral. `filters` are keys of `--where` with their alternatives. `kind` is
    the kind of body that a noun of the question limits it to, None for all. `related` are names to be offered, not looked for.
    """

    text: str
    stance: str
    filters: Mapping[str, tuple[str, ...]]
    expansions: tuple[str, ...]
    sentence: str
    kind: str | None = None
    grades: tuple[str, ...] = ()
    answer: str = "search"
    parts: tuple[Part, ...] = ()
    related: tuple[str, ...] = ()

    def to_json(self) -> Json:
        return {
            "text": self.text,
            "stance": self.stance,
            "filters": {key: list(values) for key, values in self.filters.items()},
            "grades": list(self.grades),
            "answered_by": self.answer,
            "expansions": list(self.expansions),
            "related": list(self.related),
            "parts": [{"key": part.key, "what": part.what, "words": part.words} for part in self.parts],
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class Searched:
    """How much was looked at: every report, body and passage in scope, and in which generation of the index."""

    reports: int
    bodies: int
    passages: int
    generation: str

    def to_json(self) -> Json:
        return {
            "reports": self.reports,
            "bodies": self.bodies,
            "passages": self.passages,
            "generation": self.generation,
        }


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation: verbatim, with the page it starts on, where it stands in the report, and what it says.

    `title` heads the finding that the quotation belongs to. `passage` is the id of its passage in the index, `place`
    where the quotation stands in the stored pages. `again` are the pages on which the report says nearly the same once more.
    """

    quote: str
    page: int
    page_label: str | None
    section: str
    title: str | None
    kind: str
    stance: str
    speaker: str | None
    resolved: bool | None
    score: float
    passage: int
    place: Place = ()
    again: tuple[int, ...] = ()

    def to_json(self) -> Json:
        return {
            "quote": self.quote,
            "page": self.page,
            "page_label": self.page_label,
            "section": self.section,
            "kind": self.kind,
            "stance": self.stance,
            "speaker": self.speaker,
            "resolved": self.resolved,
            "score": round(self.score, 4),
            "again": list(self.again),
        }


@dataclass(frozen=True, slots=True)
class AreaGrade:
    """The grade of one area: its stable key, the label as printed, the scale's word."""

    area: str
    label: str
    grade: str

    def to_json(self) -> Json:
        return {"area": self.area, "label": self.label, "grade": self.grade}


@dataclass(frozen=True, slots=True)
class BodyHit:
    """One body in scope with the answer to the question: a verdict on its newest report that the filters allow.

    `found` counts the sentences that are about the topic and take a side; `evidence` quotes the best of them.
    """

    key: str
    body: str
    family: str
    region: str | None
    file: str
    cycle: str | None
    title: str | None
    published: str | None
    address: str | None
    grade: AreaGrade | None
    verdict: str
    listed: bool
    score: float
    evidence: tuple[Evidence, ...]
    near: Evidence | None
    found: int = 0

    def to_json(self) -> Json:
        near = self.near
        return {
            "key": self.key,
            "body": self.body,
            "family": self.family,
            "file": self.file,
            "cycle": self.cycle,
            "report": {"title": self.title, "published": self.published, "address": self.address},
            "grade": self.grade.to_json() if self.grade else None,
            "verdict": self.verdict,
            "listed": self.listed,
            "score": round(self.score, 4),
            "evidence": [evidence.to_json() for evidence in self.evidence],
            "near": {"quote": near.quote, "page": near.page, "score": round(near.score, 4)} if near else None,
        }


@dataclass(frozen=True, slots=True)
class Near:
    """A body just below the line of the list, with the strongest words that it was judged by."""

    body: str
    score: float
    quote: str
    page: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many bodies are listed, how many of those are likely right, how many others are likely missed, and who just
    failed. `right` and `missed` are expected counts, sums of probabilities."""

    listed: int
    right: float
    missed: float
    below: tuple[Near, ...]

    @property
    def sentence(self) -> str:
        """The estimate in words."""
        if not self.listed:
            return f"Estimate: about {self.missed:.0f} of the bodies searched may belong on the list all the same."
        return (
            f"Estimate: about {self.right:.0f} of the {self.listed} listed are right, and about {self.missed:.0f} more should be "
            "on the list."
        )

    def to_json(self) -> Json:
        below = [{"body": n.body, "score": round(n.score, 4), "quote": n.quote, "page": n.page} for n in self.below]
        return {
            "listed": self.listed,
            "likely_right": round(self.right, 2),
            "likely_missed": round(self.missed, 2),
            "sentence": self.sentence,
            "below": below,
        }


@dataclass(frozen=True, slots=True)
class PassageHit:
    """One passage, for a question answered by passages."""

    text: str
    body: str
    family: str
    file: str
    cycle: str | None
    page: int
    section: str
    kind: str
    stance: str
    score: float
    key: str = ""
    place: Place = ()

    def to_json(self) -> Json:
        return {
            "text": self.text,
            "body": self.body,
            "family": self.family,
            "file": self.file,
            "cycle": self.cycle,
            "page": self.page,
            "section": self.section,
            "kind": self.kind,
            "stance": self.stance,
            "score": round(self.score, 4),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question about bodies: every body in scope, best first, and those without a report.

    `notes` are sentences that a reader needs: a filter that matches nothing, reports of different cycles.
    `completeness` is None where it cannot be estimated: questions without a side, and those that facts alone answer.
    """

    question: str
    understood: Understood
    searched: Searched
    bodies: tuple[BodyHit, ...]
    no_report: tuple[str, ...]
    notes: tuple[str, ...] = ()
    completeness: Completeness | None = None

    @property
    def listed(self) -> tuple[BodyHit, ...]:
        return tuple(hit for hit in self.bodies if hit.listed)

    def with_verdict(self, verdict: str) -> tuple[BodyHit, ...]:
        return tuple(hit for hit in self.bodies if hit.verdict == verdict)

    def to_json(self) -> Json:
        return {
            "question": self.question,
            "understood": self.understood.to_json(),
            "searched": self.searched.to_json(),
            "bodies": [hit.to_json() for hit in self.bodies],
            "no_report": list(self.no_report),
            "notes": list(self.notes),
            "completeness": self.completeness.to_json() if self.completeness else None,
        }


@dataclass(frozen=True, slots=True)
class PassageAnswer:
    """The answer to a question by passages, best first."""

    question: str
    understood: Understood
    searched: Searched
    passages: tuple[PassageHit, ...]
    notes: tuple[str, ...] = ()

    def to_json(self) -> Json:
        return {
            "question": self.question,
            "understood": self.understood.to_json(),
            "searched": self.searched.to_json(),
            "passages": [hit.to_json() for hit in self.passages],
            "notes": list(self.notes),
        }
