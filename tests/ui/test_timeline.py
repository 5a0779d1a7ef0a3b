"""The timeline: on which scale days stand, what is drawn of them, and that its tables say the same."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from index.answers.quotation import Origin
from index.storage.columns import ReportRow
from tests.ui.stub_search import HITS, Searcher
from ui.html import timeline
from ui.html.timeline import MOST_PERIODS, Event, scale

ANSWER = Searcher().ask("forces with DVPO concerns")
CELL = re.compile(r"<t[hd] role='(?:rowheader|cell)'[^>]*>(.*?)</t[hd]>")


def event(day: str | None, verdict: str = "concern", **given: object) -> Event:
    values: dict[str, object] = {
        "body": "Aford",
        "published": False,
        "round": "Ponds · 2030",
        "told": f"Inspected {day}",
    }
    return Event(day=date.fromisoformat(day) if day else None, verdict=verdict, **(values | given))  # type: ignore[arg-type]


def lines(written: str, caption: str) -> list[list[str]]:
    """The rows of a table, by the words of its cells."""
    table = written.split(f"<h2>{caption}</h2>")[1].split("</tbody>")[0].split("<tbody")[1]
    return [[re.sub("<[^>]+>", "", cell) for cell in CELL.findall(row)] for row in table.split("<tr")[1:]]


@pytest.mark.parametrize(
    ("first", "last", "months", "periods"),
    [
        ("2023-03-31", "2023-03-31", 1, 1),
        ("2022-01-31", "2023-12-01", 1, 24),
        ("2022-01-31", "2024-01-01", 3, 9),
        ("2018-01-01", "2023-12-31", 3, 24),
        ("2018-01-01", "2024-01-01", 12, 7),
        ("2000-01-01", "2023-12-31", 12, 24),
        ("1999-12-31", "2023-12-31", 60, 6),
        ("0001-01-01", "9999-12-31", 120 * 42, 24),
    ],
)
def test_days_stand_on_the_finest_scale_that_is_not_too_long(first: str, last: str, months: int, periods: int) -> None:
    found = scale([date.fromisoformat(last), date.fromisoformat(first)])
    assert (found.months, len(found.periods)) == (months, periods)
    assert found.of(date.fromisoformat(first)) == found.first
    assert found.of(date.fromisoformat(last)) == found.last


def test_the_table_says_what_is_drawn_and_rounds_stand_apart() -> None:
    events = [
        event("2023-02-01"),
        event("2023-02-28", "praise"),
        event("2023-02-03", published=True),
        event("2023-04-01", round="Lakes · 2031"),
        event(None, body="Nowhen"),
    ]
    written = timeline.drawn("Timeline", events)
    assert lines(written, "Numbers by period and round") == [
        ["February 2023", "Ponds · 2030", "2", "1", "3", "1"],
        ["April 2023", "Lakes · 2031", "1", "0", "1", "0"],
    ]
    chart = written.split("aria-hidden='true'>", 3)[-1].split("</figure>")[0]
    assert Counter(re.findall(r"is-sign is-(\w+)( is-published)?'>(.)", chart)) == {
        ("concern", "", "▲"): 2,
        ("concern", " is-published", "▲"): 1,
        ("praise", "", "●"): 1,
    }
    assert re.findall(r"is-round'>([^<]+) <", chart) == ["Ponds · 2030", "Lakes · 2031"]
    assert "1 of 4 by the day of publication" in written
    assert "Without a day: 1." in written
    assert "Nowhen (Ponds · 2030): concern" in written


def test_many_bodies_are_bars_of_a_bounded_number() -> None:
    days = [date(2013, 1, 1) + timedelta(days=9 * number) for number in range(500)]
    events = [event(day.isoformat(), ("concern", "praise")[number % 2]) for number, day in enumerate(days)]
    written = timeline.drawn("Timeline", events)
    chart = written.split("is-lines")[1].split("is-ticks")[0]
    assert "is-sign" not in chart
    tops = list(map(int, re.findall(r"</span>(\d+)</span>", chart)))
    assert sum(tops) == 500
    assert len(tops) <= MOST_PERIODS
    heights = list(map(float, re.findall(r"height:([\d.]+)rem", chart)))
    assert heights == pytest.approx([timeline.TALLEST * top / max(tops) for top in tops], abs=0.01)
    assert len(written) < 30_000


def test_bodies_of_an_answer_stand_at_the_report_of_their_best_quotation() -> None:
    later = Origin("f", "joint_targeted", cycle="JTAI 2021", date="2025-06-05", inspected=("2025-06-02 to 2025-06-05",))
    moved = replace(HITS[0], evidence=(replace(HITS[0].evidence[0], origin=later), *HITS[0].evidence[1:]))
    written = timeline.of_answer(replace(ANSWER, bodies=(moved, *HITS[1:])), {moved.key: "?open=fernmoor"})
    (first, *_) = lines(written, "Bodies by day")
    assert first == ["Fernmoor Police", "Inspected 2 to 5 June 2025", "JTAI 2021", "▲ Concern"]
    assert "<a href='?open=fernmoor' target='_self'>Fernmoor Police</a>" in written
    assert len(lines(written, "Bodies by day")) == len(HITS)
    assert "3 of 4 by the day of publication" in written


def row(**given: str | None) -> ReportRow:
    values: dict[str, str | None] = {"file": "f", "family": "peel", "cycle": "2023-25", "date": "2024-05-02"}
    said = values | given
    return ReportRow(
        0, str(said["file"]), str(said["family"]), said["cycle"], None, "a", "A", None, None, said["date"], "", {},
        date=said["date"],
    )  # fmt: skip


def test_reports_without_a_day_or_a_round_are_said_to_be() -> None:
    written = timeline.of_reports([row(), row(cycle=None), row(date=None), row(date="no day", family="unheard_of")])
    assert "PEEL · cycle unknown" in written
    assert "2 of 2 by the day of publication" in written
    assert "Without a day: 2." in written
    assert "A (Unheard of · 2023-25): report" in written


def test_nothing_from_a_report_is_markup() -> None:
    evil = "<script>alert('x')</script>"
    shown = [event(day, evil, body=evil, round=evil, told=evil, link=evil) for day in ("2023-02-01", None)]
    many = shown[:1] * 20
    for events in (shown, many):
        assert "<script" not in timeline.drawn(evil, events, evil) + timeline._bodies(events)
