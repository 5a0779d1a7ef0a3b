"""A PDF's bytes in, its lines out, with what a reader should know of its pages. pypdf repairs what PDFium cannot open."""

from __future__ import annotations

import io
import logging
import re
import statistics
from collections.abc import Iterable, Sequence
from itertools import pairwise

import pypdf
import pypdf.errors

from corpus.records import Line
from ingest.read.lines import SCANNED_BELOW, Raw, Unreadable, check_pages, pages_named
from ingest.read.pdf.characters import Characters, plain
from ingest.read.pdf.columns import in_reading_order
from ingest.read.pdf.pdfium import (
    Document,
    Page,
    PdfiumError,
    is_locked,
)
from ingest.read.pdf.pieces import Piece, piece, pieces, titles_apart, whole_lines
from ingest.read.pdf.things import PATH, PICTURE, TEXT, Thing, things_on
from ingest.read.pdf.unseen import has_layers, hide_unseen

# A gap between baselines of more than this many times the document's usual one sets paragraphs apart. Body text
# of both families is set at 1.2 to 1.4 times its size, with a further half to whole line between paragraphs.
PARAGRAPH_GAP = 1.25
PICTURED, DRAWN = 0.3, 150  # a page without words is one of a picture on such a share of it, or of as many strokes

WORD = re.compile(r"[^\W\d_]{3}")

logging.getLogger("pypdf").setLevel(logging.ERROR)


def read_pdf(data: bytes, sha256: str) -> Raw:
    """The lines of a PDF. Raises `Unreadable`."""
    if b"%PDF-" not in data[:1024]:
        what = "an HTML page" if re.search(rb"<html|<!doctype", data[:2048], re.I) else "something else"
        raise Unreadable(f"is named .pdf but holds {what}; download the report again from its publisher")
    try:
        document = Document(data)
    except PdfiumError as error:
        if is_locked(error, data):
            raise Unreadable("is encrypted; save a copy without a password and add that") from error
        document = _repaired(data, error)
    try:
        check_pages(document.count)
        lines, notes = _lines(document, has_layers(data))
        count, title = document.count, document.title
    except PdfiumError as error:
        raise Unreadable(f"is a damaged PDF ({error}); download it again") from error
    finally:
        document.close()
    if count == 0:
        raise Unreadable("is a PDF without pages; download it again")
    if sum(len(line.text) for line in lines) < SCANNED_BELOW * count:
        raise Unreadable("has no text layer (pages are pictures); run it through OCR, then add the result")
    return Raw("pdf", sha256, count, lines, title, notes)


def _repaired(data: bytes, cause: Exception) -> Document:
    """The document written anew by pypdf, for files that PDFium refuses."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("is encrypted; save a copy without a password and add that")
        writer = pypdf.PdfWriter(clone_from=reader)
        rewritten = io.BytesIO()
        writer.write(rewritten)
        return Document(rewritten.getvalue())
    except Unreadable:
        raise
    except Exception as error:  # pypdf raises many kinds on damaged input; each means the same to the reader
        raise Unreadable(f"is a damaged or cut-off PDF ({cause}); download it again") from error


def _lines(document: Document, layered: bool) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines of all pages, and a sentence for each thing that a reader should know of some of them."""
    found: list[tuple[int, Piece]] = []
    unseen, pictures = [], []
    for number in range(1, document.count + 1):
        page = document.page(number)
        things = things_on(page)
        characters = Characters(page)
        if hidden := hide_unseen(page, things, characters, layered):
            unseen += [number] if WORD.search(" ".join(hidden)) else []
            characters.close()
            characters, things = Characters(page), [thing for thing in things if thing.shown]
        own = _pieces(characters, things)
        found += [(number, each) for each in own]
        if _is_picture(page, things, own):
            pictures.append(number)
        characters.close()
        page.close()
    notes = []
    if unseen:
        notes.append(f"text that cannot be seen on {pages_named(unseen)} was left out")
    if pictures:
        notes.append(
            f"{pages_named(pictures)} hold{'s' * (len(pictures) == 1)} a picture and no text, so what is said there is "
            "not read; run the file through OCR, then add the result"
        )
    return tuple(_measured(found)), tuple(notes)


def _pieces(characters: Characters, things: Sequence[Thing]) -> list[Piece]:
    """What stands in each line of a page, in reading order."""

    def cut(each: Piece, across: float) -> tuple[Piece | None, Piece | None]:
        low, high = each.start, each.end
        while low < high:  # the first character right of the place
            middle = (low + high) // 2
            origin = characters.origin(middle)
            low, high = (low, middle) if origin and origin[0] >= across else (middle + 1, high)
        return piece(characters, each.start, low), piece(characters, low, each.end)

    found = in_reading_order(pieces(characters), things, cut)
    return list(titles_apart(whole_lines(found), characters))


def _is_picture(page: Page, things: Sequence[Thing], own: Sequence[Piece]) -> bool:
    """Whether a page without words holds what may be a picture of words."""
    if sum(len(each.text) for each in own) >= SCANNED_BELOW or any(WORD.search(p.text) for p in own):
        return False
    left, bottom, right, top = page.box
    area = max((right - left) * (top - bottom), 1.0)
    pictured = sum(thing.wide * thing.high for thing in things if thing.kind == PICTURE)
    strokes = sum(1 for thing in things if thing.kind == PATH)
    return pictured >= PICTURED * area or strokes >= DRAWN or sum(1 for t in things if t.kind == TEXT) >= DRAWN


def _measured(found: Sequence[tuple[int, Piece]]) -> Iterable[Line]:
    """Lines that tell where the layout leaves more than the usual room above them."""
    steps = [_step(a, b) for a, b in pairwise(found)]
    usual = statistics.median([s for s in steps if s is not None and 0.9 < s < 2.5] or [1.2])
    for (page, each), step in zip(found, [0.0, *steps], strict=False):
        gap = each.gap if each.gap is not None else step is None or not 0 <= step <= PARAGRAPH_GAP * usual
        yield Line(
            page,
            plain(each.text),
            round(each.size, 1),
            each.bold,
            _points(each.x),
            _points(each.y),
            gap,
            _points(each.x_end),
            each.marks,
        )


def _points(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _step(above: tuple[int, Piece], below: tuple[int, Piece]) -> float | None:
    """The distance between two baselines in sizes of the lower line's type; None from page to page."""
    (page, one), (other_page, other) = above, below
    size = round(other.size, 1)
    if page != other_page or one.y is None or other.y is None or not size:
        return None
    return (round(one.y, 1) - round(other.y, 1)) / max(size, round(one.size, 1))
