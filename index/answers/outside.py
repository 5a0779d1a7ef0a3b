"""A body that a question is about, that has a report, and that is not in the answer: which report, and what leaves it out."""

from __future__ import annotations

from dataclasses import dataclass

from index.answers.quotation import Json, Origin
from index.answers.tables import Row

FILTERS, QUESTION = "filters", "question"
NOTES = {
    FILTERS: "has a report, outside the filters",
    QUESTION: "has a report, outside the scope of the question",
}


@dataclass(frozen=True, slots=True)
class Outside:
    """A body with its reports, newest first. `by` is what leaves all of them out: the filters, or else the question."""

    key: str
    body: str
    by: str
    reports: tuple[Origin, ...]

    @property
    def note(self) -> str:
        return NOTES[self.by]

    def to_json(self) -> Json:
        reports = [report.to_json() for report in self.reports]
        return {"key": self.key, "body": self.body, "outside": self.by, "reports": reports}

    def row(self) -> Row:
        """The row of this body, with its newest report."""
        return {"body": self.body, **self.reports[0].row(), "note": self.note}
