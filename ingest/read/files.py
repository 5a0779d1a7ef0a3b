"""A file of a report in, its printed lines out: by its ending, a PDF, a web page or plain text.

Knows nothing of families of report. A file that cannot be read ends as `Unreadable`, whose text is a sentence that says
what to do.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.read.lines import PAGES, SUFFIXES, Raw, Unreadable
from ingest.read.pdf import read_pdf
from ingest.read.plain_text import read_text
from ingest.read.web_page import read_html

__all__ = ["SUFFIXES", "Raw", "Unreadable", "read"]


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
        return read_pdf(data, sha256)
    if path.suffix.lower() in PAGES:
        return read_html(data, sha256)
    return read_text(data, sha256)
