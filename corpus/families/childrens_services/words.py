"""Ofsted's inspections of local authority children's services, from 2013 to now.

Four layouts followed one another: inspections of looked after children (2013), the single inspection framework
(SIF, 2013 to January 2018, reworded in spring 2015), and inspections under ILACS (from 2018, care leavers judged
apart from 2023, without an overall grade from inspections of April 2026). An edition is known by its title and the rows
of its table of judgements. Scales and areas follow
https://www.gov.uk/government/publications/inspecting-local-authority-childrens-services-from-2018 and the reports.
"""

from __future__ import annotations

import re

from corpus.families.ofsted_words import CLOSING, LICENCE, OWN_WORDS, signs
from corpus.families.profile import WHOLE, Area, Edition, Profile, Scale

FOUR_POINTS = Scale(
    grades=("outstanding", "good", "requires improvement", "inadequate"),
    definitions=(
        "services that change children's lives for the better, consistently and beyond what is expected",
        "effective services that help and protect children and improve the lives of those in care",
        "no widespread or serious failures, but help, protection or care is not yet consistently good",
        "widespread or serious failures that leave children harmed, at risk of harm, or poorly cared for",
    ),
    source="https://www.gov.uk/government/publications/inspecting-local-authority-childrens-services-from-2018",
    spoken=(
        (
            "requires improvement",
            ("require improvement", "requiring improvement", "needs improvement", "need improvement", "RI"),
        ),
    ),
)
FOUR_POINTS_2013 = Scale(
    grades=("outstanding", "good", "adequate", "inadequate"),
    definitions=(
        "a service well above the minimum requirements",
        "a service above the minimum requirements",
        "a service that meets the minimum requirements and no more",
        "a service below the minimum requirements",
    ),
    source="the reports themselves, under “The inspection judgements and what they mean”",
)

_BOARD = Area(
    "safeguarding_board",
    "The Local Safeguarding Children Board",
    (
        "The effectiveness of the Local Safeguarding Children Board (LSCB)",
        "The effectiveness of the Local Safeguarding Children Board",
        "The effectiveness of the LSCB",
        "The Local Safeguarding Children Board (LSCB)",
        "Local Safeguarding Children Board",
        "LSCB",
    ),
    optional=True,  # judged where its review is bound in
)
_LEADERS = Area(
    "leadership",
    "The impact of leaders on social work practice with children and families",
    ("impact of leaders on social work practice with children and families", "impact of leaders", "leadership"),
    spoken=("leaders", "leadership and management"),
)
_HELP = Area(
    "help_and_protection",
    "The experiences and progress of children who need help and protection",
    ("experiences and progress of children who need help and protection", "help and protection"),
    spoken=("children who need help and protection", "children in need of help and protection"),
)
_OVERALL = Area(WHOLE, "Overall effectiveness", ("overall",), spoken=("overall grade", "overall judgement"))

