"""One part in a process of its own, asked through its standard input and telling through its standard output.

It ends with the process that started it, however that ends, since its input ends then. It is none of multiprocessing's: those
run the main module of who starts them once more, and on the page that is the page.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import weakref
from pathlib import Path
from threading import Lock
from typing import Any

from corpus.paths import PROJECT
from index.parts.opened import answer
from index.parts.protocol import Given
from index.version import engine

COMMAND = ("-m", "index.parts.process")


class Ended(Exception):
    """The process is gone."""


class Process:
    """The process of one part, started with the first question. Whoever asks it holds its lock from question to reply."""

    def __init__(self, folder: Path, model: str) -> None:
        self.lock = Lock()
        self.pid: int | None = None
        self._folder, self._model = folder.resolve(), model
        self._running: subprocess.Popen[bytes] | None = None

    def send(self, step: str, given: Given) -> None:
        """Put a question. Raises `Ended`."""
        asked = self._started().stdin
        assert asked is not None
        try:
            pickle.dump((self._folder, self._model, engine(), step, given), asked)
            asked.flush()
        except OSError as error:
            raise Ended from error

    def receive(self) -> tuple[bool, Any]:
        """The reply: True and what the part tells, or False and what it raised. Raises `Ended`."""
        if self._running is None:
            raise Ended
        try:
            told: tuple[bool, Any] = pickle.load(self._running.stdout)  # type: ignore[arg-type]
            return told
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise Ended from error

    def end(self) -> None:
        """End it; the next question starts another."""
        if self._running is not None:
            _end(self._running)
        self._running = None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._running is None:
            self._running = subprocess.Popen(
                [sys.executable, *COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": os.pathsep.join([str(PROJECT), *filter(None, sys.path)])},
                start_new_session=True,  # what interrupts this process is not for that one to tell of
            )
            self.pid = self._running.pid
            weakref.finalize(self, _end, self._running)
        return self._running


def _end(running: subprocess.Popen[bytes]) -> None:
    running.kill()
    running.communicate()  # closes what it was asked and told through


def main() -> int:
    """Answer until nobody can ask any more."""
    asked, told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no reply
    while True:
        try:
            question = pickle.load(asked)
        except EOFError:
            return 0
        try:
            reply: tuple[bool, Any] = (True, answer(*question))
        except Exception as error:  # whatever it is, who asked has to know
            reply = (False, error)
        told.write(pickle.dumps(reply))
        told.flush()


if __name__ == "__main__":
    sys.exit(main())
