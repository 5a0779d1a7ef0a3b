"""What the reader of a family is: how its headings are known, its blocks put in order, and its reports read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.families.profile import Edition, Profile
from corpus.layout.blocks import Block
from corpus.layout.outline import Facts, Outline
from corpus.layout.page_text import PageText


@dataclass(frozen=True, slots=True)
class Reader:
    """Three steps: which lines are headings, in what order the blocks stand, and what the report says in them."""

    read_report: Callable[[tuple[Block, ...], PageText, Profile, Edition], tuple[Outline, Facts]]
    is_heading: Callable[[str, Profile, Edition], bool] = lambda text, profile, edition: False
    arrange: Callable[[Sequence[Block], Profile], Sequence[Block]] = lambda found, profile: found
