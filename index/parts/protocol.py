"""What a searcher may expect of whatever holds the parts of its index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

Given = tuple[Any, ...]


class Parts(Protocol):
    """All parts of one generation, by their numbers. May be asked from many threads."""

    count: int

    def ask(self, step: str, given: Mapping[int, Given]) -> dict[int, Any]:
        """Of each part named, what its method `step` tells when it is given this, in the order of their numbers.

        From all of them, or `IndexUnusable` with what to do: an answer never leaves out a part that could not be asked.
        """


def each(parts: Parts, step: str, *given: Any) -> list[Any]:
    """What every part tells, in the order of their numbers."""
    return list(parts.ask(step, dict.fromkeys(range(parts.count), given)).values())
