"""Files in, the report's own lines out; what cannot be read ends in one sentence that says what to do."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from corpus.layout.grouping import blocks
from corpus.layout.page_text import PageText, subplace
from corpus.records import Line, Slice
from ingest.read.clean import clean, tidy
from ingest.read.files import Unreadable, read
from tests import samples
from tests.factories import line

PDF = next((samples.PEEL).glob("*.pdf"))


def encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=PDF)
    writer.encrypt("secret")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scanned() -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(3):
        writer.add_blank_page(595, 842)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("page.pdf", lambda: b"<!DOCTYPE html><html><body>Report not found</body></html>", "HTML page"),
        ("note.pdf", lambda: b"just some words", "something else"),
        ("empty.pdf", lambda: b"", "is empty"),
        ("blank.txt", lambda: b" \n \n", "is empty"),
        ("cut.pdf", lambda: PDF.read_bytes()[:900], "damaged or cut-off"),
        ("locked.pdf", encrypted, "encrypted"),
        ("scan.pdf", scanned, "OCR"),
        ("binary.txt", lambda: b"\x00\x01\x02" * 50, "not plain text"),
        ("endless.txt", lambda: b"PEEL " + b"a" * 2_000_000, "lines far longer"),  # and in no time at all
    ],
)
def test_what_cannot_be_read_says_why_in_one_sentence(
    tmp_path: Path, name: str, data: Callable[[], bytes], says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data())
    with pytest.raises(Unreadable) as refused:
        read(path)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("data", "pages"),
    [
        (b"one page of words that is long enough\fanother page of words", [1, 2]),  # form feeds
        (b" first page of it\n\ngoes on here\n\n second page\n\n and a third\n\n", [1, 1, 2, 3]),  # doubled lines
        ("plain lines\nthat follow closely\none on the other".encode("utf-16"), [1, 1, 1]),
        ("a caf\xe9 in the old encoding, long enough".encode("cp1252"), [1]),
    ],
)
def test_pages_of_plain_text(tmp_path: Path, data: bytes, pages: list[int]) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    assert [found.page for found in read(path).lines] == pages


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\uf06e  Managers do not", "• Managers do not"),  # a bullet of an old typeface
        ("\u25fc The quality", "• The quality"),
        ("\uf02d ensuring that", "– ensuring that"),  # second level
        ("an e\ufb00ective  o\ufb03ce", "an effective office"),  # ligatures and doubled blanks
        ("hard\u00a0blank\u202fand\u200bnone", "hard blank andnone"),
    ],
)
def test_one_line_is_made_plain(before: str, after: str) -> None:
    assert tidy(before) == after


def page_of(number: int, *texts: str) -> list[Line]:
    """A page with a running head, its own lines, a link and its number at the foot."""
    head = [line("Inspection of somebody", page=number, size=8, y=820)]
    own = [line(text, page=number, y=760 - 15 * i) for i, text in enumerate(texts)]
    middle = [line(f"Filling line {number}.{i} of the page.", page=number, y=500 - 15 * i) for i in range(4)]
    link = [line("https://www.example.org/glossary/safe-guarding/", page=number, y=60)]
    return head + own + middle + link + [line(str(number), page=number, y=30)]


def test_running_lines_numbers_and_links_go_and_are_kept_as_what_they_are() -> None:
    own = ["Victims are told", "Officers are trained", "Calls are answered", "Crimes are recorded"]
    lines = [one for n, words in enumerate(own, start=1) for one in page_of(n, words)]
    found = clean(lines)
    texts = [one.text for one in found.lines]
    assert "Inspection of somebody" not in texts
    assert not any("http" in text or text.isdigit() for text in texts)
    assert [text for text in texts if text in own] == own
    assert found.labels == {1: "1", 2: "2", 3: "3", 4: "4"}
    assert found.topics[2] == ("safe guarding",)


def test_words_broken_over_lines_are_whole_and_keep_a_hyphen_that_is_theirs() -> None:
    lines = [
        line("A multi-agency hub makes decisions, and safeguarding is well", y=700),
        line("known. The multi-", y=685),
        line("agency team met; the safe-", y=670),
        line("guarding board did not.", y=655),
    ]
    texts = [one.text for one in clean(lines).lines]
    assert texts[1] == "known. The multi-agency"
    assert texts[2] == "team met; the safeguarding"
    assert texts[3] == "board did not."


def test_the_joint_that_the_extractor_marks_is_resolved() -> None:
    found = clean([line("It is well-led."), line("a well\ufffeled team")])
    assert found.lines[1].text == "a well-led team"


@pytest.mark.parametrize(
    ("first", "second", "whole", "rest"),
    [
        ("Children aged 16 and 17-", "year-olds wait.", "Children aged 16 and 17-year-olds", "wait."),
        ("In the years 2014–", "15 and later", "In the years 2014–15", "and later"),
        ("There were 17 -", "year on year", "There were 17 -", "year on year"),
        ("Children aged 17-", "Most of them", "Children aged 17-", "Most of them"),
    ],
)
def test_ranges_and_ages_broken_over_lines_are_whole(first: str, second: str, whole: str, rest: str) -> None:
    texts = [
        one.text for one in clean([line("A heading here"), line(first), line(second), line("The last line.")]).lines
    ]
    assert texts[1:3] == [whole, rest]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("COVID\ufffe19", "COVID-19"),
        ("post\ufffe16", "post-16"),
        ("17\ufffeyear", "17-year"),
        ("soft\u00adly", "softly"),
    ],
)
def test_a_hyphen_beside_a_number_stays(printed: str, read: str) -> None:
    assert clean([line("covid post softly"), line(printed)]).lines[1].text == read


def test_a_sentence_over_a_page_end_is_one_block_with_a_slice_on_each_page() -> None:
    lines = [
        line("A heading of the page", size=16, bold=True, y=760),
        line("The team works closely with partners to", page=1, y=700, blank_before=True),
        line("support victims.", page=2, y=760),
        line("Another paragraph starts here.", page=2, y=700, blank_before=True),
    ]
    found = blocks(lines)
    assert [block.kind for block in found] == ["heading", "paragraph", "paragraph"]
    woven = PageText(found, 2, {2: "1"}, {})
    place = woven.place(found[1])
    assert [part.page for part in place] == [1, 2]
    assert woven.text(place) == "The team works closely with partners to support victims."
    assert woven.pages[0].text == "A heading of the page\nThe team works closely with partners to"
    assert woven.pages[1].label == "1"


def test_part_of_a_place() -> None:
    place = (Slice(1, 10, 14), Slice(2, 0, 5))  # "abcd" + " " + "efghi"
    assert subplace(place, 2, 8) == (Slice(1, 12, 14), Slice(2, 0, 3))
    assert subplace(place, 5, 10) == (Slice(2, 0, 5),)


def test_headings_of_plain_text_are_told_by_how_lines_break() -> None:
    full = "The force has a good understanding of demand and uses what it learns to plan its work"
    texts = [
        full,
        "for the year ahead.",
        "The force manages its money well",
        "It has balanced its budget in each of the last three years and holds reserves as it said",
        "it would.",
    ]
    found = blocks([Line(page=1, text=text) for text in texts])
    assert [(block.kind, len(block.lines)) for block in found] == [("paragraph", 2), ("heading", 1), ("paragraph", 2)]
