"""An answer as a workbook that can be sent to somebody: the listed bodies first, everything in plain words.

Headings are words, verdicts and kinds are said and not coded, days are days and pages numbers. Quotations are verbatim, without
quotation marks of our own, in every sheet. What programs read has the same facts under stable names: CSV and JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from corpus.families.registry import PROFILES
from index.answers import days, outside, plain_words
from index.answers.days import Dated
from index.answers.hits import NO_REPORT, BodyHit, PassageHit
from index.answers.quotation import Evidence, Origin
from index.answers.tables import Row
from index.answers.verdict_words import FACTS
from index.export import how_made
from index.export.content import Content
from index.export.spreadsheets import About, Column, Link, Sheet, workbook

HOW = "How this list was made"
WIDTHS: Mapping[str, float] = {
    "Question": 32, "Body": 26, "On the list": 13, "Verdict": 16, "Grade": 15, "Grade for": 24, "Region": 18, "Inspection programme": 18,
    "Inspection cycle": 13, "Inspected from": 13, "Inspected to": 13, "Published": 13, "Report": 32, "Sentences found": 11, "Strength": 10,
    "Best quotation": 64, "Closest passage": 48, "Quotation": 72, "Passage": 72, "Page": 8, "Page of the file": 9, "What it says": 14,
    "Kind": 18, "Under the heading": 28, "Finding": 32, "Whose words": 18, "Put right": 15, "Review": 26, "Note": 32,
    "Published report": 17, "Evidence": 14, "What": 24, "How it was read": 48, "How": 110, "File": 32,
}  # fmt: skip
LIST = (
    "Body", "Verdict", "Grade", "Grade for", "Inspected from", "Inspected to", "Published", "Report", "Best quotation", "Page", "Page of the file",
    "Review", "Published report", "Evidence", "Note",
)  # fmt: skip
ALL = (
    "Body", "On the list", "Verdict", "Grade", "Grade for", "Region", "Inspection programme", "Inspection cycle", "Inspected from",
    "Inspected to", "Published", "Report", "Sentences found", "Strength", "Best quotation", "Closest passage", "Page", "Page of the file",
    "Review", "Published report", "Evidence", "Note",
)  # fmt: skip
EVIDENCE = (
    "Body", "On the list", "Verdict", "Quotation", "What it says", "Kind", "Under the heading", "Finding", "Whose words", "Put right", "Page",
    "Page of the file", "Report", "Inspection programme", "Inspected from", "Inspected to", "Published", "Strength", "Review",
    "Published report", "Evidence",
)  # fmt: skip
PASSAGES = (
    "Passage", "Body", "What it says", "Kind", "Under the heading", "Page of the file", "Inspection programme", "Inspection cycle",
    "Inspected from", "Inspected to", "Published", "Strength", "Evidence",
)  # fmt: skip
DECIMALS = {"Strength": 2}
UNKNOWN = "Unknown"
OPEN_REPORT, OPEN_EVIDENCE = "Open the report", "Open the page"


def book(content: Content) -> bytes:
    """The workbook of one answer: the list, all bodies, the evidence, the passages, and how the list was made."""
    sheets = {
        "List": _sheet(LIST, listed(content), without=_idle([content])),
        "All bodies": _sheet(ALL, everybody(content), without=_idle([content])),
        "Evidence": _sheet(EVIDENCE, evidence(content), without=_idle([content])),
        **({} if content.by_facts else {"Passages": _sheet(PASSAGES, passages(content))}),
        HOW: _sheet(("What", "How"), _how(how_made.told(content), how_made.columns())),
    }
    return workbook(sheets, about([content]))


def about(contents: Sequence[Content]) -> About:
    """What a workbook says of itself, on every printed page too."""
    first = contents[0]
    rights = " ".join(text for _, text in how_made.rights(first.record))
    made = f"{how_made.made_by()}, {how_made.made_on(first.record)}. {rights}"
    title = first.answer.question if len(contents) == 1 else f"{first.answer.question} and {len(contents) - 1} more"
    return About(title, how_made.made_by(), made, made)


def of_several(contents: Sequence[Content], columns: Sequence[str], table: Callable[[Content], Iterator[Row]]) -> Sheet:
    """The rows of several answers under each other, each with its question."""
    rows = ({"Question": each.answer.question, **row} for each in contents for row in table(each))
    return _sheet(("Question", *columns), rows, without=_idle(contents))


def how_several_were_made(contents: Sequence[Content]) -> Sheet:
    """How the list of each question was made."""
    rows = ({"Question": each.answer.question, **row} for each in contents for row in _how(how_made.told(each)))
    return _sheet(("Question", "What", "How"), chain(rows, _how(how_made.columns())))


def _how(*lines: Iterable[tuple[str, str]]) -> Iterator[Row]:
    return ({"What": what, "How": how} for what, how in chain(*lines))


def _idle(contents: Sequence[Content]) -> tuple[str, ...]:
    """The columns that say nothing: that of the review, where nothing was decided."""
    return () if any(each.review.begun for each in contents) else ("Review",)


def _sheet(headings: Sequence[str], rows: Iterator[Row], without: Sequence[str] = ()) -> Sheet:
    shown = [heading for heading in headings if heading not in without]
    columns = [Column(heading, WIDTHS[heading], DECIMALS.get(heading)) for heading in shown]
    return Sheet(columns, ([row.get(heading) for heading in shown] for row in rows))


# Rows ----------------------------------------------------------------------------------------------------------------


def listed(content: Content) -> Iterator[Row]:
    """One row a listed body, best first."""
    for hit in content.answer.listed:
        yield _body(content, hit)


def everybody(content: Content) -> Iterator[Row]:
    """One row a body: those searched, those whose reports are outside, those without a report."""
    for hit in content.answer.bodies:
        yield _body(content, hit)
    for each in content.answer.outside:
        why = plain_words.sentence_case(outside.NOTES[each.by].removeprefix("has a report, "))
        yield {"Body": each.body, "On the list": why, **_report(each.reports[0]), "Note": "Not searched"}
    for name in content.answer.no_report:
        yield {"Body": name, "On the list": "No report", "Note": plain_words.sentence_case(NO_REPORT)}


def evidence(content: Content) -> Iterator[Row]:
    """One row a quotation, in the order of the answer."""
    for hit in content.answer.bodies:
        for quoted in hit.evidence:
            yield {
                **_facts(hit),
                **_report(quoted.origin),
                **_quotation(content, quoted),
                "Quotation": quoted.quote,
                "Review": how_made.decided(content.review.quote(hit.key, quoted.file, quoted.quote)),
            }


def passages(content: Content) -> Iterator[Row]:
    """One row a passage, best first."""
    for hit in content.passages.passages if content.passages else ():
        yield {
            "Passage": hit.text,
            "Body": hit.body,
            **_said(hit),
            **days_of(hit),
            "Inspection programme": programme(hit.family),
            "Inspection cycle": hit.cycle or UNKNOWN,
            "Page of the file": hit.page,
            "Strength": hit.score,
            "Evidence": Link(content.links.here(hit.file, hit.place, hit.text), OPEN_EVIDENCE),
        }


def _body(content: Content, hit: BodyHit) -> Row:
    best = hit.best
    row = {
        **_facts(hit),
        "Region": hit.region,
        **_report(hit.origin),
        **days_of(hit.full or hit.origin),
        "Sentences found": hit.found,
        "Strength": hit.score,
        "Review": how_made.decided(content.review.body(hit.key)),
        "Note": _noted(hit),
    }
    if best is None:
        return row
    words = {"Best quotation" if hit.evidence else "Closest passage": best.quote}
    return row | _place(content, best) | words


def _facts(hit: BodyHit) -> Row:
    """What every row of a body says of it."""
    return {
        "Body": hit.body,
        "On the list": "Listed" if hit.listed else "Not listed",
        "Verdict": plain_words.verdict(hit.verdict),
        "Grade": plain_words.sentence_case(hit.grade.grade) if hit.grade else None,
        "Grade for": hit.grade.label if hit.grade else None,
    }


def _noted(hit: BodyHit) -> str | None:
    """What a reader has to know of the row: why nothing is quoted, or that it is from another report or a weak match, and days
    that the report does not print."""
    notes = [f"{plain_words.sentence_case(hit.note)}."] if hit.note and not hit.evidence else []
    if hit.evidence and hit.verdict not in FACTS and plain_words.strength(hit.evidence[0].score) == plain_words.WEAK:
        notes.append("Weak match: read the quotation.")
    dated = hit.full or hit.origin
    if hit.best and hit.best.file != dated.file:
        of = "The quotation" if hit.evidence else "The closest passage"
        notes.append(
            f"{of} is from another report: {report_named(hit.origin)}, {', '.join(days.all_told(hit.origin))}."
        )
    names = {"inspected": "The days of inspection", "published": "The day of publication"}
    for name in dated.unprinted:
        notes.append(f"{names.get(name, name)} {'are' if name == 'inspected' else 'is'} not printed in the report.")
    return " ".join(notes) or None


def _report(origin: Origin) -> Row:
    return {
        "Report": report_named(origin),
        "Inspection programme": programme(origin.family),
        "Inspection cycle": origin.cycle or UNKNOWN,
        **days_of(origin),
    }


def report_named(origin: Origin) -> str:
    """The title of a report, else its programme and cycle."""
    return origin.title or f"{programme(origin.family)} {origin.cycle or ''}".strip()


def programme(family: str) -> str:
    """What the reports of a family are called."""
    return PROFILES[family].label if family in PROFILES else plain_words.sentence_case(family)


def days_of(report: Dated) -> Row:
    """First and last day of inspection, and that of publication, as days; “unknown” for one that is."""
    spans = [span.split(" to ") for span in report.inspected]
    first = [_day(span[0]) for span in spans]
    last = [_day(span[-1]) for span in spans]
    return {
        "Inspected from": min(filter(_known, first), default=UNKNOWN) if all(map(_known, first)) else UNKNOWN,
        "Inspected to": max(filter(_known, last), default=UNKNOWN),
        "Published": _day(report.published or ""),
    }


def _known(day: date | str) -> bool:
    return isinstance(day, date)


def _day(iso: str) -> date | str:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return plain_words.sentence_case(iso) or UNKNOWN


def _quotation(content: Content, quoted: Evidence) -> Row:
    return {
        **_said(quoted),
        **_place(content, quoted),
        "Finding": quoted.title,
        "Whose words": plain_words.sentence_case(plain_words.SPEAKERS.get(quoted.speaker or "", UNKNOWN)),
        "Put right": plain_words.sentence_case(plain_words.RESOLVED[quoted.resolved]) if quoted.resolved is not None else None,
        "Strength": quoted.score,
    }  # fmt: skip


def _said(hit: Evidence | PassageHit) -> Row:
    return {
        "What it says": plain_words.stance(hit.stance),
        "Kind": plain_words.kind(hit.kind),
        "Under the heading": hit.section or None,
    }


def _place(content: Content, quoted: Evidence) -> Row:
    """On which page, and the addresses that open it."""
    links, published = content.links, content.links.published(quoted.origin.address, quoted.place)
    return {
        "Page": page_printed(quoted),
        "Page of the file": quoted.page,
        "Published report": Link(published, OPEN_REPORT) if published else None,
        "Evidence": Link(links.here(quoted.file, quoted.place, quoted.quote), OPEN_EVIDENCE),
    }


def page_printed(quoted: Evidence) -> int | str:
    """The number printed on the page, else the page's number in the file; a number where it is one."""
    label = quoted.page_label or str(quoted.page)
    return int(label) if label.isascii() and label.isdigit() else label
