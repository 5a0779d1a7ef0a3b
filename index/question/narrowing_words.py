"""What a question names besides its topic: regions, rounds, kinds of finding, exact words, words to leave out.

Each function takes a text and gives what it found and the text with those words blanked out, every other word where it
was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from corpus.bodies import PLURALS
from corpus.families.registry import PROFILES
from corpus.names import any_of, fold
from index.question.blanks import blank, blank_all

QUOTED = re.compile(r"[\"“”]([^\"“”]{2,}?)[\"“”]")
MINUS = re.compile(r"(?<!\S)[-−](?:[\"“](?P<several>[^\"“”]+)[\"”]|(?=[A-Za-z])(?P<one>[\w'’/-]+))")
YEARS = re.compile(r"\b(?:20)?(\d\d)\s*(?:[-–—/]|\bto\b)\s*(?:20)?(\d\d)\b")
_YEAR = r"(?:19|20)\d\d"
YEAR = re.compile(
    rf"\b(?:(?:(?:between|from)\s+)?(?P<first>{_YEAR})\s*(?:\b(?:and|to|until)\b|[-–—/])\s*(?P<last>{_YEAR}|\d\d\b)"
    rf"|(?:(?P<word>since|from|after|before|until|up to|in|during|of)\s+)?(?P<year>{_YEAR})(?P<on>\s+(?:onwards?|or later|and later))?)\b",
    re.I,
)
ORDER = {"since": ">=", "from": ">=", "after": ">", "before": "<", "until": "<=", "up to": "<="}
DIRECTION = re.compile(r"\b(north|south|east|west)(?:ern)?[\s-]*(east|west)(?:ern)?\b", re.I)
# What findings of a kind are called whoever prints them; families add names of their own.
KINDS = {
    "area_for_improvement": r"areas? for improvements?|areas? that need improving",
    "cause_of_concern": r"causes? (?:of|for) concerns?",
    "recommendation": r"recommendations?|recommended",
    "innovative_practice": r"innovative practices?|innovations?",
    "promising_practice": r"promising practices?",
    "priority_action": r"priority actions?",
}
STANCES = {
    "area_for_improvement": "concern", "cause_of_concern": "concern", "priority_action": "concern",
    "innovative_practice": "praise", "promising_practice": "praise", "strength": "praise",
}  # fmt: skip


def kinds_of(stance: str) -> tuple[str, ...]:
    """The kinds of finding that are of one side by themselves."""
    return tuple(kind for kind, side in STANCES.items() if side == stance)


def phrases(text: str) -> tuple[tuple[str, ...], str]:
    """What stands in quotation marks."""
    return _taken(QUOTED, text)


def excluded(text: str) -> tuple[tuple[str, ...], str]:
    """Words after a minus, and what stands in quotation marks after one."""
    return _taken(MINUS, text)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[tuple[str, ...], str]:
    found = tuple(next(filter(None, match.groups())) for match in pattern.finditer(text))
    return found, blank_all(pattern, text)


def cycles(text: str, known: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """Rounds as their inspectorate names them, however they are typed."""
    names: dict[tuple[str, ...], str] = {}
    for cycle in (*known, *(e.cycle for p in PROFILES.values() for e in p.editions)):
        if match := YEARS.search(cycle):
            names.setdefault(match.groups(), cycle)
    found: dict[str, None] = {}
    for match in YEARS.finditer(text):
        if (named := names.get(match.groups())) is not None:
            found[named] = None
            text = blank(text, *match.span())
    return tuple(found), text


def years(text: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Years that are no round, each with the operator that the words before it ask for ("since 2021")."""
    found: dict[tuple[str, str], None] = {}
    for match in YEAR.finditer(text):
        if match.group("first"):
            first, last = match.group("first"), match.group("last")
            found |= {(">=", first): None, ("<=", first[: 4 - len(last)] + last): None}
        else:
            operator = (
                ">=" if match.group("on") else ORDER.get(" ".join((match.group("word") or "").lower().split()), "=")
            )
            found[operator, match.group("year")] = None
    return tuple(found), blank_all(YEAR, text)


def kinds(text: str) -> tuple[tuple[str, ...], str]:
    """Kinds of findings, by their own names and by those that families give them."""
    found: dict[str, None] = {}
    for kind, pattern in _kind_patterns().items():
        for match in pattern.finditer(text):
            found[kind] = None
            text = blank(text, *match.span())
    return tuple(found), text


@cache
def _kind_patterns() -> dict[str, re.Pattern[str]]:
    words = {kind: [general] for kind, general in KINDS.items()}
    for profile in PROFILES.values():
        for name, kind in profile.box_names.items():
            words.setdefault(kind, []).append(f"{re.escape(name)}s?")
    return {kind: re.compile(rf"\b(?:{'|'.join(names)})\b", re.I) for kind, names in words.items()}


def regions(text: str, known: Sequence[str], *, anywhere: bool) -> tuple[tuple[str, ...], str]:
    """Regions, where the question speaks of the bodies in them ("forces in the West Midlands").

    With `anywhere`, a region of several words ("South East") is one wherever it stands; bodies that are called so must
    have been found before.
    """
    found: dict[str, None] = {}
    nouns = any_of(PLURALS)
    spread = DIRECTION.sub(lambda m: f"{m.group(1)} {m.group(2)}".ljust(len(m.group())), text)
    for region in sorted(set(known), key=len, reverse=True):
        name = r"[\s-]+".join(r"(?:and|&)" if w == "and" else re.escape(w) for w in fold(region).split())
        free = anywhere and " " in region
        for match in re.finditer(
            rf"\b(?P<before>(?:{nouns})\s+(?:in|across|from|of)\s+(?:the\s+)?)?(?P<name>{name})\b(?P<after>\s+(?:region\b|(?:{nouns})\b))?",
            spread,
            re.I,
        ):
            if free or match.group("before") or match.group("after"):
                found[region] = None
                start, end = match.span("name")
                text, spread = blank(text, start, end), blank(spread, start, end)
    return tuple(found), text
