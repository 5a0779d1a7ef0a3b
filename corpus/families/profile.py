"""What a family of reports is: the inspectorate's words for its scale, areas and boxes, edition by edition.

A profile is data. It names no body and no report. Code in `ingest` reads a report with it and code in `index`
understands questions with it; neither knows a family by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from corpus.bodies import KINDS
from corpus.families.inspectorates import called, shown
from corpus.names import fold

WHOLE = "overall"  # the key of the area that stands for the whole of a report


@dataclass(frozen=True, slots=True)
class Scale:
    """Grades from best to worst in the inspectorate's own words, lower case, with what each means and the source.

    `spoken` gives other words that people use for a grade in questions.
    """

    grades: tuple[str, ...]
    definitions: tuple[str, ...] = ()
    source: str = ""
    spoken: tuple[tuple[str, tuple[str, ...]], ...] = ()

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
    report. `comparable` names the editions whose grades may be set beside this one's. One without a name is not known:
    a report is read with the words of the newest, see `Profile.nearest_edition`.
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
    that are never evidence: patterns searched in a paragraph. `licence` is shown with real reports. `round` finds
    the name of the round that a report prints, as its first group.
    `box_labels` are what is printed over boxes, lower case, with the kind of finding; `box_names` what people call them
    in questions, each in the singular, where that is not the kind's own name. `inspectorate` names several as a list in words. `papers` is what
    the reports are called in a sentence, where that is not the label with "reports" behind it.
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
    papers: str = ""
    box_labels: dict[str, str] = field(default_factory=dict)
    box_names: dict[str, str] = field(default_factory=dict)
    round: re.Pattern[str] | None = None

    @property
    def covers(self) -> tuple[str, ...]:
        """The kinds of body that its reports can be asked about."""
        return tuple(dict.fromkeys((*([self.inspects] if self.inspects else KINDS), *self.also)))

    @property
    def nouns(self) -> tuple[str, ...]:
        """The words for its bodies."""
        return tuple(noun for kind in self.covers for noun in KINDS[kind].nouns)

    @property
    def reports(self) -> str:
        """Its reports in a sentence."""
        return self.papers or f"{self.label} reports"

    @property
    def names(self) -> tuple[str, ...]:
        """What the family and its inspectorates are called in questions."""
        return (*self.own_names, *(name for inspectorate in self.inspectorates for name in called(inspectorate)))

    @property
    def own_names(self) -> tuple[str, ...]:
        """What the family alone is called."""
        return (self.label, *self.spoken)

    @property
    def inspectorates(self) -> tuple[str, ...]:
        """Those who inspect, each by the name that it is shown by; nobody where that is not known."""
        return tuple(shown(name) for name in re.split(r", | and ", self.inspectorate) if name)

    @property
    def graded(self) -> bool:
        """Whether its reports give grades."""
        return any(area.graded for edition in self.editions for area in edition.areas)

    def full(self, edition: str | None) -> bool:
        """Whether reports of an edition, by its name, are full inspections: those that grade areas."""
        own = [each for each in self.editions if each.name == edition] or self.editions
        return any(area.graded for each in own for area in each.areas)

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

    def nearest_edition(self, text: str) -> Edition:
        """What a report without a known edition's signs is read with: the newest words, under the round that it prints."""
        printed = self.round.search(text) if self.round else None
        cycle = " ".join(printed.group(1).split()) if printed else ""
        named = f"“{cycle}” is no edition" if cycle else "the edition is none"
        return replace(
            self.newest,
            name="",
            cycle=cycle,
            signs=(),
            unverified=f"{named} of {self.label} known here: read with the words of {self.newest.name} as far as they fit; "
            "check its areas and grades",
        )
