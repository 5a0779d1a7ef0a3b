"""Small PDFs drawn for tests: pages of lines, each with its place and type, as an odd producer might set them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject
from reportlab.pdfgen.canvas import Canvas

from corpus.records import Line
from ingest.read.files import read
from ingest.read.lines import Raw
from tests.ingest.read.pdf_objects import fonts

LEFT, TOP, STEP, SIZE = 72.0, 760.0, 14.0, 11.0
Draw = Callable[[Canvas], None]


def pdf(*pages: Draw) -> bytes:
    """A PDF of A4 pages, each drawn by a function."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for page in pages:
        canvas.setFont("Helvetica", SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def prose(*texts: str, x: float = LEFT, top: float = TOP, size: float = SIZE, font: str = "Helvetica") -> Draw:
    """Lines one under the other."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for number, text in enumerate(texts):
            canvas.drawString(x, top - STEP * number, text)

    return draw


def together(*parts: Draw) -> Draw:
    """Several things on one page, in this order."""

    def draw(canvas: Canvas) -> None:
        for part in parts:
            part(canvas)

    return draw


FILLING = prose(
    "The force answers most of its calls within the time that it has set itself for them,",
    "by day and by night, and it writes down what it hears. Its teams meet every week and",
    "share what they learn with those who need to know of it.",
    top=400,
)


def raw(folder: Path, data: bytes, name: str = "report.pdf") -> Raw:
    path = folder / name
    path.write_bytes(data)
    return read(path)


def texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def mapped(data: bytes, letter: str, sign: str) -> bytes:
    """The PDF with the font of plain text saying that a letter is another sign."""
    others = "\n".join(f"<{c:02X}> <{c:04X}>" for c in range(32, 127) if c != ord(letter))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"1 beginbfchar <{ord(letter):02X}> <{sign.encode('utf-16-be').hex()}> endbfchar\n94 beginbfchar\n{others}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    writer = PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        for font in fonts(page):
            if font["/BaseFont"] == NameObject("/Helvetica"):
                stream = DecodedStreamObject()
                stream.set_data(cmap.encode())
                font[NameObject("/ToUnicode")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
