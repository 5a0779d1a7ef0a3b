"""A question that names several matters ("demand, backlogs or staff shortages"): each alone answers it."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Sequence

from corpus.lexicon import Expansion
from index.question import stance_words
from index.question.topic import Term, terms

Span = tuple[int, int]
Spans = tuple[Span, ...]
JOINED = re.compile(r"\s*(?:,|,?\s*(?P<last>and/or|or|and)\b)\s*(?:(?:the|their|a|in|on|of|about)\s+)*", re.I)
MOST = 8  # of one question


def matters_of(text: str, kept: Sequence[Span], known: Callable[[str], bool]) -> tuple[Spans, ...]:
    """The words of each matter, of those of the topic (`kept`), where a question has a list that ends with "and" or "or";
    else ().

    `known` tells what reports say. What they have in these words ("search and rescue") is one matter. Members
    without the noun that the last one ends with have it as well, where reports say so: "sexual or criminal exploitation" is
    on both kinds of exploitation. What stands outside of lists belongs to every matter.
    """
    said = stance_words.DROPPED.sub(lambda match: " " * len(match.group()), text)
    choices = [_members(text, each, known) for each in _lists(said, _runs(text, kept))]
    if not 1 < math.prod(map(len, choices)) <= MOST:
        return ()
    return tuple(tuple(itertools.chain(*chosen)) for chosen in itertools.product(*choices))


def side_by_side(
    text: str, kept: Sequence[Span], others: Sequence[Expansion]
) -> tuple[tuple[str, tuple[Term, ...]], ...]:
    """Two or three words of the topic that were typed side by side, with what counts for each."""
    found = (own for own in _runs(text, kept) if len(own) in (2, 3))
    return tuple((text[own[0][0] : own[-1][1]], terms(text, own, others)) for own in found)


def _runs(text: str, kept: Sequence[Span]) -> list[Spans]:
    """Words of the topic that stand side by side."""
    runs: list[list[Span]] = []
    for span in kept:
        if runs and not text[runs[-1][-1][1] : span[0]].strip(" -"):
            runs[-1].append(span)
        else:
            runs.append([span])
    return [tuple(run) for run in runs]


def _lists(text: str, runs: Sequence[Spans]) -> list[list[Spans]]:
    """Runs that are members of one list together; a run outside of lists alone."""
    found: list[list[Spans]] = []
    ends: list[bool] = []  # whether the last joint of each is the one that ends a list
    for run in runs:
        joint = JOINED.fullmatch(text[found[-1][-1][-1][1] : run[0][0]]) if found else None
        if joint:
            found[-1].append(run)
            ends[-1] = joint["last"] is not None
        else:
            found.append([run])
            ends.append(True)
    return [
        own for each, is_list in zip(found, ends, strict=True) for own in ([each] if is_list else [[r] for r in each])
    ]


def _members(text: str, runs: Sequence[Spans], known: Callable[[str], bool]) -> list[Spans]:
    """The members of a list, each with its noun; all in one where reports have the whole in these words."""
    *before, last = runs
    inner = text[before[-1][-1][0] : last[0][1]] if before else ""  # around the joint: "search and rescue"
    if " and " in inner and (known(inner) or known(text[runs[0][0][0] : last[-1][1]])):
        return [tuple(itertools.chain(*runs))]
    return [*((*run, *_noun(text, run, last, known)) for run in before), last]


def _noun(text: str, run: Spans, last: Spans, known: Callable[[str], bool]) -> Spans:
    """What the last member of a list ends with that another one goes without."""
    own = _words(text, run)
    for start in range(1, len(last)):
        if known(f"{own} {_words(text, last[start:])}"):
            return last[start:]
    # "delayed or badly attended meetings": a word for a side that is no plural describes what follows
    return (last[1:] or last) if stance_words.CUES.fullmatch(own) and not own.endswith("s") else ()


def _words(text: str, spans: Spans) -> str:
    return " ".join(text[start:end] for start, end in spans)
