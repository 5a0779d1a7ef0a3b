"""Text in a PDF that no reader sees, and pages that are pictures: what is left out, and what is told of it."""

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

from tests.ingest.read.drawn import FILLING, LEFT, Draw, pdf, prose, raw, texts, together
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
