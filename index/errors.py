"""What can go wrong between a question and its answer: sentences a user can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


class IndexUnusable(Exception):
    """There is no index, it is damaged, or another model built it; the message says what to do."""


class ClusterUnusable(IndexUnusable):
    """There is no cluster where one is named, or it cannot do the work; the message says what to do."""


class BadFilter(ValueError):
    """A `--where` that cannot be read; the message says what can."""


class UnknownBody(LookupError):
    """No body has this key or name. The message says so; `nearest` are the keys and names of those called most alike."""

    def __init__(self, message: str, nearest: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.nearest = tuple(nearest)


class UnknownFormat(ValueError):
    """Nothing here writes files of this ending; the message names those that can be written."""


@contextmanager
def writing(path: Path, *kinds: type[Exception]) -> Iterator[None]:
    """What a library raises when it cannot write, as the OSError that it is: for most, the disk is full."""
    try:
        yield
    except OSError:
        raise
    except kinds as error:
        raise OSError(errno.EIO, str(error).strip().splitlines()[0][:200], str(path)) from error
