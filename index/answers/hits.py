"""What was found of one body, or in one passage: the rows of answers and the columns of their tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.records import Place
from index.answers import days
from index.answers.quotation import Evidence, Json, Origin
from index.answers.tables import Row
from index.answers.verdict_words import FACT_NOTES

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