AREAS_2023 = (
    _OVERALL,
    _LEADERS,
    _HELP,
    Area(
        "in_care",
        "The experiences and progress of children in care",
        ("experiences and progress of children in care", "children in care", "looked after children"),
    ),
    Area(
        "care_leavers",
        "The experiences and progress of care leavers",
        ("experiences and progress of care leavers", "care leavers"),
    ),
)
AREAS_2026 = tuple(area for area in AREAS_2023 if area is not _OVERALL)  # no overall grade any more
AREAS_2018 = (
    _OVERALL,
    _LEADERS,
    _HELP,
    Area(
        "in_care",
        "The experiences and progress of children in care and care leavers",
        (
            "experiences and progress of children in care and care leavers",
            "children in care and care leavers",
            "children in care",
            "looked after children",
        ),
    ),
)
AREAS_SIF = (
    Area(WHOLE, "Overall effectiveness", ("The overall judgement", "overall")),
    Area(
        "help_and_protection",
        "Children who need help and protection",
        (
            "The experiences and progress of children who need help and protection",
            "experiences and progress of children who need help and protection",
            "help and protection",
        ),
    ),
    Area(
        "in_care",
        "Children looked after and achieving permanence",
        (
            "The experiences and progress of children looked after and achieving permanence",
            "experiences and progress of children looked after and achieving permanence",
            "children looked after",
            "looked after children",
        ),
    ),
    Area("adoption", "Adoption performance", ("adoption",)),
    Area(
        "care_leavers",
        "Experiences and progress of care leavers",
        (
            "The experiences and progress of care leavers",
            "experience and progress of care leavers",
            "The experience and progress of care leavers",
            "care leavers",
        ),
    ),
    Area("leadership", "Leadership, management and governance", ("leadership", "leadership and management")),
    _BOARD,
)
AREAS_2013 = (
    Area(
        WHOLE,
        "Overall effectiveness",
        ("Overall effectiveness of services for looked after children and young people", "overall"),
    ),
    Area("capacity", "Capacity to improve"),
    Area("outcomes", "Outcomes for looked after children and young people", ("outcomes",)),
    Area("provision", "Quality of provision", ("quality of practice",)),
    Area("leadership", "Leadership and management", ("leadership",)),
)

GRADE_WORDS = r"outstanding|good|requires?\s+improvement(?:\s+to\s+be\s+good)?|adequate|inadequate|not\s+judged"
_SERVICES = r"children[’']s\s+services"
# Rows and scale are the same within a group, but that care leavers have a grade of their own from 2023 and that there is
# no overall grade from 2026; from one group to the other the scale's words stay and the areas change, and 2013 had other
# words too.
_COMPARABLE = (("ILACS 2026", "ILACS 2023", "ILACS 2021", "ILACS 2018"), ("SIF 2015", "SIF 2014"))
_SIF_TITLE = r"nspection\s+of\s+services\s+for\s+children\s+in\s+need\s+of\s+help\s+and\s+protection"
_BOARD_TITLE = r"Review\s+of\s+the\s+effectiveness\s+of\s+the\s+Local\s+Safeguarding\s+Children"
_ILACS_TABLE = r"impact\s+of\s+leaders\s+on\b"
_UNNAMED_TITLE = r"Inspection\s+of\s+(?:local\s+authority\s+)?children[’']s\s+(?:social\s+care\s+)?services"
_LOOKED_AFTER = r"Inspection\s+of\s+(?:safeguarding\s+and\s+)?looked\s+after\s+children(?:\s+services)?"
_OLD_TITLE = r"inspection\s+of\s+local\s+authority\s+arrangements\s+for\s+the\s+protection\s+of\s+children"
_DATED = r".{0,700}?\binspection\s+dates?\b"  # a title on a cover, where prose only speaks of such an inspection
_GRADE = rf"\s*[:–-]?\s*(?:{GRADE_WORDS})\b"
# A row of the table of judgements, or a heading with its grade.
_ROW = (
    rf"progress\s+of\s+(?:children\s+who\s+need\s+help\s+and\s+protection|(?:children\s+in\s+care\s+and\s+)?care\s+leavers"
    rf"|children\s+in\s+care){_GRADE}"
)
_APART = (
    rf"progress\s+of\s+(?:(?:children\s+)?care\s+leavers|children\s+in\s+care){_GRADE}"  # care leavers are judged apart
)
_OVERALL_ROW = rf"Overall\s+effectiveness(?:{_GRADE}|(?-i:\s+[A-Z]))"  # a sentence goes on in small letters


def _edition(name: str, areas: tuple[Area, ...], *patterns: str) -> Edition:
    others = tuple(other for group in _COMPARABLE if name in group for other in group if other != name)
    return Edition(name, name, FOUR_POINTS, areas, signs(*patterns), comparable=others)


