"""What a family of reports is: the inspectorate's words for its scale, areas and boxes, edition by edition.

A profile is data. It names no body and no report. Code in `ingest` reads a report with it and code in `index`
understands questions with it; neither knows a family by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.bodies import KINDS
from corpus.names import fold


@dataclass(frozen=True, slots=True)
class Scale:
    """Grades from best to worst in the inspectorate's own words, lower case, with what each means and the source."""

    grades: tuple[str, ...]
    definitions: tuple[str, ...] = ()
    source: str = ""

    def rank(self, grade: str) -> int:
        """0 for the best grade. ValueError where the grade is not on the scale."""
        return self.grades.index(grade)


@dataclass(frozen=True, slots=True)
class Area:
    """What is judged: a key stable across editions, the name shown, and every other name it goes by.

    `spoken` are short names that people use and reports do not print as headings. `optional` areas are graded in some reports of an edition only, so a report without their grade lacks nothing.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    graded: bool = True
    optional: bool = False
    spoken: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Edition:
    """One form of a family's reports, recognised by what is printed.

    `cycle` is the inspectorate's own name of the round. `unverified` says what could not be checked on a real
    report. `comparable` names the editions whose grades may be set beside this one's.
    """

    name: str
    cycle: str
    scale: Scale
    areas: tuple[Area, ...]
    signs: tuple[re.Pattern[str], ...]
    unverified: str = ""
    comparable: tuple[str, ...] = ()

    def expected(self, having: Iterable[str]) -> tuple[Area, ...]:
        """The areas whose grade a report should give that gives a grade of, or does not judge, the areas `having`."""
        known = set(having)
        return tuple(area for area in self.areas if area.graded and (area.key in known or not area.optional))

    def area_named(self, name: str) -> Area | None:
        """The area that goes by this name (case and white space do not count)."""
        wanted = fold(name)
        return next((area for area in self.areas if wanted in map(fold, area.names)), None)


@dataclass(frozen=True, slots=True)
class Profile:
    """A family of reports.

    `inspects` is the kind of body that it is about, None for any; `also` are kinds of which it speaks
    besides, in sentences that name them. `spoken` are further names that people use for it. `editions` begin with the newest. `marks` recognise a report of the
    family by its text. `running` are running headers and footers to strip. `boilerplate` are standing texts
    that are never evidence: patterns searched in a paragraph. `licence` is shown with real reports.
    """

    family: str
    label: str
    inspectorate: str
    inspects: str | None
    marks: tuple[re.Pattern[str], ...]
    editions: tuple[Edition, ...]
    running: tuple[re.Pattern[str], ...] = ()
    boilerplate: tuple[re.Pattern[str], ...] = ()
    licence: str = ""
    also: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    box_labels: dict[str, str] = field(default_factory=dict)

    @property
    def covers(self) -> tuple[str, ...]:
        """The kinds of body that its reports can be asked about."""
        return tuple(dict.fromkeys((*([self.inspects] if self.inspects else KINDS), *self.also)))

    @property
    def nouns(self) -> tuple[str, ...]:
        """The words for its bodies."""
        return tuple(noun for kind in self.covers for noun in KINDS[kind].nouns)

    @property
    def names(self) -> tuple[str, ...]:
        """What the family and its inspectorates are called in questions."""
        return (self.label, *self.spoken, *re.split(r", | and ", self.inspectorate))

    @property
    def graded(self) -> bool:
        """Whether its reports give grades."""
        return any(area.graded for edition in self.editions for area in edition.areas)

    @property
    def newest(self) -> Edition:
        """The edition that a report of an unknown one is read by."""
        return self.editions[0]

    def recognises(self, text: str) -> bool:
        """Whether the opening text of a file belongs to this family."""
        return any(mark.search(text) for mark in self.marks)

    def edition(self, text: str) -> Edition | None:
        """The edition whose signs the text bears, None where none does."""
        return next((e for e in self.editions if any(s.search(text) for s in e.signs)), None)
