"""Tables in, files of other programs out: CSV and Excel. The one place that knows how a spreadsheet is written.

Text stays text: what a spreadsheet would take for a formula is kept from being one. A workbook is written row by row, each
row gone from memory with the next, so tables may be generators.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

import xlsxwriter

FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 80  # characters of a column
LONGEST = 32_767  # characters that a cell of a workbook can hold, as UTF-16 counts them
LINKS, LONGEST_LINK = 65_530, 2_000  # how many Excel opens in one sheet, and how long; further addresses are text
LONGEST_BANNER = 255  # characters of a header or a footer
A4 = 9
Rows = Sequence[Sequence[object]]
# Cells are typed by their value here and by nothing that stands in their text.
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens an address; `words` are shown for it."""

    address: str
    words: str = ""

    def __str__(self) -> str:
        return self.address


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, the width in characters, and how many decimals its numbers have, None for as many as they come with."""

    heading: str
    width: float
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Columns and the rows under them. A cell is text, a number, a day, True or False, a `Link`, or None for nothing."""

    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]


@dataclass(frozen=True, slots=True)
class About:
    """What a workbook says of itself: in its properties, and on paper in the head and at the foot of every page."""

    title: str = ""
    author: str = ""
    comments: str = ""
    foot: str = ""


def safe(value: object) -> object:
    """Text that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV with a heading, as RFC 4180 has it; None is an empty cell."""
    return "".join(csv_lines(columns, rows))


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The same row by row, for tables that are longer than one wants to have in memory."""
    for row in chain([columns], rows):
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerow(["" if value is None else safe(value) for value in row])
        yield out.getvalue()


def plain(columns: Sequence[str], rows: Rows) -> Sheet:
    """A sheet of columns as wide as what they hold."""
    widths = [max([len(name), *(len(str(row[i] or "")) for row in rows)]) for i, name in enumerate(columns)]
    return Sheet(
        [Column(name, min(width + 2, WIDEST)) for name, width in zip(columns, widths, strict=True)],
        rows,
    )


def fitting(text: str) -> str:
    """Text as a cell can hold it: what is too long is cut with a mark that says so, and how much is missing.

    >>> fitting("short"), fitting("x" * 40_000)[-48:]
    ('short', 'xx… [cut here: 7,280 more characters do not fit]')
    """
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) // 2 <= LONGEST:
        return text
    kept = units[: 2 * (LONGEST - len(_cut(len(text))))].decode("utf-16-le", "ignore")
    return kept + _cut(len(text) - len(kept))


def _cut(missing: int) -> str:
    return f"… [cut here: {missing:,} more characters do not fit]"


def workbook(sheets: Mapping[str, Sheet], about: About | None = None) -> bytes:
    """Named tables as one workbook that opens on the first: headings kept in sight, a filter on each, set up for printing."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _PLAIN) as book:
        given = about or About()
        book.set_properties({"title": given.title, "author": given.author, "comments": given.comments})
        looks = _Looks(book)
        for name, sheet in sheets.items():
            page = book.add_worksheet(name)
            _set_up(page, sheet, given)
            page.write_row(0, 0, [column.heading for column in sheet.columns], looks.heading)
            number = links = 0
            for number, row in enumerate(sheet.rows, start=1):
                for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
                    shown = _fitting_link(value, links)
                    links += isinstance(shown, Link)
                    _write(page, (number, place), shown, looks, column)
            page.autofilter(0, 0, max(number, 1), len(sheet.columns) - 1)
    return out.getvalue()


class _Looks:
    """How cells look."""

    def __init__(self, book: Any) -> None:
        top = {"valign": "top"}
        self.heading = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#E7EDF3", **top})
        self.text = book.add_format({"text_wrap": True, **top})
        self.day = book.add_format({"num_format": "d mmm yyyy", "align": "left", **top})
        self.link = book.add_format({"font_color": "#0B5394", "underline": 1, "text_wrap": True, **top})
        self.number = book.add_format(top)
        self.decimals = {places: book.add_format({"num_format": f"0.{'0' * places}", **top}) for places in (1, 2, 3)}


def _set_up(page: Any, sheet: Sheet, about: About) -> None:
    """The heading stays in sight and is printed on every page, which is A4, as wide as the sheet, and numbered."""
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.75)
    if about.title:
        page.set_header(_banner("&L&B", about.title, "&R&A"))
    page.set_footer(_banner("&L&8", about.foot, "&R&8Page &P of &N"))
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)


def _banner(before: str, text: str, after: str) -> str:
    """A header or footer; ampersands in its text are text. Text that is too long for it ends with three dots."""
    room = LONGEST_BANNER - len(before) - len(after) - 1
    written = text.replace("&", "&&")
    while len(written) > room:
        text = text[:-2].rstrip() + "…"
        written = text.replace("&", "&&")
    # A digit after a size would be read as part of it.
    return f"{before}{' ' if written[:1].isdigit() else ''}{written}{after}"


def _fitting_link(value: object, before: int) -> object:
    """What a cell shows: an address that Excel would not open in a sheet of so many links before it is text."""
    fits = not isinstance(value, Link) or (before < LINKS and len(value.address) <= LONGEST_LINK)
    return value if fits else str(value)


def _write(page: Any, at: tuple[int, int], value: object, looks: _Looks, column: Column) -> None:
    if isinstance(value, Link):
        words = value.words or ("open the page" if len(value.address) > 40 else value.address)
        page.write_url(*at, value.address, looks.link, string=words)
    elif isinstance(value, bool):
        page.write_string(*at, "yes" if value else "no", looks.text)
    elif isinstance(value, int | float):
        page.write_number(*at, value, looks.decimals.get(column.decimals or 0, looks.number))
    elif isinstance(value, date):
        page.write_datetime(*at, value, looks.day)
    elif value is not None:
        page.write_string(*at, fitting(str(value)), looks.text)
