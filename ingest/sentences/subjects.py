"""Which sentences of a report on several bodies speak of one of them that is not the report's own.

A body is spoken of by its names, and by the words that its kind goes by (`Kind.mentions`). What only tells where something
was or whom it was told to does not count, nor does what another body of the kind is named for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from corpus.bodies import KINDS, Bodies
from corpus.mentions import Mentions
from corpus.names import fold
from corpus.records import Body, Report

Speaks = Callable[[str, str], bool]
OTHER = "another body"  # what a name of another body of the kind is read as


def speaks_of(body: Body, report: Report, bodies: Bodies) -> Speaks | None:
    """Whether a sentence, in the text around it, speaks of a body; None where nothing tells how its kind is spoken of."""
    mentions = KINDS[body.kind].mentions
    if mentions is None:
        return None
    own = _pattern((*_names(body), *_short(body, report)))
    others = _pattern(name for other in bodies.of_kind(body.kind) if other.key != body.key for name in _names(other))

    def speaks(sentence: str, around: str) -> bool:
        said = _plainly(sentence, own, others, mentions)
        if any(pattern.search(said) for pattern in mentions.said):
            return True
        for pattern in mentions.foreign:
            said = pattern.sub(" ", said)
        if not any(pattern.search(said) for pattern in mentions.shared):
            return False
        told = _plainly(around, own, others, mentions)
        return any(pattern.search(told) for pattern in mentions.said) or not any(
            pattern.search(around) for pattern in mentions.employers
        )

    return speaks


def _plainly(text: str, own: re.Pattern[str] | None, others: re.Pattern[str] | None, mentions: Mentions) -> str:
    """A text with the body's names in plain words, and without what means somebody else."""
    text = own.sub(mentions.plain, text) if own else text
    text = others.sub(OTHER, text) if others else text
    for pattern in mentions.elsewhere:
        text = pattern.sub(" ", text)
    return text


def _names(body: Body) -> list[str]:
    """The names of a body that can mean nothing else in running text: those with a word for its kind, and initials."""
    kind = KINDS[body.kind]
    words = {fold(word) for word in (*kind.nouns, *kind.also)}
    return [
        name
        for name in body.names
        if (fold(name).split()[-1] in words or fold(name).endswith(tuple(f" {word}" for word in KINDS[body.kind].also)))
        or (name.isupper() and len(name) > 2 and name not in body.also_words)
    ]


def _short(body: Body, report: Report) -> list[str]:
    """The initials that a report gives a body after its name: "Northern Police (NP)"."""
    found: dict[str, None] = {}
    for name in _names(body):
        pattern = re.compile(rf"{re.escape(name)}\s+\(([A-Z]{{2,6}})\)", re.I)
        for page in report.pages:
            found.update((short.group(1), None) for short in pattern.finditer(page.text) if short.group(1).isupper())
    return list(found)


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """What matches any of these names: words in any case, initials as they are."""
    words: set[str] = set()
    initials: set[str] = set()
    for name in names:
        (initials if name.isupper() else words).add(name)
    parts = [
        rf"{flag}(?:{'|'.join(re.escape(name) for name in sorted(some, key=len, reverse=True))})"
        for flag, some in (("(?i:", words), ("(?-i:", initials))
        if some
    ]
    return re.compile(rf"\b(?i:the )?(?:{'|'.join(f'{part})' for part in parts)})\b") if parts else None
