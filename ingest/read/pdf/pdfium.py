"""PDFium as the reader of PDFs needs it: a page's characters with their places and types, its objects, its picture.

Functions are called by address with plain numbers, since there are some hundred calls a page: pypdfium2's own prototypes make
an object of every handle, which takes twice the time.
"""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

PdfiumError: TypeAlias = pypdfium2.PdfiumError
JOINED = "\ufffe"  # a hyphen at the end of a line, where PDFium joins the line with the next
LOST = "\ufffd"  # a shape on the page of which the file does not say what letters it is
TEXT, PATH, PICTURE, FORM = 1, 2, 3, 5  # kinds of object
SMALL, DEEPEST = 4.0, 8  # points of a rule or a dot; forms inside each other
Rectangle = tuple[float, float, float, float]  # left, bottom, right, top
_Int, _Address, _Float, _Double = ctypes.c_int, ctypes.c_void_p, ctypes.c_float, ctypes.c_double


def _function(name: str, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_count_chars = _function("FPDFText_CountChars", _Int, _Address)
_text = _function("FPDFText_GetText", _Int, _Address, _Int, _Int, _Address)
_unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, _Address, _Int)
_is_hyphen = _function("FPDFText_IsHyphen", _Int, _Address, _Int)
_origin = _function("FPDFText_GetCharOrigin", _Int, _Address, _Int, _Address, _Address)
_loose_box = _function("FPDFText_GetLooseCharBox", _Int, _Address, _Int, _Address)
_size = _function("FPDFText_GetFontSize", _Double, _Address, _Int)
_weight = _function("FPDFText_GetFontWeight", _Int, _Address, _Int)
_matrix = _function("FPDFText_GetMatrix", _Int, _Address, _Int, _Address)
_object_of = _function("FPDFText_GetTextObject", _Address, _Address, _Int)
_font_of = _function("FPDFTextObj_GetFont", _Address, _Address)
_text_of = _function("FPDFTextObj_GetText", ctypes.c_ulong, _Address, _Address, _Address, ctypes.c_ulong)
_font_size_of = _function("FPDFTextObj_GetFontSize", _Int, _Address, _Address)
_mode = _function("FPDFTextObj_GetTextRenderMode", _Int, _Address)
_count_objects = _function("FPDFPage_CountObjects", _Int, _Address)
_object = _function("FPDFPage_GetObject", _Address, _Address, _Int)
_count_inside = _function("FPDFFormObj_CountObjects", _Int, _Address)
_inside = _function("FPDFFormObj_GetObject", _Address, _Address, ctypes.c_ulong)
_kind = _function("FPDFPageObj_GetType", _Int, _Address)
_fill = _function("FPDFPageObj_GetFillColor", _Int, _Address, _Address, _Address, _Address, _Address)
_bounds = _function("FPDFPageObj_GetBounds", _Int, _Address, _Address, _Address, _Address, _Address)
_matrix_of = _function("FPDFPageObj_GetMatrix", _Int, _Address, _Address)
_draw_mode = _function("FPDFPath_GetDrawMode", _Int, _Address, _Address, _Address)
_set_active = _function("FPDFPageObj_SetIsActive", _Int, _Address, _Int)
_count_marks = _function("FPDFPageObj_CountMarks", _Int, _Address)
_mark = _function("FPDFPageObj_GetMark", _Address, _Address, ctypes.c_ulong)
_mark_name = _function("FPDFPageObjMark_GetName", _Int, _Address, _Address, ctypes.c_ulong, _Address)

# One stretch of memory that PDFium's functions put their results into, read by `struct`, which is quicker than `ctypes`.
_memory = bytearray(64)
_HERE = ctypes.addressof(ctypes.c_char.from_buffer(_memory))
_FOURS, _EIGHTS = tuple(_HERE + 4 * i for i in range(4)), (_HERE, _HERE + 8)
_edges, _six_floats = struct.Struct("=4f").unpack_from, struct.Struct("=6f").unpack_from
_colours, _two_doubles, _two_ints = (
    struct.Struct("=4I").unpack_from,
    struct.Struct("=2d").unpack_from,
    struct.Struct("=2i").unpack_from,
)


