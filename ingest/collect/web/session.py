"""Requests to a site that is somebody else's: its rules kept, its pace kept, and nothing taken that was not asked for.

robots.txt is obeyed, requests say who asks, come one at a time with a pause, and wait as long as the site says. Only the
hosts given are asked; a redirect to another is refused. Bodies are read up to a size and for a time. The one place that
knows requests and tenacity.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from urllib3.exceptions import HTTPError

from ingest.collect.web.addresses import BadAddress, host, joined, on_the_web
from ingest.collect.web.content import content, packing, part_of, tells_its_end
from ingest.collect.web.replies import (
    PATIENCE,
    Closed,
    Refused,
    Reply,
    Temporary,
    Unwilling,
    check,
    reply_of,
    sendable,
)
from ingest.collect.web.robots import AGENT, LIMIT, Robots
from ingest.collect.web.unpack import Damaged

REDIRECTS = 5
TIMEOUT = (10, 30)  # seconds to connect, and between two pieces
PAUSE = 2.0  # seconds between two requests, where robots.txt asks for no longer one
ATTEMPTS = 4


class _Requests(requests.Session):
    """Requests of which each is one: the library would read where a redirect goes before anybody could look at it."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


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
        self._robots: dict[str, Robots] = {}
        self._last: float | None = None
        self._http = _Requests()
        self._http.trust_env = True
        self._http.headers.update({"User-Agent": f"{AGENT}/1.0 (+{contact})", "Accept-Encoding": "identity"})

    def close(self) -> None:
        self._http.close()

    def get(
        self, address: str, limit: int, known: tuple[str | None, str | None] = (None, None), rules: bool = True
    ) -> Reply:
        """A page of at most `limit` bytes; not its body where it is still the one `known` by etag and date. Raises `Refused`."""
        headers = conditions(*known)

        def once() -> Reply:
            with self._asked(address, headers, rules) as (found, answer):
                body = b"" if answer.status_code == 304 else b"".join(content(answer, limit, self._clock))
                return reply_of(found, answer, body)

        return self._tried(address, once)

    def download(
        self, address: str, part: Path, limit: int, known: tuple[str | None, str | None] = (None, None)
    ) -> Reply:
        """A file into `part`, gone on with where an earlier try broke off and the file is still the same. Raises `Refused`."""
        mark = part.with_suffix(".mark")

        def once() -> Reply:
            validator = sendable(mark.read_text("utf-8", "replace")) if mark.is_file() else None
            begun = part.stat().st_size if part.is_file() and validator else 0
            headers = {"Range": f"bytes={begun}-", "If-Range": validator or ""} if begun else conditions(*known)
            with self._asked(address, headers) as (found, answer):
                status = answer.status_code
                if status == 304:
                    return reply_of(found, answer, b"")
                first, total = part_of(answer)
                if status == 416 or (status == 206 and (first != begun or packing(answer))):
                    mark.unlink(missing_ok=True)
                    raise Temporary("does not go on where it broke off", 0)
                self._save(answer, part, mark, limit, begun if status == 206 else 0)
                if status == 206 and total is not None and part.stat().st_size < total:
                    raise Temporary("broke off before its end", 0)
                return reply_of(found, answer, b"", tells_its_end(answer))

        reply = self._tried(address, once)
        mark.unlink(missing_ok=True)
        return reply

    def _save(self, answer: Any, part: Path, mark: Path, limit: int, begun: int) -> None:
        """The body to a file, with what tells whether it can be gone on with; complete, or `Temporary`."""
        validator = sendable(answer.headers.get("ETag") or answer.headers.get("Last-Modified"))
        if validator and not validator.startswith("W/") and not packing(answer):
            mark.write_text(validator, "utf-8")
        else:
            mark.unlink(missing_ok=True)
        with part.open("r+b" if begun else "wb") as file:
            file.seek(begun)
            file.truncate()
            for piece in content(answer, limit, self._clock, begun):
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
            raise Unwilling(f"{address} {error}; it was tried {ATTEMPTS} times, try again later") from error

    @contextmanager
    def _asked(self, address: str, headers: Mapping[str, str], rules: bool = True) -> Iterator[tuple[str, Any]]:
        """The answer to one request, redirects followed among the hosts."""
        for _ in range(REDIRECTS + 1):
            self._check_host(address)
            if rules:
                self._obey(address)
            self._wait_for_turn(address)
            try:
                answer = self._http.get(
                    address, headers=dict(headers), stream=True, timeout=TIMEOUT, allow_redirects=False
                )
            except requests.exceptions.InvalidHeader as error:
                raise Refused(f"{address} answers with headers that contradict each other") from error
            except ValueError as error:  # what the library finds wrong with an address
                raise Refused(f"{address} is not an address that can be fetched") from error
            except requests.RequestException as error:
                raise Temporary(f"could not be reached ({type(error).__name__})") from error
            if answer.is_redirect:
                answer.close()
                address = self._sent_on(address, answer.headers["Location"])
                continue
            try:
                check(address, answer, "If-None-Match" in headers or "If-Modified-Since" in headers, "Range" in headers)
                yield address, answer
            except (requests.RequestException, HTTPError, Damaged) as error:
                told = str(error) if isinstance(error, Damaged) else f"broke off ({type(error).__name__})"
                raise Temporary(told) from error
            finally:
                answer.close()
            return
        raise Refused(f"{address} redirects without end")

    def _sent_on(self, address: str, location: str) -> str:
        """Where a redirect goes. Raises `Refused` for what is no address, or one of another host."""
        written = location.encode("latin-1", "replace").decode("utf-8", "replace")  # headers come as Latin-1
        try:
            target = joined(address, written)
            allowed = on_the_web(target) and host(target) in self._hosts
        except BadAddress as error:
            raise Refused(f"{address} redirects to “{written}”, which is not an address") from error
        if not allowed:
            raise Refused(f"{address} redirects to {target}, which is none of the configured hosts")
        return target

    def _wait_for_turn(self, address: str) -> None:
        robots = self._robots.get(_origin(address))
        asked = robots.pause if robots else 0.0
        if asked > PATIENCE:
            raise Closed(
                f"robots.txt of {host(address)} asks for {asked:.0f} seconds between two requests, too many here"
            )
        if self._last is not None and (left := self._last + max(self._pause, asked) - self._clock()) > 0:
            self._sleep(left)
        self._last = self._clock()

    def _check_host(self, address: str) -> None:
        try:
            known = on_the_web(address) and host(address) in self._hosts
        except (BadAddress, ValueError) as error:
            raise Refused(f"{address} is no address") from error
        if not known:
            raise Refused(f"{address} is on none of the configured hosts")

    def _obey(self, address: str) -> None:
        """Raises `Refused` where robots.txt forbids an address."""
        origin = _origin(address)
        if origin not in self._robots:
            self._robots[origin] = self._rules(f"{origin}/robots.txt")
        if not self._robots[origin].allows(address):
            raise Refused(f"robots.txt of {host(address)} asks programs not to fetch {urlsplit(address).path}")

    def _rules(self, address: str) -> Robots:
        """What robots.txt says; all is allowed where there is none, and nothing where it cannot be had."""
        try:
            return Robots(self.get(address, LIMIT, rules=False).body)
        except Closed:
            raise
        except Refused as error:
            if error.missing:
                return Robots()
            raise Closed(f"{address} could not be read, so nothing else is fetched there ({error})") from error


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
    return f"{urlsplit(address).scheme}://{host(address)}"
