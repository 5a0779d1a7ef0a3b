"""Where things stand on a page of a PDF: marks and notes, columns and tables, bullets and titles."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.read.clean import clean
from tests.ingest.read.drawn import FILLING, LEFT, SIZE, Draw, pdf, prose, raw, texts, together

# Marks of notes -------------------------------------------------------------------------------------------------------


def run(*parts: tuple[str, bool], y: float = 600) -> Draw:
    """A line of text with parts that are raised and small."""

    def draw(canvas: Canvas) -> None:
        x = LEFT
        for text, raised in parts:
            size = 6.0 if raised else SIZE
            canvas.setFont("Helvetica", size)
            canvas.drawString(x, y + 4 * raised, text)
            x += canvas.stringWidth(text, "Helvetica", size)

    return draw


@pytest.mark.parametrize(
    ("parts", "text", "marks"),
    [
        # glued to a number, to a word, after a full stop
        ([("It met 60", False), ("2", True), (" cases.", False)], "It met 60 cases.", ("2",)),
        ([("It answered 52 percent", False), ("13", True), (" of calls.", False)], "It answered 52 percent of calls.", ("13",)),
        ([("They asked.", False), ("5", True), (" They heard.", False)], "They asked. They heard.", ("5",)),
        # at the end, two at once, a sign
        ([("in this authority area", False), ("2", True)], "in this authority area", ("2",)),
        ([("They asked.", False), ("5,6", True)], "They asked.", ("5", "6")),
        ([("They asked", False), ("*", True), (" again.", False)], "They asked again.", ("*",)),
        # no marks: the power of a unit, an ordinal, a number of its own
        ([("It is 12 km", False), ("2", True), (" large.", False)], "It is 12 km² large.", ()),
        ([("on the 18", False), ("th", True), (" of May", False)], "on the 18th of May", ()),
        ([("It met 602 cases.", False)], "It met 602 cases.", ()),
    ],
)  # fmt: skip
def test_raised_small_digits_are_marks_and_leave_the_text(
    tmp_path: Path, parts: list[tuple[str, bool]], text: str, marks: tuple[str, ...]
) -> None:
    lines = raw(tmp_path, pdf(together(run(*parts), FILLING))).lines
    assert (clean(lines).lines[0].text, lines[0].marks) == (text, marks)


def test_a_mark_set_apart_from_its_line_leaves_too(tmp_path: Path) -> None:
    """As where the producer draws all raised digits after the text."""
    width = 6.2 * 11

    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 600, "They asked.")
        canvas.setFont("Helvetica", 6)
        canvas.drawString(LEFT + width - 10, 604, "5")
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(LEFT + width, 600, "They heard.")

    lines = raw(tmp_path, pdf(together(draw, FILLING))).lines
    assert lines[0].text == "They asked. They heard."
    assert lines[0].marks == ("5",)


def test_a_note_at_the_foot_of_a_page_is_no_part_of_the_text_around_it(tmp_path: Path) -> None:
    first = together(
        FILLING,
        run(("The force applied for an order in 27 of 60", False), ("2", True), (" cases, and", False), y=150),
        prose("2 These are the orders that a court may make, and that a force may", "apply for at any time.", top=100, size=7.5),
    )  # fmt: skip
    second = together(prose("it should apply for more.", top=760), FILLING)
    found = clean(raw(tmp_path, pdf(first, second)).lines)
    assert [[line.text for line in note] for note in found.notes] == [
        ["2 These are the orders that a court may make, and that a force may", "apply for at any time."]
    ]
    kept = texts(found.lines)
    at = kept.index("The force applied for an order in 27 of 60 cases, and")
    assert kept[at + 1] == "it should apply for more."


# Columns and tables ---------------------------------------------------------------------------------------------------

LEFT_COLUMN = ("The force applied for only three", "orders in a year. Officers said that", "they didn’t know how to apply for", "one, and nobody had shown them.")  # fmt: skip
RIGHT_COLUMN = ("The dogs section is a credit to the", "force. Handlers train every day, and", "their kennels are clean and warm", "all the year.")  # fmt: skip


def rows(left: tuple[str, ...], right: tuple[str, ...], *, drop: float = 0.0, step: float = 14.0) -> Draw:
    def draw(canvas: Canvas) -> None:
        for number in range(max(len(left), len(right))):
            for x, column, lower in ((LEFT, left, 0.0), (320.0, right, drop)):
                if number < len(column):
                    canvas.drawString(x, 600 - step * number - lower, column[number])

    return draw


@pytest.mark.parametrize("drop", [0.0, 3.0])
def test_columns_that_the_file_holds_row_by_row_are_read_one_after_the_other(tmp_path: Path, drop: float) -> None:
    lines = raw(tmp_path, pdf(together(rows(LEFT_COLUMN, RIGHT_COLUMN, drop=drop), FILLING))).lines
    assert texts(lines)[:8] == [*LEFT_COLUMN, *RIGHT_COLUMN]


def test_three_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    columns = [
        tuple(f"{word} {text}" if not i else text for i, text in enumerate(("team has a plan", "that it keeps to", "in all it does,", "by day or night.")))
        for word in ("One", "Two", "Three")
    ]  # fmt: skip

    def draw(canvas: Canvas) -> None:
        for number in range(4):
            for x, column in zip((LEFT, 230.0, 400.0), columns, strict=True):
                canvas.drawString(x, 600 - 14 * number, column[number])

    lines = raw(tmp_path, pdf(together(draw, FILLING))).lines
    assert texts(lines)[:12] == [text for column in columns for text in column]


def test_a_sentence_goes_on_from_the_foot_of_a_column_at_the_head_of_the_next(tmp_path: Path) -> None:
    left = (*LEFT_COLUMN[:3], "one, since nobody has")
    right = ("shown them. The dogs section is a", *RIGHT_COLUMN[1:])
    lines = raw(tmp_path, pdf(together(rows(left, right), FILLING))).lines
    assert texts(lines)[4] == right[0]
    assert not lines[4].blank_before


def test_rows_of_a_table_of_grades_stay_rows(tmp_path: Path) -> None:
    labels = ("Investigating crime", "Responding to the public", "Protecting vulnerable people", "Managing offenders")
    grades = ("Good", "Requires improvement", "Adequate", "Good")
    lines = raw(tmp_path, pdf(together(rows(labels, grades), FILLING))).lines
    assert texts(lines)[:4] == [f"{label} {grade}" for label, grade in zip(labels, grades, strict=True)]


def test_rows_of_a_ruled_table_with_text_in_both_cells_stay_together(tmp_path: Path) -> None:
    left = ("Leaders in the area and", "their partners who are", "Leaders in health and", "the trusts who are")
    right = ("should agree on a plan for", "all that they have to do.", "should see to it that waits", "are no longer than a year.")  # fmt: skip

    def rule(canvas: Canvas) -> None:
        canvas.line(LEFT, 600 - 14 * 1.4, 520, 600 - 14 * 1.4)

    lines = raw(tmp_path, pdf(together(rows(left, right), rule, FILLING))).lines
    assert texts(lines)[:8] == [*left[:2], *right[:2], *left[2:], *right[2:]]


def test_cells_keep_their_place_across_the_page(tmp_path: Path) -> None:
    """As a table is drawn cell by cell: readers of tables tell columns by where lines begin and end."""
    draw = together(
        prose("Leaders in the area", "and their partners", top=600),
        prose("should agree on a plan", "for what they do.", x=320, top=600),
        FILLING,
    )
    lines = raw(tmp_path, pdf(draw)).lines[:4]
    assert [(line.x, line.x_end is not None and line.x_end < 320) for line in lines] == [
        (LEFT, True), (LEFT, True), (320.0, False), (320.0, False)
    ]  # fmt: skip


# Bullets and titles ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("bullet", ["•", "o", "-", "–"])
def test_bullets_set_as_objects_of_their_own_are_put_before_their_text(tmp_path: Path, bullet: str, late: bool) -> None:
    items = ("Officers are trained each year.", "Victims are told what happens.", "Calls are answered in time.")
    signs = [prose(bullet, x=LEFT, top=600 - 20 * i) for i in range(3)]
    words = [prose(item, x=LEFT + 18, top=600 - 20 * i) for i, item in enumerate(items)]
    drawn = [*words, *signs] if late else [*signs, *words]
    found = clean(raw(tmp_path, pdf(together(prose("It found that:", top=630), *drawn, FILLING))).lines)
    assert [text[2:] for text in texts(found.lines)[1:4]] == list(items)
    assert {text[:2] for text in texts(found.lines)[1:4]} <= {"• ", "– "}
    assert found.lines[1].x == LEFT


def test_a_title_in_other_type_is_set_apart_from_text_on_its_line(tmp_path: Path) -> None:
    def line(y: float, *parts: tuple[str, str, float]) -> Draw:
        def draw(canvas: Canvas) -> None:
            x = LEFT
            for text, font, size in parts:
                canvas.setFont(font, size)
                canvas.drawString(x, y, text)
                x += canvas.stringWidth(text + " ", font, size)

        return draw

    bold, plain = "Helvetica-Bold", "Helvetica"
    draw = together(
        line(700, ("Area for improvement", bold, 11), ("The force should make sure that its officers apply for", plain, 11)),
        line(660, ("They learn.", plain, 11), ("Managing offenders well", bold, 11)),
        line(620, ("Strategic planning", bold, 16), ("The force has a plan for it.", plain, 11)),
        line(580, ("Lead inspector:", bold, 11), ("A. N. Other, Inspector of somewhere", plain, 11)),  # a label
        line(540, ("1. Children who need help", bold, 11), ("Requires improvement", plain, 11)),  # a row of a table
        line(500, ("The force is", plain, 11), ("good", bold, 11), ("at what it does for the public.", plain, 11)),
        FILLING,
    )  # fmt: skip
    lines = raw(tmp_path, pdf(draw)).lines
    assert [(each.text, each.bold) for each in lines[:9]] == [
        ("Area for improvement", True), ("The force should make sure that its officers apply for", False),
        ("They learn.", False), ("Managing offenders well", True),
        ("Strategic planning", True), ("The force has a plan for it.", False),
        ("Lead inspector: A. N. Other, Inspector of somewhere", True),
        ("1. Children who need help Requires improvement", True),
        ("The force is good at what it does for the public.", False),
    ]  # fmt: skip
    assert [each.blank_before for each in lines[1:6:2]] == [True, True, True]
