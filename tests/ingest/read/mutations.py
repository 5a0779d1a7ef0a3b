"""Ways in which files of reports go wrong: each takes the bytes of a sound one and gives those of a bad one."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable

import pypdf
from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject, NumberObject

from tests.ingest.read.pdf_objects import array, dictionary, fonts, resources

Mutation = Callable[[bytes], bytes]
GIB = 1024**3


def cut(data: bytes, share: float = 0.6) -> bytes:
    """A download that broke off."""
    return data[: int(len(data) * share)]


def without_middle(data: bytes) -> bytes:
    """A download with a hole in it."""
    return data[: len(data) // 3] + data[len(data) // 2 :]


def noisy(data: bytes, seed: int = 0, share: float = 0.0005) -> bytes:
    """Some bytes changed."""
    chance, found = random.Random(seed), bytearray(data)
    for _ in range(max(1, int(len(found) * share))):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def written(change: Callable[[pypdf.PdfWriter], None]) -> Mutation:
    """The PDF written anew by pypdf after a change."""

    def mutate(data: bytes) -> bytes:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
        change(writer)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    return mutate


def reordered(data: bytes) -> bytes:
    """Pages in the order last to first."""
    reader, writer = pypdf.PdfReader(io.BytesIO(data)), pypdf.PdfWriter()
    for page in reversed(reader.pages):
        writer.add_page(page)
    return _bytes(writer)


def repeated(data: bytes, pages: int = 10_000) -> bytes:
    """As many pages, the report's own over and over."""
    reader, writer = pypdf.PdfReader(io.BytesIO(data)), pypdf.PdfWriter()
    template = [writer.add_page(page).indirect_reference for page in reader.pages]
    tree = dictionary(writer._pages)
    kids = array(tree["/Kids"])
    while len(kids) < pages:
        kids.append(template[len(kids) % len(template)])
    tree[NameObject("/Count")] = NumberObject(len(kids))
    return _bytes(writer)


def fontless(writer: pypdf.PdfWriter) -> None:
    """No fonts."""
    for page in writer.pages:
        resources(page).pop("/Font", None)


def unmapped(writer: pypdf.PdfWriter) -> None:
    """Fonts that do not say which letters their shapes are."""
    for page in writer.pages:
        for font in fonts(page):
            font.pop("/ToUnicode", None)
            font.pop("/Encoding", None)


def shifted(writer: pypdf.PdfWriter) -> None:
    """Text moved about on the page and half of it off the page."""
    for page in writer.pages:
        page.add_transformation(pypdf.Transformation().translate(-200, 150).rotate(3))


def boundless(writer: pypdf.PdfWriter) -> None:
    """Pages of an absurd size."""
    for page in writer.pages:
        page[NameObject("/MediaBox")] = ArrayObject(map(NumberObject, (0, 0, 10**9, 10**9)))


def circular(writer: pypdf.PdfWriter) -> None:
    """A tree of pages that contains itself."""
    array(dictionary(writer._pages)["/Kids"]).append(writer._pages)


def encrypted(writer: pypdf.PdfWriter) -> None:
    """Locked with a password."""
    writer.encrypt("secret", algorithm="RC4-128")


def exploding(size: int, repeats: int = 1) -> Mutation:
    """The first page's content expands to `size` bytes of text operators, packed `repeats` times."""

    def change(writer: pypdf.PdfWriter) -> None:
        packer, line = zlib.compressobj(1), b"BT /F1 9 Tf (All of it over and over) Tj ET\n" * 20_000
        packed = b"".join(packer.compress(line) for _ in range(size // len(line))) + packer.flush()
        for _ in range(repeats - 1):
            packed = zlib.compress(packed, 9)
        stream = DecodedStreamObject()
        stream.set_data(packed)
        stream[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode")] * repeats)
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    return written(change)


def _bytes(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


PDF: dict[str, Mutation] = {
    "cut": cut,
    "cut early": lambda data: cut(data, 0.05),
    "a hole": without_middle,
    "noise": noisy,
    "much noise": lambda data: noisy(data, 1, 0.02),
    "reordered": reordered,
    "10,000 pages": repeated,
    "no fonts": written(fontless),
    "no letters": written(unmapped),
    "shifted": written(shifted),
    "boundless": written(boundless),
    "circular": written(circular),
    "encrypted": written(encrypted),
    "expands to 3 GiB": exploding(3 * GIB),
    "expands twice": exploding(GIB, repeats=2),
    "nothing but a head": lambda data: data[:8],
    "text before it": lambda data: b"x" * 3000 + data,
}
TEXT: dict[str, Mutation] = {
    "cut": cut,
    "zeros": lambda data: data.replace(b"e", b"\0"),
    "two bytes a letter": lambda data: data.decode("utf-8").encode("utf-16"),
    "latin": lambda data: data.decode("utf-8").encode("latin-1", "replace"),
    "noise": lambda data: noisy(data, 2, 0.01),
    "one endless line": lambda data: b"The force is good at it. " * 8_000_000,
    "endless lines": lambda data: b"The force is good at it.\n" * 4_000_000,
    "many times over": lambda data: data * 40,
    "10,000 pages": lambda data: data * 300,
    "line ends of old": lambda data: data.replace(b"\n", b"\r"),
}
HTML: dict[str, Mutation] = {
    "tags in tags": lambda data: data.replace(b"<p>", b"<div>" * 200_000 + b"<p>", 1),
    "tags never closed": lambda data: data + b"<table><tr><td>" * 300_000,
    "an endless paragraph": lambda data: data.replace(b"</p>", b" The force is good." * 5_000_000 + b"</p>", 1),
    "many times over": lambda data: data * 100,
    "zeros": lambda data: data.replace(b"e", b"\0"),
    "cut": cut,
    "a million entities": lambda data: data + b"&lt;&bogus;&#x10FFFF;&#0;" * 1_000_000,
}
