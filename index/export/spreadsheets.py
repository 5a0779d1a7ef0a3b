"""Tables in, files of other programs out: CSV and Excel. The one place that knows how a spreadsheet is written.

Text stays text: what a spreadsheet would take for a formula is kept from being one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import xlsxwriter

FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 80  # characters of a column
LONGEST = 32_767  # characters that a cell of a workbook can hold
LINKS, LONGEST_LINK = 65_000, 2_000  # what Excel opens in one sheet; further addresses are text
Rows = Sequence[Sequence[object]]
# Cells are typed by their value here and by nothing that stands in their text.
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens an address."""

    address: str

    def __str__(self) -> str:
        return self.address


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


def workbook(sheets: Mapping[str, tuple[Sequence[str], Rows]]) -> bytes:
    """Named tables as one workbook: headings kept in sight, columns as wide as what they hold.

    ValueError where a text is too long for a cell: nothing is cut.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _PLAIN) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for name, (columns, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, columns, bold)
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    _write(sheet, number, column, value, wrapped)
            for column, heading in enumerate(columns):
                longest = max([len(heading), *(len(str(row[column] or "")) for row in rows)])
                sheet.set_column(column, column, min(longest + 2, WIDEST))
            sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    return out.getvalue()


def long_workbook(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[int]) -> bytes:
    """One table as a workbook that is written row by row: no more than one is in memory. `widths` are in characters.

    ValueError where a text is too long for a cell: nothing is cut.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _PLAIN | {"in_memory": False, "constant_memory": True}) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_row(0, 0, columns, bold)
        number = 0
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, wrapped)
        sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: object, text: Any) -> None:
    if isinstance(value, Link) and row <= LINKS and len(value.address) <= LONGEST_LINK:
        sheet.write_url(
            row, column, value.address, string="open the page" if len(value.address) > 40 else value.address
        )
    elif isinstance(value, bool):
        sheet.write_string(row, column, "yes" if value else "no")
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value is not None:
        if len(str(value)) > LONGEST:
            raise ValueError(f"A text of {len(str(value)):,} characters is too long for a cell of a workbook.")
        sheet.write_string(row, column, str(value), text)
