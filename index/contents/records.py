"""What a generation holds, told beside its answers: choices to filter by, its reports, and what it was built with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.answers.quotation import Json
from index.answers.tables import Listing

# Kinds of finding that reports set apart as such, in boxes or lists: what is to be done better, and what was done well.
TO_IMPROVE = ("cause_of_concern", "priority_action", "recommendation", "area_for_improvement")
DONE_WELL = ("innovative_practice", "promising_practice", "strength")
GRADE = "grade"  # the kind of a graded judgement, where it stands among findings
SET_APART = (GRADE, *TO_IMPROVE, *DONE_WELL)


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

    `grade` is the one its area has in the report, `section` the heading it stands under, `page` where it begins. A graded
    judgement is one too, of the kind `grade`: its words are those that print it; without a page, where they are in another
    file. `key` is that of the body; `opens` shows the words on their page, as `Links.stored` completes it.
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
    section: str | None
    page: int | None
    key: str
    opens: str | None


@dataclass(frozen=True, slots=True)
class Findings(Listing[FindingMade]):
    """Findings in order, those asked for of `total` that the filters let through."""

    total: int


@dataclass(frozen=True, slots=True)
class ReportHeld:
    """One report on a body: what the audit says of it, and what else it says of itself.

    `also` names other bodies inspected with this one; `theme` and `outcome` are as in `corpus.records.Report`.
    """

    info: ReportInfo
    title: str | None
    address: str | None
    theme: str | None
    outcome: str | None
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BodyHeld:
    """One body with all that reports say of it: the reports, newest first, and the findings that they set apart, grades among
    them, in that order.

    `kind` is a key of `corpus.bodies.KINDS`, None where no register has the body. `printed` are, for each family of its
    reports, the kinds of finding that reports of this family set apart anywhere in the index.
    """

    key: str
    name: str
    kind: str | None
    region: str | None
    note: str
    reports: tuple[ReportHeld, ...]
    findings: tuple[FindingMade, ...]
    printed: Mapping[str, tuple[str, ...]]


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
