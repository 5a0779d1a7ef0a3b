"""Whether a file holds a second report: a later page with the cover's line that names the body, and another body in it.

The same cover again, for another round of the same body, is told by pages that are numbered from the beginning once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.bodies import Bodies
from corpus.records import Line

FIRST_PAGES, LATER = 2, 3  # where a cover names its body; where another cover may stand
SAME_SIZE = 0.6  # points
NAME = r"(?P<name>\S.{2,60}?)"


def further_reports(
    lines: Sequence[Line], labels: Mapping[int, str], name: str | None, kind: str | None, bodies: Bodies
) -> Iterator[str]:
    """A sentence where a file seems to hold more than the report on a body of this name, of this kind or of any."""
    body = bodies.named(name, kind) if name else None
    for line, pattern in _cover(lines, name):
        for other in lines:
            if other.page < LATER or not _as_large(line, other):
                continue
            found = pattern.fullmatch(other.text.strip())
            if found is None:
                continue
            named = found.groupdict().get("name")
            other_body = bodies.named(named, kind) if named else None
            restarts = _restarts(labels, other.page)
            if (other_body and body and other_body.key != body.key) or (restarts and line.size is not None):
                who = f" ({other_body.name})" if other_body else ""
                yield (
                    f"page {other.page} seems to begin another report{who}; split the file and add each report by itself"
                )
                return


def _cover(lines: Sequence[Line], name: str | None) -> Iterator[tuple[Line, re.Pattern[str]]]:
    """Lines of the cover that another cover would repeat: those with the body's name, and the largest one."""
    first = [line for line in lines if line.page <= FIRST_PAGES]
    for line in first:
        if name and name in line.text and len(line.text) <= len(name) + 80:
            before, _, after = line.text.partition(name)
            yield line, re.compile(_frame(before) + NAME + _frame(after))
    largest = max((line for line in first if line.page == 1), key=lambda line: line.size or 0.0, default=None)
    if largest is not None and largest.size is not None and len(largest.text.split()) > 1:
        yield largest, re.compile(_frame(largest.text))


def _frame(text: str) -> str:
    return re.sub(r"(?:\\?\d)+", r"\\d+", re.escape(text))


def _as_large(one: Line, other: Line) -> bool:
    if one.size is None or other.size is None:
        return one.size is other.size
    return abs(one.size - other.size) <= SAME_SIZE


def _restarts(labels: Mapping[int, str], page: int) -> bool:
    """Whether the numbers printed on pages begin anew at a page or the next one."""
    before = [int(label) for number, label in labels.items() if number < page and label.isdigit()]
    here = [int(labels[number]) for number in (page, page + 1) if labels.get(number, "").isdigit()]
    return bool(before and here) and here[0] <= 2 < max(before)
