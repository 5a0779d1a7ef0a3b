"""Findings as HTML: in a table over many bodies, and in the lists of one. Pure; all report text is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from corpus.families.registry import PROFILES, area_name
from index.answers import days
from index.contents.records import GRADE, FindingMade
from index.links import Links
from ui.html import links, words

HEADINGS = {
    "body": "Body",
    "newest": "Inspected",
    "kind": "Kind",
    "area": "Area",
    "": "What the report says",
    "file": "Where",
}
SORTED = {"newest": "descending", "oldest": "ascending", "body": "ascending", "kind": "ascending", "area": "ascending"}
LONG = 420  # characters; a longer text is folded


def table(findings: Sequence[FindingMade], opens: Links, order: str) -> str:
    """A table of findings, a row each; the column that it is sorted by says so."""
    head = "".join(
        f"<th role='columnheader' scope='col'{_sorted(key, order)}>{text}</th>" for key, text in HEADINGS.items()
    )
    rows = "".join(_row(found, opens) for found in findings)
    return (
        "<div class='is-findings' tabindex='0' role='region' aria-label='Findings'><table role='table'><thead role='rowgroup'>"
        f"<tr role='row'>{head}</tr></thead><tbody role='rowgroup'>{rows}</tbody></table></div>"
    )


def _sorted(key: str, order: str) -> str:
    here = "newest" if order == "oldest" else order
    return f" aria-sort='{SORTED[order]}'" if key and key == here and order in SORTED else ""


def _row(found: FindingMade, opens: Links) -> str:
    cells = (
        (escape(when(found)), "is-when"),
        (escape(kind(found)), "is-kind"),
        (area(found), "is-area"),
        (said(found), "is-said"),
        (place(found, opens), "is-where"),
    )
    inner = "".join(f"<td role='cell' class='{name}'>{cell}</td>" for cell, name in cells)
    return f"<tr role='row'><th role='rowheader' scope='row'>{links.body(found.key, found.body)}</th>{inner}</tr>"


def when(found: FindingMade) -> str:
    """The days of inspection, else of publication, else that neither is known; and by what they are known, if not by the report."""
    marked = " (by the manifest)" if found.dated_by.endswith("manifest") else ""
    if found.inspected:
        return " and ".join(map(days.span, found.inspected.split("; "))) + marked
    return f"published {days.day(found.published)}{marked}" if found.published else "unknown"


def kind(found: FindingMade) -> str:
    """The kind of a finding, with the grade where it is one."""
    return f"Grade: {words.sentence_case(found.grade or '')}" if found.kind == GRADE else words.kind(found.kind)


def area(found: FindingMade) -> str:
    """The area that a finding is of; that the report names none."""
    name = found.area or (area_name(found.area_key) if found.area_key else "")
    return escape(name) if name else "<span class='is-quiet'>no area named</span>"


def said(found: FindingMade) -> str:
    """The words of a finding, its title first, a paragraph each; a long text folded after its beginning."""
    number = f"{escape(found.number)} " if found.number else ""
    title = f"<p class='is-finding'>{number}{escape(found.title)}</p>" if found.title else ""
    lines = found.text.split("\n") if found.text else []
    paragraphs = "".join(f"<p>{'' if title or i else number}{escape(line)}</p>" for i, line in enumerate(lines))
    if len(found.text) <= LONG:
        return f"{title}{paragraphs}"
    begun = found.text[:LONG].rsplit(None, 1)[0].replace("\n", " ")
    summary = f"<span class='is-begun'>{escape(begun)} …</span><span class='is-less'>Show less</span>"
    return f"{title}<details><summary class='is-plain'>{summary}</summary>{paragraphs}</details>"


def place(found: FindingMade, opens: Links) -> str:
    """Page and file, the page as a link to the words on it, and the published report where its address is known."""
    named = f"page {found.page}" if found.page else "page unknown"
    page = links.opened(opens.stored(found.opens), named) if found.opens else escape(named)
    web = links.published(found.address and f"{found.address}#page={found.page or 1}", "published report")
    profile = PROFILES.get(found.family)
    report = " · ".join(filter(None, (profile.label if profile else found.family, found.cycle)))
    return f"{page}<br>{escape(report)}<br><span class='is-quiet'>{escape(found.file)}</span>" + (
        f"<br>{web}" if web else ""
    )


def item(found: FindingMade, opens: Links, shows_kind: bool = True) -> str:
    """A finding in a list of those of one report."""
    page = f"page {found.page}" if found.page else "page unknown"
    shown = links.opened(opens.stored(found.opens), f"{page}, see it on the page") if found.opens else escape(page)
    facts = (escape(kind(found)) if shows_kind else "", escape(found.area or ""), escape(found.section or ""))
    return f"<li>{said(found)}<p class='is-facts'>{' · '.join(filter(None, (shown, *dict.fromkeys(facts))))}</p></li>"
