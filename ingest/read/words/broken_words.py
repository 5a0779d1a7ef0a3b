"""Lines in, the same out with words that are broken over two lines whole on the first.

Whether a hyphen at the end of a line is the word's own is told by how the report writes the word elsewhere, and else by what the
language has. A soft hyphen never is. Where the hyphen itself is lost, the two parts are one word if one of them is none alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.records import Line
from ingest.read.words.language import frequency

SOFT = "\u00ad"
HYPHENS = "-\u2010\u2011"
JOINTS = "\ufffe\u0002"  # a hyphen at which the extractor joined two lines
LOST = "\ufffd"  # a sign of which the file does not say what it is; at a line's end it may be a hyphen
ENDS = re.compile(rf"([A-Za-z]+)([{re.escape(HYPHENS)}{JOINTS}{SOFT}{LOST}])$")
BEGINS = re.compile(r"[a-z]\S*")
NUMBER = re.compile(rf"(?:\d[-–{JOINTS}]|[A-Za-z][{JOINTS}])$"), re.compile(r"(?:\d|[a-z]+-)\S*")
NAME = re.compile(r"[A-Z][a-z]\S*")
LAST, FIRST = re.compile(r"(?<![\w’'-])([A-Z]?[a-z]+)$"), re.compile(r"([a-z]+)(?![\w’'-])")
INSIDE = re.compile(rf"([A-Za-z0-9]{{0,40}})([{JOINTS}{SOFT}])\s*([A-Za-z0-9]{{0,40}})")
USED, USED_WHERE_BROKEN = 0.5, 0.01  # of the uses of its rarer part: a word that is used as often is printed in one
SURE, BREAKS = 10.0, 2  # times: a break without doubt; so many of them, and a report fills its lines by breaking words
APART, COUNTED = 5e3, 1e12  # times a word is likelier than its parts side by side by chance; words that were counted
OWN = frozenset({"co"})  # what often keeps its hyphen though what follows is no word: "co-ordinated"


def whole_words(lines: Sequence[Line]) -> list[str]:
    """The text of each line; of one whose only word went to the line before, nothing."""
    texts = [line.text for line in lines]
    known = Counter(w for text in texts for w in re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower()))
    words = _Words(known, _breaks(texts))
    texts = [_mended(text, words) for text in texts]
    for i in range(len(texts) - 1):
        head, tail = ENDS.search(texts[i]), BEGINS.match(texts[i + 1])
        if head and tail:
            own = texts[i][: head.start(1)].endswith("-")  # "day-to-" and "day"
            joint = "-" if own else words.joint(head.group(1), tail.group(), soft=head.group(2) == SOFT)
            _move(texts, i, tail.group(), texts[i][:-1] + joint)
        elif NUMBER[0].search(texts[i]) and (tail := NUMBER[1].match(texts[i + 1])):
            dash = "–" if texts[i][-1] == "–" else "-"
            _move(texts, i, tail.group(), texts[i][:-1] + dash)  # "17-" and "year-olds", "2014–" and "15"
        elif texts[i][-1:] and texts[i][-1] in JOINTS + SOFT:
            texts[i] = texts[i][:-1] + "-"
            if name := NAME.match(texts[i + 1]):  # "Multi-" and "Agency"
                _move(texts, i, name.group(), texts[i])
        elif not lines[i + 1].blank_before and lines[i].page == lines[i + 1].page:
            head, tail = LAST.search(texts[i]), FIRST.match(texts[i + 1])
            if head and tail and words.is_one(head.group(1).lower(), tail.group(1), texts):
                _move(texts, i, texts[i + 1].split(" ", 1)[0], texts[i])
    return texts


def _breaks(texts: Sequence[str]) -> int:
    """How many words are broken without any doubt: one part is no word, the whole is."""
    found = 0
    for line, below in pairwise(texts):
        head, tail = ENDS.search(line), FIRST.match(below)
        if head and tail:
            one, other = head.group(1).lower(), tail.group(1)
            whole = frequency(one + other)
            found += one not in OWN and whole > SURE * min(frequency(one), frequency(other))
    return found


def _move(texts: list[str], i: int, tail: str, head: str) -> None:
    """Move the first word of the line after line `i` to the end of that, which now reads `head`."""
    texts[i] = head + tail
    texts[i + 1] = texts[i + 1][len(tail) :].lstrip()


def _mended(text: str, words: _Words) -> str:
    """Joints inside a line resolved."""
    if not any(joint in text[:-1] for joint in JOINTS + SOFT):
        return text

    def whole(found: re.Match[str]) -> str:
        head, sign, tail = found.groups()
        if found.end() == len(text) and not tail:
            return found.group()  # the line's own end
        return f"{head}{words.seen(head, tail) if sign == SOFT else words.joint(head, tail, soft=False)}{tail}"

    return INSIDE.sub(whole, text)


class _Words:
    """How often a report writes its words, and whether its typesetter breaks words to fill lines."""

    def __init__(self, known: Counter[str], breaks: int) -> None:
        self._known = known
        self._used = USED_WHERE_BROKEN if breaks >= BREAKS else USED
        self._pairs: Counter[str] | None = None

    def joint(self, head: str, tail: str, *, soft: bool) -> str:
        """A hyphen, or nothing where the word is written in one."""
        if tail[:1].isdigit() or head[-1:].isdigit():  # "COVID-19", "17-year-olds"
            return "-"
        head, tail = head.lower(), re.sub(r"[^a-z].*", "", tail.lower())
        joined, parted = self._known[head + tail], self._known[f"{head}-{tail}"]
        if joined != parted:
            return "" if joined > parted else "-"
        if soft:
            return ""
        if head in OWN:
            return "-"
        whole, rarer = frequency(head + tail), min(frequency(head), frequency(tail))
        return "" if whole and whole >= self._used * rarer else "-"

    def seen(self, head: str, tail: str) -> str:
        """What a soft hyphen inside a line is: nothing, or the hyphen that it is shown as where it makes no word otherwise."""
        joint = self.joint(head, tail, soft=True)
        whole = (head + tail).lower()
        both = len(head) > 2 and len(tail) > 2 and frequency(head.lower()) and frequency(tail.lower())
        return "-" if both and not self._known[whole] and not frequency(whole) else joint

    def is_one(self, head: str, tail: str, texts: Sequence[str]) -> bool:
        """Whether the end of a line and the beginning of the next are one word, though nothing is printed between."""
        once = [part for part in (head, tail) if self._known[part] == 1]
        if len(head) < 2 or len(tail) < 2 or not once or self._follow(head, tail, texts):
            return False
        whole = head + tail
        if not all(frequency(part) or self._known[part] > 1 for part in (head, tail)):
            return bool(self._known[whole] or frequency(whole))
        by_chance = (frequency(head) or 1) * (frequency(tail) or 1) / COUNTED
        return frequency(whole) > APART * by_chance

    def _follow(self, head: str, tail: str, texts: Sequence[str]) -> bool:
        """Whether one word follows the other within a line."""
        if self._pairs is None:
            rows = (re.findall(r"[a-z]+", text.lower()) for text in texts)
            self._pairs = Counter(f"{one} {other}" for row in rows for one, other in pairwise(row))
        return self._pairs[f"{head} {tail}"] > 0
