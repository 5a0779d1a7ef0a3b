"""What a file that is fetched is called here: after what it is, short enough for any disk, one name for one address."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import unquote

LONGEST = 120  # bytes; disks take 255, and some take less


def file_name(stem: str, suffix: str, address: str) -> str:
    """A name made of a stem, as it may stand in an address; cut and told apart by the address where it is too long.

    >>> file_name("80000-children's services inspection-2026-05-24", ".pdf", "https://site.example/1")
    '80000-childrens-services-inspection-2026-05-24.pdf'
    """
    plain = unicodedata.normalize("NFC", unquote(stem)).replace("'", "").replace("’", "").lower()
    name = re.sub(r"[\W_]+", "-", plain).strip("-") or "report"
    if len(name.encode()) > LONGEST:
        name = f"{name.encode()[:LONGEST].decode(errors='ignore')}-{mark(address)}"
    return f"{name}{suffix}"


def other_name(name: str, address: str) -> str:
    """A name for a file whose own name another file has."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{mark(address)}{dot}{suffix}"


def mark(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:8]
