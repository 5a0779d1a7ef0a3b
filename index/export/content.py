"""All that goes into a file, whatever its format: the answer with its record, its passages, the review, the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.answers.headline import FACTS
from index.answers.results import Answer, PassageAnswer
from index.evidence.pages import Pages
from index.export import search_record
from index.export.search_record import Record
from index.links import Links
from index.review.applied import applied
from index.review.decisions import Decisions
from index.searcher import Searcher

HERE = "http://localhost:8501"  # where the page is unless told otherwise
PASSAGES = 1000  # the strongest that go into a workbook
WITH_PASSAGES = (".xlsx", ".json", ".zip")  # formats that have them

# The endings that can be written, and who each is for, in a few words.
USES: Mapping[str, str] = {
    ".xlsx": "a workbook to read and to send",
    ".docx": "a document with quotations and references",
    ".csv": "one table, for spreadsheets and scripts",
    ".zip": "a ZIP of plain tables, for statistics and databases",
    ".json": "everything, for programs",
    ".qdpx": "a coded project for NVivo, MAXQDA, ATLAS.ti",
    ".ris": "references for Zotero, EndNote, Mendeley",
    ".bib": "references for LaTeX and JabRef",
}


@dataclass(frozen=True, slots=True)
class Content:
    """All that goes into a file: the answer with its record, its passages, the review, and the pages it is checked by."""

    answer: Answer
    record: Record
    pages: Pages
    passages: PassageAnswer | None = None
    review: Decisions = field(default_factory=Decisions)
    base: str = HERE

    @property
    def links(self) -> Links:
        return Links(self.base.rstrip("/"), self.record.provenance.generation)

    @property
    def by_facts(self) -> bool:
        """Whether grades or findings alone answer, so that no passage does."""
        return self.answer.understood.answer in FACTS

    @property
    def limits(self) -> str:
        """How many passages a file has of how many there are, said in a sentence."""
        if self.by_facts:
            return f"none: {self.answer.understood.answer} alone answer this question"
        count = len(self.passages.passages) if self.passages else 0
        all_of_them = "" if count >= PASSAGES else "; all others have nothing to do with the question"
        return f"the {count:,} strongest of {self.answer.searched.passages:,} searched{all_of_them}"

    def reviewed(self) -> Content:
        """The same with the review applied: to the list, its counts and its record."""
        if not self.review:
            return self
        answer = applied(self.answer, self.review)
        return replace(self, answer=answer, record=replace(self.record, answer=answer, review=self.review))

    def verify(self) -> None:
        """Compare every quotation with its stored page. Raises `IndexUnusable` at the first that differs."""
        for hit in self.answer.bodies:
            for quoted in (*hit.evidence, *([hit.near] if hit.near else [])):
                self.pages.verify(quoted.file, quoted.place, quoted.quote)
        for passage in self.passages.passages if self.passages else ():
            self.pages.verify(passage.file, passage.place, passage.text)


def content_of(
    searcher: Searcher, question: str, where: Sequence[str] = (), off: Sequence[str] = (), *, ending: str = ".csv"
) -> Content:
    """The answer to a question with all that belongs in a file of this ending. Raises `BadFilter` and `IndexUnusable`."""
    answer = searcher.ask(question, where, off)
    passages = searcher.passages(question, where, PASSAGES, off) if ending in WITH_PASSAGES else None
    return Content(answer, search_record.record_of(answer, searcher.provenance, where, off), searcher.pages, passages)
