"""What a block is: lines that belong together, of one kind, told by the signs that its first line begins with."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.records import Line

BULLET = re.compile(r"^• ?")
DASH = re.compile(r"^– ")
NUMBER = re.compile(r"^(\d{1,3})(?:\.?\s+(?=\S)|\.(?=[A-Z‘“]))")
ENDED = re.compile(r"[.!?:;][’”\"')\]]*\d{0,2}$")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. `kind`: heading, paragraph, numbered, bullet, subbullet, or note (at the foot of a page).

    `number` is the printed number of a numbered block; `size` and `bold` are those of its first line.
    """

    kind: str
    lines: tuple[Line, ...]
    number: str | None = None

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def size(self) -> float | None:
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        return bool(self.lines[0].bold)


Known = Callable[[str], bool]  # whether a text is a heading that a family prints


def as_block(group: Sequence[Line], heading: bool) -> Block:
    """Lines as one block, of the kind that its first line shows where it is no heading."""
    text = group[0].text
    if heading:
        return Block("heading", tuple(group))
    if BULLET.match(text):
        return Block("bullet", tuple(group))
    if DASH.match(text):
        return Block("subbullet", tuple(group))
    if number := NUMBER.match(text):
        return Block("numbered", tuple(group), number.group(1))
    return Block("paragraph", tuple(group))


def known_at(lines: Sequence[Line], at: int, known: Known) -> int:
    """How many lines from `at` on are a heading that the family prints; 0 where none is."""
    for count in (3, 2, 1):
        run = lines[at : at + count]
        if len(run) == count and run[0].page == run[-1].page and known(text_of(run)):
            return count
    return 0


def text_of(lines: Sequence[Line]) -> str:
    """The text of lines that belong together."""
    return " ".join(line.text for line in lines)
