"""Which body of an answer stands on which tile, and what the tile says. Pure: records in, records out, no HTML.

A kind of body with positions (`corpus.tiles`) has a map; those of its bodies that have none are listed beside it. Bodies of
which none has a position stand in a plain grid by region and name, which is no map and is said to be none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.bodies import KINDS
from corpus.families.registry import PROFILES, SCALES, best_first
from corpus.names import fold
from corpus.tiles import Tile, bodies, placed, tiles
from index.answers.hits import BodyHit
from index.answers.results import Answer
from ui.html import words

MOST = 500  # bodies without a position that are shown of one kind; how many more there are is said
WIDE = 8  # columns of a plain grid
LEVELS = 5  # shades of grades
LABEL = 5  # letters


@dataclass(frozen=True, slots=True)
class Look:
    """What a tile tells: `key` names its colours and pattern, sign and word tell the same without them."""

    key: str
    sign: str
    word: str


OUTSIDE = Look("outside", "…", "Outside filters or question")
MISSING = Look("missing", "?", "No report")
UNASKED = Look("unasked", "", "Not asked about")
UNGRADED = Look("ungraded", "–", "No grade for the area")
LAST = (UNGRADED, OUTSIDE, MISSING, UNASKED)  # in the legend, after everything else


@dataclass(frozen=True, slots=True)
class Spot:
    """A body with what is shown of it by either colouring; `grade` is of the area that the best evidence comes from.

    `area` names that area. `link` leads to the body, where it has an answer.
    """

    name: str
    verdict: Look
    grade: Look
    kind: str = ""
    key: str = ""
    region: str | None = None
    listed: bool = False
    link: str = ""
    area: str = ""
    tile: Tile | None = None

    @property
    def label(self) -> str:
        """What its tile is called."""
        return self.tile.label if self.tile else shortened(self.name)

    def look(self, by: str) -> Look:
        """How it is shown by `verdict` or by `grade`."""
        return self.grade if by == "grade" else self.verdict

    def said(self, by: str) -> str:
        """The body and what its tile tells, in words."""
        mark = ", on the list" if self.listed else ""
        return f"{self.name}: {words.lower(self.look(by).word)}{mark}"


@dataclass(frozen=True, slots=True)
class TileMap:
    """Bodies of one kind. `blocks` are groups of tiles under a title: one without a title on a map, one a region in a grid.

    `beside` have no position on the map, `more` counts those that are left out.
    """

    title: str
    real: bool
    blocks: tuple[tuple[str, tuple[Spot, ...]], ...]
    beside: tuple[Spot, ...] = ()
    more: int = 0

    @property
    def spots(self) -> tuple[Spot, ...]:
        """All that are shown, those beside the tiles last."""
        return (*(spot for _, spots in self.blocks for spot in spots), *self.beside)

    def legend(self, by: str) -> list[tuple[Look, int]]:
        """The looks that occur, in the order of verdicts or of grades, each with how many bodies have it."""
        counts: dict[Look, int] = {}
        for spot in self.spots:
            counts[spot.look(by)] = counts.get(spot.look(by), 0) + 1
        names = [*words.VERDICTS, *words.FACTS] if by == "verdict" else [f"grade-{level}" for level in range(LEVELS)]
        order = {name: place for place, name in enumerate([*names, *(look.key for look in LAST)])}
        if by == "verdict":
            return sorted(counts.items(), key=lambda pair: order.get(pair[0].key, len(names)))
        return sorted(counts.items(), key=lambda pair: (order.get(pair[0].key, len(names)), pair[0].word))


def maps(answer: Answer, links: Mapping[str, str]) -> tuple[TileMap, ...]:
    """A map or a grid for each kind of body in the answer, those without an answer among them; `links` are by body."""
    spots = [*_answered(answer.bodies, links), *_unanswered(answer, links)]
    kinds = [*KINDS, ""]
    of_kind = {kind: [spot for spot in spots if spot.kind == kind] for kind in kinds}
    return tuple(_map(kind, own) for kind, own in of_kind.items() if own)


def _answered(hits: Sequence[BodyHit], links: Mapping[str, str]) -> Iterator[Spot]:
    grades = grade_looks(hit.grade.grade for hit in hits if hit.grade)
    for hit in hits:
        sign, word = words.verdict(hit.verdict)
        look = Look(hit.verdict if hit.verdict in words.VERDICTS | words.FACTS else "none", sign, word)
        grade = grades[hit.grade.grade] if hit.grade else UNGRADED
        area = hit.grade.label if hit.grade else ""
        link = links.get(hit.key, "")
        spot = Spot(hit.body, look, grade, key=hit.key, region=hit.region, listed=hit.listed, link=link, area=area)
        yield _placed(spot, _kind(hit.family))


def _unanswered(answer: Answer, links: Mapping[str, str]) -> Iterator[Spot]:
    for each in answer.outside:
        spot = Spot(each.body, OUTSIDE, OUTSIDE, key=each.key, link=links.get(each.key, ""))
        yield _placed(spot, _kind(each.reports[0].family))
    for name in answer.no_report:
        yield _placed(Spot(name, MISSING, MISSING), answer.understood.kind or "")


def _kind(family: str) -> str:
    """The kind of body that reports of a family are about; none where they are about any."""
    profile = PROFILES.get(family)
    return (profile.inspects if profile else None) or ""


def _placed(spot: Spot, kind: str) -> Spot:
    """A body with its kind and its tile, by the register that has it; of the kind given where none has."""
    body = placed(spot.name, spot.key)
    if not body:
        return replace(spot, kind=kind)
    tile = tiles(body.kind)[body.key]
    return replace(spot, kind=body.kind, key=body.key, region=spot.region or body.region, tile=tile)


def _map(kind: str, spots: Sequence[Spot]) -> TileMap:
    title = words.sentence_case(KINDS[kind].label) if kind else "Bodies of another or unknown kind"
    on = {spot.key: spot for spot in spots if spot.tile}
    off = sorted(
        (spot for spot in spots if not spot.tile), key=lambda spot: (not spot.region, spot.region, fold(spot.name))
    )
    kept, more = tuple(off[:MOST]), max(0, len(off) - MOST)
    if not on:
        blocks = groupby(kept, key=lambda spot: spot.region or "Region unknown")
        return TileMap(title, False, tuple((region, _gridded(own)) for region, own in blocks), (), more)
    block = tuple((_unasked(kind) | on)[key] for key in tiles(kind))
    return TileMap(title, True, (("", block),), kept, more)


def _unasked(kind: str) -> dict[str, Spot]:
    """Every body with a tile, as one that was not asked about."""
    own = {body.key: body for body in bodies(kind)}
    return {
        key: Spot(own[key].name, UNASKED, UNASKED, kind, key, own[key].region, tile=tile)
        for key, tile in tiles(kind).items()
    }


def _gridded(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Spots in rows of a plain grid."""
    return tuple(
        replace(spot, tile=Tile(spot.key, shortened(spot.name), place % WIDE, place // WIDE))
        for place, spot in enumerate(spots)
    )


def grade_looks(grades: Iterable[str]) -> dict[str, Look]:
    """A look for each grade: initials that no two share, and a shade by its place on its scale."""
    given = best_first(grades)
    signs = initials(given)
    return {grade: Look(f"grade-{_level(grade)}", signs[grade], words.sentence_case(grade)) for grade in given}


def _level(grade: str) -> int:
    """The shade of a grade, 0 for the best; the middle one for what is on no scale."""
    scale = next((scale for scale in sorted(SCALES, key=len, reverse=True) if grade in scale), None)
    if scale is None or len(scale) < 2:
        return LEVELS // 2
    return round((LEVELS - 1) * scale.index(grade) / (len(scale) - 1))


def initials(names: Sequence[str]) -> dict[str, str]:
    """The first letters of each name's words, as capitals; more letters of the first word where two would be alike.

    >>> initials(["good", "requires improvement", "inadequate", "insufficient"])
    {'good': 'G', 'requires improvement': 'RI', 'inadequate': 'Ina', 'insufficient': 'Ins'}
    """
    found = {name: "".join(word[0] for word in name.split()).upper() for name in names}
    for length in range(2, max(map(len, names), default=0) + 1):
        signs = list(found.values())
        alike = [name for name, sign in found.items() if signs.count(sign) > 1]
        found |= {name: words.sentence_case(name[:length]) for name in alike}
    return found


def shortened(name: str) -> str:
    """A label for a body that has none: the first letters of its name.

    >>> shortened("Fernmoor Service"), shortened("St. Osric's Home")
    ('Fernm', 'StOsr')
    """
    return "".join(re.findall(r"\w", name))[:LABEL]
