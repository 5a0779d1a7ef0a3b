"""An answer's list in, how complete it is out: how many of it are likely right, how many missed, what just failed. Pure.

A score is the calibrated probability that a body belongs on the list (`python -m benchmarks.quality` measures how well
calibrated), so sums of scores are expected counts. Reports of other families than those judged may be further off.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.answers.hits import BodyHit
from index.answers.results import Completeness, Near


class Scored(Protocol):
    """Whatever has a score, and is listed or not."""

    @property
    def listed(self) -> bool: ...
    @property
    def score(self) -> float: ...


BELOW = 3  # bodies that are shown as closest below the line


def closest_below(ranks: Sequence[Scored]) -> list[int]:
    """The places among the bodies, as they are ranked, of those just below the line, the closest first."""
    others = [place for place, each in enumerate(ranks) if not each.listed]
    return sorted(others, key=lambda place: -ranks[place].score)[:BELOW]


def completeness(ranks: Sequence[Scored], stance: str, below: Sequence[BodyHit]) -> Completeness | None:
    """Of the bodies ranked, with those that are closest below; None for questions without a side, whose scores are no
    probabilities."""
    if not (estimated(stance) and ranks):
        return None
    quoted = [(hit, hit.evidence[0] if hit.evidence else hit.near) for hit in below]
    listed = [each.score for each in ranks if each.listed]
    return Completeness(
        listed=len(listed),
        right=sum(listed),
        missed=sum(each.score for each in ranks if not each.listed),
        below=tuple(Near(hit.body, hit.score, said) for hit, said in quoted if said is not None),
    )


def estimated(stance: str) -> bool:
    """Whether scores of this stance are probabilities."""
    return stance in ("concern", "praise")
