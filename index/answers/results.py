"""What a search answers with: frozen records that know how to describe themselves and turn into JSON.

Scores: higher is better, 0 to 1. Nothing here needs a model, a database or a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from corpus.records import Place
from index.answers import days
from index.answers.bodies import Bodies
from index.answers.outside import Outside
from index.answers.quotation import Evidence, Json, Origin
from index.answers.tables import Row, filled, frame
from index.answers.verdict_words import FACT_NOTES

if TYPE_CHECKING:
    import pandas

Of = Literal["bodies", "evidence"]
FACTS = ("body", "region", "verdict", "listed", "score", "area", "grade", "grade_file")
ORIGIN = ("family", "cycle", "report", "date", "dated_by", "inspected", "published", "file", "address")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "bodies": (*FACTS, *ORIGIN, "sentences_found", "best_quotation", "page", "page_label", "note"),
    "evidence": (
        *FACTS, *ORIGIN, "page", "page_label", "section", "finding", "kind", "stance", "speaker", "resolved", "quote", "quote_score", "note",
    ),
    "passages": (
        "body", "family", "cycle", "date", "dated_by", "inspected", "published", "file", "page", "section", "kind", "stance", "score", "text",
    ),
}  # fmt: skip
CLOSEST = "nothing found; the quotation is the closest miss"
NOTHING = "nothing found"
NO_REPORT = "no report indexed"


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
class AreaGrade:
    """The grade of one area: its stable key, the label as printed, the scale's word."""

    area: str
    label: str
    grade: str

    def to_json(self) -> Json:
        return {"area": self.area, "label": self.label, "grade": self.grade}