# The first whose sign is found wins, so each sign need only tell it from those below.
EDITIONS = (
    _edition("ILACS 2026", AREAS_2026, rf"\A(?!.*(?-i:\b{_OVERALL_ROW})).*{_ILACS_TABLE}.*?{_APART}"),
    _edition("ILACS 2023", AREAS_2023, rf"{_ILACS_TABLE}.*?{_APART}"),
    _edition("ILACS 2018", AREAS_2018, rf"{_UNNAMED_TITLE}.{{0,500}}?{_ILACS_TABLE}"),
    _edition("ILACS 2021", AREAS_2018, _ILACS_TABLE),
    _edition("SIF 2014", AREAS_SIF, rf"{_SIF_TITLE}.{{0,700}}?The\s+overall\s+judge?ment\s+is\b"),
    _edition("SIF 2015", AREAS_SIF, _SIF_TITLE, _BOARD_TITLE),
    Edition("Looked after 2013", "Looked after 2013", FOUR_POINTS_2013, AREAS_2013, signs(_LOOKED_AFTER)),
)

# Headings that say what stands under them. The kind `list` is that of the list's items; see `LISTS`.
LISTS = {
    "recommendation": re.compile(r"^(?:key )?recommendations?\b.{0,40}$", re.I),
    "priority_action": re.compile(r"^(?:areas? for )?priority (?:and|or) immediate actions?\b.{0,20}$", re.I),
    "area_for_improvement": re.compile(
        r"^(?:areas? for (?:improvement|development)"
        r"|what (?:needs|do(?:es)? .{2,80} need) to (?:be )?improved?)\W*\d{0,2}$",
        re.I,
    ),
}
CONTEXT = re.compile(
    r"^(?:information about (?:this|the) (?:local authority|inspection|service|area)"
    r"|(?:previous|other|recent) ofsted inspections?|local leadership$"
    r"|(?:children (?:living|looked after)|child protection) in this area|other information about this area"
    r"|the casework model used|the inspection team|service information|about this inspection)",
    re.I,
)
COMMON = re.compile(
    r"(?:executive )?summary|inspection findings|summary for children and young people|previous ofsted inspections"
    r"|information about this (?:local authority area|inspection)\d?|summary of (?:key )?findings|local leadership",
    re.I,
)
STANDING = re.compile(
    r"^(?:what the (?:[\w ]{1,40} )?(?:inspection|review) judge?ments mean|the inspection judge?ments and what they"
    r"|grade descriptors)",
    re.I,
)
SUBHEADINGS = re.compile(r"^(?:summary|inspection findings|key strengths and weaknesses.*|.{0,80}\bbecause:?)$", re.I)
OBSERVATIONS = re.compile(
    r"^(?:executive summary|summary(?: of (?:key )?findings| for children and young people)?"
    r"|the local authority[’']?s? (?:has the following )?strengths|progress since the last inspection"
    r"|inspection (?:findings|judge?ments?)\b.*|record of main findings|.{0,80}\bbecause:?)",
    re.I,
)
BOARD_PART = re.compile(
    r"^(?:section \d:? )?(?:the )?(?:(?:review of the )?effectiveness (?:of )?(?:the )?)?(?:[\w’'&-]+ ){0,5}"
    r"(?:safeguarding children(?:[’']s)? board|lscb)\b",
    re.I,
)
AUTHORITY_PART = re.compile(r"^(?:section \d:? )?the local authority$", re.I)
CONTENTS = re.compile(r"^contents$", re.I)
RECORD = re.compile(r"^record of main findings$", re.I)
TABLE_HEAD = re.compile(r"^(?:key )?judge?ments?(?: judge?ment)? grades?$", re.I)
NO_ITEMS = re.compile(
    r"^(?:there (?:are|were|is) no|no|(?:the|this) inspection (?:did|has) not"
    r"|inspectors (?:did not|found no|identified no))\b"
    r".{0,60}\b(?:areas?|priority|recommendations?|actions?)\b",
    re.I,
)
TITLE = re.compile(r"^(?:re-?|joint )?inspection of\b|^review of the effectiveness\b", re.I)
TITLE_WITH_NAME = re.compile(
    rf"^(?:re-?)?inspection of\s+(?P<name>.+?)\s+(?:local\s+authority\s+)?{_SERVICES}", re.I | re.S
)
TITLE_WITH_TRUST = re.compile(r"^(?:re-?)?inspection of\s+(?P<name>.+?\bchildren\b.*)$", re.I | re.S)
OVERALL = re.compile(
    rf"(?P<label>The\s+overall\s+(?:judge?ment|effectiveness)(?=\s+is\b)|{_SERVICES}(?:\s+(?:in|on|for)\s+[^.:;]{{2,90}}?)?"
    rf"(?=\s+(?:are|is|requires?)\b))(?:\s+(?:is|are))?(?:\s+that\s+{_SERVICES}(?:\s+(?:are|is))?)?\s+(?P<grade>{GRADE_WORDS})\b",
    re.I,
)
BOARD_GRADE = re.compile(
    rf"(?P<label>The\s+(?:effectiveness\s+of\s+the\s+)?(?:[\w’'&-]+\s+){{0,5}}?(?:Safeguarding\s+Children(?:[’']s)?\s+Board|LSCB)"
    rf"(?:\s+\([A-Z]+\))?)(?:\s+is)?\s+(?P<grade>{GRADE_WORDS})\b",
    re.I,
)

