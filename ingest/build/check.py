"""What is about to be published, checked: each report before it is encoded, the whole generation before it is served.

A report that breaks a rule is left out with a sentence, and the rest is published. The rules are what a question relies
on, so that no generation can be published that fails every question.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.records import Passage, Place, Report


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
