"""Positions of bodies on maps of tiles: every body once, no two on one tile, and about where they lie."""

from __future__ import annotations

import csv
from collections.abc import Mapping

import numpy as np
import pytest

from corpus.bodies import KINDS, load
from corpus.paths import PROJECT
from corpus.tiles import Tile, file_of, placed, tiles

with (PROJECT / "docs" / "area_centres.csv").open(encoding="utf-8", newline="") as file:
    CENTRES = {row["key"]: (float(row["east"]), float(row["north"])) for row in csv.DictReader(file)}
# What anyone sees on a map: the first lies this way of the second.
LIES = [
    ("northumbria", "north", "durham"), ("north-wales", "north", "south-wales"), ("kent", "east", "hampshire-and-isle-of-wight"),
    ("norfolk", "north", "suffolk"), ("devon-and-cornwall", "west", "dorset"), ("cumbria", "west", "north-yorkshire"),
    ("merseyside", "west", "greater-manchester"), ("lincolnshire", "east", "nottinghamshire"), ("sussex", "south", "metropolitan"),
    ("la-northumberland", "north", "la-durham"), ("la-cornwall", "west", "la-devon"), ("la-kent", "east", "la-surrey"),
    ("la-liverpool", "west", "la-manchester"), ("la-barnet", "north", "la-croydon"), ("la-bexley", "east", "la-richmond-upon-thames"),
    ("la-isle-of-wight", "south", "la-hampshire"), ("la-norfolk", "east", "la-leicester"), ("la-cumberland", "north", "la-lancashire"),
    ("la-bristol", "west", "la-swindon"), ("la-brighton-and-hove", "south", "la-sutton"), ("la-isles-of-scilly", "west", "la-plymouth"),
]  # fmt: skip
ALL = {key: tile for kind in KINDS for key, tile in tiles(kind).items()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_current_body_has_one_tile_and_no_two_share_one(kind: str) -> None:
    current = sorted(body.key for body in load().of_kind(kind) if body.status == "current")
    rows = file_of(kind).read_text(encoding="utf-8").splitlines()[1:]
    assert sorted(row.split(",")[0] for row in rows) == current
    found = tiles(kind).values()
    assert len({(tile.column, tile.row) for tile in found}) == len(current)
    assert len({tile.label for tile in found}) == len(current), "two bodies with one label"
    assert all(0 < len(tile.label) <= 5 and tile.column >= 0 and tile.row >= 0 for tile in found)


@pytest.mark.parametrize("kind", KINDS)
def test_tiles_lie_as_the_bodies_do(kind: str) -> None:
    own = tiles(kind)
    assert right(own) >= 0.98, "of five nearest neighbours, those within a right angle of where they lie"
    assert within(own) <= 1.6, "tiles between a body and its five nearest neighbours"


def right(own: Mapping[str, Tile]) -> float:
    """The share of neighbours that are on the side of a body where they lie."""
    return float(np.mean([here @ there > 0 for here, there in _steps(own)]))


def within(own: Mapping[str, Tile]) -> float:
    """How many tiles off a neighbour is, on average."""
    return float(np.mean([np.abs(here).max() for here, _ in _steps(own)]))


def _steps(own: Mapping[str, Tile]) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each body and its five nearest, the step in tiles and the step in metres, both with rows downwards."""
    keys = list(own)
    metres = np.array([CENTRES[key] for key in keys]) * (1.0, -1.0)
    cells = np.array([(own[key].column, own[key].row) for key in keys])
    near = np.argsort(((metres[:, None] - metres[None, :]) ** 2).sum(2), axis=1)[:, 1:6]
    return [(cells[b] - cells[a], metres[b] - metres[a]) for a in range(len(keys)) for b in near[a]]


@pytest.mark.parametrize(("one", "way", "other"), LIES)
def test_well_known_neighbours(one: str, way: str, other: str) -> None:
    a, b = ALL[one], ALL[other]
    found = {"north": a.row < b.row, "south": a.row > b.row, "east": a.column > b.column, "west": a.column < b.column}
    assert found[way]


def test_a_body_is_placed_by_key_and_name_together() -> None:
    """A corpus of one's own may use a key that another body has."""
    first = load().of_kind(next(iter(KINDS)))[0]
    assert placed(first.name) == placed(first.name, first.key) == placed(first.aliases[0], first.key) == first
    assert placed("Fernmoor Service", first.key) is None
    assert placed("Fernmoor Service") is placed(first.name, "fernmoor") is None


def test_former_bodies_and_those_of_others_have_no_tile() -> None:
    others = [body for body in load().bodies if body.status != "current"]
    assert others
    assert [body.key for body in others if placed(body.name, body.key)] == []