_STANDING_TEXT = (
    r"^(?:\d )?Ofsted produces this report (?:of the inspection of local authority functions .{0,90})?"
    r"under its power to combine reports",
    r"^It is Ofsted[’']s expectation that",
    r"^The judge?ments on areas of the service that contribute to overall effectiveness",
    r"^There are no widespread or serious failures",
    r"^(?:However, )?the authority is not yet delivering good (?:protection|care|help)",
    r"^The local authority leads (?:highly )?effective services that meet the requirements",
    r"^The LSCB (?:is not yet demonstrating the characteristics|coordinates the activity of statutory partners)",
    r"^An? (?:outstanding |good |inadequate )?(?:local authority|LSCB|Local Safeguarding Children Board)\b.{0,60}"
    r"\b(?:leads|is highly influential|that is|requires improvement if|coordinates)",
    r"^In a local authority that requires improvement",
    r"^The inspection of the local authority was carried out under section",
    r"^The review of the (?:LSCB|Local Safeguarding Children Board) was carried out under",
    r"^Inspectors (?:have )?looked closely at the experiences of children",
    r"^Inspectors considered the quality of work and the difference",
    r"^The inspection team consisted of",
    r"^The purpose of the inspection is to evaluate",
    r"^All inspection judgements are made using the following",
    r"^(?:\d )?The local authority was given the opportunity to review this section of the report",
)
PROFILE = Profile(
    family="ofsted",
    label="Ofsted children’s services",
    inspectorate="Ofsted",
    inspects="local_authority",
    marks=signs(
        rf"{_SIF_TITLE}{_DATED}",
        rf"{_ROW}",
        rf"\bInspection\s+of\s+(?:(?!partnership).){{2,90}}?(?:{_SERVICES}|children\b.{{0,30}}\btrust)\s+Inspection\s+dates?\b",
        rf"{_BOARD_TITLE}{_DATED}",
        rf"\A.{{0,60}}?{_LOOKED_AFTER}|{_LOOKED_AFTER}{_DATED}",
        rf"{_OLD_TITLE}{_DATED}",
    ),
    editions=EDITIONS,
    running=signs(r"^Inspection of (?:safeguarding and )?looked after children services\s*/?\s*\d{1,2}$"),
    boilerplate=(*CLOSING, *OWN_WORDS, *signs(*_STANDING_TEXT)),
    licence=LICENCE,
    spoken=("ILACS",),
    box_names={"area for priority action": "priority_action", "areas for priority action": "priority_action"},
)
