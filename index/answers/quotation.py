"""A quotation with the report it is from: what every answer shows as evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus.records import Place
from index.answers import days
from index.answers.tables import Row

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """The report that words are from: what it takes to name, date and open it.

    `date` is the last day of inspection, else that of publication, None where neither is known. `full` tells a full
    inspection, one of those that give grades. `inspected` and `unprinted` as in `index.answers.days`.
    """

    file: str
    family: str
    title: str | None = None
    cycle: str | None = None
    date: str | None = None
    published: str | None = None
    address: str | None = None
    full: bool = False
    inspected: tuple[str, ...] = ()
    unprinted: tuple[str, ...] = ()

    def row(self) -> Row:
        """What a row of tables says of a report."""
        return {
            "family": self.family,
            "cycle": self.cycle,
            "report": self.title,
            "date": self.date,
            "dated_by": days.dated_by(self),
            "inspected": "; ".join(self.inspected) or None,
            "published": self.published,
            "file": self.file,
            "address": self.address,
        }

    def to_json(self) -> Json:
        return {
            "file": self.file,
            "report": self.title,
            "family": self.family,
            "cycle": self.cycle,
            "date": self.date,
            "dated_by": days.dated_by(self),
            "inspected": list(self.inspected),
            "published": self.published,
            "address": self.address,
        }


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation: verbatim, with its report, the page it starts on, where it stands in the report, and what it says.

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
    origin: Origin
    place: Place = ()
    again: tuple[int, ...] = ()

    @property
    def file(self) -> str:
        return self.origin.file

    @property
    def family(self) -> str:
        return self.origin.family

    @property
    def report(self) -> str | None:
        """The title of its report."""
        return self.origin.title

    @property
    def cycle(self) -> str | None:
        return self.origin.cycle

    @property
    def date(self) -> str | None:
        return self.origin.date

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
            **self.origin.to_json(),
        }

    def in_short(self) -> Json:
        """Its words, place and report alone, where it is the closest miss."""
        return {"quote": self.quote, "page": self.page, "score": round(self.score, 4), **self.origin.to_json()}

    def row(self) -> Row:
        """What a row of tables says of a quotation."""
        return {
            "page": self.page,
            "page_label": self.page_label,
            "section": self.section,
            "finding": self.title,
            "kind": self.kind,
            "stance": self.stance,
            "speaker": self.speaker,
            "resolved": self.resolved,
            "quote": self.quote,
            "quote_score": round(self.score, 4),
        }
