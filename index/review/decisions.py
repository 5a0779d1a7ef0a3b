"""What a reviewer decided of bodies and of quotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided: include, exclude or unsure, with a note; by whom, where known, and when (UTC)."""

    decision: str
    note: str = ""
    by: str = field(default="", compare=False)
    on: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Decisions:
    """A review: decisions on bodies by key, and on quotations by key, file and words."""

    bodies: Mapping[str, Decision] = field(default_factory=dict)
    quotes: Mapping[tuple[str, str, str], Decision] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.bodies or self.quotes)

    def body(self, key: str) -> Decision:
        return self.bodies.get(key, Decision(""))

    def quote(self, key: str, file: str, words: str) -> Decision:
        return self.quotes.get((key, file, words), Decision(""))
