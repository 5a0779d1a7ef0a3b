"""The grades of an Ofsted children's-services report, each from its own place.

They come from the table on the cover (2013: from the record of main findings), and the board's also from the sentence that
heads its part; never from prose, running lines or lists of earlier inspections. A row whose label is not known word for word
is taken for the nearest area that no other row names, and told where that is not plainly the one that is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from corpus.families.childrens_services import words
from corpus.families.profile import WHOLE, Area, Edition
from corpus.layout.blocks import Block
from corpus.layout.page_text import PageText, subplace
from corpus.names import fold
from corpus.records import Grade

BOARD = "safeguarding_board"
SHORTEST_LABEL = 12  # characters: shorter names of areas stand in prose too
# Shares of the same words in the same order: from NEAR on a label means an area; from PLAIN on, and further from the next
# area than MARGIN, it plainly is a misprint of its name. "children care leavers" is at 0.93 of "care leavers", 0.88 of
# "children in care".
NEAR, PLAIN, MARGIN = 0.7, 0.85, 0.05
# A row of the table in whatever words: from its first word to a grade that ends the row.
ANY_ROW = re.compile(
    rf"\s*(?P<label>(?:The|Overall)\s(?:(?!\b(?:{words.GRADE_WORDS})\b)[^.;:,]){{5,130}}?)[\s.:–-]*(?P<grade>{words.GRADE_WORDS})\b",
    re.I,
)
ROW_STARTS = re.compile(r"\s+(?:The|Overall)\b")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of judgements: where it stands in the table's text, its label and grade as printed, its area."""

    start: int
    end: int
    label: str
    grade: str
    area: str | None
    plain: bool = True  # whether the label means that area beyond doubt


def grades(
    blocks: Sequence[Block], front: Sequence[Block], woven: PageText, edition: Edition | None
) -> tuple[tuple[Grade, ...], tuple[str, ...], tuple[str, ...]]:
    """The grades of the table, the labels it leaves unjudged, and what was doubtful; the first of an area counts."""
    if edition is None:
        return (), (), ()
    found: dict[str, Grade] = {}
    unjudged: dict[str, None] = {}
    problems: list[str] = []
    for grade in _candidates(blocks, front, woven, edition, problems):
        if grade.grade == "not judged":
            unjudged.setdefault(grade.label)
        elif grade.grade in edition.scale.grades and grade.label not in unjudged:
            found.setdefault(grade.area, grade)
    return tuple(found.values()), tuple(unjudged), tuple(problems)


def _candidates(
    blocks: Sequence[Block], front: Sequence[Block], woven: PageText, edition: Edition, problems: list[str]
) -> Iterator[Grade]:
    table = _record(blocks) or front
    place = tuple(part for block in table for part in woven.place(block))
    for row in rows(table, edition):
        if row.area is None:
            problems.append(f"the row “{row.label}: {row.grade}” of the table of judgements is of no area known here")
            continue
        if not row.plain:
            name = next(area.name for area in edition.areas if area.key == row.area)
            problems.append(f"the row “{row.label}” of the table of judgements was taken for “{name}”")
        yield Grade(row.area, row.label, word(row.grade), subplace(place, row.start, row.end))
    yield from _stated_below_headings(blocks, woven, edition)
    if edition.area_named("LSCB"):
        yield from _board_heading(blocks, woven)


# Rows of the table --------------------------------------------------------------------------------------------------


def rows(table: Sequence[Block], edition: Edition) -> tuple[Row, ...]:
    """The rows in the blocks of a table, in order; places are in the blocks' texts joined by one blank."""
    text = " ".join(block.text for block in table)
    found: list[Row] = []
    doubtful: list[Row] = []
    for match in _rows_below_head(table, text):
        area = edition.area_named(" ".join(match["label"].split()))
        (found if area else doubtful).append(_row(match, area.key if area else None))
    ends = [(row.start, row.end) for row in (*found, *doubtful)]
    known = _known_rows(text, edition)
    found += [row for row in known if not any(row.start < end and start < row.end for start, end in ends)]
    taken = {row.area for row in found}
    rest = [area for area in edition.areas if area.graded and area.key not in taken]
    for row in doubtful:
        area, plain = nearest(row.label, rest)
        found.append(replace(row, area=area.key if area else None, plain=plain))
        rest = [other for other in rest if other is not area]
    return tuple(sorted(found, key=lambda row: row.start))


