"""Findings as a workbook that can be sent to somebody: a row a finding under plain headings, and how the list was made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from corpus.bodies import KINDS
from corpus.families.registry import area_name
from index.answers import days, plain_words
from index.contents.records import SET_APART, FindingMade, Info
from index.export import how_made, sheets
from index.export.search_record import licences
from index.export.spreadsheets import About, Column, Link, Sheet, workbook
from index.links import Links
from index.question.filters import Filter, parse

WIDTHS: Mapping[str, float] = {
    "Body": 26, "Inspection programme": 20, "Region": 18, "Inspected from": 13, "Inspected to": 13, "Published": 13, "Dated by": 14,
    "Inspection cycle": 16, "Kind": 22, "Area inspected": 36, "Grade": 20, "Finding": 40, "Text": 80, "Number": 8,
    "Under the heading": 36, "Page of the file": 9, "Report": 40, "File": 40, "Published report": 17, "Evidence": 14,
}  # fmt: skip
HOW = {"What": sheets.WIDTHS["What"], "How": sheets.WIDTHS["How"]}
MANY = "Findings and grades are listed word for word as stored from the reports. A reader should compare them with their page before they are published."  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Which findings were asked for: filters, words that stand in them, the order in words; names of bodies by key."""

    where: Sequence[str] = ()
    contains: str = ""
    order: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    on: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of a finding's report, as reports have them."""

    inspected: tuple[str, ...]
    published: str | None
    unprinted: tuple[str, ...] = ()


def book(findings: Iterable[FindingMade], links: Links, info: Info, asked: Asked) -> bytes:
    """The workbook, written row by row; the second sheet says how the list was made."""
    written = _Written()
    cells = (list(_row(found, links).values()) for found in written.each(findings))
    title = f"Findings with the words “{asked.contains}”" if asked.contains else "Findings of inspections"
    foot = f"{_made(asked)} {' '.join(text for _, text in how_made.rights_of(_licences(info)))}"
    return workbook(
        {
            "Findings": Sheet([Column(name, width) for name, width in WIDTHS.items()], cells),
            sheets.HOW: Sheet([Column(name, width) for name, width in HOW.items()], _told(info, asked, written)),
        },
        About(title, how_made.made_by(), foot, foot),
    )


class _Written:
    """How many rows were written."""

    def __init__(self) -> None:
        self.rows = 0

    def each(self, findings: Iterable[FindingMade]) -> Iterator[FindingMade]:
        for self.rows, found in enumerate(findings, start=1):
            yield found


def _row(found: FindingMade, links: Links) -> dict[str, object]:
    unknown = sheets.UNKNOWN
    when = sheets.days_of(_Days(tuple(found.inspected.split("; ")) if found.inspected else (), found.published))
    published = links.published(found.address)
    return {
        "Body": found.body,
        "Inspection programme": sheets.programme(found.family),
        "Region": found.region or unknown,
        **{name: when[name] for name in ("Inspected from", "Inspected to", "Published")},
        "Dated by": plain_words.sentence_case(found.dated_by) or unknown,
        "Inspection cycle": found.cycle or unknown,
        "Kind": plain_words.kind(found.kind),
        "Area inspected": found.area,
        "Grade": plain_words.sentence_case(found.grade) if found.grade else None,
        "Finding": found.title,
        "Text": found.text,
        "Number": found.number,
        "Under the heading": found.section,
        "Page of the file": found.page or unknown,
        "Report": found.report or f"{sheets.programme(found.family)} {found.cycle or ''}".strip(),
        "File": found.file,
        "Published report": Link(published, sheets.OPEN_REPORT) if published else None,
        "Evidence": Link(links.stored(found.opens), sheets.OPEN_EVIDENCE) if found.opens else None,
    }


# How it was made -----------------------------------------------------------------------------------------------------


def _told(info: Info, asked: Asked, written: _Written) -> Iterator[tuple[str, str]]:
    """What each line is about, and its sentence; told after the rows, which are counted as they are written."""
    yield "Filters", filtered(asked)
    yield "Result", f"{_count(written.rows, 'finding')}, a row each."
    reports, bodies = _count(len(info.reports), "report"), _count(info.bodies, "body", "bodies")
    yield (
        "Searched",
        f"{reports} on {bodies}, all that were in the index when it was built on {days.day(info.built[:10])}.",
    )
    if asked.order:
        yield "Order", f"{asked.order}."
    yield "Texts", MANY
    yield (
        "In the columns",
        "“Page of the file” counts the pages of the file from 1, as a viewer of PDF files does. “Inspected from” and “Inspected to” are the "
        "first and the last day of inspection. “Unknown” means that the report does not say it, and nobody who looked after the reports has.",
    )
    yield "Made by", _made(asked)
    yield from how_made.rights_of(_licences(info))


def filtered(asked: Asked) -> str:
    """The filters as a sentence has them; several values of one key are alternatives."""
    given = parse(asked.where)
    kinds = {each.value for each in given if each.key == "kind"}
    alone = kinds == set(SET_APART)
    told: dict[tuple[str, str], list[str]] = {}
    for each in given:
        if not (alone and each.key == "kind"):
            told.setdefault((each.key, each.operator), []).append(_value(each, asked.names))
    said = ["What reports set apart in boxes and lists, and the grades they give"] if alone else []
    said += [f"{_key(key)} {how_made.SIGNS[sign]} {' or '.join(values)}" for (key, sign), values in told.items()]
    said += [f"The text contains “{asked.contains}”"] if asked.contains else []
    return f"{'; '.join(said) or 'None: all findings'}."


def _key(key: str) -> str:
    return {"year": "Year of inspection", "body_kind": "Kind of body"}.get(key) or plain_words.FILTERS[key]


def _value(given: Filter, names: Mapping[str, str]) -> str:
    """A value of a filter in words."""
    value = given.value
    words: Mapping[str, Callable[[], str]] = {
        "family": lambda: sheets.programme(value),
        "area": lambda: area_name(value),
        "kind": lambda: plain_words.kind(value),
        "body": lambda: names.get(value, plain_words.sentence_case(value.replace("-", " "))),
        "body_kind": lambda: plain_words.sentence_case(KINDS[value].label if value in KINDS else value),
    }
    return words[given.key]() if given.key in words else plain_words.sentence_case(value)


def _licences(info: Info) -> tuple[tuple[str, str], ...]:
    return licences(invented=info.invented, named=info.licences)


def _made(asked: Asked) -> str:
    return f"{how_made.made_by()}, on {how_made.moment(asked.on)}."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
