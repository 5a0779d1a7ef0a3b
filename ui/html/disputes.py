"""Two reviewers' work as HTML: who they are, what both decided of a place, where they differ. Pure; all text is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import urlsplit

from index.review.decisions import Decision, Decisions, Panel
from index.review.telling import agreed
from ui.html import matrix, words

TRUST = (
    "Names are taken on trust: there is no login, and whoever gives a reviewer’s name sees that reviewer’s decisions and makes them. "
    "Until both have decided on a body, neither is shown what the other decided, here or in any file. After that both decisions "
    "stay as they are, and where they differ an arbiter settles it."
)


def panel(review: Decisions, here: str, name: str = "") -> str:
    """Who reviews and settles, how far each is and how far they agree, what names are worth, and the link to join by."""
    who = review.panel or Panel()
    seats = [
        f"{_name(each, name)} ({words.count(many, 'body')} decided)"
        for each, many in zip(who.reviewers, who.decided, strict=True)
    ]
    lacking = ("nobody yet", "a second has not joined yet", "")[len(seats)]
    arbiter = _name(who.arbiter, name) if who.arbiter else "nobody yet"
    agreement = agreed(review)
    return (
        f"<section aria-label='Who reviews'><p><strong>Reviewers:</strong> {'; '.join(filter(None, (*seats, lacking)))}</p>"
        f"<p><strong>Arbiter:</strong> {arbiter}</p><p>{escape(agreement[:1].upper() + agreement[1:])}.</p>"
        f"<p class='is-quiet'>{escape(TRUST)} To join, open <a href='{escape(here)}'>{escape(here)}</a> and give your name.{_alone(here)}</p></section>"
    )


def _alone(here: str) -> str:
    """Said where the address leads nowhere on another computer."""
    local = urlsplit(here).hostname in ("localhost", "127.0.0.1", "::1")
    return (
        " This address opens on this computer alone: to work from another, the page has to be served to others."
        if local
        else ""
    )


def _name(each: str, mine: str) -> str:
    return f"{escape(each)}{' (you)' if each == mine else ''}"


def told(decided: Decision) -> str:
    """What each decided of a place that both decided on, and what stands."""
    items = "".join(f"<li>{escape(each.told)}</li>" for each in decided.each)
    stands = "In dispute" if decided.disputed else f"Stands: {decided.decision}"
    return f"<ul>{items}<li><strong>{escape(stands)}</strong></li></ul>"


def listed(review: Decisions, names: Mapping[str, str], links: Mapping[str, str]) -> str:
    """Where the two differ, on bodies and on quotations: in dispute first, then what was settled."""
    lines = [(key, "", each) for key, each in review.bodies.items()]
    lines += [(key, f"“{quote}”", each) for (key, _, quote), each in review.quotes.items()]
    found = [each for each in lines if each[0] in names and (each[2].disputed or len(each[2].each) > 2)]
    if not found:
        return ""
    ordered = sorted(found, key=lambda each: not each[2].disputed)
    names_of = review.panel.reviewers if review.panel else ()
    rows = [_row(names[key], links.get(key, ""), about, each) for key, about, each in ordered]
    return matrix.frame(f"Disagreements ({len(found)})", ("Body", *names_of, "What stands"), rows)


def _row(body: str, link: str, about: str, decided: Decision) -> list[str]:
    named = f"<a href='{escape(link)}' target='_self'>{escape(body)}</a>" if link else escape(body)
    quoted = f"<br><span class='is-quiet'>{escape(about)}</span>" if about else ""
    each = [f"{escape(one.decision)}{f': {escape(one.note)}' if one.note else ''}" for one in decided.each[:2]]
    if decided.disputed:
        stands = "In dispute: the program’s verdict" if not about else "In dispute"
    else:
        last = decided.each[-1]
        stands = f"{last.decision}, settled by {last.by}{f': {last.note}' if last.note else ''}"
    return [f"{named}{quoted}", *each, escape(stands)]
