"""Words of questions that say which side of a matter is asked for, and words that say nothing of the matter at all."""

from __future__ import annotations

import re
from functools import cache

from corpus.bodies import KINDS
from corpus.families.registry import PROFILES
from index.answers.verdict_words import NO_CONCERN

STOP = frozenset(
    """
    a about across after against all also an and any anything are area areas as at be because been being between
    both but by can compare compared comparing comparison could country did do does doing each england enough
    every everything exactly find for found from get gets give given gives got grade graded grades grading had
    has have having how i i'd i'm i've if in inspection inspections inspector inspectorate inspectors interested
    into is it it's its judged just know list looking many me mention mentioned mentions more most much my
    national need no not of on once one ones only or other our out over please quotation quotations quote
    quotes rated rating ratings regarding report reports researching said same say says shall she should show
    side since so some something still such tell than that the their them then there there's these they they're
    this those through to too under until up use used uses using versus very vs wales want wants was we we're
    were what what's when where where's which while who who's whom whose why will with would yes yet you your
    """.split()
)
# Words that tell which side of a matter is asked for and nothing of the matter.
CONCERN = (
    r"concerns?|concerned|concerning|weak(?:er|est|ly)?|weakness(?:es)?|poor(?:ly|er|est)?|fail(?:s|ed|ing|ings|ures?)?|"
    r"critici[sz](?:ed|es?|ing|ms?)|struggl(?:e|es|ed|ing)|problems?|problematic|issues?|lack(?:s|ed|ing)?|insufficient(?:ly)?|"
    r"inadequate(?:ly)?|ineffective(?:ly)?|inconsisten(?:t|tly|cy|cies)|deficien(?:t|cy|cies)|wanting|worst|bad(?:ly)?|unable|"
    r"not|never|cannot|without|nobody|no one|shortcomings?|areas? for improvement|causes? of concern|needs? (?:to )?improv(?:e|ement)|"
    r"must improve|should improve|low|(?:get(?:s|ting)?|got|go(?:es|ing|ne)?|going) (?:\w+ )?wrong|let(?:s|ting)? down|fall(?:s|ing)? (?:short|behind)|behind"
)
PRAISE = (
    r"prais(?:e|ed|es|ing)|good|well|better|best|strong(?:er|est|ly)?|effective(?:ly)?|excellent(?:ly)?|outstanding|"
    r"success(?:es|ful|fully)?|innovative practices?|promising practices?|good practices?|exemplary|positive(?:ly)?|robust(?:ly)?|"
    r"impressive(?:ly)?|strengths?|commended|skilled|(?:get(?:s|ting)?|got|do(?:es|ing)?|done) (?:\w+ )?right"
)
# Words that tell the side and belong to the matter all the same: they stay in the topic.
CONCERN_TOO = (
    r"delay(?:s|ed)?|late|slow(?:ly|er)?|shortages?|shortfalls?|gaps?|backlogs?|overdue|waits?|waiting|missed|"
    r"too (?:high|few|many|long|late|little|slow|often)|unsafe|drift|unallocated|untimely|n't"
)
PRAISE_TOO = r"enough|timely|on time|stable|manageable|promptly|sufficient"
# Words that ask how a named body has changed: its grades tell, as far as they may be compared.
CHANGE = re.compile(
    r"\b(?:improv(?:ed?|ing)|declin(?:ed?|ing)|changed?|got(?:ten)? (?:better|worse)|deteriorat(?:ed|ing)|fall(?:en)?|fell|ris(?:en|e))\b",
    re.I,
)
BARE = re.compile(
    r"\b(do|does|did|is|are|was|were|has|have|had|could|would|should|wo|ca)nt\b", re.I
)  # typed without the apostrophe
NEGATION = re.compile(
    r"\b(?:not|never|cannot|without|no|lack(?:s|ing)?|isn't|aren't|don't|doesn't|didn't|weren't|wasn't)\b", re.I
)
# A part of a compound ("problem-solving", "well-being") is no cue.
_WHOLE = r"(?<![\w-])(?!problem[\s-]+(?:solving|oriented|profiles?)\b|well-being\b)"
CUES = re.compile(
    rf"{_WHOLE}(?:(?P<concern>{CONCERN})|(?P<praise>{PRAISE})|(?P<concern_too>{CONCERN_TOO})|(?P<praise_too>{PRAISE_TOO}))(?![\w-])",
    re.I,
)
DROPPED = re.compile(rf"{_WHOLE}(?:{CONCERN}|{PRAISE}|number(?= of\b))(?![\w-])", re.I)
# What asks for those that nothing is found against: "without concerns", "no backlog", "not criticised".
_AGAINST = (
    r"concerns?|problems?|issues?|weakness(?:es)?|failings?|failures?|shortcomings?|criticisms?|areas? for improvement|"
    r"causes? of concern|priority actions?|backlogs?|delays?|gaps?|shortages?|shortfalls?|drift|waits?|waiting|overdue|unallocated|missed|unsafe"
)
_NO_PART = r"(?:than|matter|longer|one|for|to|of|with|in|about|on|by|that|who|and|or)\b"
_FOUND_AGAINST = r"critici[sz]ed|failing|failed|struggling|weak|poor|inadequate|ineffective|inconsistent"
NONE_AGAINST = re.compile(
    rf"\b(?:(?:without|free (?:of|from)|no|zero)\s+(?:(?:evidence|signs?)\s+of\s+)?(?:(?!{_NO_PART})[\w'/&-]+\s+){{0,3}}?(?:{_AGAINST})"
    rf"|(?:not|aren't|isn't|weren't|wasn't)\s+(?:been\s+|being\s+|found\s+)?(?:{_FOUND_AGAINST}))(?![\w-])",
    re.I,
)
# What says that something is not there, which nobody asks of what should not be.
LACKING = re.compile(r"n't\b|\b(?:with|has|have|having|had|(?:there|that) (?:is|are|was|were))\s+no\b", re.I)


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing of a matter: those of the language, and those for families, inspectorates and bodies as such."""
    names = [name.lower() for profile in PROFILES.values() for name in profile.names]
    kinds = [word for kind in KINDS.values() for word in kind.also]
    return STOP | {word for word in (*names, *kinds) if " " not in word}


def written_out(text: str) -> str:
    """Contractions with the apostrophe that they lack, and "well being", which is neither well nor being, with its hyphen."""
    text = re.sub(r"\b(well) (being)\b", r"\1-\2", text, flags=re.I)
    text = BARE.sub(r"\1n't", text)
    return re.sub(r"\b(what|who|where|how|that|there)s\b", r"\1's", text, flags=re.I)


def stance(text: str) -> str:
    """The side that the first word with a side takes, concern, praise or neutral; praise that is negated is a concern.

    A concern that is negated is `NO_CONCERN`: those are asked for that nothing is found against.

    >>> stance("forces with DVPO concerns"), stance("forces without DVPO concerns"), stance("no evidence of supervision")
    ('concern', 'no concern', 'neutral')
    >>> stance("councils with no supervision"), stance("councils with no unallocated cases")
    ('concern', 'no concern')
    """
    if NONE_AGAINST.search(text):
        return NO_CONCERN
    cue = CUES.search(text)
    if cue is None:
        return "concern" if LACKING.search(text) else "neutral"
    if cue.group("concern") or cue.group("concern_too"):
        return "concern"
    negated = NEGATION.search(text[: cue.start()]) or NEGATION.search(text[cue.end() :])
    return "concern" if negated else "praise"
