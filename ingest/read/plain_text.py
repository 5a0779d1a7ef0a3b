"""Plain text in, its lines out, page by page: one's own copy of a report, or the text that a PDF was copied out to."""

from __future__ import annotations

import re
from contextlib import suppress

from corpus.records import Line
from ingest.read.lines import LONGEST_LINE, SCANNED_BELOW, Raw, Unreadable, check_pages, unmarked_utf16

WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
MACINTOSH = re.compile(rb"[a-z]\xd5[a-z]")  # an apostrophe inside a word
TWICE = re.compile("â€[\u2122\u0153\u201c\u201d\u0153\x9d“”™˜]|Ã[\xa9\xa8\xb4\xaf]")
LARGEST_TEXT = 20_000_000  # bytes; the text of a long report has some 200,000


def read_text(data: bytes, sha256: str) -> Raw:
    if b"\0" in data[:4096] and not data.startswith(WIDE_MARKS) and unmarked_utf16(data) is None:
        raise Unreadable("is not plain text; add the report as PDF or as text in UTF-8")
    if len(data) > LARGEST_TEXT:
        raise Unreadable(f"is larger than {LARGEST_TEXT // 1_000_000} MB, as no report's text is; add the report alone")
    text = _with_plain_ends(_decoded(data))
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
    """The characters of a text: by its mark, as UTF-8 where it is that, else in the western code of its time and maker."""
    if data.startswith(WIDE_MARKS):
        return data.decode("utf-16", "replace")
    if encoding := unmarked_utf16(data):
        return data.decode(encoding, "replace")
    for encoding in ("utf-8-sig", "mac_roman" if MACINTOSH.search(data) else "cp1252"):
        with suppress(UnicodeDecodeError):
            return _once_encoded(data.decode(encoding))
    return data.decode("latin-1")


def _once_encoded(text: str) -> str:
    """A text that was encoded twice, as when "’" has become "â€™", as it was."""
    if not TWICE.search(text):
        return text
    with suppress(UnicodeError):
        return text.encode("cp1252").decode("utf-8")
    return text


def _with_plain_ends(text: str) -> str:
    """A text whose lines end as they do here, whatever its system ends them with."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n\n").replace("\u2028", "\n")
    return text.replace("\x85", "\n") if text.count("\x85") > text.count("\n") else text


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
