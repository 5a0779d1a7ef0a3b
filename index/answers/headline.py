"""An answer in one sentence, as the page, files and documents begin with it. Pure."""

from __future__ import annotations

from corpus.bodies import KINDS
from index.answers.results import Answer
from index.answers.verdict_words import GRADED, NO_CONCERN

GRADES, FINDINGS = "grades", "findings"  # what answers alone where facts do
FACTS = (GRADES, FINDINGS)


def headline(answer: Answer) -> str:
    """The answer as a sentence: `42 of 90 local authorities have a concern; 12 of them were praised too.`"""
    kind = KINDS.get(answer.understood.kind or "")
    total, listed = len(answer.bodies), answer.listed
    who = kind.label if kind else "bodies"
    if total == 1:
        who = kind.singular if kind else "body"
    first, both = _said(answer)
    reviewed = ""
    if any(hit.listed != hit.found_listed for hit in answer.bodies):
        reviewed = " (after review)"
        first = "{are} on the list" if answer.understood.answer in FACTS else first  # a reviewer changes no grade
    mixed = sum(hit.verdict == "mixed" for hit in listed) if both else 0
    also = f"; {mixed:,} of them {both.format(**_number(mixed))}" if mixed else ""
    return f"{len(listed):,} of {total:,} {who} {first.format(**_number(len(listed)))}{also}{reviewed}."


def _said(answer: Answer) -> tuple[str, str]:
    """What the headline says of those on the list, and of those of them with the other side too."""
    made = answer.understood
    if made.answer == GRADES:
        return ("{are} graded" if any(hit.verdict == GRADED for hit in answer.bodies) else "{have} such a grade"), ""
    if made.answer == FINDINGS:
        return ("{have} no such finding" if made.stance == NO_CONCERN else "{have} such findings"), ""
    sides = {
        "concern": ("{have} a concern", "{were} praised too"),
        "praise": ("{are} praised", "{have} a concern too"),
        NO_CONCERN: ("{have} no concern found", ""),
        "neutral": ("{have} something said about it", ""),
    }
    return sides.get(made.stance, sides["neutral"])


def _number(count: int) -> dict[str, str]:
    """Verbs as they agree with a number of bodies."""
    one = count == 1
    return {"have": "has" if one else "have", "are": "is" if one else "are", "were": "was" if one else "were"}
