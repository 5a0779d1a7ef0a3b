"""PEEL: what the inspectorate of constabulary prints about the police forces of England and Wales.

Sources of names, scales and frames: the inspectorate's cycle pages and frameworks at
https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/what-is-peel/ and a report of 2021/22 read whole.
Editions marked `unverified` were written from descriptions; no report of them was at hand.
"""

from __future__ import annotations

import re

from corpus.families.profile import Area, Edition, Profile, Scale

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
)
FOUR_TIERS = Scale(grades=("outstanding", "good", "requires improvement", "inadequate"))

_VICTIMS = Area(
    "victims",
    "Providing a service to the victims of crime",
    ("Victim service assessment", "service to victims", "service to victims of crime"),
    graded=False,
)
_RECORDING = Area(
    "crime_recording",
    "Crime recording",
    ("recording crime", "recording data about crime", "crime data recording", "crime data integrity"),
    optional=True,  # graded only where it was audited
    spoken=("crime data", "recording crimes", "recording of crime"),
)
_RESPONSE = Area(
    "response",
    "Responding to the public",
    spoken=("responding", "public response", "response to the public", "responding to calls"),
)
_INVESTIGATION = Area(
    "investigation",
    "Investigating crime",
    ("investigations",),
    spoken=("investigating", "investigation", "crime investigation"),
)
_VULNERABILITY = Area(
    "vulnerability",
    "Protecting vulnerable people",
    ("protection of vulnerable people",),
    spoken=("protecting the vulnerable", "vulnerability", "vulnerable people"),
)
_OFFENDERS = Area(
    "offenders",
    "Managing offenders and suspects",
    ("managing offenders", "managing suspects and offenders"),
    spoken=("offender management", "management of offenders", "managing suspects"),
)
_WORKFORCE = Area(
    "workforce",
    "Building, supporting and protecting the workforce",
    (
        "building and developing its workforce",
        "building, supporting and protecting its workforce",
        "developing a positive workplace",
        "supporting its workforce",
    ),
    spoken=("supporting the workforce", "supporting their workforce", "workforce", "protecting the workforce"),
)
# Two areas inspected apart: their grades may be added to a report's web page later.
_SOC = Area(
    "soc",
    "Disrupting serious organised crime",
    ("tackling serious and organised crime",),
    optional=True,
    spoken=("serious and organised crime", "serious organised crime", "SOC"),
)
_VETTING = Area(
    "vetting_cc", "Vetting and counter corruption", ("vetting, IT monitoring and counter-corruption",), optional=True,
    spoken=("vetting", "counter-corruption"),
)  # fmt: skip

AREAS_2021 = (
    _VICTIMS,
    _RECORDING,
    Area(
        "public_treatment",
        "Engaging with and treating the public with fairness and respect",
        ("treating people fairly and with respect", "treatment of the public", "treating the public"),
        spoken=("treating the public fairly", "public treatment", "engaging with the public", "treating people fairly"),
    ),
    Area(
        "prevention",
        "Preventing crime and anti-social behaviour",
        ("prevention and deterrence", "preventing crime", "preventing crime and antisocial behaviour"),
        spoken=("prevention", "crime prevention"),
    ),
    _RESPONSE,
    _INVESTIGATION,
    _VULNERABILITY,
    _OFFENDERS,
    _SOC,
    _WORKFORCE,
    _VETTING,
    Area(
        "strategy_leadership",
        "Strategic planning, organisational management and value for money",
        ("operating efficiently", "good use of resources", "strategic planning"),
        spoken=("leadership", "value for money", "strategic leadership"),
    ),
)
AREAS_2023 = (
    _VICTIMS,
    _RECORDING,
    Area(
        "public_treatment",
        "Police powers and treating the public fairly and respectfully",
        (
            "using police powers and treating people fairly and with respect",
            "using police powers and treating the public fairly and respectfully",
            "police powers and public treatment",
            "treating the public",
        ),
        spoken=("police powers", "treating the public fairly", "public treatment", "treating people fairly"),
    ),
    Area(
        "prevention",
        "Preventing and deterring crime and antisocial behaviour, and reducing vulnerability",
        (
            "preventing and deterring crime and anti-social behaviour, and reducing vulnerability",
            "preventing crime",
            "prevention and deterrence",
        ),
        spoken=("prevention", "crime prevention"),
    ),
    _RESPONSE,
    _INVESTIGATION,
    _VULNERABILITY,
    _OFFENDERS,
    _SOC,
    _WORKFORCE,
    _VETTING,
    Area(
        "strategy_leadership",
        "Leadership and force management",
        ("leadership", "force management", "good use of resources"),
        spoken=("strategic planning", "value for money"),
    ),
)
# 2018/19 went by risk: only the three pillars are graded in every report.
AREAS_2018 = (
    Area("effectiveness", "Effectiveness"),
    Area("efficiency", "Efficiency"),
    Area("legitimacy", "Legitimacy"),
    Area("prevention", "Preventing crime and tackling anti-social behaviour", optional=True),
    Area("investigation", "Investigating crime", optional=True),
    Area("vulnerability", "Protecting vulnerable people", optional=True),
    Area("soc", "Tackling serious and organised crime", optional=True),
    Area("armed_policing", "Armed policing", graded=False),
    Area("demand", "Meeting current demands and using resources", optional=True),
    Area("planning", "Planning for the future", optional=True),
    Area("public_treatment", "Treating the public fairly", optional=True),
    Area("vetting_cc", "Ethical and lawful workforce behaviour", optional=True),
    Area("workforce", "Treating the workforce fairly", optional=True),
)

_UNSEEN = "no report of this edition was at hand: its headings and grade sentences follow published descriptions"