@dataclass(frozen=True, slots=True)
class BodyHit:
    """One body in scope with the answer to the question: a verdict on what is said of it now, as far as the filters allow.

    `reports` are those that it is judged on, newest first; `file`, `family`, `cycle`, `title`, `published` and `address` are
    of the one that the best evidence is from, of its newest full inspection where there is none. `grade` is that of the
    newest full inspection. `found` counts the sentences that are about the topic and take a side; `evidence` quotes the
    best of them. `decided` is what a reviewer decided, if anything; `listed` is then their word, and `own` the program's.
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
    reports: tuple[Origin, ...] = ()
    decided: str = ""
    own: bool | None = None

    @property
    def found_listed(self) -> bool:
        """Whether the program lists it, whatever a reviewer decided."""
        return self.listed if self.own is None else self.own

    @property
    def full(self) -> Origin | None:
        """Its newest full inspection, which its grade is from; None where it is judged on others alone."""
        return next((origin for origin in self.reports if origin.full), None)

    def to_json(self) -> Json:
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
            "listed_by_program": self.found_listed,
            "score": round(self.score, 4),
            "evidence": [evidence.to_json() for evidence in self.evidence],
            "near": self.near.in_short() if self.near else None,
            "reports": [origin.to_json() | {"full": origin.full} for origin in self.reports],
        }

    @property
    def origin(self) -> Origin:
        """The report that the best quotation is from; without one, the report that the body is shown with."""
        if self.best:
            return self.best.origin
        shown = Origin(self.file, self.family, self.title, self.cycle, published=self.published, address=self.address)
        return next((each for each in self.reports if each.file == self.file), shown)

    @property
    def best(self) -> Evidence | None:
        """The best quotation; the closest miss where nothing was found."""
        return self.evidence[0] if self.evidence else self.near

    @property
    def note(self) -> str | None:
        """What must be said of the best quotation, or of there being none."""
        return None if self.evidence else FACT_NOTES.get(self.verdict, CLOSEST if self.near else NOTHING)

    @property
    def quotations(self) -> tuple[Evidence | None, ...]:
        """The quotations that rows are made of: the closest miss where nothing was found, None where that lacks too."""
        return self.evidence or (self.near,)

    def facts(self) -> Row:
        """What every row of tables says of this body."""
        return {
            "body": self.body,
            "region": self.region,
            "verdict": self.verdict,
            "listed": self.listed,
            "score": round(self.score, 4),
            "area": self.grade.label if self.grade else None,
            "grade": self.grade.grade if self.grade else None,
            "grade_file": self.full.file if self.grade and self.full else None,
        }

    def row(self) -> Row:
        """The row of this body, with its best quotation."""
        best = {"best_quotation": b.quote, "page": b.page, "page_label": b.page_label} if (b := self.best) else {}
        return {**self.facts(), **self.origin.row(), "sentences_found": self.found, **best, "note": self.note}

    def evidence_rows(self) -> list[Row]:
        """One row a quotation."""
        return [
            self.facts() | (each or self).origin.row() | (each.row() if each else {}) | {"note": self.note}
            for each in self.quotations
        ]


@dataclass(frozen=True, slots=True)
class Near:
    """A body just below the line of the list, with the strongest words that it was judged by."""

    body: str
    score: float
    said: Evidence


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
        below = [
            {
                "body": n.body,
                "score": round(n.score, 4),
                "quote": n.said.quote,
                "page": n.said.page,
                "file": n.said.file,
            }
            for n in self.below
        ]
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
    date: str | None = None
    inspected: tuple[str, ...] = ()
    published: str | None = None
    unprinted: tuple[str, ...] = ()

    def to_json(self) -> Json:
        return {
            "text": self.text,
            "body": self.body,
            "family": self.family,
            "file": self.file,
            "cycle": self.cycle,
            "date": self.date,
            "dated_by": days.dated_by(self),
            "inspected": list(self.inspected),
            "published": self.published,
            "page": self.page,
            "section": self.section,
            "kind": self.kind,
            "stance": self.stance,
            "score": round(self.score, 4),
        }

    def row(self) -> Row:
        """What a row of tables says of it."""
        return self.to_json() | {"inspected": "; ".join(self.inspected) or None}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question about bodies: every body in scope, best first, and those that it is about and that are not in scope.

    Quotations are looked up as far as `bodies` is gone through: the first ones cost little, however many there are.
    `outside` have a report that the filters or the question leave out, `no_report` have none.
    `notes` are sentences that a reader needs: a filter that matches nothing, reports of different cycles.
    `did_you_mean` is the question with words of reports for those that may be misspelt: offered, not asked. `completeness` is None where it cannot be estimated: questions without a side, and those that facts alone answer.
    """

    question: str
    understood: Understood
    searched: Searched
    bodies: Sequence[BodyHit]
    no_report: tuple[str, ...]
    notes: tuple[str, ...] = ()
    completeness: Completeness | None = None
    did_you_mean: str | None = None
    outside: tuple[Outside, ...] = ()

    @property
    def listed(self) -> tuple[BodyHit, ...]:
        if isinstance(self.bodies, Bodies):
            return self.bodies.listed
        return tuple(hit for hit in self.bodies if hit.listed)

    def page(self, after: int = 0, limit: int | None = None) -> Answer:
        """The same with `limit` bodies of it alone, those after the first `after`; what counts all of them stays."""
        end = None if limit is None else after + limit
        return replace(self, bodies=self.bodies[after:end])

    def rows(self, of: Of = "bodies") -> list[Row]:
        """One row a body, or with `of="evidence"` one a quotation, as dicts of plain values, in the order of the answer.

        Bodies of which nothing was found, whose reports are outside, or of which there is none, have a row each that says so
        in `note`.
        """
        if of not in ("bodies", "evidence"):
            raise ValueError(f"An answer has rows of bodies and of evidence, not of “{of}”.")
        found = [row for hit in self.bodies for row in ([hit.row()] if of == "bodies" else hit.evidence_rows())]
        return filled(COLUMNS[of], [*found, *self.unanswered()])

    def unanswered(self) -> Iterator[Row]:
        """One row for each body that is not in scope."""
        yield from (each.row() for each in self.outside)
        yield from ({"body": name, "note": NO_REPORT} for name in self.no_report)

    def to_frame(self, of: Of = "bodies") -> pandas.DataFrame:
        """The rows as a data frame of pandas. Raises `ImportError` where pandas is missing."""
        return frame(COLUMNS[of], self.rows(of))

    def to_json(self) -> Json:
        return {
            "question": self.question,
            "understood": self.understood.to_json(),
            "searched": self.searched.to_json(),
            "bodies": [hit.to_json() for hit in self.bodies],
            "outside": [each.to_json() for each in self.outside],
            "no_report": list(self.no_report),
            "notes": list(self.notes),
            "completeness": self.completeness.to_json() if self.completeness else None,
            "did_you_mean": self.did_you_mean,
        }


@dataclass(frozen=True, slots=True)
class PassageAnswer:
    """The answer to a question by passages, best first."""

    question: str
    understood: Understood
    searched: Searched
    passages: tuple[PassageHit, ...]
    notes: tuple[str, ...] = ()
    did_you_mean: str | None = None

    def to_json(self) -> Json:
        return {
            "question": self.question,
            "did_you_mean": self.did_you_mean,
            "understood": self.understood.to_json(),
            "searched": self.searched.to_json(),
            "passages": [hit.to_json() for hit in self.passages],
            "notes": list(self.notes),
        }

    def rows(self) -> list[Row]:
        """One row a passage, best first, as dicts of plain values."""
        return filled(COLUMNS["passages"], [hit.row() for hit in self.passages])

    def to_frame(self) -> pandas.DataFrame:
        """The rows as a data frame of pandas. Raises `ImportError` where pandas is missing."""
        return frame(COLUMNS["passages"], self.rows())
