"""Printed lines in, the report's own lines out: glyphs made plain, running lines and link dumps taken away.

Done before offsets begin. Words keep their order and spelling, so that a quotation can be found again on the
raw page with white space and hyphens folded. Knows no family; running lines that a profile lists come in as
patterns, others are recognised because they recur at the head or foot of many pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.records import Line

# First-level and second-level bullets as the inspectorates' typefaces leave them in extracted text.
BULLETS = "\uf06e\u25fc\u25a0\uf0a7\uf0b7\u2022\u25cf\u25aa\uf0a8"
DASHES = "\uf02d\uf0be\u2212\u0336\u2500\u2015\u2014"
BROKEN = "\ufffe\u0002\u00ad"  # a hyphen at which the extractor joined two lines, or a soft one
# A line at the head or foot of a page runs when its text, numbers apart, stands there on this share of pages.
RUNNING_SHARE, RUNNING_MIN = 0.3, 3
EDGE_LINES = 3
FOLIO = re.compile(r"^\s*(?:page\s+)?(\d{1,3})(?:\s+of\s+\d+)?\s*$", re.I)
LINK = re.compile(r"^\s*(?:https?://|www\.)\S+\s*$", re.I)
GLOSSARY = re.compile(r"/(?:glossary|definitions-interpretations)/([\w-]+)/?")


@dataclass(frozen=True, slots=True)
class Clean:
    """The report's own lines, with the printed number and the glossary topics of each page that has them."""

    lines: tuple[Line, ...]
    labels: dict[int, str]
    topics: dict[int, tuple[str, ...]]


def plain_spaces(text: str) -> str:
    return re.sub(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+", " ", text).strip()


def plain_ligatures(text: str) -> str:
    for glyph, letters in {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}.items():
        text = text.replace(glyph, letters)
    return text


def plain_bullets(text: str) -> str:
    text = re.sub(rf"^\s*[{BULLETS}]\s*", "• ", text)
    return re.sub(rf"^\s*[{DASHES}]\s*", "– ", text)


def no_controls(text: str) -> str:
    return re.sub(r"[\u0000\u0001\u0003-\u0008\u000b-\u001f\u007f\u200b-\u200f\ufeff]", "", text)


STEPS: tuple[Callable[[str], str], ...] = (no_controls, plain_ligatures, plain_bullets, plain_spaces)


def clean(lines: Iterable[Line], running: Sequence[re.Pattern[str]] = ()) -> Clean:
    """Lines as they stand in the file to the report's own lines; `running` are patterns of lines to take away."""
    kept = [replace(line, text=tidy(line.text)) for line in lines]
    kept = [line for line in kept if line.text]
    kept, topics = _without_links(kept)
    kept, labels = _without_running(kept, running)
    return Clean(tuple(_whole_words(kept)), labels, topics)


def tidy(text: str) -> str:
    """One line through every step of `STEPS`."""
    for step in STEPS:
        text = step(text)
    return text


def _without_links(lines: list[Line]) -> tuple[list[Line], dict[int, tuple[str, ...]]]:
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


def _without_running(lines: list[Line], patterns: Sequence[re.Pattern[str]]) -> tuple[list[Line], dict[int, str]]:
    """Lines that recur at the edge of pages, and bare page numbers there, go; the numbers become labels."""
    edges = _edges(lines)
    seen = {(_shape(lines[i]), lines[i].page) for i in edges}
    pages_with = Counter(shape for shape, _ in seen)
    pages = len({line.page for line in lines})
    often = max(RUNNING_MIN, RUNNING_SHARE * pages)
    labels: dict[int, str] = {}
    kept = []
    for i, line in enumerate(lines):
        at_edge = i in edges
        if at_edge and (folio := FOLIO.match(line.text)):
            labels.setdefault(line.page, folio.group(1))
        elif any(p.search(line.text) for p in patterns) or (at_edge and pages_with[_shape(line)] >= often):
            if number := re.search(r"(?:^|\s)(\d{1,3})$", line.text):
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
    return re.sub(r"\d+", "#", line.text.lower()), round(line.size or 0.0)


NUMBER_ENDS = re.compile(r"\d[-–]$")


def _whole_words(lines: list[Line]) -> list[Line]:
    """Words broken over two lines made whole on the first; the hyphen stays where the word is written with one."""
    known = Counter(w for line in lines for w in re.findall(r"[a-z]+(?:-[a-z]+)*", line.text.lower()))
    texts = [_mended(line.text, known) for line in lines]
    for i in range(len(texts) - 1):
        head, tail = re.search(r"([A-Za-z]+)-$", texts[i]), re.match(r"([a-z]+\S*)\s*", texts[i + 1])
        if head and tail:
            texts[i] = texts[i][:-1] + _joint(head.group(1), tail.group(1), known) + tail.group(1)
            texts[i + 1] = texts[i + 1][tail.end() :]
        elif NUMBER_ENDS.search(texts[i]) and (tail := re.match(r"((?:\d|[a-z]+-)\S*)\s*", texts[i + 1])):
            texts[i] += tail.group(1)  # "17-" and "year-olds", "2014–" and "15"
            texts[i + 1] = texts[i + 1][tail.end() :]
    return [replace(line, text=text) for line, text in zip(lines, texts, strict=True) if text]


def _mended(text: str, known: Counter[str]) -> str:
    """Joints that the extractor marked inside a line resolved."""
    if not any(joint in text for joint in BROKEN):
        return text
    return re.sub(
        rf"([A-Za-z0-9]{{0,40}})[{BROKEN}]\s*([A-Za-z0-9]{{0,40}})",
        lambda m: m.group(1) + _joint(m.group(1), m.group(2), known) + m.group(2),
        text,
    )


def _joint(head: str, tail: str, known: Counter[str]) -> str:
    """A hyphen, or nothing where the report elsewhere writes the word in one."""
    if tail[:1].isdigit() or head[-1:].isdigit():  # "COVID-19", "17-year-olds"
        return "-"
    head, tail = head.lower(), re.sub(r"[^a-z].*", "", tail.lower())
    return "" if known[head + tail] > known[f"{head}-{tail}"] else "-"
