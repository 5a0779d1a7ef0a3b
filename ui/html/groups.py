"""The groups that the bodies of an answer are shown in: by verdict, by what facts say, by what a reviewer decided. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.answers.headline import FACTS
from index.answers.hits import BodyHit
from index.answers.results import Answer
from index.answers.verdict_words import NO_CONCERN, wanted


@dataclass(frozen=True, slots=True)
class Group:
    """Bodies that got the same kind of answer, under one heading. `lesser` groups fold away when they are long.

    `asked` is the stance of the question.
    """

    key: str
    title: str
    explained: str
    hits: tuple[BodyHit, ...]
    lesser: bool = False
    asked: str = "neutral"
    listed: bool = False


# Answers by facts alone, by verdict: what each is called and what it means.
_FACTS = {
    "met": ("On the list", "Their grades, as the reports print them."),
    "graded": ("Graded", "Their grades, as the reports print them."),
    "not_met": ("Another grade", "The grade is not the one asked for."),
    "ungraded": ("No grade given", "Their newest full inspection gives no such grade, or there is none."),
    "findings": ("With findings of this kind", "The first words of each."),
    "no_findings": ("Without such findings", "None was found in the report."),
}
_STANCES = ("concern", "praise", "neutral", NO_CONCERN)
_VERDICTS = {
    "concern": ("Concern", "Inspectors found a problem, and no clear praise."),
    "mixed": ("Concern and praise", "Inspectors found both problems and good work."),
    "praise": ("Praise", "Inspectors found this done well, and no clear problem."),
    "mentioned": ("Mentioned", "The report mentions it without criticism or praise."),
    "none": ("Nothing found", "The report says nothing about this. The closest passage is shown."),
}


def order(verdicts: Iterable[str]) -> list[str]:
    """Verdicts in the order that groups stand in; any that is unheard of last."""
    known = [*_VERDICTS, *_FACTS]
    return sorted(verdicts, key=lambda verdict: (known.index(verdict) if verdict in known else len(known), verdict))


def groups(answer: Answer) -> tuple[Group, ...]:
    """Every body of the answer in exactly one group, the listed ones first, in the order of the answer."""
    included = tuple(hit for hit in answer.bodies if hit.listed and not hit.found_listed)
    excluded = tuple(hit for hit in answer.bodies if hit.found_listed and not hit.listed)
    if not included and not excluded:
        return _found(answer)
    left = tuple(hit for hit in answer.bodies if hit.listed == hit.found_listed)
    found, stance = _found(replace(answer, bodies=left)), answer.understood.stance
    put = Group(
        "included", "Included in review", "A reviewer lists these; the program does not.", included, False, stance, True
    )
    out = Group(
        "excluded", "Excluded in review", "The program lists these; a reviewer does not.", excluded, True, stance
    )
    both = (*(g for g in found if g.listed), put, *(g for g in found if not g.listed), out)
    return tuple(group for group in both if group.hits)


def _found(answer: Answer) -> tuple[Group, ...]:
    """Bodies by what the program found."""
    if answer.understood.answer in FACTS:
        return _by_facts(answer.bodies)
    stance = answer.understood.stance if answer.understood.stance in _STANCES else "neutral"
    asked_for = wanted(stance)
    found = [_verdict(verdict, answer.listed, stance, listed=True) for verdict in (*asked_for, *_VERDICTS)]
    rest = tuple(hit for hit in answer.bodies if not hit.listed)
    weak = tuple(hit for hit in rest if hit.verdict in asked_for)
    found.append(
        Group("weak", "Weaker signs", "Something was found, but not clearly enough to count.", weak, asked=stance)
    )
    found += [_verdict(verdict, rest, stance) for verdict in _VERDICTS if verdict not in asked_for]
    return tuple({group.key: group for group in found if group.hits}.values())


def _by_facts(hits: Sequence[BodyHit]) -> tuple[Group, ...]:
    """Bodies by what their grades or findings are; no verdict of texts is made."""
    found = []
    for verdict, (title, explained) in _FACTS.items():
        own = tuple(hit for hit in hits if hit.verdict == verdict)
        listed = all(hit.listed for hit in own)
        found.append(Group(verdict, title, explained, own, not listed, "facts", listed))
    return tuple(group for group in found if group.hits)


def _verdict(verdict: str, hits: Sequence[BodyHit], stance: str, *, listed: bool = False) -> Group:
    title, explained = _VERDICTS[verdict]
    own = tuple(hit for hit in hits if hit.verdict == verdict)
    lesser = not listed and verdict in ("mentioned", "none")
    return Group(f"listed-{verdict}" if listed else verdict, title, explained, own, lesser, stance, listed)
