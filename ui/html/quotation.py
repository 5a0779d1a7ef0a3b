"""A quotation as HTML: its words, its page, why it matched and what a reviewer decided. Pure; all report text is escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

from corpus.names import fold
from index.answers.hits import BodyHit
from index.answers.quotation import Evidence
from index.answers.understood import Understood
from index.evidence.matched_words import matched
from index.review.decisions import Decision, Decisions
from ui.html import words


@dataclass(frozen=True, slots=True)
class Beside:
    """What is shown beside quotations: why they match what was understood, where they are opened, what was decided."""

    understood: Understood | None = None
    opens: Callable[[BodyHit, Evidence], str] = lambda hit, evidence: ""
    review: Decisions = field(default_factory=Decisions)


def decision(decided: Decision) -> str:
    """A reviewer's decision, as a word."""
    if not decided.word and not decided.note:
        return ""
    note = f": {escape(decided.note)}" if decided.note else ""
    return f"<span class='is-decision'>Review: {escape(decided.word or 'noted')}{note}</span>"


def headed(quoted: Sequence[Evidence]) -> tuple[bool, ...]:
    """Whether each of several quotations shown together is headed by the title of its finding: once, and not where the title
    is itself quoted."""
    shown, heads = {_alike(each.quote) for each in quoted}, []
    for each in quoted:
        title = _alike(each.title or "")
        heads.append(bool(title) and title not in shown)
        shown.add(title)
    return tuple(heads)


def _alike(sentence: str) -> str:
    return fold(sentence).rstrip(" .")


def quotation(evidence: Evidence, hit: BodyHit, beside: Beside | None = None, titled: bool = True) -> str:
    """A verbatim quotation with the place it comes from; words of the question in it are set off."""
    beside = beside or Beside()
    report = words.report(evidence.origin) if len(hit.reports) > 1 else ""
    place = " · ".join(escape(part) for part in (evidence.section, report, evidence.file) if part)
    title = f"<p class='is-finding'>{escape(evidence.title or '')}</p>" if titled and all(headed([evidence])) else ""
    again = f" · also on page {', '.join(map(str, evidence.again))}" if evidence.again else ""
    return (
        f"<figure>{title}<blockquote>{worded(evidence.quote, beside.understood)}</blockquote>"
        f"<figcaption>{page_link(evidence, hit, beside)} · {place}{again}</figcaption></figure>"
    )


def worded(quote: str, understood: Understood | None) -> str:
    """The quotation with the words that matched set off."""
    parts, done = [], 0
    for start, end in matched(quote, understood) if understood else ():
        parts.append(f"{escape(quote[done:start])}<mark>{escape(quote[start:end])}</mark>")
        done = end
    return "".join([*parts, escape(quote[done:])])


def why(evidence: Evidence, understood: Understood) -> str:
    """Why a quotation matched, as a sentence."""
    found = {
        evidence.quote[start:end].lower(): evidence.quote[start:end]
        for start, end in matched(evidence.quote, understood)
    }
    score = f"Score {evidence.score:.2f} of 1."
    if found:
        return f"Why it matched: it contains {', '.join(f'“{word}”' for word in found.values())} and is close in meaning. {score}"
    return f"Why it matched: it is close in meaning, though it shares no words with the question. {score}"


def page_link(evidence: Evidence, hit: BodyHit, beside: Beside, *, short: bool = False) -> str:
    """The page in words, as a link to the words on their page, and one to the published report where it is on the web.

    Where room is short, what the first link does is left to who has it read aloud.
    """
    name = f"<strong>{escape(words.page(evidence))}</strong>"
    if here := beside.opens(hit, evidence):
        quiet = "<span class='is-hidden'>" if short else ""
        end = "" if short else "<span class='is-hidden'>"
        name = f"<a href='{escape(here)}' target='_blank'>{name}{quiet}, see it on the page{end} (opens a new tab)</span></a>"
    address = evidence.origin.address or ""
    if not address.startswith(("https://", "http://")):
        return name
    target = escape(f"{address}#page={evidence.page}")
    return f"{name} · <a href='{target}' target='_blank' rel='noopener noreferrer'>published report<span class='is-hidden'> (opens a new tab)</span></a>"
