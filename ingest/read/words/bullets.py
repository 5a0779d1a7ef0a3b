"""Bullets as the typefaces of reports leave them in extracted text, made one sign for each of two levels of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.records import Line

# Shapes of typefaces for symbols stand in the private range from U+F020 on; most are bullets, some dashes.
DASHES = "\uf02d\uf0be\u2212\u0336\u2500\u2015\u2014"
BULLETS = "•●▪■▫□◦○◆◇❖‣⁃∙·►▶➢➤✓✔\uf021-\uf02c\uf02e-\uf0bd\uf0bf-\uf0ff◼◻⬛"
SUBBULLETS = r"\-\u2010\u2011–"  # dashes that are bullets only where they are set before a text
FIRST = re.compile(rf"^\s*[{BULLETS}]\s*")
LETTER_O = re.compile(r"^\s*o(?:\s+(?=[A-Za-z‘“(])|\s*$)")  # a ring of a typeface for symbols
HYPHEN = re.compile(r"^\s*[-\u2010\u2011]\s+(?=\S)")
INTRODUCED = re.compile(r"(?:[.:;,!?]|\band|\bor)[’”)]*$")
SECOND = re.compile(rf"^\s*[{DASHES}]\s*")
LONE = re.compile(rf"\s*(?:[{BULLETS}{DASHES}{SUBBULLETS}]|o)\s*")
ITEM = re.compile(rf"^\s*(?:[{BULLETS}]|[{DASHES}{SUBBULLETS}]\s)")


def plain_bullets(text: str) -> str:
    """A line with the sign of its level where it begins with a bullet: "• " or "– ".

    >>> plain_bullets("\uf0b7officers"), plain_bullets("— by day")
    ('• officers', '– by day')
    """
    return SECOND.sub("– ", FIRST.sub("• ", text, count=1), count=1)


def is_bullet(text: str) -> bool:
    """Whether a line is a bullet and nothing else."""
    return LONE.fullmatch(text) is not None


def begins_item(text: str) -> bool:
    """Whether a line begins with a bullet."""
    return ITEM.match(text) is not None


def levels(lines: Sequence[Line]) -> list[Line]:
    """Lines with bullets that are letters or hyphens made plain: below other bullets, or of the first level without any.

    A hyphen opens an item where what stands before has ended or introduces it; else the line goes on after a dash.
    """
    below = any(line.text.startswith("•") for line in lines)
    ring = "–" if below else "•"
    changed: list[Line] = []
    for line in lines:
        last = changed[-1] if changed else None
        if LETTER_O.match(line.text) and _opens(last, line):
            line = replace(line, text=LETTER_O.sub(f"{ring} ", line.text).strip())
        elif HYPHEN.match(line.text) and _opens(last, line):
            line = replace(line, text=HYPHEN.sub("– ", line.text))
        changed.append(line)
    return changed


def _opens(last: Line | None, line: Line) -> bool:
    if last is None or last.page != line.page or line.blank_before or INTRODUCED.search(last.text):
        return True
    return begins_item(last.text) and last.x == line.x
