"""Area SEND reports: blocks in, an outline of sections and findings and the report's facts out.

Each bullet under the two questions on what works and what must be better is a finding, and so is each row of the tables of
actions, with its further bullets. In a table of two columns the left one names who is responsible: it introduces the row and
is no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.families.area_send import words
from corpus.families.area_send.tables import CELL, rows
from corpus.families.profile import Edition, Profile
from corpus.families.reader import Reader
from corpus.layout.blocks import Block
from corpus.layout.dates import spans
from corpus.layout.outline import Facts, Outline
from corpus.layout.page_text import PageText

SENTENCE = re.compile(r"^.+?[.](?=\s+[A-Z]|\s*$)", re.S)


def is_heading(text: str, profile: Profile, edition: Edition | None) -> bool:
    """Whether a line is a heading that the reports share, so that it is one without bold type too."""
    shared = (words.OUTCOME, words.EFFECTIVE, words.BETTER, *words.LISTS.values())
    return any(pattern.match(text) for pattern in shared)


def arrange(found: Sequence[Block], profile: Profile) -> tuple[Block, ...]:
    """Blocks with the rows of the tables of actions put together."""
    arranged: list[Block] = []
    table: list[Block] = []
    inside = False
    for block in found:
        if block.kind == "heading":
            arranged += rows(table)
            table = []
            inside = any(pattern.match(block.text) for pattern in words.LISTS.values())
        if inside and block.kind != "heading":
            table.append(block)
        else:
            arranged.append(block)
    return (*arranged, *rows(table))


def read_report(
    blocks: tuple[Block, ...], text: PageText, profile: Profile, edition: Edition | None
) -> tuple[Outline, Facts]:
    """The outline and the facts of one report."""
    walk = _Walk(Outline(text), profile)
    for block in blocks:
        walk.take(block)
    return walk.outline, _facts(blocks, walk)


class _Walk:
    """Where a walk over a report's blocks stands: the open section, what stands in it, the finding that is being filled."""

    def __init__(self, outline: Outline, profile: Profile) -> None:
        self.outline = outline
        self.outcome: str | None = None
        self.about: list[str] = []  # what the report says of the partnership
        self._profile = profile
        self._section = outline.section(None, "Cover", area=None)
        self._kind = "context"
        self._lead_in: str | None = None  # what introduces each item of the open part
        self._cell: str | None = None
        self._finding: int | None = None
        self._in_outcome = False
        self._title_seen = False

    def take(self, block: Block) -> None:
        if words.TITLE.match(block.text):
            if self._title_seen:
                return  # the title as a running line
            self._title_seen = True
        if block.kind == "heading":
            self._heading(block)
        elif any(pattern.search(block.text) for pattern in self._profile.boilerplate):
            self.outline.add(self.outline.finding("boilerplate", self._section), block)
        elif block.kind == CELL:
            self._cell = block.text
            self._finding = None
        elif self._kind == "context":
            self._context(block)
        elif block.kind in ("subbullet",) or (
            self._kind in words.LISTS and block.kind == "bullet" and self._finding is not None
        ):
            self._add(block)
        else:
            self._begin(block)

    def _heading(self, block: Block) -> None:
        text = block.text
        self._in_outcome = bool(words.OUTCOME.match(text))
        self._lead_in = self._cell = self._finding = None
        side = None
        if kind := next((kind for kind, pattern in words.LISTS.items() if pattern.match(text)), None):
            self._kind = kind
            if words.TABLE_HEAD.match(text):
                return  # the head of the table that the section's heading announced
        elif words.EFFECTIVE.match(text) or words.BETTER.match(text):
            self._kind, self._lead_in = "main_finding", text
            side = "praise" if words.EFFECTIVE.match(text) else "concern"
        elif words.EXPERIENCE.match(text) or self._in_outcome:
            self._kind = "observation"
        elif words.TITLE.match(text) or words.ABOUT.match(text) or self._kind in words.LISTS:
            self._kind = "context"
        self._section = self.outline.section(block, text, area=None, stance=side)

    def _context(self, block: Block) -> None:
        self.about.append(block.text)
        self.outline.add(self.outline.finding("context", self._section), block)

    def _begin(self, block: Block) -> None:
        if self._in_outcome and self.outcome is None and (found := SENTENCE.match(block.text)):
            self.outcome = found.group()
        if self._kind == "observation" and block.kind == "bullet" and self._finding is not None:
            self._add(block)
            return
        self._finding = self.outline.finding(self._kind, self._section)
        self._add(block)

    def _add(self, block: Block) -> None:
        assert self._finding is not None
        self.outline.add(self._finding, block, lead_in=self._cell or self._lead_in)


def _facts(blocks: Sequence[Block], walk: _Walk) -> Facts:
    opening = [block for block in blocks if block.page <= 2]
    title = next((found for block in opening if (found := words.TITLE.match(block.text))), None)
    dates = next((found for block in opening if (found := words.DATES.match(block.text))), None)
    return Facts(
        body_name=title["name"] if title else None,
        title=" ".join(title.group().split()) if title else None,
        inspected=spans(dates["dates"]) if dates else (),
        problems=tuple(_problems(walk)),
        bodies_also=tuple(_boards(walk.about, title["name"] if title else "")),
        outcome=walk.outcome,
    )


def _problems(walk: _Walk) -> Iterator[str]:
    if not any(finding.kind in words.LISTS for finding in walk.outline.findings):
        yield "no table of what should improve was found"
    if walk.outcome is None:
        yield "the outcome of the inspection was not found"


def _boards(about: Sequence[str], area: str) -> Iterator[str]:
    """The integrated care boards that are named as inspected: those said to be responsible, else the first named."""
    responsible = [text for text in about if re.search(r"\bare (?:jointly )?responsible\b", text)]
    for text in (*responsible, *about):
        found = list(words.BOARD.finditer(text))
        spelt = [match for match in found if re.search(r"[a-z]{3}", match["name"])]  # no initials
        names = dict.fromkeys(_board(match["name"], area) for match in spelt)
        if names:
            yield from names
            return


def _board(name: str, area: str) -> str:
    """A board's name as it calls itself, without the authority that the sentence names before it."""
    name = re.split(r"\b(?:Council|Local Authority|local authority)\b,?(?:\s+and)?\s*", " ".join(name.split()))[-1]
    if area and f"{area} and " in name and not name.startswith(("NHS", area)):
        name = name.split(f"{area} and ", 1)[1]
    return f"{re.sub('^[Tt]he ', '', name).strip(' ,')} Integrated Care Board"


READER = Reader(read_report, is_heading, arrange)
