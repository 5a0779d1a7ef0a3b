"""A report's lines in, those out that say something: running lines, page numbers, dumps of links and notes at the foot go.

The one place for this, whatever the family. Running lines that a profile lists come in as patterns, others are recognised
because they recur at the head or foot of many pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from corpus.layout.by_type import body_size
from corpus.records import Line

# A line at the head or foot of a page runs when its text, numbers apart, stands there on this share of pages.
RUNNING_SHARE, RUNNING_MIN = 0.3, 3
EDGE_LINES = 3
ROMAN = r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
FOLIO = re.compile(
    rf"^\s*(?:page\s*[|:]?\s*)?[-–—|\[(]?\s*(\d{{1,3}}|{ROMAN})\s*(?:(?:of|/)\s*(?:\d+|{ROMAN})\s*)?[-–—|\])]?\s*(?:\|?\s*page)?\s*$",
    re.I,
)
NUMBER_AT_END = re.compile(rf"(?:^|\s)(\d{{1,3}}|{ROMAN})$")
LINK = re.compile(r"^\s*(?:https?://|www\.)\S+\s*$", re.I)
GLOSSARY = re.compile(r"/(?:glossary|definitions-interpretations)/([\w-]+)/?")
SMALLER = 1.5  # points by which notes are set smaller than the text
NOTE = re.compile(r"^(\d{1,3}|[*†‡§]{1,3})[.)]?\s*(?=[A-Za-z‘“(\[]|https?:)")


def without_links(lines: list[Line]) -> tuple[list[Line], dict[int, tuple[str, ...]]]:
    """Lines that are nothing but an address go; glossary terms among them stay as the page's topics."""
    topics: dict[int, dict[str, None]] = defaultdict(dict)
    kept = []
    for line in lines:
        if LINK.match(line.text):
            if term := GLOSSARY.search(line.text):
                topics[line.page][term.group(1).replace("-", " ")] = None
        else:
            kept.append(line)
    return kept, {page: tuple(terms) for page, terms in topics.items()}


def without_running(lines: list[Line], patterns: Sequence[re.Pattern[str]]) -> tuple[list[Line], dict[int, str]]:
    """Lines that recur at the edge of pages, and bare page numbers there, go; the numbers become labels."""
    edges = _edges(lines)
    shapes = {i: _shape(lines[i]) for i in edges}
    pages_with = Counter(shape for shape, _ in {(shapes[i], lines[i].page) for i in edges})
    often = max(RUNNING_MIN, RUNNING_SHARE * len({line.page for line in lines}))
    labels: dict[int, str] = {}
    kept = []
    for i, line in enumerate(lines):
        if i in edges and (folio := FOLIO.match(line.text)):
            labels.setdefault(line.page, folio.group(1))
        elif any(p.search(line.text) for p in patterns) or (i in edges and pages_with[shapes[i]] >= often):
            if number := NUMBER_AT_END.search(line.text):
                labels.setdefault(line.page, number.group(1))
        else:
            kept.append(line)
    return kept, labels


def _edges(lines: list[Line]) -> set[int]:
    """Indices of the lines at the head or foot of their page: in the file's order, or by their height on it."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        by_page[line.page].append(i)
    edges: set[int] = set()
    for indices in by_page.values():
        edges.update(indices[:EDGE_LINES] + indices[-EDGE_LINES:])
        placed = [(y, i) for i in indices if (y := lines[i].y) is not None]
        placed.sort()
        edges.update(i for _, i in placed[:EDGE_LINES] + placed[-EDGE_LINES:])
    return edges


def _shape(line: Line) -> tuple[str, float]:
    """What a running line keeps from page to page; its size too, so that a title in large type is none."""
    text = re.sub(rf"\b{ROMAN}$", "#", line.text.lower())
    return re.sub(r"\d+", "#", text), round(line.size or 0.0)


def without_notes(lines: list[Line]) -> tuple[list[Line], list[list[Line]]]:
    """Notes at the foot of pages, each with its lines, apart from the lines that they stand under."""
    if not lines or lines[0].size is None:
        return lines, []
    small = body_size(lines) - SMALLER
    marks: dict[int, set[str]] = defaultdict(set)
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        marks[line.page].update(line.marks)
        by_page[line.page].append(line)
    notes: list[list[Line]] = []
    for page, own in by_page.items():
        if any((line.size or 0.0) <= small for line in own):
            notes += _notes(own, small, marks[page] | marks[page - 1])
    apart = {id(line) for note in notes for line in note}
    return [line for line in lines if id(line) not in apart], notes


def _notes(own: Sequence[Line], small: float, marks: set[str]) -> list[list[Line]]:
    """The notes of one page: small type below all other, from the first line on that begins as a note."""
    foot: list[Line] = []
    for line in sorted(
        (line for line in own if line.y is not None), key=lambda line: (line.y or 0.0, -(line.x or 0.0))
    ):
        if (line.size or 0.0) > small:
            break
        foot.insert(0, line)
    notes: list[list[Line]] = []
    for line in foot:
        begins = NOTE.match(line.text)
        if begins and (not marks or begins.group(1) in marks or notes):
            notes.append([line])
        elif notes:
            notes[-1].append(line)
    return notes
