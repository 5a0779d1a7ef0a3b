"""Bodies named in a question: every name of every body, longest match first, found in one pass; typing errors forgiven."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from corpus.bodies import KINDS
from corpus.names import fold
from corpus.records import Body
from index.question.blanks import blank

TOKEN = re.compile(r"[^\W_]+(?:'[^\W\d_]+)?|&")
SHORTEST, LONG = 6, 9  # letters of a name that may have one error, and that may have two
Names = dict[tuple[str, ...], tuple[Body, ...]]
# A name with one word left out, as what is before and after it, to the words that were there and whose name that is.
Gaps = dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[str, tuple[Body, ...]]]]
ALSO = tuple(word for kind in KINDS.values() for word in kind.also)
Token = tuple[str, int, int]
Known = Callable[[str], bool]


def find(text: str, bodies: Iterable[Body], known: Known = lambda word: False) -> tuple[tuple[Body, ...], str]:
    """The bodies that a question names, and the question with their names blanked out.

    A name that is a word too ("reading") needs a capital somewhere. `known` tells words that the reports use: a name with
    a typing error is looked for only in words that are not known, and that have a capital unless the question has none.
    """
    bodies = tuple(bodies)
    names = _names(bodies)
    gaps = _gaps(bodies)
    words = _also_words(bodies)
    longest = max(map(len, names), default=0)
    tokens = [(fold(m.group()), m.start(), m.end()) for m in TOKEN.finditer(text)]
    capitals = [any(c.isupper() for c in text[start:end]) for _, start, end in tokens]
    small = text.islower()
    found: dict[Body, None] = {}
    cut: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        for length in range(min(longest, len(tokens) - at), 0, -1):
            run = tokens[at : at + length]
            start, end = run[0][1], run[-1][2]
            capital = any(capitals[at : at + length])
            written = capital or fold(text[start:end]) not in words
            named = _named(run, names, gaps, known if capital or small else lambda _: True) if written else ()
            if named:
                found.update((body, None) for body in named)
                cut.append((start, end))
                at += length
                break
        else:
            at += 1
    for start, end in cut:
        text = blank(text, start, end)
    return tuple(found), text


def _named(run: Sequence[Token], names: Names, gaps: Gaps, known: Known) -> tuple[Body, ...]:
    words = tuple(word.removesuffix("'s") for word, _, _ in run)
    return names.get(words) or _nearly(words, gaps, known)


def _nearly(words: tuple[str, ...], gaps: Gaps, known: Known) -> tuple[Body, ...]:
    """Bodies by a name that one word of these misspells, if all such names are of the same bodies."""
    near: dict[int, set[tuple[Body, ...]]] = {}
    for i, word in enumerate(words):
        if len(word) >= SHORTEST and not known(word):
            for name, bodies in gaps.get((words[:i], words[i + 1 :]), ()):
                if errors := _errors(word, name):
                    near.setdefault(errors, set()).add(bodies)
    closest = near[min(near)] if near else set()
    return next(iter(closest)) if len(closest) == 1 else ()


def _errors(word: str, name: str) -> int:
    """How many letters of a name are wrong in a word, 0 where they are too many for a typing error."""
    allowed = 2 if len(name) >= LONG else 1 if len(name) >= SHORTEST else 0
    if not allowed or word[0] != name[0] or abs(len(word) - len(name)) > allowed:
        return 0
    errors = DamerauLevenshtein.distance(word, name, score_cutoff=allowed)
    return errors if errors <= allowed else 0


@lru_cache(maxsize=8)
def _names(bodies: tuple[Body, ...]) -> Names:
    """Every name as a run of folded words, with the bodies that go by it."""
    names: dict[tuple[str, ...], dict[str, Body]] = {}
    for body in bodies:
        for name in (*body.names, _bare(body)):
            key = tuple(fold(token) for token in TOKEN.findall(name))
            names.setdefault(key, {})[body.key] = body
    names.pop((), None)
    for half, bearers in _halves(bodies).items():
        names.setdefault(half, {body.key: body for body in bearers})
    return {key: tuple(found.values()) for key, found in names.items()}


@lru_cache(maxsize=8)
def _gaps(bodies: tuple[Body, ...]) -> Gaps:
    """Every name with each of its words left out once, so that one with a misspelt word is looked up and not searched for."""
    gaps: Gaps = {}
    for name, bearers in _names(bodies).items():
        for i, word in enumerate(name):
            gaps.setdefault((name[:i], name[i + 1 :]), []).append((word, bearers))
    return gaps


def _halves(bodies: tuple[Body, ...]) -> Names:
    """The places of which a body's name is made up ("Kensington and Chelsea"), where only one body has them in its name."""
    bearers: dict[tuple[str, ...], dict[str, Body]] = {}
    for body in bodies:
        places = re.split(r"\s+(?:and|&)\s+", _bare(body))
        for place in places if len(places) == 2 else ():
            if len(place) >= SHORTEST and body.status == "current":
                bearers.setdefault(tuple(fold(token) for token in TOKEN.findall(place)), {})[body.key] = body
    return {place: tuple(own.values()) for place, own in bearers.items() if len(own) == 1}


@lru_cache(maxsize=8)
def _also_words(bodies: tuple[Body, ...]) -> frozenset[str]:
    return frozenset(fold(name) for body in bodies for name in body.also_words)


def _bare(body: Body) -> str:
    """A body's name without the word for what it is: "Lancashire" of "Lancashire Constabulary"."""
    kind = KINDS[body.kind]
    nouns = "|".join(map(re.escape, (*kind.nouns, *ALSO)))
    return re.sub(rf"\s+(?:{nouns})$", "", body.name, flags=re.I)
