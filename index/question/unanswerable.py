"""Questions that inspection reports cannot answer honestly: the reason, and the nearest that can be answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.bodies import KINDS
from corpus.families.registry import PROFILES
from corpus.records import Body
from index.question import body_names
from index.question.programme import Programme

ELSEWHERE = "elsewhere"  # the status of bodies in the register that get no report of the family
_SUPERLATIVE = r"(?:(?:top|bottom) of the (?:league|table|class|list|rankings?)|best|worst|top|bottom|highest[- ]rated|lowest[- ]rated|(?:highest|lowest|best|worst|top)[- ](?:performing|ranked|graded))"
RANKING = re.compile(
    rf"\b(?:league tables?|rank(?:ing|ings|ed)?|(?:the\s+)?{_SUPERLATIVE}\s+(?:\w+\s+)?(?P<noun>NOUNS)\b(?P<after>.*)"
    rf"|(?P<first>NOUNS)\s+(?:is|are|was|were)\s+(?:the\s+)?{_SUPERLATIVE}\b(?P<then>.*))",
    re.I,
)
OVERALL = re.compile(
    r"\boverall\s+(?:\w+\s+)?(?:grades?|ratings?|judge?ments?)\b|\b(?:grades?|ratings?|judge?ments?|rated|graded)\s+overall\b",
    re.I,
)
# What may follow "best force" where no topic does.
NOWHERE = re.compile(
    r"^(?:\s*(?:overall|in|of|for|the|england|wales|and|country|uk|britain|nationally|this|year|right|now|today|all|performance|19\d\d|20\d\d|[?.!,])\s*)*$",
    re.I,
)


def reason(
    text: str, limits: Programme, bodies: Sequence[Body], known: body_names.Known = lambda word: False
) -> str | None:
    """Why a question has no honest answer here, in a sentence or two; None where it may have one.

    `known` tells words that the reports use, which are no misspelt names.
    """
    away = [body for body in bodies if body.status == ELSEWHERE]
    found, _ = body_names.find(text, away, known)
    others = any(re.search(rf"\b{re.escape(noun)}\b", text, re.I) for kind in KINDS.values() for noun in kind.plurals)
    named = body_names.find(text, [body for body in bodies if body.status != ELSEWHERE], known)[0]
    others = others or bool(named)
    if found and (not others or re.search(r"\b(?:grades?|graded|rated|ratings?|PEEL)\b", text, re.I)):
        body = found[0]
        label = next(
            (p.label for p in PROFILES.values() if p.graded and p.inspects == body.kind), KINDS[body.kind].label
        )
        return f"{body.name} gets no {label} report{f': {body.note}' if body.note else ''}. Ask about a body that does."
    graded = {key: profile for key, profile in PROFILES.items() if profile.graded}
    scope = limits.families & graded.keys() if limits else frozenset()
    for profile in graded.values():
        whole = any(area.key == "overall" for edition in profile.editions for area in edition.areas)
        if whole or (limits and profile.family not in scope):
            continue
        asked = {key for key, p in graded.items() for body in named if p.inspects == body.kind} or scope
        if OVERALL.search(text) and asked == {profile.family}:
            return (
                f"{profile.label} gives no overall grade. Ask for the grades of one area, or for all of them, for instance "
                f"“grades of {named[0].name if named else profile.nouns[1]}”."
            )
        nouns = "|".join(sorted(map(re.escape, profile.nouns), key=len, reverse=True))
        match = re.search(RANKING.pattern.replace("NOUNS", nouns), text, re.I)
        if match and (match.group("noun") or match.group("first") or scope == {profile.family}):
            after = match.group("after") or match.group("then") or ""
            if NOWHERE.match(after):
                return (
                    f"{profile.label} gives no overall grade, so {profile.nouns[1]} cannot be ranked. Ask for the grades of one "
                    "area, for instance “outstanding at investigating crime”."
                )
    return None
