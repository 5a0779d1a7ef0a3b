"""How good the lists were when they were last measured, read from the results that the measurement left."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import mean

from corpus.paths import MEASURED

RESULTS = MEASURED / "quality.json"
FIGURES = {
    "concern_ap": "lists of concerns: mean average precision",
    "concern_f1": "lists of concerns: F1",
    "praise_ap": "lists of praise: mean average precision",
    "praise_f1": "lists of praise: F1",
}


def measured(path: Path = RESULTS) -> tuple[list[tuple[str, str]], int]:
    """Names and figures, and the number of topics they are of; nothing where nothing was measured."""
    try:
        first = next(iter(json.loads(path.read_text(encoding="utf-8")).values()))  # the largest set of real reports
        topics = first["topics"].values()
        values = {name: [t[name] for t in topics if t.get(name) is not None] for name in FIGURES}
    except (OSError, ValueError, KeyError, AttributeError, TypeError, StopIteration):
        return [], 0
    return [(FIGURES[name], f"{mean(found):.2f}") for name, found in values.items() if found], len(topics)
