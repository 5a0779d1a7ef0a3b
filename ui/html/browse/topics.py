"""Topics of a family as tables whose numbers and words are links to the search that answers them. Pure; all text is escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

from corpus.families.registry import PROFILES, best_first
from corpus.names import fold
from index.contents import asking
from index.contents.topics import AreaGraded, FamilyTopics, KindFound, Theme
from index.search.comparable import Inspection, incomparable
from ui.html import matrix, words

SHOWN = 25  # themes of a family before the rest is folded away
SIDES = {asking.CONCERN: "Concerns", asking.PRAISE: "Praise", asking.ANY: "All"}
Link = Callable[[str, str], str]  # the address of a question, asked of one family


def within(topics: Sequence[FamilyTopics], sought: str) -> tuple[FamilyTopics, ...]:
    """The topics that have every word sought, or the beginning of one, in any of their names; families without any are left out."""
    wanted = fold(sought).split()

    def fits(*names: str) -> bool:
        begun = f" {fold(' '.join(names))}"
        return all(f" {word}" in begun for word in wanted)

    kept = (
        replace(
            each,
            areas=tuple(area for area in each.areas if fits(area.name)),
            kinds=tuple(kind for kind in each.kinds if fits(words.kind(kind.kind))),
            themes=tuple(theme for theme in each.themes if fits(theme.name, *theme.also)),
        )
        for each in topics
    )
    return tuple(each for each in kept if each.areas or each.kinds or each.themes)


def label(family: str) -> str:
    """What a family is called; one unheard of by its key."""
    return PROFILES[family].label if family in PROFILES else words.sentence_case(family)


def contents(topics: Sequence[FamilyTopics]) -> str:
    """The families, each a link to its topics."""
    items = "".join(
        f"<li><a href='#topics-{escape(each.family)}'>{escape(label(each.family))}</a> "
        f"{words.count(each.bodies, 'body')}, {words.count(each.reports, 'report')}</li>"
        for each in topics
    )
    return f"<ul class='is-counts' aria-label='Inspection programmes'>{items}</ul>"


def family(topics: FamilyTopics, link: Link, unfolded: bool = False) -> str:
    """All topics of one family; `unfolded` shows every theme at once."""
    name, linked = label(topics.family), lambda question: link(question, topics.family)
    parts = [
        _areas(name, topics, linked) if topics.areas else "",
        _kinds(name, topics, linked) if topics.kinds else "",
        _themes(name, topics, linked, unfolded) if topics.themes else "",
    ]
    return f"<section id='topics-{escape(topics.family)}' class='is-group'>{''.join(parts)}</section>"


def _areas(name: str, topics: FamilyTopics, link: Callable[[str], str]) -> str:
    """Areas against grades: how many bodies have which."""
    grades = best_first(grade for area in topics.areas for grade, _ in area.grades)
    lines = [_area(topics.family, area, grades, link) for area in topics.areas]
    headings = ["Area", *map(words.sentence_case, grades), "All grades"]
    note = " ".join(
        (
            "Bodies by the grade in their newest full inspection.",
            *incomparable(Inspection(*each) for each in topics.rounds),
        )
    )
    return matrix.frame(f"{name}: grades by area", headings, lines, note)


def _area(family: str, area: AreaGraded, grades: Sequence[str], link: Callable[[str], str]) -> list[str]:
    given = dict(area.grades)
    cells = [
        _link(link(asking.of_area(family, area.key, grade)), f"{given[grade]:,}", f" {grade}: {area.name}")
        if grade in given
        else "<span class='is-quiet'>–</span>"
        for grade in grades
    ]
    every = _link(link(asking.of_area(family, area.key)), f"{area.bodies:,}", f" graded: {area.name}")
    return [escape(area.name), *cells, every]


def _kinds(name: str, topics: FamilyTopics, link: Callable[[str], str]) -> str:
    """Kinds of finding, those that a question can ask for as links."""
    lines = [_kind(topics.family, found, link) for found in topics.kinds]
    return matrix.frame(f"{name}: kinds of finding", ["Kind", "Findings", "Bodies", "Reports"], lines)


def _kind(family: str, found: KindFound, link: Callable[[str], str]) -> list[str]:
    question = asking.of_kind(family, found.kind)
    name = words.kind(found.kind)
    first = _link(link(question), name) if question else escape(name)
    return [first, f"{found.findings:,}", f"{found.bodies:,}", f"{found.reports:,}"]


def _themes(name: str, topics: FamilyTopics, link: Callable[[str], str], unfolded: bool) -> str:
    """Themes, those that most bodies' reports have first; the rest of a long list is folded away."""
    lines = [_theme(topics.family, theme, link) for theme in topics.themes]
    headings = ["Theme", "Bodies", "Reports", "Search for"]
    note = "Counted by these names in the reports; a search finds other words for the same, too."
    cut = len(lines) if unfolded else SHOWN
    shown = matrix.frame(f"{name}: themes", headings, lines[:cut], note)
    if not lines[cut:]:
        return shown
    rest = matrix.frame(f"{name}: more themes", headings, lines[cut:])
    return f"{shown}<details><summary>Show {len(lines) - cut} more themes</summary>{rest}</details>"


def _theme(family: str, theme: Theme, link: Callable[[str], str]) -> list[str]:
    also = f"<br><span class='is-quiet is-plain'>{escape(', '.join(theme.also))}</span>" if theme.also else ""
    sides = " · ".join(
        _link(link(asking.of_theme(family, theme.name, side)), word, f" about {theme.name}")
        for side, word in SIDES.items()
    )
    return [f"{escape(words.sentence_case(theme.name))}{also}", f"{theme.bodies:,}", f"{theme.reports:,}", sides]


def _link(address: str, text: str, unseen: str = "") -> str:
    """A link; `unseen` is read aloud behind its words."""
    more = f"<span class='is-hidden'>{escape(unseen)}</span>" if unseen else ""
    return f"<a href='{escape(address)}' target='_self'>{escape(text)}{more}</a>"
