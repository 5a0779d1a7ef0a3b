"""Plain text in, its lines out, page by page: one's own copy of a report, or the text that a PDF was copied out to."""

from __future__ import annotations

from corpus.records import Line
from ingest.read.lines import LONGEST_LINE, SCANNED_BELOW, Raw, Unreadable, check_pages

LARGEST_TEXT = 20_000_000  # bytes; the text of a long report has some 200,000


def read_text(data: bytes, sha256: str) -> Raw:
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("is not plain text; add the report as PDF or as text in UTF-8")
    if len(data) > LARGEST_TEXT:
        raise Unreadable(f"is larger than {LARGEST_TEXT // 1_000_000} MB, as no report's text is; add the report alone")
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    pages = text.split("\f") if "\f" in text else _double_spaced_pages(text)
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    check_pages(len(pages))
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
