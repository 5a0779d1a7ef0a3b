"""How far two reviewers agree, in figures and in words: the share that is alike, and Cohen's kappa with its interval.

Kappa (Cohen 1960) is of the three decisions as they are, without weights. Its 95 % interval is by the standard error of large
samples (Fleiss, Cohen and Everitt 1969, Psychological Bulletin 72, 323-327), which is the same each time that a record is
written; resampling few pairs would often draw such as have no kappa. Where kappa would mislead, a sentence says why it is not given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index.review.decisions import Decision, Decisions

Pair = tuple[str, str]  # what the first and the second reviewer decided of one place


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of so many places that both decided on, how many they decided alike; kappa with its interval, or why there is none."""

    pairs: int
    alike: int
    kappa: float | None = None
    low: float | None = None
    high: float | None = None
    why: str = ""

    @property
    def sentence(self) -> str:
        """For reading: `agreement 88 % of 25, kappa 0.71 (95 % interval 0.45 to 0.97)`."""
        if not self.pairs:
            return self.why
        share = f"agreement {100 * self.alike / self.pairs:.0f} % of {self.pairs}"
        if self.kappa is None:
            return f"{share}, {self.why}"
        interval = "" if self.low is None else f"95 % interval {self.low:.2f} to {self.high:.2f}"
        return f"{share}, kappa {self.kappa:.2f} ({interval or self.why})"

    def to_json(self) -> dict[str, int | float | str | None]:
        """The same for programs."""
        figures = {"kappa": self.kappa, "low": self.low, "high": self.high}
        rounded = {name: None if value is None else round(value, 4) for name, value in figures.items()}
        return {"pairs": self.pairs, "alike": self.alike, **rounded, "sentence": self.sentence}


def of_bodies(review: Decisions) -> Agreement:
    """The agreement on bodies."""
    return _of(review.bodies.values())


def of_quotes(review: Decisions) -> Agreement:
    """The agreement on quotations."""
    return _of(review.quotes.values())


def _of(decided: Iterable[Decision]) -> Agreement:
    return agreement(tuple(sorted((each.each[0].decision, each.each[1].decision) for each in decided if each.each)))


@lru_cache(maxsize=256)
def agreement(pairs: tuple[Pair, ...]) -> Agreement:
    """The agreement of these pairs of decisions."""
    many, alike = len(pairs), sum(first == second for first, second in pairs)
    if not pairs:
        return Agreement(0, 0, why="nothing is decided by both yet")
    used = {decision for pair in pairs for decision in pair}
    if len(used) == 1:
        return Agreement(many, alike, why=f"kappa is undefined: both decided “{used.pop()}” throughout")
    if any(len(set(one)) == 1 for one in zip(*pairs, strict=True)):
        return Agreement(many, alike, why="kappa says nothing: one of them decided the same throughout")
    fewest = (
        2 * len(used) ** 2
    )  # 2 k² for k decisions in use: Cicchetti 1981, Applied Psychological Measurement 5, 101-104
    if many < fewest:
        return Agreement(many, alike, why=f"too few for kappa (fewer than {fewest})")
    if alike == many:
        return Agreement(many, alike, 1.0, why="no interval: they never differed")
    return Agreement(many, alike, *_kappa(pairs))


def _kappa(pairs: tuple[Pair, ...]) -> tuple[float, float, float]:
    """Kappa, and the ends of its interval, which are kept within what kappa can be."""
    from statsmodels.stats.inter_rater import cohens_kappa

    counts = Counter(pairs)
    used = sorted({decision for pair in pairs for decision in pair})
    found = cohens_kappa([[counts[first, second] for second in used] for first in used])
    return float(found.kappa), max(-1.0, float(found.kappa_low)), min(1.0, float(found.kappa_upp))
