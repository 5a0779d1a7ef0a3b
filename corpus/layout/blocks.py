"""The report's lines in, blocks out: headings, paragraphs, numbered paragraphs and bullets, whole over page ends.

Where the layout tells (PDF: size, weight, gaps), it decides. Where it does not (plain text), the breaking of
lines does: a line that stops although the next word would have fitted ends its paragraph. Knows no family.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.records import Line

BULLET = re.compile(r"^• ?")
DASH = re.compile(r"^– ")
NUMBER = re.compile(r"^(\d{1,3})(?:\.?\s+(?=\S)|\.(?=[A-Z‘“]))")
ENDED = re.compile(r"[.!?:;][’”\"')\]]*\d{0,2}$")
# A sentence seldom begins a line by chance with one of these; after an unfinished line they start a new block.
OPENERS = frozenset(
    [
        "The",
        "We",
        "There",
        "In",
        "It",
        "This",
        "These",
        "Our",
        "When",
        "If",
        "As",
        "However",
        "Officers",
        "Most",
        "Many",
        "Some",
        "All",
        "During",
        "Where",
        "While",
        "A",
        "An",
        "Victims",
        "Staff",
        "Supervisors",
        "Inspectors",
        "For",
        "At",
        "To",
        "Since",
        "Children",
        "Leaders",
        "Social",
        "Your",
        "Its",
        "They",
        "Although",
        "After",
    ]
)
HANGING = frozenset(
    [
        "and",
        "or",
        "of",
        "the",
        "to",
        "with",
        "for",
        "in",
        "a",
        "an",
        "by",
        "on",
        "at",
        "that",
        "from",
        "as",
        "its",
        "is",
        "are",
        "who",
        "which",
    ]
)
FIT_MARGIN = 0.93  # proportional type: a line is full from about this share of the longest line's characters
SHORT = 0.85  # of the way to the right edge of the report's text
HEADING_FIT = 0.82  # the same for headings, which are set larger


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


Known = Callable[[str], bool]


def blocks(lines: Sequence[Line], known: Known = lambda text: False) -> tuple[Block, ...]:
    """The lines of a report grouped into blocks, in order. `known` tells the headings that the family prints."""
    if not lines:
        return ()
    if lines[0].size is None:
        return _by_wrapping(lines, known)
    return tuple(part for block in _by_layout(lines) for part in _split(block, known))


def _split(block: Block, known: Known) -> list[Block]:
    """One block a known heading where the layout runs several into one, such as a box's label and a title."""
    if block.kind != "heading" or len(block.lines) == 1:
        return [block]
    parts: list[list[Line]] = [[]]
    rest = list(block.lines)
    while rest:
        taken = _known_at(rest, 0, known)
        if taken:
            parts += [rest[:taken], []]
            rest = rest[taken:]
        else:
            parts[-1].append(rest.pop(0))
    return [replace(block, lines=tuple(part)) for part in parts if part]


def _known_at(lines: Sequence[Line], at: int, known: Known) -> int:
    """How many lines from `at` on are a heading that the family prints; 0 where none is."""
    for count in (3, 2, 1):
        run = lines[at : at + count]
        if len(run) == count and run[0].page == run[-1].page and known(_text(run)):
            return count
    return 0


