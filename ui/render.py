"""Answers as HTML, and the grouping they are shown in. Pure: records in, text out; nothing here draws.

Every word that comes from a report, a file name or a visitor passes through `html.escape`. A verdict is always a word
and a sign as well as a colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from index.results import Answer, BodyHit, Evidence, Searched
from ui import words

LONG = 8  # bodies; a longer group of lesser interest starts folded


@dataclass(frozen=True, slots=True)
class Group:
    """Bodies that got the same kind of answer, under one heading. `lesser` groups fold away when they are long.

    `asked` is the stance of the question.
    """

    key: str
    title: str
    explained: str
    hits: tuple[BodyHit, ...]
    lesser: bool = False
    asked: str = "neutral"


_LISTED = {
    "concern": ("Concerns found", "The inspectors found something wanting. These bodies are the list."),
    "praise": ("Praise found", "The inspectors found something done well. These bodies are the list."),
    "neutral": ("Found", "Their reports speak of it. These bodies are the list."),
}
# Answers by facts alone: who meets the question and who does not; no verdict is made.
_FACTS = {
    "grades": (("On the list", "Their grades, as the reports print them."), ("Not on the list", "Other grades, or none was found.")),
    "findings": (("With findings of this kind", "Each as it opens."), ("Without", "None was found in the report.")),
}
_WANTED = {
    "concern": ("concern", "mixed"),
    "praise": ("praise", "mixed"),
    "neutral": ("concern", "mixed", "praise", "mentioned"),
}
_OTHERS = {
    "concern": ("Concerns", "Criticised for it."),
    "mixed": ("Concern and praise", "Both were said."),
    "praise": ("Praise", "Praised for it, with no concern found."),
    "mentioned": ("Mentioned", "The subject comes up, without blame or praise."),
    "none": ("Nothing found", "Nothing in the report answers the question. The closest words are shown."),
}


def groups(answer: Answer) -> tuple[Group, ...]:
    """Every body of the answer in exactly one group, the listed ones first, in the order of the answer."""
    if (facts := _FACTS.get(answer.understood.answer)) is not None:
        (listed, explained), (others, why_not) = facts
        meet, do_not = answer.listed, tuple(hit for hit in answer.bodies if not hit.listed)
        both = (Group("listed", listed, explained, meet, asked="facts"), Group("none", others, why_not, do_not, True, "facts"))
        return tuple(group for group in both if group.hits)
    stance = answer.understood.stance if answer.understood.stance in _LISTED else "neutral"
    rest = tuple(hit for hit in answer.bodies if not hit.listed)
    weak = tuple(hit for hit in rest if hit.verdict in _WANTED[stance])
    found = [
        Group("listed", *_LISTED[stance], answer.listed, asked=stance),
        Group(
            "weak", "Weaker signs", "Something was found, but too weak to put the body on the list.", weak, asked=stance
        ),
    ]
    for verdict, (title, explained) in _OTHERS.items():
        hits = tuple(hit for hit in rest if hit.verdict == verdict and hit not in weak)
        found.append(Group(verdict, title, explained, hits, verdict in ("mentioned", "none"), stance))
    return tuple(group for group in found if group.hits)


def summary(answer: Answer) -> str:
    """One line of counts, each a link to its group."""
    items = [
        f'<li><a href="#group-{escape(g.key)}">{escape(g.title)}</a> <strong>{len(g.hits)}</strong></li>'
        for g in groups(answer)
    ]
    if answer.no_report:
        items.append(f'<li><a href="#group-missing">No report</a> <strong>{len(answer.no_report)}</strong></li>')
    return f'<ul class="is-counts" aria-label="Bodies by answer">{"".join(items)}</ul>'


def searched(done: Searched) -> str:
    """How much was looked at, as a sentence."""
    return (
        f"Searched {words.count(done.passages, 'passage')} of {words.count(done.reports, 'report')} on "
        f"{words.count(done.bodies, 'body')} (generation {done.generation})."
    )


def understood(answer: Answer, narrowed: Sequence[str] = ()) -> str:
    """What the question was taken for, what it was narrowed by, how much was searched, and what a reader must know."""
    made = answer.understood
    also = f"Also searched for: {', '.join(made.expansions)}." if made.expansions else ""
    akin = f"Related, not looked for: {', '.join(made.related)}; add it to the question to find it too." if made.related else ""
    estimate = answer.completeness.sentence if answer.completeness else ""
    within = f"Narrowed by: {'; '.join(narrowed)}." if narrowed else ""
    quiet = "".join(f"<p class='is-quiet'>{escape(line)}</p>" for line in (also, akin, searched(answer.searched), estimate) if line)
    plain = "".join(f"<p>{escape(line)}</p>" for line in (within, *answer.notes) if line)
    return (
        f"<section class='is-understood' aria-label='What was understood'><p><strong>{escape(made.sentence)}</strong>"
        f"</p>{plain}{quiet}</section>"
    )


def group(block: Group, links: dict[str, str], opened: str | None = None) -> str:
    """A group as a section with its heading and an ordered list of bodies."""
    items = "".join(
        f"<li>{body(hit, links.get(hit.key, ''), hit.key == opened, block.asked)}</li>" for hit in block.hits
    )
    heading = f"<h2>{escape(block.title)} <span class='is-number'>({len(block.hits)})</span></h2>"
    inner = f"<p class='is-quiet'>{escape(block.explained)}</p><ol class='is-bodies'>{items}</ol>"
    if block.lesser and len(block.hits) > LONG:
        unfolded = " open" if any(hit.key == opened for hit in block.hits) else ""
        inner = f"<details{unfolded}><summary>Show all {len(block.hits)}</summary>{inner}</details>"
    return f"<section id='group-{escape(block.key)}' class='is-group'>{heading}{inner}</section>"


def unlisted() -> str:
    """Said where the list is empty, above what came near."""
    return (
        "<section class='is-group'><h2>No body is on the list</h2><p class='is-quiet'>"
        "No report answers the question clearly enough. What came near is below.</p></section>"
    )


def missing(names: Sequence[str]) -> str:
    """The bodies in scope that no report is indexed for: not the same as nothing found."""
    if not names:
        return ""
    items = "".join(f"<li>{escape(name)}</li>" for name in names)
    folded = f"<details><summary>{words.count(len(names), 'body')} without a report</summary><ul>{items}</ul></details>"
    return (
        f"<section id='group-missing' class='is-group'><h2>No report indexed <span class='is-number'>"
        f"({len(names)})</span></h2><p class='is-quiet'>Nothing can be said of these either way.</p>{folded}</section>"
    )


def body(hit: BodyHit, link: str = "", opened: bool = False, asked: str = "neutral") -> str:
    """One body: name, verdict, grade, best quotation, and the rest of the evidence folded below it."""
    sign, word = words.verdict(hit.verdict)
    chip = "" if asked == "facts" else f"<span class='is-verdict is-{escape(hit.verdict)}'><span aria-hidden='true'>{sign}</span> {word}</span>"
    facts = " · ".join(escape(fact) for fact in _facts(hit))
    share = f" · <a href='{escape(link)}' target='_self'>Link to this body</a>" if link else ""
    best = hit.evidence[0] if hit.evidence else None
    shown = _evidence(best, hit, asked) if best else "" if asked == "facts" else _near(hit)
    return (
        f"<article id='body-{escape(hit.key)}' class='is-body{' is-opened' if opened else ''}'>"
        f"<header><h3>{escape(hit.body)}</h3>{chip}</header>"
        f"<p class='is-facts'>{facts}{share}</p>{shown}{_more(hit, opened, asked)}</article>"
    )


def quotation(evidence: Evidence, hit: BodyHit) -> str:
    """A verbatim quotation with the place it comes from."""
    place = " · ".join(escape(part) for part in (evidence.section, hit.file) if part)
    headed = evidence.title and evidence.title != evidence.quote
    title = f"<p class='is-finding'>{escape(evidence.title or '')}</p>" if headed else ""
    again = f" · said again on page {', '.join(map(str, evidence.again))}" if evidence.again else ""
    return (
        f"<figure>{title}<blockquote>{escape(evidence.quote)}</blockquote>"
        f"<figcaption>{_page_link(evidence, hit)} · {place}{again}</figcaption></figure>"
    )


def _facts(hit: BodyHit) -> tuple[str, ...]:
    grade = f"{words.sentence_case(hit.grade.grade)} · {hit.grade.label}" if hit.grade else "No grade of this area"
    return tuple(fact for fact in (grade, hit.cycle, hit.published and f"published {hit.published}") if fact)


def _page_link(evidence: Evidence, hit: BodyHit) -> str:
    """The page in words, as a link to that page where the report has an address on the web."""
    name = f"<strong>{escape(words.page(evidence))}</strong>"
    if not (hit.address or "").startswith(("https://", "http://")):
        return name
    target = escape(f"{hit.address}#page={evidence.page}")
    return f"<a href='{target}' target='_blank' rel='noopener noreferrer'>{name}</a>"


def _near(hit: BodyHit) -> str:
    if not hit.near:
        return "<p class='is-quiet'>No words in the report come near the question.</p>"
    return f"<p class='is-quiet'>Closest words, not an answer:</p>{quotation(hit.near, hit)}"


def _evidence(evidence: Evidence, hit: BodyHit, asked: str) -> str:
    """A quotation with what is known of it."""
    facts = " · ".join(map(escape, words.about(evidence, asked)))
    return f"{quotation(evidence, hit)}<p class='is-facts'>{facts}</p>"


def _more(hit: BodyHit, opened: bool, asked: str) -> str:
    """The evidence after the best, folded until asked for."""
    rest = hit.evidence[1:]
    if not rest:
        return ""
    items = "".join(f"<li>{_evidence(each, hit, asked)}</li>" for each in rest)
    unfolded = " open" if opened else ""
    return f"<details{unfolded}><summary>More evidence ({len(rest)})</summary><ol>{items}</ol></details>"
