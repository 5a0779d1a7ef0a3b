"""What Ofsted prints on documents of several families: closing paragraphs, the head of its letters, the licence.

A plain module, since families do not know each other. Patterns of the closing are searched in a paragraph, those of
letters are of whole blocks.
"""

from __future__ import annotations

import re


def signs(*patterns: str) -> tuple[re.Pattern[str], ...]:
    """Patterns without case, over line ends."""
    return tuple(re.compile(pattern, re.I | re.S) for pattern in patterns)


CLOSING = signs(
    r"^Any complaints about the inspection or (?:the|this) report",
    r"^The Office for Standards in Education, Children[’']s Services and Skills \(Ofsted\)",
    r"^If you would like a copy of this document",
    r"^You may (?:re-?use this information|copy all or parts of this document)",
    r"^This (?:report|publication) is available at",
    r"^To receive regular email alerts",
    r"^Interested in our work\?",
    r"^(?:Piccadilly Gate|T: ?0300|Textphone|© Crown copyright|Aviation House|Website: www\.ofsted)",
    r"^This document may be reproduced in whole or in part",
    r"^Further copies of this report",
    r"^No\. \d{6}",
)
# About words and references of the document itself.
OWN_WORDS = signs(
    r"^Throughout this (?:report|letter|document),? .{3,80}? (?:are|is|will be) (?:referred to|called|described)\b",
    r"^(?:\d )?The areas for improvement have been cross-referenced with the outcomes",
)
LICENCE = (
    "© Crown copyright. Reports since 2015 carry the Open Government Licence in their closing page; "
    "earlier ones permit copying for non-commercial educational purposes with their source named."
)

# Letters: the head with the inspectorate's own address, how they begin and how they end.
LETTERHEAD = re.compile(
    r"^(?:Ofsted\b.{0,20}$|Ofsted is proud to use recycled paper|(?:Ofsted )?(?:Piccadilly Gate|Aviation House|Agora)\b"
    r"|T:? ?0300\b|Textphone\b|enquiries@|www\.(?:gov\.uk/)?ofsted)",
    re.I,
)
SALUTATION = re.compile(r"^Dear\b.{1,150}$", re.I | re.S)
VALEDICTION = re.compile(r"^Yours? (?:sincerely|faithfully|truly)\b", re.I)

# Where an item says which part of the national framework it goes with: a cross-reference, no words on the body.
# "(outcome 2, national framework)", "(Outcome four, National Framework)", "(Principle 1)"
_NUMBER = r"(?:\d|one|two|three|four|five|six|seven|eight)\b"
CROSS_REFERENCE = re.compile(
    rf"\s*\((?:[^()]{{0,120}}\bnational\s+framework\b[^()]{{0,40}}|(?:outcomes?|enablers?|principles?)(?:\s+{_NUMBER}|:)[^()]{{0,80}})\)\W*$",
    re.I,
)
