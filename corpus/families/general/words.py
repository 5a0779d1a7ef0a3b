"""Words that inspection reports of any kind have in common: what their headings say stands under them.

No scale and no areas are known here, so nothing is read as a grade.
"""

from __future__ import annotations

import re

from corpus.families.profile import Edition, Profile, Scale

# The first pattern that a heading matches tells the kind of what stands under it.
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        (
            "context",
            r"^(?:contents|introduction|background|foreword|about (?:this|the|our|us)\b.*|information about\b.*|context\b.*"
            r"|(?:the )?inspection team|glossary.*|acronyms.*|annex\b.*|appendix\b.*|methodology|our (?:approach|methodology)\b.*"
            r"|how we (?:carried out|did|inspect\w*)\b.*|terms of reference|distribution list|further information\b.*|next steps"
            r"|(?:service|home|school|prison|establishment|provider) (?:details|information)|references|acknowledge?ments)$",
        ),
        (
            "priority_action",
            r"^(?:areas? for )?(?:priority|immediate|urgent|enforcement) (?:and immediate )?actions?\b.{0,40}$",
        ),
        (
            "cause_of_concern",
            r"^(?:(?:causes?|areas?) of (?:significant |serious )?concern|(?:key|priority|main|serious) concerns?|breach(?:es)?(?: of .{3,60})?)$",
        ),
        (
            "recommendation",
            r"^(?:(?:key|our|main|summary of) )?recommend(?:ation|ed action)s?\b.{0,60}$"
            r"|^(?:action(?:s)? (?:the|we|that|required|needed)\b.{0,80}|(?:must|should) do(?: actions?)?|requirements?|required actions?)$",
        ),
        (
            "area_for_improvement",
            r"^(?:(?:key )?areas? (?:for|of|in need of|requiring) (?:improvement|development)\b.{0,60}"
            r"|what (?:.{2,60} )?(?:needs?|must|should|could|can) (?:to )?(?:be )?(?:improved?|do better|get better)\b.{0,60}"
            r"|what (?:does|do) .{2,60} need to (?:improve|do better)\b.{0,40}|(?:key )?(?:weaknesses|shortcomings)"
            r"|what (?:is|was) not working(?: well)?|even better if|to improve further.{0,40})\W*$",
        ),
        (
            "innovative_practice",
            r"^(?:(?:examples? of )?(?:notable|good|outstanding|innovative|effective|positive) (?:positive )?practices?\b.{0,60})$",
        ),
        (
            "strength",
            r"^(?:(?:key |main |areas? of )?strengths?\b.{0,40}|what (?:is|was|are|works?|worked|.{2,60} (?:does|do|did))(?: working)? well\b.{0,40}"
            r"|achievements|what .{2,60} (?:is|are) doing well|positive findings?)\W*$",
        ),
        (
            "main_finding",
            r"^(?:(?:key|main|principal|detailed|our|inspection|summary of (?:key )?) ?(?:inspection )?findings?\b.{0,40}|what we found\b.{0,40}|findings)$",
        ),
        (
            "observation",
            r"^(?:(?:executive |overall )?summary\b.{0,40}|overview|overall (?:assessment|findings?)|conclusions?)$",
        ),
    )
)
# A question that a part of a report answers, as its heading.
QUESTION = re.compile(r"^(?:What|How|Why|Who|Do|Does|Is|Are) [^.?!]{5,85}\?$")
LISTS = frozenset(
    {"priority_action", "cause_of_concern", "recommendation", "area_for_improvement", "innovative_practice", "strength"}
)
# What stands on a cover beside the name of what was inspected.
SUBJECT = re.compile(
    r"\b(?:inspections?|reports?|reviews?|assessments?|visits?|audits?|evaluations?)\b(?:\s+report)?\s+(?:of|on|to|into|for|at)\s+(?:the\s+)?(?P<name>(?-i:[A-Z]).{2,100}?)"
    r"(?=\s+(?:by|from|on|in)\s+(?:the\s+)?[\dA-Z]|[,:;.–(]|\s+[–-]\s|$)",
    re.I,
)
INSPECTED = re.compile(
    r"\b(?:date(?:s|\(s\))? of (?:the )?(?:inspection|visit|fieldwork|review)|inspection dates?|dates? inspected|inspected(?: on| between| from)?"
    r"|fieldwork|visited(?: on| between)?|(?:un)?announced (?:inspection|visit))\b\W*(?P<dates>.{4,80}?)(?=\bpublish|\breport|$)",
    re.I,
)
PUBLISHED = re.compile(
    r"\b(?:published|publication date|date of (?:publication|report)|report date|issued)\b\W*(?P<dates>.{4,40})", re.I
)
CLOSING = (
    re.compile(r"^©|\bCrown copyright\b|\ball rights reserved\b", re.I),
    re.compile(r"^This (?:report|publication|document) is (?:also )?available (?:at|on|from)\b", re.I),
    re.compile(r"^(?:You may|This (?:document|publication) may be) (?:re-?use|cop(?:y|ied)|reproduce)", re.I),
)

PROFILE = Profile(
    family="general",
    label="Other inspection",
    inspectorate="",
    inspects=None,
    spoken=("other inspection report", "other inspection reports"),
    marks=(re.compile(""),),
    editions=(Edition("Any", "Other inspections", Scale(()), (), (re.compile(""),)),),
    boilerplate=CLOSING,
    licence="Reports stay under the licence that they print; read it before you quote at length.",
)
