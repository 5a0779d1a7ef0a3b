"""Inside a chapter: where a box ends and the findings go on, as far as order, type and words tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.families.peel import words
from corpus.families.peel.boxes import DEMANDS, label_of
from corpus.families.peel.chapters import Start
from corpus.families.peel.forms import badge
from corpus.families.profile import Profile
from corpus.layout.blocks import Block

Style = tuple[int, bool, int]
INDENT = 4.0  # points: titles less further in than this from each other begin at one edge


@dataclass(slots=True)
class Box:
    """A box being read. `closes` tells that "Main findings" comes after it in its chapter.

    `titles` counts its titled parts; `items` tells that its parts are items of a list.
    """

    kind: str
    several: bool
    closes: bool
    titles: int = 0
    items: bool = False


class Inside:
    """What the whole report tells about its boxes: the type of their titles and of findings' headings."""

    def __init__(self, blocks: Sequence[Block], profile: Profile, starts: dict[int, Start]) -> None:
        self._blocks, self._profile, self._starts = blocks, profile, starts
        self._edges = _edges(blocks)
        self._titles: set[Style] = set()
        self._headings: set[Style] = set()
        self._learn()

    def _learn(self) -> None:
        """Note the type of the first title under each label, and of headings that are no box's for certain.

        Those are the first under "Main findings", those of the inspector's own part, and those of chapters without boxes.
        """
        ends = [*sorted(self._starts), len(self._blocks)]
        for first, end in pairwise(ends):
            own = [block for block in self._blocks[first + 1 : end] if block.kind == "heading"]
            labels = [label_of(block.text, self._profile) for block in own]
            kind = self._starts[first].kind
            if kind == "observation" or (kind == "main_finding" and not any(labels)):
                self._headings |= {
                    self._style(b) for b in own if not words.is_main_findings(b.text) and not badge(b.text)
                }
            for i, (block, label) in enumerate(zip(own[1:], labels[1:], strict=True), start=1):
                if label or words.is_main_findings(block.text) or badge(block.text):
                    continue
                if words.is_main_findings(own[i - 1].text):
                    self._headings.add(self._style(block))
                elif labels[i - 1]:
                    self._titles.add(self._style(block))

    def _style(self, heading: Block) -> Style:
        """The type that a heading is set in and how far in it begins, as far as they tell headings apart."""
        left, edge = heading.lines[0].x, self._edges.get(heading.page)
        indent = 0 if left is None or edge is None else round((left - edge) / INDENT)
        return round(2 * (heading.size or 0.0)), heading.bold, indent

    def box(self, i: int) -> Box | None:
        """The box that a label opens; None where the block is no label."""
        label = label_of(self._blocks[i].text, self._profile)
        return Box(label.kind, label.several, self._closes(i)) if label else None

    def _closes(self, i: int) -> bool:
        for at in range(i + 1, len(self._blocks)):
            if at in self._starts:
                return False
            if self.begins_findings(self._blocks[at]):
                return True
        return False

    def begins_findings(self, block: Block) -> bool:
        """Whether a block opens the findings of a chapter."""
        return words.is_main_findings(block.text) or words.FINDINGS_BEGIN.match(block.text) is not None

    def closes_opening(self, block: Block) -> bool:
        """Whether a block ends what stands between a chapter's title and its findings."""
        return self.begins_findings(block) or label_of(block.text, self._profile) is not None

    def leaves(self, heading: Block, box: Box) -> bool:
        """Whether a heading is a finding's and no title in the open box."""
        demands = words.DEMAND.search(heading.text) is not None
        title = self._is_title(heading)
        if box.titles == 0:
            return title is False and box.kind in DEMANDS and not demands and not box.closes
        if title is not None:
            return not title
        if box.closes:
            return False
        return not (box.several and (demands or box.kind not in DEMANDS))

    def _is_title(self, heading: Block) -> bool | None:
        """Whether a heading is set as titles of boxes are and no finding's heading is; None where that does not tell."""
        own = self._style(heading)
        for parts in (2, 3):  # by the type alone, then by where it begins as well
            titles, headings = ({style[:parts] for style in styles} for styles in (self._titles, self._headings))
            if titles and headings and (own[:parts] in titles) != (own[:parts] in headings):
                return own[:parts] in titles
        return None


def _edges(blocks: Sequence[Block]) -> dict[int, float]:
    """The left edge of the text of each page."""
    edges: dict[int, float] = {}
    for block in blocks:
        for line in block.lines:
            if line.x is not None:
                edges[line.page] = min(edges.get(line.page, line.x), line.x)
    return edges