def _row(match: re.Match[str], area: str | None) -> Row:
    return Row(match.start("label"), match.end("grade"), " ".join(match["label"].split()), match["grade"], area)


def _rows_below_head(table: Sequence[Block], text: str) -> Iterator[re.Match[str]]:
    """Rows that follow the head of the table one by one, whatever their labels."""
    head = re.search(r"\bJudge?ments?\s+Grades?\b", text, re.I)
    ends = set(accumulate((len(block.text) + 1 for block in table), initial=-1))
    position = head.end() if head else len(text)
    while (row := ANY_ROW.match(text, position)) and (row.end() in ends or ROW_STARTS.match(text, row.end())):
        yield row
        position = row.end()


def _known_rows(text: str, edition: Edition) -> Iterator[Row]:
    """Rows wherever they stand whose labels are the edition's."""
    for match in table_pattern(edition).finditer(text):
        if area := edition.area_named(" ".join(match["label"].split())):
            yield _row(match, area.key)
    if edition.area_named("LSCB"):
        for key, pattern in ((WHOLE, words.OVERALL), (BOARD, words.BOARD_GRADE)):
            if printed := pattern.search(text):
                yield _row(printed, key)


def table_pattern(edition: Edition) -> re.Pattern[str]:
    """A row of the table: a label of the edition, however it is wrapped, then at once a grade and no more words."""
    labels = "|".join(
        re.escape(name).replace(r"\ ", r"\s+") for name in sorted(_labels(edition), key=len, reverse=True)
    )
    return re.compile(rf"\b(?P<label>{labels})[\s.:–-]*(?P<grade>{words.GRADE_WORDS})\b(?!\s+(?-i:[a-z]))", re.I)


def _labels(edition: Edition) -> set[str]:
    return {name for area in edition.areas for name in area.names if len(name) > SHORTEST_LABEL}


def nearest(label: str, areas: Sequence[Area]) -> tuple[Area | None, bool]:
    """The area that a label printed otherwise means, and whether plainly so; none where it is near none."""
    shares = [max(_share(label, name) for name in area.names) for area in areas]
    best = max(shares, default=0.0)
    if best < NEAR:
        return None, False
    next_best = max((share for i, share in enumerate(shares) if i != shares.index(best)), default=0.0)
    return areas[shares.index(best)], best >= PLAIN and best - next_best >= MARGIN


def _share(label: str, name: str) -> float:
    """The share of the same words in the same order."""
    return SequenceMatcher(None, fold(label).split(), fold(name).split(), autojunk=False).ratio()


def word(printed: str) -> str:
    """A printed grade in the scale's words.

    >>> word("Requires improvement to be good")
    'requires improvement'
    """
    text = " ".join(printed.lower().split())
    return "requires improvement" if text.startswith("require") else text


def _board_heading(blocks: Sequence[Block], woven: PageText) -> Iterator[Grade]:
    """The sentence that heads the safeguarding board's part."""
    for block in blocks:
        if (match := words.BOARD_GRADE.match(block.text)) and block.text[match.end() :].strip() in ("", "."):
            label = " ".join(match["label"].split())
            yield Grade(BOARD, label, word(match["grade"]), woven.place(block))


def _record(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The last part of a report of 2013, which repeats all grades in a table."""
    start = next((i for i, block in enumerate(blocks) if words.RECORD.match(block.text)), None)
    return tuple(blocks[start:]) if start is not None else ()


def _stated_below_headings(blocks: Sequence[Block], woven: PageText, edition: Edition) -> Iterator[Grade]:
    """Grades as reports of 2013 print them below the heading of an area: "Grade 3 (Adequate)"."""
    for heading, below in pairwise(blocks):
        stated = re.match(r"^Grade \d \((\w+)\)$", below.text)
        if stated and (area := edition.area_named(heading.text)):
            yield Grade(area.key, heading.text, word(stated.group(1)), woven.place(below))
