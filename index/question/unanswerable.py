"""Questions that inspection reports cannot answer honestly: the reason, and the nearest that can be answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.bodies import ELSEWHERE, KINDS, PLURALS
from corpus.families.profile import WHOLE, Profile
from corpus.families.registry import PROFILES
from corpus.families.texts import grade_example
from corpus.names import any_of
from corpus.records import Body
from index.question import body_names
from index.question.programme import Programme

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


LONGEST = 2000  # characters
LONG = "The question has {count:,} characters; ask in at most {most:,}, for instance with one sentence of it."
EMPTY = "Nothing was asked. Ask about a topic, for instance “stop and search”, or about grades."
NO_TOPIC = "The question names no topic that can be looked for; name one, for instance “stop and search”."
WELSH = "This looks like Welsh. The reports here are in English, so ask in English. Mae’r adroddiadau yn Saesneg; gofynnwch yn Saesneg."
# Small words of Welsh that are no words of English, and the commonest of what is asked about.
_WELSH = frozenset(
    """
    ac nad ond gyda heb dros dan wrth yng yn yr ydy ydyw yw sydd sy mae maen oes oedd beth pwy pam ble sut pryd pa
    pryder pryderon heddlu cyngor cynghorau plant adroddiad adroddiadau arolygiad arolygiadau am y ei eu
    """.split()
)


def form(text: str, known: body_names.Known = lambda word: False) -> str | None:
    """Why a question cannot be read at all, in a sentence: it is empty, too long, or in a language that no report has."""
    if len(text) > LONGEST:
        return LONG.format(count=len(text), most=LONGEST)
    words = re.findall(r"[^\W\d_]+", text)
    if not words and not re.search(r"\d", text):
        return EMPTY
    welsh = [word for word in words if word.lower() in _WELSH]
    strange = [word for word in words if len(word) > 3 and not known(word)]
    return WELSH if 3 * len(welsh) >= len(words) and strange and len(strange) * 2 >= len(words) else None


def reason(
    text: str, limits: Programme, bodies: Sequence[Body], known: body_names.Known = lambda word: False
) -> str | None:
    """Why a question has no honest answer here, in a sentence or two; None where it may have one.

    `known` tells words that the reports use, which are no misspelt names.
    """
    away = [body for body in bodies if body.status == ELSEWHERE]
    found, _ = body_names.find(text, away, known)
    named = body_names.find(text, [body for body in bodies if body.status != ELSEWHERE], known)[0]
    others = bool(named) or re.search(rf"\b(?:{any_of(PLURALS)})\b", text, re.I) is not None
    if found and (not others or _asks_for_grades(text, found[0])):
        body = found[0]
        label = next((profile.label for profile in _grading(body)), KINDS[body.kind].label)
        return f"{body.name} gets no {label} report{f': {body.note}' if body.note else ''}. Ask about a body that does."
    graded = {key: profile for key, profile in PROFILES.items() if profile.graded}
    scope = limits.families & graded.keys() if limits else frozenset()
    asked = {key for key, p in graded.items() for body in named if p.inspects == body.kind} or scope
    for profile in graded.values():
        whole = any(area.key == WHOLE for edition in profile.editions for area in edition.areas)
        if whole or (limits and profile.family not in scope):
            continue
        if OVERALL.search(text) and asked == {profile.family}:
            return (
                f"{profile.label} gives no overall grade. Ask for the grades of one area, or for all of them, for instance "
                f"“grades of {named[0].name if named else profile.nouns[1]}”."
            )
        if _ranks(text, profile, scope == {profile.family}):
            example = grade_example([profile.family])
            return (
                f"{profile.label} gives no overall grade, so {profile.nouns[1]} cannot be ranked. Ask for the grades of one "
                f"area{f', for instance “{example}”' if example else ''}."
            )
    return None


def _grading(body: Body) -> list[Profile]:
    """The families that grade bodies of this kind."""
    return [profile for profile in PROFILES.values() if profile.graded and profile.inspects == body.kind]


def _asks_for_grades(text: str, body: Body) -> bool:
    """Whether a question is after grades, or the reports that would give them."""
    names = any_of(name for profile in _grading(body) for name in profile.own_names)
    return re.search(rf"\b(?:grades?|graded|rated|ratings?{'|' * bool(names)}{names})\b", text, re.I) is not None


def _ranks(text: str, profile: Profile, alone: bool) -> bool:
    """Whether a question wants the bodies of a family in an order; `alone` tells that it is about no others."""
    match = re.search(RANKING.pattern.replace("NOUNS", any_of(profile.nouns)), text, re.I)
    if not match or not (match.group("noun") or match.group("first") or alone):
        return False
    return NOWHERE.match(match.group("after") or match.group("then") or "") is not None
