"""What is taken out of a question leaves every other word where it was."""

from __future__ import annotations

import re

from index.question.blanks import blank, blank_all


def test_blanks_are_as_long_as_what_they_replace() -> None:
    assert blank("forces in Wales", 7, 9) == "forces    Wales"
    assert blank_all(re.compile(r"\d+"), "a 12 b 345") == "a    b    "
    assert blank_all(re.compile("x"), "") == ""
