"""What a site's robots.txt asks of programs, read as RFC 9309 has it. The one place that knows protego."""

from __future__ import annotations

import codecs

from protego import Protego

AGENT = "InspectionSearch"
LIMIT = 512 * 1024  # bytes of robots.txt; the RFC asks for 500 KiB at least


class Robots:
    """The rules of one host; none where it has no robots.txt."""

    def __init__(self, content: bytes = b"") -> None:
        self._rules = Protego.parse(_text(content))

    def allows(self, address: str) -> bool:
        return self._rules.can_fetch(address, AGENT)

    @property
    def pause(self) -> float:
        """The seconds between two requests that are asked for."""
        rate = self._rules.request_rate(AGENT)
        return max(float(self._rules.crawl_delay(AGENT) or 0), rate.seconds / rate.requests if rate else 0.0)


def _text(content: bytes) -> str:
    """The text of a file that may begin with a mark of its encoding, which is no part of its first line."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff")
