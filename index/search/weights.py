"""What was learned from judged questions and reports: weights of relevance, of verdicts, and where the list ends.

They are data in `weights.json`, written by `python -m benchmarks.fit`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Line:
    """Evidence of a body to the probability that its report has a concern (or praise), and where the list ends.

    `own` and `other` weigh the sums for the side asked for and for the other one, `best` the relevance of the sentence of
    that side that is most about the topic.
    """

    own: float
    other: float
    best: float
    bias: float
    listed_from: float

    def probability(self, own: float, other: float, best: float) -> float:
        return float(1 / (1 + np.exp(-(self.own * own + self.other * other + self.best * best + self.bias))))


@dataclass(frozen=True, slots=True)
class Silence:
    """Whether a report is silent on the topic: from its most relevant sentence, and the topic's words in any sentence."""

    mention: float
    words: float
    bias: float
    silent_from: float

    def probability(self, mention: float, words: float) -> float:
        return float(1 / (1 + np.exp(-(self.mention * mention + self.words * words + self.bias))))


@dataclass(frozen=True, slots=True)
class Weights:
    """All that was learned from judged data. `first` is a weight a feature of `retrieve.FEATURES`, then the bias;
    `relevance` has those of `retrieve.AGAIN` after them.

    `mentioned_from` is the relevance from which a sentence is shown as evidence.
    """

    first: tuple[float, ...]
    relevance: tuple[float, ...]
    concern: Line
    praise: Line
    silence: Silence
    mentioned_from: float
    model: str

    def save(self, path: Path = FILE) -> None:
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Weights:
        first: Sequence[float] = data["first"]  # type: ignore[assignment]
        relevance: Sequence[float] = data["relevance"]  # type: ignore[assignment]
        concern: Mapping[str, float] = data["concern"]  # type: ignore[assignment]
        praise: Mapping[str, float] = data["praise"]  # type: ignore[assignment]
        silence: Mapping[str, float] = data["silence"]  # type: ignore[assignment]
        mentioned, model = float(str(data["mentioned_from"])), str(data["model"])
        return cls(
            tuple(first), tuple(relevance), Line(**concern), Line(**praise), Silence(**silence), mentioned, model
        )


@cache
def load(path: Path = FILE) -> Weights:
    """The committed weights."""
    return Weights.from_json(json.loads(path.read_text(encoding="utf-8")))
