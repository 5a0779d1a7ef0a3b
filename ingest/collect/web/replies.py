"""What a site answered: the answer as a record, or why what was asked for cannot be had, now or at all."""

from __future__ import annotations

import re
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

    @property
    def missing(self) -> bool:
        """Whether there is nothing at the address."""
        return isinstance(self.__cause__, Missing)


class Unwilling(Refused):
    """The site itself does not give it: to programs, or not now. Where it goes on so, it wants to be left alone."""


class Closed(Refused):
    """The site wants to be left alone; nothing more is asked of it."""


class Temporary(Exception):
    """A failure that may be gone in a while; `wait` is what the site asks for, in seconds."""

    def __init__(self, told: str, wait: float | None = None) -> None:
        super().__init__(told)
        self.wait = wait


class Missing(Exception):
    """There is nothing at the address."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of a site: its final address, its body where that was read, and how to ask again whether it changed.

    `whole` says whether the end of the body was known, so that none of it can be missing.
    """

    address: str
    status: int
    body: bytes
    etag: str | None
    modified: str | None
    whole: bool = True

    @property
    def same(self) -> bool:
        """Whether the site says that nothing changed."""
        return self.status == 304


def check(address: str, answer: Any, conditional: bool, ranged: bool) -> None:
    """Raise what an answer means that is none of those asked for."""
    status = answer.status_code
    host, rules = urlsplit(address).netloc, urlsplit(address).path == "/robots.txt"
    if status in TEMPORARY:
        wait = seconds(answer.headers.get("Retry-After"))
        if wait is not None and wait > PATIENCE:
            raise Closed(f"{host} asks for no requests for {wait:.0f} seconds; fetch again after that")
        raise Temporary(f"answers {status}", wait)
    if status in (401, 403, 451) and not rules:
        raise Unwilling(f"{address} refuses programs ({status})")
    if status in (404, 410) or (400 <= status < 500 and rules):
        raise Refused(f"{address} is not there ({status})") from Missing()
    if status != 200 and not (status == 304 and conditional) and not (status in (206, 416) and ranged):
        raise Refused(f"{address} answers {status}")


def seconds(told: str | None) -> float | None:
    """A Retry-After in seconds: it is a number of them or a date."""
    if told is None:
        return None
    if re.fullmatch(r"\d+(\.\d*)?", told.strip(), re.ASCII):
        return float(told)
    try:
        return max((parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None


def size(told: str | None) -> int | None:
    """A number of bytes that a header tells; None where it tells none."""
    return int(told) if told and re.fullmatch(r"\d{1,18}", told.strip(), re.ASCII) else None


def sendable(told: str | None) -> str | None:
    """What a site gave to be sent back to it, None where it could not be sent."""
    return told if told and re.fullmatch(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?", told) else None


def reply_of(address: str, answer: Any, body: bytes, whole: bool = True) -> Reply:
    headers = answer.headers
    etag, modified = sendable(headers.get("ETag")), sendable(headers.get("Last-Modified"))
    return Reply(address, answer.status_code, body, etag, modified, whole)
