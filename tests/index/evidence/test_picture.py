"""A quotation found again on the raw page: by its characters, through what cleaning changed, and never elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from benchmarks.marks import differing, folded, marked, spread
from corpus.records import Slice
from index.encoder import HashingEncoder
from index.errors import IndexUnusable
from index.evidence.location import located
from index.evidence.pages import Pages, Unmarked
from index.evidence.picture import boxes_of, picture
from index.searcher import Searcher
from ingest.build import pipeline
from tests.ingest.read.drawn import mapped, pdf


def found(raw: str, text: str, quote: str, nth: int = 0) -> str:
    """The characters of the raw page that a quotation is laid on, its place being the nth in the stored text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return "".join(raw[i] for i in located(raw, text, (start, start + len(quote))))


@pytest.mark.parametrize(
    ("raw", "text", "quote", "expected"),
    [
        ("The  force\r\nacted.", "The force acted.", "force acted.", "forceacted."),  # white space
        ("an eﬃcient ﬁle", "an efficient file", "efficient file", "eﬃcientﬁle"),  # ligatures
        ("multi\ufffe\r\nagency work", "multiagency work", "multiagency", "multiagency"),  # a word broken over lines
        ("multi-\r\nagency work", "multi-agency work", "multi-agency", "multiagency"),
        ("\uf0b7 first\r\n\uf0b7 second", "• first\n• second", "• second", "second"),  # a bullet of another typeface
        (
            "It was Report 2021 12 good work overall here",
            "It was good work overall here",
            "It was good work overall here",
            "Itwasgoodworkoverallhere",
        ),
    ],
)
def test_what_cleaning_changed_does_not_matter(raw: str, text: str, quote: str, expected: str) -> None:
    assert found(raw, text, quote) == expected


def test_of_equal_sentences_the_one_with_the_same_number_is_meant() -> None:
    raw, text = "He ran. She sat. He ran.", "He ran. She sat. He ran."
    assert located(raw, text, (17, 24))[0] == 17
    assert located(raw, text, (0, 7))[0] == 0


def test_a_word_that_ends_on_the_next_page_does_not_lose_the_rest() -> None:
    assert found("They hold timely, well-", "They hold timely, well-attended", "timely, well-attended") == "timely,"
    assert located("They hold", "Nothing of this stands there", (0, 28)) == []


def test_what_is_not_on_the_page_is_not_marked() -> None:
    assert located("Something else stands here altogether.", "The force acted well.", (0, 21)) == []
    assert located("Anything", "  ", (0, 2)) == []


@pytest.mark.slow
def test_every_quotation_of_the_samples_is_marked(searcher: Searcher) -> None:
    quotations = spread(searcher.pages.sample(lambda file: file.endswith(".pdf")), 60)
    assert len(quotations) == 60
    assert differing(searcher.pages, quotations) == []


@pytest.mark.shared
def test_quotations_of_real_reports_are_marked(shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "reports").rglob("*.pdf"))[::30]
    pipeline.build(files, tmp_path, HashingEncoder(), shared / "reports")
    pages = Searcher.open(tmp_path).pages
    quotations = spread(pages.sample(), 24)
    assert len({quotation[0] for quotation in quotations}) >= 3
    assert len(differing(pages, quotations)) <= 1  # the reader itself misplaces a first letter here and there


def test_the_reading_of_marks_can_fail(searcher: Searcher) -> None:
    one, other = spread(searcher.pages.sample(lambda file: file.endswith(".pdf")), 2)
    assert folded(marked(searcher.pages, one)) != folded(other[2])
    assert differing(searcher.pages, [(one[0], one[1], other[2])])


def test_a_page_is_a_picture_and_says_why_it_is_none(searcher: Searcher, tmp_path: Path) -> None:
    pages = searcher.pages
    file, place, _ = next(each for each in pages.sample() if each[0].endswith(".pdf"))
    mark = picture(pages, file, place[0].page, place)
    assert mark.png.startswith(b"\x89PNG")
    assert mark.complete
    assert mark.boxes
    with pytest.raises(Unmarked, match="no page 999"):
        picture(pages, file, 999)
    moved = Pages(pages._stores, str(tmp_path))
    with pytest.raises(Unmarked, match="not where it was"):
        picture(moved, file, 1)
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_bytes(b"%PDF-1.7 another")
    with pytest.raises(Unmarked, match="has changed"):
        picture(moved, file, 1)


def test_words_of_no_page_are_none(searcher: Searcher) -> None:
    with pytest.raises(IndexUnusable, match="no such page"):
        searcher.pages.words("nobody.pdf", (Slice(1, 0, 1),))
    assert searcher.pages.page("nobody.pdf", 1) is None


def test_a_quotation_of_a_column_is_found_though_the_file_mixes_it_with_the_next() -> None:
    left = [
        "The force applied for only three",
        "orders in a year. Officers said that",
        "they did not know how to apply.",
    ]
    right = ["The dogs section is a credit to the", "force. Handlers train every day, and", "their kennels are clean."]
    raw = "\r\n".join(f"{one} {other}" for one, other in zip(left, right, strict=True))
    stored = " ".join(left) + "\n" + " ".join(right)
    quote = " ".join(right)
    start = stored.index(quote)
    found = located(raw, stored, (start, start + len(quote)))
    assert "".join(raw[i] for i in found) == "".join(right).replace(" ", "")


def test_a_quotation_with_ligatures_that_the_file_has_lost_is_found_without_them() -> None:
    raw = "It was satis\ufffded with a \ufffdrst draft of its \ufffdle on \ufffdrearms and with the of\ufffdcers.\r\nOther words."
    stored = "It was satisfied with a first draft of its file on firearms and with the officers. Other words."
    quote = "It was satisfied with a first draft of its file on firearms and with the officers."
    found = located(raw, stored, (0, len(quote)))
    assert raw[found[0]] + raw[found[-1]] == "I."
    assert max(found) < raw.index("Other")


def test_a_quotation_without_the_marks_of_notes_is_found_around_them() -> None:
    raw = "It met 602\r\n cases. It answered 52 percent13 of calls.\r\nVictims4 told us."
    stored = "It met 60 cases. It answered 52 percent of calls. Victims told us."
    found = located(raw, stored, (0, len(stored)))
    assert "".join(raw[i] for i in found) == stored.replace(" ", "")


@pytest.mark.parametrize("sign", ["A", "\U0001f600"])
def test_marks_stand_over_the_words_whatever_characters_come_before(tmp_path: Path, sign: str) -> None:
    """A character beyond the basic plane is two of PDFium's."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "ZZZ ZZZ")
        canvas.drawString(72, 660, "Staff are well led and listen.")

    path = tmp_path / "report.pdf"
    path.write_bytes(mapped(pdf(draw), "Z", sign))
    text = f"{sign * 3} {sign * 3}\nStaff are well led and listen."
    start = text.index("well led")
    (box,) = boxes_of(path, 1, text, [(start, start + len("well led"))])
    before = stringWidth("Staff are ", "Helvetica", 11)
    assert (box.left, box.right) == pytest.approx(
        (72 + before, 72 + before + stringWidth("well led", "Helvetica", 11)), abs=1.0
    )
