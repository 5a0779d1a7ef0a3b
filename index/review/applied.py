"""An answer and a review in, the answer as its reviewers leave it out. Pure; what the program found stays beside it.

A body that is included is on the list, one that is excluded is not, whatever its verdict, which stays as it is. A quotation
that is excluded goes behind the others. The estimate counts what was decided as certain. Of two reviewers, what they agree on
applies, and what their arbiter settled; where they are in dispute the list is the program's, and a note of the answer says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.answers.headline import FACTS
from index.answers.hits import BodyHit
from index.answers.results import Answer
from index.review.decisions import Decisions
from index.review.joint import EXCLUDE, INCLUDE
from index.search.completeness import closest_below, completeness

BEFORE = "Before the review: "
_CERTAIN = {INCLUDE: 1.0, EXCLUDE: 0.0}


def applied(answer: Answer, review: Decisions) -> Answer:
    """The answer with the decisions on its bodies and quotations; the same answer where there are none."""
    if not review:
        return answer
    bodies = tuple(_decided(hit, review) for hit in answer.bodies)
    ranks = [_Rank(hit.listed, _CERTAIN.get(hit.decided, hit.score)) for hit in bodies]
    below = [bodies[place] for place in closest_below(ranks) if ranks[place].score]
    estimate = answer.completeness and completeness(ranks, answer.understood.stance, below)
    open_ones = dispute(answer, review)
    notes = (*answer.notes, open_ones) if open_ones and open_ones not in answer.notes else answer.notes
    reviewed = replace(answer, bodies=bodies, completeness=estimate, notes=notes)
    if notes and answer.understood.answer in FACTS and overruled(reviewed) and not notes[0].startswith(BEFORE):
        return replace(reviewed, notes=(BEFORE + notes[0], *notes[1:]))  # it counts what the grades or findings say
    return reviewed


@dataclass(frozen=True, slots=True)
class _Rank:
    """A body as the estimate counts it."""

    listed: bool
    score: float


def _decided(hit: BodyHit, review: Decisions) -> BodyHit:
    decision = review.body(hit.key).decision
    listed = {INCLUDE: True, EXCLUDE: False}.get(decision, hit.found_listed)
    evidence = tuple(
        sorted(
            hit.evidence, key=lambda each: review.quote(hit.key, each.file, each.quote).decision == EXCLUDE
        )  # a stable sort: the best first
    )
    return replace(hit, listed=listed, own=hit.found_listed, decided=decision, evidence=evidence)


def overruled(answer: Answer) -> tuple[BodyHit, ...]:
    """The bodies that are on the list, or off it, by decision alone."""
    return tuple(hit for hit in answer.bodies if hit.listed != hit.found_listed)


def dispute(answer: Answer, review: Decisions) -> str:
    """The sentence on bodies of an answer that are in dispute; empty where there are none."""
    open_ones = [hit.body for hit in answer.bodies if hit.key in review.disputed]
    if not open_ones or not review.panel:
        return ""
    many = "1 body is" if len(open_ones) == 1 else f"{len(open_ones)} bodies are"
    until = review.panel.arbiter or "an arbiter"
    return f"{many} in dispute between {review.panel.both}; the program’s own verdict stands there until {until} settles it."
