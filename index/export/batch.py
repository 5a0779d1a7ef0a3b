"""Many questions answered at once: one workbook of all of them, and which body got which verdict."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence

from index.answers import plain_words
from index.answers.hits import NO_REPORT, BodyHit
from index.answers.results import Answer
from index.answers.verdict_words import FACTS
from index.errors import BadFilter, UnknownFormat
from index.export import sheets
from index.export.content import Content
from index.export.spreadsheets import Column, Sheet, workbook

SHOWN = 10  # questions beside each other on the page; a workbook has them all
REFUSED = "Not answered"
VERDICT_WIDTH = 24
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def decoded(data: bytes, name: str) -> str:
    """The text of a file of questions, in the encoding that its mark names, else UTF-8. Raises `UnknownFormat`."""
    mark = next((name for start, name in MARKS.items() if data.startswith(start)), "utf-8")
    try:
        text = data.decode(mark)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise UnknownFormat(f"{name} is not text in UTF-8; save it as that.")
    return text


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


ASKED = ("Question", "How it was read", "Bodies listed", "Bodies searched", "Outside", "Without a report", "Note")


def workbook_of(done: Sequence[Content], refused: Sequence[tuple[str, str]] = ()) -> bytes:
    """Sheets of the lists, the questions, the verdicts side by side, the evidence, and how the lists were made.

    Raises `IndexUnusable` where a quotation does not stand on its page.
    """
    done = [each.reviewed() for each in done]
    for each in done:
        each.verify()
    columns, lines = matrix([each.answer for each in done])
    headings = [Column("Body", sheets.WIDTHS["Body"]), *(Column(question, VERDICT_WIDTH) for question in columns[1:])]
    return workbook(
        {
            "List": sheets.of_several(done, sheets.LIST, sheets.listed),
            "Questions": Sheet([Column(name, sheets.WIDTHS.get(name, 16)) for name in ASKED], _asked(done, refused)),
            "Verdicts": Sheet(headings, ((body, *map(_in_words, cells)) for body, *cells in lines)),
            "Evidence": sheets.of_several(done, sheets.EVIDENCE, sheets.evidence),
            sheets.HOW: sheets.how_several_were_made(done),
        },
        sheets.about(done) if done else None,
    )


def _in_words(cell: str) -> str:
    """A cell of the matrix: a verdict, or why there is none."""
    return plain_words.verdict(cell)


def _asked(done: Sequence[Content], refused: Sequence[tuple[str, str]]) -> Iterator[tuple[object, ...]]:
    for each in done:
        answer = each.answer
        yield (
            answer.question,
            answer.understood.sentence,
            len(answer.listed),
            answer.searched.bodies,
            len(answer.outside),
            len(answer.no_report),
            " ".join(answer.notes),
        )
    yield from ((question, REFUSED, None, None, None, None, reason) for question, reason in refused)
