"""Area SEND inspections, from 2023: reports without grades, with one of three outcomes and tables of what has to be done.

Read off 25 reports and https://www.gov.uk/government/publications/area-send-framework-and-handbook
"""

from __future__ import annotations

import re

from corpus.families.ofsted_words import CLOSING, LICENCE, signs
from corpus.families.profile import Edition, Profile, Scale

_TITLE = r"Area\s+SEND\s+(?:(?:full|monitoring)\s+)?inspection\s+of\s"
TITLE = re.compile(rf"^{_TITLE}(?:the\s+)?(?P<name>.+?)\s+Local\s+Area(?:\s+Partnership)?\W*$", re.I | re.S)
DATES = re.compile(r"^(?:inspection dates?|dates? of inspection)\s*:\s*(?P<dates>.+)$", re.I | re.S)
PREVIOUS = re.compile(r"^(?:dates? of previous inspections?\b|not previously inspected)", re.I)
RUNNING_TITLE = re.compile(r"^local area partnership report$", re.I)
OUTCOME = re.compile(r"^inspection outcome\W*$", re.I)
# Parts by their headings, in the order that the framework gives them. A side is that of what stands under the heading.
EFFECTIVE = re.compile(r"^what is the (?:local )?area partnership doing (?:that is|which is) effective\W*$", re.I)
BETTER = re.compile(r"^what does the (?:local )?area partnership need to do better\W*$", re.I)
EXPERIENCE = re.compile(r"^what is it like to be a child or young person\b", re.I)
LISTS = {
    "priority_action": re.compile(r"^(?:responsible bod(?:y|ies)\s+)?areas? for priority actions?\W*$", re.I),
    "area_for_improvement": re.compile(r"^(?:responsible bod(?:y|ies)\s+)?areas? for improvement\W*$", re.I),
}
ABOUT = re.compile(
    r"^(?:information about (?:the local area partnership|this inspection)|local area partnership details|inspection team\b.*"
    r"|local authorit(?:y|ies)\s+integrated care boards?|ofsted(?:\s+care quality commission)?)\W*$",
    re.I,
)
TABLE_HEAD = re.compile(r"^responsible bod(?:y|ies)\b", re.I)
# "NHS Dorset Integrated Care Board", "South East London Integrated Care Board (ICB)"
_WORD = r"(?:[A-Z][\w’'.-]*|&)"
BOARD = re.compile(
    rf"(?P<name>(?:NHS\s+)?(?:{_WORD}(?:,?\s+(?:(?:and|of|the|upon|on)\s+)*))+)(?P<what>Integrated\s+Care\s+Board|ICB)\b"
)
LOWER = frozenset({"and", "the"})
NOT_AT_ONCE = re.compile(r"^The next full area SEND inspection\b", re.I)

EDITIONS = (Edition("Area SEND 2023", "Area SEND from 2023", Scale(()), (), signs(_TITLE)),)

PROFILE = Profile(
    family="area_send",
    label="Area SEND",
    inspectorate="Ofsted and Care Quality Commission",
    inspects="local_authority",
    spoken=(
        "SEND inspection",
        "SEND inspections",
        "area SEND inspection",
        "area SEND inspections",
        "SEND report",
        "SEND reports",
    ),
    marks=signs(rf"{_TITLE}.{{2,120}}?Local\s+Area"),
    editions=EDITIONS,
    boilerplate=(
        *CLOSING,
        *signs(
            r"^Ofsted and the (?:Care Quality|Quality Care) Commission(?: \(CQC\))? ask that the local area partnership updates",
            r"^The next full area SEND inspection will be",
            r"^A monitoring inspection will be carried out",
            r"^This inspection was carried out at the request of the Secretary of State",
            r"^As a result of this inspection, HMCI requires",
            r"^The inspection was led by one of His Majesty",
            r"^If you are not happy with the inspection or the report",
        ),
    ),
    licence=LICENCE,
)
