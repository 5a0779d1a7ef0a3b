"""Answers and contents as tables: rows of plain values, and the data frames of pandas made of them. No format, no file.

A value is text, a number, True or False, or None where it is not known. All rows of a table have the same columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import pandas

Row = dict[str, Any]
Record = TypeVar("Record")
WITHOUT_PANDAS = "A data frame needs pandas; run `pip install pandas`, or call rows(), which needs nothing."


def filled(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Rows with all the columns, in order; what a row does not say is None."""
    return [{column: row.get(column) for column in columns} for row in rows]


def frame(columns: Sequence[str], rows: Sequence[Row]) -> pandas.DataFrame:
    """Rows as a data frame; without any, it still has its columns. Raises `ImportError` where pandas is missing."""
    try:
        import pandas
    except ImportError as error:
        raise ImportError(WITHOUT_PANDAS) from error
    return pandas.DataFrame(rows, columns=list(columns))


@dataclass(frozen=True, slots=True)
class Listing(Generic[Record]):
    """Records of one kind, in order: to go through, to count, as rows, and as a data frame."""

    kind: type[Record]
    records: tuple[Record, ...]

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of what each record says."""
        return tuple(field.name for field in fields(self.kind))  # type: ignore[arg-type]

    def rows(self) -> list[Row]:
        """One row a record."""
        return [{name: getattr(record, name) for name in self.columns} for record in self.records]

    def to_frame(self) -> pandas.DataFrame:
        """The rows as a data frame of pandas. Raises `ImportError` where pandas is missing."""
        return frame(self.columns, self.rows())
