"""Filters of `--where`: read from text, exact, and closed: one that matches nothing lets nothing through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.families.registry import PROFILES
from corpus.names import fold
from index.errors import BadFilter

KEYS = ("family", "body", "region", "area", "grade", "cycle", "year", "kind", "stance")
ORDERED = ("grade", "year")
FORM = re.compile(r"^\s*(\w+)\s*(>=|<=|!=|=|>|<)\s*(.+?)\s*$")


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: a key of `KEYS`, an operator and the value as written. Only grades and years are ordered."""

    key: str
    operator: str
    value: str

    def __str__(self) -> str:
        return f"{self.key}{self.operator}{self.value}"


def parse(where: Iterable[str]) -> tuple[Filter, ...]:
    """Conditions as typed after `--where`. Raises `BadFilter` with what can be typed."""
    filters = []
    for text in where:
        form = FORM.match(text)
        if form is None:
            raise BadFilter(f"“{text}” is no filter; write it as KEY=VALUE, for instance grade=good.")
        key, operator, value = form.groups()
        if key not in KEYS:
            raise BadFilter(f"There is no filter “{key}”; there are {', '.join(KEYS)}.")
        if operator not in ("=", "!=") and key not in ORDERED:
            raise BadFilter(f"Only grades and years have an order; write {key}=VALUE.")
        if key == "year" and not value.isdigit():
            raise BadFilter(f"“{value}” is no year; write one in four digits, for instance year>=2021.")
        filters.append(Filter(key, operator, value))
    return tuple(filters)


def allowed(filters: Sequence[Filter], key: str, values: Mapping[str, Sequence[str]]) -> set[str] | None:
    """The values of a key that pass, None where no filter names the key.

    `values` gives for each value the names it goes by. Several `=` of one key are alternatives; other operators
    narrow what they let through. What is on no list passes no filter.
    """
    own = [f for f in filters if f.key == key]
    if not own:
        return None
    equal = [f for f in own if f.operator == "="]
    passed = {v for v, names in values.items() if any(_is(f.value, v, names) for f in equal)} if equal else set(values)
    for condition in own:
        if condition.operator != "=":
            passed &= {v for v, names in values.items() if _compares(condition, v, names)}
    return passed


def _is(wanted: str, value: str, names: Sequence[str]) -> bool:
    return fold(wanted) in {fold(value), fold(value.replace("_", " ")), *map(fold, names)}


def _compares(condition: Filter, value: str, names: Sequence[str]) -> bool:
    if condition.operator == "!=":
        return not _is(condition.value, value, names)
    wanted = fold(condition.value)
    if condition.key == "year":
        return _holds(condition.operator, -int(value), -int(wanted))
    for profile in PROFILES.values():
        for edition in profile.editions:
            scale = edition.scale
            if wanted in scale.grades and value in scale.grades:
                return _holds(condition.operator, scale.rank(value), scale.rank(wanted))
    return False


def _holds(operator: str, rank: int, wanted: int) -> bool:
    """Whether a grade stands so to another on its scale (a lower rank is a better grade), or a year to another, both negated."""
    return {">=": rank <= wanted, ">": rank < wanted, "<=": rank >= wanted, "<": rank > wanted}[operator]
