"""The objects that are drawn on a page: text, paths and pictures, where they stand, in what colour, and whether they are shown."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.read.pdf import pdfium
from ingest.read.pdf.pdfium import FOURS, HERE, Page, Rectangle, colours, edges, memory, scale_of, six_floats, two_ints

TEXT, PATH, PICTURE, FORM = 1, 2, 3, 5  # kinds of object
SMALL, DEEPEST = 4.0, 8  # points of a rule or a dot; forms inside each other


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


def things_on(page: Page) -> list[Thing]:
    """The objects of a page in the order in which they are drawn, with those inside of others."""
    found: list[Thing] = []
    for number in range(pdfium.count_objects(page.raw)):
        _add(found, pdfium.object_on(page.raw, number), None)
    return found


def show(things: Sequence[Thing], shown: bool) -> None:
    """Draw objects, and read their text, or leave them out."""
    for thing in things:
        thing.shown = shown
        pdfium.set_active(thing.handle, int(shown))


def size_of(thing: Thing) -> float:
    """The size of the type of an object of text, in points."""
    if not pdfium.font_size_of(thing.handle, HERE):
        return 0.0
    size = float(edges(memory)[0])
    if pdfium.matrix_of(thing.handle, HERE):
        size *= scale_of(six_floats(memory))
    return size


def marks_of(thing: Thing) -> Iterator[str]:
    """The names of the marks that an object's content has: "OC" for a layer that can be hidden."""
    name = ctypes.create_string_buffer(32)
    for number in range(max(pdfium.count_marks(thing.handle), 0)):
        mark = pdfium.mark(thing.handle, number)
        if mark and pdfium.mark_name(mark, ctypes.addressof(name), len(name), HERE):
            yield name.raw[: max(two_ints(memory)[0] - 2, 0)].decode("utf-16-le", "replace")


def _add(found: list[Thing], handle: int | None, form: tuple[float, ...] | None, depth: int = 0) -> None:
    """Add one object; what is inside a form, whose matrix is given, is placed where the form puts it."""
    if handle is None:
        return
    kind = pdfium.kind(handle)
    pdfium.bounds(handle, *FOURS)
    box: Rectangle = edges(memory)
    if form is not None:
        box = _moved(box, form)
    colour, mode = None, 0
    if kind == TEXT:
        mode = pdfium.mode(handle)
        pdfium.fill(handle, *FOURS)
        colour = colours(memory)
    elif kind == PATH and box[2] - box[0] > SMALL and box[3] - box[1] > SMALL and _is_filled(handle):
        pdfium.fill(handle, *FOURS)
        colour = colours(memory)
    found.append(Thing(handle, kind, box, len(found), colour, mode, form is not None))
    if kind == FORM and depth < DEEPEST:
        inner = six_floats(memory) if pdfium.matrix_of(handle, HERE) else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        inner = inner if form is None else _product(inner, form)
        for number in range(max(pdfium.count_inside(handle), 0)):
            _add(found, pdfium.inside(handle, number), inner, depth + 1)


def _is_filled(path: int) -> bool:
    return bool(pdfium.draw_mode(path, HERE, HERE + 4) and two_ints(memory)[0])


def _moved(box: Rectangle, by: tuple[float, ...]) -> Rectangle:
    a, b, c, d, e, f = by
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(down), max(across), max(down)


def _product(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
