"""What can go wrong between a question and its answer: sentences a user can act on."""

from __future__ import annotations


class IndexUnusable(Exception):
    """There is no index, it is damaged, or another model built it; the message says what to do."""


class BadFilter(ValueError):
    """A `--where` that cannot be read; the message says what can."""


class UnknownFormat(ValueError):
    """Nothing here writes files of this ending; the message names those that can be written."""
