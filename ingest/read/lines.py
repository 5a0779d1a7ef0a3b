"""What a reader of files gives on: the lines of one file as they stand in it, or the sentence why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.records import Line

PAGES = (".html", ".htm", ".xhtml")
SAVED = (".mhtml", ".mht")  # web pages with all that belongs to them
WORD = (".docx",)
SUFFIXES = (".pdf", ".txt", *PAGES, *SAVED, *WORD)  # of the files that can be read

# Reasons that may be gone the next time: the machine was busy, a disk was not there.
SECONDS = 50  # for one file; the slowest of 116 real reports takes less than 1
CRASHED = "crashes the reader or needs far more memory than a report should; save it again from a PDF viewer, or download it again"
SLOW = (
    f"is not read after {SECONDS} seconds, far longer than a report takes; save it again from a PDF viewer, or split it"
)
UNOPENED = "cannot be opened"

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


def unmarked_utf16(data: bytes) -> str | None:
    """The name of the code of a text in UTF-16 that has no mark at its head, None for other data."""
    opening = data[:400]
    first, second = opening[::2].count(0), opening[1::2].count(0)
    half = max(len(opening) // 2, 1)
    if half < 8 or max(first, second) < 0.8 * half or min(first, second) > 0.1 * half:
        return None
    return "utf-16-be" if first > second else "utf-16-le"


def for_the_moment(reason: str) -> bool:
    """Whether a file that was refused for this reason may be read the next time as it is."""
    return reason in (CRASHED, SLOW) or reason.startswith(UNOPENED)


def printable(name: str) -> str:
    """A file's name as it can be printed and stored: a sign in place of what is no character (a line's end, a bad byte)."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def pages_named(numbers: Sequence[int], most: int = 8) -> str:
    """Pages in words.

    >>> pages_named([3]), pages_named([3, 4, 5, 9]), pages_named([1, 3, 5], most=2)
    ('page 3', 'pages 3 to 5 and 9', 'pages 1, 3 and others')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [part for run in runs for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]
    parts = [*parts[:most], "others"] if len(parts) > most else parts
    words = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"page{'s' * (len(numbers) > 1)} {words}"


def check_pages(count: int) -> None:
    if count > MOST_PAGES:
        raise Unreadable(f"has {count:,} pages, far more than any report; split it and add the reports in it")
