"""Addresses as pages and sites write them in, in the one form that they are asked by, compared and kept out."""

from __future__ import annotations

import re
from urllib.parse import quote, urldefrag, urljoin, urlsplit

SAFE = "%/:=&?~#+!$,;'@()*[]"  # what stays as it is in a path or a query
PORTS = {"http": 80, "https": 443}


class BadAddress(ValueError):
    """What is written where an address belongs is none."""


def joined(base: str, href: str) -> str:
    """The address that a link means on a page, as browsers have it: blanks around it go, those inside are escaped.

    >>> joined("https://site.example/a/b/", "../c d.pdf#page=2")
    'https://site.example/a/c%20d.pdf'

    Raises `BadAddress` for what can be no address on the web.
    """
    try:
        found = urldefrag(urljoin(base, re.sub(r"[\t\r\n]", "", href.strip()))).url
        parts = urlsplit(found)
        host(found)
    except ValueError as error:
        raise BadAddress(href) from error
    return parts._replace(path=quote(parts.path, SAFE), query=quote(parts.query, SAFE)).geturl()


def host(address: str) -> str:
    """The host of an address as it is compared: in lower case and ASCII, with a port where it is no usual one.

    >>> host("HTTPS://Site.Example:443/a")
    'site.example'

    "" where there is none, or where a name and a password are in it. Raises `BadAddress` where it is malformed.
    """
    try:
        parts = urlsplit(address)
        if parts.hostname is None or "@" in parts.netloc:
            return ""
        name = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode("ascii")
        port = parts.port
    except ValueError as error:
        raise BadAddress(address) from error
    return name if port in (None, PORTS.get(parts.scheme)) else f"{name}:{port}"


def on_the_web(address: str) -> bool:
    """Whether it is an address that a program could ask, and not one of mail, a script or a file."""
    return urlsplit(address).scheme in PORTS


def path(address: str) -> str:
    return urlsplit(address).path


def same(address: str) -> str:
    """What addresses share that differ in a final slash alone."""
    return address.rstrip("/")
