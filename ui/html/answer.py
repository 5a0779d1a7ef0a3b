"""Answers as HTML, and the grouping they are shown in. Pure: records in, text out; nothing here draws.

Every word that comes from a report, a file name or a visitor passes through `html.escape`. A verdict is always a word
and a sign as well as a colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from index.answers.days import told
from index.answers.hits import BodyHit
from index.answers.quotation import Evidence
from index.answers.verdict_words import FACTS
from ui.html import links, words
from ui.html.groups import Group
from ui.html.quotation import Beside, decision, headed, quotation, why

LONG = 8  # bodies; a longer group of lesser interest starts folded


def group(block: Group, shares: dict[str, str], opened: str | None = None, beside: Beside | None = None) -> str:
    """A group as a section with its heading and an ordered list of bodies."""
    items = "".join(
        f"<li>{body(hit, shares.get(hit.key, ''), hit.key == opened, block.asked, beside)}</li>" for hit in block.hits
    )
    heading = f"<h2>{escape(block.title)} <span class='is-number'>({len(block.hits)})</span></h2>"
    inner = f"<p class='is-quiet'>{escape(block.explained)}</p><ol class='is-bodies'>{items}</ol>"
    if block.lesser and len(block.hits) > LONG:
        unfolded = " open" if any(hit.key == opened for hit in block.hits) else ""
        inner = f"<details{unfolded}><summary>Show all {len(block.hits)}</summary>{inner}</details>"
    return f"<section id='group-{escape(block.key)}' class='is-group{' is-listed' if block.listed else ''}'>{heading}{inner}</section>"


def unlisted() -> str:
    """Said where the list is empty, above what came near."""
    return (
        "<section class='is-group'><h2>Nothing clear enough to list</h2><p class='is-quiet'>"
        "No report says anything clear enough to count. The closest matches are below.</p></section>"
    )


def body(
    hit: BodyHit, link: str = "", opened: bool = False, asked: str = "neutral", beside: Beside | None = None
) -> str:
    """One body: name, verdict, grade, best quotation, and the rest of the evidence folded below it."""
    beside = beside or Beside()
    sign, word = words.verdict(hit.verdict)
    chip = (
        ""
        if asked == "facts"
        else f"<span class='is-verdict is-{escape(hit.verdict)}'><span aria-hidden='true'>{sign}</span> {word}</span>"
    )
    facts = " · ".join(escape(fact) for fact in _facts(hit))
    share = (
        f"<span class='is-share'> · <a href='{escape(link)}' target='_self'>Link to this body</a></span>"
        if link
        else ""
    )
    best = hit.evidence[0] if hit.evidence else None
    heads = headed(hit.evidence)
    shown = _evidence(best, hit, asked, beside, heads[0]) if best else "" if asked == "facts" else _near(hit, beside)
    decided = decision(beside.review.body(hit.key))
    return (
        f"<article id='body-{escape(hit.key)}' class='is-body{' is-opened' if opened and link else ''}'>"
        f"<header><h3>{links.body(hit.key, hit.body)}</h3>{chip}{decided}</header>"
        f"<p class='is-facts'>{facts}{share}</p>{shown}{_more(hit, opened, asked, beside, heads[1:])}</article>"
    )


def facts(hit: BodyHit) -> str:
    """Days, cycle and grade of a body's report as a line. The days come first: a cycle may read as a year and be none."""
    return f"<p class='is-facts'>{' · '.join(map(escape, _facts(hit)))}</p>"


def _facts(hit: BodyHit) -> tuple[str, ...]:
    grade = f"{words.sentence_case(hit.grade.grade)} · {hit.grade.label}" if hit.grade else "No grade for this area"
    found = words.count(hit.found, "sentence") + " found" if hit.found else ""
    of = hit.full or hit.origin  # the grade is that of the full inspection, whatever the best quotation is from
    return tuple(fact for fact in (told(of), of.cycle, grade, found) if fact)


def _near(hit: BodyHit, beside: Beside) -> str:
    if hit.verdict in FACTS:
        return f"<p class='is-quiet'>{escape(words.sentence_case(hit.note or ''))}.</p>"
    if not hit.near:
        return "<p class='is-quiet'>Nothing in the report comes close to the question.</p>"
    return f"<p class='is-quiet'>Closest passage, which does not answer the question:</p>{quotation(hit.near, hit, beside)}"


def _evidence(evidence: Evidence, hit: BodyHit, asked: str, beside: Beside, titled: bool) -> str:
    """A quotation with what is known of it, and what was decided."""
    facts = " · ".join(map(escape, words.about(evidence, asked)))
    reason = f"<br>{escape(why(evidence, beside.understood))}" if beside.understood and asked != "facts" else ""
    decided = decision(beside.review.quote(hit.key, evidence.file, evidence.quote))
    return f"{quotation(evidence, hit, beside, titled)}<p class='is-facts'>{facts}{reason}</p>{decided}"


def _more(hit: BodyHit, opened: bool, asked: str, beside: Beside, heads: Sequence[bool]) -> str:
    """The evidence after the best, folded until asked for."""
    rest = hit.evidence[1:]
    if not rest:
        return ""
    items = "".join(
        f"<li>{_evidence(each, hit, asked, beside, titled)}</li>" for each, titled in zip(rest, heads, strict=True)
    )
    unfolded = " open" if opened else ""
    return f"<details{unfolded}><summary>More evidence ({len(rest)})</summary><ol>{items}</ol></details>"
