"""The characters of one page in, the pieces of its printed lines out: a line, or what stands in one cell or column of it.

PDFium breaks a line where a raised digit or a bullet is set apart, and runs over a change of type; here pieces of one line
are put together again, titles that share a line with their text are set apart, and the marks of notes leave the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.read.pdf.characters import JOINED, Characters
from ingest.read.words.bullets import is_bullet

PRINTED = re.compile(rf"[^\r\n{JOINED}]+{JOINED}?")
BLANKS = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
LETTER = re.compile(r"[A-Za-z]")
MARK = re.compile(r"\d{1,3}(?!\d)|[*†‡§]")
UNIT = re.compile(r"(?:^|[\s\d])[kcm]?m$")  # "km" before a raised digit
RAISED_SIZE, RAISED_BY = 0.85, 0.12  # a mark's type is smaller than the text's, and stands higher by a share of it
ENDED = re.compile(r"[.!?:;][’”\"')\]]*$")
WORD = re.compile(r"(?<!\S)[^\w\s]{0,2}([A-Za-z])")
LONE_MARK = re.compile(r"\s*(?:\d{1,3}|[*†‡§]{1,3})\s*")
ITEM = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]")
SAME_LINE, SAME_BULLET = 0.25, 0.5  # of the type's size: how far apart the baselines of one line are at most
CLOSE = 0.6  # of the type's size: a wider room on a line is one between cells
INDENT = 60.0  # points between a bullet and its text at most
OTHER_SIZE = 1.4  # points
RUNS_TO, RUNNING_WORDS = 0.85, 6  # of the way to the page's right edge of text, and words: text, and no cell of a table


@dataclass(slots=True)
class Piece:
    """Characters `start` to `end` of a page, which stand in one line. `gap` tells whether room is above, None: by measure."""

    start: int
    end: int
    text: str
    x: float | None
    y: float | None
    x_end: float | None
    size: float
    bold: bool
    marks: tuple[str, ...] = ()
    gap: bool | None = None


def pieces(characters: Characters) -> list[Piece]:
    """The pieces of a page in PDFium's order."""
    found = (piece(characters, line.start(), line.end()) for line in PRINTED.finditer(characters.text))
    return [each for each in found if each is not None]


def piece(characters: Characters, start: int, end: int) -> Piece | None:
    """The piece that some characters are; None of blanks."""
    text = characters.text[start:end].rstrip(BLANKS)  # tabs and other signs may be letters that are lost
    end = start + len(text)
    text = text.lstrip(BLANKS)
    start = end - len(text)
    if not text.strip():
        return None
    letter = LETTER.search(text)  # the type is the words', not that of a number, bullet or mark before them
    sized = start + letter.start() if letter else start
    origin = characters.origin(start)
    made = Piece(
        start, end, text, origin[0] if origin else None, origin[1] if origin else None,
        characters.right(end - 1), characters.size(sized), characters.bold(sized),
    )  # fmt: skip
    if MARK.search(text):
        _without_marks(made, characters, sized)
    return made


def _without_marks(made: Piece, characters: Characters, sized: int) -> None:
    """Take the marks of notes out of a piece's text; a raised digit after a unit stays, as such."""
    parts, at, base = [], made.start, characters.origin(sized)
    for run in MARK.finditer(characters.text, made.start, made.end):
        first = last = run.end() - 1
        if characters.size(last) > RAISED_SIZE * made.size:
            continue
        while first > at and _belongs(characters, first - 1, made.size):
            first -= 1
        origin = characters.origin(last)
        if first <= made.start or not origin or not base or origin[1] - base[1] < RAISED_BY * made.size:
            continue
        before, mark = characters.text[at:first], characters.text[first : last + 1]
        if UNIT.search(before) and mark in ("2", "3"):
            parts.append(before + "²³"["23".index(mark)])
        else:
            parts.append(before)
            made.marks = (*made.marks, *re.findall(r"\d+|[*†‡§]+", mark))
        at = last + 1
    if parts:
        made.text = "".join(parts) + characters.text[at : made.end]


def _belongs(characters: Characters, index: int, size: float) -> bool:
    """Whether a character belongs to a mark that ends after it: "12,13" is one."""
    return characters.text[index] in "0123456789,–-*†‡§" and characters.size(index) <= RAISED_SIZE * size


# Putting together ----------------------------------------------------------------------------------------------------


def whole_lines(found: Sequence[Piece]) -> list[Piece]:
    """Pieces with those of one line as one: what follows a mark, an item's bullet or number and its text."""
    lines: list[Piece] = []
    for each in _with_bullets(found):
        last = lines[-1] if lines else None
        if last is not None and _is_mark_of(last, each):
            lines[-1] = replace(last, x_end=each.x_end, marks=(*last.marks, each.text.strip()))
        elif last is not None and (_follows(last, each) or _is_item_of(last, each)):
            lines[-1] = _joined(last, each)
        else:
            lines.append(each)
    return lines


