"""Reviews of ponds: each area has a heading, its grade on a line, findings, and a list of what to improve."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.families.profile import Edition, Profile
from corpus.families.reader import Reader
from corpus.layout.blocks import Block
from corpus.layout.outline import Facts, Outline
from corpus.layout.page_text import PageText
from corpus.records import Grade

TITLE = re.compile(r"A review of the ponds of (.+)")
GRADE = re.compile(r"Grade: (\w+)")


def is_heading(text: str, profile: Profile, edition: Edition | None) -> bool:
    """Whether a line names an area."""
    return edition is not None and edition.area_named(text) is not None


def read_report(
    blocks: Sequence[Block], text: PageText, profile: Profile, edition: Edition | None
) -> tuple[Outline, Facts]:
    """The outline and the facts of one review."""
    outline, body, grades, area = Outline(text), None, [], None
    section = outline.section(None, "Cover", area=None)
    for block in blocks:
        if title := TITLE.match(block.text):
            body = title[1]
        elif area and (grade := GRADE.match(block.text)):
            grades.append(Grade(area.key, area.name, grade[1].lower(), text.place(block)))
        elif edition and (named := edition.area_named(block.text)):
            area = named
            section = outline.section(block, block.text, area=area.key)
        else:
            kind = "area_for_improvement" if block.kind == "bullet" else "main_finding"
            outline.add(outline.finding(kind, section), block)
    return outline, Facts(body_name=body, title=f"A review of the ponds of {body}", grades=tuple(grades))


READER = Reader(read_report, is_heading)
