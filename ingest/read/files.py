"""A file of a report in, its printed lines out: a PDF, a web page, a Word file or plain text, by its ending or its content.

Knows nothing of families of report. A file that cannot be read ends as `Unreadable`, whose text is a sentence that says
what to do.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from ingest.read.lines import PAGES, SAVED, SUFFIXES, UNOPENED, WORD, Raw, Unreadable
from ingest.read.pdf.document import read_pdf
from ingest.read.plain_text import read_text
from ingest.read.saved_page import is_saved, read_saved
from ingest.read.web_page import read_html
from ingest.read.word_file import is_word, read_word

__all__ = ["SUFFIXES", "Raw", "Unreadable", "read"]

HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
OLD_WORD = b"\xd0\xcf\x11\xe0"  # how files of Word before 2007 begin


def read(path: Path) -> Raw:
    """The printed lines of one file. Raises `Unreadable`."""
    if path.exists() and not path.is_file():
        raise Unreadable("is not a file that can be read (a folder, a pipe or a device); add the report's file itself")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{UNOPENED} ({error.strerror}); check the file and its permissions") from error
    if not data.strip():
        raise Unreadable("is empty; download it again")
    return _reader(path.suffix.lower(), data)(data, hashlib.sha256(data).hexdigest())


def _reader(suffix: str, data: bytes) -> Callable[[bytes, str], Raw]:
    """What reads a file: PDFs and web pages by their ending, everything else by what it holds."""
    if suffix == ".pdf" or (suffix not in PAGES and data[:1024].lstrip().startswith(b"%PDF-")):
        return read_pdf
    if suffix in PAGES:
        return read_html
    if is_word(data):
        return read_word
    if data.startswith(OLD_WORD):
        raise Unreadable("is in an older Word format; save it as .docx or PDF and add that")
    if suffix != ".txt" and is_saved(data):
        return read_saved
    if suffix in (*SAVED, *WORD, "") and HTML.match(data[:4096]):
        return read_html
    return read_text
