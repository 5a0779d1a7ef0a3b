"""An answer as a table, one row a body, that opens to all of its evidence. Pure; everything from outside is escaped.

Rows are sorted, opened and copied by `table.js`, which knows the classes and data of this module; without it the table
stands as it is written, strongest first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from corpus.families.registry import best_first
from index.answers.days import INSPECTED, UNKNOWN, inspected, published
from index.answers.hits import BodyHit
from index.answers.quotation import Evidence
from index.answers.verdict_words import FACTS
from ui.html import answer as cards
from ui.html import links as to
from ui.html import words
from ui.html.groups import order
from ui.html.quotation import Beside, decision, page_link, worded

WEAK = words.strength(0)
HEADINGS = (("place", "No."), ("body", "Body"), ("verdict", "Answer"), ("grade", "Grade"), ("date", "Inspected"), ("", "Best quotation"), ("", "Page"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """Bodies under one heading: all of them, and those that have a row; `first` is the place of the first in the answer."""

    key: str
    title: str
    hits: Sequence[BodyHit]
    shown: Sequence[BodyHit]
    folded: bool = False
    listed: bool = False
    first: int = 1


def section(
    block: Block,
    links: Mapping[str, str],
    opened: str | None = None,
    asked: str = "neutral",
    beside: Beside | None = None,
) -> str:
    """A table under its heading, which says how many there are and of what; folded, it opens below that.

    `links` lead to each body, the one `opened` stands open, `asked` is the stance of the question.
    """
    counts = Counter(hit.verdict for hit in block.hits)
    told = " · ".join(f"{words.verdict(verdict)[1]} {counts[verdict]:,}" for verdict in order(counts))
    many = f"({len(block.hits):,}{f': {escape(told)}' if len(counts) > 1 else ''})"
    heading = f"<h2 tabindex='-1'>{escape(block.title)} <span class='is-number'>{many}</span></h2>"
    part = len(block.shown) < len(block.hits)
    noted = f"<p class='is-quiet'>The first {len(block.shown):,} have a row; sorting orders these.</p>" if part else ""
    copy = "<button type='button' class='is-copy'>Copy table</button>"
    inner = f"{copy}{noted}{_table(block, links, opened, asked, beside or Beside())}"
    if block.folded:
        inner = f"<details><summary>Show {words.count(len(block.shown), 'body')}</summary>{inner}</details>"
    side = " is-listed" if block.listed else ""
    return f"<section id='{escape(block.key)}' class='is-group{side}'>{heading}{inner}</section>"


def _table(block: Block, links: Mapping[str, str], opened: str | None, asked: str, beside: Beside) -> str:
    """The rows under headings that sort them, each with its card behind it."""
    grades = _ranks(block.shown)
    rows = "".join(
        _row(hit, place, grades, hit.key == opened, asked, beside)
        + _card(hit, links.get(hit.key, ""), hit.key == opened, asked, beside)
        for place, hit in enumerate(block.shown, start=block.first)
    )
    head = "".join(_heading(by, name) for by, name in HEADINGS)
    return (
        f"<div class='is-table is-answers' role='region' aria-label='{escape(block.title)}'><table role='table'><thead role='rowgroup'><tr role='row'>{head}</tr></thead>"
        f"<tbody role='rowgroup'>{rows}</tbody></table></div>"
    )


def _heading(by: str, name: str) -> str:
    if not by:
        return f"<th role='columnheader' scope='col'>{name}</th>"
    sort = "ascending" if by == "place" else "none"
    return (
        f"<th role='columnheader' scope='col' aria-sort='{sort}'><button type='button' class='is-sort' data-by='{by}'>{name}"
        "<span aria-hidden='true' class='is-arrow'></span></button></th>"
    )


def _ranks(hits: Sequence[BodyHit]) -> dict[str, int]:
    """The place of each grade among those of the table, best first."""
    return {grade: rank for rank, grade in enumerate(best_first({hit.grade.grade for hit in hits if hit.grade}))}


def _row(hit: BodyHit, place: int, grades: Mapping[str, int], opened: bool, asked: str, beside: Beside) -> str:
    of = hit.full or hit.origin  # the grade is that of the full inspection, whatever the best quotation is from
    rank = grades.get(hit.grade.grade, "") if hit.grade else ""  # what is unknown is sorted last by the script
    sign, word = words.verdict(hit.verdict)
    verdict = f"<span class='is-verdict is-{escape(hit.verdict)}'><span aria-hidden='true'>{sign}</span> {escape(word)}</span>"
    grade = (
        f"{escape(words.sentence_case(hit.grade.grade))}<span class='is-under'>{escape(hit.grade.label)}</span>"
        if hit.grade
        else "<span class='is-quiet'>None for this area</span>"
    )
    cycle = f"<span class='is-under'>{escape(of.cycle)}</span>" if of.cycle else ""
    told = (
        verdict + _weak(hit, asked),
        grade,
        f"{escape(_when(hit))}{cycle}",
        _said(hit, beside),
        _where(hit, opened, beside),
    )
    looks = ("", "", "", " class='is-said'", " class='is-where'")
    names = [name for _, name in HEADINGS[2:]]
    cells = f"<td role='cell' class='is-place'>{place}</td>" + (
        f"<th role='rowheader' scope='row'>{to.body(hit.key, hit.body)}{decision(beside.review.body(hit.key))}</th>"
    )
    cells += "".join(
        f"<td role='cell'{look} data-heading='{name}'>{cell}</td>"
        for name, look, cell in zip(names, looks, told, strict=True)
    )
    verdicts = {name: rank for rank, name in enumerate(words.VERDICTS | words.FACTS)}
    return (
        f"<tr role='row' class='is-row' data-place='{place}' data-body='{escape(hit.body)}' data-verdict='{verdicts.get(hit.verdict, 99)}' "
        f"data-grade='{rank}' data-date='{escape(of.date or '')}'>{cells}</tr>"
    )


def _weak(hit: BodyHit, asked: str) -> str:
    """Said where the best quotation answers the question only weakly."""
    best = hit.evidence[0] if hit.evidence else None
    told = best and words.fits(best, asked) and best.kind != "grade" and words.strength(best.score)
    return "<span class='is-under'>weak match</span>" if told == WEAK else ""


def _when(hit: BodyHit) -> str:
    """The days of inspection; those of publication are said to be that."""
    of = hit.full or hit.origin
    if of.inspected:
        return inspected(of)
    return f"published {published(of)}" if of.published else f"{INSPECTED}: {UNKNOWN}"


def _said(hit: BodyHit, beside: Beside) -> str:
    """The best quotation; what it stands for where nothing was found."""
    best = hit.best
    if hit.evidence and best:
        return f"<blockquote>{worded(best.quote, beside.understood)}</blockquote>"
    if hit.verdict in FACTS or not best:
        return f"<p class='is-quiet'>{escape(words.sentence_case(hit.note or ''))}.</p>"
    return f"<p class='is-quiet'>Nothing found. Closest passage: “{worded(best.quote, beside.understood)}”</p>"


def _where(hit: BodyHit, opened: bool, beside: Beside) -> str:
    """The page of the best quotation, and what opens the rest."""
    best = hit.best
    page = f"<span>{page_link(best, hit, beside, short=True)}{_other(best, hit)}</span>" if best else ""
    more = f"All {len(hit.evidence)} quotations" if len(hit.evidence) > 1 else "More"
    return (
        f"{page}<button type='button' class='is-opener' aria-expanded='{str(opened).lower()}' aria-controls='card-{escape(hit.key)}'>"
        f"{more}<span class='is-hidden'> on {escape(hit.body)}</span></button>"
    )


def _other(best: Evidence, hit: BodyHit) -> str:
    """Which report a quotation is from, where that is not the one whose days stand beside it."""
    of = hit.full or hit.origin
    return "" if best.origin.file == of.file else f"<span class='is-under'>{escape(words.report(best.origin))}</span>"


def _card(hit: BodyHit, link: str, opened: bool, asked: str, beside: Beside) -> str:
    shown = "" if opened else " hidden"
    return (
        f"<tr role='row' class='is-card' id='card-{escape(hit.key)}'{shown}><td role='cell' colspan='{len(HEADINGS)}'>"
        f"{cards.body(hit, link, opened, asked, beside)}</td></tr>"
    )
