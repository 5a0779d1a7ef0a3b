"""An answer and a review in, the answer as its reviewer leaves it out. Pure; what the program found stays beside it.

A body that is included is on the list, one that is excluded is not, whatever its verdict, which stays as it is. A quotation
that is excluded goes behind the others. The estimate counts what was decided as certain.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.answers.hits import BodyHit
from index.answers.results import Answer
from index.review.decisions import Decisions
from index.review.saved import EXCLUDE, INCLUDE
from index.search.completeness import closest_below, completeness

_CERTAIN = {INCLUDE: 1.0, EXCLUDE: 0.0}


def applied(answer: Answer, review: Decisions) -> Answer:
    """The answer with the decisions on its bodies and quotations; the same answer where there are none."""
    if not review:
        return answer
    bodies = tuple(_decided(hit, review) for hit in answer.bodies)
    ranks = [_Rank(hit.listed, _CERTAIN.get(hit.decided, hit.score)) for hit in bodies]
    below = [bodies[place] for place in closest_below(ranks) if ranks[place].score]
    estimate = answer.completeness and completeness(ranks, answer.understood.stance, below)
    return replace(answer, bodies=bodies, completeness=estimate)


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


def told(answer: Answer, review: Decisions) -> tuple[tuple[str, str], ...]:
    """What was decided of an answer, as entries of its record: how many, what each changed, by whom and when."""
    bodies = {hit.key: hit for hit in answer.bodies}
    own = {key: each for key, each in review.bodies.items() if key in bodies}
    quotes = {place: each for place, each in review.quotes.items() if place[0] in bodies}
    if not own and not quotes:
        return ()
    counted = [f"{sum(each.decision == name for each in own.values())} {name}d" for name in (INCLUDE, EXCLUDE)]
    counted.append(f"{sum(each.decision == 'unsure' for each in own.values())} unsure")
    many = sum(1 for each in own.values() if each.decision)
    text = f"{many} of {len(bodies)} bodies decided: {', '.join(counted)}; {len(quotes)} quotations decided"
    by_program = sum(hit.found_listed for hit in answer.bodies)
    entries = [("review", text), ("listed by the program alone", f"{by_program} bodies of {len(bodies)}")]
    for what in (INCLUDE, EXCLUDE):
        names = [
            f"{hit.body}{_noted(own[hit.key].note)}"
            for hit in overruled(answer)
            if hit.decided == what and hit.key in own
        ]
        if names:
            entries.append((f"{what}d against the program", "; ".join(names)))
    every = (*own.values(), *quotes.values())
    days = sorted(each.on for each in every if each.on)
    people = dict.fromkeys(each.by for each in every if each.by)
    entries.append(("reviewed by", ", ".join(people) or "not recorded"))
    if days:
        entries.append(("reviewed on", days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"))
    return tuple(entries)


def _noted(note: str) -> str:
    return f" ({note})" if note else ""
