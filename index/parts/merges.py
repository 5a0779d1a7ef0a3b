"""What all parts tell in, what is true of all of them out. Pure; one part is a merge of one.

Results come in the order of the parts' names. Equal ones are put in the order of their files, bodies and places, which are
the same however reports are shared out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.records import Place as Where
from index.answers.hits import BodyHit, PassageHit
from index.contents.findings import Key
from index.contents.records import SET_APART
from index.parts.part import Held
from index.search import facts
from index.search.hits import Place, Rank
from index.search.retrieve import CONSULTED, FEEDBACK, Counts, First, Near
from index.search.scope import Extent

Value = TypeVar("Value")
Ranked = tuple[int, Rank]  # the number of the part, and what it says of a body


def counts(of_parts: Sequence[Counts]) -> Counts:
    """Sums, and what stands in any part."""
    return Counts(
        basis=sum(each.basis for each in of_parts),
        having={term: sum(each.having[term] for each in of_parts) for term in of_parts[0].having},
        whole=_union(each.whole for each in of_parts),
        over_ends=_union(each.over_ends for each in of_parts),
        words=_union(each.words for each in of_parts),
        together=_union(each.together for each in of_parts),
    )


def first(of_parts: Sequence[First]) -> First:
    """The most relevant at first sight of all."""
    relevance = np.concatenate([each.relevance for each in of_parts])
    vectors = np.concatenate([each.vectors for each in of_parts])
    places = [place for each in of_parts for place in each.places]
    best = sorted(range(len(places)), key=lambda row: (-relevance[row], places[row]))[:FEEDBACK]
    return First(relevance[best], vectors[best], tuple(places[row] for row in best))


def held(of_parts: Sequence[Held]) -> Held:
    """What any part holds."""
    return Held(
        areas=_any(each.areas for each in of_parts),
        kinds=_any(each.kinds for each in of_parts),
        stances=_any(each.stances for each in of_parts),
        sentences=sum(each.sentences for each in of_parts),
    )


def known(of_parts: Sequence[Sequence[bool]]) -> tuple[bool, ...]:
    """What is known in any part."""
    return tuple(map(any, zip(*of_parts, strict=True)))


def having(of_parts: Sequence[Sequence[bytes]], reports: Sequence[int]) -> list[NDArray[np.bool_]]:
    """Of each name, which reports of all parts have it, those of the first part first. `reports` are how many each part has."""
    return [
        np.concatenate(
            [
                np.unpackbits(np.frombuffer(own, dtype=np.uint8), count=count).view(bool)
                for own, count in zip(of_name, reports, strict=True)
            ]
        )
        for of_name in zip(*of_parts, strict=True)
    ]


def near(of_parts: Sequence[Sequence[Sequence[Near]]]) -> list[Counter[str]]:
    """Of each word, those that it may be misspelt for in the first passages of all, with how often."""
    found = []
    for of_word in zip(*of_parts, strict=True):
        passages = in_order(of_word, lambda each: each[0])[:CONSULTED]
        found.append(Counter(word for _, words in passages for word in words))
    return found


def sizes(of_parts: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Bodies are in one part each."""
    return tuple(map(sum, zip(*of_parts, strict=True)))


def extents(of_parts: Sequence[Extent]) -> Extent:
    """How much there is in all. A body has no report where no part has one, and is outside where its own part says so."""
    return Extent(
        reports=sum(each.reports for each in of_parts),
        bodies=sum(each.bodies for each in of_parts),
        passages=sum(each.passages for each in of_parts),
        outside=tuple(in_order([each.outside for each in of_parts], lambda each: (each.body, each.key))),
        no_report=reduce(frozenset.intersection, (each.no_report for each in of_parts)),
        older=sum(each.older for each in of_parts),
        several=any(each.several for each in of_parts),
        inspections=_union(each.inspections for each in of_parts),
    )


def ranks(of_parts: Sequence[Sequence[Rank]]) -> list[Ranked]:
    """All bodies, best answer first, each with the number of its part."""
    every = ((number, rank) for number, own in enumerate(of_parts) for rank in own)
    return sorted(every, key=lambda each: each[1].key)


def by_facts(of_parts: Sequence[Sequence[BodyHit]]) -> list[BodyHit]:
    """All bodies, those that meet the question first."""
    return sorted((hit for own in of_parts for hit in own), key=facts.order)


def passages(of_parts: Sequence[Sequence[tuple[Place, PassageHit]]], limit: int) -> list[PassageHit]:
    """The `limit` best passages, what stands in one place once, though it speaks of several bodies."""
    every = sorted((each for own in of_parts for each in own), key=lambda each: (-each[1].score, each[0]))
    found: dict[tuple[str, Where], PassageHit] = {}
    for _, hit in every:
        found.setdefault((hit.file, hit.place), hit)
    return list(found.values())[:limit]


def printed(of_parts: Sequence[Mapping[str, Sequence[str]]]) -> dict[str, tuple[str, ...]]:
    """For each family, the kinds that any part has, in one order."""
    return {
        family: tuple(kind for kind in SET_APART if any(kind in each.get(family, ()) for each in of_parts))
        for family in _any(tuple(each) for each in of_parts)
    }


def keys(of_parts: Sequence[Sequence[Key]], after: int, limit: int | None) -> list[tuple[int, Key]]:
    """The first `limit` keys of all after the first `after`, each with the number of its part."""
    every = sorted(((number, key) for number, own in enumerate(of_parts) for key in own), key=lambda each: each[1])
    return every[after : None if limit is None else after + limit]


def in_order(of_parts: Sequence[Sequence[Value]], key: Callable[[Value], tuple[object, ...]]) -> list[Value]:
    """What parts have in an order, in that order."""
    return sorted((each for own in of_parts for each in own), key=key)


def _union(sets: Iterable[frozenset[Value]]) -> frozenset[Value]:
    return frozenset().union(*sets)


def _any(words: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Words that any part has, in order, so that it does not matter which has them first."""
    return tuple(sorted(set().union(*words)))
