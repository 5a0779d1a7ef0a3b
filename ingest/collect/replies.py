"""What a site answered: the answer as a record, or why what was asked for cannot be had, now or at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 300.0  # the longest that a site may ask to wait; beyond that it is left alone
TEMPORARY = (429, 500, 502, 503, 504)


class Refused(Exception):
    """What was asked for cannot be had; the message says why. The rest may go on."""

    @property
    def broken(self) -> bool:
        """Whether it may be had later, and what there is of it is of use."""
        return isinstance(self.__cause__, Temporary)


class Closed(Refused):
    """The site wants to be left alone; nothing more is asked of it."""


class Temporary(Exception):
    """A failure that may be gone in a while; `wait` is what the site asks for, in seconds."""

    def __init__(self, told: str, wait: float | None = None) -> None:
        super().__init__(told)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of a site: its final address, its kind, its body where that was read, and how to ask again whether it changed."""

    address: str
    status: int
    kind: str
    body: bytes
    etag: str | None
    modified: str | None

    @property
    def same(self) -> bool:
        """Whether the site says that nothing changed."""
        return self.status == 304


class Missing(Exception):
    """There is nothing at the address."""


def check(address: str, answer: Any) -> None:
    status = answer.status_code
    if status in TEMPORARY:
        wait = _seconds(answer.headers.get("Retry-After"))
        if wait is not None and wait > PATIENCE:
            raise Closed(
                f"{urlsplit(address).netloc} asks to be left alone for {wait:.0f} seconds; fetch again after that"
            )
        raise Temporary(f"answers {status}", wait)
    if status in (401, 403, 451) and urlsplit(address).path != "/robots.txt":
        raise Refused(f"{address} is refused to programs ({status})")
    if status in (404, 410) or (400 <= status < 500 and urlsplit(address).path == "/robots.txt"):
        raise Refused(f"{address} is not there ({status})") from Missing()
    if status not in (200, 206, 304, 416):
        raise Refused(f"{address} answers {status}")


def _seconds(told: str | None) -> float | None:
    """A Retry-After in seconds: it is a number of them or a date."""
    if told is None:
        return None
    if told.strip().isdigit():
        return float(told)
    try:
        return max((parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None


def reply_of(address: str, answer: Any, body: bytes) -> Reply:
    headers = answer.headers
    kind = headers.get("Content-Type", "").split(";")[0].strip().lower()
    return Reply(address, answer.status_code, kind, body, headers.get("ETag"), headers.get("Last-Modified"))
