"""A file of a report in, its printed lines out, page by page, with what the layout says of each.

Reads PDF (pypdfium2; pypdf repairs what that cannot open) and plain text, and passes web pages to `read_html`.
Knows nothing of families of report.
A file that cannot be read ends as `Unreadable`, whose text is a sentence that says what to do.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import logging
import math
import re
import statistics
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdf
import pypdf.errors
import pypdfium2
import pypdfium2.raw as pdfium

from corpus.records import Line
from ingest.raw import PAGES, SUFFIXES, Raw, Unreadable
from ingest.read_html import read_html

__all__ = ["SUFFIXES", "Raw", "Unreadable", "read"]

# A gap between baselines of more than this many times the document's usual one sets paragraphs apart. Body text
# of both families is set at 1.2 to 1.4 times its size, with a further half to whole line between paragraphs.
PARAGRAPH_GAP = 1.25
# A page of text holds some 1,500 to 3,500 characters; fewer than this on average means pictures of pages.
SCANNED_BELOW = 25
# The longest line of text in a report is a paragraph, some 3,000 characters; far longer ones are no prose.
LONGEST_LINE = 50_000
MOST_PAGES = 2_000  # the longest of 117 real reports has 62
LARGEST_TEXT = 20_000_000  # bytes; the text of a long report has some 200,000
JOINED = "\ufffe"  # what PDFium puts where it joins two lines at a hyphen

logging.getLogger("pypdf").setLevel(logging.ERROR)


def read(path: Path) -> Raw:
    """The printed lines of one file. Raises `Unreadable`."""
    if path.exists() and not path.is_file():
        raise Unreadable("is no file that can be read (a folder, a pipe or a device); add the report's file itself")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"cannot be opened ({error.strerror}); check the file and its permissions") from error
    if not data.strip():
        raise Unreadable("is empty; download it again")
    sha256 = hashlib.sha256(data).hexdigest()
    if path.suffix.lower() == ".pdf":
        return _read_pdf(data, sha256)
    if path.suffix.lower() in PAGES:
        return read_html(data, sha256)
    return _read_text(data, sha256)


# PDF -------------------------------------------------------------------------------------------------------------


def _read_pdf(data: bytes, sha256: str) -> Raw:
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
        _check_pages(len(document))
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


def _check_pages(count: int) -> None:
    if count > MOST_PAGES:
        raise Unreadable(f"has {count:,} pages, far more than any report; split it and add the reports in it")


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


# Plain text ------------------------------------------------------------------------------------------------------


def _read_text(data: bytes, sha256: str) -> Raw:
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("is not plain text; add the report as PDF or as text in UTF-8")
    if len(data) > LARGEST_TEXT:
        raise Unreadable(f"is larger than {LARGEST_TEXT // 1_000_000} MB, as no report's text is; add the report alone")
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    pages = text.split("\f") if "\f" in text else _double_spaced_pages(text)
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    _check_pages(len(pages))
    lines: list[Line] = []
    for number, page in enumerate(pages, start=1):
        blank = True
        for printed in page.split("\n"):
            if printed.strip():
                lines.append(Line(page=number, text=printed, blank_before=blank))
            blank = not printed.strip()
    if sum(len(line.text) for line in lines) < SCANNED_BELOW:
        raise Unreadable("holds no text; download it again")
    if max(len(line.text) for line in lines) > LONGEST_LINE:
        raise Unreadable("has lines far longer than any report's; add the report as PDF, or as text with its lines")
    return Raw("text", sha256, len(pages), tuple(lines))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _double_spaced_pages(text: str) -> list[str]:
    """Pages of a text in which lines are set apart by empty ones and a leading blank starts a page.

    Such files come of copying a PDF's text out line by line. Other text is one page.
    """
    lines = text.split("\n")
    printed = [i for i, line in enumerate(lines[:-1]) if line.strip() and "://" not in line]
    if sum(1 for i in printed if not lines[i + 1].strip()) < 0.95 * len(printed):
        return [text]
    pages: list[list[str]] = []
    for line in lines:
        if line.strip():
            if not pages or line.startswith(" "):
                pages.append([])
            pages[-1].append(line)
    return ["\n".join(page) for page in pages]
