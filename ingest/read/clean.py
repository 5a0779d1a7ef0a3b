"""Printed lines in, the report's own lines out: signs made plain, furniture taken away, broken words made whole.

Done before offsets begin. Words keep their order and spelling, so that a quotation can be found again on the
raw page with white space and hyphens folded. Knows no family.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.records import Line
from ingest.read.furniture import without_links, without_notes, without_running
from ingest.read.lines import pages_named
from ingest.read.words.broken_words import whole_words
from ingest.read.words.bullets import is_bullet, levels, plain_bullets
from ingest.read.words.ligatures import restored

WESTERN = {i: bytes([i]).decode("cp1252", "ignore") or chr(i) for i in range(0x80, 0xA0)}  # quotes and dashes, mostly
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
RAISED = re.compile(
    r"(?<=[^\s\d])(?<![kcm\d\s]m)[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|(?<=\d)[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+"
)


@dataclass(frozen=True, slots=True)
class Clean:
    """The report's own lines, with the printed number and the glossary topics of each page that has them.

    `notes` are the notes at the foot of pages, each with its lines; `problems` tell what could not be mended.
    """

    lines: tuple[Line, ...]
    labels: dict[int, str]
    topics: dict[int, tuple[str, ...]]
    notes: tuple[tuple[Line, ...], ...] = ()
    problems: tuple[str, ...] = ()


def plain_letters(text: str) -> str:
    """Signs of the old western code as the letters they stand for, ligatures as their letters."""
    return text.translate(WESTERN | LIGATURES)


def plain_spaces(text: str) -> str:
    return re.sub(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+", " ", text).strip()


def no_controls(text: str) -> str:
    return re.sub(r"[\u0000\u0001\u0003-\u0008\u000b-\u001f\u007f\u200b-\u200f\u2060\ufeff]", "", text)


def no_raised_digits(text: str) -> str:
    """A line without the marks of notes that are raised digits of their own; those of units stay ("km²")."""
    return RAISED.sub("", text)


STEPS: tuple[Callable[[str], str], ...] = (
    no_controls,
    plain_letters,
    no_raised_digits,
    plain_bullets,
    plain_spaces,
)


def clean(lines: Iterable[Line], running: Sequence[re.Pattern[str]] = ()) -> Clean:
    """Lines as they stand in the file to the report's own lines; `running` are patterns of lines to take away."""
    given = list(lines)
    texts, damaged = restored(given)
    kept = [line for line in map(_with_text, given, map(tidy, texts)) if line.text]
    kept, topics = without_links(_bullets_joined(levels(kept)))
    kept, labels = without_running(kept, running)
    kept, notes = without_notes(kept)
    kept = [line for line in map(_with_text, kept, whole_words(kept)) if line.text]
    problems = []
    if damaged:
        problems.append(
            f"letters of some words are lost on {pages_named(damaged)}, because the file does not say what its signs stand for"
        )
    return Clean(tuple(kept), labels, topics, tuple(map(tuple, notes)), tuple(problems))


def tidy(text: str) -> str:
    """One line through every step of `STEPS`."""
    for step in STEPS:
        text = step(text)
    return text


def _with_text(line: Line, text: str) -> Line:
    if text == line.text:
        return line
    return Line(line.page, text, line.size, line.bold, line.x, line.y, line.blank_before, line.x_end, line.marks)


def _bullets_joined(lines: Sequence[Line]) -> list[Line]:
    """Lines with each bullet that stands on a line of its own put before the text below it."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and is_bullet(last.text) and not is_bullet(line.text) and _is_below(last, line):
            joined[-1] = Line(
                line.page, f"{last.text} {line.text}", line.size, line.bold, last.x, line.y, last.blank_before, line.x_end, line.marks
            )  # fmt: skip
        else:
            joined.append(line)
    return joined


def _is_below(bullet: Line, line: Line) -> bool:
    """Whether a line follows right of a bullet, or right under it, as far as the layout tells."""
    if bullet.page != line.page:
        return False
    if bullet.x is None or line.x is None or bullet.y is None or line.y is None:
        return True
    return bullet.x < line.x and abs(bullet.y - line.y) <= 2 * (line.size or 0.0)
