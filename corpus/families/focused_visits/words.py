"""Ofsted's focused visits to local authorities' children's services, from 2018 to now: letters without grades.

A visit looks at one part of the service for a day or two. Its letter follows one of two forms: "Overview" and "Findings"
(from 2018), or "Headline findings" and "Main findings" (from 2021). Read off 60 letters and off
https://www.gov.uk/government/publications/inspecting-local-authority-childrens-services-from-2018
"""

from __future__ import annotations

import re

from corpus.families.ofsted_words import CLOSING, LICENCE, OWN_WORDS, signs
from corpus.families.profile import Edition, Profile, Scale

NO_GRADES = Scale(())
_NAMES = ("Focused visits from 2021", "Focused visits from 2018")
_LETTER = r"letter\s+summari[sz]es\s+the\s+findings\s+(?:of|from)\s+(?:a|the|our)\s+(?:recent\s+)?focuss?ed\s+visit"
_TITLE = r"Dear\s.{2,120}?\bFocuss?ed\s+visit\s+to\s"


def _edition(name: str, *patterns: str) -> Edition:
    others = tuple(other for other in _NAMES if other != name)
    return Edition(name, name, NO_GRADES, (), signs(*patterns), comparable=others)


EDITIONS = (
    _edition(_NAMES[0], r"(?-i:Headline)\s+findings\b"),
    _edition(_NAMES[1], r"(?-i:\bOverview\b)", r"(?<!headline )(?<!main )(?-i:\bFindings\b)"),
)

# Parts of a letter by their headings. Items of `LISTS` are findings of that kind, each for itself.
LISTS = {
    "priority_action": re.compile(
        r"^(?:areas? (?:for|of|requiring) (?:priority|immediate)(?: and immediate)? actions?|priority actions?)\W*\d{0,2}$",
        re.I,
    ),
    "area_for_improvement": re.compile(
        r"^(?:areas? for (?:improvement|development)|what (?:needs?|do(?:es)? .{2,80} need) to (?:be )?improved?(?: in .{3,80}?)?)\W*\d{0,2}$",
        re.I,
    ),
    "strength": re.compile(r"^(?:(?:areas? of |key )?strengths?|what is working well)\W*\d{0,2}$", re.I),
}
SUMMARY = re.compile(r"^(?:overview|headline findings?|summary(?: of (?:key )?findings)?)\W*\d{0,2}$", re.I)
FINDINGS = re.compile(r"^(?:(?:main|key|detailed|inspection) )?findings?\W*\d{0,2}$", re.I)
NO_ITEMS = re.compile(
    r"^(?:there (?:are|were) no|no|(?:the|this) (?:focused )?visit (?:did|has) not|inspectors (?:did not|found no|identified no))\b"
    r".{0,60}\b(?:areas?|priority|actions?)\b",
    re.I,
)
TITLE = re.compile(r"^Focuss?ed visit (?:to|of)\s+(?P<name>.+)$", re.I | re.S)
OPENING = re.compile(rf"^This\s+{_LETTER}\b", re.I)
# "Focused visit to X local authority children's services": the authority's name, however the rest is worded.
SERVICES = re.compile(r"(?:[’']s)?,?\s+(?:local authority\s+)?children[’']s\s+(?:social\s+care\s+)?services?\W*$", re.I)
DATES = re.compile(
    r"\b(?:on|between|from|over|during)\s+(?P<dates>(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\b.{0,60}?\b(?:19|20)\d\d)\b",
    re.I | re.S,
)
# What a visit looked at, as far as its first full stop.
LOOKED_AT = re.compile(
    r"\b(?:inspectors|this (?:focused )?visit|the (?:focused )?visit|we|they)\s+(?:also\s+|specifically\s+|primarily\s+)?"
    r"(?:looked (?:at|into)|considered|reviewed|evaluated|examined|focus(?:s)?ed on|assessed|explored)\s+"
    r"(?P<theme>.+?)(?=[.:;](?:[’”'\"\d)]{0,3})(?:\s|$)|$)",
    re.I | re.S,
)
# What a visit looked at to find that out.
EVIDENCE = re.compile(
    r"\b(?:range of|evidence|(?:case )?(?:records|files|discussions)|performance (?:management|information|data)|audits?)\b",
    re.I,
)
ARRANGEMENTS = re.compile(
    r"\b(?:arrangements|services|support|provision|responses?|practice) (?:for|to|at|in|with)\b", re.I
)
# What is no part of a theme: the framework it was looked at by, and the words that introduce a list of its parts.
NOT_THEME = re.compile(
    r",?\s+(?:in (?:accordance|line) with\b.*|(?:with (?:a|an) \w+ focus on|including|in particular|specifically|focusing on|such as))\s*$",
    re.I | re.S,
)

_STANDING = (
    r"^Ofsted will (?:take|consider|use) (?:the|these|account of the) findings\b",
    r"^We have notified the Department for Education\b",
    r"^Where a focused visit results in an? areas? for priority action\b",
    r"^You should submit an action plan\b",
    r"^(?:This|The) visit was carried out (?:on site )?in line with the inspection of local authority children[’']s services",
    r"^The methodology for this visit was in line with the inspection of local authority children[’']s services",
    r"^H(?:er|is) Majesty[’']s Chief Inspector of Education, Children[’']s Services and Skills is leading Ofsted[’']s work",
)

PROFILE = Profile(
    family="focused_visits",
    label="Ofsted focused visits",
    inspectorate="Ofsted",
    inspects="local_authority",
    marks=signs(_LETTER, _TITLE),
    editions=EDITIONS,
    boilerplate=(*CLOSING, *OWN_WORDS, *signs(*_STANDING)),
    licence=LICENCE,
    spoken=("focused visits", "focused visit"),
)
