"""Each step of cleaning by itself, and what is taken away at the edges of pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from corpus.records import Line
from ingest.read import clean as cleaning
from ingest.read.clean import clean
from ingest.read.furniture import FOLIO
from ingest.read.words.bullets import plain_bullets
from tests.factories import line


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        (cleaning.no_controls, "a\x00b\x1fc\u200bd\ufeff", "abcd"),
        (cleaning.no_controls, "two\tblanks\nkept", "two\tblanks\nkept"),  # white space is another step's
        (cleaning.no_controls, "well\x02led", "well\x02led"),  # a joint, resolved later
        (
            cleaning.plain_letters,
            "e\ufb03cient \ufb01re \ufb02ow sta\ufb00 o\ufb04ine mo\ufb05 fir\ufb06",
            "efficient fire flow staff offline most first",
        ),
        (cleaning.plain_letters, "it isn\x92t \x96 or is it", "it isn’t – or is it"),  # signs of the old western code
        (cleaning.no_raised_digits, "60\u00b2 cases.\u2075 of 12 km\u00b2", "60 cases. of 12 km\u00b2"),
        (plain_bullets, "\u2022Officers", "• Officers"),
        (plain_bullets, "  \u25aa  Officers", "• Officers"),
        (plain_bullets, "\uf0b7Officers", "• Officers"),  # of a typeface for symbols
        (plain_bullets, "\uf0d8 Officers", "• Officers"),
        (plain_bullets, "\u25fc Officers", "• Officers"),
        (plain_bullets, "\u2794 Officers", "\u2794 Officers"),  # an arrow in a text
        (plain_bullets, "\u2014 officers", "– officers"),
        (plain_bullets, "Officers \u2022 staff", "Officers \u2022 staff"),  # only at the start
        (plain_bullets, "– officers", "– officers"),  # a plain dash stays as it is
        (cleaning.plain_spaces, " a\u00a0b\u2003c  d\te ", "a b c d e"),
    ],
)
def test_a_step(step: Callable[[str], str], before: str, after: str) -> None:
    assert step(before) == after


def test_every_step_has_rows_above() -> None:
    assert {step.__name__ for step in cleaning.STEPS} == {
        "no_controls", "plain_letters", "no_raised_digits", "plain_bullets", "plain_spaces"
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
        ("vii", "vii"),
        ("Page xii of xl", "xii"),
        ("– iv –", "iv"),
        ("7 | Page", "7"),
        ("Page 7/42", "7"),
        ("mix", None),  # no number
        ("I", "I"),
        ("civil", None),
        ("", None),
    ],
)
def test_what_is_a_page_number(text: str, number: str | None) -> None:
    found = FOLIO.match(text)
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
        # a soft hyphen never is a word's own; a joint before a name is
        ("nothing", "A safe\u00adty board", "met.", ("A safety board", "met.")),
        ("nothing", "It is protec\u00ad", "tive. They met.", ("It is protective.", "They met.")),
        ("nothing", "Ms Kay\ufffe", "Jones met.", ("Ms Kay-Jones", "met.")),
        # by the language where the report has neither; what is used side by side stays so
        ("nothing", "It is protec-", "tive. They met.", ("It is protective.", "They met.")),
        ("nothing", "A follow-", "up visit.", ("A follow-up", "visit.")),
        ("nothing", "A day-to-", "day matter.", ("A day-to-day", "matter.")),
        ("nothing", "It was co-", "ordinated well.", ("It was co-ordinated", "well.")),
        # a dash before a capital is no broken word
        ("nothing", "The years 2021-", "Force met.", ("The years 2021-", "Force met.")),
    ],
)
def test_a_broken_word(known: str, first: str, second: str, after: tuple[str, str]) -> None:
    lines = [line(f"It is {known} that counts.", y=700), line(first, y=680), line(second, y=660)]
    assert tuple(one.text for one in clean(lines).lines[1:]) == after


def test_running_lines_that_end_in_roman_numbers_are_one_and_give_the_label() -> None:
    lines = pages(4, {n: [line(f"An inspection of somebody {roman}", n, size=8, y=800)] for n, roman in zip(range(1, 5), ("vi", "vii", "viii", "ix"), strict=True)})  # fmt: skip
    found = clean(lines)
    assert found.labels == {1: "vi", 2: "vii", 3: "viii", 4: "ix"}
    assert kept(lines) == []


@pytest.mark.parametrize(
    ("texts", "after"),
    [
        # a bullet alone on its line goes before its text
        (["It found that:", "•", "officers are trained."], ["It found that:", "• officers are trained."]),
        (["It found that:", "\uf0b7", "officers are trained."], ["It found that:", "• officers are trained."]),
        # rings are below other bullets, and of the first level without any
        (["• officers train", "o at night", "o by day"], ["• officers train", "– at night", "– by day"]),
        (["It found that:", "o officers train", "o staff listen"], ["It found that:", "• officers train", "• staff listen"]),
        # hyphens are bullets below others where a list is introduced, or an item ended
        (["• officers train:", "- at night;", "- by day."], ["• officers train:", "– at night;", "– by day."]),
        # not where a sentence goes on after a dash
        (["The force", "- which is small", "acts."], ["The force", "- which is small", "acts."]),
    ],
)  # fmt: skip
def test_bullets_of_plain_text(texts: list[str], after: list[str]) -> None:
    found = clean([Line(1, text) for text in texts])
    assert [one.text for one in found.lines] == after


@pytest.mark.parametrize(
    ("texts", "after"),
    [
        # lost ligatures: a sign, a private letter; two in one word; with a capital
        (["The of\ufffdcers wrote \ufffdrst."], ["The officers wrote first."]),
        (["The \ue005re\ue005ghter stayed."], ["The firefighter stayed."]),
        (["Sta\ufffd o\ufffder e\ufffdective help."], ["Staff offer effective help."]),
        # a sign between words, a bullet and a real tab stay what they are
        (["Investigating crime\tGood"], ["Investigating crime Good"]),
        (["\uf0b7fires are rare"], ["• fires are rare"]),
        # further ligatures of some typefaces
        (["The inspec\ue010on found ac\ue010ons."], ["The inspection found actions."]),
        # letters that stand for ligatures; names with capitals inside stay
        (["They con\u00bfrm that of\u00bfcers \u00bfnd it."], ["They confirm that officers find it."]),
        (["Mr McDonald met Ms MacLeod of YouTube."], ["Mr McDonald met Ms MacLeod of YouTube."]),
        # as the report writes it elsewhere
        (["Ms Gri\ufffdnholm spoke.", "We met Ms Griffinholm."], ["Ms Griffinholm spoke.", "We met Ms Griffinholm."]),
    ],
)  # fmt: skip
def test_lost_letters(texts: list[str], after: list[str]) -> None:
    assert [one.text for one in clean([Line(1, text) for text in texts]).lines] == after


def test_pages_of_letters_that_stay_lost_are_named_and_others_are_not() -> None:
    lines = [
        Line(1, "All of it is well."),
        Line(2, "Ms Xo\ufffdrq spoke."),
        Line(4, "Mr Qwo\ufffdz spoke."),
        Line(5, "\uf0b7 a list"),
    ]
    assert clean(lines).problems == (
        "letters of some words are lost on pages 2 and 4, because the file does not say what its signs stand for",
    )
