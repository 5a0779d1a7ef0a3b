"""Reports in, the acronyms that they themselves explain out: "public law outline (PLO)" teaches both names of it.

The one place that knows the library `abbreviations` (the algorithm of Schwartz and Hearst, Pacific Symposium on
Biocomputing 2003). What the reports disagree on, or only one of them says, is left out: it may be a local name.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable

from corpus.lexicon import MINED, Entry, entries, speaking
from corpus.records import Report

LEAST_REPORTS = 2
AGREED = 0.6  # of the reports that explain an acronym, those that have to explain it alike
SHORT = re.compile(r"(?=(?:.*[A-Z]){2})[A-Za-z][A-Za-z&/-]{1,9}$")


def _library() -> Callable[..., dict[str, str]]:
    """The library's one function. Its import would set up logging for the whole program, were that not set up already."""
    quiet = logging.NullHandler()
    logging.getLogger().addHandler(quiet)
    try:
        from abbreviations.schwartz_hearst import extract_abbreviation_definition_pairs as pairs
    finally:
        logging.getLogger().removeHandler(quiet)
    return pairs  # type: ignore[no-any-return]


def mine(reports: Iterable[Report]) -> list[Entry]:
    """Acronyms of each family that the lexicon does not have, in order of name."""
    pairs = _library()
    told: dict[tuple[str, str], Counter[str]] = {}
    plain: dict[str, set[str]] = {}
    for report in reports:
        words = plain.setdefault(report.family, set())
        own: dict[str, str] = {}
        for page in report.pages:
            words.update(re.findall(r"\b[a-z]+\b", page.text))
            found = pairs(doc_text=page.text)
            own.update((_one(short), _folded(long)) for short, long in found.items() if SHORT.match(_one(short)))
        for short, long in own.items():
            told.setdefault((report.family, short), Counter())[long] += 1
    known = {
        (family, e.short.lower()) for family in plain for e in entries() if e.family in speaking(frozenset([family]))
    }
    return [
        Entry(short, long, MINED, family, ambiguous=False, word=short.lower() in plain[family])
        for (family, short), longs in sorted(told.items())
        for long, agreeing in longs.most_common(1)
        if agreeing >= LEAST_REPORTS and agreeing >= AGREED * longs.total() and (family, short.lower()) not in known
    ]


def _one(short: str) -> str:
    """An acronym without its plural s."""
    return re.sub(r"(?<=[A-Z])s$", "", short)


def _folded(long: str) -> str:
    """The words of an acronym as reports agree on them: lower case, one kind of apostrophe, the last word singular."""
    words = " ".join(long.lower().replace("’", "'").replace("- ", "-").split()).rstrip("'")
    return re.sub(r"(?<=[a-z]{3})(?<!s)s$", "", words)
