"""What a letter says of itself: the area, the other agencies inspected, theme and dates, each from its own place.

All of it stands on the first page: the letter's date, the addressees, the title, and the sentence that tells when the
inspectors were there. What is not printed stays None. Dates further on, as of the reply that is due, are not looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.families.joint_targeted import words
from corpus.families.joint_targeted.addressees import agencies, council
from corpus.layout import dates
from corpus.layout.blocks import Block
from corpus.layout.outline import Facts
from corpus.records import Span

FRONT_PAGES = 2
OPENING_BLOCKS = 12  # after the title, in which a letter tells of itself
TITLE = re.compile(
    r"Joint targeted area inspection(?: \(JTAI\))?(?: of)?:? (?P<rest>.+?)\.?(?=\s+(?:Between \d|This letter\b)|$)",
    re.I | re.S,
)
THEME = re.compile(
    r"joint (?:targeted area )?inspection(?: \(JTAI\))? of (?P<theme>(?:the )?multi-agency responses? to .+?)(?:\.\s?\d?(?=\s|$|[A-Z])|$)",
    re.I,
)
IN_PLACE = re.compile(r"\s+in (?:the )?(?=[A-Z])")
INSPECTED = re.compile(
    r"(?:^|(?<=\s))(?P<dates>(?:Between|From|On) [^.]{0,90}\d{4}|Between \d[^.,]{4,40})[^.]{0,400}?inspect"
    r"|inspection (?:took place|was (?:carried out|conducted))(?P<later>[^.]{0,160})"
    r"|inspect[^.]{0,200}?\b(?P<last>(?:between|from) \d[^.]{0,80}\d{4})",
    re.I,
)
FORCE = re.compile(
    r"\b(?:[A-Z][\w’-]+ (?:and |& )?){1,4}?(?:Police(?: Service)?|Constabulary)\b(?!,? (?:and|&|Fire) |,? [A-Z])"
)
NO_FORCE = re.compile(r"\b(?:HMI|Her Majesty|His Majesty|Inspectorate|Inspector)\b", re.I)
MENTIONS = 2  # of a force in the text, from which on it is taken for the one inspected where no addressee is


@dataclass(frozen=True, slots=True)
class Letter:
    """The parts of a letter's front: blocks up to the title, the lines of the addressees, the title, and what follows it."""

    front: tuple[Block, ...]
    dated: date | None
    addressees: tuple[str, ...]
    salutation: str | None
    title: str | None
    opening: str


def letter(blocks: Sequence[Block]) -> Letter:
    """The front of a letter. Without a title, what stands up to the salutation is its front."""
    first = [block for block in blocks if block.page <= FRONT_PAGES]
    start = next((i for i, block in enumerate(first) if TITLE.match(block.text)), None)
    greeting = next((i for i, block in enumerate(first) if any(re.match("Dear ", li.text) for li in block.lines)), None)
    end = _title_end(first, start) if start is not None else greeting + 1 if greeting is not None else 0
    front = tuple(first[:end])
    title = " ".join(block.text for block in first[start:end]) if start is not None else None
    lines = [line.text for block in first[: start if start is not None else end] for line in block.lines]
    to = next((i for i, line in enumerate(lines) if line.startswith("Dear ")), len(lines))
    dated = next((i for i, line in enumerate(lines[:to]) if dates.day(line)), None)
    opening = " ".join(block.text for block in first[end : end + OPENING_BLOCKS])
    if title and start is not None and (inside := TITLE.match(title)):
        opening, title = f"{title[inside.end() :]} {opening}", inside.group().rstrip(" .")
    return Letter(
        front=front,
        dated=dates.day(lines[dated]) if dated is not None else None,
        addressees=tuple(line for i, line in enumerate(lines[:to]) if i != dated),
        salutation=" ".join(lines[to:]) or None,
        title=title,
        opening=" ".join(opening.split()),
    )


def _title_end(blocks: Sequence[Block], start: int) -> int:
    """Where a title ends that begins at `start`: bold blocks that go on with it belong to it."""
    end = start + 1
    while end < len(blocks) and blocks[start].bold and blocks[end].bold and not known_heading(blocks[end].text):
        end += 1
    return end


def known_heading(text: str) -> bool:
    """Whether a text is a heading that letters share."""
    patterns = (*words.LISTS.values(), words.FINDINGS, words.CONTEXT, words.BOX)
    return any(pattern.fullmatch(text) for pattern in patterns)


def facts(blocks: Sequence[Block], found: Letter) -> Facts:
    """All facts of one letter."""
    theme, name = _theme_and_name(found)
    others = agencies(found.addressees, found.salutation)
    others = (*others, *([] if any(map(FORCE.search, map(_titled, others))) else _force(blocks)))
    inspected = _inspected(found)
    problems = []
    if not inspected:
        problems.append("no dates of the inspection were found in the letter's opening")
    if found.dated is None:
        problems.append("no date was found at the head of the letter")
    return Facts(
        body_name=name,
        title=found.title,
        inspected=inspected,
        published=found.dated,
        problems=tuple(problems),
        bodies_also=others,
        theme=theme,
    )


def _titled(name: str) -> str:
    """A printed name with its kind in capitals: "Northern police force", "Northern Police"."""
    return re.sub(r"\b(?:P|p)olice (?:F|f)orce\b|\bpolice\b", "Police", name)


def _theme_and_name(found: Letter) -> tuple[str | None, str | None]:
    """What the inspection was about, and the area: from the title, else from the sentence that follows it."""
    titled = TITLE.match(found.title or "")
    rest = titled["rest"].strip() if titled else ""
    theme, name = _apart(rest) if IN_PLACE.search(rest) else (None, rest)
    told = THEME.search(found.opening)
    if told and theme is None:
        theme, place = _apart(told["theme"].rstrip("0123456789 "))
        name = name or place
    name = name or council(found.addressees) or _greeted(found.salutation) or ""
    return theme, re.sub(r"^the (?=[A-Z])", "", name) or None


def _apart(text: str) -> tuple[str, str]:
    """A theme and the place after its last "in", "" where it names none."""
    *_, last = [None, *IN_PLACE.finditer(text)]
    return (text[: last.start()], text[last.end() :]) if last else (text, "")


def _greeted(salutation: str | None) -> str | None:
    """The area in "Dear X Local Safeguarding Partnership"."""
    found = re.match(r"Dear\s+(?P<name>[A-Z].*?),?\s+(?:Local\s+|Strategic\s+)?Safeguarding\s", salutation or "")
    return found["name"] if found else None


def _inspected(found: Letter) -> tuple[Span, ...]:
    """The days that the opening says the inspection took; without a year they are of the year up to the letter's date."""
    for match in INSPECTED.finditer(found.opening):
        told = match["dates"] or match["later"] or match["last"] or ""
        if spans := dates.spans(told, found.dated.year if found.dated else None):
            if found.dated and spans[-1].end and spans[-1].end > found.dated:
                spans = dates.spans(told, found.dated.year - 1)
            return spans
    return ()


def _force(blocks: Sequence[Block]) -> list[str]:
    """The force that the text names most, where no addressee is of one. Words that begin a sentence are no part of its name."""
    counts: Counter[str] = Counter()
    for found in FORCE.finditer(" ".join(block.text for block in blocks)):
        words_ = [] if NO_FORCE.search(found.group()) else found.group().split()
        counts.update(" ".join(words_[i:]) for i in range(len(words_) - 1) if words_[i][0].isupper())
    named = max(counts, key=lambda name: (counts[name], len(name)), default="")
    return [named] if counts[named] >= MENTIONS else []
