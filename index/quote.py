"""Scores of a report's sentences in, those to quote out: the side asked for first, each matter once. Pure.

Reports say what matters in several places (the summary, a box, the finding). Sentences whose vectors are nearly the same
are one matter: the strongest is quoted, and the others are told as places where it is said again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import rank
from index.table import Floats, Table

MOST = 8  # quotations shown of a body at the most, half as many of the side that was not asked for
MENTIONS = 3  # of a body that neither side was found of
SAME = 0.85  # cosine from which two sentences say the same; at 0.75 different matters of one topic fall together
TITLE = 1.15  # a heading that is a sentence sums up what stands under it, so it comes before a sentence about as strong


@dataclass(frozen=True, slots=True)
class Quote:
    """The row of a sentence to quote, and those of sentences that say it again."""

    row: int
    again: tuple[int, ...] = ()


def quotes(
    table: Table, vectors: Floats, relevance: Floats, own: NDArray[np.int64], verdict: str, stance: str, enough: float
) -> list[Quote]:
    """What to quote of one report, best first; both sides where both are said, the closest miss alone where nothing is.

    `own` are the rows of its sentences that may be evidence, `relevance` is that of every sentence, and `enough` that
    from which a sentence counts as being about the topic.
    """
    if verdict in ("none", "mentioned"):
        best = rank.best(relevance, own, MENTIONS if verdict == "mentioned" else 1)
        return [Quote(int(row)) for row in best if relevance[row] > 0]
    sides = [(table.concern, MOST), (table.praise, MOST // 2)]
    if verdict == "praise" or (verdict == "mixed" and stance == "praise"):
        sides = [(table.praise, MOST), (table.concern, MOST // 2)]
    found: list[Quote] = []
    about = own[relevance[own] >= enough]
    for side, most in sides:
        rows = about[side[about] >= rank.SIDED]
        strength = rank.strength(relevance[rows], side[rows]) * np.where(table.title[rows] == rows, TITLE, 1)
        taken = {quote.row for quote in found}
        order = [int(row) for row in rows[np.argsort(-strength, kind="stable")] if int(row) not in taken]
        found += _distinct(order, vectors)[:most]
    if found:
        return found
    strongest = own[np.argmax(rank.strength(relevance[own], sides[0][0][own]))] if len(own) else None
    return [Quote(int(strongest))] if strongest is not None and relevance[strongest] > 0 else []


def _distinct(rows: list[int], vectors: Floats) -> list[Quote]:
    """The rows in order, those that say what an earlier one says put with it."""
    own = vectors[rows]
    like = (own @ own.T).tolist()
    found: dict[int, list[int]] = {}  # places among the rows
    for i in range(len(rows)):
        nearest = max(found, key=like[i].__getitem__, default=None)
        if nearest is None or like[i][nearest] < SAME:
            found[i] = []
        else:
            found[nearest].append(rows[i])
    return [Quote(rows[i], tuple(again)) for i, again in found.items()]