def _joined(one: Piece, other: Piece) -> Piece:
    apart = (other.x or 0) - (one.x_end or 0) > 0.15 * one.size or bool(one.marks and other.text[:1].isalnum())
    letters = one if LETTER.search(one.text) else other
    return replace(
        one,
        text=f"{one.text}{' ' if apart else ''}{other.text}",
        end=other.end,
        x_end=other.x_end,
        size=letters.size,
        bold=letters.bold,
        marks=one.marks + other.marks,
    )


def _level(one: Piece, other: Piece) -> float | None:
    """How much higher the second piece stands, in sizes of the larger type."""
    size = max(one.size, other.size)
    return None if one.y is None or other.y is None or not size else (other.y - one.y) / size


def _room(one: Piece, other: Piece) -> float | None:
    """The room between the end of a piece and the beginning of another, in sizes of the larger type."""
    size = max(one.size, other.size)
    return None if one.x_end is None or other.x is None or not size else (other.x - one.x_end) / size


def _follows(last: Piece, each: Piece) -> bool:
    level, room = _level(last, each), _room(last, each)
    if level is None or room is None or last.text.endswith(JOINED):
        return False
    return abs(level) <= SAME_LINE and -CLOSE <= room <= CLOSE


def _is_mark_of(last: Piece, each: Piece) -> bool:
    """Whether a piece is nothing but the mark of a note, raised after the last one."""
    if each.size > RAISED_SIZE * last.size or not LONE_MARK.fullmatch(each.text):
        return False
    level, room = _level(last, each), _room(last, each)
    return level is not None and room is not None and RAISED_BY <= level <= 0.8 and -CLOSE <= room <= CLOSE


def _is_item_of(last: Piece, each: Piece) -> bool:
    level = _level(last, each)
    if level is None or abs(level) > SAME_LINE or not ITEM.fullmatch(last.text):
        return False
    return last.x is not None and each.x is not None and 0 < each.x - last.x <= INDENT


def _with_bullets(found: Sequence[Piece]) -> list[Piece]:
    """Pieces with each bullet that is set by itself before the text at its height."""
    bullets = [each for each in found if is_bullet(each.text)]
    if not bullets:
        return list(found)
    kept: list[Piece | None] = list(found)
    for bullet in bullets:
        beside = [i for i, each in enumerate(kept) if each is not None and each is not bullet and _beside(bullet, each)]
        if beside:
            at = min(beside, key=lambda i: kept[i].x or 0.0)  # type: ignore[union-attr]
            text = kept[at]
            assert text is not None
            kept[at] = replace(text, text=f"{bullet.text} {text.text}", x=bullet.x)
            kept[next(i for i, each in enumerate(kept) if each is bullet)] = None
    return [each for each in kept if each is not None]


def _beside(bullet: Piece, each: Piece) -> bool:
    level = _level(bullet, each)
    if level is None or bullet.x is None or each.x is None:
        return False
    return abs(level) <= SAME_BULLET and 0 < each.x - bullet.x <= INDENT and not is_bullet(each.text)


# Setting apart -------------------------------------------------------------------------------------------------------


def titles_apart(found: Sequence[Piece], characters: Characters) -> Iterator[Piece]:
    """Pieces with a title that shares a line with text, told by its type, as a piece of its own."""
    edge = max((each.x_end or 0.0 for each in found), default=0.0)
    for each in found:
        at = _change(each, characters)
        left, right = (piece(characters, each.start, at), piece(characters, at, each.end)) if at else (None, None)
        if left and right and _is_title_beside(left, right, edge):
            yield replace(left, gap=each.gap)
            right.gap = True
            yield right
        else:
            yield each


def _change(each: Piece, characters: Characters) -> int | None:
    """Where the type of a piece changes for the rest of it."""
    if each.end - each.start < 12:
        return None
    final = each.end - 1
    while final > each.start and not characters.text[final].isalpha():
        final -= 1
    last = _type(characters, final)
    if _same(last, (each.size, each.bold)):
        return None
    found = list(WORD.finditer(characters.text, each.start, each.end))
    words, letters = [word.start() for word in found], [word.start(1) for word in found]
    at = len(letters) - 1
    while at and _same(last, _type(characters, letters[at - 1])):
        at -= 1
    return words[at] if 2 <= at <= len(letters) - 2 else None


def _type(characters: Characters, index: int) -> tuple[float, bool]:
    return characters.size(index), characters.bold(index)


def _same(one: tuple[float, bool], other: tuple[float, bool]) -> bool:
    return abs(one[0] - other[0]) < OTHER_SIZE and one[1] == other[1]


def _is_title_beside(left: Piece, right: Piece, edge: float) -> bool:
    """Whether one of two pieces is a title: in larger type, or in bold beside text that has ended or goes on below."""
    if abs(left.size - right.size) >= OTHER_SIZE and (left.bold or right.bold or abs(left.size - right.size) > 3):
        return True
    starts = right.text[:1].isupper()
    if right.bold and not left.bold:
        return starts and ENDED.search(left.text) is not None and not right.text.endswith((".", ",", ";"))
    long = (right.x_end or 0.0) >= RUNS_TO * edge and len(right.text.split()) >= RUNNING_WORDS
    return left.bold and not right.bold and starts and long and not ENDED.search(left.text)
