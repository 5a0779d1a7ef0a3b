"""Learns the map of vectors (index/map.npz) from reports that nobody judged: `python -m benchmarks.adapt --data DIR`.

No label is used, and no judged report is seen, so the measurements of `benchmarks.quality` stay those of unseen reports.
Two sentences of a paragraph are a pair; the others of a batch are what they are to be told from.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.data import BENCH, data_folder
from benchmarks.speed import all_reports
from index.encoder import DEFAULT_MODEL, encoder
from index.search.mapping import Floats, Mapping
from index.storage.database import FILE, Store
from index.storage.generations import newest
from index.storage.vectors import Index

# Compared on judged data at temperatures from 0.05 to 0.2 and some hundred steps; the figures move by 0.005.
TEMPERATURE, ROUNDS, BATCH, STEP = 0.15, 25, 512, 1e-3


def paragraphs(folder: Path, left_out: frozenset[str]) -> list[list[int]]:
    """The rows of the sentences of each paragraph that has two or more that are no standing text."""
    store = Store(folder / FILE)
    found: dict[int, list[int]] = {}
    for row in store.rows(
        "select s.id, s.passage, r.file from sentence s join passage p on p.id = s.passage "
        "join report r on r.id = p.report where not s.standing order by s.id"
    ):
        if row["file"] not in left_out:
            found.setdefault(row["passage"], []).append(row["id"])
    return [rows for rows in found.values() if len(rows) > 1]


def learn(vectors: Floats, pairs: Sequence[Sequence[int]], rounds: int = ROUNDS) -> Floats:
    """The map, shape (dimension, dimension), that starts as no change."""
    import torch
    from torch.nn.functional import cross_entropy, normalize

    torch.manual_seed(0)
    random = np.random.RandomState(0)
    rows = torch.tensor(vectors)
    matrix = torch.nn.Parameter(torch.eye(vectors.shape[1]))
    optimizer = torch.optim.Adam([matrix], lr=STEP)
    order = np.arange(len(pairs))
    batch = min(BATCH, len(pairs))
    for _ in range(rounds):
        random.shuffle(order)
        for start in range(0, len(order) - batch + 1, batch):
            chosen = np.array([random.choice(pairs[i], 2, replace=False) for i in order[start : start + batch]])
            left, right = (normalize(rows[chosen[:, side]] @ matrix) for side in (0, 1))
            likeness: Any = left @ right.T / TEMPERATURE
            target = torch.arange(batch)
            loss = (cross_entropy(likeness, target) + cross_entropy(likeness.T, target)) / 2
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
    return np.asarray(matrix.detach().numpy(), dtype=np.float32)


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn the map and write it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.adapt", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of judged data (default: INSPECTION_DATA)")
    data = data_folder(parser.parse_args(arguments).data)
    all_reports(data, encoder())
    folder = newest(BENCH / "all").folder
    with (data / "eval" / "verdicts.jsonl").open(encoding="utf-8") as file:
        judged = frozenset(json.loads(line)["file"] for line in file)
    pairs = paragraphs(folder, judged)
    index = Index(folder / "sentences.faiss")
    Mapping(learn(index.matrix, pairs), DEFAULT_MODEL).save()
    print(f"a map learned from {len(pairs)} paragraphs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
