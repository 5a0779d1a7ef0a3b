"""What stands above an answer: the answer in a sentence, what the question was taken for, and what is to be known of the list.

Pure; everything from outside is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from index.answers.headline import FINDINGS, GRADES, headline
from index.answers.results import Answer
from index.answers.understood import Searched
from index.answers.verdict_words import NO_CONCERN
from ui.html import words
from ui.html.groups import groups
from ui.html.unanswered import OUTSIDE


def summary(answer: Answer) -> str:
    """Counts, each a link to its group."""
    items = [
        f'<li><a href="#group-{escape(g.key)}">{escape(g.title)}</a> <strong>{len(g.hits)}</strong></li>'
        for g in groups(answer)
    ]
    for by, (title, _) in OUTSIDE.items():
        if count := sum(each.by == by for each in answer.outside):
            items.append(f'<li><a href="#group-outside-{by}">{title}</a> <strong>{count}</strong></li>')
    if answer.no_report:
        items.append(f'<li><a href="#group-missing">No report</a> <strong>{len(answer.no_report)}</strong></li>')
    return f'<ul class="is-counts" aria-label="Bodies by answer">{"".join(items)}</ul>'


def searched(done: Searched) -> str:
    """How much was looked at, as a sentence."""
    return (
        f"Searched {words.count(done.passages, 'passage')} of {words.count(done.reports, 'report')} on "
        f"{words.count(done.bodies, 'body')} ({words.as_of(done.generation)})."
    )


def understood(answer: Answer, narrowed: Sequence[str] = ()) -> str:
    """The headline, what the question was taken for, what it was narrowed by, and what a reader must know before the list."""
    said = f"<p class='is-headline'><strong>{escape(headline(answer))}</strong></p>" if answer.bodies else ""
    first = [note for note in answer.notes if note not in answer.caveats]
    estimate = f" {answer.completeness.sentence}" if answer.completeness else ""
    within = f"Filtered by {'; '.join(narrowed)}." if narrowed else ""
    plain = "".join(f"<p>{escape(line)}</p>" for line in (within, *first) if line)
    return (
        f"<section class='is-understood' data-question='{escape(answer.question)}' aria-label='How we read your question'>"
        f"{said}<p class='is-read'>{escape(answer.understood.sentence + estimate)}</p>{plain}</section>"
    )


def about(answer: Answer) -> str:
    """How the list was made and how far it can be relied on, folded away until asked for."""
    made = answer.understood
    none = " no" if made.stance == NO_CONCERN else " a"
    rules = {
        GRADES: "A body is on the list where its newest full inspection gives a grade that was asked for.",
        FINDINGS: f"A body is on the list where its reports have{none} finding of this kind.",
    }
    rule = rules.get(
        made.answer, "A body is on the list where its reports say so clearly enough. The others are below the list."
    )
    also = f"Also searched for: {', '.join(made.expansions)}." if made.expansions else ""
    akin = (
        f"Related terms (not searched): {', '.join(made.related)}. Add one to your question to include it."
        if made.related
        else ""
    )
    told = (*answer.caveats, rule, searched(answer.searched), also, akin)
    lines = "".join(f"<p>{escape(line)}</p>" for line in told if line)
    many = f" ({words.count(len(answer.caveats), 'caution')})" if answer.caveats else ""
    return f"<details class='is-about'><summary>About this list{many}</summary>{lines}</details>"
