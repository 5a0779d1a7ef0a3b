"""Letters that a PDF counts as two, loses or breaks over lines: the text that is read all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.read.clean import clean
from tests.ingest.read.drawn import FILLING, LEFT, mapped, pdf, prose, raw, texts, together

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
