"""What remains of a question when its scope and stance are taken out: its topic, as texts to encode and words to count."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.lexicon import Expansion
from corpus.names import CAPITALS
from index.answers.verdict_words import NO_CONCERN
from index.question import stance_words
from index.question.narrowing_words import STANCES

# A word, one with a hyphen ("well-being"), or what stands for one: "A&E", "24/7".
WORD = re.compile(r"[^\W_]+(?:['/&-][^\W_]+)*'?")
PARTS = 3  # letters of each part of a word that reports may write as two
SHORTEST = 7  # letters of such a word


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the topic with the other names that count as well; `phrases` are asked as phrases."""

    word: str
    others: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        return (self.word, *self.others)


def spans(text: str, named: Iterable[Expansion] = ()) -> list[tuple[int, int]]:
    """The words of a question that are its topic: no function words, no words of mere stance.

    Those that are part of a name with another one (`named`: "children in need") are topic, and small words in capitals
    ("IT") in a question that is not in capitals as a whole.
    """
    dropped = [m.span() for m in stance_words.DROPPED.finditer(text)]
    whole = _whole(text, named)
    stop = stance_words.stop_words()
    found, before = [], set()
    for word in WORD.finditer(text):
        said = word.group()
        if said.lower() in before and said.isalpha():
            continue  # said twice is asked once
        before.add(said.lower())
        capitals = CAPITALS.fullmatch(said) is not None and (said == text.strip() or not text.isupper())
        if any(a <= word.start() and word.end() <= b for a, b in whole) or capitals:
            found.append(word.span())
            continue
        inside = any(a <= word.start() and word.end() <= b for a, b in dropped)
        function = said.lower() in stop or said.lower().endswith("n't")
        if not inside and not function and (len(said) > 1 or said.isdigit()):
            found.append(word.span())
    return found


def side(whole: str, rest: str, kinds: Sequence[str]) -> str:
    """The side that is asked for, in the words or else by the kinds of finding, which stand in `whole` alone."""
    if kinds and stance_words.stance(whole) == NO_CONCERN:
        return NO_CONCERN
    stance = stance_words.stance(rest)
    if kinds and (stance == "neutral" or not spans(rest)):
        return STANCES.get(kinds[0], stance)
    return stance


def variants(text: str, kept: Sequence[tuple[int, int]], others: Sequence[Expansion]) -> Iterable[str]:
    """The topic with one name at a time replaced by another."""
    for other in others:
        before = [text[a:b] for a, b in kept if b <= other.start]
        after = [text[a:b] for a, b in kept if a >= other.end]
        yield " ".join([*before, other.other, *after])


def terms(text: str, kept: Sequence[tuple[int, int]], others: Sequence[Expansion]) -> tuple[Term, ...]:
    """Each word of the topic once, with the names that count as well; a name with small words in it counts as a whole."""
    found: dict[str, Term] = {}
    whole = _whole(text, others)
    for start, end in kept:
        inside = [o for o in others if o.start <= start and end <= o.end]
        names = tuple(dict.fromkeys(o.other for o in inside))
        name = next((text[a:b] for a, b in whole if a <= start and end <= b), None)
        for word in [name] if name else _words(text[start:end]):
            known = found.get(word.lower(), Term(word))
            found[word.lower()] = Term(known.word, tuple(dict.fromkeys([*known.others, *names])))
    return tuple(found.values())


def _whole(text: str, named: Iterable[Expansion]) -> list[tuple[int, int]]:
    """Where names stand that have small words in them and no word for a side: "children in need", not "enough placements"."""
    stop = stance_words.stop_words()
    names = [(each.start, each.end, text[each.start : each.end]) for each in named]
    return [
        (a, b) for a, b, name in names if stop.intersection(name.lower().split()) and not stance_words.CUES.search(name)
    ]


def _words(said: str) -> list[str]:
    """What is looked for of a word as typed: the sides of a stroke between words, not of one in a number."""
    if re.fullmatch(r"[\d/]+", said):
        return [said]
    return [word for word in re.split(r"['/]", said) if len(word) > 1 or word.isdigit()]


def spellings(text: str, kept: Sequence[tuple[int, int]], known: Callable[[str], bool]) -> Iterator[Expansion]:
    """The same words as one, as two or with a hyphen: "bodyworn", "body worn", "body-worn". `known` tells what reports write.

    What is written with a hyphen needs no other spelling with a blank: both are the same two words to the index.
    """
    for start, end in kept:
        word = text[start:end]
        if re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)+", word):
            yield Expansion(start, end, word, word.replace("-", ""))
        elif word.isalpha() and len(word) >= SHORTEST:
            halves = (f"{word[:i]} {word[i:]}" for i in range(PARTS, len(word) - PARTS + 1))
            yield from (Expansion(start, end, word, half) for half in halves if known(half))
    for (start, end), (then, last) in itertools.pairwise(kept):
        one, other = text[start:end], text[then:last]
        if text[end:then] == " " and one.isalpha() and other.isalpha() and known(one + other):
            yield Expansion(start, last, f"{one} {other}", one + other)
