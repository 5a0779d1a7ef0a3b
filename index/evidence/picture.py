"""A page of a PDF as a picture with a quotation marked. The one place in `index` that knows PDFium.

Indices of characters are PDFium's own throughout: a character beyond the basic plane is two of them. What cannot be found on
the page is not marked.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw

from corpus.records import Place
from index.evidence.location import Span, located
from index.evidence.pages import Pages, Unmarked

WIDTH = 1000  # pixels of a picture: body text of an A4 page is then about 17 pixels high
COLUMN = 4.0  # heights of a line; a wider gap between two characters is one between columns
FILL, EDGE = (255, 232, 130), (150, 70, 0)
UNREADABLE = "The report's file cannot be shown as pictures; its text is complete."
_pdfium = Lock()  # PDFium is not made for threads


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of one line in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A page as PNG with the boxes that are marked on it; `complete` unless a part of the quotation was not found."""

    png: bytes
    boxes: tuple[Box, ...]
    complete: bool


def picture(pages: Pages, file: str, number: int, place: Place = ()) -> Mark:
    """A page of a report with the words at `place` marked, where they stand on it. Raises `Unmarked`."""
    page = pages.page(file, number)
    if page is None:
        raise Unmarked(f"{file} has no page {number}.")
    spans = [(part.start, part.end) for part in place if part.page == number]
    return picture_of(pages.source(file), number, page.text, spans)


def picture_of(path: Path, number: int, text: str, spans: Sequence[Span]) -> Mark:
    """Page `number` (from 1), with the `spans` of its stored `text` marked. Raises `Unmarked`."""
    with _pdfium:
        document, page = _opened(path, number)
        try:
            found = [_boxes(page, text, span) for span in spans]
            boxes = tuple(box for part in found for box in part)
            return Mark(_drawn(page, boxes), boxes, all(found))
        finally:
            document.close()


def boxes_of(path: Path, number: int, text: str, spans: Sequence[Span]) -> tuple[Box, ...]:
    """The boxes that `picture` marks, without drawing. Raises `Unmarked`."""
    with _pdfium:
        document, page = _opened(path, number)
        try:
            return tuple(box for span in spans for box in _boxes(page, text, span))
        finally:
            document.close()


def _opened(path: Path, number: int) -> tuple[Any, Any]:
    try:
        document = pypdfium2.PdfDocument(path)
        return document, document[number - 1]
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise Unmarked(UNREADABLE) from error


def _boxes(page: Any, text: str, span: Span) -> list[Box]:
    """One box a line of the words at `span`, with the marks between them that folding leaves out."""
    text_page = page.get_textpage()
    raw = "".join(_character(text_page.raw, i) for i in range(pdfium.FPDFText_CountChars(text_page.raw)))
    found = located(raw, text, span)
    chosen = set(found)
    for before, after in pairwise(found):
        if after - before <= 4:  # a hyphen, a dash or a bullet between two characters that were found
            chosen.update(i for i in range(before, after) if not raw[i].isspace())
    lines: list[Box] = []
    for i in sorted(chosen):
        box = _box(text_page.raw, i)
        if box is None:
            continue
        if lines and _continues(lines[-1], box):
            last = lines.pop()
            box = Box(
                min(last.left, box.left),
                min(last.bottom, box.bottom),
                max(last.right, box.right),
                max(last.top, box.top),
            )
        lines.append(box)
    text_page.close()
    return lines


def _character(text_page: Any, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(text_page, index)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _box(text_page: Any, index: int) -> Box | None:
    rectangle = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(text_page, index, rectangle):
        return None
    return Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)


def _continues(line: Box, box: Box) -> bool:
    """Whether a character stands on the line so far: at its height, and not in another column."""
    height = min(line.top - line.bottom, box.top - box.bottom)
    shared = min(line.top, box.top) - max(line.bottom, box.bottom)
    return shared > 0.5 * height and -height < box.left - line.right < COLUMN * max(height, 1.0)


# Drawing ---------------------------------------------------------------------------------------------------------------


def _drawn(page: Any, boxes: Sequence[Box]) -> bytes:
    """The page as PNG; boxes are filled and edged, so that they are not told by colour alone."""
    bitmap = page.render(scale=WIDTH / page.get_width())
    image = bitmap.to_pil().convert("RGB")
    layer = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(layer)
    corners = [_pixels(page, box, image.size) for box in boxes]
    for corner in corners:
        pen.rectangle(corner, fill=FILL)
    image = ImageChops.multiply(image, layer)
    pen = ImageDraw.Draw(image)
    for left, _, right, bottom in corners:
        pen.line((left, bottom, right, bottom), fill=EDGE, width=3)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _pixels(page: Any, box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """A box on the picture, whichever way the page is turned: left, top, right, bottom."""
    points = []
    for x, y in ((box.left, box.bottom), (box.right, box.top)):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, across, down)
        points.append((across.value, down.value))
    (x0, y0), (x1, y1) = points
    return min(x0, x1) - 1, min(y0, y1) - 1, max(x0, x1) + 1, max(y0, y1) + 1
