"""Joint targeted area inspections of services for children, by four inspectorates, as letters from 2016 on.

No grades are given. Two layouts followed one another: until 2020 a narrative, then lists of strengths and of what needs
to improve, long items of several sentences each; from 2021 headline findings, short lists, and the findings in prose.
A letter is about a local area, and speaks of every agency inspected in it. What is stated here was read off the letters.
"""

from __future__ import annotations

import re

from corpus.families.profile import Edition, Profile, Scale

NO_GRADES = Scale(grades=(), source="the letters themselves: they describe strengths and weaknesses and give no grade")


def _signs(*patterns: str, flags: int = re.I | re.S) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, flags) for pattern in patterns)


# Headings that say what stands under them. A list's kind is that of its items.
LISTS = {
    "priority_action": re.compile(r"(?:key )?(?:areas? for )?priority (?:and immediate )?actions?\W*", re.I),
    "area_for_improvement": re.compile(
        r"(?:key )?(?:areas? (?:for|of) (?:improvement|development)"
        r"|areas? (?:that|which) (?:need|require)s? (?:to )?improve(?:ment)?"
        r"|what (?:needs|do(?:es)? .{2,60} need) to (?:be )?improved?)\W*\d{0,2}\W*",
        re.I,
    ),
    "strength": re.compile(r"(?:what is working well|(?:key |areas? of |main )?strengths?)\W*\d{0,2}\W*", re.I),
}
FINDINGS = re.compile(r"(?:headline|main|key|summary of) findings\W*|findings\W*|summary\W*|overview\W*", re.I)
CONTEXT = re.compile(r"context\W*|background\W*|next steps\W*|about (?:this|the) inspection\W*", re.I)
# A box about one case or service. Its heading names a stance, which is not that of every sentence in it.
BOX = re.compile(
    r"(?:case|practice) (?:stud(?:y|ies)|examples?)\b[^.]{0,120}|[^.:]{3,60}: (?:areas? of )?(?:highly )?(?:effective|good) practice\W*"
    r"|[^.:]{3,60}: areas?(?:\(s\))? for (?:improvement|priority action)\W*",
    re.I,
)
NO_ITEMS = re.compile(
    r"(?:there (?:are|were|is) no|no|none|inspectors (?:did not|found no|identified no)|(?:the|this) inspection (?:did|has) not)"
    r"\b(?:.{0,60}\b(?:areas?|priority|actions?)\b|\W*$)",
    re.I,
)
# What a letter says of itself before it says anything of the area, sentence by sentence.
OF_ITSELF = re.compile(
    r"(?:between|from|on) .{0,60}\d{1,2}.{0,400}\b(?:undertook|carried out|conducted) a joint"
    r"|this (?:inspection|jtai|joint targeted area inspection(?: \(jtai\))?),?(?: of .{0,80})? (?:took place|includes?d?|also|focused|was (?:carried|conducted))\b"
    r"|the (?:jtai|joint targeted area inspection(?: \(jtai\))?) (?:also )?includ"
    r"|this joint (?:targeted area )?inspection\b.{0,40} (?:was|is) (?:conducted|carried out)"
    r"|(?:it|the inspection) was carried out by inspectors"
    r"|this letter,? (?:summarises|to all the service leaders|outlines)"
    r"|in (?:this|the) (?:inspection|jtai)\b.{0,60},? (?:we|the evaluation|inspectors) (?:of .{0,80} )?(?:evaluated|focused|considered)"
    r"|in this (?:inspection|jtai), the evaluation"
    r"|also included was a|(?:alongside this evaluation|in addition|finally), inspectors (?:undertook|evaluated)"
    r"|inspectors (?:also )?(?:considered and evaluated|considered|evaluated) the effectiveness of the multi-agency leadership"
    r"|inspectors focused on"
    r"|the inspectorates recognise the complexit|a (?:multi-agency|joint) inspection of (?:this|the)\b|we anticipate that"
    r"|in a (?:significant )?proportion of (?:cases|children)\b|(?:as a consequence|consequently), risk[- ]assessment"
    r"|this group of children will be referred to|.{0,40}\bour evaluation of strategic arrangements"
    r"|the findings in the report evaluate|even where the report does not",
    re.I,
)
CLOSING = re.compile(r"yours (?:sincerely|faithfully)\b", re.I)
_STANDING_TEXT = (
    r"^\W*\d? ?This joint (?:targeted area )?inspection was (?:conducted|carried out) under section",
    r"^\W*\d? ?The Children Act 2004 \(Joint Area Reviews\) Regulations",
    r"^We have determined that .{3,80} is the principal authority",
    r"should send the written statement of (?:proposed )?action to",
    r"should (?:coordinate the preparation of|prepare) a written statement of proposed action",
)

_TITLE = r"Joint\s+[Tt]argeted\s+[Aa]rea\s+[Ii]nspection(?:\s+\(JTAI\))?"
PROFILE = Profile(
    family="joint_targeted",
    label="JTAI",
    inspectorate="Ofsted, Care Quality Commission, HMICFRS and HM Inspectorate of Probation",
    inspects="local_authority",
    also=("police_force",),
    spoken=(
        "joint targeted area inspection",
        "joint targeted area inspections",
        "joint targeted area inspection letters",
        "JTAIs",
    ),
    marks=_signs(
        rf"\bDear\s+.{{3,160}}?\s{_TITLE}\s+of\b",
        rf"\A.{{0,2500}}?\b{_TITLE}\s+of\s+(?:the\s+multi-agency\s+response|[A-Z])",
        r"\b[Tt]his\s+letter\s+summarises\s+the\s+findings\s+of\s+the\s+joint\s+targeted\s+area\s+inspection",
        flags=re.S,  # the title has its capital: other reports speak of such inspections in their text
    ),
    # The first whose sign is found wins, so each sign need only tell it from those below.
    editions=(
        Edition(
            "JTAI 2021",
            "JTAI 2021",
            NO_GRADES,
            (),
            _signs(r"\bheadline\s+findings\b", r"\bletter\s+summarises\s+the\s+findings\b"),
            comparable=("JTAI 2016",),
        ),
        Edition("JTAI 2016", "JTAI 2016", NO_GRADES, (), _signs(_TITLE), comparable=("JTAI 2021",)),
    ),
    boilerplate=_signs(*_STANDING_TEXT),
    licence="© Crown copyright. The letters print no licence of their own; Ofsted’s reports since 2015 carry the Open Government Licence.",
)
