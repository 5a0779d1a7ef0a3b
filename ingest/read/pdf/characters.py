"""The characters of a page: which they are, where each stands, its size and weight."""

from __future__ import annotations

import ctypes
import math

from ingest.read.pdf import pdfium
from ingest.read.pdf.pdfium import EIGHTS, HERE, Page, address, edges, memory, scale_of, six_floats, two_doubles
from ingest.read.pdf.things import Thing

JOINED = "\ufffe"  # a hyphen at the end of a line, where PDFium joins the line with the next
LOST = "\ufffd"  # a shape on the page of which the file does not say what letters it is


class Characters:
    """The characters of a page in PDFium's order. `text` has one for each of PDFium's, so that indices are the same.

    A character beyond the basic plane is two there; `plain` makes it one.
    """

    def __init__(self, page: Page) -> None:
        self._text_page = page.open_text()
        self._raw = address(self._text_page.raw)
        self._bold: dict[int, bool] = {}
        self.text = self._read()

    def close(self) -> None:
        self._text_page.close()

    def _read(self) -> str:
        count = max(pdfium.count_chars(self._raw), 0)
        buffer = ctypes.create_string_buffer(2 * count + 2)
        written = pdfium.text(self._raw, 0, count, ctypes.addressof(buffer)) - 1
        text = buffer.raw[: 2 * max(written, 0)].decode("utf-16-le", "surrogatepass")
        if written != count:  # PDFium leaves out of its text what has no letters
            text = "".join(self._character(i) for i in range(count))
        elif len(text) != count:
            text = "".join(map(chr, memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")))
        if JOINED in text:
            text = "".join(
                LOST if c == JOINED and pdfium.is_hyphen(self._raw, i) != 1 else c for i, c in enumerate(text)
            )
        return text

    def _character(self, index: int) -> str:
        code = pdfium.unicode(self._raw, index)
        if code == 0:
            return LOST
        return JOINED if code == 2 else chr(code) if code < 0x10000 else LOST

    def origin(self, index: int) -> tuple[float, float] | None:
        """Where a character stands: the left end of its baseline."""
        if not pdfium.origin(self._raw, index, *EIGHTS):
            return None
        x, y = two_doubles(memory)
        return (x, y) if math.isfinite(x + y) else None

    def right(self, index: int) -> float | None:
        """Where a character ends."""
        if not pdfium.loose_box(self._raw, index, HERE):
            return None
        left, _, right, _ = edges(memory)
        return max(left, right) if math.isfinite(left + right) else None

    def size(self, index: int) -> float:
        """The size of a character's type on the page, in points."""
        size = float(pdfium.size(self._raw, index))
        if pdfium.matrix(self._raw, index, HERE):
            size *= scale_of(six_floats(memory))
        return size if math.isfinite(size) else 0.0

    def bold(self, index: int) -> bool:
        thing = pdfium.object_of(self._raw, index)
        font = pdfium.font_of(thing) if thing else None
        if font is None:
            return self._is_bold(index)
        if font not in self._bold:
            self._bold[font] = self._is_bold(index)
        return self._bold[font]

    def _is_bold(self, index: int) -> bool:
        if pdfium.weight(self._raw, index) >= 600:
            return True
        name = ctypes.create_string_buffer(96)
        pdfium.font_info(self._raw, index, ctypes.addressof(name), len(name), HERE)
        return b"bold" in name.value.lower()

    def words_of(self, thing: Thing) -> str:
        """The characters of one object of text."""
        size = pdfium.text_of(thing.handle, self._raw, None, 0)
        buffer = ctypes.create_string_buffer(size + 2)
        pdfium.text_of(thing.handle, self._raw, ctypes.addressof(buffer), size)
        return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")


def plain(text: str) -> str:
    """A part of a page's characters as text."""
    if not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
