"""Sentences of all reports in, those that are standing text out: nearly word for word the same for many bodies.

What an inspectorate prints in every report says nothing of the body inspected. Sentences are compared with
numbers, bodies' names and their nouns taken out, so that small changes from report to report do not hide them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from corpus.bodies import SINGULARS, Bodies
from corpus.names import any_of
from corpus.records import Passage, Report

# A sentence of fewer words recurs by chance ("Children are seen regularly."); of more, only when it is copied.
LEAST_WORDS = 10
# In a family, standing text is in the reports of at least so many bodies, and of this share of them.
LEAST_BODIES, LEAST_SHARE = 3, 0.12
NOUNS = re.compile(rf"\b(?:the )?(?:{any_of(SINGULARS)})\b")


def standing(reports: Sequence[tuple[Report, Sequence[Passage]]], bodies: Bodies) -> frozenset[str]:
    """The comparable form (see `comparable`) of every sentence that recurs."""
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    inspected: dict[str, set[str]] = defaultdict(set)
    for report, passages in reports:
        who = report.body or report.body_name or report.file
        inspected[report.family].add(who)
        name = name_pattern(report, bodies)
        for passage in passages:
            for sentence in passage.sentences:
                if len(sentence.text.split()) >= LEAST_WORDS:
                    seen[report.family, comparable(sentence.text, name)].add(who)
    return frozenset(
        text
        for (family, text), who in seen.items()
        if len(who) >= max(LEAST_BODIES, LEAST_SHARE * len(inspected[family]))
    )


def comparable(text: str, name: re.Pattern[str] | None) -> str:
    """A sentence without what changes from body to body: its name, its noun, numbers, spelling of hyphens."""
    if name:
        text = name.sub("body", text)
    text = NOUNS.sub("body", text.lower().replace("’", "'").replace("-", ""))
    return " ".join(re.sub(r"\d+", "#", re.sub(r"[^\w\s]", " ", text)).split())


def name_pattern(report: Report, bodies: Bodies) -> re.Pattern[str] | None:
    """What matches the name of a report's body in running text."""
    body = bodies.get(report.body) if report.body else None
    names: Iterable[str] = body.names if body else filter(None, [report.body_name])
    words = {name for name in names if len(name) > 3}
    if not words:
        return None
    return re.compile(rf"\b(?:the )?(?:{any_of(words)})(?:[’']s)?\b", re.I)
