"""What odd producers of PDFs do to a report, and what is read all the same: each row of a page drawn for it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.read.clean import clean
from tests.ingest.read.drawn import FILLING, LEFT, SIZE, Draw, mapped, pdf, prose, raw, texts, together
from tests.ingest.read.pdf_objects import resources

SECRET = "The force fails every victim and has never written an order."
UNSEEN = re.compile(r"^text that cannot be seen on page 2 was left out$")


def on_second_page(draw: Draw) -> bytes:
    return pdf(FILLING, together(FILLING, draw))


# Text that nobody can see ---------------------------------------------------------------------------------------------


def white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(LEFT, 200, SECRET)


def nearly_white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.97, 0.97, 0.97)
    canvas.drawString(LEFT, 200, SECRET)


def in_a_white_run_of_a_line(canvas: Canvas) -> None:
    canvas.drawString(LEFT, 200, "Staff are kind.")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(LEFT + 90, 200, SECRET)


def without_ink(canvas: Canvas) -> None:
    text = canvas.beginText(LEFT, 200)
    text.setTextRenderMode(3)
    text.textLine(SECRET)
    canvas.drawText(text)


def transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.02)
    canvas.drawString(LEFT, 200, SECRET)


def off_the_page(canvas: Canvas) -> None:
    canvas.drawString(LEFT, -60, SECRET)


def tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 1)
    canvas.drawString(LEFT, 200, SECRET)


def shrunk(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.translate(LEFT, 200)
    canvas.scale(0.1, 0.1)
    canvas.drawString(0, 0, SECRET)
    canvas.restoreState()


def under_a_box(canvas: Canvas) -> None:
    canvas.drawString(LEFT, 200, SECRET)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(LEFT - 5, 190, 450, 30, stroke=0, fill=1)


def black_on_black(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0, 0)
    canvas.rect(LEFT - 5, 190, 450, 30, stroke=0, fill=1)
    canvas.drawString(LEFT, 200, SECRET)


@pytest.mark.parametrize(
    "draw",
    [white, nearly_white, in_a_white_run_of_a_line, without_ink, transparent, off_the_page, tiny, shrunk, under_a_box, black_on_black],
    ids=lambda draw: draw.__name__,
)  # fmt: skip
def test_text_that_nobody_can_see_is_left_out_and_told(tmp_path: Path, draw: Draw) -> None:
    found = raw(tmp_path, on_second_page(draw))
    assert "fails every victim" not in " ".join(texts(found.lines))
    assert [note for note in found.notes if UNSEEN.match(note)]
    assert ("Staff are kind." in " ".join(texts(found.lines))) is (draw is in_a_white_run_of_a_line)


def on_a_layer(shown: bool) -> bytes:
    """A page with a sentence on a layer that is shown or hidden when the file is opened."""
    writer = PdfWriter()
    data = on_second_page(prose(SECRET, top=200))
    writer.append(PdfReader(io.BytesIO(data)))
    layer = writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/OCG")}))
    page = writer.pages[1]
    resources(page)[NameObject("/Properties")] = DictionaryObject({NameObject("/L1"): layer})
    content = page.get_contents()
    assert content is not None
    body = content.get_data()
    at = body.rindex(b"BT")
    content.set_data(body[:at] + b"/OC /L1 BDC\n" + body[at:] + b"\nEMC\n")
    page[NameObject("/Contents")] = writer._add_object(content)
    off = ArrayObject([] if shown else [layer])
    writer._root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): DictionaryObject({NameObject("/OFF"): off})}
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("shown", [True, False])
def test_text_on_a_layer_counts_where_the_layer_is_shown(tmp_path: Path, shown: bool) -> None:
    found = raw(tmp_path, on_a_layer(shown))
    assert (SECRET in texts(found.lines)) is shown
    assert bool(found.notes) is not shown


def test_white_text_on_a_dark_band_is_seen(tmp_path: Path) -> None:
    def band(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.1, 0.2, 0.5)
        canvas.rect(LEFT - 5, 190, 450, 30, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(LEFT, 200, SECRET)

    found = raw(tmp_path, on_second_page(band))
    assert SECRET in texts(found.lines)
    assert found.notes == ()


def scan(words: bool) -> Draw:
    """A picture of a page, with or without words in it, and over it the invisible text of a reader of scans."""

    def draw(canvas: Canvas) -> None:
        image = Image.new("L", (1190, 1684), 255)
        if words:
            pen = ImageDraw.Draw(image)
            pen.text((2 * LEFT, 1684 - 2 * 210), SECRET, fill=0, font_size=22)
        canvas.drawImage(ImageReader(image), 0, 0, 595, 842)
        without_ink(canvas)

    return draw


@pytest.mark.parametrize("words", [True, False])
def test_an_invisible_text_over_a_picture_of_words_is_the_reading_of_a_scan(tmp_path: Path, words: bool) -> None:
    found = raw(tmp_path, pdf(FILLING, scan(words)))
    assert (SECRET in texts(found.lines)) is words
    assert any("cannot be seen" in note for note in found.notes) is not words


# Pages that are pictures ----------------------------------------------------------------------------------------------


def test_pages_that_are_pictures_among_pages_of_text_are_told(tmp_path: Path) -> None:
    def picture(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (600, 840), 90)), 20, 20, 550, 800)

    def blank(canvas: Canvas) -> None:
        canvas.line(10, 10, 20, 10)

    found = raw(tmp_path, pdf(FILLING, picture, picture, FILLING, blank, picture))
    assert [note.split(", so")[0] for note in found.notes] == ["pages 2, 3 and 6 hold a picture and no text"]
    one = raw(tmp_path, pdf(FILLING, picture))
    assert one.notes[0].startswith("page 2 holds a picture and no text")


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


# Offsets --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["\U0001f600", "\U0001d400"])
def test_characters_beyond_the_basic_plane_move_nothing_after_them(tmp_path: Path, sign: str) -> None:
    """Such a character is two in PDFium's count. A font is told that its letter Z is the sign."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 700, "ZZZ")
        prose("Staff are well led", top=660, font="Helvetica-Bold", size=14)(canvas)
        prose("They are seen often, and listen.", top=640)(canvas)

    data = mapped(pdf(together(draw, FILLING)), "Z", sign)
    found = raw(tmp_path, data)
    assert [(line.text, line.size, line.bold, line.y) for line in found.lines[:3]] == [
        (sign * 3, 11.0, False, 700.0), ("Staff are well led", 14.0, True, 660.0), ("They are seen often, and listen.", 11.0, False, 640.0)
    ]  # fmt: skip


