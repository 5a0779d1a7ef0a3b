"""A sentence in, the grade that it gives out: every form in which PEEL reports have said one, from 2014 on.

Knows words and no layout. Where a sentence may stand, and what its neighbours say, is for the reader to judge: "adequate"
and "good" are ordinary words in prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_IMPROVE = r"requir(?:es|ing|e) improvement"
_WORD = r"outstanding|good|adequate|inadequate"
_QUOTED = rf"[‘'“\"]?(?P<grade>(?i:{_WORD}|{_IMPROVE}))[’'”\"]?"
_GOOD = rf"[‘'“\"]?(?P<grade>(?i:{_WORD}))[’'”\"]?"
_SUBJECT = r"(?P<subject>(?!We |I |Inspectors |It is )[A-Z][^.;:?!]{1,110}?)"
_LEAD = r"(?:• )?(?:(?:Overall|In general|Generally|In this area|For this area|In this section|In our judgement|In our judgment),? )?"
_OFTEN = r"(?: (?:currently|now|still|again|overall|generally|also|therefore|considered))?"
_AT = r"(?:at|in|for|with)"
_OBJECT = r"(?P<object>(?!parts?\b|places\b|some\b|many\b|most\b|several\b).+)"
# The frames of one whole sentence, without its full stop. `named` ones say what the grade is of.
_NAMED = tuple(
    re.compile(frame)
    for frame in (
        # "X Police is good at responding to the public", "the force still requires improvement in how it ..."
        rf"{_LEAD}(?:{_SUBJECT}|[Tt]he (?:force|constabulary)) (?:(?:is|are|remains|continues to be){_OFTEN} {_GOOD}) {_AT} {_OBJECT}",
        rf"{_LEAD}(?:{_SUBJECT}|[Tt]he (?:force|constabulary)){_OFTEN} (?P<grade>(?i:requires improvement|continues to require improvement)) {_AT} {_OBJECT}",
        # "the extent to which the force operates efficiently and sustainably is good"
        rf"{_LEAD}[Tt]he extent to which (?P<object>.{{5,220}}?) (?:(?:is|are|remains) {_GOOD}|(?P<improve>{_IMPROVE}))",
        # "X Police has been assessed as requires improvement in respect of ...", "is judged to be good in the efficiency with which ..."
        rf"{_LEAD}{_SUBJECT} (?:has been|have been|is|was) (?:assessed|judged|graded|rated|found|considered)"
        rf"(?: (?:to be|to|as being|as|a|an|the grade|grade|judge?ment|overall|of))* {_QUOTED}(?:,? (?:at|in|for|with|on) {_OBJECT})?",
        # "We have graded X Police as good at responding to the public", "We judged this area to be adequate"
        r"(?:We|HMICFRS|HMIC|Inspectors|Our inspectors)(?: have| has)? (?:assess(?:ed)?|judged?|graded?|rated?|found) "
        rf"(?P<subject>(?!that ).{{3,140}}?) (?:to be |as being |as )?{_QUOTED}(?:,? {_AT} {_OBJECT})?",
    )
)
_LOOSE = tuple(
    re.compile(frame)
    for frame in (
        # "X Police’s leadership and management is adequate"
        rf"{_LEAD}(?P<subject>[A-Z][^.;:?!]{{1,70}}?[’']s?) (?P<object>[^.;:?!]{{3,120}}?) (?:(?:is|are|remains){_OFTEN} {_GOOD}|(?P<improve>{_IMPROVE}))",
        # "Our judgment is good", "Grade: adequate", "Judgment for this area – requires improvement"
        r"(?:Our |The |This |HMICFRS )?(?:[Oo]verall )?(?i:judge?ment|grade|graded|grading|rating|rated|assessment)"
        rf"(?P<object>(?: (?:for|of|in|on|at) .{{3,120}}?)?)(?: is| was|:|,| [–—-])? (?:as |to be )?{_QUOTED}",
        # "X Police is good", "The force requires improvement"
        rf"{_LEAD}{_SUBJECT} (?:(?:is|remains){_OFTEN} {_GOOD}|(?P<improve>{_IMPROVE}))",
    )
)
_EXTENT = re.compile(rf"{_LEAD}[Tt]he extent to which\b")
# "Vetting, IT monitoring and counter-corruption: requires improvement"
_ROW = re.compile(rf"(?P<object>[A-Z][^.:?!]{{5,140}}?)\s*(?::|[–—-])?\s+{_QUOTED}")
# One of several grades in a sentence: "good at investigating offending, good at tackling anti-social behaviour"
_SEVERAL = re.compile(
    rf"\b{_QUOTED} {_AT} (?P<object>.+?)(?=[,;]?(?: and| but)?(?: also)?(?: it)?(?: is| was)? [‘'“\"]?(?i:{_WORD}|{_IMPROVE})[’'”\"]? {_AT} |$)"
)
_BADGE = re.compile(rf"(?:(?i:judge?ment|grade|graded|rating|rated)(?::| [–—-])? )?{_QUOTED}\.?")
# What is said of another time is no grade of this one, unless it is carried over.
_EARLIER = re.compile(
    r"\b(?:last|previous|earlier|prior|former)\b.{0,20}\b(?:inspections?|assessments?|reports?|cycles?|rounds?|time|grades?|judge?ments?)\b"
    r"|\bwe last inspected\b|^In 20\d\d\b|\bpreviously\b",
    re.I,
)
CARRIED = re.compile(r"\bcarried (?:over|forward)\b|\bjudge?ments? (?:of|from) 20\d\d\b", re.I)
# No grade, in so many words.
NOT_GRADED = re.compile(
    r"(?:don[’']t|do not|didn[’']t|did not|haven[’']t|have not) (?:make|made|give|given) a (?:graded judge?ment|grade)"
    r"|\bhas no grade of its own\b|\bnot (?:yet )?graded\b|\bno grade (?:is|was) given\b|\bungraded\b",
    re.I,
)
_SENTENCE = re.compile(r".+?[.!?](?=[’”\"')]*\d{0,2}(?: [A-Z‘“]|$))|.+$", re.S)


@dataclass(frozen=True, slots=True)
class Statement:
    """A grade in words: the grade in lower case, what it is said to be of, and where in the text the sentence stands.

    `named` sentences are no ordinary prose: they say whose grade it is and of what. `subject` is what comes before, and
    `extent` the form "the extent to which ...".
    """

    grade: str
    of: str
    start: int
    end: int
    named: bool
    subject: str = ""
    carried: bool = False
    extent: bool = False


def badge(text: str) -> str | None:
    """The grade that a few words set off from the text give and nothing else, as "Good" or "Grade: good"."""
    found = _BADGE.fullmatch(" ".join(text.split()))
    return _grade(found.group("grade")) if found else None


def row(text: str) -> Statement | None:
    """A name and its grade on one line, as in a table."""
    found = _ROW.fullmatch(text)
    return _statement(found, 0, named=True) if found else None


def statements(text: str) -> Iterator[Statement]:
    """Every grade given in a paragraph, sentence by sentence; several may stand in one."""
    for sentence in _SENTENCE.finditer(text):
        words = sentence.group().strip()
        yield from _in_sentence(words, sentence.start() + sentence.group().index(words) if words else 0)


def _in_sentence(words: str, at: int) -> Iterator[Statement]:
    carried = CARRIED.search(words) is not None
    if _EARLIER.search(words) and not carried:
        return
    bare = words.rstrip(".")
    several = list(_SEVERAL.finditer(bare))
    if len(several) > 1 and not carried:
        for found in several:
            yield _statement(found, at, named=True)
        return
    for frames, named in ((_NAMED, True), (_LOOSE, False)):
        for frame in frames:
            if whole := frame.fullmatch(bare):
                one = _statement(whole, at, named=named)
                extent = _EXTENT.match(bare) is not None
                yield replace(one, start=at, end=at + len(words), carried=carried, extent=extent)
                return
    grades = re.findall(rf"\b(?:{_WORD}|{_IMPROVE})\b", words, re.I)
    if carried and len(grades) == 1:
        yield Statement(_grade(grades[0]), "", at, at + len(words), named=False, carried=True)


def _statement(found: re.Match[str], at: int, *, named: bool) -> Statement:
    groups = found.groupdict()
    grade = groups.get("grade") or groups.get("improve") or ""
    of, subject = groups.get("object") or "", groups.get("subject") or ""
    return Statement(_grade(grade), of.strip(" ,"), at + found.start(), at + found.end(), named, subject)


def _grade(words: str) -> str:
    return "requires improvement" if "improvement" in words.lower() else words.lower()
