"""The saved searches that a command is about."""

from __future__ import annotations

import argparse
from pathlib import Path

from index.review.saved import Saved, SavedUnusable, Search
from index.searcher import Searcher


def saved(named: Path | None) -> Saved:
    """The saved searches. Raises `SavedUnusable` where a file is named that is not there."""
    saved = Saved(named)
    if named and not saved.path.is_file():
        raise SavedUnusable(f"There are no saved searches in {named}; name the file that they are in.")
    return saved


def search(saved: Saved, searcher: Searcher, options: argparse.Namespace) -> Search | None:
    """The saved search that this is: the same question, or one that differs in blanks and capitals and is understood alike."""
    if not saved.path.is_file():
        return None
    if found := saved.find(options.question, options.where, options.off):
        return found

    def meant(question: str) -> str:
        return searcher.understand(question, options.where, options.off).describe().sentence.casefold()

    asked, where, off = " ".join(options.question.casefold().split()), sorted(options.where), sorted(options.off)
    return next(
        (
            each
            for each in saved.searches()
            if " ".join(each.question.casefold().split()) == asked
            and (sorted(each.where), sorted(each.off)) == (where, off)
            and meant(each.question) == meant(options.question)
        ),
        None,
    )