def _text(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


# By layout ---------------------------------------------------------------------------------------------------------


def body_size(lines: Sequence[Line]) -> float:
    """The type size that most characters of the report are set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size or 0.0] += len(line.text)
    return sizes.most_common(1)[0][0]


def _by_layout(lines: Sequence[Line]) -> tuple[Block, ...]:
    body = body_size(lines)
    edge = max(line.x_end or 0.0 for line in lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, body) and not _is_heading_below(groups[-1], line, edge):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_block(group, _is_heading(group, body)) for group in groups)


def _is_heading(group: Sequence[Line], body: float) -> bool:
    """Type larger than the text's, or bold throughout and not a sentence with its full stop."""
    first = group[0]
    if BULLET.match(first.text) or len(group) > 4 or sum(len(line.text) for line in group) > 320:
        return False
    large = all((line.size or 0) >= body + 1 for line in group)
    bold = all(line.bold for line in group)
    return (large or bold) and not group[-1].text.endswith((".", ";", ","))


def _continues(group: Sequence[Line], line: Line, body: float) -> bool:
    last = group[-1]
    if BULLET.match(line.text) or DASH.match(line.text):
        return False
    same_type = abs((last.size or 0) - (line.size or 0)) <= 0.6 and _weight(group) == bool(line.bold)
    if line.page != last.page:
        # A sentence that runs on over the page: unfinished text of the same type, not a heading.
        prose = abs((last.size or 0) - body) <= 0.6 and not last.bold and not line.bold
        return prose and not ENDED.search(last.text) and _runs_on(line.text) and abs((line.size or 0) - body) <= 0.6
    if _is_heading(group, body) or (line.size or 0) >= body + 1:
        # A heading's lines stand further apart than the text's; its type alone holds them together.
        return same_type and (not line.blank_before or _close(last, line)) and not ENDED.search(last.text)
    if BULLET.match(group[0].text) and (line.x or 0) < (group[0].x or 0) - 1:
        return False  # left of the bullet itself: the text goes on after the list
    return not line.blank_before and not (NUMBER.match(line.text) and _starts_item(group, line))


def _is_heading_below(group: Sequence[Line], line: Line, edge: float) -> bool:
    """Whether a line is a heading in bold set close under text that has ended: it stops early, and at no full stop."""
    above = group[-1]
    if not line.bold or above.bold or line.x_end is None or line.page != above.page:
        return False
    short = line.x_end < SHORT * edge and not line.text.endswith((".", ",", ";"))
    return short and line.text[:1].isupper() and ENDED.search(above.text) is not None


def _weight(group: Sequence[Line]) -> bool:
    return bool(group[-1].bold)


def _close(above: Line, below: Line) -> bool:
    step = (above.y or 0) - (below.y or 0)
    return 0 < step <= 2.0 * (below.size or 0)


def _runs_on(text: str) -> bool:
    return not NUMBER.match(text)


def _starts_item(group: Sequence[Line], line: Line) -> bool:
    """Whether a line that begins with a number starts an item, as its hanging indent shows, and is no mid-sentence number."""
    return ENDED.search(group[-1].text) is not None and (line.x or 0) <= (group[-1].x or 0)


# By wrapping -------------------------------------------------------------------------------------------------------


def _by_wrapping(lines: Sequence[Line], known: Known) -> tuple[Block, ...]:
    width = _usual_width(lines)
    found: list[Block] = []
    group: list[Line] = []
    at = 0
    while at < len(lines):
        heading = _known_at(lines, at, known) or (0 if _within(group) else _heading_at(lines, at, width))
        if heading or (group and _breaks(group, lines[at], width)):
            found += [_block(group, heading=False)] if group else []
            group = []
        if heading:
            found.append(_block(lines[at : at + heading], heading=True))
            at += heading
        else:
            group.append(lines[at])
            at += 1
    return tuple(found + ([_block(group, heading=False)] if group else []))


def _usual_width(lines: Sequence[Line]) -> int:
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(0.97 * (len(lengths) - 1))]


def _within(group: Sequence[Line]) -> bool:
    """Whether the last line leaves its sentence unfinished (a bullet may end without a full stop)."""
    return bool(group) and not ENDED.search(group[-1].text) and not BULLET.match(group[0].text)


def _heading_at(lines: Sequence[Line], at: int, width: int) -> int:
    """How many lines from `at` on read as a heading: at most three, no stop at the end, then a new start."""
    for count in (1, 2, 3):
        run = lines[at : at + count]
        if len(run) < count or run[-1].page != run[0].page or not _reads_as_heading(run):
            return 0
        following = lines[at + count] if at + count < len(lines) else None
        if following is None or following.page != run[0].page:
            return 0
        word = following.text.split()[0]
        starts = following.text[:1].isupper() or bool(BULLET.match(following.text))
        fits = len(run[-1].text) + 1 + len(word) <= HEADING_FIT * width
        if starts and (fits or word in OPENERS) and run[-1].text.split()[-1].lower() not in HANGING:
            return count
    return 0


def _breaks(group: Sequence[Line], line: Line, width: int) -> bool:
    last = group[-1]
    if BULLET.match(line.text) or DASH.match(line.text) or (line.blank_before and last.page == line.page):
        return True
    fits = len(last.text) + 1 + len(line.text.split()[0]) <= FIT_MARGIN * width
    if ENDED.search(last.text):
        return fits or last.page != line.page or last.text.endswith(":")
    return last.page != line.page and fits and line.text[:1].isupper()


def _reads_as_heading(group: Sequence[Line]) -> bool:
    text = _text(group)
    if BULLET.match(text) or DASH.match(text) or NUMBER.match(text):
        return False
    return not ENDED.search(text) and not re.search(r"[.!?] [A-Z]", text) and text[:1].isupper()


def _block(group: Sequence[Line], heading: bool) -> Block:
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
