"""Which reports a question limits itself to: those on one kind of body, by its nouns, or those of families that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.bodies import KINDS
from corpus.families.registry import PROFILES


@dataclass(frozen=True, slots=True)
class Programme:
    """A kind of body, None for any, and the families that were named, none for any."""

    kind: str | None = None
    named: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.kind is not None or bool(self.named)

    @property
    def families(self) -> frozenset[str]:
        """The families whose reports can answer."""
        return frozenset(
            key
            for key, profile in PROFILES.items()
            if (not self.named or key in self.named) and (self.kind is None or self.kind in profile.covers)
        )

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of body that the answer can be about."""
        return frozenset([self.kind] if self.kind else (k for key in self.families for k in PROFILES[key].covers))

    @property
    def nouns(self) -> tuple[str, ...]:
        """The words for these bodies."""
        return tuple(noun for kind in KINDS.values() if kind.key in self.kinds for noun in kind.nouns)

    @property
    def label(self) -> str:
        """The reports in words, to stand before a colon."""
        labels = [profile.label for key, profile in PROFILES.items() if key in self.families]
        if not self:
            return "All reports"
        if len(labels) == 1:
            return f"{labels[0]} reports"
        if self.named:
            return f"{' and '.join(labels)} reports"
        return f"Reports on {KINDS[self.kind or ''].label}"

    @property
    def words(self) -> str:
        """The same for a part of the question that can be switched off."""
        return self.label.removesuffix(" reports").removeprefix("Reports on ")


def programme(text: str) -> Programme:
    """What the nouns, names of families and inspectorates in a question limit it to; nothing where they contradict each other."""
    kinds = {kind for kind in KINDS if noun_pattern(kind).search(text)}
    named = {key for key in PROFILES if name_pattern(key).search(text)}
    if len(kinds) > 1 or (kinds and named and not any(kinds & set(PROFILES[key].covers) for key in named)):
        return Programme()
    if not kinds and len({PROFILES[key].inspects for key in named}) > 1:
        return Programme()
    return Programme(next(iter(kinds), None), frozenset(named))


def without_names(text: str, limits: Programme) -> str:
    """The text without the nouns and names that limit it, single-spaced."""
    for kind in limits.kinds if limits else ():
        text = noun_pattern(kind).sub(" ", text)
    return " ".join(text.split())


@cache
def noun_pattern(kind: str) -> re.Pattern[str]:
    """The words for bodies of a kind, the longest first."""
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, KINDS[kind].nouns), key=len, reverse=True))})\b", re.I)


@cache
def name_pattern(family: str) -> re.Pattern[str]:
    """What a family and its inspectorates are called."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, PROFILES[family].names))})\b", re.I)
