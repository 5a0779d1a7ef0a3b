"""Bodies named in a question: every name of every body, longest match first, found in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from corpus.families import PROFILES
from corpus.profile import fold
from corpus.records import Body

TOKEN = re.compile(r"[A-Za-z0-9]+(?:'[a-z]+)?|&")
Names = dict[tuple[str, ...], tuple[Body, ...]]


def find(text: str, bodies: Iterable[Body], family: str | None) -> tuple[tuple[str, ...], str]:
    """Keys of the bodies that a question names, and the question without their names.

    A name has a capital somewhere, since many are words too ("reading", "bath"); where the whole question is in
    small letters, names of several words will do.
    """
    names = _names(tuple(bodies), family)
    longest = max(map(len, names), default=0)
    tokens = [(fold(m.group()), m.start(), m.end()) for m in TOKEN.finditer(text)]
    found: dict[str, None] = {}
    cut: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        for length in range(min(longest, len(tokens) - at), 0, -1):
            run = tokens[at : at + length]
            start, end = run[0][1], run[-1][2]
            named = names.get(tuple(word.removesuffix("'s") for word, _, _ in run))
            written = any(c.isupper() for c in text[start:end]) or (length > 1 and text.islower())
            if named and written:
                found.update((body.key, None) for body in named)
                cut.append((start, end))
                at += length
                break
        else:
            at += 1
    for start, end in reversed(cut):
        text = text[:start] + " " + text[end:]
    return tuple(found), text


@lru_cache(maxsize=8)
def _names(bodies: tuple[Body, ...], family: str | None) -> Names:
    """Every name as a run of folded words, with the bodies that go by it in the family (or any)."""
    names: dict[tuple[str, ...], dict[str, Body]] = {}
    for body in bodies:
        if family in (None, body.family):
            for name in (*body.names, _bare(body)):
                key = tuple(fold(token) for token in TOKEN.findall(name))
                names.setdefault(key, {})[body.key] = body
    names.pop((), None)
    return {key: tuple(found.values()) for key, found in names.items()}


def _bare(body: Body) -> str:
    """A body's name without the word for what it is: "Lancashire" of "Lancashire Constabulary"."""
    profile = PROFILES.get(body.family)
    nouns = "|".join(map(re.escape, (*(profile.nouns if profile else ()), "police", "police service")))
    return re.sub(rf"\s+(?:{nouns})$", "", body.name, flags=re.I)
