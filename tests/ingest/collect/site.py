"""A site like an inspectorate's on this computer, that behaves well, or in a way that a test asks for."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Request:
    path: str
    headers: dict[str, str]


Answer = Callable[["Handler"], None]


@dataclass
class Pages:
    """What the site has: a body with its kind for each path, and for some paths answers of their own, used up one by one."""

    bodies: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    odd: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    root: str = ""

    @property
    def host(self) -> str:
        return self.root.removeprefix("http://")

    def paths(self) -> list[str]:
        return [request.path for request in self.asked]

    def of(self, path: str) -> list[Request]:
        return [request for request in self.asked if request.path == path]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    pages: Pages

    def do_GET(self) -> None:
        self.pages.asked.append(Request(self.path, dict(self.headers)))
        odd = self.pages.odd.get(self.path)
        if odd:
            answer = odd[0] if len(odd) == 1 and getattr(odd[0], "always", False) else odd.pop(0)
            answer(self)
        elif self.path in self.pages.bodies:
            self.give(*self.pages.bodies[self.path])
        else:
            self.end(404)

    def give(self, body: bytes, kind: str) -> None:
        """The body, only where it changed, from where it broke off."""
        etag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
        if self.headers.get("If-None-Match") == etag:
            self.end(304, ETag=etag)
            return
        start = 0
        asked = self.headers.get("Range")
        if asked and self.headers.get("If-Range") == etag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.send_header("Content-Type", kind)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        self.wfile.write(body[start:])

    def end(self, status: int, **headers: str) -> None:
        """An answer without a body."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing."""


def status(number: int, **headers: str) -> Answer:
    return lambda handler: handler.end(number, **headers)


def always(answer: Answer) -> Answer:
    """An answer that is given every time."""

    def again(handler: Handler) -> None:
        answer(handler)

    again.always = True  # type: ignore[attr-defined]
    return again


def broken_off(path: str, after: int) -> Answer:
    """The body of a path, but the line is cut after some bytes."""

    def cut(handler: Handler) -> None:
        body, kind = handler.pages.bodies[path]
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("ETag", f'"{hashlib.sha256(body).hexdigest()[:12]}"')
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[:after])
        handler.wfile.flush()
        handler.close_connection = True

    return cut


def sent(body: bytes, *headers: tuple[str, str], number: int = 200) -> Answer:
    """A body with these headers and no other; the line is closed after it."""

    def send(handler: Handler) -> None:
        handler.send_response(number)
        for name, value in headers:
            handler.send_header(name, value)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(body)
        handler.wfile.flush()
        handler.close_connection = True

    return send


def endless(handler: Handler) -> None:
    """A body that does not end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/pdf")
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"%PDF-1.7\n" * 10_000)
    except OSError:
        handler.close_connection = True


@contextmanager
def serving() -> Iterator[Pages]:
    """The site, at `root`, until the block ends."""
    pages = Pages()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"pages": pages}))
    server.daemon_threads = True
    pages.root = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield pages
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
