"""What two reviewers and an arbiter decided in, what stands of it out. Pure.

Nothing that one reviewer decided of a body leaves this module before the other has decided on that body, nor of a quotation
before both have decided on it and on its body: whatever shows, files or prints a review is blind because of that. What has
been told is fixed (`told_of`), so that nobody changes their mind after having seen the other's.
"""

from __future__ import annotations

from collections.abc import Mapping

from index.review.decisions import Decision, Decisions, Panel

INCLUDE, EXCLUDE, UNSURE = DECISIONS = ("include", "exclude", "unsure")
SETTLES = (INCLUDE, EXCLUDE)  # an arbiter who is unsure settles nothing
REVIEWER, ARBITER = "reviewer", "arbiter"

Place = tuple[str, str, str]  # key, file and words of a quotation; of a body its key alone, the others empty
Seat = tuple[str, str]  # role and name
Given = Mapping[Place, Mapping[Seat, Decision]]


def body_of(place: Place) -> Place:
    """The place of the body that a quotation is of; of a body the same."""
    return place[0], "", ""


def told_of(given: Given, reviewers: tuple[str, ...], place: Place) -> tuple[Decision, ...]:
    """What both reviewers decided of a place, where that may be told; else nothing."""
    if len(reviewers) != 2:
        return ()
    for at in {body_of(place), place}:
        found = [given.get(at, {}).get((REVIEWER, name), Decision("")) for name in reviewers]
        if not all(each.decision for each in found):
            return ()
    return tuple(given[place][REVIEWER, name] for name in reviewers)


def joint(given: Given, panel: Panel) -> Decisions:
    """The review as everybody may know it: what both decided on, as it stands."""
    stands = {}
    for place in given:
        if both := told_of(given, panel.reviewers, place):
            stands[place] = _standing(both, given[place].get((ARBITER, panel.arbiter)))
    bodies = {place[0]: each for place, each in stands.items() if place == body_of(place)}
    quotes = {place: each for place, each in stands.items() if place != body_of(place)}
    return Decisions(bodies, quotes, panel)


def _standing(both: tuple[Decision, ...], arbiter: Decision | None) -> Decision:
    """What stands of two decisions: theirs where they agree, else the arbiter's, else neither."""
    each, names = both, " and ".join(one.by for one in both)
    decided = both[0].decision if both[0].decision == both[1].decision else ""
    if decided:
        note = "; ".join(f"{one.by}: {one.note}" for one in both if one.note)
        return Decision(decided, note, names, max(one.on for one in both), each)
    if arbiter and arbiter.decision in SETTLES:
        each, names, decided = (*both, arbiter), arbiter.by, arbiter.decision
    return Decision(decided, "; ".join(one.told for one in each), names, max(one.on for one in each), each)


def own(given: Given, seat: Seat) -> Decisions:
    """What one reviewer, or the arbiter, decided: for their eyes alone."""
    found = {place: by[seat] for place, by in given.items() if seat in by}
    return Decisions(
        {place[0]: each for place, each in found.items() if place == body_of(place)},
        {place: each for place, each in found.items() if place != body_of(place)},
    )


def counted(given: Given, panel: Panel) -> tuple[tuple[int, ...], int]:
    """How many bodies each reviewer has decided on, and how many only one of them has."""
    sets = [
        {
            place
            for place, by in given.items()
            if place == body_of(place) and by.get((REVIEWER, name), Decision("")).decision
        }
        for name in panel.reviewers
    ]
    return tuple(map(len, sets)), len(set().union(*sets) - (sets[0] & sets[1] if len(sets) == 2 else set()))
