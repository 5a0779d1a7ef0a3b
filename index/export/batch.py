"""Many questions answered at once: one workbook of all of them, and which body got which verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from index.answers.hits import NO_REPORT, BodyHit
from index.answers.results import Answer
from index.answers.tables import Row
from index.answers.verdict_words import FACTS
from index.errors import BadFilter
from index.export import rows
from index.export.content import Content
from index.export.spreadsheets import Link, Rows, workbook

SHOWN = 10  # questions beside each other on the page; a workbook has them all
REFUSED = "refused"


def questions(text: str) -> list[str]:
    """One question a line; empty lines, repeated questions and a heading `question` are left out."""
    lines = [" ".join(line.strip().strip('"').split()) for line in text.lstrip("\ufeff").splitlines()]
    return [
        line
        for i, line in enumerate(dict.fromkeys(filter(None, lines)))
        if i or line.lower() not in ("question", "questions")
    ]


def answer_all(asked: Sequence[str], answer: Callable[[str], Content]) -> tuple[list[Content], list[tuple[str, str]]]:
    """The answers, and the questions that cannot be answered, each with its reason."""
    done, refused = [], []
    for question in asked:
        try:
            done.append(answer(question))
        except BadFilter as error:
            refused.append((question, str(error)))
    return done, refused


def matrix(answers: Sequence[Answer]) -> tuple[list[str], list[tuple[str, ...]]]:
    """Every body of any answer with its verdict for each question: headings, rows. Bodies outside, or without a report, say so."""
    found: dict[str, dict[int, str]] = {}
    for number, answer in enumerate(answers):
        for hit in answer.bodies:
            found.setdefault(hit.body, {})[number] = _cell(hit)
        for each in answer.outside:
            found.setdefault(each.body, {})[number] = each.note
        for name in answer.no_report:
            found.setdefault(name, {})[number] = NO_REPORT
    lines = [(body, *(own.get(i, "not in scope") for i in range(len(answers)))) for body, own in sorted(found.items())]
    return ["body", *(answer.question for answer in answers)], lines


def _cell(hit: BodyHit) -> str:
    """The verdict on a body; where facts alone answer, in words, with the grade itself."""
    if hit.verdict not in FACTS:
        return hit.verdict
    return f"{FACTS[hit.verdict]}{f': {hit.grade.grade}' if hit.grade else ''}"


def workbook_of(done: Sequence[Content], refused: Sequence[tuple[str, str]] = ()) -> bytes:
    """Sheets of the questions, the verdicts side by side, the list, the evidence, and the records of all searches.

    Raises `IndexUnusable` where a quotation does not stand on its page.
    """
    done = [each.reviewed() for each in done]
    for each in done:
        each.verify()
    columns, lines = matrix([each.answer for each in done])
    return workbook(
        {
            "Questions": (
                ("question", "understood", "bodies listed", "bodies searched", "outside", "without a report", "note"),
                _asked(done, refused),
            ),
            "Verdicts": (columns, lines),
            "List": (("question", *rows.BODIES), list(_all(done, rows.BODIES, rows.bodies))),
            "Evidence": (("question", *rows.EVIDENCE), list(_all(done, rows.EVIDENCE, rows.evidence))),
            "Search record": (
                ("question", "what", "value"),
                [(e.answer.question, *entry) for e in done for entry in e.record.entries()],
            ),
        }
    )


def _asked(done: Sequence[Content], refused: Sequence[tuple[str, str]]) -> Rows:
    told: list[tuple[object, ...]] = []
    for each in done:
        answer = each.answer
        notes = " ".join(answer.notes)
        told.append(
            (
                answer.question,
                answer.understood.sentence,
                len(answer.listed),
                answer.searched.bodies,
                len(answer.outside),
                len(answer.no_report),
                notes,
            )
        )
    return [*told, *((question, REFUSED, None, None, None, None, reason) for question, reason in refused)]


def _all(
    done: Sequence[Content], columns: Sequence[str], table: Callable[..., Iterator[Row]]
) -> Iterator[list[object]]:
    for each in done:
        for row in table(each.answer, each.review, each.links):
            cells = [Link(str(row[name])) if name == "open" and row.get(name) else row.get(name) for name in columns]
            yield [each.answer.question, *cells]
