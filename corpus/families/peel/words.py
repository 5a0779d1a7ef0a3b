"""PEEL: what the inspectorate of constabulary prints about the police forces of England and Wales.

Its headings, its labels and its standing text. The areas, their grades and the editions are in `rounds`.
"""

from __future__ import annotations

import re

from corpus.families.peel.rounds.editions import EDITIONS, ROUND
from corpus.families.profile import Profile
from corpus.names import fold

# Headings that open a part of the report without an area of their own, and the kind of what stands under them.
PARTS: tuple[tuple[str, str], ...] = (
    (r"contents|table of contents", "context"),
    (
        r"(?:overall )?summary(?: of (?:our )?(?:judge?ments|grades|findings))?|our judge?ments|our (?:grades|assessment)"
        r"|judge?ments|(?:summary of )?grades|overview|.{0,20}at a glance",
        "context",
    ),
    (r"(?:annex|appendix)\b.*|.*\babout (?:the|our) data|data in this report|about us|about this (?:report|inspection)", "boilerplate"),
    (r"important changes to peel.*|changes to peel.*|peel 20\d\d\W+(?:20)?\d\d", "boilerplate"),
    (r"terminology(?: in this report)?|glossary|definitions.*|what this report contains", "boilerplate"),
    (r"how we (?:inspect|assess|grade|judge).*|what is peel|introduction to peel|methodology", "boilerplate"),
    (r"force in context|force in numbers|risk-based inspection|introduction|background", "context"),
    (r"h(?:er majesty[’']s|is majesty[’']s|m) (?:chief )?inspector[’']s? (?:observations?|summary|overview|foreword|comments)", "observation"),
    (r"foreword|hm inspector of constabulary[’']s .*", "observation"),
    (r"reducing crime assessment", "observation"),
    (r"next steps|what (?:happens )?next|conclusions?", "context"),
)  # fmt: skip
# Parts whose text each report repeats stand before the chapters, and stand once.
FRONT = ("important changes", "changes to peel", "peel 20", "terminology")
PILLARS = ("effectiveness", "efficiency", "legitimacy")
PILLAR_PARTS = ("force in context", "summary", "overview")  # headings that each pillar has anew
_PARTS = tuple((re.compile(rf"(?:{pattern})", re.I), kind) for pattern, kind in PARTS)
_MAIN_FINDINGS = re.compile(r"(?:our )?(?:main|key) findings|our findings|findings|what we found", re.I)
# The paragraph that opens the findings; it closes a box as the heading does.
FINDINGS_BEGIN = re.compile(r"^In this section,? we set out our (?:main )?findings")
_NUMBERED = re.compile(
    r"^(?:(?:chapter|section|part|area|question)\s+)?\d{1,2}(?:\.\d{1,2})?\s*[.:)–—-]?\s+(?=[A-Z])", re.I
)
_ENDS = re.compile(r"[\s:.–—-]+$")


def plain_name(text: str) -> str:
    """A heading without the number before it and the marks after it."""
    bare = " ".join(text.split())
    return _ENDS.sub("", _NUMBERED.sub("", bare))


def part_of(text: str) -> str | None:
    """The kind of what stands under a heading that opens a part without an area; None where it opens none."""
    name = plain_name(text)
    return next((kind for pattern, kind in _PARTS if pattern.fullmatch(name)), None) if len(name) < 80 else None


def is_summary(text: str) -> bool:
    """Whether a part is where the report gives its grades together."""
    return _PARTS[1][0].fullmatch(plain_name(text)) is not None


def is_main_findings(text: str) -> bool:
    """Whether a line is the heading over a chapter's findings."""
    return _MAIN_FINDINGS.fullmatch(plain_name(text)) is not None


# Small words that a heading does not end in: one that does goes on.
HANGING = frozenset(
    ["a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "its", "of", "on", "or", "that", "the", "to", "who",
     "with", "which"]
)  # fmt: skip


def unfinished(text: str) -> bool:
    """Whether a line stops in the middle of what it says."""
    last = text.split()[-1:] or [""]
    return text.endswith(",") or last[0].lower() in HANGING


