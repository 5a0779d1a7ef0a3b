"""A map of equal tiles as one picture that needs nothing else: title, maps, legend and source, as SVG. Pure.

Built as a tree of elements by the standard library, which escapes all text. Units are pixels of the picture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import wrap
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from corpus.tiles import SOURCE
from ui.html.maps.tile_maps import Look, Spot, TileMap
from ui.html.maps.tiles import LISTED, OF_AREA, PLAIN, REAL, more

TILE, GAP, MARGIN, LINE = 44, 4, 24, 18
LETTER = 7.2  # the room of a letter of running text
NARROWEST = 480
# Ground and text of each look on white paper; the style sheet has the same for the page. What is not named is plain.
INK, PAPER, FRAME = "#1b1f24", "#ffffff", "#767d86"
COLOURS = {
    "concern": ("#a3220f", PAPER), "mixed": ("#7a4b00", PAPER), "praise": ("#14653a", PAPER), "mentioned": ("#dfe3e8", INK),
    "met": ("#3d4650", PAPER), "graded": ("#3d4650", PAPER), "findings": ("#3d4650", PAPER), "not_met": ("#dfe3e8", INK),
    "grade-0": ("#0f5132", PAPER), "grade-1": ("#3f6212", PAPER), "grade-2": ("#6b5900", PAPER), "grade-3": ("#8f3d00", PAPER),
    "grade-4": ("#8c1d2f", PAPER),
}  # fmt: skip
STRIPED, DOTTED, FAINT = "missing", "outside", "unasked"
BAD = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML has no way to write


def svg(maps: Sequence[TileMap], by: str, title: str, lines: Sequence[str]) -> str:
    """The picture: `title` is its heading, `lines` stand under it (what was found, and in which reports)."""
    columns = max((s.tile.column + 1 for each in maps for s in each.spots if s.tile), default=1)
    width = max(NARROWEST, columns * (TILE + GAP) + 2 * MARGIN)
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "font-family": "sans-serif"})
    SubElement(root, "title").text = _clean(title)
    _patterns(root)
    SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": PAPER})
    page = _Page(root, width)
    page.text(title, size=18, bold=True)
    for line in lines:
        page.text(line)
    for each in maps:
        page.map(each, by)
    if any(each.real for each in maps):
        page.text(f"{SOURCE}.", size=11)
    root.set("viewBox", f"0 0 {width} {page.top + MARGIN}")
    root.set("width", str(width))
    root.set("height", str(page.top + MARGIN))
    indent(root)
    return tostring(root, encoding="unicode")


class _Page:
    """The picture while it is drawn from top to bottom; `top` is where the next thing goes."""

    def __init__(self, root: Element, width: int) -> None:
        self.root, self.width, self.top = root, width, MARGIN

    def text(self, said: str, *, size: int = 13, bold: bool = False) -> None:
        """A paragraph, broken into lines."""
        for line in wrap(_clean(said), int((self.width - 2 * MARGIN) / (LETTER * size / 13))):
            self.top += round(size * 1.4)
            _text(self.root, line, MARGIN, self.top, size=size, bold=bold)

    def map(self, shown: TileMap, by: str) -> None:
        """One map with its legend above it and those beside it below."""
        self.top += LINE
        self.text(shown.title, size=16, bold=True)
        for note in [REAL if shown.real else PLAIN, *([OF_AREA] if by == "grade" else []), *more(shown)]:
            self.text(note)
        self._legend(shown, by)
        for title, spots in shown.blocks:
            self.text(title, bold=True)
            self._tiles(spots, by)
        if shown.beside:
            self.text("Not on the map: " + "; ".join(spot.said(by) for spot in shown.beside) + ".")

    def _legend(self, shown: TileMap, by: str) -> None:
        self.top += LINE // 2
        entries = [(look, False, f"{look.word} ({count})") for look, count in shown.legend(by)]
        if listed := sum(spot.listed for spot in shown.spots):
            entries.append((Look(FAINT, "", ""), True, f"{LISTED} ({listed})"))
        for look, thick, word in entries:
            _box(self.root, look, thick, MARGIN, self.top + 4, 18)
            _text(self.root, look.sign, MARGIN + 9, self.top + 17, size=11, colour=_colours(look)[1], middle=True)
            _text(self.root, word, MARGIN + 26, self.top + 18)
            self.top += 24

    def _tiles(self, spots: Sequence[Spot], by: str) -> None:
        self.top += LINE // 2
        for spot in spots:
            if spot.tile:
                x, y = MARGIN + spot.tile.column * (TILE + GAP), self.top + spot.tile.row * (TILE + GAP)
                _tile(self.root, spot, by, x, y)
        self.top += (max((s.tile.row for s in spots if s.tile), default=-1) + 1) * (TILE + GAP)


def _tile(root: Element, spot: Spot, by: str, x: int, y: int) -> None:
    look = spot.look(by)
    own = SubElement(root, "g")
    SubElement(own, "title").text = _clean(spot.said(by))
    _box(own, look, spot.listed, x, y, TILE)
    ink = _colours(look)[1]
    _text(own, look.sign, x + TILE // 2, y + 18, size=14, colour=ink, middle=True)
    _text(own, spot.label, x + TILE // 2, y + 35, size=11, colour=ink, middle=True)


def _box(root: Element, look: Look, listed: bool, x: int, y: int, size: int) -> None:
    """A tile's ground, with a double border where the body is on the list."""
    fill = f"url(#{look.key})" if look.key in (STRIPED, DOTTED) else _colours(look)[0]
    place = {"x": str(x), "y": str(y), "width": str(size), "height": str(size), "rx": "4"}
    if not listed:
        SubElement(root, "rect", place | {"fill": fill, "stroke": FRAME if look.key == FAINT else INK})
        return
    SubElement(root, "rect", place | {"fill": PAPER, "stroke": INK, "stroke-width": "3"})
    inside = {"x": str(x + 3), "y": str(y + 3), "width": str(size - 6), "height": str(size - 6), "rx": "2"}
    SubElement(root, "rect", inside | {"fill": fill})


def _colours(look: Look) -> tuple[str, str]:
    return COLOURS.get(look.key, (PAPER, INK))


def _text(
    root: Element,
    said: str,
    x: int,
    y: int,
    *,
    size: int = 13,
    colour: str = INK,
    bold: bool = False,
    middle: bool = False,
) -> None:
    given = {"x": str(x), "y": str(y), "font-size": str(size), "fill": colour}
    given |= {"font-weight": "700"} if bold else {}
    given |= {"text-anchor": "middle"} if middle else {}
    SubElement(root, "text", given).text = _clean(said)


def _patterns(root: Element) -> None:
    """Stripes for bodies without a report, dots for those outside; both light enough to read on."""
    kept = SubElement(root, "defs")
    size = {"width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
    for name in (STRIPED, DOTTED):
        pattern = SubElement(kept, "pattern", {"id": name} | size)
        SubElement(pattern, "rect", {"width": "8", "height": "8", "fill": PAPER})
        if name == STRIPED:
            SubElement(pattern, "path", {"d": "M-2 2 2 -2M0 8 8 0M6 10 10 6", "stroke": "#c3c9d0", "stroke-width": "2"})
        else:
            SubElement(pattern, "circle", {"cx": "4", "cy": "4", "r": "1.4", "fill": "#aeb5bd"})


def _clean(text: str) -> str:
    """Text without the signs that XML cannot hold."""
    return BAD.sub("", text)
