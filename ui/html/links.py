"""Links to other pages of this program, as HTML. Pure; all text in them is escaped."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode


def body_address(key: str) -> str:
    """Where the page of a body is."""
    return "./body?" + urlencode({"key": key})


def body(key: str, name: str) -> str:
    """The name of a body as a link to its page."""
    return link(body_address(key), name)


def link(address: str, text: str) -> str:
    """A link within this program."""
    return f"<a href='{escape(address)}' target='_self'>{escape(text)}</a>"


def opened(address: str, text: str) -> str:
    """A link that opens beside this page: what is looked up and closed again."""
    return (
        f"<a href='{escape(address)}' target='_blank' rel='noopener noreferrer'>{escape(text)}"
        "<span class='is-hidden'> (opens a new tab)</span></a>"
    )


def published(address: str | None, text: str) -> str:
    """A link to a report on the web; nothing where no such address is known."""
    return opened(address, text) if address and address.startswith(("https://", "http://")) else ""
