"""Rows of the store in, quotations out, each checked against the stored page before it is handed on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.answers.hits import PassageHit
from index.answers.quotation import Evidence, Origin
from index.errors import IndexUnusable
from index.storage.columns import ReportRow
from index.storage.database import Store, place_from


def origin(report: ReportRow) -> Origin:
    """What a quotation says of its report."""
    return Origin(
        file=report.file,
        family=report.family,
        title=report.title,
        cycle=report.cycle,
        date=report.date,
        published=report.published,
        address=report.address,
        full=report.full,
        inspected=report.inspected,
        unprinted=report.unprinted,
    )


class Evidences:
    """Makes quotations of one generation."""

    def __init__(self, store: Store, reports: Sequence[ReportRow]) -> None:
        self._store = store
        self._origins = {report.id: origin(report) for report in reports}

    def evidence(self, row: Any, score: float, again: Sequence[Any] = ()) -> Evidence:
        """The quotation of a sentence; `again` are sentences that say the same. Raises `IndexUnusable` where the stored page has other words there."""
        place = place_from(row["place"])
        self._verify(row["report"], place, row["text"])
        return Evidence(
            quote=row["text"],
            page=place[0].page,
            page_label=self._store.label(row["report"], place[0].page),
            section=row["heading"],
            title=row["title"],
            kind=row["kind"],
            stance=row["stance"],
            speaker=row["speaker"],
            resolved=None if row["resolved"] is None else bool(row["resolved"]),
            score=score,
            passage=row["passage"],
            origin=self._origins[row["report"]],
            place=place,
            again=tuple(sorted({place_from(other["place"])[0].page for other in again})),
        )

    def grade(self, row: Any) -> Evidence:
        """The words that give a grade. Raises `IndexUnusable` where the stored page has other words there."""
        place = place_from(row["place"])
        return Evidence(
            quote=self._store.words_at(row["report"], place),
            page=place[0].page,
            page_label=row["page_label"],
            section=row["label"],
            title=None,
            kind="grade",
            stance="neutral",
            speaker="inspectorate",
            resolved=None,
            score=1.0,
            passage=-1,
            origin=self._origins[row["report"]],
            place=place,
        )

    def passage(self, row: Any, report: ReportRow, stance: str, score: float) -> PassageHit:
        """A passage as a hit. Raises `IndexUnusable` where the stored page has other words there."""
        place = place_from(row["place"])
        self._verify(row["report"], place, row["text"])
        return PassageHit(
            text=row["text"],
            body=report.name,
            family=report.family,
            file=report.file,
            cycle=report.cycle,
            page=place[0].page,
            section=row["heading"],
            kind=row["kind"],
            stance=stance,
            score=score,
            key=report.key,
            place=place,
            date=report.date,
            inspected=report.inspected,
            published=report.published,
            unprinted=report.unprinted,
        )

    def _verify(self, report: int, place: Any, text: str) -> None:
        if self._store.words_at(report, place) != text:
            raise IndexUnusable("The index is damaged (a quotation differs from its stored page); build it again.")
