"""Grades that a question speaks of: which area, which grades, and the words that said so.

"Inadequate at investigating crime", "graded good or better", "not inadequate", "what grade for the leadership". A word
that is also a grade ("good", "inadequate") counts as one only where the question plainly speaks of grades; anywhere
else it tells which side is asked for and no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.families.profile import WHOLE
from corpus.families.registry import AREA_NAMES, PROFILES, area_name, steps_worse
from corpus.lexicon import expansions
from corpus.names import any_of, fold
from index.question.blanks import blank
from index.question.filters import in_order
from index.question.stance_words import stop_words

ANY = "*"
Named = tuple[tuple[str, ...], int, int]  # the keys of the areas of one name, and where it stands
ORDER = {"better": ">=", "above": ">=", "higher": ">=", "worse": "<=", "below": "<=", "lower": "<="}
_CONDITION = (
    r"\b(?:(?P<least>at least|no worse than|minimum of)\s+(?P<from>GRADE)|(?P<most>at best|no better than)\s+(?P<upto>GRADE)"
    r"|(?P<under>below|worse than|lower than|less than|under)\s+(?P<below>GRADE)"
    r"|(?P<over>above|better than|higher than)\s+(?P<above>GRADE)"
    r"|(?P<not>not|other than|never|neither)\s+(?P<no>GRADE)"
    r"|(?P<than>GRADE)\s+(?:or|and|/)\s+(?P<order>better|above|higher|worse|below|lower)\b"
    r"|(?P<several>GRADE(?:\s*(?:,|/|or|and|,\s*or)\s*GRADE)*))(?![\w-])"
)
GRADED = r"(?:graded|rated|judged|scored|grades?(?:\s+of)?|ratings?(?:\s+of)?|judge?ments?(?:\s+of)?|(?:were|was|are|is)\s+found)"
BEFORE = re.compile(rf"\b{GRADED}(?:\s+(?:as|to be|a|an|either|only))*\s*$", re.I)
LINK = re.compile(r"\s*(?:at|in|for|on|with)\s+(?:the\s+|their\s+|its\s+)?(?:area\s+of\s+|question\s+on\s+)?", re.I)
AFTER = re.compile(r"\s+(?:grades?|ratings?|judge?ments?)\b", re.I)
OVERALL = re.compile(r"\s+overall\b", re.I)
ASKS = re.compile(
    r"\b(?:(?:what|which)\s+(?:is|was|were|are)?\s*(?:the\s+)?(?:overall\s+)?(?:grades?|ratings?|judge?ments?)|(?:all\s+)?(?:the\s+)?"
    r"(?:grades?|ratings?|judge?ments?)(?:\s+(?:for|of|on|in|at|by)\b)?|how\s+(?:was|were|is|are|did)\b.{0,60}?\b(?:rated|graded|judged)"
    r"|how\s+(?:is|was|are|were)\b.{0,40}?\brated)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class GradeWanted:
    """A condition on a grade: the key of an area or `ANY`; an operator and grades, or "" where the grade is asked for.

    `also` are the keys of areas that other families call the same ("leadership").
    """

    area: str
    operator: str = ""
    grades: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas any of whose grades can meet it."""
        return (self.area, *self.also)

    def __str__(self) -> str:
        return f"{self.area}{self.operator}{'|'.join(self.grades)}"

    @property
    def words(self) -> str:
        """The condition for people."""
        sign = {
            "=": "",
            "!=": "not ",
            ">=": "at least ",
            "<=": "at best ",
            "<": "below ",
            ">": "above ",
            "": "any grade",
        }
        return f"{sign[self.operator]}{' or '.join(self.grades)} {self.where}"

    @property
    def where(self) -> str:
        """The areas for people: "for leadership"."""
        known = [area_name(area) for area in self.areas if area in AREA_NAMES]
        return f"for {' or '.join(known) or 'some area'}"

    def passes(self, grades: Iterable[tuple[str, str]]) -> bool:
        """Whether one of a report's grades (area, grade) meets it."""
        return any(self.asks(area) and self._meets(grade) for area, grade in grades)

    def asks(self, area: str) -> bool:
        """Whether it is on the grade of this area."""
        return self.area == ANY or area in self.areas

    def _meets(self, grade: str) -> bool:
        if self.operator in ("", "="):
            return not self.operator or grade in self.grades
        if self.operator == "!=":
            return grade not in self.grades
        worse = steps_worse(grade, self.grades[0])
        return worse is not None and in_order(self.operator, worse)


