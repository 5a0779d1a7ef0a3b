"""A PDF in, its printed lines out, page by page, with what the layout says of each.

PDFium reads; pypdf repairs what that cannot open.
"""

from __future__ import annotations

import ctypes
import io
import logging
import math
import re
import statistics
from dataclasses import replace
from itertools import pairwise

import pypdf
import pypdf.errors
import pypdfium2
import pypdfium2.raw as pdfium

from corpus.records import Line
from ingest.read.lines import SCANNED_BELOW, Raw, Unreadable, check_pages

# A gap between baselines of more than this many times the document's usual one sets paragraphs apart. Body text
# of both families is set at 1.2 to 1.4 times its size, with a further half to whole line between paragraphs.
PARAGRAPH_GAP = 1.25
JOINED = "\ufffe"  # what PDFium puts where it joins two lines at a hyphen

logging.getLogger("pypdf").setLevel(logging.ERROR)


def read_pdf(data: bytes, sha256: str) -> Raw:
    if b"%PDF-" not in data[:1024]:
        what = "an HTML page" if re.search(rb"<html|<!doctype", data[:2048], re.I) else "something else"
        raise Unreadable(f"is named .pdf but holds {what}; download the report again from its publisher")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium tells its last error, which may be that of the file before
        if error.err_code == pdfium.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
            raise Unreadable("is encrypted; save a copy without a password and add that") from error
        document = _repaired(data, error)
    try:
        check_pages(len(document))
        lines = [line for index in range(len(document)) for line in _page_lines(document, index)]
        count, info = len(document), _title(document)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"is a damaged PDF ({error}); download it again") from error
    finally:
        document.close()
    if count == 0:
        raise Unreadable("is a PDF without pages; download it again")
    if sum(len(line.text) for line in lines) < SCANNED_BELOW * count:
        raise Unreadable("has no text layer (pages are pictures); run it through OCR, then add the result")
    return Raw("pdf", sha256, count, tuple(_mark_gaps(lines)), info)


def _repaired(data: bytes, cause: Exception) -> pypdfium2.PdfDocument:
    """The document written anew by pypdf, for files that PDFium refuses."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("is encrypted; save a copy without a password and add that")
        writer = pypdf.PdfWriter(clone_from=reader)
        rewritten = io.BytesIO()
        writer.write(rewritten)
        return pypdfium2.PdfDocument(rewritten.getvalue())
    except Unreadable:
        raise
    except Exception as error:  # pypdf raises many kinds on damaged input; each means the same to the reader
        raise Unreadable(f"is a damaged or cut-off PDF ({cause}); download it again") from error


def _title(document: pypdfium2.PdfDocument) -> str | None:
    try:
        return document.get_metadata_value("Title") or None
    except UnicodeDecodeError:  # half a character of UTF-16
        return None


def _page_lines(document: pypdfium2.PdfDocument, index: int) -> list[Line]:
    page = document[index]
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    lines, start = [], 0
    for printed in text.split("\r\n"):
        if printed.strip():
            first = start + len(printed) - len(printed.lstrip())
            lines.append(_line(text_page.raw, index + 1, printed, first))
        start += len(printed) + 2
    text_page.close()
    page.close()
    return lines


def _line(text_page: pdfium.FPDF_TEXTPAGE, page: int, text: str, first: int) -> Line:
    """The line whose first visible character is the page's character number `first`."""
    x, y = ctypes.c_double(), ctypes.c_double()
    placed = pdfium.FPDFText_GetCharOrigin(text_page, first, x, y)
    letter = re.search(
        r"[A-Za-z]", text
    )  # the type is the words', not that of a number, bullet or note mark before them
    sized = first if letter is None else first + letter.start() - (len(text) - len(text.lstrip()))
    return Line(
        page=page,
        text=text,
        size=_points(pdfium.FPDFText_GetFontSize(text_page, sized)) or 0.0,
        bold=_is_bold(text_page, sized),
        x=_points(x.value) if placed else None,
        y=_points(y.value) if placed else None,
    )


def _points(value: float) -> float | None:
    """A length on the page; None for what a damaged file makes of one."""
    return round(value, 1) if math.isfinite(value) else None


def _is_bold(text_page: pdfium.FPDF_TEXTPAGE, char: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(text_page, char) >= 600:
        return True
    name, flags = ctypes.create_string_buffer(96), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, char, name, len(name), flags)
    return b"bold" in name.value.lower()


def _mark_gaps(lines: list[Line]) -> list[Line]:
    """Lines with `blank_before` set where the layout leaves more than the usual room."""
    steps = [_step(a, b) for a, b in pairwise(lines)]
    usual = statistics.median([s for s in steps if s is not None and 0.9 < s < 2.5] or [1.2])
    marked = lines[:1]
    for above, line, step in zip(lines, lines[1:], steps, strict=False):
        printed = 1 + above.text.count(JOINED)  # the extractor joins lines at a broken word
        marked.append(
            replace(line, blank_before=step is None or not 0 <= step <= (printed - 1 + PARAGRAPH_GAP) * usual)
        )
    return marked


def _step(above: Line, below: Line) -> float | None:
    """The distance between two baselines in sizes of the lower line's type; None from page to page."""
    if above.page != below.page or above.y is None or below.y is None or not below.size:
        return None
    return (above.y - below.y) / max(below.size, above.size or 0.0)
