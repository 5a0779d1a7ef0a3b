"""Boxes: their labels, however they are set, and the title that stands apart from a box's text or runs into it.

A block that holds a label and more is cut there, and so is one that holds a title and the text under it, so that a label,
a title and a text are blocks of their own before anything is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.families.peel import words
from corpus.families.profile import Profile
from corpus.layout.blocks import BULLET, ENDED, NUMBER, Block
from corpus.names import fold
from corpus.records import Line

LABEL = re.compile(
    r"(?:• )?(?P<label>(?:(?:accelerated|new|our|examples? of) )?"
    r"(?:areas? for improvement|afis?|causes? (?:of|for) concern|recommendations?|(?:innovative|promising|notable) practices?))"
    r"(?: and recommendations?)?(?: (?:identified |found )?in this (?:area|section|chapter))?"
    r"(?:\s*\(?(?:no\.? )?(?P<number>\d{1,2})(?:\s*(?:of|/)\s*\d{1,2})?\)?(?![\w%]))?(?P<mark>\s*[:.–—-])?\s*",
    re.I,
)
LONGEST_TITLE = 260  # characters; the longest of a real report has 170
DEMANDS = ("area_for_improvement", "recommendation")
_STARTS = re.compile(r"[A-Z0-9‘“'\"]")
_FIRST = re.compile(r"(.{12,}?[.!?])(?= [A-Z‘“])")
_NUMBER = re.compile(r"\d{1,2}[.)]\s+(?=[A-Z‘“])")
FITS = 0.93  # proportional type: a line is full from about this share of the longest line's characters


@dataclass(frozen=True, slots=True)
class Label:
    """What a box is called: the kind of what is in it, whether it holds several, and where in the text the label ends."""

    kind: str
    several: bool
    end: int


def label_of(text: str, profile: Profile) -> Label | None:
    """The label that a text is, or begins with; None where it only speaks of such things."""
    found = LABEL.match(text)
    if found is None or not text.removeprefix("• ")[:1].isupper():
        return None
    rest = text[found.end() :]
    apart = found.group("mark") or found.group("number")
    if rest and not (_STARTS.match(rest) and (apart or len(rest) > 14) and rest[:1] != rest[:1].lower()):
        return None
    name = fold(re.sub(r"^(?:accelerated|new|our|examples? of) ", "", found.group("label"), flags=re.I))
    name = name.replace("for concern", "of concern").replace("afi", "area for improvement")
    kind = profile.box_labels.get(name) or profile.box_labels.get(name.removesuffix("s"))
    return Label(kind, name.startswith(("areas", "causes")) or name.endswith("s"), found.end()) if kind else None


def is_label(text: str, profile: Profile) -> bool:
    """Whether a text is a label and nothing else."""
    label = label_of(text, profile)
    return label is not None and label.end == len(text)


# Cutting blocks ------------------------------------------------------------------------------------------------------


def cut(block: Block, at: int) -> tuple[Block, Block]:
    """A block as two: its text up to a character, and from the next word on."""
    head: list[Line] = []
    tail: list[Line] = []
    seen = 0
    for line in block.lines:
        within = min(max(at - seen, 0), len(line.text))
        for part, kept in ((line.text[:within].rstrip(), head), (line.text[within:].lstrip(), tail)):
            if part:
                kept.append(replace(line, text=part))
        seen += len(line.text) + 1
    return replace(block, lines=tuple(head)), replace(block, lines=tuple(tail), number=None)


def apart(blocks: Sequence[Block], profile: Profile) -> Iterator[Block]:
    """The blocks with every label, and every run of bold lines that heads the text it is glued to, on its own."""
    for block in _rejoined(blocks):
        for listed in _by_number(block):
            for part in _by_weight(listed):
                yield from _by_label(part, profile)


def _rejoined(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with a paragraph that begins in bold whole, where its first line was taken for a heading."""
    waiting: Block | None = None
    for block in blocks:
        goes_on = waiting is not None and block.kind == "paragraph" and block.page == waiting.page
        if waiting and goes_on:
            yield replace(waiting, kind="paragraph", lines=waiting.lines + block.lines)
        elif waiting:
            yield waiting
        runs_in = block.kind == "heading" and _FIRST.match(block.text) and not ENDED.search(block.text)
        waiting = block if runs_in and not goes_on else None
        if not runs_in and not goes_on:
            yield block
    if waiting:
        yield waiting


def _by_number(block: Block) -> Iterator[Block]:
    """A numbered block cut at lines that begin with the next numbers, as items without a full stop run into one."""
    starts = [0]
    number = int(block.number) if block.kind == "numbered" and block.number else None
    for i, line in enumerate(block.lines[1:], start=1):
        if number is not None and re.match(rf"{number + 1}[.)] ", line.text):
            starts.append(i)
            number += 1
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        lines = block.lines[start:end]
        found = NUMBER.match(lines[0].text) if start else None
        yield (
            replace(block, lines=lines, number=found.group(1) if found else block.number) if len(starts) > 1 else block
        )


def _by_weight(block: Block) -> Iterator[Block]:
    """A paragraph cut where lines in bold begin and end, as far as those are headings."""
    if block.kind == "heading" or len(block.lines) == 1 or len({bool(line.bold) for line in block.lines}) == 1:
        yield block
        return
    starts = [0]
    for i in range(1, len(block.lines)):
        above, line = block.lines[i - 1], block.lines[i]
        ended = ENDED.search(above.text) or (above.bold and not words.unfinished(above.text))
        ended = ended and not (above.bold and _FIRST.match(above.text))  # a title that runs into the text
        if bool(above.bold) != bool(line.bold) and ended and line.text[:1] != line.text[:1].lower():
            starts.append(i)
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        lines = block.lines[start:end]
        bold = all(line.bold for line in lines) and not lines[-1].text.endswith((".", ";", ","))
        bold = bold and not _FIRST.match(" ".join(line.text for line in lines))
        kind = "heading" if bold and len(starts) > 1 else block.kind if start == 0 else _kind(lines[0].text)
        yield replace(block, kind=kind, lines=lines, number=block.number if start == 0 else None)