def families_with(wanted: Sequence[GradeWanted]) -> frozenset[str]:
    """The families that judge every area asked for; all where none is."""
    return frozenset(
        family
        for family, profile in PROFILES.items()
        if not wanted
        or (
            profile.graded
            and all(c.area == ANY or any(a.key in c.areas for e in profile.editions for a in e.areas) for c in wanted)
        )
    )


@dataclass(frozen=True, slots=True)
class Found:
    """Conditions in a question, the text with their words blanked out, and whether it asks what a grade is."""

    wanted: tuple[GradeWanted, ...]
    rest: str


def alone(text: str, topical: Callable[[str], bool]) -> Found | None:
    """The conditions on the grade of any area in a question that has nothing but grades in it: "inadequate", "which are good".

    `topical` tells whether a text has words of a topic. None where there is no grade, or something besides.
    """
    matches = list(_condition_pattern().finditer(text))
    rest = text
    for match in matches:
        rest = blank(rest, *match.span())
    if not matches or topical(rest):
        return None
    return Found(tuple(dict.fromkeys(_condition(match, ANY) for match in matches)), rest)


@cache
def areas_called(topic: str, families: frozenset[str]) -> tuple[str, ...]:
    """The keys of the graded areas that go by a name whose words are the topic, small words and case apart."""
    small = stop_words()

    def words(name: str) -> list[str]:
        return [word for word in re.findall(r"[^\W_]+", fold(name)) if word not in small]

    graded = {
        area.key
        for family in families
        if family in PROFILES
        for edition in PROFILES[family].editions
        for area in edition.areas
        if area.graded and area.key != WHOLE
    }
    asked = words(topic)
    found = (key for key, name in area_names(families) if key in graded and asked and words(name) == asked)
    return tuple(dict.fromkeys(found))


def find(text: str, nouns: Sequence[str], families: frozenset[str]) -> Found:
    """The conditions on grades in a question. `nouns` are the words for bodies ("forces") that a grade can stand before."""
    areas = list(_areas(text, families))
    before_noun = re.compile(rf"\s+(?:{any_of(nouns)})\b", re.I)
    wanted: list[GradeWanted] = []
    rest = text
    for match in _condition_pattern().finditer(text):
        found = _one(text, match, areas, before_noun)
        if found is not None:
            keys, start, end = found
            wanted.append(replace(_condition(match, keys[0]), also=keys[1:]))
            rest = blank(rest, start, end)
    if not wanted and (asks := ASKS.search(rest)):
        rest = blank(rest, *asks.span())
        named = [(keys, start, end) for keys, start, end in areas if rest[start:end].strip()]
        for _, start, end in named:
            rest = blank(rest, start, end)
        wanted = [GradeWanted(keys[0], also=keys[1:]) for keys, _, _ in named] or [GradeWanted(ANY)]
    return Found(tuple(dict.fromkeys(wanted)), rest)


