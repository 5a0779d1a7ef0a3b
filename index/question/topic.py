"""What remains of a question when its scope and stance are taken out: its topic, as texts to encode and words to count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.lexicon import Expansion
from corpus.names import fold
from index.question import stance_words

WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'/]*")


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the topic with the other names that count as well; `phrases` are asked as phrases."""

    word: str
    others: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        return (self.word, *self.others)


def spans(text: str) -> list[tuple[int, int]]:
    """The words of a question that are its topic: no function words, no words of mere stance."""
    dropped = [m.span() for m in stance_words.DROPPED.finditer(text)]
    stop = stance_words.stop_words()
    found = []
    for word in WORD.finditer(text):
        inside = any(a <= word.start() and word.end() <= b for a, b in dropped)
        function = word.group().lower() in stop or word.group().lower().endswith("n't")
        if not inside and not function and not fold(word.group()).isdigit() | (len(word.group()) < 2):
            found.append(word.span())
    numbers = [m.span() for m in re.finditer(r"\b\d+\b", text)]
    return sorted(set(found) | set(numbers))


def variants(text: str, kept: Sequence[tuple[int, int]], others: Sequence[Expansion]) -> Iterable[str]:
    """The topic with one name at a time replaced by another."""
    for other in others:
        before = [text[a:b] for a, b in kept if b <= other.start]
        after = [text[a:b] for a, b in kept if a >= other.end]
        yield " ".join([*before, other.other, *after])


def terms(text: str, kept: Sequence[tuple[int, int]], others: Sequence[Expansion]) -> tuple[Term, ...]:
    """Each word of the topic once, with the names that count as well."""
    found: dict[str, Term] = {}
    for start, end in kept:
        names = tuple(dict.fromkeys(o.other for o in others if o.start <= start and end <= o.end))
        for word in re.split(r"['/]", text[start:end]):
            if len(word) > 1 or word.isdigit():
                known = found.get(word.lower(), Term(word))
                found[word.lower()] = Term(known.word, tuple(dict.fromkeys([*known.others, *names])))
    return tuple(found.values())
