"""What is about to be published, checked: each report before it is encoded, the whole generation before it is served.

`fault` looks at what was read of a report; `answers` asks questions of what was made of all of them.

A report that breaks a rule is left out with a sentence, and the rest is published. The rules are what a question relies
on, so that no generation can be published that fails every question.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.records import Passage, Place, Report
from index.answers.quotation import Evidence
from index.encoder import Encoder
from index.searcher import Searcher
from index.storage.generations import Generation
from ingest.build.inputs import NotPublished

# One of each kind that is answered in a way of its own; what they find does not matter, that they are answered does.
QUESTIONS = (
    "concerns about records",
    "praise for leaders",
    "what is said of training",
    '"the"',
    "areas for improvement",
)


def answers(generation: Generation, encoder: Encoder) -> None:
    """Ask every question of a generation. Raises `NotPublished` where one is not answered with words that stand in a report."""
    question = ""
    try:
        searcher = Searcher(generation, encoder)
        for question in (*QUESTIONS, *(f"grades of {report.name}" for report in searcher.reports[:1])):
            answer = searcher.ask(question)
            wrong = next((e.file for hit in answer.bodies for e in hit.evidence if not _can_be_quoted(e)), None)
            if wrong is not None:
                raise ValueError(f"a quotation from {wrong} has no words or no page")
            searcher.passages(question, limit=5)
    except Exception as error:  # whatever it is, nobody must be served what raises it
        raise NotPublished(
            f"The new index was not published: the question “{question}” fails on it ({error}). The one before goes on "
            "being served. This is a fault in this program; please report it."
        ) from error


def _can_be_quoted(evidence: Evidence) -> bool:
    return bool(evidence.quote.strip()) and evidence.page >= 1


def fault(report: Report, passages: Sequence[Passage]) -> str | None:
    """What is wrong with a report as it was read and split, in a sentence; None where nothing is."""
    found = next((why for passage in passages if (why := _passage_fault(report, passage))), None)
    if found is None and not passages:
        found = "no passage of it has any words"
    if found is None and not all(_yields(report, grade.place) for grade in report.grades if grade.place):
        found = "a grade stands where its page has no words"
    return f"was left out because of a fault in this program: {found}; please report it" if found else None


def _passage_fault(report: Report, passage: Passage) -> str | None:
    page = passage.place[0].page if passage.place else 0
    where = f"on page {page}" if page else "somewhere"
    if not passage.text.strip():
        return f"a passage {where} has no words"
    if not passage.sentences:
        return f"a passage {where} has no sentence"
    if not 0 <= passage.finding < len(report.findings):
        return f"a passage {where} belongs to no finding"
    if not 0 <= report.findings[passage.finding].section < len(report.sections):
        return f"a passage {where} belongs to no section"
    if not _yields(report, passage.place, passage.text):
        return f"a passage {where} differs from its page"
    for sentence in passage.sentences:
        if not sentence.text.strip() or not _yields(report, sentence.place, sentence.text):
            return f"a sentence {where} differs from its page"
        if sentence.text not in passage.text:
            return f"a sentence {where} is not in its passage"
    return None


def _yields(report: Report, place: Place, text: str | None = None) -> bool:
    """Whether a place lies on the report's pages and has words there, these where they are given."""
    inside = all(1 <= part.page <= len(report.pages) and 0 <= part.start < part.end for part in place)
    if not place or not inside:
        return False
    found = report.text(place)
    return bool(found.strip()) and text in (None, found)
