"""Builds of three invented reports, what was encoded for them, and when two indexes are the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.rebuild import CLOSE, differences
from index.encoder import Batch, HashingEncoder, Spans
from ingest.build import pipeline
from ingest.build.inputs import Built

NAMES = ("fernmoor-2023-25", "hollowmere-2023-25", "quillhaven-2023-25")
TEXT = """PEEL 2023–2025
Police effectiveness, efficiency and legitimacy
An inspection of Quillhaven Police
\fInvestigating crime

Quillhaven Police is good at investigating crime.

Main findings

The force seldom applies for protection orders

The force seldom applies for orders to protect victims of domestic abuse. Supervisors know this.
"""


class Counting(HashingEncoder):
    """Counts the texts it encodes; ends the build after `patience` batches."""

    def __init__(self, patience: int | None = None) -> None:
        super().__init__()
        self.encoded: list[str] = []
        self.patience = patience

    def passages(self, texts: Sequence[str], spans: Sequence[Spans]) -> Iterator[Batch]:
        for number, batch in enumerate(super().passages(texts, spans)):
            if number == self.patience:
                raise KeyboardInterrupt
            self.encoded += [texts[i] for i in batch.indices]
            yield batch


def build(reports: Path, index: Path, encoder: HashingEncoder | None = None) -> Built:
    return pipeline.build([reports], index, encoder or HashingEncoder())


def same(one: Path, other: Path) -> None:
    told, gap = differences(one, other)
    assert told == [], told[:5]
    assert gap <= CLOSE
