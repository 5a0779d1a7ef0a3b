"""Answers as HTML, and the grouping they are shown in. Pure: records in, text out; nothing here draws.

Every word that comes from a report, a file name or a visitor passes through `html.escape`. A verdict is always a word
and a sign as well as a colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from corpus.bodies import KINDS
from index.answers.days import told
from index.answers.hits import BodyHit
from index.answers.quotation import Evidence
from index.answers.results import Answer
from index.answers.understood import Searched
from index.answers.verdict_words import FACTS, GRADED, NO_CONCERN, wanted
from ui.html import links, words
from ui.html.quotation import Beside, decision, headed, quotation, why
from ui.html.unanswered import OUTSIDE

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
    listed: bool = False


# Answers by facts alone, by verdict: what each is called and what it means.
_FACTS = {
    "met": ("On the list", "Their grades, as the reports print them."),
    "graded": ("Graded", "Their grades, as the reports print them."),
    "not_met": ("Another grade", "The grade is not the one asked for."),
    "ungraded": ("No grade given", "Their newest full inspection gives no such grade, or there is none."),
    "findings": ("With findings of this kind", "The first words of each."),
    "no_findings": ("Without such findings", "None was found in the report."),
}
_STANCES = ("concern", "praise", "neutral", NO_CONCERN)
_VERDICTS = {
    "concern": ("Concern", "Inspectors found a problem, and no clear praise."),
    "mixed": ("Concern and praise", "Inspectors found both problems and good work."),
    "praise": ("Praise", "Inspectors found this done well, and no clear problem."),
    "mentioned": ("Mentioned", "The report mentions it without criticism or praise."),
    "none": ("Nothing found", "The report says nothing about this. The closest passage is shown."),
}


def groups(answer: Answer) -> tuple[Group, ...]:
    """Every body of the answer in exactly one group, the listed ones first, in the order of the answer."""
    included = tuple(hit for hit in answer.bodies if hit.listed and not hit.found_listed)
    excluded = tuple(hit for hit in answer.bodies if hit.found_listed and not hit.listed)
    if not included and not excluded:
        return _found(answer)
    left = tuple(hit for hit in answer.bodies if hit.listed == hit.found_listed)
    found, stance = _found(replace(answer, bodies=left)), answer.understood.stance
    put = Group(
        "included", "Included in review", "A reviewer lists these; the program does not.", included, False, stance, True
    )
    out = Group(
        "excluded", "Excluded in review", "The program lists these; a reviewer does not.", excluded, True, stance
    )
    both = (*(g for g in found if g.listed), put, *(g for g in found if not g.listed), out)
    return tuple(group for group in both if group.hits)


def _found(answer: Answer) -> tuple[Group, ...]:
    """Bodies by what the program found."""
    if answer.understood.answer in ("grades", "findings"):
        return _by_facts(answer.bodies)
    stance = answer.understood.stance if answer.understood.stance in _STANCES else "neutral"
    asked_for = wanted(stance)
    found = [_verdict(verdict, answer.listed, stance, listed=True) for verdict in (*asked_for, *_VERDICTS)]
    rest = tuple(hit for hit in answer.bodies if not hit.listed)
    weak = tuple(hit for hit in rest if hit.verdict in asked_for)
    found.append(
        Group("weak", "Weaker signs", "Something was found, but not clearly enough to count.", weak, asked=stance)
    )
    found += [_verdict(verdict, rest, stance) for verdict in _VERDICTS if verdict not in asked_for]
    return tuple({group.key: group for group in found if group.hits}.values())


def _by_facts(hits: Sequence[BodyHit]) -> tuple[Group, ...]:
    """Bodies by what their grades or findings are; no verdict of texts is made."""
    found = []
    for verdict, (title, explained) in _FACTS.items():
        own = tuple(hit for hit in hits if hit.verdict == verdict)
        listed = all(hit.listed for hit in own)
        found.append(Group(verdict, title, explained, own, not listed, "facts", listed))
    return tuple(group for group in found if group.hits)


def _verdict(verdict: str, hits: Sequence[BodyHit], stance: str, *, listed: bool = False) -> Group:
    title, explained = _VERDICTS[verdict]
    own = tuple(hit for hit in hits if hit.verdict == verdict)
    lesser = not listed and verdict in ("mentioned", "none")
    return Group(f"listed-{verdict}" if listed else verdict, title, explained, own, lesser, stance, listed)


def summary(answer: Answer) -> str:
    """The answer in a line, then counts, each a link to its group."""
    items = [f"<li><strong>{escape(headline(answer))}</strong></li>"]
    items += [
        f'<li><a href="#group-{escape(g.key)}">{escape(g.title)}</a> <strong>{len(g.hits)}</strong></li>'
        for g in groups(answer)
    ]
    for by, (title, _) in OUTSIDE.items():
        if count := sum(each.by == by for each in answer.outside):
            items.append(f'<li><a href="#group-outside-{by}">{title}</a> <strong>{count}</strong></li>')
    if answer.no_report:
        items.append(f'<li><a href="#group-missing">No report</a> <strong>{len(answer.no_report)}</strong></li>')
    return f'<ul class="is-counts" aria-label="Bodies by answer">{"".join(items)}</ul>'


def headline(answer: Answer) -> str:
    """The answer in a few words: `42 of 90 local authorities have a concern`."""
    kind = KINDS.get(answer.understood.kind or "")
    total, listed = len(answer.bodies), len(answer.listed)
    who = kind.label if kind else "bodies"
    if total == 1:
        who = kind.singulars[-1] if kind else "body"
    facts = {"grades": "have such a grade", "findings": "have such findings"}
    if answer.understood.answer in facts and any(hit.verdict == GRADED for hit in answer.bodies):
        facts["grades"] = "are graded"
    sides = {
        "concern": "have a concern",
        "praise": "are praised",
        NO_CONCERN: "have no concern found",
        "neutral": "are found to mention it",
    }
    said = facts.get(answer.understood.answer) or sides.get(answer.understood.stance, sides["neutral"])
    reviewed = ", after review" if any(hit.listed != hit.found_listed for hit in answer.bodies) else ""
    return f"{listed:,} of {total:,} {who} {said}{reviewed}"


def searched(done: Searched) -> str:
    """How much was looked at, as a sentence."""
    return (
        f"Searched {words.count(done.passages, 'passage')} of {words.count(done.reports, 'report')} on "
        f"{words.count(done.bodies, 'body')} ({words.as_of(done.generation)})."
    )


def understood(answer: Answer, narrowed: Sequence[str] = ()) -> str:
    """What the question was taken for, what it was narrowed by, how much was searched, and what a reader must know."""
    made = answer.understood
    also = f"Also searched for: {', '.join(made.expansions)}." if made.expansions else ""
    akin = (
        f"Related terms (not searched): {', '.join(made.related)}. Add one to your question to include it."
        if made.related
        else ""
    )
    estimate = answer.completeness.sentence if answer.completeness else ""
    within = f"Filtered by {'; '.join(narrowed)}." if narrowed else ""
    quiet = " ".join(filter(None, (also, akin, searched(answer.searched), estimate)))
    plain = "".join(f"<p>{escape(line)}</p>" for line in (within, *answer.notes) if line)
    return (
        f"<section class='is-understood' data-question='{escape(answer.question)}' aria-label='How we read your question'><p><strong>{escape(made.sentence)}</strong>"
        f"</p>{plain}<p class='is-quiet'>{escape(quiet)}</p></section>"
    )


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
