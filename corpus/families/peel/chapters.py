"""Which blocks open a chapter or another part of the report, told before the report is read from top to bottom.

A chapter's title may be numbered, worded a little otherwise or carry its grade, and its name also stands in the contents,
in the table of grades and in running titles. A chapter that no edition names is known by being set and graded as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.families.peel import forms, words
from corpus.families.peel.boxes import is_label
from corpus.families.peel.grades import SAME_SUBJECT, area_named, area_near, under_title
from corpus.families.peel.summary import without_grade
from corpus.families.profile import Area, Edition, Profile
from corpus.layout.blocks import Block
from corpus.names import fold, likeness

SAME_SIZE = 0.6  # points
AHEAD = 4  # blocks after a title that its opening may take
LISTED = 3  # names in a row that are a list


@dataclass(frozen=True, slots=True)
class Start:
    """What a block opens: the chapter of an area, or a part without one, where `kind` is that of what stands in it.

    `label` is the title as printed, without its number and its grade; `problem` says what was not known of it.
    """

    label: str
    kind: str
    area: Area | None = None
    badge: str | None = None
    exact: bool = True
    asked: bool = False
    problem: str | None = None


class Plan:
    """The parts of one report by the index of the block that opens them."""

    def __init__(self, blocks: Sequence[Block], profile: Profile, edition: Edition) -> None:
        self._blocks, self._profile, self._edition = blocks, profile, edition
        self.size: float | None = None  # of the type of chapters' titles
        found = {i: start for i, block in enumerate(blocks) if (start := self._named(block))}
        found = self._without_lists(found)
        self.size = _usual_size(blocks, found)
        found = {i: start for i, start in found.items() if start.exact or self._is_large(blocks[i])}
        found |= self._others(found)
        self.starts = self._without_repeats(found)

    def _named(self, block: Block) -> Start | None:
        """The chapter that a heading opens by one of its names; short names are not exact."""
        if len(block.text) > 200 or block.kind in ("bullet", "subbullet", "numbered"):
            return None
        for name, badge in _titles(block):
            area = area_named(name, self._edition)
            if area and name[:1].isupper() and (block.kind == "heading" or self._stands_alone(block, area, name)):
                exact = fold(name) == fold(area.name) or len(name.split()) > 2
                return Start(name, "main_finding", area, badge, exact, asked=name.endswith("?") or _asks(name))
        return None

    def _stands_alone(self, block: Block, area: Area, name: str) -> bool:
        """Whether a line in plain type is a title: it has the area's own name and the sentence that grades it comes next."""
        if block.size is None or fold(name) != fold(area.name):
            return False
        at = next(i for i, other in enumerate(self._blocks) if other is block)
        return not forms.badge(self._blocks[min(at + 1, len(self._blocks) - 1)].text) and self._is_graded(at, area)

    def _without_lists(self, found: dict[int, Start]) -> dict[int, Start]:
        """Chapters without the names in the contents and in tables of grades: several in a row, with grades between."""
        listed: set[int] = set()
        run: list[int] = []
        for i, block in enumerate(self._blocks):
            if i in found:
                run.append(i)
            elif not (forms.badge(block.text) or words.part_of(block.text) or re.fullmatch(r"[\d\s.]+", block.text)):
                listed.update(run if len(run) >= LISTED else ())
                run = []
        return {i: start for i, start in found.items() if i not in listed}

    def _is_large(self, block: Block) -> bool:
        return block.size is None or self.size is None or block.size >= self.size - SAME_SIZE

    def _others(self, found: dict[int, Start]) -> dict[int, Start]:
        """Parts by their names, and chapters by how they are set and graded."""
        others: dict[int, Start] = {}
        first = min(found, default=len(self._blocks))
        for i, block in enumerate(self._blocks):
            if i in found or block.kind != "heading" or is_label(block.text, self._profile):
                continue
            if kind := words.part_of(block.text):
                name = words.plain_name(block.text).lower()
                if not name.startswith(words.FRONT) or (i < first and self._is_front(block, others)):
                    others[i] = Start(block.text, kind)
            elif not words.is_main_findings(block.text) and (
                start := self._unnamed(i, opened=bool(found) and i > first)
            ):
                others[i] = start
        return others

    def _is_front(self, block: Block, others: dict[int, Start]) -> bool:
        """Whether a part of the opening pages is one: a title that the cover or each page has too is none."""
        return bool(others) and all(start.label != block.text for start in others.values())

    def _unnamed(self, i: int, *, opened: bool) -> Start | None:
        """A chapter whose title no edition has word for word."""
        block = self._blocks[i]
        titles = list(_titles(block))
        if not self._is_large(block) or len(block.text) > 160 or forms.badge(block.text):
            return None
        for name, badge in titles:
            near = area_near(name, self._edition)
            if near and (self.size is not None or badge or self._is_graded(i, near)):
                told = f"“{name}” on page {block.page} is no name of an area known here: it is read as {near.name}"
                return Start(name, "main_finding", near, badge, problem=told)
        name, badge = titles[-1]
        own = Area(_key(name), name)
        if (badge and self.size is not None) or self._is_graded(i, own):
            told = f"“{name}” on page {block.page} is graded and no area known here: it is kept as an area of its own"
            return Start(name, "main_finding", own, badge, problem=told)
        if opened and self.size is not None and len(name.split()) > 1 and self._opens_findings(i):
            return Start(name, "main_finding")
        return None

    def _is_graded(self, i: int, area: Area) -> bool:
        """Whether what follows a title grades it: a badge, or a sentence that names it."""
        for block in self._ahead(i):
            if forms.badge(block.text):
                return self.size is not None or block.size is not None
            if said := under_title(area, block.text, first=True):
                return said.named and any(likeness(said.of, name) >= SAME_SUBJECT for name in area.names)
            if block.kind == "heading":
                return False
        return False

    def _opens_findings(self, i: int) -> bool:
        """Whether findings or boxes begin right after a title, as in a chapter."""
        return any(
            words.is_main_findings(block.text)
            or words.FINDINGS_BEGIN.match(block.text)
            or is_label(block.text, self._profile)
            for block in self._ahead(i)
        )

    def _ahead(self, i: int) -> Sequence[Block]:
        return self._blocks[i + 1 : i + 1 + AHEAD]

    def _without_repeats(self, found: dict[int, Start]) -> dict[int, Start]:
        """Chapters without names that stand before the chapter itself, and without the question below its title."""
        keys = {start.area.key for start in found.values() if start.area and not start.asked}
        opened = {
            start.area.key: i
            for i, start in sorted(found.items(), reverse=True)
            if start.area and self._opens(i, start)
        }
        return {
            i: start
            for i, start in found.items()
            if start.area is None
            or (not (start.asked and start.area.key in keys) and i >= opened.get(start.area.key, i))
        }

    def _opens(self, i: int, start: Start) -> bool:
        """Whether a chapter's opening follows its title."""
        assert start.area is not None
        return start.badge is not None or self._is_graded(i, start.area) or self._opens_findings(i)


def _titles(block: Block) -> Iterator[tuple[str, str | None]]:
    """What a title says: as it stands, and without the grade that is set on its lines."""
    yield words.plain_name(block.text), None
    for name, badge in without_grade([line.text for line in block.lines]):
        yield words.plain_name(name), badge


def _asks(name: str) -> bool:
    return re.match(r"(?:How|To what extent)\b", name) is not None


def _key(name: str) -> str:
    return re.sub(r"\W+", "_", fold(name)).strip("_")[:60]


def _usual_size(blocks: Sequence[Block], found: dict[int, Start]) -> float | None:
    """The type size of chapters' titles: that of most, and the larger one of two that are as many."""
    sizes = Counter(size for i, start in found.items() if start.exact and (size := blocks[i].size) is not None)
    return max(sizes, key=lambda size: (sizes[size], size), default=None)
