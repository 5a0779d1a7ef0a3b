"""Scores of a report's sentences in, those to quote out: the side asked for first, each matter once. Pure.

Reports say what matters in several places (the summary, a box, the finding). Sentences whose vectors are nearly the same
are one matter: the strongest is quoted, and the others are told as places where it is said again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.search import verdicts
from index.storage.columns import Floats, Ints, Table

Rows = NDArray[np.int64]

MOST = 8  # quotations shown of a body at the most, half as many of the side that was not asked for
MENTIONS = 3  # of a body that neither side was found of
SAME = 0.85  # cosine from which two sentences say the same; at 0.75 different matters of one topic fall together
TITLE = 1.15  # a heading that is a sentence sums up what stands under it, so it comes before a sentence about as strong


@dataclass(frozen=True, slots=True)
class Quote:
    """The row of a sentence to quote, and those of sentences that say it again."""

    row: int
    again: tuple[int, ...] = ()


class Quoter:
    """The sentences about a topic, of each side by report and strongest first, and what to quote of a report.

    `relevance` is that of every sentence, `rows` are those that may be evidence, in their order, and `enough` is the
    relevance from which a sentence counts as being about the topic.
    """

    def __init__(self, table: Table, vectors: Floats, relevance: Floats, rows: Rows, enough: float) -> None:
        self._table, self._vectors, self._relevance = table, vectors, relevance
        about = rows[relevance[rows] >= enough]
        self._concern, self._praise = self._ordered(about, table.concern), self._ordered(about, table.praise)

    def _ordered(self, about: Rows, side: Floats) -> tuple[Rows, Ints]:
        """The rows of a side by report and strength, and the report of each."""
        table = self._table
        rows = about[side[about] >= verdicts.SIDED]
        strength = verdicts.strength(self._relevance[rows], side[rows]) * np.where(table.title[rows] == rows, TITLE, 1)
        rows = rows[np.lexsort((-strength, table.report[rows]))]
        return rows, table.report[rows]

    def quotes(self, own: Rows, verdict: str, stance: str) -> list[Quote]:
        """What to quote of the report with these rows, best first; both sides where both are said, the closest miss alone
        where nothing is."""
        relevance = self._relevance
        if verdict in ("none", "mentioned"):
            best = verdicts.best(relevance, own, MENTIONS if verdict == "mentioned" else 1)
            return [Quote(int(row)) for row in best if relevance[row] > 0]
        if not len(own):
            return []
        praised = verdict == "praise" or (verdict == "mixed" and stance == "praise")
        first, second = (self._praise, self._concern) if praised else (self._concern, self._praise)
        report = self._table.report[own[0]]
        found = self._distinct(_of(report, first))[:MOST]
        taken = {quote.row for quote in found}
        found += self._distinct([row for row in _of(report, second) if row not in taken])[: MOST // 2]
        if found:
            return found
        side = self._table.praise if praised else self._table.concern
        strongest = own[np.argmax(verdicts.strength(relevance[own], side[own]))]
        return [Quote(int(strongest))] if relevance[strongest] > 0 else []

    def _distinct(self, rows: list[int]) -> list[Quote]:
        """The rows in order, those that say in another passage what an earlier one says put with it.

        Sentences of one passage are alike because each is pooled from it, and go on rather than say it again.
        """
        if len(rows) < 2:
            return [Quote(row) for row in rows]
        own = self._vectors[rows]
        like = (own @ own.T).tolist()
        passage = self._table.passage[rows].tolist()
        found: dict[int, list[int]] = {}  # places among the rows
        for i in range(len(rows)):
            elsewhere = [j for j in found if passage[j] != passage[i]]
            nearest = max(elsewhere, key=like[i].__getitem__, default=None)
            if nearest is None or like[i][nearest] < SAME:
                found[i] = []
            else:
                found[nearest].append(rows[i])
        return [Quote(rows[i], tuple(again)) for i, again in found.items()]


def _of(report: int, ordered: tuple[Rows, Ints]) -> list[int]:
    """The rows of one report among those of a side."""
    rows, reports = ordered
    start, end = np.searchsorted(reports, (report, report + 1))
    return [int(row) for row in rows[start:end]]
