"""Where a body stands on a map of equal tiles: a column, a row and a short label for each body of a register.

Positions belong to a kind of body and lie beside its register; `registers/README.md` says where they are from. A kind
without a file has none, and so have bodies of registers that a corpus brings.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.bodies import KINDS, load
from corpus.names import fold
from corpus.paths import REGISTERS
from corpus.records import Body

COLUMNS = ("key", "label", "column", "row")
SOURCE = (
    "Positions: computed for this program from centres of postcodes, Office for National Statistics (ONS Postcode Directory, "
    "November 2025), Open Government Licence v3.0"
)


@dataclass(frozen=True, slots=True)
class Tile:
    """The place of one body: column and row from 0, row 0 the northernmost, and a label of five letters at most."""

    key: str
    label: str
    column: int
    row: int


def file_of(kind: str) -> Path:
    """The file of a kind's positions; it need not be there. KeyError for what is no kind."""
    return REGISTERS / f"{Path(KINDS[kind].register).stem}_tiles.csv"


@cache
def tiles(kind: str) -> Mapping[str, Tile]:
    """The tiles of a kind of body by the body's key, from north to south and from west to east; none where it has no file."""
    path = file_of(kind)
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        found = [Tile(r["key"], r["label"], int(r["column"]), int(r["row"])) for r in csv.DictReader(file)]
    return {tile.key: tile for tile in sorted(found, key=lambda tile: (tile.row, tile.column))}


@cache
def bodies(kind: str) -> tuple[Body, ...]:
    """The bodies of the project's register of a kind that have a tile."""
    return tuple(body for body in load().of_kind(kind) if body.key in tiles(kind))


@cache
def _known() -> tuple[Mapping[str, Body], Mapping[str, Body]]:
    """The bodies that have a tile, by key and by name."""
    own = [body for kind in KINDS for body in bodies(kind)]
    return {body.key: body for body in own}, {fold(body.name): body for body in own}


def placed(name: str, key: str = "") -> Body | None:
    """The body with a tile that has this name, and this key where one is given; None where there is none.

    Both must fit, since a corpus may call bodies of its own by the keys of others.
    """
    by_key, by_name = _known()
    if not key:
        return by_name.get(fold(name))
    body = by_key.get(key)
    return body if body and fold(name) in map(fold, body.names) else None
