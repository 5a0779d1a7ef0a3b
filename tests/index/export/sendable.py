"""An answer with something of everything that files have to say, made of invented bodies: for tests of what is sent."""

from __future__ import annotations

from dataclasses import replace

from corpus.records import Slice
from index.answers.outside import FILTERS, Outside
from index.answers.quotation import Origin
from index.answers.results import Answer, Completeness
from index.export import search_record
from index.export.content import Content
from index.review.decisions import Decision, Decisions
from tests.ui.stub_search import HITS, Searcher, evidence, hit

QUESTION = "forces with DVPO concerns"
ADDRESS = "https://www.example.org/reports/fernmoor%20report.pdf"
WORDS = "“Supervision” was thin; officers weren’t told — 3 in 10 knew."
DAYS = ("2023-03-06 to 2023-03-17", "2023-04-03 to 2023-04-04")


def content() -> Content:
    """Listed with days and an address, excluded in review, praised, nothing found, another grade, outside, and no report."""
    searcher = Searcher()
    given = searcher.ask(QUESTION)
    fernmoor, hollowmere, quillhaven, ostermarch = HITS
    origin = replace(fernmoor.reports[0], title="PEEL 2023–25: Fernmoor", address=ADDRESS, inspected=DAYS)
    best = evidence(WORDS, 19, page_label="17", title="Orders", place=(Slice(19, 30, 30 + len(WORDS)),))
    quoted = tuple(replace(each, origin=origin) for each in (best, evidence(page=23, page_label="iv")))
    bodies = (
        replace(
            fernmoor, evidence=quoted, reports=(origin,), address=ADDRESS, title=origin.title, found=7, region="North"
        ),
        hollowmere,
        quillhaven,
        ostermarch,
        hit("skelmarsh", "not_met", evidence=()),
    )
    outside = (
        Outside(
            "tarnholt",
            "Tarnholt Police",
            FILTERS,
            (Origin("peel/t_1.pdf", "peel", None, "2014", published="2015-02-01"),),
        ),
    )
    answer: Answer = replace(given, bodies=bodies, outside=outside, completeness=Completeness(2, 1.6, 0.7, ()))
    record = search_record.record_of(
        answer, searcher.provenance, ["grade>=requires_improvement", "kind!=main_finding"], ["stance"]
    )
    review = Decisions(
        {hollowmere.key: Decision("exclude", "not on the subject", "A. Reviewer", "2024-05-03T10:00:00+00:00")},
        {(fernmoor.key, fernmoor.file, WORDS): Decision("include", "", "A. Reviewer", "2024-05-03T10:00:00+00:00")},
    )
    return Content(answer, record, searcher.pages, searcher.passages(QUESTION), review, "https://search.example.org")  # type: ignore[arg-type]


def quoted_elsewhere() -> Content:
    """The same, the grade of the first body from a full inspection, its best quotation weak and from another report."""
    made = content()
    first, *others = made.answer.bodies
    full = Origin(
        "peel/f_0.pdf", "peel", "PEEL 2021: Fernmoor", "2021", full=True, inspected=("2022-05-01 to 2022-05-05",)
    )
    weak = replace(first.evidence[0], score=0.49)
    first = replace(first, reports=(full, replace(first.reports[0], full=False)), evidence=(weak, *first.evidence[1:]))
    answer = replace(made.answer, bodies=(first, *others))
    return replace(made, answer=answer, record=replace(made.record, answer=answer))


def by_grades() -> Content:
    """The same, answered by grades alone."""
    made = content()
    answer = replace(made.answer, understood=replace(made.answer.understood, answer="grades"))
    record = replace(made.record, answer=answer)
    assert made.passages is not None
    return replace(made, answer=answer, record=record, passages=replace(made.passages, passages=()))
