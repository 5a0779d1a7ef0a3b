"""A page's objects in, those of its text that nobody can see taken out: they are no evidence of what a report says.

Text is suspected by the way it is drawn (without ink, in the colour of paper, off the page, on a layer, under something, in
tiny type). Whether it can be seen is then told by drawing the page with it and without it. An invisible text over a picture
of the page is what reads a scan, so it stays where the picture has ink.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ingest.read.pdf.characters import Characters
from ingest.read.pdf.pdfium import Page
from ingest.read.pdf.things import PATH, PICTURE, TEXT, Thing, marks_of, show, size_of

INVISIBLE = (3, 7)  # ways of drawing text that leave no ink
PALE, FAINT = 190, 40  # of 255: darker ink, and less transparent one, can be seen on paper
ALIKE = 60  # the least difference in one colour of text that can be told from the ground it stands on
TINY = 3.0  # points
SEEN = 48  # of 255: a difference of grey that can be seen
INKED = 0.25  # of the rows and of the columns under a line of text have ink where it is written there
SHARPEST, LARGEST = 1.5, 1400  # pixels a point, and the longest side of a picture
Picture = npt.NDArray[np.uint8]


def hide_unseen(page: Page, things: Sequence[Thing], characters: Characters, layered: bool) -> list[str]:
    """Take out the text that nobody can see; its words. `layered` tells that the document has layers."""
    words = {id(thing): characters.words_of(thing) for thing in _suspects(page, things, layered)}
    suspects = [thing for thing in things if re.search(r"\w", words.get(id(thing), ""))]
    if not suspects:
        return []
    outright = [thing for thing in suspects if _is_off(thing, page) or _is_tiny(thing)]
    doubtful = [thing for thing in suspects if thing not in outright]
    unseen = outright + (_without_ink(page, things, doubtful) if doubtful else [])
    show(unseen, False)
    return [words[id(thing)] for thing in unseen]


def has_layers(data: bytes) -> bool:
    """Whether a document may have layers that can be hidden."""
    if b"/OCProperties" in data:
        return True
    return any(b"/OCProperties" in _unpacked(data, found.end()) for found in re.finditer(rb"/ObjStm\b", data))


def _unpacked(data: bytes, at: int) -> bytes:
    """The stream that begins after `at`; nothing where it is packed in a way of its own."""
    start = data.find(b"stream", at, at + 1000)
    if start < 0:
        return b""
    start += 8 if data[start + 6 : start + 7] == b"\r" else 7
    try:
        return zlib.decompressobj().decompress(data[start : start + 200_000], 2_000_000)
    except zlib.error:
        return b"/OCProperties" if b"/Encrypt" in data else b""


def _suspects(page: Page, things: Sequence[Thing], layered: bool) -> list[Thing]:
    grounds = [t for t in things if t.kind == PICTURE or (t.kind == PATH and t.colour)]
    paper_left, paper_bottom, paper_right, paper_top = page.box
    faint = {thing.colour for thing in things if thing.colour and _is_faint(*thing.colour)}
    found = []
    for thing in things:
        if thing.kind != TEXT:
            continue
        left, bottom, right, top = thing.box
        if (
            thing.mode in INVISIBLE
            or (faint and thing.colour in faint)
            or (right < paper_left or left > paper_right or top < paper_bottom or bottom > paper_top)
            or (0 < top - bottom < TINY and right - left > 2 * (top - bottom) and _is_tiny(thing))
            or (grounds and _is_hidden(thing, grounds))
            or (layered and (thing.in_form or "OC" in marks_of(thing)))
        ):
            found.append(thing)
    return found


def _is_faint(red: int, green: int, blue: int, opaque: int) -> bool:
    return (red > PALE and green > PALE and blue > PALE) or opaque < FAINT


def _is_off(thing: Thing, page: Page) -> bool:
    left, bottom, right, top = thing.box
    return right < page.box[0] or left > page.box[2] or top < page.box[1] or bottom > page.box[3]


def _is_tiny(thing: Thing) -> bool:
    return 0 < size_of(thing) < TINY


def _is_hidden(text: Thing, grounds: Sequence[Thing]) -> bool:
    """Whether something may lie over a text, or under it in its colour."""
    x, y = (text.box[0] + text.box[2]) / 2, (text.box[1] + text.box[3]) / 2
    for ground in grounds:
        left, bottom, right, top = ground.box
        if left <= x <= right and bottom <= y <= top:
            if ground.order > text.order:
                return True
            if ground.colour and text.colour and _distance(ground.colour, text.colour) < ALIKE:
                return True
    return False


def _distance(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> int:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]), abs(one[2] - other[2]))


def _without_ink(page: Page, things: Sequence[Thing], doubtful: Sequence[Thing]) -> list[Thing]:
    """Those of some texts without which the page looks the same, and which repeat no picture of words."""
    scale = min(SHARPEST, LARGEST / max(page.box[2] - page.box[0], page.box[3] - page.box[1], 1.0))
    whole = page.picture(scale).astype(np.int16)
    show(doubtful, False)
    change = np.abs(whole - page.picture(scale))
    seen = {id(thing) for thing in doubtful if _most(change[page.on_picture(thing.box, change.shape)]) >= SEEN}
    unseen = [thing for thing in doubtful if id(thing) not in seen]
    if unseen and any(thing.kind in (PICTURE, PATH) for thing in things):
        texts = [thing for thing in things if thing.kind == TEXT]
        show(texts, False)
        drawn = page.picture(scale)
        unseen = [thing for thing in unseen if not _has_ink(drawn[page.on_picture(thing.box, drawn.shape)])]
        show(texts, True)
    show(doubtful, True)
    return unseen


def _most(part: npt.NDArray[np.int16]) -> int:
    return int(part.max(initial=0))


def _has_ink(part: Picture) -> bool:
    """Whether something is drawn all over a part of a picture, as words would be; a rule or a frame is not."""
    if not part.size:
        return False
    ink = np.abs(part.astype(np.int16) - int(np.median(part))) >= SEEN
    return bool(ink.any(axis=0).mean() >= INKED and ink.any(axis=1).mean() >= INKED)
