"""What a generation holds, told beside its answers: choices to filter by, its reports, and what it was built with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.answers.quotation import Json


@dataclass(frozen=True, slots=True)
class Choice:
    """A value a filter can take: the key for `--where`, the words shown, how many bodies have it."""

    value: str
    label: str
    bodies: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the index holds to filter by: each `--where` key with its choices, grades in the scale's order."""

    choices: Mapping[str, tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """One report as the index holds it, for the audit. `inspected` are spans of days as `2023-09-11 to 2023-09-15`.

    `unprinted` names those of `inspected` and `published` that a manifest gives and the report does not print.
    """

    file: str
    sources: tuple[str, ...]
    family: str
    body: str
    cycle: str | None
    edition: str | None
    published: str | None
    inspected: tuple[str, ...]
    pages: int
    grades: int
    grades_expected: int | None
    not_judged: tuple[str, ...]
    findings: int
    passages: int
    problems: tuple[str, ...]
    unprinted: tuple[str, ...] = ()

    @property
    def complete(self) -> bool | None:
        """Whether every grade that the report should give was found; None where that cannot be told."""
        return None if self.grades_expected is None else self.grades == self.grades_expected


@dataclass(frozen=True, slots=True)
class GradeGiven:
    """One grade that a report gives. `area` is the label as printed, `area_key` the same in every edition.

    `source` names another file of the report that the grade was taken from; it has no page then.
    """

    body: str
    family: str
    region: str | None
    cycle: str | None
    report: str | None
    inspected: str | None
    published: str | None
    dated_by: str
    file: str
    address: str | None
    area: str
    area_key: str
    grade: str
    page: int | None
    source: str | None


@dataclass(frozen=True, slots=True)
class FindingMade:
    """One finding of a report, of whatever kind, with its words: a line a paragraph, without the title.

    `grade` is the one its area has in the report, `section` the heading it stands under, `page` where it begins.
    """

    body: str
    family: str
    region: str | None
    cycle: str | None
    report: str | None
    inspected: str | None
    published: str | None
    dated_by: str
    file: str
    address: str | None
    kind: str
    title: str | None
    text: str
    number: str | None
    area: str | None
    area_key: str | None
    grade: str | None
    section: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an answer was made from: the generation with the hash of its manifest, and what built it.

    `pipeline` is a hash of the code that read the reports.
    """

    generation: str
    sha256: str
    built: str
    model: str
    pipeline: str
    invented: bool
    licences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Info:
    """What a generation holds: when and with what it was built, its reports, what was refused and who is missing."""

    generation: str
    built: str
    model: str
    invented: bool
    reports: tuple[ReportInfo, ...]
    refused: tuple[tuple[str, str], ...]
    no_report: tuple[str, ...]
    bodies: int
    passages: int
    sentences: int
    licences: tuple[str, ...]

    def to_json(self) -> Json:
        reports = [{name: getattr(report, name) for name in ReportInfo.__dataclass_fields__} for report in self.reports]
        return {
            "generation": self.generation,
            "built": self.built,
            "model": self.model,
            "invented": self.invented,
            "bodies": self.bodies,
            "passages": self.passages,
            "sentences": self.sentences,
            "reports": reports,
            "refused": [{"file": file, "reason": reason} for file, reason in self.refused],
            "no_report": list(self.no_report),
            "licences": list(self.licences),
        }
