"""The record of a search: everything that somebody else needs to understand an answer and to come to it again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from corpus.families.texts import disclaimer
from index.answers import outside
from index.answers.results import Answer
from index.contents.records import Provenance
from index.review.decisions import Decisions
from index.review.telling import told
from index.search.quotations import MOST
from index.version import libraries, program

CAPPED = (
    f"Up to {MOST} quotations of the side asked for are given for a body, and {MOST // 2} of the other, each matter once; "
    "“sentences found” counts all there are."
)
QUOTED = "Every quotation was compared with the stored page, character for character, when this file was written."
DATES = "“date” is the last day of inspection, else the day of publication; “dated by” says which, and whether a manifest gave it."
CAUTION = "A verdict is made by a program, the grades are the inspectors’. “Nothing found” does not mean that there is no problem."


@dataclass(frozen=True, slots=True)
class Record:
    """What was asked, how it was understood, what was searched with what, and when (UTC)."""

    answer: Answer
    where: tuple[str, ...]
    off: tuple[str, ...]
    provenance: Provenance
    asked: datetime
    review: Decisions = field(default_factory=Decisions)

    def entries(self) -> tuple[tuple[str, str], ...]:
        """Names and values for reading, in order; several lines of one name are several entries."""
        made, searched, source = self.answer.understood, self.answer.searched, self.provenance
        after = " after review" if self.review.begun else ""
        listed = f"{len(self.answer.listed)} bodies listed of {searched.bodies} searched{after}"
        many = (
            [("expansion", text) for text in made.expansions],
            [("filter set", text) for text in self.where],
            [("switched off", text) for text in self.off],
        )
        return (
            ("question", self.answer.question),
            ("understood", made.sentence),
            ("side asked for", made.stance),
            *(entry for each in many for entry in each),
            ("searched", f"{searched.passages} passages of {searched.reports} reports on {searched.bodies} bodies"),
            ("answer", "; ".join((listed, *self._unanswered()))),
            *told(self.answer, self.review),
            *((("estimate", self.answer.completeness.sentence),) if self.answer.completeness else ()),
            *((("did you mean", self.answer.did_you_mean),) if self.answer.did_you_mean else ()),
            *(("related, not searched", name) for name in made.related),
            *(("note", note) for note in self.answer.notes),
            ("generation", source.generation),
            ("sha256 of the generation", source.sha256),
            ("index built", source.built),
            ("model", source.model),
            ("reports read by", f"pipeline {source.pipeline}"),
            ("answered by", program()),
            ("libraries", libraries()),
            ("asked on", self.asked.isoformat(timespec="seconds")),
            ("run again", self.command()),
            ("quotations", CAPPED),
            ("dates", DATES),
            ("verification", QUOTED),
            ("caution", CAUTION),
            ("not official", disclaimer()),
            *self.licences(),
        )

    def _unanswered(self) -> Iterator[str]:
        """How many bodies that the question is about are not in the answer, and why."""
        for by, note in outside.NOTES.items():
            if count := sum(each.by == by for each in self.answer.outside):
                yield f"{count} more: {note}"
        yield f"{len(self.answer.no_report)} more: no report in the index"

    def licences(self) -> tuple[tuple[str, str], ...]:
        """The licence of what is quoted, or that the reports are invented."""
        return licences(invented=self.provenance.invented, named=self.provenance.licences)

    def command(self) -> str:
        """The command that asks the same again."""
        parts = ["python", "-m", "index", "export", self.answer.question]
        parts += [word for value in self.where for word in ("--where", value)]
        parts += [word for value in self.off for word in ("--off", value)]
        return shlex.join([*parts, "--to", "FILE.xlsx"])

    def to_json(self) -> dict[str, Any]:
        """The same for programs; a name with several values has a list."""
        found: dict[str, Any] = {}
        for name, value in self.entries():
            found[name] = value if name not in found else [*_listed(found[name]), value]
        return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def licences(*, invented: bool, named: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The licences of reports, or that they are invented."""
    if invented:
        return (("invented", "The reports are invented samples, and so are the bodies in them."),)
    return tuple(("licence", text) for text in named)


def record_of(answer: Answer, provenance: Provenance, where: Sequence[str], off: Sequence[str]) -> Record:
    """The record of an answer that was given now."""
    return Record(answer, tuple(where), tuple(off), provenance, datetime.now(UTC))
