"""A body as it comes over the line in, piece by piece; its content out, unpacked.

Sites pack what they send though it was not asked for, tell the size of one and send the other, or say that they pack
and do not. A packed body tells its own end, so it is known to be whole whatever its headers say.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

AT_ONCE = 64 * 1024  # bytes unpacked at once, so that a small body that unpacks to a huge one is noticed in time
KNOWN = {"gzip", "x-gzip", "deflate"}
UNKNOWN = {"br", "zstd", "compress", "x-compress", "dcb", "dcz"}
GZIP = b"\x1f\x8b"  # how it begins
PLAIN = (b"%PDF", b"<", b"\xef\xbb\xbf")  # how what is fetched begins where it is not packed


class Damaged(Exception):
    """A packed body that cannot be unpacked, or breaks off."""


def packing(header: str | None) -> str | None:
    """How a body is packed, by its Content-Encoding: one of `KNOWN` or of `UNKNOWN`, None where it is not."""
    names = [name.strip().lower() for name in (header or "").split(",")]
    return next((name for name in names if name in KNOWN | UNKNOWN), None)


def unpacked(pieces: Iterator[bytes], how: str) -> Iterator[bytes]:
    """The content of a body that is said to be packed; the body itself where it is not. Raises `Damaged`."""
    first = b""
    while len(first) < len(GZIP) and (piece := next(pieces, None)) is not None:
        first += piece
    bits = _bits(first, how)
    if bits is None:
        yield from filter(None, [first])
        yield from pieces
        return
    unpacker, packed = zlib.decompressobj(bits), first
    while True:
        try:
            content = unpacker.decompress(packed, AT_ONCE)
        except zlib.error as error:
            raise Damaged("is packed and damaged") from error
        if content:
            yield content
        packed = unpacker.unconsumed_tail
        if unpacker.eof:
            if not unpacker.unused_data.startswith(GZIP):  # else another part follows
                return
            packed, unpacker = unpacker.unused_data, zlib.decompressobj(bits)
        elif not packed:
            piece = next(pieces, None)
            if piece is None:
                raise Damaged("broke off before its end")
            packed = piece


def _bits(first: bytes, how: str) -> int | None:
    """What zlib needs to know of a body that begins so; None where it is not packed."""
    if first.startswith(GZIP):
        return 16 + zlib.MAX_WBITS
    if how != "deflate" or not first or first.startswith(PLAIN):
        return None
    headed = len(first) >= 2 and first[0] & 0x0F == zlib.DEFLATED and int.from_bytes(first[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if headed else -zlib.MAX_WBITS  # some leave zlib's own header out
