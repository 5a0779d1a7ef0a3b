"""The words of findings, put together from the passages that they are stored in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from corpus.records import Place, Slice
from index.links import MOST_SLICES
from index.storage.database import Store, place_from


def texts(store: Store, findings: Collection[int]) -> dict[int, tuple[Place, str]]:
    """Place and words of each of these findings, a line a paragraph, without the title that heads it.

    The place has the title, and no more slices than an address can name: those of the first passages, where there are more.
    """
    passages = _passages(store, findings)
    own = [row["id"] for rows in passages.values() for row in rows]
    heads = store.rows_of("select passage, text from sentence where is_title = 1 and passage in {}", own)
    titles = {row["passage"]: row["text"] for row in heads}
    found = {}
    for finding, rows in passages.items():
        parts = [
            (row["report"], place_from(row["place"]), row["text"].removeprefix(titles.get(row["id"], "")).lstrip())
            for row in rows
        ]
        found[finding] = (_place([place for _, place, _ in parts]), _joined(store, parts))
    return found


def said(store: Store, findings: Collection[int]) -> Iterator[tuple[int, str]]:
    """Each of these findings with all its words in one line, its title first."""
    for finding, rows in _passages(store, findings).items():
        yield finding, " ".join(row["text"] for row in rows)


def _passages(store: Store, findings: Collection[int]) -> dict[int, list[Any]]:
    """The passages of findings, in order: all of their reports are read, since by reports they are quickly found."""
    wanted = set(findings)
    reports = {row["report"] for row in store.rows_of("select distinct report from finding where id in {}", wanted)}
    found: dict[int, list[Any]] = defaultdict(list)
    for row in store.rows_of("select * from passage where report in {} order by id", reports):
        if row["finding"] in wanted:
            found[row["finding"]].append(row)
    return found


def _place(places: Sequence[Place]) -> Place:
    """The place of passages together, or of the first of them."""
    whole: Place = ()
    for place in places:
        if len(whole) + len(place) > MOST_SLICES:
            break
        whole += place
    return whole


def _joined(store: Store, parts: Sequence[tuple[int, Place, str]]) -> str:
    """The words of passages; those of one paragraph, which was too long for the model, are set together again."""
    text, before = "", None
    for report, place, words in parts:
        together = before is not None and before.page == place[0].page and before.end <= place[0].start
        if together and before is not None:
            between = store.words_at(report, (Slice(before.page, before.end, place[0].start),))
            together = "\n" not in between
        text += (" " if together else "\n" if text else "") + words
        before = place[-1]
    return text