# The question that a part of a report answers, printed below its title: no finding, and no end of the chapter's opening.
QUESTION = re.compile(
    r"^(?:How (?:well|good|effective(?:ly)?|efficient(?:ly)?|legitimate(?:ly)?)|To what extent) (?:do|does|is|are) .+\?$"
)
_NUMBER = r"\w+(?:-\w+)?"
COUNT_SENTENCES = (
    re.compile(
        rf"assessed how (?:good|well) (?P<body>.+?) (?:is|performs|performed) (?:in|at|across) (?P<areas>{_NUMBER}) areas of policing\.\s+"
        rf"We (?:make|made|give|gave) (?:graded judge?ments|grades|a grade|a graded judge?ment) (?:in|for) (?P<graded>{_NUMBER})"
    ),
    re.compile(
        rf"\bWe (?:make|made|give|gave) (?:graded judge?ments|grades|a graded judge?ment) (?:in|for|across) (?P<graded>{_NUMBER})"
    ),
    re.compile(
        rf"\bgraded (?P<body>(?:[A-Z][\w’'-]+ ?(?:and |of )?)+?)(?:[’']s)? (?:performance )?(?:across|in) (?P<graded>{_NUMBER}) areas"
    ),
)
BODY_SENTENCE = re.compile(r"assessed how (?:good|well) (?P<body>[A-Z].{3,80}?) (?:is|performs|performed) ")
# How many areas have a grade: "‘good’ in six areas, ‘adequate’ in one area".
SHARE = re.compile(
    rf"[‘'“\"]?(?P<grade>outstanding|good|adequate|requires improvement|inadequate)[’'”\"]? in (?P<count>{_NUMBER}) (?:area|of these)"
)
_FORCE = r"(?:the )?[A-Z][\w’'&-]*(?: (?:and|of|the|[A-Z&][\w’'&-]*))* (?:Police(?: Service)?|Constabulary)"
COVER_BODIES = (
    re.compile(r"\b[Aa]n inspection (?:of|by [^.]{3,90}? of) (?P<body>(?:the )?[A-Z].{3,80}?)\s*$"),
    re.compile(rf"^(?:PEEL\b.{{0,60}}?[:–—|-]\s*)(?P<body>{_FORCE})\s*$"),
    re.compile(rf"^(?P<body>{_FORCE})(?:[’']s)?(?:\s*[:–—|-]\s*|\s+)(?:PEEL|20\d\d)\b.*$"),
    re.compile(rf"^(?P<body>{_FORCE})$"),
)
FORCE = re.compile(_FORCE)
# A chapter that opens so has no findings of its own: the area is inspected and reported on elsewhere.
STANDING_CHAPTER = re.compile(
    r"^We (?:now|no longer) inspect\b|^We have changed how we inspect\b|^We (?:assess|report on) [^.]{3,60} separately\b"
)
SIGNATURE = re.compile(
    r"^(?:[\w’'.-]+ ){0,4}(?:His|Her)?\s*(?:HM|Majesty[’']s) Inspector of Constabulary|^[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){1,3}$"
    r"|^.{3,40}(?:HM|Majesty[’']s) Inspector of Constabulary\.?$"
)
# The caption of a chart is set like a heading, and the chart itself leaves no text.
CAPTION = re.compile(r"^(?:Figure|Chart|Table) \d|\bper [\d,]+ |\b(?:year|years|months) (?:ending|ended|to) \d", re.I)
# Lines between a chapter's title and its grade that are neither.
ASIDE = re.compile(r"^(?:Last )?(?:[Uu]pdated|[Pp]ublished)(?: on)?:? \d|^\d{1,2}(?:/\d{1,2}/|\s\w+\s)20\d\d$")
NUMBERS = {
    word: n
    for n, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen"]
    )
}  # fmt: skip
# A box that demands something is titled with a sentence of one of these forms.
DEMAND = re.compile(r"\b(?:should|needs? to|must|has to|have to)\b")


def number(word: str) -> int | None:
    """A number as it is printed, in words or digits."""
    return int(word) if word.isdigit() else NUMBERS.get(fold(word))


PROFILE = Profile(
    family="peel",
    label="PEEL",
    inspectorate="HMICFRS",
    inspects="police_force",
    marks=(
        re.compile(r"\bPEEL\b"),
        re.compile(r"Police (?:effectiveness|efficiency), (?:efficiency|effectiveness) and legitimacy", re.I),
        re.compile(r"assessed how good .{3,80}? is (?:in|at) \w+ areas of policing", re.S),
    ),
    editions=EDITIONS,
    round=ROUND,
    boilerplate=(
        re.compile(r"^(?:A|Each|Every) (?:police )?force should\b"),
        re.compile(r"^(?:All )?(?:Police )?[Ff]orces should\b"),
        re.compile(r"^When a victim contacts the police, it is important"),
        re.compile(
            r"^Under the (?:VCOP|Victims[’'] Code|Code of Practice for Victims)[^.]{0,60}, there is a requirement"
        ),
        re.compile(r"^We have identified seven themes"),
        re.compile(r"^In this section,? we set out our main findings"),
        re.compile(r"^This section describes our assessment of the service victims receive"),
        re.compile(r"^When the police close a case of a reported crime"),
        re.compile(r"^We (?:also )?reviewed \d+ cases? (?:of )?when the following outcome types"),
        re.compile(r"^A suspect was identified, .{0,120}\(outcome \d+\)"),
        re.compile(r"^We now inspect (?:serious|vetting)"),
        re.compile(r"we(?: will)? (?:now )?(?:inspect|report|publish|judge)[^.]{0,80}\bseparate(?:ly)?\b"),
    ),
    licence=(
        "Contains public sector information licensed under the Open Government Licence v3.0. Source: HMICFRS. "
        "(That the licence covers PEEL reports in PDF is stated by the inspectorate for its publications; "
        "check the report's own last page.)"
    ),
    box_labels={
        "area for improvement": "area_for_improvement",
        "areas for improvement": "area_for_improvement",
        "cause of concern": "cause_of_concern",
        "causes of concern": "cause_of_concern",
        "recommendation": "recommendation",
        "recommendations": "recommendation",
        "innovative practice": "innovative_practice",
        "promising practice": "promising_practice",
        "notable practice": "promising_practice",
    },
    box_names={
        "AFI": "area_for_improvement",
        "CoC": "cause_of_concern",
        "notable practice": "promising_practice",
    },
)