@dataclass(slots=True)
class Thing:
    """An object of a page: where it stands and, of text and of filled paths, in what colour it is drawn.

    `order` is its number in the order of drawing. `mode` is the way in which text is drawn, 0 for plain.
    """

    handle: int
    kind: int
    box: Rectangle
    order: int
    colour: tuple[int, int, int, int] | None = None
    mode: int = 0
    in_form: bool = False
    shown: bool = True

    @property
    def wide(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def high(self) -> float:
        return self.box[3] - self.box[1]


class Document:
    """A PDF that PDFium has opened. Raises `PdfiumError` where it cannot."""

    def __init__(self, data: bytes) -> None:
        self._document = pypdfium2.PdfDocument(data)

    @property
    def count(self) -> int:
        return len(self._document)

    @property
    def title(self) -> str | None:
        """The title that the file gives itself."""
        try:
            return self._document.get_metadata_value("Title") or None
        except UnicodeDecodeError:  # half a character of UTF-16
            return None

    def page(self, number: int) -> Page:
        """A page by its number, from 1."""
        return Page(self._document, number - 1)

    def close(self) -> None:
        self._document.close()


def is_locked(error: PdfiumError, data: bytes) -> bool:
    """Whether a password is missing. PDFium tells its last error, which may be that of the file before."""
    return error.err_code == pdfium.FPDF_ERR_PASSWORD and b"/Encrypt" in data


class Page:
    """One page of a document. `close` it after use."""

    def __init__(self, document: pypdfium2.PdfDocument, index: int) -> None:
        self._page = document[index]
        self._raw = _address(self._page.raw)
        self.box: Rectangle = self._page.get_bbox()

    def things(self) -> list[Thing]:
        """The objects of the page in the order in which they are drawn, with those inside of others."""
        found: list[Thing] = []
        for number in range(_count_objects(self._raw)):
            _add(found, _object(self._raw, number), None)
        return found

    def text(self) -> Characters:
        return Characters(self._page)

    def picture(self, scale: float) -> npt.NDArray[np.uint8]:
        """The page as it looks, in greys, row by row from its top."""
        bitmap = self._page.render(scale=scale, grayscale=True)
        try:
            return np.array(bitmap.to_numpy(), copy=True).reshape(bitmap.height, bitmap.width)
        finally:
            bitmap.close()

    def on_picture(self, box: Rectangle, shape: tuple[int, ...]) -> tuple[slice, slice]:
        """The rows and columns of a picture of this shape on which a part of the page stands, whichever way it is turned."""
        points = []
        for x, y in ((box[0], box[1]), (box[2], box[3])):
            x, y = (min(max(each, -1e6), 1e6) for each in (x, y))
            across, down = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDF_PageToDevice(self._page.raw, 0, 0, shape[1], shape[0], 0, x, y, across, down)
            points.append((max(across.value, 0), max(down.value, 0)))
        (x0, y0), (x1, y1) = points
        return slice(min(y0, y1), max(y0, y1) + 1), slice(min(x0, x1), max(x0, x1) + 1)

    def close(self) -> None:
        self._page.close()


class Characters:
    """The characters of a page in PDFium's order. `text` has one for each of PDFium's, so that indices are the same.

    A character beyond the basic plane is two there; `plain` makes it one.
    """

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._text_page = page.get_textpage()
        self._raw = _address(self._text_page.raw)
        self._bold: dict[int, bool] = {}
        self.text = self._read()

    def close(self) -> None:
        self._text_page.close()

    def _read(self) -> str:
        count = max(_count_chars(self._raw), 0)
        buffer = ctypes.create_string_buffer(2 * count + 2)
        written = _text(self._raw, 0, count, ctypes.addressof(buffer)) - 1
        text = buffer.raw[: 2 * max(written, 0)].decode("utf-16-le", "surrogatepass")
        if written != count:  # PDFium leaves out of its text what has no letters
            text = "".join(self._character(i) for i in range(count))
        elif len(text) != count:
            text = "".join(map(chr, memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")))
        if JOINED in text:
            text = "".join(LOST if c == JOINED and _is_hyphen(self._raw, i) != 1 else c for i, c in enumerate(text))
        return text

    def _character(self, index: int) -> str:
        code = _unicode(self._raw, index)
        if code == 0:
            return LOST
        return JOINED if code == 2 else chr(code) if code < 0x10000 else LOST

    def origin(self, index: int) -> tuple[float, float] | None:
        """Where a character stands: the left end of its baseline."""
        if not _origin(self._raw, index, *_EIGHTS):
            return None
        x, y = _two_doubles(_memory)
        return (x, y) if math.isfinite(x + y) else None

    def right(self, index: int) -> float | None:
        """Where a character ends."""
        if not _loose_box(self._raw, index, _HERE):
            return None
        left, _, right, _ = _edges(_memory)
        return max(left, right) if math.isfinite(left + right) else None

    def size(self, index: int) -> float:
        """The size of a character's type on the page, in points."""
        size = float(_size(self._raw, index))
        if _matrix(self._raw, index, _HERE):
            size *= _scale(_six_floats(_memory))
        return size if math.isfinite(size) else 0.0

    def bold(self, index: int) -> bool:
        thing = _object_of(self._raw, index)
        font = _font_of(thing) if thing else None
        if font is None:
            return self._is_bold(index)
        if font not in self._bold:
            self._bold[font] = self._is_bold(index)
        return self._bold[font]

    def _is_bold(self, index: int) -> bool:
        if _weight(self._raw, index) >= 600:
            return True
        name, flags = ctypes.create_string_buffer(96), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._text_page.raw, index, name, len(name), flags)
        return b"bold" in name.value.lower()

    def words_of(self, thing: Thing) -> str:
        """The characters of one object of text."""
        size = _text_of(thing.handle, self._raw, None, 0)
        buffer = ctypes.create_string_buffer(size + 2)
        _text_of(thing.handle, self._raw, ctypes.addressof(buffer), size)
        return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")


def plain(text: str) -> str:
    """A part of a page's characters as text."""
    if not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def show(things: Sequence[Thing], shown: bool) -> None:
    """Draw objects, and read their text, or leave them out."""
    for thing in things:
        thing.shown = shown
        _set_active(thing.handle, int(shown))


def size_of(thing: Thing) -> float:
    """The size of the type of an object of text, in points."""
    if not _font_size_of(thing.handle, _HERE):
        return 0.0
    size = float(_edges(_memory)[0])
    if _matrix_of(thing.handle, _HERE):
        size *= _scale(_six_floats(_memory))
    return size


def marks_of(thing: Thing) -> Iterator[str]:
    """The names of the marks that an object's content has: "OC" for a layer that can be hidden."""
    name = ctypes.create_string_buffer(32)
    for number in range(max(_count_marks(thing.handle), 0)):
        mark = _mark(thing.handle, number)
        if mark and _mark_name(mark, ctypes.addressof(name), len(name), _HERE):
            yield name.raw[: max(_two_ints(_memory)[0] - 2, 0)].decode("utf-16-le", "replace")


def _address(handle: Any) -> int:
    address = ctypes.cast(handle, ctypes.c_void_p).value
    assert address is not None
    return address


def _add(found: list[Thing], handle: int | None, form: tuple[float, ...] | None, depth: int = 0) -> None:
    """Add one object; what is inside a form, whose matrix is given, is placed where the form puts it."""
    if handle is None:
        return
    kind = _kind(handle)
    _bounds(handle, *_FOURS)
    box: Rectangle = _edges(_memory)
    if form is not None:
        box = _moved(box, form)
    colour, mode = None, 0
    if kind == TEXT:
        mode = _mode(handle)
        _fill(handle, *_FOURS)
        colour = _colours(_memory)
    elif kind == PATH and box[2] - box[0] > SMALL and box[3] - box[1] > SMALL and _is_filled(handle):
        _fill(handle, *_FOURS)
        colour = _colours(_memory)
    found.append(Thing(handle, kind, box, len(found), colour, mode, form is not None))
    if kind == FORM and depth < DEEPEST:
        inner = _six_floats(_memory) if _matrix_of(handle, _HERE) else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        inner = inner if form is None else _product(inner, form)
        for number in range(max(_count_inside(handle), 0)):
            _add(found, _inside(handle, number), inner, depth + 1)


def _is_filled(path: int) -> bool:
    return bool(_draw_mode(path, _HERE, _HERE + 4) and _two_ints(_memory)[0])


def _scale(matrix: tuple[float, ...]) -> float:
    """How much larger a matrix draws, whichever way it turns or slants."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def _moved(box: Rectangle, by: tuple[float, ...]) -> Rectangle:
    a, b, c, d, e, f = by
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(down), max(across), max(down)


def _product(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
