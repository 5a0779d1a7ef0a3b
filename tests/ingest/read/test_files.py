"""What a file's lines are: cut and locked files refused, layouts measured, texts decoded and parted into pages."""

from __future__ import annotations

import io
import re
import zipfile
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


def with_passwords(user_password: str, owner_password: str | None = None) -> bytes:
    writer = pypdf.PdfWriter(clone_from=PDF)
    writer.encrypt(user_password, owner_password)
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
    assert refusal(tmp_path).startswith("is not a file that can be read (a folder")


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
    widths = [canvas.stringWidth(text, font, size) for font, size, _, _, text in rows]
    ends = [one.x_end for one in found.lines]
    assert ends == pytest.approx([x + wide for (_, _, x, _, _), wide in zip(rows, widths, strict=True)], abs=0.2)


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
        ("It isn’t naïve to hope so much.".encode("mac_roman"), [(1, "It isn’t naïve to hope so much.", True)]),
        ("It isn’t naïve to hope so much.".encode().decode("cp1252").encode(), [(1, "It isn’t naïve to hope so much.", True)]),
        # line ends of further systems
        ("Officers are\x85trained and told.\x85Calls are late.".encode(),
         [(1, "Officers are", True), (1, "trained and told.", False), (1, "Calls are late.", False)]),
        ("Officers are\u2028trained and told.\u2029Calls are late.".encode(),
         [(1, "Officers are", True), (1, "trained and told.", False), (1, "Calls are late.", True)]),
        ("It isn’t naïve to hope so much.".encode("utf-16-le"), [(1, "It isn’t naïve to hope so much.", True)]),
        ("It isn’t naïve to hope so much.".encode("utf-16-be"), [(1, "It isn’t naïve to hope so much.", True)]),
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


# Files by what they hold ----------------------------------------------------------------------------------------------

HTML = "<html><body><h1>Title</h1><p>" + "The force answers its calls in time. " * 8 + "</p></body></html>"
MHTML = (
    "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/report\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="--cut"\r\n\r\n----cut\r\n'
    "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    + HTML.replace("Title", "It isn=E2=80=99t").replace("answers", "ans=\r\nwers")
    + "\r\n----cut\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n----cut--\r\n"
)


def word(*paragraphs: tuple[str, str], name: str = "word/document.xml") -> bytes:
    """A Word file of paragraphs, each with the name of its style."""
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rel = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    styles = {"1": "heading 1", "2": "heading 2", "T": "Title"}
    body = "".join(
        f"<w:p><w:pPr>{f'<w:pStyle w:val={chr(34)}{style}{chr(34)}/>' if style else ''}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        for style, text in paragraphs
    )
    named = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in styles.items()
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{rel}"><Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/styles.xml": f'<w:styles xmlns:w="{main}">{named}</w:styles>',
        name: f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for part, text in parts.items():
            packed.writestr(part, text)
    return out.getvalue()


LETTER = word(
    ("T", "PEEL 2023–25"), ("1", "Responding to the public"), ("", "The force answers its calls in time. " * 8), ("2", "Main findings")
)  # fmt: skip


@pytest.mark.parametrize("name", ["report.mhtml", "report.mht", "report", "report.2023"])
def test_a_saved_page_with_its_parts_is_read_as_the_page(tmp_path: Path, name: str) -> None:
    found = read(written(tmp_path / name, MHTML.encode()))
    assert (found.kind, found.lines[0].text) == ("html", "It isn’t")
    assert found.lines[1].text.startswith("The force answers its calls")


@pytest.mark.parametrize("name", ["report.docx", "report.DOCX", "report"])
def test_a_word_file_is_read_with_its_headings(tmp_path: Path, name: str) -> None:
    found = read(written(tmp_path / name, LETTER))
    assert [line.text.strip()[:24] for line in found.lines] == [
        "PEEL 2023–25", "Responding to the public", "The force answers its ca", "Main findings"
    ]  # fmt: skip
    assert [bool(line.bold) for line in found.lines] == [True, True, False, True]
    assert (found.kind, found.page_count) == ("text", 1)


@pytest.mark.parametrize("name", ["report", "Fernmoor 2021.22", "report.txt"])
def test_a_pdf_is_one_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    assert read(written(tmp_path / name, PDF.read_bytes())).lines == read(PDF).lines


def test_text_without_an_ending_is_text(tmp_path: Path) -> None:
    assert read(written(tmp_path / "report", b"Officers are trained and told.")).kind == "text"
    assert read(written(tmp_path / "page", HTML.encode())).kind == "html"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("cut.docx", LETTER[:200], "is not plain text"),
        ("odd.docx", word(("", "&bad;")), "damaged Word file"),
        ("empty.docx", word(), "no text of a report"),
        ("sheet.docx", word(("", "x"), name="xl/workbook.xml"), "is not plain text"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 5000, "older Word"),
        ("parts.mhtml", MHTML.replace("text/html", "text/plain").replace('type="text/plain"', 'type="text/html"').encode(), "there is no page"),
    ],
)  # fmt: skip
def test_files_of_other_kinds_gone_wrong_are_told_in_a_sentence(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    told = refusal(written(tmp_path / name, data))
    assert says in told
    assert "\n" not in told
