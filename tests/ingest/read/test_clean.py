"""Each step of cleaning by itself, and what is taken away at the edges of pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from corpus.records import Line
from ingest.read import clean as cleaning
from ingest.read.clean import clean
from tests.factories import line


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        (cleaning.no_controls, "a\x00b\x1fc\u200bd\ufeff", "abcd"),
        (cleaning.no_controls, "two\tblanks\nkept", "two\tblanks\nkept"),  # white space is another step's
        (cleaning.no_controls, "well\x02led", "well\x02led"),  # a joint, resolved later
        (
            cleaning.plain_ligatures,
            "e\ufb03cient \ufb01re \ufb02ow sta\ufb00 o\ufb04ine",
            "efficient fire flow staff offline",
        ),
        (cleaning.plain_bullets, "\u2022Officers", "• Officers"),
        (cleaning.plain_bullets, "  \u25aa  Officers", "• Officers"),
        (cleaning.plain_bullets, "\u2014 officers", "– officers"),
        (cleaning.plain_bullets, "Officers \u2022 staff", "Officers \u2022 staff"),  # only at the start
        (cleaning.plain_bullets, "– officers", "– officers"),  # a plain dash stays as it is
        (cleaning.plain_spaces, " a\u00a0b\u2003c  d\te ", "a b c d e"),
    ],
)
def test_a_step(step: Callable[[str], str], before: str, after: str) -> None:
    assert step(before) == after


def test_every_step_has_rows_above() -> None:
    assert {step.__name__ for step in cleaning.STEPS} == {
        "no_controls", "plain_ligatures", "plain_bullets", "plain_spaces"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", "7"),
        ("Page 7", "7"),
        ("page 7 of 42", "7"),
        (" 101 ", "101"),
        ("2022", None),  # a year
        ("7 officers", None),
        ("7.", None),
    ],
)
def test_what_is_a_page_number(text: str, number: str | None) -> None:
    found = cleaning.FOLIO.match(text)
    assert (found.group(1) if found else None) == number


FILLING = (
    "Officers hear",
    "Victims say",
    "Leaders know",
    "Staff tell",
    "Calls show",
    "Plans set",
    "Boards ask",
    "Files hold",
)


def pages(count: int, edges: dict[int, list[Line]]) -> list[Line]:
    """Pages of eight lines of their own, with further lines at the head of some."""
    lines: list[Line] = []
    for number in range(1, count + 1):
        lines += edges.get(number, [])
        own = chr(96 + number)  # a letter a page: numbers do not tell lines apart
        lines += [line(f"{text} {own} things.", number, y=700.0 - 20 * i) for i, text in enumerate(FILLING)]
    return lines


def kept(lines: list[Line], running: tuple[re.Pattern[str], ...] = ()) -> list[str]:
    return [one.text for one in clean(lines, running).lines if " things." not in one.text]


@pytest.mark.parametrize(
    ("on", "left"),
    [
        ((2, 5, 8), 0),  # at the head of three pages of ten: 0.3 of them
        ((2, 5), 2),  # of two
    ],
)
def test_a_line_runs_from_three_tenths_of_the_pages_on(on: tuple[int, ...], left: int) -> None:
    lines = pages(10, {n: [line("An inspection of somebody", n, size=8, y=800)] for n in on})
    assert kept(lines) == ["An inspection of somebody"] * left


def test_a_line_that_recurs_in_the_middle_of_pages_stays() -> None:
    lines = pages(4, {})
    middle = [n for n, one in enumerate(lines) if one.text.startswith("Staff tell")]
    for n in middle:
        lines[n] = line("Area for improvement", lines[n].page, y=lines[n].y)
    assert kept(lines) == ["Area for improvement"] * 4


def test_a_title_in_large_type_is_no_running_line_though_its_words_are() -> None:
    heads = {n: [line("Vetting", n, size=8, y=800)] for n in range(1, 6)}
    heads[2].append(line("Vetting", 2, size=20, y=780))
    assert [one.size for one in clean(pages(5, heads)).lines if one.text == "Vetting"] == [20]


def test_numbers_alone_do_not_make_running_lines_differ_and_become_labels() -> None:
    lines = pages(4, {n: [line(f"An inspection of somebody {n + 2}", n, size=8, y=800)] for n in range(1, 5)})
    found = clean(lines)
    assert found.labels == {1: "3", 2: "4", 3: "5", 4: "6"}
    assert kept(lines) == []


def test_lines_that_a_profile_names_go_wherever_they_stand() -> None:
    lines = pages(2, {})
    lines.insert(4, line("www.example.org/reports 14", 1))
    lines.insert(5, line("Reports of ours 14", 1))
    found = clean(lines, (re.compile(r"^Reports of ours"),))
    assert "Reports of ours 14" not in [one.text for one in found.lines]
    assert found.labels == {1: "14"}


def test_addresses_go_and_the_glossary_terms_among_them_are_topics_once() -> None:
    links = [
        "https://www.example.org/glossary/domestic-abuse/",
        "https://www.example.org/glossary/domestic-abuse/",
        "www.example.org/definitions-interpretations/stalking",
        "https://www.example.org/reports/2022/",
    ]
    lines = pages(2, {2: [line(text, 2, y=40.0 - i) for i, text in enumerate(links)]})
    lines.insert(3, line("Officers read www.example.org for advice.", 1))
    found = clean(lines)
    assert found.topics == {2: ("domestic abuse", "stalking")}
    assert kept(lines) == ["Officers read www.example.org for advice."]


@pytest.mark.parametrize(
    ("known", "first", "second", "after"),
    [
        # a word broken over two lines goes to the first, without the hyphen where the report writes it in one
        ("safeguarding", "A safe-", "guarding board met.", ("A safeguarding", "board met.")),
        # with it where the report writes it so, or not at all
        ("multi-agency", "A multi-", "agency team met.", ("A multi-agency", "team met.")),
        ("nothing", "A multi-", "agency team met.", ("A multi-agency", "team met.")),
        # its point stays with it
        ("safeguarding", "It is safe-", "guarding. They met.", ("It is safeguarding.", "They met.")),
        # the joint of a PDF inside a line, and a soft hyphen
        ("safeguarding", "A safe\ufffeguarding board", "met.", ("A safeguarding board", "met.")),
        ("well-led", "A well\x02led team", "met.", ("A well-led team", "met.")),
        # a dash before a capital is no broken word
        ("nothing", "The years 2021-", "Force met.", ("The years 2021-", "Force met.")),
    ],
)
def test_a_broken_word(known: str, first: str, second: str, after: tuple[str, str]) -> None:
    lines = [line(f"It is {known} that counts.", y=700), line(first, y=680), line(second, y=660)]
    assert tuple(one.text for one in clean(lines).lines[1:]) == after