def _kind(text: str) -> str:
    return "bullet" if BULLET.match(text) else "paragraph"


def _by_label(block: Block, profile: Profile) -> Iterator[Block]:
    """A block cut at lines that are labels or "Main findings", and after a label that begins it."""
    at = 0
    for i, line in enumerate(block.lines):
        fresh = i == 0 or ENDED.search(block.lines[i - 1].text) or block.kind == "heading"
        if i and fresh and (is_label(line.text, profile) or words.is_main_findings(line.text)):
            head, tail = cut(block, at)
            yield from _by_label(head, profile)
            yield from _by_label(
                replace(tail, kind=tail.kind if tail.kind == "heading" else _kind(tail.lines[0].text)), profile
            )
            return
        at += len(line.text) + 1
    label = label_of(block.text, profile)
    first = block.lines[0].text
    if label and label.end < len(block.text):
        head, tail = cut(block, label.end)
        yield replace(head, kind="heading")
        yield from _by_label(
            replace(tail, kind="heading" if block.kind == "heading" else _kind(tail.lines[0].text)), profile
        )
    elif i_main := (len(first) if words.is_main_findings(first) and len(block.lines) > 1 else 0):
        head, tail = cut(block, i_main)
        yield replace(head, kind="heading")
        yield replace(tail, kind="heading" if block.kind == "heading" else _kind(tail.lines[0].text))
    elif label or words.is_main_findings(block.text):
        yield replace(block, kind="heading")
    else:
        yield block


def titled(blocks: Sequence[Block], profile: Profile) -> Iterator[Block]:
    """The blocks with every title of a box on its own, also where it is set like the text or runs into it.

    Each block under a list's opening line is an item of it.
    """
    label: Label | None = None
    opening, listing, under = False, False, False
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if block.kind == "heading":
            found = label_of(block.text, profile)
            label = found or (None if words.is_main_findings(block.text) else label)
            opening, listing = found is not None, False
            yield _unnumbered(block) if label and not found else block
        elif label is None or block.kind not in ("paragraph", "numbered"):
            yield block
        elif block.text.endswith(":"):
            listing = label.kind in DEMANDS and (opening or label.kind == "recommendation")
            yield block
        elif block.kind == "paragraph" and (listing or (opening and _is_list(block, label))):
            yield from (replace(item, kind="bullet") for item in _items(block))
        else:
            heads = following is not None and following.kind == "heading" and not label_of(following.text, profile)
            yield from _with_title(block, label, opening=opening, alone=not (under or (opening and heads)))
        under = block.kind == "heading" and label is not None and label_of(block.text, profile) is None
        opening = opening and block.kind == "heading"


def _unnumbered(block: Block) -> Block:
    """A title without the number before it."""
    number = _NUMBER.match(block.lines[0].text)
    if number is None:
        return block
    first = replace(block.lines[0], text=block.lines[0].text[number.end() :])
    return replace(block, lines=(first, *block.lines[1:]))


def _is_list(block: Block, label: Label) -> bool:
    """Whether a paragraph is a list of demands without bullets: several, none of them ended by a full stop."""
    if label.kind not in DEMANDS or ENDED.search(block.text) or _FIRST.match(block.text):
        return False
    items = list(_items(block))
    return len(items) > 1 and all(words.DEMAND.search(item.text) for item in items)


def _items(block: Block) -> Iterator[Block]:
    """The items of a list that lost its bullets: one begins with a capital after a line that had room for its first word."""
    width = max(len(line.text) for line in block.lines)
    start = 0
    for i in range(1, len(block.lines)):
        above, line = block.lines[i - 1].text, block.lines[i].text
        room = len(above) + 1 + len(line.split()[0]) <= FITS * width
        if (room and line[:1].isupper()) or ENDED.search(above):
            yield replace(block, lines=block.lines[start:i])
            start = i
    yield replace(block, lines=block.lines[start:])


def _with_title(block: Block, label: Label, *, opening: bool, alone: bool) -> Iterator[Block]:
    """A block of a box whose titles are set like its text, or run into it. `alone` tells that no title is set apart."""
    text, kind = block.text, "heading" if block.number is None else "numbered"
    first = _FIRST.match(text)
    demands = label.kind in DEMANDS and words.DEMAND.search(first.group(1) if first else text) is not None
    listed = demands and (opening or label.kind == "recommendation" or label.several)
    if first and first.end() <= LONGEST_TITLE and ((listed and alone) or _runs_in(block) or (opening and alone)):
        head, tail = cut(block, first.end())
        yield replace(head, kind=kind)
        yield replace(tail, kind="paragraph")
    elif first or len(text) > LONGEST_TITLE:
        yield block
    elif (demands and (opening or label.kind == "recommendation")) or (not ENDED.search(text) and (opening or demands)):
        yield replace(block, kind=kind)
    else:
        yield block


def _runs_in(block: Block) -> bool:
    """Whether a paragraph begins in bold and goes on in plain type."""
    return block.bold and (len(block.lines) == 1 or not block.lines[-1].bold)
