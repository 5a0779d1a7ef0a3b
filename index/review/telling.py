"""A review in words: as entries of the record of an answer, and for all saved searches, with agreement and disputes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from index.answers.results import Answer
from index.review import agreement
from index.review.applied import overruled
from index.review.decisions import DISPUTED, Decision, Decisions, Panel
from index.review.joint import DECISIONS, EXCLUDE, INCLUDE, UNSURE
from index.review.saved import Search

Entry = tuple[str, str]


def told(answer: Answer, review: Decisions) -> tuple[Entry, ...]:
    """What was decided of an answer, as entries of its record: how many, what each changed, by whom and when."""
    bodies = {hit.key: hit for hit in answer.bodies}
    own = {key: each for key, each in review.bodies.items() if key in bodies}
    quotes = {place: each for place, each in review.quotes.items() if place[0] in bodies}
    if not own and not quotes and not review.panel:
        return ()
    entries = [("review", _counted(own, len(bodies), len(quotes), review.panel))]
    if review.panel:
        entries += _by_two(review, {key: hit.body for key, hit in bodies.items()})
    by_program = sum(hit.found_listed for hit in answer.bodies)
    entries.append(("listed by the program alone", f"{by_program} bodies of {len(bodies)}"))
    for what in (INCLUDE, EXCLUDE):
        names = [
            f"{hit.body}{_noted(own[hit.key].note)}"
            for hit in overruled(answer)
            if hit.decided == what and hit.key in own
        ]
        if names:
            entries.append((f"{what}d against the program", "; ".join(names)))
    return (*entries, *_who_and_when([*own.values(), *quotes.values()], review.panel))


def _counted(own: Mapping[str, Decision], bodies: int, quotes: int, panel: Panel | None) -> str:
    """How many of an answer's bodies are decided, and how."""
    names = {INCLUDE: "included", EXCLUDE: "excluded", UNSURE: UNSURE, DISPUTED: DISPUTED}
    shown = (*DECISIONS, DISPUTED) if panel else DECISIONS
    each = ", ".join(f"{sum(one.word == name for one in own.values())} {names[name]}" for name in shown)
    many = sum(1 for one in own.values() if one.word)
    by = f" by both of two reviewers, each blind to the other since {panel.since[:10]}" if panel else ""
    return f"{many} of {bodies} bodies decided{by}: {each}; {quotes} quotations decided"


def _by_two(review: Decisions, names: Mapping[str, str]) -> Iterator[Entry]:
    """What a reader of two reviewers' work has to know beside what stands of it."""
    panel = review.panel
    assert panel is not None
    yield "agreement", agreed(review)
    if review.quotes:
        yield "agreement on quotations", agreement.of_quotes(review).sentence
    for title, chosen in (
        (DISPUTED, {key: each for key, each in review.disputed.items() if key in names}),
        ("settled by the arbiter", {key: each for key, each in review.settled.items() if key in names}),
    ):
        if chosen:
            yield title, "; ".join(f"{names[key]} ({each.note})" for key, each in chosen.items())
    if panel.alone:
        yield "decided by one alone", f"{counted(panel.alone)}; told when the other has decided"
    if panel.earlier:
        yield "decided before the review was blind", f"{panel.earlier} decisions"


def agreed(review: Decisions) -> str:
    """`decided by A and B, agreement 88 % of 25, kappa 0.71 (95 % interval 0.45 to 0.97); 3 settled by C`."""
    panel = review.panel or Panel()
    if len(panel.reviewers) < 2:
        return f"two are to review; joined so far: {panel.both or 'nobody'}"
    settled = f"; {len(review.settled)} settled by {panel.arbiter}" if review.settled else ""
    disputed = f"; {len(review.disputed)} in dispute" if review.disputed else ""
    return f"decided by {panel.both}, {agreement.of_bodies(review).sentence}{settled}{disputed}"


def _who_and_when(decided: list[Decision], panel: Panel | None) -> Iterator[Entry]:
    every = [part for one in decided for part in one.parts]
    people = dict.fromkeys(each.by for each in every if each.by)
    yield "reviewed by", ", ".join(people) or (panel.both if panel else "") or "not recorded"
    if days := sorted(each.on for each in every if each.on):
        yield "reviewed on", days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"


def _noted(note: str) -> str:
    return f" ({note})" if note else ""


def counted(bodies: int) -> str:
    """So many bodies."""
    return f"{bodies} {'body' if bodies == 1 else 'bodies'}"


def summary(search: Search, review: Decisions, names: Mapping[str, str]) -> dict[str, Any]:
    """The review of a saved search for programs, `names` being those of its bodies by key.

    Of two reviewers it has what both decided on alone: `disputed` and `settled` with the words of each.
    """
    found: dict[str, Any] = {"question": search.question, "where": search.where, "off": search.off}
    found["reviewers"] = 2 if review.panel else 1
    found["decided"] = {
        name: sum(each.word == name for each in review.bodies.values())
        for name in ((*DECISIONS, DISPUTED) if review.panel else DECISIONS)
    }
    if panel := review.panel:
        found |= {
            "names": panel.reviewers,
            "arbiter": panel.arbiter or None,
            "blind_since": panel.since,
            "decided_by_each": dict(zip(panel.reviewers, panel.decided, strict=True)),
            "decided_by_one_alone": panel.alone,
            "agreement": agreement.of_bodies(review).to_json(),
            "agreement_on_quotations": agreement.of_quotes(review).to_json(),
            "disputed": [_each(key, each, names) for key, each in review.disputed.items()],
            "disputed_quotations": [
                _each(place[0], each, names) | {"file": place[1], "quote": place[2]}
                for place, each in review.quotes.items()
                if each.disputed
            ],
            "settled": [_each(key, each, names) for key, each in review.settled.items()],
        }
    return found


def _each(key: str, decided: Decision, names: Mapping[str, str]) -> dict[str, Any]:
    parts = [
        {"by": each.by, "decision": each.decision, "note": each.note, "on": each.on} for each in decided.each
    ]  # the arbiter's last, where there is one
    return {"key": key, "body": names.get(key, key), "each": parts}


def lines(search: Search, review: Decisions, names: Mapping[str, str]) -> Iterator[str]:
    """The review of a saved search for reading, line by line."""
    yield " ".join([search.question, *search.where])
    if review.panel is None:
        decided = sum(1 for each in review.bodies.values() if each.decision)
        yield f"    reviewed by one: {counted(decided)} decided"
        return
    panel = review.panel
    yield f"    {agreed(review)}"
    for name, many in zip(panel.reviewers, panel.decided, strict=True):
        yield f"    {name}: {counted(many)} decided"
    if review.quotes:
        yield f"    quotations: {agreement.of_quotes(review).sentence}"
    for title, found in (("in dispute", review.disputed), ("settled", review.settled)):
        for key, each in found.items():
            yield f"    {title}: {names.get(key, key)} ({each.note})"
    for place, each in review.quotes.items():
        if each.disputed:
            yield f"    quotation in dispute: {names.get(place[0], place[0])}, {place[1]}: “{place[2]}” ({each.note})"
