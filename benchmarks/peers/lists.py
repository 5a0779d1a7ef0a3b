"""How good lists of bodies are on judged data: average precision of each topic's list, for peers and for this program."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.data import lines
from benchmarks.learning.judged import SETS, SIDES, Topic
from benchmarks.quality import RESULTS as QUALITY
from benchmarks.quality import average_precision
from index.answers.verdict_words import wanted

Verdicts = Mapping[str, Mapping[str, str]]  # by file, by topic


def judged(data: Path) -> Verdicts:
    """What judges found each report to say on each topic."""
    rows = lines(data / "eval" / "verdicts.jsonl")
    return {row["file"]: {topic: label["verdict"] for topic, label in row["labels"].items()} for row in rows}


def precision(scores: Mapping[str, Mapping[str, float]], topics: Sequence[Topic], verdicts: Verdicts) -> dict[str, Any]:
    """The average precision of each topic's list, by side; reports that a program gives no score come last."""
    found: dict[str, Any] = {}
    for side in SIDES:
        for topic in topics:
            given = scores[topic.questions[side]]
            ranked = np.array([given.get(file, -np.inf) for file in verdicts], dtype=np.float32)
            has = np.array([verdicts[file][topic.id] in wanted(side) for file in verdicts])
            found.setdefault(f"{side}_ap", {})[topic.id] = round(average_precision(ranked, has), 4)
    return found


def cross_validated(topics: Sequence[Topic]) -> dict[str, Any]:
    """The same of this program, as `make eval` measured it. SystemExit where it was measured on other topics."""
    measured = json.loads(QUALITY.read_text(encoding="utf-8"))[SETS[0].name]["topics"]
    if set(measured) != {topic.id for topic in topics}:
        sys.exit(f"{QUALITY.name} is of other topics than these data; run `python -m benchmarks.quality --save` first.")
    return {f"{side}_ap": {t.id: round(measured[t.id][f"{side}_ap"], 4) for t in topics} for side in SIDES}
