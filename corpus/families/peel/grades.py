"""Grades as the report gives them in several places, weighed against each other: one for each area, and what disagrees.

A grade stands in the sentence under a chapter's title, on the badge there, and in the table or the sentences of the
summary. Each is read and any one is enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.families.peel import forms
from corpus.families.profile import Area, Edition
from corpus.names import fold, likeness, nearest
from corpus.records import Grade, Place

# Names of different areas of one edition are at most 0.77 alike; the same name in other words is 0.83 and more.
SAME_NAME = 0.82
# What a sentence under a chapter's title says that it grades is the chapter's subject from here on.
SAME_SUBJECT = 0.6
SOURCES = ("the sentence under its title", "the badge under its title", "the summary")
SENTENCE, BADGE, SUMMARY = range(3)

_ASKED = re.compile(
    r"^(?:How (?:good|well|effective(?:ly)?|efficient(?:ly)?|legitimate(?:ly)?|sustainable)|To what extent|What) "
    r"(?:do|does|is|are) (?P<rest>.+?)\??$",
    re.I,
)
_DOER = re.compile(
    r"^(?:how (?:well |effectively |efficiently )?|the way (?:that |in which )?|respect of )?"
    r"(?:the (?:force|constabulary)|it|its|[A-Z][\w ,’'-]{2,60}? (?:Police|Constabulary|Service))\s+(?:is |are )?"
    r"(?:effective|efficient|legitimate|good)?\s*(?:at |in )?",
    re.I,
)


def area_named(name: str, edition: Edition) -> Area | None:
    """The area that goes by a name, or by the question that asks for it, word for word."""
    if area := edition.area_named(name):
        return area
    asked = _ASKED.match(name)
    return area_near(asked.group("rest"), edition) if asked else None


def area_near(name: str, edition: Edition) -> Area | None:
    """The area whose name is nearest to what is said, None where none is near."""
    by_name = {other: area for area in edition.areas for other in area.names}
    for said in dict.fromkeys((name, _DOER.sub("", name))):
        if found := nearest(said, by_name, SAME_NAME):
            return by_name[found]
    return None


def is_of(said: str, area: Area) -> bool:
    """Whether what a sentence grades is this area, in whatever words."""
    return any(fold(name) in fold(said) for name in area.names) or _nearness(said, area) >= SAME_SUBJECT


def _nearness(said: str, area: Area) -> float:
    bare = _DOER.sub("", said)
    return max(max(likeness(said, name), likeness(bare, name)) for name in area.names)


@dataclass(frozen=True, slots=True)
class Mark:
    """A grade in one place. `label` is the area's name as printed there."""

    area: Area
    label: str
    grade: str
    source: int
    place: Place
    page: int


def under_title(area: Area, text: str, *, first: bool) -> forms.Statement | None:
    """The grade that a paragraph between a chapter's title and its findings gives the chapter.

    The first paragraph's first sentence belongs to the chapter however it names what it grades; a later one must name it.
    """
    said = list(forms.statements(text))
    named = [one for one in said if one.named and is_of(one.of, area)]
    if named:
        one = max(named, key=lambda each: _nearness(each.of, area))
        alone = one.start == 0 and one.end >= len(text) - 1 and _nearness(one.of, area) >= SAME_SUBJECT
        return one if first or alone else None
    opening = [one for one in said if one.start == 0] if first else []
    return next((one for one in opening if one.named or one.carried or _speaks_of(one, area)), None)


def _speaks_of(one: forms.Statement, area: Area) -> bool:
    """Whether a sentence without an object is about the whole chapter and not about something that the force does."""
    if is_of(one.of or one.subject, area):
        return True
    general = re.match(r"(?:The|This|These|That|It|Its|There|They|Their)\b", one.subject)
    return not general or fold(one.subject) in ("the force", "the constabulary", "this area", "the area")


def settle(marks: Iterable[Mark]) -> tuple[tuple[Grade, ...], list[str]]:
    """One grade for each area, and a sentence for each area whose places disagree.

    What most places say is kept; where as many say one as the other, what stands in the surer place.
    """
    by_area: dict[str, list[Mark]] = {}
    for mark in marks:
        by_area.setdefault(mark.area.key, []).append(mark)
    kept: list[Mark] = []
    problems: list[str] = []
    for own in by_area.values():
        votes = Counter({(mark.source, mark.grade): 1 for mark in own}.keys())
        places = Counter(grade for _, grade in votes)
        best = min(own, key=lambda mark: (-places[mark.grade], mark.source))
        kept.append(best)
        problems += _differences(best, own, places)
    kept.sort(key=lambda mark: (mark.place[0].page, mark.place[0].start))
    return tuple(Grade(mark.area.key, mark.label, mark.grade, mark.place) for mark in kept), problems


def _differences(best: Mark, own: list[Mark], places: Counter[str]) -> Iterator[str]:
    others = {mark.grade: mark for mark in reversed(own) if mark.grade != best.grade}
    for other in others.values():
        why = "more places say so" if places[best.grade] > places[other.grade] else "that place is the surer"
        yield (
            f"{best.label}: {best.grade} on page {best.page} ({SOURCES[best.source]}) and {other.grade} on page "
            f"{other.page} ({SOURCES[other.source]}); {best.grade} is kept, since {why}"
        )