def _one(text: str, match: re.Match[str], areas: Sequence[Named], before_noun: re.Pattern[str]) -> Named | None:
    """The area, by its keys, and the span of a condition, None where its words are no grade."""
    start, end = match.span()
    spoken = BEFORE.search(text[:start])
    if spoken:
        start = spoken.start()
    if link := LINK.match(text, end):
        for keys, begin, stop in areas:
            if begin == link.end():
                return keys, start, stop
    if overall := OVERALL.match(text, end):
        return (WHOLE,), start, overall.end()
    if spoken:
        for keys, begin, stop in areas:
            if stop <= start and re.fullmatch(r"\s*(?:(?:is|was|are|were)\s+)?", text[stop:start]):
                return keys, begin, end
        return (ANY,), start, end
    if following := AFTER.match(text, end):
        if link := LINK.match(text, following.end()):
            for keys, begin, stop in areas:
                if begin == link.end():
                    return keys, start, stop
        return (ANY,), start, following.end()
    ordered = match.group("several") is None
    if before_noun.match(text, end) or (ordered and match.group("no") is None):
        return (ANY,), start, end
    if match.group("no") and re.search(r"\b(?:that|who|which)\s+(?:is|are|was|were)\s*$", text[:start]):
        return (ANY,), start, end
    return None


def _condition(match: re.Match[str], area: str) -> GradeWanted:
    for group, operator in (("from", ">="), ("upto", "<="), ("below", "<"), ("above", ">"), ("no", "!=")):
        if match.group(group):
            return GradeWanted(area, operator, (_grade(match.group(group)),))
    if match.group("than"):
        return GradeWanted(area, ORDER[match.group("order").lower()], (_grade(match.group("than")),))
    return GradeWanted(
        area, "=", tuple(dict.fromkeys(map(_grade, re.findall(_grade_pattern(), match.group("several"), re.I))))
    )


def _grade(word: str) -> str:
    return grade_names()[fold(word)]


@cache
def grade_names() -> dict[str, str]:
    """Every word for a grade of any scale, lower case, with the grade."""
    scales = [edition.scale for profile in PROFILES.values() for edition in profile.editions]
    own = {grade: grade for scale in scales for grade in scale.grades}
    return own | {fold(word): grade for scale in scales for grade, words in scale.spoken for word in words}


@cache
def _grade_pattern() -> str:
    return f"(?:{any_of(grade_names())})"


@cache
def _condition_pattern() -> re.Pattern[str]:
    return re.compile(_CONDITION.replace("GRADE", _grade_pattern()), re.I)


def _areas(text: str, families: frozenset[str]) -> Iterator[Named]:
    """Areas named in a text: keys, start and end; the longest name wins where several begin."""
    taken: list[tuple[int, int]] = []
    for keys, pattern in _patterns(families):
        for match in pattern.finditer(text):
            if not any(a < match.end() and match.start() < b for a, b in taken):
                taken.append(match.span())
                yield keys, *match.span()


@cache
def area_names(families: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Every name that people use of an area of these families, with its key; the shown name of each comes first."""
    names: dict[tuple[str, str], None] = {}
    for profile in PROFILES.values():
        if profile.family in families:
            for edition in profile.editions:
                for area in edition.areas:
                    names.update(((area.key, name), None) for name in (*area.names, *area.spoken))
                    names.update(
                        ((area.key, name), None) for known in area.names for name in _shortened(known, profile.family)
                    )
    return tuple(names)


def _shortened(name: str, family: str) -> Iterator[str]:
    """A name with the acronyms that people use for parts of it ("Preventing crime and ASB")."""
    for expansion in expansions(name, frozenset([family])):
        if len(expansion.other) < len(expansion.found) and expansion.other.isupper():
            yield name[: expansion.start] + expansion.other + name[expansion.end :]


@cache
def _patterns(families: frozenset[str]) -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """What finds each name, the longest first, with the keys of all areas that are called so."""
    keys: dict[str, dict[str, None]] = {}
    for key, name in area_names(families):
        keys.setdefault(fold(name), {})[key] = None
    names = sorted(keys, key=lambda name: -len(name))
    return tuple((tuple(keys[name]), re.compile(rf"\b{_spaced(name)}\b", re.I)) for name in names)


def _spaced(name: str) -> str:
    """A name with any white space or hyphens between its words, and either way of writing "and"."""
    words = [
        r"(?:and|&)" if w in ("and", "&") else re.escape(w).replace("’", "['’]") for w in re.split(r"[\s-]+", name)
    ]
    return r"[\s-]*".join(words) if len(words) == 1 else r"[\s-]+".join(words)
