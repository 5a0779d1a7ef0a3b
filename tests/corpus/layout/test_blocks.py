"""Which printed lines belong together, by layout and by how lines break, and where they stand in the page texts."""

from __future__ import annotations

from itertools import combinations

import pytest

from corpus.layout.blocks import Block
from corpus.layout.grouping import blocks
from corpus.layout.page_text import PageText, subplace
from corpus.records import Line, Slice
from tests.factories import descending, heading, line, woven, wrapped

Grouped = list[tuple[str, str]]
PROSE = wrapped(
    "The force answers most of its calls within the time that", "it has set itself for them, by day and by night."
)


def grouped(lines: list[Line]) -> Grouped:
    return [(block.kind, block.text) for block in blocks(descending(lines))]


PROSE_TEXT = " ".join(one.text for one in PROSE)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # larger type is a heading; its second line belongs to it
        (wrapped("Investigating", "crime", size=20), [("heading", "Investigating crime")]),
        # bold of the text's size is one too, unless it ends as a sentence does
        ([line("Main findings", bold=True)], [("heading", "Main findings")]),
        ([line("This is set in bold.", bold=True)], [("paragraph", "This is set in bold.")]),
        # a heading in two sizes is two
        ([heading("Area for improvement", size=20), heading("The force should act", size=15)],
         [("heading", "Area for improvement"), ("heading", "The force should act")]),
        # bullets of both levels, wrapped ones whole
        ([*wrapped("• trains its", "officers;"), line("– at night", blank_before=False)],
         [("bullet", "• trains its officers;"), ("subbullet", "– at night")]),
        # a number opens an item where the line before has ended ...
        ([line("12. Plans are late."), line("13.Visits are not.", blank_before=False)],
         [("numbered", "12. Plans are late."), ("numbered", "13.Visits are not.")]),
        # ... and is one within a sentence where it has not
        (wrapped("Of these files we found that", "12 were late."), [("paragraph", "Of these files we found that 12 were late.")]),
        # room above a line parts paragraphs
        ([line("It does well."), line("It does better.")], [("paragraph", "It does well."), ("paragraph", "It does better.")]),
    ],
)  # fmt: skip
def test_blocks_by_layout(lines: list[Line], expected: Grouped) -> None:
    assert grouped([*PROSE, *lines, *PROSE]) == [("paragraph", PROSE_TEXT), *expected, ("paragraph", PROSE_TEXT)]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        (line("Officers work closely with", 1), line("partners.", 2), True),
        (line("Officers work closely.", 1), line("They are trained.", 2), False),  # ended
        (line("Officers work closely with", 1), heading("Vetting", 2, size=20), False),  # other type
        (line("Officers work closely with", 1), line("• partners", 2), False),
        (line("Officers work closely with", 1), line("13. Partners", 2), False),
        (heading("Officers work closely with", 1), line("partners.", 2), False),  # a heading ends with its page
    ],
)
def test_what_runs_over_a_page_end(above: Line, below: Line, joined: bool) -> None:
    found = grouped([*PROSE, above, below, *wrapped(*(one.text for one in PROSE), page=2)])
    assert len(found) == (3 if joined else 4)
    assert (found[1][1] == f"{above.text} {below.text}") is joined


def plain(*texts: str, page: int = 1) -> list[Line]:
    return [Line(page, text) for text in texts]


FULL = "The force has trained its officers to answer calls and to write down what they hear"
assert len(FULL) == 83


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # a line that stops early ends its paragraph
        (plain(FULL, "from them.", FULL, "by night."), [("paragraph", f"{FULL} from them."), ("paragraph", f"{FULL} by night.")]),
        # a full line that ends a sentence does not
        (plain(FULL[:-5] + "say.", FULL, "by night."), [("paragraph", f"{FULL[:-5]}say. {FULL} by night.")]),
        # a short line without a stop before a new start is a heading
        (plain(FULL, "by night.", "The force should act", FULL, "by day."),
         [("paragraph", f"{FULL} by night."), ("heading", "The force should act"), ("paragraph", f"{FULL} by day.")]),
        # not where the sentence goes on
        (plain(FULL, "by night.", "The force should", "act by day."), [("paragraph", f"{FULL} by night."), ("paragraph", "The force should act by day.")]),
        # bullets
        (plain(FULL, "and that:", "• it acts", "• it learns."), [("paragraph", f"{FULL} and that:"), ("bullet", "• it acts"), ("bullet", "• it learns.")]),
        # a sentence over a page end
        ([*plain(FULL, "by night.", FULL), *plain("by day.", page=2)], [("paragraph", f"{FULL} by night."), ("paragraph", f"{FULL} by day.")]),
    ],
)  # fmt: skip
def test_blocks_by_wrapping(lines: list[Line], expected: Grouped) -> None:
    assert [(block.kind, block.text) for block in blocks(lines)] == expected


def test_headings_that_a_family_prints_are_parted_from_what_stands_close() -> None:
    lines = descending(
        [*PROSE, *wrapped("Area for improvement", "The force should act", "on what it hears", size=15), *PROSE]
    )
    found = blocks(lines, lambda text: text == "Area for improvement")
    assert [block.text for block in found[1:3]] == ["Area for improvement", "The force should act on what it hears"]
    by_wrapping = blocks(plain(FULL, "by night.", "Main findings", FULL), lambda text: text == "Main findings")
    assert [block.kind for block in by_wrapping] == ["paragraph", "heading", "paragraph"]


def test_no_lines_are_no_blocks() -> None:
    assert blocks([]) == ()


# Weaving -------------------------------------------------------------------------------------------------------------


def test_equal_blocks_keep_places_of_their_own() -> None:
    once, again = (Block("paragraph", (Line(1, "It acts."),)) for _ in range(2))
    text = PageText([once, again], 1, {}, {})
    assert text.pages[0].text == "It acts.\nIt acts."
    assert (text.place(once), text.place(again)) == ((Slice(1, 0, 8),), (Slice(1, 9, 17),))


def test_a_bullet_is_quoted_without_its_mark() -> None:
    found, text = woven([*PROSE, line("• trains officers")])
    assert text.text(text.place(found[1], skip=2)) == "trains officers"
    assert text.pages[0].text.endswith("\n• trains officers")


def test_pages_without_words_are_pages_all_the_same() -> None:
    text = PageText([Block("paragraph", (Line(3, "It acts."),))], 4, {3: "ii"}, {3: ("vetting",)})
    assert [(p.number, p.label, p.text, p.topics) for p in text.pages] == [
        (1, None, "", ()), (2, None, "", ()), (3, "ii", "It acts.", ("vetting",)), (4, None, "", ())
    ]  # fmt: skip


def test_every_part_of_a_place_over_three_pages_is_that_part_of_its_words() -> None:
    words = {1: "..abcd", 2: "efghi..", 3: "jk"}
    place = (Slice(1, 2, 6), Slice(2, 0, 5), Slice(3, 0, 2))
    whole = "abcd efghi jk"
    for start, end in combinations(range(len(whole) + 1), 2):
        part = subplace(place, start, end)
        assert " ".join(words[s.page][s.start : s.end] for s in part) == whole[start:end].strip()
        assert all(s.start < s.end for s in part)
