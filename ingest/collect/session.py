"""Requests to a site that is somebody else's: its rules kept, its pace kept, and nothing taken that was not asked for.

robots.txt is obeyed, requests say who asks, come one at a time with a pause, and wait as long as the site says. Only the
hosts given are asked; a redirect to another is refused. Bodies are read up to a size. The one place that knows requests,
tenacity and protego.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from protego import Protego
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from ingest.collect.replies import Closed, Missing, Refused, Reply, Temporary, check, reply_of

AGENT = "InspectionSearch"
REDIRECTS = 5
PIECE = 16 * 1024  # bytes read at once
TIMEOUT = (10, 30)  # seconds to connect, and between two pieces
SLOWEST = 600  # seconds for one body
PAUSE = 2.0  # seconds between two requests, where robots.txt asks for no longer one
ATTEMPTS = 4


class Session:
    """Requests to the hosts of one site. `sleep` and `clock` are seconds; tests give their own."""

    def __init__(
        self,
        hosts: Iterable[str],
        contact: str,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        pause: float = PAUSE,
    ) -> None:
        self._hosts = frozenset(hosts)
        self._sleep, self._clock, self._pause = sleep, clock, pause
        self._robots: dict[str, Protego] = {}
        self._last: float | None = None
        self._http = requests.Session()
        self._http.trust_env = True
        self._http.headers.update({"User-Agent": f"{AGENT}/1.0 (+{contact})", "Accept-Encoding": "identity"})

    def close(self) -> None:
        self._http.close()

    def get(self, address: str, limit: int, known: tuple[str | None, str | None] = (None, None)) -> Reply:
        """A page of at most `limit` bytes; not its body where it is still the one `known` by etag and date. Raises `Refused`."""
        headers = conditions(*known)

        def once() -> Reply:
            with self._asked(address, headers) as (found, answer):
                body = b"" if answer.status_code == 304 else b"".join(self._pieces(answer, limit, 0))
                return reply_of(found, answer, body)

        return self._tried(address, once)

    def download(
        self, address: str, part: Path, limit: int, known: tuple[str | None, str | None] = (None, None)
    ) -> Reply:
        """A file into `part`, gone on with where an earlier try broke off and the file is still the same. Raises `Refused`."""
        mark = part.with_suffix(".mark")

        def once() -> Reply:
            begun = part.stat().st_size if part.is_file() and mark.is_file() else 0
            headers = {"Range": f"bytes={begun}-", "If-Range": mark.read_text()} if begun else conditions(*known)
            with self._asked(address, headers) as (found, answer):
                status, from_ = answer.status_code, answer.headers.get("Content-Range", "")
                if status == 416 or (status == 206 and not from_.startswith(f"bytes {begun}-")):
                    mark.unlink(missing_ok=True)
                    raise Temporary("does not go on where it broke off", 0)
                if status != 304:
                    self._save(answer, part, mark, limit, begun if status == 206 else 0)
                return reply_of(found, answer, b"")

        reply = self._tried(address, once)
        mark.unlink(missing_ok=True)
        return reply

    def _save(self, answer: Any, part: Path, mark: Path, limit: int, begun: int) -> None:
        """The body to a file, with what tells whether it can be gone on with; complete, or `Temporary`."""
        validator = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        if validator and not validator.startswith("W/"):
            mark.write_text(validator)
        else:
            mark.unlink(missing_ok=True)
        with part.open("r+b" if begun else "wb") as file:
            file.seek(begun)
            file.truncate()
            for piece in self._pieces(answer, limit, begun):
                file.write(piece)

    def _tried(self, address: str, once: Callable[[], Reply]) -> Reply:
        """Try until it is there, waiting longer each time, or as long as the site asks."""
        trying = Retrying(
            retry=retry_if_exception_type(Temporary),
            stop=stop_after_attempt(ATTEMPTS),
            wait=_wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return trying(once)
        except Temporary as error:
            raise Refused(f"{address} {error}; it was tried {ATTEMPTS} times, try again later") from error

    @contextmanager
    def _asked(self, address: str, headers: Mapping[str, str]) -> Any:
        """The answer to one request, redirects followed among the hosts."""
        for _ in range(REDIRECTS + 1):
            self._allowed(address)
            self._wait_for_turn(address)
            try:
                answer = self._http.get(
                    address, headers=dict(headers), stream=True, timeout=TIMEOUT, allow_redirects=False
                )
            except requests.RequestException as error:
                raise Temporary(f"could not be reached ({type(error).__name__})") from error
            if answer.is_redirect:
                target = urljoin(address, answer.headers["Location"])
                answer.close()
                if urlsplit(target).netloc not in self._hosts or urlsplit(target).scheme not in ("http", "https"):
                    raise Refused(f"{address} sends on to {target}, which is none of the configured hosts")
                address = target
                continue
            try:
                check(address, answer)
                yield address, answer
            except requests.RequestException as error:
                raise Temporary(f"broke off ({type(error).__name__})") from error
            finally:
                answer.close()
            return
        raise Refused(f"{address} is sent on and on")

    def _pieces(self, answer: Any, limit: int, begun: int) -> Iterable[bytes]:
        """The body piece by piece, complete and within limits."""
        told = answer.headers.get("Content-Length")
        if told is not None and told.isdigit() and begun + int(told) > limit:
            raise Refused(f"{answer.url} is larger than {limit:,} bytes, as no report is")
        start, length = self._clock(), 0
        for piece in answer.iter_content(PIECE):
            length += len(piece)
            if begun + length > limit:
                raise Refused(f"{answer.url} is larger than {limit:,} bytes, as no report is")
            if self._clock() - start > SLOWEST:
                raise Refused(f"{answer.url} takes longer than {SLOWEST} seconds")
            yield piece
        if told is not None and told.isdigit() and length < int(told):
            raise Temporary("broke off before its end")

    def _wait_for_turn(self, address: str) -> None:
        robots = self._robots.get(_origin(address))
        pause = max(self._pause, float((robots and robots.crawl_delay(AGENT)) or 0))
        if self._last is not None and (left := self._last + pause - self._clock()) > 0:
            self._sleep(left)
        self._last = self._clock()

    def _allowed(self, address: str) -> None:
        """Raises `Refused` where the address is of no configured host, or robots.txt forbids it."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or parts.netloc not in self._hosts:
            raise Refused(f"{address} is on none of the configured hosts")
        if parts.path == "/robots.txt":
            return
        origin = _origin(address)
        if origin not in self._robots:
            self._robots[origin] = self._rules(f"{origin}/robots.txt")
        if not self._robots[origin].can_fetch(address, AGENT):
            raise Refused(f"robots.txt of {parts.netloc} asks programs not to fetch {parts.path}")

    def _rules(self, address: str) -> Protego:
        """What robots.txt says; as RFC 9309 has it, all is allowed where there is none, and nothing where it cannot be had."""
        try:
            return Protego.parse(self.get(address, 512 * 1024).body.decode("utf-8", "replace"))
        except Closed:
            raise
        except Refused as error:
            if isinstance(error.__cause__, Missing):
                return Protego.parse("")
            raise Closed(f"{address} cannot be had, so nothing else is fetched there ({error})") from error


def conditions(etag: str | None, modified: str | None) -> dict[str, str]:
    """The headers that ask for something only where it changed."""
    headers = {"If-None-Match": etag} if etag else {}
    return headers | ({"If-Modified-Since": modified} if modified else {})


def _wait(state: RetryCallState) -> float:
    """What the site asks for, else 2, 4, 8 seconds."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait if isinstance(error, Temporary) else None
    return asked if asked is not None else float(2**state.attempt_number)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
