"""PEEL's editions, one for each round or report on a pillar: their scales, and the words that tell which a report is of.

Sources of scales: the inspectorate's cycle pages at https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/what-is-peel/.
Editions marked `unverified` were written from descriptions; no report of them was at hand.
"""

from __future__ import annotations

import re

from corpus.families.peel.rounds.areas import AREAS_2014, AREAS_2018, AREAS_2021, AREAS_2023, PILLARS
from corpus.families.profile import Edition, Scale

_SPOKEN = (
    (
        "requires improvement",
        ("require improvement", "requiring improvement", "needs improvement", "need improvement", "RI"),
    ),
)
FIVE_TIERS = Scale(
    grades=("outstanding", "good", "adequate", "requires improvement", "inadequate"),
    definitions=(
        "goes well beyond the characteristics of good performance",
        "shows substantially all the characteristics of good performance",
        "shows some of the characteristics of good performance; some areas should improve",
        "shows few if any of the characteristics of good performance; many areas need to improve",
        "there are causes of concern, and recommendations were made",
    ),
    source="https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/what-is-peel/peel-assessments-2023-2025/",
    spoken=_SPOKEN,
)
FOUR_TIERS = Scale(grades=("outstanding", "good", "requires improvement", "inadequate"), spoken=_SPOKEN)

# The round of a report as it prints it: "PEEL 2021/22", "Police effectiveness 2016". The first one on the cover is the
# report's own; others may be named further in.
_YEARS = r"20\d\d(?:\s*(?:[/–-]|to)\s*(?:20)?\d\d)?(?!\d)"
_BEFORE = (
    r"\b(?:PEEL|effectiveness|efficiency|legitimacy|leadership)\)?\W{1,4}"
    r"(?:(?:assessment|inspection|framework|report|programme)s?\W{1,3}){0,3}"
)
ROUND = re.compile(rf"{_BEFORE}({_YEARS})", re.I)
_ANY = rf"(?:{_BEFORE}{_YEARS}|{_YEARS}\s+PEEL\b)"


def _own(years: str) -> re.Pattern[str]:
    """A text whose first round is this one."""
    round_ = rf"(?:{_BEFORE}(?:{years})(?!\d)|\b(?:{years})\s+PEEL\b)"
    return re.compile(rf"\A(?:(?!{_ANY}).)*?{round_}", re.S | re.I)


def _none(heading: str) -> re.Pattern[str]:
    """A text that names no round and has this heading."""
    return re.compile(rf"\A(?!.*?{_ANY}).*{heading}", re.S | re.I)


def _span(start: int) -> str:
    return rf"{start}\s*(?:[/–-]|to)\s*(?:20)?{(start + 2) % 100}"


_UNSEEN = "no report of this edition was at hand: its headings and grade sentences follow published descriptions"


def _of_year(year: int) -> tuple[Edition, ...]:
    """The reports on one pillar each of a year, and the web pages with all of them."""
    own = rf"\W{{1,4}}{year}(?!\s*[/–-]\s*\d)(?!\d)"
    together = (*(f"{pillar} {year}" for pillar in PILLARS), str(year))
    return (
        *(
            Edition(
                f"{pillar} {year}",
                str(year),
                FOUR_TIERS,
                areas,
                (re.compile(rf"\A(?:(?!{_ANY}).)*?\bpolice {pillar}{own}", re.S | re.I),),
                unverified=_UNSEEN,
                comparable=tuple(name for name in together if name != f"{pillar} {year}"),
            )
            for pillar, areas in PILLARS.items()
        ),
        Edition(
            str(year),
            str(year),
            FOUR_TIERS,
            tuple(area for areas in PILLARS.values() for area in areas),
            (_own(rf"{year}(?!\s*[/–-]\s*\d)"),),
            unverified=_UNSEEN,
            comparable=together[:-1],
        ),
    )


EDITIONS = (
    Edition(
        "2025-27",
        "2025-27",
        FIVE_TIERS,
        AREAS_2023,
        (_own(_span(2025)),),
        unverified=_UNSEEN + "; its areas are taken from 2023-25",
    ),
    Edition(
        "2023-25",
        "2023-25",
        FIVE_TIERS,
        AREAS_2023,
        (_own(_span(2023)), _none("HM Inspector[’']s summary")),
        unverified=_UNSEEN,
    ),
    Edition(
        "2021/22",
        "2021/22",
        FIVE_TIERS,
        AREAS_2021,
        (_own(r"2021\s*(?:[/–-]|to)\s*(?:20)?22"), _none("HM Inspector[’']s observations")),
    ),
    Edition(
        "2018/19",
        "2018/19",
        FOUR_TIERS,
        AREAS_2018,
        (_own(r"2018(?:\s*(?:[/–-]|to)\s*(?:20)?19)?"),),
        unverified=_UNSEEN,
    ),
    *_of_year(2017),
    *_of_year(2016),
    *_of_year(2015),
    Edition("2014", "2014", FOUR_TIERS, AREAS_2014, (_own("2014"),), unverified=_UNSEEN),
)
