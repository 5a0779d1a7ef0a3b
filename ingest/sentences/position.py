"""Where each sentence of a build stands: what tells its stance besides its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.families.profile import WHOLE
from corpus.families.registry import PROFILES
from corpus.records import Passage, Report

# A sentence that opens so turns away from what was said before it.
CONTRAST = re.compile(
    r"(?:however|but|although|despite|while|nevertheless|yet|too (?:many|often)|not all|for some|some|a (?:small|few))\b",
    re.I,
)
# The columns of `columns`: logits of the sentence by its words and by its side and of the line that introduces it (0
# where none does), logits of its neighbours in the passage, who turns away from whom, and the grade of the area.
FEATURES = (
    "words", "side", "lead_in", "has_lead_in", "before", "after", "turns", "before*turns", "turned_from", "after*turned_from", "grade",
)  # fmt: skip
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Placed:
    """One sentence: the number of its passage, its kind of finding, and what stands over it.

    `in_list` tells an item of a list of demands, which has no title of its own; `lead_in` introduces a bullet's list,
    `heading` heads the finding (None for the heading itself), `side` is the stance that the section's heading gives to all
    that stands under it. `grade` is that of the area in its report, from -1 (the
    best of the scale) to 1 (the worst), 0 where there is none.
    """

    text: str
    passage: int
    kind: str
    is_title: bool
    in_list: bool
    lead_in: str | None
    heading: str | None
    grade: float
    side: str | None = None


def placed(split: Sequence[tuple[Report, Sequence[Passage]]]) -> Iterator[Placed]:
    """Every sentence of every report, in order."""
    number = 0
    for report, own in split:
        grades = {grade.area: height(report.family, report.edition, grade.grade) for grade in report.grades}
        for passage in own:
            finding = report.findings[passage.finding]
            for s in passage.sentences:
                yield Placed(
                    text=s.text,
                    passage=number,
                    kind=finding.kind,
                    is_title=s.is_title,
                    in_list=finding.title is None,
                    lead_in=introduces(passage.context, finding.title),
                    heading=None if s.is_title else finding.title,
                    grade=grades.get(finding.area or "", grades.get(WHOLE, 0.0)),
                    side=report.sections[finding.section].stance,
                )
            number += 1


def introduces(context: str, title: str | None) -> str | None:
    """The line that introduces the list a passage belongs to, None where its context is its heading or nothing."""
    return context if context and context != title else None


def height(family: str, edition: str | None, grade: str) -> float:
    """Where a grade stands on the scale of its edition, from -1 (the best) to 1 (the worst); 0 where that is unknown."""
    scale = next((e.scale for e in PROFILES[family].editions if e.name == edition), None)
    if scale is None or grade not in scale.grades:
        return 0.0
    return 2 * scale.rank(grade) / (len(scale.grades) - 1) - 1


def columns(sentences: Sequence[Placed], words: Floats, side: Floats, introducing: Mapping[str, float]) -> Floats:
    """Shape (sentences, len(FEATURES)). `introducing` gives the logit of each line that introduces a list."""
    own = words + side
    passage = np.array([s.passage for s in sentences])
    turns = np.array([CONTRAST.match(s.text) is not None for s in sentences], dtype=np.float32)
    follows = np.zeros(len(sentences), dtype=bool)
    follows[1:] = passage[1:] == passage[:-1]
    leads = np.roll(follows, -1)
    before, after = np.where(follows, np.roll(own, 1), 0), np.where(leads, np.roll(own, -1), 0)
    turned = np.where(leads, np.roll(turns, -1), 0)
    lead_in = np.array([introducing.get(s.lead_in or "", 0.0) for s in sentences])
    has_lead_in = np.array([s.lead_in is not None for s in sentences])
    grade = np.array([s.grade for s in sentences])
    return np.stack(
        [words, side, lead_in, has_lead_in, before, after, turns, before * turns, turned, after * turned, grade],
        axis=1,
    ).astype(np.float32)
