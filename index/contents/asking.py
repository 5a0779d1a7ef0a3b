"""A topic of a family in, the question about it out, in the family's own words, as somebody would type it.

The other way round than `index.question`: what is asked here is understood there as it was meant, which tests hold.
"""

from __future__ import annotations

from functools import cache

from corpus.bodies import KINDS
from corpus.families.registry import PROFILES, area_name
from index.question import grade_words, narrowing_words, stance_words

CONCERN, PRAISE, ANY = "concern", "praise", ""
SIDES = {CONCERN: "with concerns about", PRAISE: "with praise for"}


def of_theme(family: str, name: str, side: str = ANY) -> str:
    """The question about a theme: for concerns, for praise, or for whatever is said.

    >>> of_theme("no family", "early help", CONCERN), of_theme("no family", "early help")
    ('reports with concerns about early help', 'what is said about early help')

    A name that would be read as taking a side is put in quotation marks, as the exact words that they mean.
    """
    before = f"{_several(family)} {SIDES[side]}" if side else "what is said about"
    takes = stance_words.stance(name), stance_words.stance(f"{before} {name}")
    plain = takes == ("neutral", side or "neutral")
    return f"{before} {name}" if plain else f"{before} “{name}”"


def of_area(family: str, area: str, grade: str = "") -> str:
    """The question about the grades of an area, or who has one of them."""
    asked = f"graded {grade}" if grade else "grades"
    return f"{_several(family)} {asked} for {_name(family, area)}" if grade else f"{asked} for {_name(family, area)}"


def of_kind(family: str, kind: str) -> str | None:
    """The question about findings of a kind; None where no words ask for these."""
    several = _plural(kind.replace("_", " "))
    return f"{_several(family)} with {several}" if narrowing_words.kinds(several)[0] == (kind,) else None


def _several(family: str) -> str:
    """The word for several of the bodies that a family inspects; for its reports, where they are on more than one kind."""
    kinds = PROFILES[family].covers if family in PROFILES else ()
    return KINDS[kinds[0]].several if len(kinds) == 1 else "reports"


@cache
def _name(family: str, area: str) -> str:
    """The first name of an area that is understood as this one and no other, behind a grade."""
    of_family = frozenset([family])
    grade = next(iter(grade_words.grade_names()), "")
    names = [area_name(area), *(name for key, name in grade_words.area_names(of_family) if key == area)]
    for name in names:
        wanted = grade_words.find(f"graded {grade} for {name}", (), of_family).wanted
        if [each.areas for each in wanted] == [(area,)]:
            return name
    return names[0]


def _plural(name: str) -> str:
    """The name of several findings of a kind.

    >>> _plural("cause of concern"), _plural("priority action")
    ('causes of concern', 'priority actions')
    """
    head, joint, rest = name.partition(" of ") if " of " in name else name.partition(" for ")
    return f"{head}s{joint}{rest}"