EDITIONS = (
    Edition(
        "2025-27",
        "2025-27",
        FIVE_TIERS,
        AREAS_2023,
        (re.compile(r"PEEL 2025\s*[–-]\s*(?:20)?27"), re.compile(r"Assessment Framework 2025\s*[–-]\s*(?:20)?27")),
        unverified=_UNSEEN + "; its areas are taken from 2023-25",
    ),
    Edition(
        "2023-25",
        "2023-25",
        FIVE_TIERS,
        AREAS_2023,
        (re.compile(r"PEEL 2023\s*[–-]\s*(?:20)?25"), re.compile(r"Assessment Framework 2023\s*[–-]\s*(?:20)?25")),
        unverified=_UNSEEN,
    ),
    Edition(
        "2021/22",
        "2021/22",
        FIVE_TIERS,
        AREAS_2021,
        (
            re.compile(r"PEEL 2021/22"),
            re.compile(r"Assessment Framework 2021/22"),
            re.compile(r"^(?!.{0,600}(?:PEEL|legitimacy)\W+2018/19).*HM Inspector[’']s observations", re.S),
        ),
    ),
    Edition(
        "2018/19",
        "2018/19",
        FOUR_TIERS,
        AREAS_2018,
        (re.compile(r"(?:PEEL|legitimacy)\W+2018/19"),),
        unverified=_UNSEEN,
    ),
)

# Headings that open a part of the report without an area of their own, and the kind of what stands under them.
PLAIN_SECTIONS: dict[str, str] = {
    "overall summary": "context",
    "our judgments": "context",
    "our judgements": "context",
    "data in this report": "boilerplate",
    "about the data": "boilerplate",
    "annex a – about the data": "boilerplate",
    "annex a - about the data": "boilerplate",
    "important changes to peel": "boilerplate",
    "peel 2023–2025": "boilerplate",
    "peel 2023-2025": "boilerplate",
    "peel 2023–25": "boilerplate",
    "peel 2025–27": "boilerplate",
    "terminology in this report": "boilerplate",
    "about this report": "boilerplate",
    "what this report contains": "boilerplate",
    "contents": "context",
    "force in context": "context",
    "hm inspector's observations": "observation",
    "hm inspector's summary": "observation",
    "reducing crime assessment": "observation",
    "summary": "observation",
}
MAIN_FINDINGS = "main findings"

_GRADES = "outstanding|good|adequate|inadequate"
GRADE_SENTENCE = re.compile(
    rf"^(?P<body>[A-Z].{{2,80}}?) (?:is (?P<grade>{_GRADES})|(?P<ri>requires improvement)) (?:at|in) (?P<object>.+?)\.?$"
)
# 2018/19 graded three pillars, each in a line of its own; the words between say which pillar.
PILLARS = {
    "effectiveness": r"(?:is )?effective at reducing crime and keeping people safe",
    "efficiency": r"operates efficiently and sustainably",
    "legitimacy": r"treats the public and its workforce legitimately",
}
PILLAR_GRADE = re.compile(
    r"(?:• )?the extent to which (?:the (?:force|constabulary)|[A-Z][\w ]{2,60}?) "
    rf"(?:{'|'.join(f'(?P<{key}>{words})' for key, words in PILLARS.items())}) "
    rf"(?:is (?P<grade>{_GRADES})|(?P<ri>requires improvement))(?:[.;]|,? and|[.;] and)?",
    re.I,
)
PILLAR_PARTS = ("force in context", "summary")  # headings that each pillar has anew
# The question that a part of a report answers, printed below its title: no finding, and no end of the chapter's opening.
QUESTION = re.compile(
    r"^(?:How (?:well|effective(?:ly)?|efficient(?:ly)?|legitimate(?:ly)?)|To what extent) (?:do|does|is|are) .+\?$"
)
UNGRADED_SENTENCE = re.compile(r"(?:don[’']t|do not) make a graded judg(?:e)?ment")
COUNT_SENTENCE = re.compile(
    r"assessed how good (?P<body>.+?) is (?:in|at) (?P<areas>\w+) areas of policing\.\s+"
    r"We make graded judg(?:e)?ments in (?P<graded>\w+)"
)
COVER_BODY = re.compile(r"^An inspection (?:of|by [^.]{3,90} of) (?P<body>(?:the )?[A-Z].{3,80})$")
# A chapter that opens so has no findings of its own: the area is inspected and reported on elsewhere.
STANDING_CHAPTER = re.compile(r"^We now inspect\b|^We (?:assess|report on) [^.]{3,60} separately\b")
SIGNATURE = re.compile(
    r"^(?:[\w’'.-]+ ){0,4}(?:His|Her)?\s*(?:HM|Majesty[’']s) Inspector of Constabulary|^[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){1,3}$"
)
# The caption of a chart is set like a heading, and the chart itself leaves no text.
CAPTION = re.compile(r"^(?:Figure|Chart|Table) \d|\bper [\d,]+ |\b(?:year|years|months) (?:ending|ended|to) \d", re.I)
NUMBERS = {
    word: n
    for n, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
# A box that demands something is titled with a sentence of one of these forms.
DEMAND = re.compile(r"\b(?:should|needs? to|must|has to|have to)\b")

PROFILE = Profile(
    family="peel",
    label="PEEL",
    inspectorate="HMICFRS",
    inspects="police_force",
    marks=(
        re.compile(r"\bPEEL\b"),
        re.compile(r"Police effectiveness, efficiency and legitimacy", re.I),
        re.compile(r"assessed how good .{3,80}? is (?:in|at) \w+ areas of policing", re.S),
    ),
    editions=EDITIONS,
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
)
