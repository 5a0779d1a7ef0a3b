"""What a reader of files gives on: the lines of one file as they stand in it, or the sentence why there are none."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.records import Line

PAGES = (".html", ".htm")
SUFFIXES = (".pdf", ".txt", *PAGES)  # of the files that can be read


# A page of text holds some 1,500 to 3,500 characters; fewer than this on average means pictures of pages.
SCANNED_BELOW = 25
# The longest line of text in a report is a paragraph, some 3,000 characters; far longer ones are no prose.
LONGEST_LINE = 50_000
MOST_PAGES = 2_000  # the longest of 117 real reports has 62


class Unreadable(Exception):
    """The file cannot be read as a report; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Raw:
    """The lines of one file as they stand in it. `kind` is pdf, text or html; `info` is the title the file gives itself.

    `notes` are things about the file that its reader should be told, each a sentence. `family` is given where somebody
    knows it, and wins over what the text says.
    """

    kind: str
    sha256: str
    page_count: int
    lines: tuple[Line, ...]
    info: str | None = None
    notes: tuple[str, ...] = ()
    family: str | None = None


def printable(name: str) -> str:
    """A file's name as it can be printed and stored: a sign in place of what is no character (a line's end, a bad byte)."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def check_pages(count: int) -> None:
    if count > MOST_PAGES:
        raise Unreadable(f"has {count:,} pages, far more than any report; split it and add the reports in it")
