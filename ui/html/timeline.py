"""Reports in time, as a drawing and as tables that say the same. Pure; everything from outside is escaped.

A report stands at the last day of its inspection; where that is not known at the day of its publication, marked as such; where
neither is, it is listed apart. Time is cut into periods of one length, few enough to be seen at once. Each round of each
family has a line of its own, under its name, since what one inspects and grades is not what another does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from corpus.families.registry import PROFILES
from index.answers.days import dated_by, told
from index.answers.results import Answer
from index.answers.verdict_words import VERDICT_WORDS
from index.storage.columns import ReportRow
from ui.html import matrix, words

MOST_PERIODS = 24  # beside each other
STACKED = 10  # signs above each other; what has more in one period is drawn as bars
TALLEST = 5.5  # rem of the highest bars
LENGTHS = (1, 3, 12, 60, 120)  # months of a period
REPORT = "report"  # in place of a verdict, where no question was asked
SIGNS = {REPORT: ("■", "Report")}
UNDATED = "Neither the days of inspection nor the day of publication is known."


@dataclass(frozen=True, slots=True)
class Event:
    """One body, or one report on it. `day` is in ISO form, None where none is known; `published` tells that it is the day of
    publication. `round` is the family with its cycle, `told` the days in words; `link` may be empty."""

    body: str
    day: date | None
    published: bool
    round: str
    told: str
    verdict: str = REPORT
    link: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Periods of so many months from the one that has the first day to the one that has the last; numbered from year 0."""

    months: int
    first: int
    last: int

    @property
    def periods(self) -> range:
        """Every period, empty ones too."""
        return range(self.first, self.last + 1)

    def of(self, day: date) -> int:
        """The number of the period that a day is in."""
        return _month(day) // self.months

    def name(self, period: int) -> str:
        """A period in words.

        >>> Scale(3, 0, 0).name(8093), Scale(12, 0, 0).name(2023), Scale(60, 0, 0).name(404), Scale(1, 0, 0).name(24277)
        ('April to June 2023', '2023', '2020 to 2024', 'February 2023')
        """
        start, end = divmod(period * self.months, 12), divmod((period + 1) * self.months - 1, 12)
        if self.months >= 12:
            return str(start[0]) if start[0] == end[0] else f"{start[0]} to {end[0]}"
        months = " to ".join(dict.fromkeys(f"{date(2000, month + 1, 1):%B}" for _, month in (start, end)))
        return f"{months} {start[0]}"

    def tick(self, period: int) -> str:
        """What stands below a period: the year that begins with it."""
        year, month = divmod(period * self.months, 12)
        return str(year) if month == 0 or period == self.first else ""


