"""Which findings a visitor asked for, and its form in the address of the page. Pure: nothing here draws.

`?kind=recommendation&region=...&from=2021&to=2024&contains=...&sort=body&page=2&rows=100`. Several values of one filter are
alternatives; without a kind, all that reports set apart is listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from index.contents.findings import ORDERS, set_apart
from ui.state.address import LONGEST, Params

FILTERS = ("family", "kind", "area", "grade", "body_kind", "region", "body")
ROWS = (50, 100)  # of a page
YEARS = {"from": "year>=", "to": "year<="}
NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Listed:
    """Filters by key, first and last year by `from` and `to`, words that stand in the text, the order, and the page, from 1."""

    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: Mapping[str, str] = field(default_factory=dict)
    contains: str = ""
    sort: str = NEWEST
    page: int = 1
    rows: int = ROWS[0]

    @property
    def where(self) -> tuple[str, ...]:
        """The filters as `KEY=VALUE`."""
        chosen = tuple(f"{key}={value}" for key in FILTERS for value in self.filters.get(key, ()))
        return set_apart((*chosen, *(f"{YEARS[key]}{year}" for key, year in self.years.items())))

    @property
    def after(self) -> int:
        """How many findings come before this page."""
        return (self.page - 1) * self.rows

    @property
    def narrowed(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.filters or self.years or self.contains)

    def pages(self, total: int) -> int:
        """How many pages there are of so many findings; one at least."""
        return max(1, -(-total // self.rows))

    def turned(self, page: int) -> Listed:
        """The same table at another page."""
        return replace(self, page=page)


def from_params(params: Mapping[str, list[str]]) -> Listed:
    """Read the address; what is not ours in it is ignored."""
    filters = {key: tuple(dict.fromkeys(filter(None, map(str.strip, params.get(key, ()))))) for key in FILTERS}
    last = {key: values[-1].strip() for key, values in params.items() if values}
    page, rows, sort = last.get("page", ""), last.get("rows", ""), last.get("sort", "")
    return Listed(
        filters={key: values for key, values in filters.items() if values},
        years={key: last[key] for key in YEARS if _number(last.get(key, ""), 4)},
        contains=" ".join(last.get("contains", "").split())[:LONGEST],
        sort=sort if sort in ORDERS else NEWEST,
        page=max(1, _number(page, 7)),
        rows=next((size for size in ROWS if rows == str(size)), ROWS[0]),
    )


def _number(text: str, digits: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else 0


def to_params(asked: Listed) -> Params:
    """The address that brings this table back; bare where nothing is asked for."""
    params: Params = {key: list(asked.filters[key]) for key in FILTERS if asked.filters.get(key)}
    params |= {key: [year] for key, year in asked.years.items()}
    params |= {"contains": [asked.contains]} if asked.contains else {}
    params |= {"sort": [asked.sort]} if asked.sort != NEWEST else {}
    params |= {"rows": [str(asked.rows)]} if asked.rows != ROWS[0] else {}
    return params | ({"page": [str(asked.page)]} if asked.page > 1 else {})
