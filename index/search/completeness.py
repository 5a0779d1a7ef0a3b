"""An answer's list in, how complete it is out: how many of it are likely right, how many missed, what just failed. Pure.

A score is the calibrated probability that a body belongs on the list (`python -m benchmarks.quality` measures how well
calibrated), so sums of scores are expected counts. Reports of other families than those judged may be further off.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.answers.results import BodyHit, Completeness, Near

DECIDED = {"include": 1.0, "exclude": 0.0}
BELOW = 3  # bodies that are shown as closest below the line


def completeness(hits: Sequence[BodyHit], stance: str) -> Completeness | None:
    """Of the bodies scored; None for questions without a side, whose scores are no probabilities."""
    if stance not in ("concern", "praise") or not hits:
        return None
    listed = [_right(hit) for hit in hits if hit.listed]
    others = [hit for hit in hits if not hit.listed and _right(hit) > 0]
    below = sorted(others, key=lambda hit: -hit.score)[:BELOW]
    quoted = [(hit, hit.evidence[0] if hit.evidence else hit.near) for hit in below]
    return Completeness(
        listed=len(listed),
        right=sum(listed),
        missed=sum(map(_right, others)),
        below=tuple(Near(hit.body, hit.score, said) for hit, said in quoted if said is not None),
    )


def _right(hit: BodyHit) -> float:
    """How probably a body belongs on the list; what a reviewer decided is certain."""
    return DECIDED.get(hit.decided, hit.score)
