"""Bodies that a question leaves out: "DVPO concerns except Quillhaven", "... but not Wexbourne", "DVPO -Wexbourne"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.records import Body
from index.question import body_names
from index.question.blanks import blank

CUE = re.compile(
    r"(?:,\s*)?\b(?:except(?:ing)?(?: for)?|apart from|excluding|other than|but not|not including|leaving out|without|bar)\b",
    re.I,
)
NAME = re.compile(r"\s*(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)*)")
_JOINT = frozenset(["and", "or", "nor", "the", "&"])


def find(text: str, bodies: Sequence[Body], known: body_names.Known) -> tuple[tuple[Body, ...], tuple[str, ...], str]:
    """The bodies whose names follow words that leave out, names there that are of no body here, and the rest of the question."""
    found: dict[Body, None] = {}
    unknown: list[str] = []
    for cue in CUE.finditer(text):
        end = _names_end(text, cue.end(), bodies, known)
        named, _ = body_names.find(text[cue.end() : end], bodies, known)
        if named:
            found.update(dict.fromkeys(named))
        elif (word := NAME.match(text, cue.end())) and not known(word.group("name")):
            unknown.append(word.group("name"))
            end = word.end()
        else:
            continue
        text = blank(text, cue.start(), end)
    return tuple(found), tuple(unknown), text


def _names_end(text: str, start: int, bodies: Sequence[Body], known: body_names.Known) -> int:
    """Where the names end that begin at `start`: at the first word that is part of none and joins none."""
    _, blanked = body_names.find(text[start:], bodies, known)
    for word in re.finditer(r"[^\s,]+", blanked):
        if word.group().lower() not in _JOINT:
            return start + word.start()
    return len(text)


def split(
    words: Sequence[str], bodies: Sequence[Body], known: body_names.Known
) -> tuple[tuple[Body, ...], tuple[str, ...]]:
    """Words with a minus, as the bodies that some of them name and the rest."""
    named = {word: body_names.find(word, bodies, known)[0] for word in words}
    return tuple(body for own in named.values() for body in own), tuple(word for word, own in named.items() if not own)