def scale(days: Sequence[date]) -> Scale:
    """The finest scale that is not too long for these days, of which there is one at least.

    >>> scale([date(2023, 1, 31), date(2023, 2, 1)]), scale([date(1823, 1, 1), date(2023, 1, 1)]).months
    (Scale(months=1, first=24276, last=24277), 120)
    """
    first, last = _month(min(days)), _month(max(days))
    longest = LENGTHS[-1] * (1 + (last - first) // (LENGTHS[-1] * MOST_PERIODS))
    fitting = (months for months in LENGTHS if last // months - first // months < MOST_PERIODS)
    months = next(fitting, longest)
    return Scale(months, first // months, last // months)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def of_answer(answer: Answer, links: Mapping[str, str]) -> str:
    """The bodies of an answer, each at the report that its best quotation is from, with their verdicts."""
    events = [
        Event(
            hit.body, _day(hit.origin.date), _by_publication(dated_by(hit.origin)), _round(hit.origin.family, hit.origin.cycle),
            told(hit.origin), hit.verdict, links.get(hit.key, ""),
        )
        for hit in answer.bodies
    ]  # fmt: skip
    note = "Each body stands once, at the report that its best quotation is from, or its closest passage where nothing was found."
    return drawn("Timeline", events, note) + _bodies(events)


def of_reports(rows: Iterable[ReportRow]) -> str:
    """All reports of an index; a table of each is elsewhere on its page."""
    events = [
        Event(row.name, _day(row.date), _by_publication(dated_by(row)), _round(row.family, row.cycle), told(row))
        for row in rows
    ]
    return drawn("Reports by day of inspection", events)


def _day(iso: str | None) -> date | None:
    """A day; None for what is none."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _by_publication(by: str) -> bool:
    return by.startswith("publication")


def _round(family: str, cycle: str | None) -> str:
    """A family and its cycle, which may have its name in it: `PEEL · 2023-25`, `ILACS 2023`."""
    label = PROFILES[family].label if family in PROFILES else words.sentence_case(family)
    return cycle if cycle and cycle.startswith(label) else f"{label} · {cycle or 'cycle unknown'}"


def drawn(caption: str, events: Sequence[Event], note: str = "") -> str:
    """The drawing, the table of its numbers folded below it, and what has no day."""
    dated = [event for event in events if event.day]
    undated = [event for event in events if not event.day]
    published = sum(event.published for event in dated)
    said = [note] if note else []
    if published:
        said.append(
            f"{published:,} of {len(dated):,} by the day of publication, since their days of inspection are unknown (outlined)."
        )
    said.append(
        "Rounds stand apart: what they inspect and how they grade differs, so they are not to be compared here."
    )
    inner = _chart(dated) + _numbers(dated) if dated else ""
    return (
        f"<section class='is-timeline'><h2>{escape(caption)}</h2><p class='is-quiet'>{escape(' '.join(said))}</p>"
        f"{inner}{_undated(undated)}</section>"
    )  # fmt: skip


def _chart(events: Sequence[Event]) -> str:
    """A line of columns for each round, the earliest first, all on one scale. It is hidden from who has the tables read."""
    over = scale([event.day for event in events if event.day])
    columns = {name: _columns(over, own) for name, own in _rounds(events).items()}
    highest = max(len(own) for line in columns.values() for own in line.values())
    lines = "".join(
        f"<p class='is-round'>{escape(name)} <span class='is-quiet'>({sum(map(len, line.values())):,})</span></p>"
        f"<div class='is-columns'>{''.join(_column(line.get(period, []), highest) for period in over.periods)}</div>"
        for name, line in columns.items()
    )
    ticks = "".join(f"<span>{over.tick(period)}</span>" for period in over.periods)
    return (
        f"<figure>{_legend(events)}<div class='is-lines' aria-hidden='true'>{lines}"
        f"<div class='is-columns is-ticks'>{ticks}</div></div></figure>"
    )


def _rounds(events: Iterable[Event]) -> dict[str, list[Event]]:
    """Events by round, families in the order that their first reports have, rounds by their first day."""
    found: dict[str, list[Event]] = {}
    for event in sorted(events, key=lambda each: (each.day or date.max, each.round, each.body)):
        found.setdefault(event.round, []).append(event)
    return found


def _columns(over: Scale, events: Iterable[Event]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = {}
    for event in events:
        if event.day:
            found.setdefault(over.of(event.day), []).append(event)
    return found


def _column(events: Sequence[Event], highest: int) -> str:
    """What one round has in one period: a sign for each, or bars as high as they are many with their number on top."""
    if not events:
        return "<span></span>"
    counts = Counter((_order(event.verdict), event.verdict, event.published) for event in events)
    if highest <= STACKED:
        signs = "".join(_signs(*key, counts[key]) for key in sorted(counts))
        return f"<span class='is-stack'>{signs}</span>"
    parts = "".join(
        f"<span class='is-bar is-bar-{escape(verdict)}{' is-published' if published else ''}' style='flex:{counts[place, verdict, published]}'></span>"
        for place, verdict, published in sorted(counts)
    )
    height = TALLEST * len(events) / highest
    return f"<span class='is-stack is-tall'><span class='is-pile' style='height:{height:.2f}rem'>{parts}</span>{len(events)}</span>"


def _signs(_: int, verdict: str, published: bool, count: int) -> str:
    sign = (
        f"<span class='is-sign is-{escape(verdict)}{' is-published' if published else ''}'>{_sign(verdict)[0]}</span>"
    )
    return sign * count


def _sign(verdict: str) -> tuple[str, str]:
    return SIGNS.get(verdict) or words.verdict(verdict)


def _order(verdict: str) -> int:
    """Verdicts in the order in which they are told everywhere."""
    return list(VERDICT_WORDS).index(verdict) if verdict in VERDICT_WORDS else len(VERDICT_WORDS)


def _present(events: Iterable[Event]) -> list[str]:
    return sorted({event.verdict for event in events}, key=lambda verdict: (_order(verdict), verdict))


def _legend(events: Sequence[Event]) -> str:
    """Signs, shades and words of the verdicts there are."""
    items = "".join(
        f"<li><span class='is-key is-bar is-bar-{escape(verdict)}' aria-hidden='true'></span> "
        f"<span class='is-verdict is-{escape(verdict)}'><span aria-hidden='true'>{sign}</span> {escape(word)}</span> "
        f"{sum(event.verdict == verdict for event in events):,}</li>"
        for verdict in _present(events)
        for sign, word in [_sign(verdict)]
    )
    return f"<ul class='is-counts' aria-label='What the signs mean'>{items}</ul>"


def _numbers(events: Sequence[Event]) -> str:
    """The same as the drawing, as a table: periods and rounds against verdicts."""
    over, present = scale([event.day for event in events if event.day]), _present(events)
    rows = []
    for name, own in _rounds(events).items():
        for period, some in _columns(over, own).items():
            counts = Counter(event.verdict for event in some)
            by_publication = sum(event.published for event in some)
            numbers = [
                *(counts[verdict] for verdict in present),
                *([len(some)] if len(present) > 1 else []),
                by_publication,
            ]
            rows.append((period, [escape(over.name(period)), escape(name), *(f"{number:,}" for number in numbers)]))
    verdicts = [" ".join(_sign(verdict)) for verdict in present]
    headings = [
        "When",
        "Programme and round",
        *verdicts,
        *(["All"] if len(present) > 1 else []),
        "By day of publication",
    ]
    table = matrix.frame(
        "Numbers by period and round", headings, [line for _, line in sorted(rows, key=lambda row: row[0])]
    )
    return f"<details><summary>The same as a table</summary>{table}</details>"


def _bodies(events: Sequence[Event]) -> str:
    """Every body with its day, the newest first, folded."""
    dated = sorted((event for event in events if event.day), key=lambda each: each.body)
    dated.sort(key=lambda each: each.day or date.min, reverse=True)
    if not dated:
        return ""
    lines = [[_name(e), escape(e.told), escape(e.round), matrix.verdict(e.verdict)] for e in dated]
    table = matrix.frame("Bodies by day", ["Body", "When", "Programme and round", "Answer"], lines)
    return f"<details><summary>Show the {words.count(len(dated), 'body')} in order of time</summary>{table}</details>"


def _name(event: Event) -> str:
    name = escape(event.body)
    return f"<a href='{escape(event.link)}' target='_self'>{name}</a>" if event.link else name


def _undated(events: Sequence[Event]) -> str:
    """How many have no day at all, and which."""
    if not events:
        return ""
    items = "".join(
        f"<li>{_name(event)} ({escape(event.round)}): {escape(_sign(event.verdict)[1].lower())}</li>"
        for event in events
    )
    return f"<p><strong>Without a day: {len(events):,}.</strong> {UNDATED}</p><details><summary>Show them</summary><ul>{items}</ul></details>"
