"""A web page saved as one file with all that belongs to it (.mhtml, .mht) in, the lines of the page out."""

from __future__ import annotations

import email
import email.policy
import re

from ingest.read.lines import Raw, Unreadable
from ingest.read.web_page import read_html

HEAD = re.compile(
    rb"\A\s*(?:From|MIME-Version|Content-Type|Snapshot-Content-Location|Subject|Date|Message-ID):[^\n]*\n", re.I
)
FIELDS = re.compile(rb"^Content-Type:\s*(?:multipart/related|text/html)", re.I | re.M)


def is_saved(data: bytes) -> bool:
    """Whether this is a page with its parts, by its head."""
    return HEAD.match(data[:2000]) is not None and FIELDS.search(data[:4000]) is not None


def read_saved(data: bytes, sha256: str) -> Raw:
    """The lines of the page, which is the first of its parts that is one. Raises `Unreadable`."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return read_html(page, sha256, part.get_content_charset())
    raise Unreadable("is a saved page in which there is no page; save the report's page again, or its PDF")
