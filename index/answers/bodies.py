"""The bodies of an answer as a sequence that is made as far as it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from threading import Lock
from typing import TypeVar, overload

Hit = TypeVar("Hit")
AT_ONCE = 64  # bodies whose quotations are looked up together


class Bodies(Sequence[Hit]):
    """Best first. `listed` tells of each whether it is listed, and so how many there are; `make` gives those at some places.

    What was made is kept. Looking may raise what `make` does.
    """

    def __init__(self, listed: Sequence[bool], make: Callable[[Sequence[int]], Sequence[Hit]]) -> None:
        self._listed, self._make = tuple(listed), make
        self._made: dict[int, Hit] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._listed)

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, place: int | slice) -> Hit | tuple[Hit, ...]:
        if isinstance(place, slice):
            return self.at(range(len(self))[place])
        number = range(len(self))[place]
        return self.at(range(number, min(number + AT_ONCE, len(self))))[0]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    @property
    def listed(self) -> tuple[Hit, ...]:
        """Those that are listed."""
        return self.at([place for place, listed in enumerate(self._listed) if listed])

    def at(self, places: Sequence[int]) -> tuple[Hit, ...]:
        """Those at these places."""
        with self._lock:
            missing = iter([place for place in places if place not in self._made])
            while some := list(islice(missing, AT_ONCE)):
                self._made.update(zip(some, self._make(some), strict=True))
            return tuple(map(self._made.__getitem__, places))
