"""What a search answers with: frozen records that know how to describe themselves and turn into JSON.

Scores: higher is better, 0 to 1. Nothing here needs a model, a database or a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from index.answers.bodies import Bodies
from index.answers.hits import COLUMNS, NO_REPORT, BodyHit, PassageHit
from index.answers.outside import Outside
from index.answers.quotation import Evidence, Json
from index.answers.tables import Row, filled, frame
from index.answers.understood import Searched, Understood

if TYPE_CHECKING:
    import pandas

Of = Literal["bodies", "evidence"]


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
class Answer:
    """The answer to a question about bodies: every body in scope, best first, and those that it is about and that are not in scope.

    Quotations are looked up as far as `bodies` is gone through: the first ones cost little, however many there are.
    `outside` have a report that the filters or the question leave out, `no_report` have none.
    `notes` are sentences that a reader needs: a filter that matches nothing, reports of different cycles; `caveats` are those of
    them that say how far the list goes, rather than how the question was answered.
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
    caveats: tuple[str, ...] = ()

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
