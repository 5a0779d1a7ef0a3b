"""Lines whose type and place are known in, blocks out: size, weight and gaps tell where one ends and what is a heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.layout.blocks import BULLET, DASH, ENDED, NUMBER, Block, as_block
from corpus.records import Line

SHORT = 0.85  # of the way to the right edge of the report's text


def body_size(lines: Sequence[Line]) -> float:
    """The type size that most characters of the report are set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size or 0.0] += len(line.text)
    return sizes.most_common(1)[0][0]


def by_type(lines: Sequence[Line]) -> tuple[Block, ...]:
    """Lines grouped into blocks by their type and their places."""
    body = body_size(lines)
    edge = max(line.x_end or 0.0 for line in lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, body) and not _is_heading_below(groups[-1], line, edge):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(as_block(group, _is_heading(group, body)) for group in groups)


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
