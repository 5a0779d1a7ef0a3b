"""Where judged data and what benchmarks build are."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.paths import PROJECT

BENCH = PROJECT / ".bench"


def data_folder(given: Path | None) -> Path:
    """The folder of judged data. SystemExit with what to do where there is none."""
    folder = given or (Path(os.environ["INSPECTION_DATA"]) if "INSPECTION_DATA" in os.environ else None)
    if folder is None or not (folder / "eval" / "verdicts.jsonl").is_file():
        sys.exit("Judged data are not at hand; name their folder with --data or INSPECTION_DATA.")
    return folder


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file of JSON lines."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
