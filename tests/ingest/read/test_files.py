"""What a file's lines are: cut and locked files refused, layouts measured, texts decoded and parted into pages."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.read.files import Unreadable, read
from tests import samples

PDF = samples.PEEL / "quillhaven-2023-25.pdf"
# What is wrong, then what to do; no full stop inside and none at the end, since the file's name comes before it.
SENTENCE = re.compile(r"^(?:is|has|holds|cannot) [^\n]+[;,] (?:save|run|download|add|check)[^\n.]+$")


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        read(path)
    return str(refused.value)


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def with_passwords(**passwords: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=PDF)
    writer.encrypt(**passwords)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked_with_aes() -> bytes:
    """A page under AES-256, by far the usual lock today, whose keys fit no password."""
    keys = b" ".join(
        b"/%s<%s>" % (name, b"41" * size) for name, size in ((b"O", 48), (b"U", 48), (b"OE", 32), (b"UE", 32))
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Filter/Standard/V 5/R 6/Length 256/P -4/Perms<" + b"41" * 16 + b">" + keys
        + b"/CF<</StdCF<</CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>/StmF/StdCF/StrF/StdCF>>",
    ]  # fmt: skip
    out, offsets = b"%PDF-1.7\n", []
    for number, words in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, words)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 5\n0000000000 65535 f \n" + rows + trailer


def pictures() -> bytes:
    """Two pages with a drawing and no words."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for _ in range(2):
        canvas.rect(100, 100, 300, 500, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def without_pages() -> bytes:
    out = io.BytesIO()
    pypdf.PdfWriter().write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("page.PDF", lambda: b"\n<html><body>Not found</body></html>", "holds an HTML page"),  # a suffix in capitals
        ("locked.pdf", lambda: with_passwords(user_password="x"), "is encrypted"),
        ("aes.pdf", locked_with_aes, "is encrypted"),
        ("drawn.pdf", pictures, "no text layer"),
        ("none.pdf", without_pages, "damaged or cut-off"),  # after a locked one: the fault is this file's own
        ("head.pdf", lambda: b"%PDF-1.7\n", "damaged or cut-off"),
        ("short.txt", lambda: b"Too few words", "holds no text"),
        ("empty.txt", lambda: b"\xef\xbb\xbf", "holds no text"),  # the mark of UTF-8 and nothing after it
    ],
)
def test_each_refusal_is_one_sentence_that_says_what_to_do(
    tmp_path: Path, name: str, data: Callable[[], bytes], says: str
) -> None:
    told = refusal(written(tmp_path / name, data()))
    assert says in told
    assert SENTENCE.match(told), told


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.99])
def test_a_download_cut_off_anywhere_is_told_as_that(tmp_path: Path, share: float) -> None:
    data = PDF.read_bytes()
    told = refusal(written(tmp_path / "cut.pdf", data[: int(share * len(data))]))
    assert told.startswith("is a damaged or cut-off PDF")
    assert told.endswith("; download it again")


def test_what_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.pdf").startswith("cannot be opened (No such file")
    assert refusal(tmp_path).startswith("is no file that can be read (a folder")


def test_a_report_locked_against_changes_only_reads_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "owned.pdf", with_passwords(user_password="", owner_password="theirs"))
    assert read(path).lines == read(PDF).lines
    assert read(path).page_count == 13


def test_the_layout_of_a_line_is_its_first_letters(tmp_path: Path) -> None:
    path = tmp_path / "set.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setTitle("Set by hand")
    rows = [
        ("Helvetica-Bold", 18.0, 72, 760, "Responding to the public"),
        ("Helvetica", 10.0, 72, 720, "The force answers most of its calls within"),  # 40 below: a gap
        ("Helvetica", 10.0, 72, 707, "the time that it has set itself for them."),  # 13 below: the usual step
        ("Helvetica", 10.0, 72, 694, "It has a plan for the others as well."),
        ("Helvetica", 10.0, 90, 668, "It tests the plan."),  # 26 below: a gap
    ]
    for font, size, x, y, text in rows:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)
    canvas.save()
    found = read(path)
    assert (found.kind, found.page_count, found.info) == ("pdf", 1, "Set by hand")
    measured = [(one.text, one.size, one.bold, one.x, one.y) for one in found.lines]
    assert measured == [(text, size, "Bold" in font, float(x), float(y)) for font, size, x, y, text in rows]
    assert [one.blank_before for one in found.lines[1:]] == [True, False, False, True]


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        # form feeds part pages; one at the end opens none
        (b"Officers are trained.\n\nVictims are told.\fCalls are late.\f",
         [(1, "Officers are trained.", True), (1, "Victims are told.", True), (2, "Calls are late.", True)]),
        # an empty page keeps its number
        (b"Officers are trained.\f\fCalls are late.", [(1, "Officers are trained.", True), (3, "Calls are late.", True)]),
        # doubled lines: a leading blank starts a page
        (b" Officers are\n\ntrained and told.\n\n Calls are late.\n\n",
         [(1, " Officers are", True), (1, "trained and told.", False), (2, " Calls are late.", True)]),
        # lines that follow each other: one page, whatever blanks they open with
        (b"Officers are\n trained and told.\n Calls are late.\n",
         [(1, "Officers are", True), (1, " trained and told.", False), (1, " Calls are late.", False)]),
        # line ends of other systems
        (b"Officers are\r\ntrained and told.\rCalls are late.",
         [(1, "Officers are", True), (1, "trained and told.", False), (1, "Calls are late.", False)]),
        # encodings: UTF-16 either way round, the old western one, UTF-8 with its mark
        ("It isn’t naïve to hope so much.".encode("utf-16"), [(1, "It isn’t naïve to hope so much.", True)]),
        (b"\xfe\xff" + "It isn’t naïve to hope so much.".encode("utf-16-be"), [(1, "It isn’t naïve to hope so much.", True)]),
        ("It isn’t naïve to hope so much.".encode("cp1252"), [(1, "It isn’t naïve to hope so much.", True)]),
        ("It isn’t naïve to hope so much.".encode("utf-8-sig"), [(1, "It isn’t naïve to hope so much.", True)]),
    ],
)  # fmt: skip
def test_lines_of_a_text_with_their_pages(tmp_path: Path, data: bytes, lines: list[tuple[int, str, bool]]) -> None:
    found = read(written(tmp_path / "report.txt", data))
    assert [(one.page, one.text, one.blank_before) for one in found.lines] == lines
    assert found.kind == "text"
    assert {one.size for one in found.lines} == {None}


def test_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    path = written(tmp_path / "report.txt", b"Officers are trained and told.")
    # printf 'Officers are trained and told.' | sha256sum
    assert read(path).sha256 == "dfe3749278ff23ecf0cdd89b66a26bab6f3b43b8006ae993943ce919a2feb41a"
