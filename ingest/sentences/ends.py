"""A text in, the start and end of each of its sentences out. Knows abbreviations, closing quotes and decimals."""

from __future__ import annotations

import re

_SHORT = r"(?:e\.g|i\.e|etc|cf|vs|no|nos|para|paras|p|pp|fig|mr|mrs|ms|dr|st|approx|inc|ltd)"
SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\s[a-z])[.!?][’”\"')\]]*(?=\s+[“‘\"'(]*[A-Z0-9•])|;(?=\s+•)")
ABBREVIATION = re.compile(rf"\b{_SHORT}\.$", re.I)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence of a text.

    >>> sentence_spans("It works, e.g. at night. It helps.")
    [(0, 24), (25, 34)]
    """
    spans, start = [], 0
    for end in SENTENCE_END.finditer(text):
        if ABBREVIATION.search(text[start : end.end()]):
            continue
        spans.append((start, end.end()))
        start = end.end() + len(text[end.end() :]) - len(text[end.end() :].lstrip())
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return spans
