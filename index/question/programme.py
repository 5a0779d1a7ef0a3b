"""Which reports a question limits itself to: those on one kind of body, by its nouns, or those of families that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus.bodies import KINDS
from corpus.families.inspectorates import called
from corpus.families.profile import Profile
from corpus.families.registry import PROFILES
from corpus.families.texts import listed
from corpus.names import any_of
from index.question.blanks import blank

# What may follow the name of a family and says no more than that its reports are meant.
_PAPERS = r"(?:'s?)?(?:\s+(?:reports?|letters?|inspections?|visits?|assessments?)\b)*"

# Words before a noun that point at one body or at several, those that may open a question before a bare noun, and those
# that go on to say something of it.
_POINTING = frozenset(
    "the a an each every any which what this that my our your their one another other no per same best worst top".split()
)
_OPENING = frozenset("find list show me all for is are was".split())
_SAYING = frozenset("with without that where who which whose has have having is are was in".split())


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
        if not self:
            return "All reports"
        profiles = [profile for key, profile in PROFILES.items() if key in self.families]
        on = f" on {KINDS[self.kind].label}" if self.kind else ""
        if len(profiles) > 1 and not self.named:
            return f"Reports{on}"
        said = all(profile.covers == (self.kind,) for profile in profiles)
        return f"{self._reports(profiles)}{'' if said else on}"

    def _reports(self, profiles: Sequence[Profile]) -> str:
        """The reports of these families, or of an inspectorate where they are all that it has."""
        if len(profiles) > 1:
            for name in profiles[0].inspectorates:
                if Programme(self.kind, _inspected_by(name)).families == self.families:
                    return f"{name} reports"
        words = listed(profile.reports for profile in profiles)
        return words[:1].upper() + words[1:]

    @property
    def words(self) -> str:
        """The same for a part of the question that can be switched off."""
        return self.label.removesuffix(" reports").removeprefix("Reports on ")


def programme(text: str) -> Programme:
    """What the nouns, names of families and inspectorates in a question limit it to; nothing where they contradict each other."""
    kinds = {kind for kind in KINDS if nouns_in(text, kind)}
    named = _named(text)
    covered = {kind for key in named for kind in PROFILES[key].covers}
    if len(kinds) == 1 and (not named or kinds <= covered):
        return Programme(kinds.pop(), named)
    return Programme(None, named) if kinds <= covered and named != PROFILES.keys() else Programme()


def _named(text: str) -> frozenset[str]:
    """The families that a text names, and all of an inspectorate that it names without naming one of its families."""
    own = frozenset(key for key, profile in PROFILES.items() if name_pattern(profile.own_names).search(text))
    inspectorates = {name for profile in PROFILES.values() for name in profile.inspectorates}
    by = [name for name in inspectorates if name_pattern(called(name)).search(text)]
    return own.union(*(families for families in map(_inspected_by, by) if not families & own))


def _inspected_by(inspectorate: str) -> frozenset[str]:
    return frozenset(key for key, profile in PROFILES.items() if inspectorate in profile.inspectorates)


def without_names(text: str, limits: Programme) -> str:
    """The text without the nouns that limit it and without names of families and inspectorates, single-spaced."""
    for kind in limits.kinds if limits else ():
        for start, end in nouns_in(text, kind):
            text = blank(text, start, end)
    for profile in PROFILES.values():
        text = re.sub(rf"{name_pattern(profile.names).pattern}{_PAPERS}", " ", text, flags=re.I)
    return " ".join(text.split())


def nouns_in(text: str, kind: str) -> list[tuple[int, int]]:
    """Where a text speaks of bodies of a kind: of several, or of one that it points at.

    What is named without anything that points at it is a matter and no body ("use of force", "council tax"). Without an
    article a noun still means a body where it opens the question and something is said of it ("force with concerns").

    >>> nouns_in("which force uses force", "police_force"), nouns_in("force with use of force concerns", "police_force")
    ([(6, 11)], [(0, 5)])
    """
    found = []
    for match in _nouns(kind).finditer(text):
        if match.group().lower() not in KINDS[kind].matters:
            found.append(match.span())
            continue
        before, after = text[: match.start()].split(), text[match.end() :].split()
        last = before[-1] if before else ""
        pointed = last.lower() in _POINTING or (last[:1].isupper() and len(before) > 1) or last.endswith("'s")
        opens = not before or last.lower() in _OPENING
        if pointed or (opens and bool(after) and after[0].lower().strip("?,.") in _SAYING):
            found.append(match.span())
    return found


@cache
def _nouns(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(KINDS[kind].nouns)})\b", re.I)


@cache
def name_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Names of families and inspectorates, as one or several, with blanks or hyphens in them."""
    single = (re.sub(r"(?<=[a-rt-z])s$", "", name.replace("’", "'")) for name in names)
    spaced = (
        r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", name))) for name in sorted(single, key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{'|'.join(spaced)})s?\b", re.I)