# Lost letters ---------------------------------------------------------------------------------------------------------

SENTENCES = (
    "The force didn't Znd the ofZcers that it needed for difZcult Zles. It was satisZed",
    "with a Zrst draft. OfZcers Zrst conZrm the facts. The ofZce then Zles with conZdence.",
)
MEANT = (
    "The force didn't find the officers that it needed for difficult files. It was satisfied",
    "with a first draft. Officers first confirm the facts. The office then files with confidence.",
)


@pytest.mark.parametrize("sign", ["\0", "\ue000", "\t", "\ufffd", "\x0c", "\u00bf", "O", "\U000f0001"])
def test_ligatures_that_the_typeface_loses_are_told_by_their_words(tmp_path: Path, sign: str) -> None:
    found = clean(raw(tmp_path, mapped(pdf(together(prose(*SENTENCES), FILLING)), "Z", sign)).lines)
    assert tuple(texts(found.lines)[:2]) == MEANT
    assert found.problems == ()


def test_letters_that_no_word_tells_are_told_by_their_page(tmp_path: Path) -> None:
    page = prose("The ofZcers spoke to Mr GraZth and to Ms OrZck of the ofZce about the Zre.")
    found = clean(raw(tmp_path, mapped(pdf(FILLING, together(page, FILLING)), "Z", "\ufffd")).lines)
    assert found.problems == (
        "letters of some words are lost on page 2, because the file does not say what its signs stand for",
    )
    assert any("officers spoke to Mr Gra\ufffdth" in text for text in texts(found.lines))


# Broken words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hyphen", ["-", "\u00ad", "\u2010", "\u2011", ""])
def test_words_broken_over_lines_are_whole(tmp_path: Path, hyphen: str) -> None:
    broken = ("It has a good record of safeZ", "guarding children. It lacks enough protecZ", "tion orders, for domesZ", "tic abuse.")  # fmt: skip
    page = together(prose(*broken), FILLING)
    data = mapped(pdf(page), "Z", hyphen) if hyphen else pdf(together(prose(*(t.rstrip("Z") for t in broken)), FILLING))
    text = " ".join(texts(clean(raw(tmp_path, data).lines).lines))
    assert "safeguarding children. It lacks enough protection orders, for domestic abuse." in text


def test_the_hyphen_of_a_word_that_has_one_stays(tmp_path: Path) -> None:
    page = prose(
        "It wrote a self-",
        "assessment with a multi-",
        "agency team of the well-",
        "known Kay-",
        "Jones, day-to-",
        "day.",
    )
    text = " ".join(texts(clean(raw(tmp_path, pdf(together(page, FILLING))).lines).lines))
    assert "It wrote a self-assessment with a multi-agency team of the well-known Kay-Jones, day-to-day." in text
