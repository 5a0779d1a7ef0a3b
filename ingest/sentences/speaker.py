"""Who speaks in a sentence, and whether it says that something was put right while inspectors were there.

Both are read off fixed forms of words that the inspectorates use; None is the answer where none is there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.bodies import NEUTRAL, SINGULARS
from corpus.names import any_of

_NOUN = rf"(?:the |its |their )?(?:{any_of((*SINGULARS, 'department', 'leaders', 'senior leaders'))})"
INSPECTORS = re.compile(
    r"\b(?:[Ww]e|[Ii]nspectors|[Ii]nspection staff|the inspection team|I) (?:also )?"
    r"(?:found|saw|see|reviewed|heard|were|was|identified|examined|observed|noted|met|estimate|am|have|had|spoke|assessed|"
    r"judged?|audited|recognise|welcome|sampled|looked|conducted|raised|highlighted)\b|\b(?:seen|found|noted|identified) by inspectors\b"
)
BODY = re.compile(
    rf"\b{_NOUN} (?:told|informed|assured|reports?|reported|says|said|states|stated|believes|estimates|expects) (?:us|inspectors|that|it)?"
    rf"|\baccording to {_NOUN}|\b(?:{any_of(NEUTRAL)})(?:[’']s)? (?:own )?(?:data|figures|audits?) (?:for .{{3,40}} )?shows?"
    rf"|\b{_NOUN}[’']s own (?:audit|data|figures|analysis|assessment|review)|\bself-assessment\b",
    re.I,
)
RESOLVED = re.compile(
    r"\b(?:addressed|resolved|rectified|corrected|put right|cleared|remedied|dealt with)\b[^.]{0,60}\b(?:during|while|before the end of|by the end of)"
    rf"\b[^.]{{0,30}}\b(?:inspection|fieldwork|we were (?:there|in (?:{any_of(NEUTRAL)})))"
    r"|\b(?:during|by the end of|before the end of) (?:the|our|this) (?:inspection|fieldwork|visit)\b[^.]{0,80}\b(?:addressed|resolved|rectified|corrected|"
    r"put right|cleared|remedied|took (?:swift|immediate|prompt|quick) action)"
    r"|\b(?:in response to|following|after) (?:our|inspectors[’']) (?:feedback|findings)\b[^.]{0,80}\b(?:has|have|had)\b"
    rf"|\b(?:raised|shared) (?:this |these |it )?with (?:the )?(?:{any_of((*NEUTRAL, 'leaders'))})[^.]{{0,60}}\b(?:has|have) (?:now|since)"
    r"|\bwill have been addressed by the time\b",
    re.I,
)
NOT_RESOLVED = re.compile(
    r"\b(?:not|n[’']t|never|yet to|has still|have still|remain(?:s|ed)?)\b[^.]{0,40}\b(?:addressed|resolved|rectified|cleared)",
    re.I,
)


def speaker(sentence: str) -> str | None:
    """`inspectorate` where inspectors say what they found, `body` where the inspected body speaks of itself."""
    if BODY.search(sentence):
        return "body"
    return "inspectorate" if INSPECTORS.search(sentence) else None


def speaker_of(sentences: Sequence[str]) -> str | None:
    """Who speaks in a finding: inspectors where they say anything they found, else the body where it speaks of itself."""
    voices = {speaker(sentence) for sentence in sentences}
    return next((who for who in ("inspectorate", "body") if who in voices), None)


def resolved_in(sentences: Sequence[str]) -> bool | None:
    """Whether a finding says that it was put right: False where any sentence says that something was not."""
    said = {resolved(sentence) for sentence in sentences} - {None}
    return None if not said else False not in said


def resolved(sentence: str) -> bool | None:
    """True where the sentence says that the matter was put right during the inspection, False that it was not."""
    if NOT_RESOLVED.search(sentence):
        return False
    return True if RESOLVED.search(sentence) else None
