"""The verdicts there are, in words, and which of them a question asks for.

`VERDICTS` are on what texts say. Questions that facts alone answer have verdicts of their own (`FACTS`): whether a grade
is the one asked for, and whether there are findings of a kind. Neither says anything of the other.
"""

from __future__ import annotations

_TEXTS = {
    "concern": "concern",
    "mixed": "concern and praise",
    "praise": "praise",
    "mentioned": "mentioned",
    "none": "nothing found",
}
MET, NOT_MET, GRADED, UNGRADED = "met", "not_met", "graded", "ungraded"
FOUND, NOT_FOUND = "findings", "no_findings"
FACTS = {
    MET: "grade as asked for",
    NOT_MET: "another grade",
    GRADED: "graded",
    UNGRADED: "no grade given",
    FOUND: "has such findings",
    NOT_FOUND: "no such findings",
}
# What must be said where facts answer and no words can be quoted for it.
FACT_NOTES = {
    MET: "the grade is known, but not from words on a page that could be quoted",
    NOT_MET: "another grade than the one asked for",
    GRADED: "the grade is known, but not from words on a page that could be quoted",
    UNGRADED: "no grade is given for what was asked",
    NOT_FOUND: "no finding of this kind",
}
VERDICT_WORDS = _TEXTS | FACTS
VERDICTS = tuple(_TEXTS)
NO_CONCERN = "no concern"  # the side of a question for those without a concern
_WANTED = {
    "concern": ("concern", "mixed"),
    "praise": ("praise", "mixed"),
    NO_CONCERN: ("praise", "mentioned", "none"),
}


def wanted(stance: str) -> tuple[str, ...]:
    """The verdicts that put a body on the list of a question for this side; any but none where it asks for no side."""
    return _WANTED.get(stance, VERDICTS[:-1])
