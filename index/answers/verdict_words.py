"""The verdicts there are, in words, and which of them a question asks for."""

from __future__ import annotations

VERDICT_WORDS = {
    "concern": "concern",
    "mixed": "concern and praise",
    "praise": "praise",
    "mentioned": "mentioned",
    "none": "nothing found",
}
VERDICTS = tuple(VERDICT_WORDS)
NO_CONCERN = "no concern"  # the side of a question for those without a concern
_WANTED = {
    "concern": ("concern", "mixed"),
    "praise": ("praise", "mixed"),
    NO_CONCERN: ("praise", "mentioned", "none"),
}


def wanted(stance: str) -> tuple[str, ...]:
    """The verdicts that put a body on the list of a question for this side; any but none where it asks for no side."""
    return _WANTED.get(stance, VERDICTS[:-1])
