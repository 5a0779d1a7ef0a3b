"""Bodies that a question is about and that have no answer, as HTML: those whose reports are outside, and those without any.

Pure; everything from outside is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from index.answers.outside import FILTERS, QUESTION, Outside
from ui.html import words

OUTSIDE = {
    FILTERS: ("Outside your filters", "They have a report, but none that your filters let through."),
    QUESTION: (
        "Outside the question",
        "They have a report, but none that the question asks about: it names a programme, a time or a grade.",
    ),
}


def outside(bodies: Sequence[Outside], links: Mapping[str, str]) -> str:
    """The bodies that have a report which the filters or the question leave out, each with it; `links` show the answer
    without the filters, by body."""
    parts = []
    for by, (title, explained) in OUTSIDE.items():
        own = [each for each in bodies if each.by == by]
        items = "".join(f"<li>{_outside(each, links.get(each.key, '') if by == FILTERS else '')}</li>" for each in own)
        if own:
            parts.append(
                f"<section id='group-outside-{by}' class='is-group'><h2>{title} <span class='is-number'>({len(own)})</span></h2>"
                f"<p class='is-quiet'>{explained}</p><details><summary>Show them</summary><ul>{items}</ul></details></section>"
            )
    return "".join(parts)


def _outside(body: Outside, link: str) -> str:
    newest = body.reports[0]
    said = ", ".join(filter(None, (words.report(newest), newest.cycle)))
    more = f", and {words.count(len(body.reports) - 1, 'older report')}" if len(body.reports) > 1 else ""
    name = escape(body.body)
    shown = (
        f" · <a href='{escape(link)}' target='_self'>Show it without filters<span class='is-hidden'>: {name}</span></a>"
    )
    return f"<strong>{name}</strong>: {escape(said + more)}{shown if link else ''}"


def missing(names: Sequence[str]) -> str:
    """The bodies that the question is about and no report is indexed of: not the same as nothing found."""
    if not names:
        return ""
    items = "".join(f"<li>{escape(name)}</li>" for name in names)
    folded = f"<details><summary>{words.count(len(names), 'body')} without a report</summary><ul>{items}</ul></details>"
    return (
        f"<section id='group-missing' class='is-group'><h2>No report <span class='is-number'>"
        f"({len(names)})</span></h2><p class='is-quiet'>There was no report to search, so this says nothing about them.</p>{folded}</section>"
    )
