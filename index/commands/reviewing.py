"""Saved searches: what changed in them, and how their reviews stand."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from index.commands import kept
from index.review import changes, telling
from index.searcher import Searcher


def changed(options: argparse.Namespace) -> int:
    """What changed in saved searches since they were seen."""
    saved, searcher = kept.saved(options.saved), Searcher.open(options.index)
    maker, told = changes.maker(searcher.provenance), []
    for search in saved.searches() if saved.path.is_file() else ():
        answer = searcher.ask(search.question, search.where, search.off)
        now, outside = changes.seen(answer, searcher.pages), {each.key for each in answer.outside}
        found = changes.changes(saved.seen(search.id), {each.key: each for each in now}, search.maker, maker, outside)
        told.append(
            {
                "question": search.question,
                "where": search.where,
                "seen": search.generation,
                "changes": list(map(asdict, found)),
            }
        )
        if not options.json:
            asked = " ".join([search.question, *search.where])
            print(
                f"{asked} (seen with {search.generation}): {len(found)} changes",
                *(f"    {each}" for each in found),
                sep="\n",
            )
        if options.seen:
            saved.see(search.id, now, searcher.generation, maker)
    if options.json:
        print(json.dumps({"generation": searcher.generation, "searches": told}, ensure_ascii=False, indent=1))
    elif not told:
        print(f"No search is saved in {saved.path}.")
    return 0


def reviews(options: argparse.Namespace) -> int:
    """Who decided, how far they agree, what is in dispute."""
    saved = kept.saved(options.saved)
    reviews = [
        (search, saved.decisions(search.id), {key: each.body for key, each in saved.seen(search.id).items()})
        for search in (saved.searches() if saved.path.is_file() else ())
    ]
    if options.json:
        print(json.dumps([telling.summary(*each) for each in reviews], ensure_ascii=False, indent=1))
    elif not reviews:
        print(f"No search is saved in {saved.path}.")
    else:
        print(*(line for each in reviews for line in telling.lines(*each)), sep="\n")
    return 0
