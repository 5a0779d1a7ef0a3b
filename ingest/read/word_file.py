"""A Word file of a report (.docx) in, its lines out: mammoth makes a web page of it, which is read as others are."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import mammoth

from ingest.read.lines import Raw, Unreadable
from ingest.read.web_page import read_html

LARGEST = 50_000_000  # bytes of all that is packed in a file; a report's text has some 500,000
STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"


def is_word(data: bytes) -> bool:
    """Whether this is a Word file, by what is in it."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "word/document.xml" in packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def read_word(data: bytes, sha256: str) -> Raw:
    """The lines of a Word file; its pages are not known, so it is one. Raises `Unreadable`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise Unreadable(
                    f"unpacks to more than {LARGEST // 1_000_000} MB, as no report does; add the report as PDF"
                )
        made = mammoth.convert_to_html(
            io.BytesIO(data), style_map=STYLES, convert_image=mammoth.images.img_element(_nothing)
        )
    except Unreadable:
        raise
    except (
        Exception
    ) as error:  # zip, XML and mammoth raise many kinds on damaged input; each means the same to the reader
        raise Unreadable("is a damaged Word file; save it anew, or add the report as PDF") from error
    raw = read_html(f"<html><body><main>{made.value}</main></body></html>".encode(), sha256)
    return replace(raw, kind="text", notes=())


def _nothing(image: object) -> dict[str, str]:
    """Pictures are left out."""
    return {"src": ""}
