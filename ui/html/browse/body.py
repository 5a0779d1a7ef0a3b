"""A body as HTML: its reports, its grades over time, what reports set apart, what was decided of it. Pure; all text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlencode

from corpus.bodies import KINDS
from corpus.families.registry import AREA_NAMES, PROFILES, area_name
from corpus.families.texts import listed
from index.answers.days import published, told
from index.contents.records import DONE_WELL, GRADE, TO_IMPROVE, BodyHeld, FindingMade, ReportHeld
from index.links import Links
from index.review.saved import About
from ui.html import links, matrix, words
from ui.html.browse import finding
from ui.state.address import ABOUT

NO_REPORT = "There is no report on it in this index, so nothing can be said of it here."
UNKNOWN = "unknown"
LONG, WIDE = ("Title", "Theme", "Outcome", "Inspected with it", "Files", "Problems in reading"), " class='is-wide'"


def lead(held: BodyHeld) -> str:
    """What it is, and how many reports there are on it."""
    kind = KINDS.get(held.kind or "")
    facts = (
        words.sentence_case(kind.singular) if kind else "",
        held.region or "",
        words.count(len(held.reports), "report"),
    )
    note = f"<p>{escape(held.note)}</p>" if held.note else ""
    return f"<p class='is-facts'>{escape(' · '.join(filter(None, facts)))}</p>{note}"


def ask(held: BodyHeld) -> str:
    """A box that leads to the search with this body as its filter. It needs no script, and no run of this page."""
    name = escape(held.name)
    return (
        "<form class='is-ask' action='./' method='get' target='_self'>"
        f"<label for='ask-body'>Ask about {name}</label>"
        "<input id='ask-body' name='q' type='search' maxlength='500' required autocomplete='off'>"
        f"<input type='hidden' name='{ABOUT}' value='{escape(held.key)}'><button type='submit'>Ask</button></form>"
    )


def contents(held: BodyHeld) -> str:
    """Links to the parts of the page."""
    parts = {"reports": "Reports", "grades": "Grades over time"} | {key: title for key, title, *_ in _PARTS}
    items = "".join(
        f"<li><a href='#{key}'>{title}</a></li>" for key, title in (parts | {"decisions": "Saved decisions"}).items()
    )
    return f"<ul class='is-counts' aria-label='On this page'>{items}</ul>"


# Reports -----------------------------------------------------------------------------------------------------------------


def reports(held: BodyHeld, opens: Links) -> str:
    """The reports, newest first, each with all that is known of it; what is unknown is said."""
    items = "".join(f"<li>{_report(report, opens)}</li>" for report in held.reports)
    return _section("reports", "Reports", len(held.reports), f"<ol class='is-bodies'>{items}</ol>")


def _report(report: ReportHeld, opens: Links) -> str:
    info = report.info
    facts = {
        "Programme": escape(_label(info.family)),
        "Framework or cycle": escape(info.cycle or UNKNOWN),
        "Title": escape(report.title or UNKNOWN),
        "Theme": escape(report.theme or ""),
        "Outcome": escape(report.outcome or ""),
        "Published": escape(published(info)),
        "Inspected with it": escape(", ".join(report.also)),
        "Grades": escape(_graded(report)),
        "Pages": escape(f"{info.pages:,}"),
        "Files": _files(report, opens),
        "Problems in reading": escape("; ".join(info.problems) or "none"),
    }
    inner = "".join(
        f"<div{WIDE if name in LONG else ''}><dt>{name}</dt><dd>{value}</dd></div>"
        for name, value in facts.items()
        if value
    )
    return f"<article class='is-body'><h3>{escape(told(info))}</h3><dl class='is-known'>{inner}</dl></article>"


def _graded(report: ReportHeld) -> str:
    info = report.info
    expected = "" if info.grades_expected in (None, info.grades) else f" of {info.grades_expected} expected"
    unjudged = f"; not judged: {', '.join(info.not_judged)}" if info.not_judged else ""
    return (f"{info.grades}{expected}" if info.grades or expected else "none given") + unjudged


def _files(report: ReportHeld, opens: Links) -> str:
    """The files, the first as a link to its first page here, and the published report."""
    first, *others = report.info.sources
    address = f"{opens.base}/evidence?" + urlencode({"file": report.info.file, "page": 1})
    parts = [links.opened(address, first), *map(escape, others), links.published(report.address, "published report")]
    return "<br>".join(filter(None, parts))


# Grades ------------------------------------------------------------------------------------------------------------------


def grades(held: BodyHeld, opens: Links) -> str:
    """For each family that grades areas, its reports side by side, the oldest first; a grade opens where it is printed."""
    given = {(found.file, found.area_key): found for found in held.findings if found.kind == GRADE}
    parts = []
    for family in held.printed:
        rows = [each for each in reversed(held.reports) if each.info.family == family and each.info.grades]
        if rows:
            parts.append(_matrix(family, rows, given, opens))
    without = [_label(family) for family in held.printed if GRADE not in held.printed[family]]
    said = f"<p class='is-quiet'>{escape(_no_grades(without))}</p>" if without else ""
    if not parts and not without:
        said = "<p class='is-quiet'>None of the reports on it gives grades.</p>"
    return _section("grades", "Grades over time", None, "".join(parts) + said)


def _no_grades(labels: Sequence[str]) -> str:
    return f"No report of the programme{'s' if len(labels) > 1 else ''} {listed(labels)} in this index gives grades."


def _matrix(
    family: str, rows: Sequence[ReportHeld], given: dict[tuple[str, str | None], FindingMade], opens: Links
) -> str:
    used = {area for file, area in given if area and any(file == row.info.file for row in rows)}
    areas = [area for area in AREA_NAMES if area in used] + sorted(used - AREA_NAMES.keys())
    headings = ["Area", *(f"{told(row.info)} · {row.info.cycle or 'cycle unknown'}" for row in rows)]
    lines = [
        [escape(area_name(area)), *(_grade(given.get((row.info.file, area)), area, opens) for row in rows)]
        for area in areas
    ]
    return matrix.frame(
        f"{_label(family)}: grades", headings, lines, "– means that the report gives no such grade.", level=3
    )


def _grade(found: FindingMade | None, area: str, opens: Links) -> str:
    if found is None:
        return "<span class='is-quiet'>–</span>"
    name = words.sentence_case(found.grade or "")
    shown = links.opened(opens.stored(found.opens), name) if found.opens else escape(name)
    other = found.area if found.area and found.area != area_name(area) else ""
    return shown + (f"<br><span class='is-quiet'>as “{escape(other)}”</span>" if other else "")


# What reports set apart --------------------------------------------------------------------------------------------------

_PARTS = (
    ("improve", "What is to improve", TO_IMPROVE, "what is to improve"),
    ("well", "What was done well", DONE_WELL, "what was done well"),
)


def set_apart(held: BodyHeld, opens: Links) -> str:
    """What reports say is to improve, and what was done well, where they mark it as such: report by report, the newest first."""
    return "".join(_kinds(held, opens, *part) for part in _PARTS)


def _kinds(held: BodyHeld, opens: Links, key: str, title: str, kinds: Sequence[str], what: str) -> str:
    found = [each for each in held.findings if each.kind in kinds]
    blocks = [
        _of_report(report, [each for each in found if each.file == report.info.file], opens, number == 0)
        for number, report in enumerate(row for row in held.reports if any(e.file == row.info.file for e in found))
    ]
    without = [_label(family) for family, own in held.printed.items() if not set(own) & set(kinds)]
    said = []
    if not found:
        said.append(
            f"No report on it has a box or a list for {what}; what is said of it in the text is found by asking."
        )
    elif silent := [told(row.info) for row in held.reports if all(e.file != row.info.file for e in found)]:
        said.append(f"Nothing is marked so in {words.count(len(silent), 'other report')} on it.")
    if without:
        said.append(
            f"{listed(without)} reports in this index mark nothing so at all: what they say of it stands in their text. Ask about it above."
        )
    notes = "".join(f"<p class='is-quiet'>{escape(each)}</p>" for each in said)
    if found:
        table = "./findings?" + urlencode({"body": held.key, "kind": sorted({each.kind for each in found})}, doseq=True)
        notes += f"<p>{links.link(table, 'As a table, to take away')}</p>"
    return _section(key, title, len(found), notes + "".join(blocks))


def _of_report(report: ReportHeld, found: Sequence[FindingMade], opens: Links, unfolded: bool) -> str:
    numbers = {kind: sum(each.kind == kind for each in found) for kind in (*TO_IMPROVE, *DONE_WELL)}
    counts = ", ".join(words.kinds(number, kind) for kind, number in numbers.items() if number)
    items = "".join(finding.item(each, opens) for each in found)
    heading = f"{told(report.info)} · {_label(report.info.family)} · {counts}"
    return f"<details{' open' if unfolded else ''}><summary>{escape(heading)}</summary><ol class='is-set-apart'>{items}</ol></details>"


# Decisions ---------------------------------------------------------------------------------------------------------------


def decisions(found: Iterable[tuple[About, str]]) -> str:
    """What reviewers decided of it in saved searches, each with the address of its search."""
    items = [
        f"<li>{links.link(address, about.search.question)}{_filters(about)}{''.join(_decided(about))}</li>"
        for about, address in found
    ]
    inner = f"<ul>{''.join(items)}</ul>" if items else "<p class='is-quiet'>No decision on it is saved.</p>"
    return _section("decisions", "Saved decisions", len(items), inner)


def _filters(about: About) -> str:
    return f" <span class='is-quiet'>{escape(', '.join(about.search.where))}</span>" if about.search.where else ""


def _decided(about: About) -> Iterable[str]:
    for decided, quote in ((about.body, ""), *((each, quote) for quote, each in about.quotes)):
        if decided.word or decided.note:
            facts = " · ".join(filter(None, (decided.note, decided.by, decided.on[:10])))
            on = f"<blockquote>{escape(quote)}</blockquote>" if quote else ""
            yield (
                f"<figure>{on}<figcaption><span class='is-decision'>{escape(words.sentence_case(decided.word or 'noted'))}</span> "
                f"{escape(facts)}</figcaption></figure>"
            )


def _section(key: str, title: str, count: int | None, inner: str) -> str:
    number = "" if count is None else f" <span class='is-number'>({count})</span>"
    return f"<section id='{key}' class='is-group'><h2>{escape(title)}{number}</h2>{inner}</section>"


def _label(family: str) -> str:
    profile = PROFILES.get(family)
    return profile.label if profile else family
