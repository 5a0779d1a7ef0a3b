"""An answer in one sentence, as the page, files and documents begin with it. Pure."""

from __future__ import annotations

from corpus.bodies import KINDS
from index.answers.results import Answer
from index.answers.verdict_words import GRADED, NO_CONCERN


def headline(answer: Answer) -> str:
    """The answer as a sentence: `42 of 90 local authorities have a concern; 12 of them were praised too.`"""
    kind = KINDS.get(answer.understood.kind or "")
    total, listed = len(answer.bodies), answer.listed
    who = kind.label if kind else "bodies"
    if total == 1:
        who = kind.singular if kind else "body"
    first, both = _said(answer)
    mixed = sum(hit.verdict == "mixed" for hit in listed) if both else 0
    also = f"; {mixed:,} of them {both.format(**_number(mixed))}" if mixed else ""
    reviewed = " (after review)" if any(hit.listed != hit.found_listed for hit in answer.bodies) else ""
    return f"{len(listed):,} of {total:,} {who} {first.format(**_number(len(listed)))}{also}{reviewed}."


def _said(answer: Answer) -> tuple[str, str]:
    """What the headline says of those on the list, and of those of them with the other side too."""
    facts = {"grades": ("{have} such a grade", ""), "findings": ("{have} such findings", "")}
    if answer.understood.answer in facts and any(hit.verdict == GRADED for hit in answer.bodies):
        return "{are} graded", ""
    sides = {
        "concern": ("{have} a concern", "{were} praised too"),
        "praise": ("{are} praised", "{have} a concern too"),
        NO_CONCERN: ("{have} no concern found", ""),
        "neutral": ("{are} found to mention it", ""),
    }
    return facts.get(answer.understood.answer) or sides.get(answer.understood.stance, sides["neutral"])


def _number(count: int) -> dict[str, str]:
    """Verbs as they agree with a number of bodies."""
    one = count == 1
    return {"have": "has" if one else "have", "are": "is" if one else "are", "were": "was" if one else "were"}
