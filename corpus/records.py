"""The records that travel from one stage to the next: frozen, made of tuples, each fact with its place.

A `Place` says where words stand in the stored text of a report's pages. It has one slice a page, because a
sentence can run over the end of a page. The invariant, held by tests on every sample: the slices of a place,
joined by one space, are the words that the record quotes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Slice:
    """Characters `start` to `end` (end excluded) of the stored text of physical page `page`, counted from 1."""

    page: int
    start: int
    end: int


Place = tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, with what the layout says of it; None where the source (plain text) does not say.

    `size` is in points, `x` and `y` are the baseline's start in points from the lower left corner of the page, `x_end`
    is where the line's last character ends. `blank_before` tells that the source left more than the usual room above the
    line. `marks` are the marks of notes that stood in the line; they are no part of its text.
    """

    page: int
    text: str
    size: float | None = None
    bold: bool | None = None
    x: float | None = None
    y: float | None = None
    blank_before: bool = False
    x_end: float | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One physical page: its number from 1, the number printed on it, its stored text and its glossary topics."""

    number: int
    label: str | None
    text: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One file a report was read from. `file` is relative to the root of the build; `kind` is pdf, text or html."""

    file: str
    kind: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Body:
    """An inspected organisation: a police force, a local authority. `kind` is a key of `bodies.KINDS`."""

    key: str
    name: str
    kind: str
    noun: str
    region: str | None = None
    aliases: tuple[str, ...] = ()
    status: str = "current"
    note: str = ""
    also_words: tuple[str, ...] = ()  # names that read as words of the language, told from them by their capital

    @property
    def names(self) -> tuple[str, ...]:
        """The official name first, then every other name."""
        return (self.name, *self.aliases)

    def __hash__(self) -> int:
        """By the key alone: bodies are looked up by the hundred with every question, and keys are unique."""
        return hash(self.key)


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which inspectors were at work, both included; None where the report does not say."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Grade:
    """A judgement: the key of its area, the label as printed, the scale's word in lower case, where it stands.

    `source` names another file of the report that the grade was taken from; places are of the report's own pages,
    so such a grade has none.
    """

    area: str
    label: str
    grade: str
    place: Place
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a report. `number` is printed before the heading, `parent` indexes the report's sections.

    `stance` is concern or praise where the heading says which of them all that stands under it is.
    """

    heading: str
    number: str | None
    area: str | None
    place: Place
    parent: int | None = None
    stance: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or one bullet of a list. `lead_in` is the line that introduces the list a bullet belongs to."""

    place: Place
    bullet: bool = False
    lead_in: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What inspectors say in one place: a box, an item of a list, a headed or numbered paragraph.

    `kind` is one of `KINDS`; `section` indexes the report's sections; `title` is the sentence that heads it.
    """

    kind: str
    section: int
    area: str | None
    title: str | None
    title_place: Place
    number: str | None
    paragraphs: tuple[Paragraph, ...]


KINDS = (
    "area_for_improvement",
    "priority_action",
    "recommendation",
    "cause_of_concern",
    "innovative_practice",
    "promising_practice",
    "strength",
    "main_finding",
    "observation",
    "context",
    "boilerplate",
)


@dataclass(frozen=True, slots=True)
class Report:
    """All that was read off one report. `body` is a key of a register, or None where no body was recognised.

    `grades_expected` is how many grades the report should give, by its own words or else by its edition; None where
    neither says. `address` is where on the web the shown file is, as far as is known. `bodies_also` are the keys of other
    bodies inspected with it that registers have, else their names as printed; `theme` is what a themed inspection is about,
    `outcome` the sentence that gives an ungraded inspection's outcome. `unprinted` names the dates (`inspected`, `published`)
    that the report does not print and a manifest beside it gives.
    """

    sources: tuple[Source, ...]
    family: str
    edition: str | None
    cycle: str | None
    body: str | None
    body_name: str | None
    title: str | None
    inspected: tuple[Span, ...]
    published: date | None
    pages: tuple[Page, ...]
    grades: tuple[Grade, ...]
    not_judged: tuple[str, ...]
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]
    problems: tuple[str, ...]
    grades_expected: int | None = None
    address: str | None = None
    bodies_also: tuple[str, ...] = ()
    theme: str | None = None
    outcome: str | None = None
    unprinted: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The file that quotations cite: the PDF where there is one."""
        return self.sources[0].file

    def text(self, place: Place) -> str:
        """The words at a place: its slices joined by one space."""
        return " ".join(self.pages[part.page - 1].text[part.start : part.end] for part in place)

    def grade(self, area: str) -> str | None:
        """The grade of an area, None where the report gives none."""
        return next((grade.grade for grade in self.grades if grade.area == area), None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage: its place, its words, and who speaks (`inspectorate`, `body` or None).

    `standing` marks a sentence that the profile knows as the inspectorate's standing text.
    """

    place: Place
    text: str
    is_title: bool
    speaker: str | None
    resolved: bool | None
    standing: bool = False


@dataclass(frozen=True, slots=True)
class Stance:
    """What a sentence says of the body inspected: probabilities that it is a concern and that it is praise.

    `label` is concern, praise or neutral. `standing` marks text that recurs from report to report and is no evidence.
    """

    label: str
    concern: float
    praise: float
    standing: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of meaning search: one paragraph, or a part of one too long for the model, under its finding.

    `context` is prefixed when the passage is encoded and is not part of the quotation.
    """

    finding: int
    place: Place
    text: str
    context: str
    boilerplate: bool
    sentences: tuple[Sentence, ...]
