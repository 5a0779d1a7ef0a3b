"""What reviewers decided of bodies and of quotations, and who they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

DISPUTED = "in dispute"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: include, exclude or unsure, with a note; by whom, where known, and when (UTC).

    Where two review, `each` has what each of them decided, in the order they joined, and the arbiter's word last, if any; the
    decision is then what stands of them, and is empty while they are in dispute.
    """

    decision: str
    note: str = ""
    by: str = field(default="", compare=False)
    on: str = field(default="", compare=False)
    each: tuple[Decision, ...] = ()

    @property
    def disputed(self) -> bool:
        """Whether two differ and nobody has settled it."""
        return bool(self.each) and not self.decision

    @property
    def word(self) -> str:
        """The decision for reading; empty where there is none."""
        return DISPUTED if self.disputed else self.decision

    @property
    def told(self) -> str:
        """Who decided what, for reading: `A. Reader: include (read twice)`."""
        return f"{self.by}: {self.decision}{f' ({self.note})' if self.note else ''}"

    @property
    def parts(self) -> tuple[Decision, ...]:
        """The decisions of single people that it is made of."""
        return self.each or (self,)


@dataclass(frozen=True, slots=True)
class Panel:
    """Who reviews where two do, each blind to the other: names in the order they joined, and the one who settles.

    `decided` counts the bodies that each has decided on, `alone` those that only one of them has. `earlier` counts the
    decisions that were taken before the review was blind, `since` when it became so (UTC).
    """

    reviewers: tuple[str, ...] = ()
    arbiter: str = ""
    decided: tuple[int, ...] = ()
    alone: int = 0
    earlier: int = 0
    since: str = ""

    @property
    def both(self) -> str:
        """The reviewers for reading."""
        return " and ".join(self.reviewers)


@dataclass(frozen=True, slots=True)
class Decisions:
    """A review: decisions on bodies by key, and on quotations by key, file and words; who decides, where two do."""

    bodies: Mapping[str, Decision] = field(default_factory=dict)
    quotes: Mapping[tuple[str, str, str], Decision] = field(default_factory=dict)
    panel: Panel | None = None

    def __bool__(self) -> bool:
        return bool(self.bodies or self.quotes or self.panel)

    @property
    def begun(self) -> bool:
        """Whether anything is decided that may be told."""
        return bool(self.bodies or self.quotes)

    @property
    def disputed(self) -> dict[str, Decision]:
        """The bodies that are in dispute."""
        return {key: each for key, each in self.bodies.items() if each.disputed}

    @property
    def settled(self) -> dict[str, Decision]:
        """The bodies that an arbiter settled."""
        return {key: each for key, each in self.bodies.items() if len(each.each) > 2}

    def body(self, key: str) -> Decision:
        return self.bodies.get(key, Decision(""))

    def quote(self, key: str, file: str, words: str) -> Decision:
        return self.quotes.get((key, file, words), Decision(""))
