"""The adapters that are learned: one from everything, and those that have not seen what they are measured on.

Learning takes minutes each, so what is learned is kept under .bench by the name of what it was learned from, and an
interrupted command goes on where it stopped. What is in eval/peel teaches the adapter of the product alone.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from benchmarks.data import BENCH
from benchmarks.learning import examples as source
from benchmarks.learning import low_rank
from benchmarks.learning.examples import UNKNOWN, Example
from benchmarks.learning.judged import Floats, Judged
from benchmarks.learning.low_rank import FIRST, SECOND, Learner, Stage, batches, unknown
from index.adapter import SIDES, Adapter
from index.encoder import ModelEncoder

FOLDS = 5
KEPT = BENCH / "adapters"


def folds(count: int, seed: int = 0) -> np.ndarray:
    """The fold of each of `count` things, the same on every run."""
    return np.random.RandomState(seed).permutation(count) % FOLDS


@dataclass(frozen=True)
class Learning:
    """What there is to learn from in a folder of judged data."""

    data: Path

    @cached_property
    def sentences(self) -> list[tuple[str, int, str]]:
        """The written sentences."""
        return source.written(self.data)

    @cached_property
    def passages(self) -> list[Example]:
        """All passages of all reports."""
        return source.passages(self.data, ModelEncoder(adapted=False, exported=False), BENCH / "passages")

    @cached_property
    def judged(self) -> frozenset[str]:
        """The files of the judged reports."""
        return frozenset(file for file, _ in source.judgements(self.data))

    @cached_property
    def others(self) -> list[Example]:
        """Passages of reports that nobody judged."""
        return [passage for passage in self.passages if passage.source not in self.judged]

    @cached_property
    def first(self) -> Path:
        """The file of the adapter learned from written sentences alone."""
        return self._learned("written", FIRST, [], [unknown(other) for other in self.others])

    def everything(self) -> Path:
        """The file of the adapter learned from all there is."""
        return self.without("everything", frozenset())

    def without(self, name: str, left_out: frozenset[str]) -> Path:
        """The file of the adapter learned without these reports."""
        known = [
            only_quoted(passage)
            for passage in self.passages
            if passage.source in self.judged - left_out and any(passage.quoted)
        ]
        return self._learned(name, SECOND, known, [other for other in self.others if other.source not in left_out])

    def _learned(self, name: str, stage: Stage, known: Sequence[Example], others: Sequence[Example]) -> Path:
        before = self.first.name if stage is SECOND else ""
        path = KEPT / named(name, stage, known, self.sentences, others, before)
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            random = np.random.RandomState(0)
            learner = Learner()
            if stage is SECOND:
                learner.copy_from(Adapter.load(self.first))
            else:
                learner.start(source.joined(self.sentences, np.random.RandomState(1)))
            steps = list(batches(stage, known, self.sentences, others, random))
            learner.run(stage, steps, lambda done, total: _tell(name, done, total))
            learner.adapter().save(path)
        return path


def named(name: str, *learned_from: object) -> str:
    """The file name of an adapter: it changes with what it is learned from, and with the code that learns it."""
    code = [Path(module.__file__ or "").read_bytes() for module in (low_rank, source)]
    digest = hashlib.sha256(repr((code, learned_from)).encode())
    return f"{name.replace(' ', '-')}-{digest.hexdigest()[:16]}.safetensors"


def only_quoted(passage: Example) -> Example:
    """A judged passage with the sides that judges gave; what its place says of the others is left out."""
    sides = tuple(side if said else UNKNOWN for side, said in zip(passage.sides, passage.quoted, strict=True))
    return Example(passage.text, passage.spans, sides, passage.source, passage.quoted)


def _tell(name: str, done: int, total: int) -> None:
    if done % 20 == 0 or done == total:
        print(f"\r{name}: {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


def unseen(own: Judged, sets: Sequence[Judged], learning: Learning) -> Floats:
    """What adapters that have not seen its judgements read of each sentence of a set, shape (sentences, 3).

    A fold of the reports of every set is left out at a time. The set of eval/peel is left out of all of them: it stands
    for a family that nothing was judged of.
    """
    found = np.zeros((len(own.report), len(SIDES)), dtype=np.float32)
    for number in range(FOLDS):
        left_out = {
            file
            for each in sets
            for file, fold in zip(each.files, folds(len(each.files)), strict=True)
            if fold == number or each.name == "peel"
        }
        found += own.sides(learning.without(f"fold {number}", frozenset(left_out)), folds(len(own.files)) == number)
    return found


def without_family(own: Judged, learning: Learning) -> Floats:
    """The same by an adapter that has seen no report of the set's family at all."""
    folders = {Path(file).parts[0] for file in own.files}
    left_out = {passage.source for passage in learning.passages if Path(passage.source).parts[0] in folders}
    adapted = learning.without(f"without {own.name}", frozenset(left_out))
    return own.sides(adapted, np.ones(len(own.files), dtype=bool))
