"""PDFium as the reader of PDFs needs it: its functions, the memory they write to, and a file's pages with their pictures.

Functions are called by address with plain numbers, since there are some hundred calls a page: pypdfium2's own prototypes make
an object of every handle, which takes twice the time.
"""

from __future__ import annotations

import ctypes
import math
import struct
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

PdfiumError: TypeAlias = pypdfium2.PdfiumError
Rectangle = tuple[float, float, float, float]  # left, bottom, right, top
_Int, _Address, _Double = ctypes.c_int, ctypes.c_void_p, ctypes.c_double


def _function(name: str, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)


count_chars = _function("FPDFText_CountChars", _Int, _Address)
text = _function("FPDFText_GetText", _Int, _Address, _Int, _Int, _Address)
unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, _Address, _Int)
is_hyphen = _function("FPDFText_IsHyphen", _Int, _Address, _Int)
origin = _function("FPDFText_GetCharOrigin", _Int, _Address, _Int, _Address, _Address)
loose_box = _function("FPDFText_GetLooseCharBox", _Int, _Address, _Int, _Address)
size = _function("FPDFText_GetFontSize", _Double, _Address, _Int)
weight = _function("FPDFText_GetFontWeight", _Int, _Address, _Int)
font_info = _function("FPDFText_GetFontInfo", ctypes.c_ulong, _Address, _Int, _Address, ctypes.c_ulong, _Address)
matrix = _function("FPDFText_GetMatrix", _Int, _Address, _Int, _Address)
object_of = _function("FPDFText_GetTextObject", _Address, _Address, _Int)
font_of = _function("FPDFTextObj_GetFont", _Address, _Address)
text_of = _function("FPDFTextObj_GetText", ctypes.c_ulong, _Address, _Address, _Address, ctypes.c_ulong)
font_size_of = _function("FPDFTextObj_GetFontSize", _Int, _Address, _Address)
mode = _function("FPDFTextObj_GetTextRenderMode", _Int, _Address)
count_objects = _function("FPDFPage_CountObjects", _Int, _Address)
object_on = _function("FPDFPage_GetObject", _Address, _Address, _Int)
count_inside = _function("FPDFFormObj_CountObjects", _Int, _Address)
inside = _function("FPDFFormObj_GetObject", _Address, _Address, ctypes.c_ulong)
kind = _function("FPDFPageObj_GetType", _Int, _Address)
fill = _function("FPDFPageObj_GetFillColor", _Int, _Address, _Address, _Address, _Address, _Address)
bounds = _function("FPDFPageObj_GetBounds", _Int, _Address, _Address, _Address, _Address, _Address)
matrix_of = _function("FPDFPageObj_GetMatrix", _Int, _Address, _Address)
draw_mode = _function("FPDFPath_GetDrawMode", _Int, _Address, _Address, _Address)
set_active = _function("FPDFPageObj_SetIsActive", _Int, _Address, _Int)
count_marks = _function("FPDFPageObj_CountMarks", _Int, _Address)
mark = _function("FPDFPageObj_GetMark", _Address, _Address, ctypes.c_ulong)
mark_name = _function("FPDFPageObjMark_GetName", _Int, _Address, _Address, ctypes.c_ulong, _Address)

# One stretch of memory that PDFium's functions put their results into, read by `struct`, which is quicker than `ctypes`.
memory = bytearray(64)
HERE = ctypes.addressof(ctypes.c_char.from_buffer(memory))
FOURS, EIGHTS = tuple(HERE + 4 * i for i in range(4)), (HERE, HERE + 8)
edges, six_floats = struct.Struct("=4f").unpack_from, struct.Struct("=6f").unpack_from
colours, two_doubles, two_ints = (
    struct.Struct("=4I").unpack_from,
    struct.Struct("=2d").unpack_from,
    struct.Struct("=2i").unpack_from,
)


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
        self.raw = address(self._page.raw)
        self.box: Rectangle = self._page.get_bbox()

    def open_text(self) -> pypdfium2.PdfTextPage:
        """The page's text, which is to be closed after use."""
        return self._page.get_textpage()

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


def address(handle: Any) -> int:
    """Where in memory a thing stands that pypdfium2 points to."""
    found = ctypes.cast(handle, ctypes.c_void_p).value
    assert found is not None
    return found


def scale_of(matrix: tuple[float, ...]) -> float:
    """How much larger a matrix draws, whichever way it turns or slants."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
