"""Scores of the sentences on a body in, those to quote out: the side asked for first, each matter once. Pure.

Reports say what matters in several places (the summary, a box, the finding). Sentences whose vectors are nearly the same
are one matter: the strongest is quoted, and the others are told as places where it is said again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.search import verdicts
from index.storage import vectors
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
    """The sentences about a topic, of each side by body and strongest first, and what to quote on a body.

    `relevance` is that of every sentence and `body` the body that it is evidence on, `rows` are those that may be evidence,
    in their order, and `enough` is the relevance from which a sentence counts as being about the topic.
    """

    def __init__(self, table: Table, vectors: Floats, relevance: Floats, body: Ints, rows: Rows, enough: float) -> None:
        self._table, self._vectors, self._relevance, self._body = table, vectors, relevance, body
        about = rows[relevance[rows] >= enough]
        self._concern, self._praise = self._ordered(about, table.concern), self._ordered(about, table.praise)

    def _ordered(self, about: Rows, side: Floats) -> tuple[Rows, Ints]:
        """The rows of a side by body and strength, and the body of each."""
        table = self._table
        rows = about[side[about] > verdicts.SIDED]
        strength = verdicts.strength(self._relevance[rows], side[rows]) * np.where(table.title[rows] == rows, TITLE, 1)
        rows = rows[np.lexsort((-strength, self._body[rows]))]
        return rows, self._body[rows]

    def quotes(self, own: Rows, verdict: str, stance: str) -> list[Quote]:
        """What to quote on the body with these rows, best first; both sides where both are said, the closest miss alone
        where nothing is."""
        relevance = self._relevance
        if verdict in ("none", "mentioned"):
            best = verdicts.best(relevance, own, MENTIONS if verdict == "mentioned" else 1)
            return [Quote(int(row)) for row in best if relevance[row] > 0]
        if not len(own):
            return []
        praised = verdict == "praise" or (verdict == "mixed" and stance == "praise")
        first, second = (self._praise, self._concern) if praised else (self._concern, self._praise)
        body = self._body[own[0]]
        table = self._table
        one, other = (table.praise, table.concern) if praised else (table.concern, table.praise)
        found = self._distinct(_of(body, first) or self._strongest(own, one))[:MOST]
        taken = {quote.row for quote in found}
        also = _of(body, second) or (self._strongest(own, other) if verdict == "mixed" else [])
        return found + self._distinct([row for row in also if row not in taken])[: MOST // 2]

    def _strongest(self, own: Rows, side: Floats) -> list[int]:
        """The row that says most for a side, where none that does is about the topic beyond doubt."""
        sided = own[(side[own] > verdicts.SIDED) & (self._relevance[own] > 0)]
        if not len(sided):
            return []
        return [int(sided[np.argmax(verdicts.strength(self._relevance[sided], side[sided]))])]

    def _distinct(self, rows: list[int]) -> list[Quote]:
        """The rows in order, those that say in another passage of the same report what an earlier one says put with it.

        Sentences of one passage are alike because each is pooled from it, and go on rather than say it again. What another
        report says as well is quoted from it: that it was said again at another time is worth knowing.
        """
        if len(rows) < 2:
            return [Quote(row) for row in rows]
        own = self._vectors[rows]
        like = vectors.Rows(own).scores(own).tolist()
        passage, report = self._table.passage[rows].tolist(), self._table.report[rows].tolist()
        found: dict[int, list[int]] = {}  # places among the rows
        for i in range(len(rows)):
            elsewhere = [j for j in found if passage[j] != passage[i] and report[j] == report[i]]
            nearest = max(elsewhere, key=like[i].__getitem__, default=None)
            if nearest is None or like[i][nearest] < SAME:
                found[i] = []
            else:
                found[nearest].append(rows[i])
        return [Quote(rows[i], tuple(again)) for i, again in found.items()]


def _of(body: int, ordered: tuple[Rows, Ints]) -> list[int]:
    """The rows of one body among those of a side."""
    rows, bodies = ordered
    start, end = np.searchsorted(bodies, (body, body + 1))
    return [int(row) for row in rows[start:end]]
