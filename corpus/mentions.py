"""How reports speak of a kind of body that they are not mainly about: the words for it, and what only sounds like it.

Used where one report is on several bodies and a sentence of it has to be told to be about one of them. Patterns are searched
in a sentence in which the body's own names were put in its plainest words (`plain`), so that a name reads as these do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mentions:
    """`plain` is what stands for a name of the body. `elsewhere` are words that mean somebody else, or that only tell where
    or whom something was told: they are taken out first. `said` are the words for the body, its people and its units.
    `shared` are words for people whom other bodies have too: `foreign` says whose they are where they are another's, and is taken
    out first; the rest counts where the text around speaks of the body, or names none of the `employers` who have them too.
    """

    plain: str
    elsewhere: tuple[re.Pattern[str], ...]
    said: tuple[re.Pattern[str], ...]
    shared: tuple[re.Pattern[str], ...] = ()
    foreign: tuple[re.Pattern[str], ...] = ()
    employers: tuple[re.Pattern[str], ...] = ()


def _all(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I) for pattern in patterns)


_BARE = (  # "police" as the name of all of them, not before a noun: "told the police", not "told police officers"
    r"(?:the |local |their )?police(?! and crime)(?=\W*$|\s*[,.;:()–]|\s+(?:and|or|nor|in|as|when|if|by|for|at|about|because|so|to|but|where|after|before|"
    r"within|during|following|is|are|was|were|did|do|does|had|has|have|of|from|on|via|through|rather|albeit|until|while|despite|without|that)\b)(?!,? (?:who|which)\b)"
)
_NOT_JOINTLY = "".join(
    rf"(?<!{word} )"
    for word in "relationship relationships jointly together partnership liaison collaboration cooperation joint working".split()
)
_OUTPUT = r"(?:notifications?|notices?|information|incidents?|logs?|contacts?|reports?|referrals?|records?|checks?|data|intelligence)"
POLICE = Mentions(
    plain="the police",
    elsewhere=_all(
        r"\b(?:office of the )?(?:the )?(?:police(?:,? fire,?)?(?: and|,? &) (?:fire (?:and|&) )?crime (?:commissioners?|plans?|panels?)|pf?cc)\b(?:[’']s?)?(?: \(pf?cc\))?(?:[’']s)?",
        r"\b(?:mayor[’']?s? )?(?:office|deputy mayor|mayor) (?:of london )?for policing and crime\b",
        r"\binspect(?:orate|or)s? of (?:the )?constabular(?:y|ies)(?: and fire (?:and|&) rescue services)?|\bhmi constabulary\b",
        r"\bpolice (?:stations?|cadets?|headquarters|websites?|boroughs?|passwords?)\b|\bpolice and prison custody\b|\b(?:military|transport) police\b",
        r"\b(?:in|into|out of|from) police (?:custody|cells?)\b(?! (?:suites?|staff|officers?|sergeants?))",
        r"\b(?:other|another|neighbouring|different|adjoining|outside|various|all|most|many|some) (?:police )?(?:forces?|constabular(?:y|ies))\b",
        rf"\b(?:{_NOT_JOINTLY}(?:with|alongside)|to|onto|towards|against) (?:(?:(?!between |by )[\w’'-]+,? ){{1,6}}and )?{_BARE}",
        rf"\b{_NOT_JOINTLY}(?:with|alongside) (?:(?:[\w’'-]+,? ){{1,4}}and )?(?:the |local )?police (?:[\w-]+ ){{0,3}}?(?:officers?|staff|colleagues|partners|teams?)\b",
        rf"\b(?:covered|served|policed) by {_BARE}",
        rf"\b(?:relian(?:ce|t)|relies|rely|depend\w*|call|calls|calling) (?:up)?on {_BARE}",
        rf"\b(?:tell|tells|told|inform\w*|contact\w*|call(?:s|ed|ing)?|alert\w*|notif\w+|ask(?:s|ed|ing)?|ring|rang|phon\w+) {_BARE}",
        rf"\b(?:notice|attention|to the knowledge) of {_BARE}",
        rf"\b(?:review|receive|triage|screen|consider|analyse|evaluate|access|check|use|share|receipt of|access to|notifications? of|backlogs? of notifications of)(?:s|d|es|ed|ing)? (?:[\w’-]+,? ){{0,10}}?police {_OUTPUT}\b(?! management| systems?)",
        r"\b(?:task|armed|labour|air|work|sales) ?forces?\b|\b(?:in|into) force\b|\buse of force\b|\bforce of\b",
        r"\bfear of (?:the )?police\b",
        # joint in a list of those that something is shared with, comes from or is hard for
        rf"\b(?:with|to|for) (?:[\w’'-]+,? ){{1,6}}?(?:including|such as) (?:(?:[\w’'-]+,? ){{1,3}}and )?{_BARE}",
        rf"\b(?:information|intelligence|data) (?:that is |is |was )?(?:received|gathered|obtained|collated|sought|requested) from (?:[\w’'-]+,? ){{0,8}}?{_BARE}",
        r"\b(?:following|after|on) (?:the )?(?:submission|receipt|review) of (?:the )?police [\w-]+",
        rf"\b(?:access|support from|for example|such as|experiences of)\b [^.;]{{0,160}}?, {_BARE}",
        # what became of it once it was with somebody else
        rf"\b(?:{_OUTPUT}(?: and {_OUTPUT})? (?:made |submitted |sent |received )?(?:by|from) (?:the )?police|police {_OUTPUT})\b[^.;,]{{0,100}}? "
        r"(?:is|are|was|were) (?:[\w-]+ )?(?:triaged|screened|processed|reviewed|responded to|progressed)\b(?! by (?:the )?police)",
        r"\blearn\w* from police [\w-]+",
        # a concession before what the sentence says of somebody else
        r"^(?:while|whilst|although|though|even though|despite)\b[^,]*, (?=(?:the )?(?:children[’']s (?:social care|services)|social (?:care|work)|health|schools?|"
        r"probation|local authorit|councils?|youth|nhs|general practi|hospital))",
    ),
    said=_all(
        r"\bpolice\b|\bpolic(?:ing|ewom[ae]n|em[ae]n)\b|\bconstabular(?:y|ies)\b|\bconstables?\b",
        r"\b(?:the|this|its) force\b(?!s? of)|\bforce[’']s\b|\bforce(?:-wide| control room| leadership| leaders?| systems?| polic(?:y|ies)| area| strategic)\b",
        r"\bdetectives?\b|\bpcsos?\b|\bsergeants?\b|\bsuperintendents?\b|\bchief inspectors?\b(?! of)",
        r"\b(?:force )?control rooms?\b|\bcall handlers\b|\bcustody (?:staff|suites?|officers?|sergeants?)\b|\bmosovo\b",
        r"\bchild abuse investigation (?:teams?|units?)\b|\bcaits?\b|\b(?:borough|basic) command units?\b|\bpublic protection (?:units?|departments?)\b",
        r"\b(?:neighbourhood|community|safer schools?|response|frontline|front-line|patrol|investigating|attending|arresting|specialist|uniformed|cid|non-specialist) officers\b"
        r"(?! (?:of|from|in|at|for|within) (?:the )?(?:council|local authority|youth|probation|housing|health|children))",
    ),
    shared=_all(
        r"\bneighbourhood teams?\b",
        r"\bofficers?\b(?! (?:of|from|in|at|for|within) (?:the )?(?:council|local authority|youth|probation|housing|health|children))",
    ),
    foreign=_all(
        r"\b(?:probation|prison|court|housing|council|education|welfare|attendance|youth|reviewing|designated|designated office|chief|clinical|executive|lead|"
        r"link|liaison|support|engagement|participation|e-safety|safety|early help|assessment|referral and assessment|family|school|schools|reception|"
        r"commissioning|medical|nursing|operating|administrative|environmental|immigration|border|fire|revenue|licensing|disclosure|partnership|services?) officers?\b"
        r"|\bofficers? (?:for|of) (?:the )?(?:safeguarding|partnership|board)\b|\bdesignated officers?\b|\bofficer time\b|\bfull-time officers?\b",
    ),
    employers=_all(
        r"\b(?:councils?|local authorit(?:y|ies)|probation|youth (?:justice|offending)|housing|prisons?)\b",
        r"\b(?:NPS|CRC|YO[ST]|YJS|HMPPS)\b",
    ),
)
"""How reports on children's services speak of a police force: its officers, and not those of councils and probation."""
