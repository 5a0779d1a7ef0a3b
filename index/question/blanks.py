"""What was understood of a question is taken out of it by blanks, so that every other word stays where it was."""

from __future__ import annotations

import re


def blank(text: str, start: int, end: int) -> str:
    """The text with blanks from start to end."""
    return text[:start] + " " * (end - start) + text[end:]


def blank_all(pattern: re.Pattern[str], text: str) -> str:
    """The text with blanks wherever the pattern matches."""
    return pattern.sub(lambda match: " " * len(match.group()), text)
