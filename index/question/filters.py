"""Filters of `--where`: read from text, exact, and closed: one that matches nothing lets nothing through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.families.registry import steps_worse
from corpus.names import fold
from index.errors import BadFilter

KEYS = ("family", "body", "body_kind", "region", "area", "grade", "cycle", "year", "kind", "stance")
ORDERED = ("grade", "year")
# Conditions as typed ("grade>=good"), one or several, or values by key ({"grade": "good"}), one or several alternatives.
Where = str | Iterable[str] | Mapping[str, str | int | Iterable[str | int]]
FORM = re.compile(r"^\s*(\w+)\s*(>=|<=|!=|=|>|<)\s*(.+?)\s*$")


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: a key of `KEYS`, an operator and the value as written. Only grades and years are ordered."""

    key: str
    operator: str
    value: str

    def __str__(self) -> str:
        return f"{self.key}{self.operator}{self.value}"


def written(where: Where) -> tuple[str, ...]:
    """Conditions as they are typed after `--where`, however they were given.

    >>> written({"grade": "good", "cycle": ["2021/22", "2023-25"]})
    ('grade=good', 'cycle=2021/22', 'cycle=2023-25')
    >>> written("grade>=good")
    ('grade>=good',)
    """
    if isinstance(where, str):
        return (where,)
    if isinstance(where, Mapping):
        values = {key: (each,) if isinstance(each, str | int) else each for key, each in where.items()}
        return tuple(f"{key}={value}" for key, each in values.items() for value in each)
    return tuple(where)


def parse(where: Where) -> tuple[Filter, ...]:
    """Conditions as typed after `--where`, or by key. Raises `BadFilter` with what can be typed."""
    filters = []
    for text in written(where):
        form = FORM.match(text)
        if form is None:
            raise BadFilter(f"“{text}” is no filter; write it as KEY=VALUE, for instance grade=good.")
        key, operator, value = form.groups()
        if key not in KEYS:
            raise BadFilter(f"There is no filter “{key}”; there are {', '.join(KEYS)}.")
        if operator not in ("=", "!=") and key not in ORDERED:
            raise BadFilter(f"Only grades and years have an order; write {key}=VALUE.")
        if key == "year" and not (value.isascii() and value.isdigit()):
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
    if condition.key == "year":
        return in_order(condition.operator, int(condition.value) - int(value))
    worse = steps_worse(value, fold(condition.value))
    return worse is not None and in_order(condition.operator, worse)


def in_order(operator: str, worse: int) -> bool:
    """Whether something that is by so many steps worse than what it is compared with (a grade), or earlier (a year), passes."""
    return {">=": worse <= 0, ">": worse < 0, "<=": worse >= 0, "<": worse > 0}[operator]
