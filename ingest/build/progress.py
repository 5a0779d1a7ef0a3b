"""Progress of a build on stderr, with the time that remains. The one place that knows tqdm."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

from tqdm import tqdm

Progress = Callable[[str, int, int], None]  # a stage, how many more of it are done, and of how many


class Bars:
    """One bar a stage; a new stage closes the bar of the one before."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: Any = None

    def __enter__(self) -> Bars:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def advance(self, stage: str, done: int, total: int) -> None:
        """Tell that `done` more of a stage's `total` are done."""
        if stage != self._stage:
            if self._bar is not None:
                self._bar.close()
            self._stage = stage
            self._bar = tqdm(total=total, desc=stage, file=sys.stderr, mininterval=_interval())
        assert self._bar is not None
        self._bar.update(done)

    def say(self, sentence: str) -> None:
        """A line that the bar stays below."""
        tqdm.write(sentence, file=sys.stderr)


def _interval() -> float:
    """The seconds between two states of a bar: few for who watches, many for a log."""
    return 0.5 if sys.stderr.isatty() else 30.0
