"""The body of an answer in, its content out: piece by piece, unpacked, complete, of at most a size and for at most a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ingest.collect.web import unpack
from ingest.collect.web.replies import Refused, Temporary, size

PIECE = 16 * 1024  # bytes read at once
SLOWEST = 600  # seconds for one body


def content(answer: Any, limit: int, clock: Callable[[], float], begun: int = 0) -> Iterator[bytes]:
    """The content, of which `begun` bytes are here already. Raises `Refused` where it is too much, `Temporary` where it breaks off."""
    too_large = Refused(f"{answer.url} is larger than {limit:,} bytes, far more than any report")
    how = packing(answer)
    if how in unpack.UNKNOWN:
        raise Refused(f"{answer.url} is compressed as {how}, which was not asked for")
    told = size(answer.headers.get("Content-Length"))
    if how is None and told is not None and begun + told > limit:
        raise too_large
    start, length = clock(), 0
    for piece in unpack.unpacked(_received(answer), how) if how else _received(answer):
        length += len(piece)
        if begun + length > limit:
            raise too_large
        if clock() - start > SLOWEST:
            raise Refused(f"{answer.url} takes longer than {SLOWEST} seconds")
        yield piece
    if how is None and told is not None and length < told:
        raise Temporary("broke off before its end")


def _received(answer: Any) -> Iterator[bytes]:
    """What has come over the line, as it comes: a line that drips is noticed between two drops."""
    while piece := answer.raw.read1(PIECE, decode_content=False):
        yield piece


def packing(answer: Any) -> str | None:
    """How the body is packed."""
    return unpack.packing(answer.headers.get("Content-Encoding"))


def tells_its_end(answer: Any) -> bool:
    """Whether it is noticed when the body breaks off."""
    return bool(packing(answer) or answer.raw.chunked or size(answer.headers.get("Content-Length")) is not None)


def part_of(answer: Any) -> tuple[int | None, int | None]:
    """Where the part of a file that is sent begins, and how many bytes the file has, as far as that is said."""
    span, _, total = answer.headers.get("Content-Range", "").removeprefix("bytes ").partition("/")
    return size(span.partition("-")[0]), size(total)
