"""Addresses of quotations: where one is opened, and how a place stands in an address."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from corpus.records import Place, Slice

MOST_SLICES = 10  # of a place in an address


def place_text(place: Place) -> str:
    """A place for an address: `10.120.244,11.0.31`."""
    return ",".join(f"{part.page}.{part.start}.{part.end}" for part in place)


def place_from_text(text: str) -> Place:
    """A place as an address has it; empty where it is none."""
    slices = text.split(",")
    if len(slices) > MOST_SLICES or not all(re.fullmatch(r"\d{1,6}\.\d{1,9}\.\d{1,9}", each) for each in slices):
        return ()
    return tuple(Slice(*map(int, part.split("."))) for part in slices)


def fingerprint(words: str) -> str:
    """Ten characters that stand for a quotation in an address."""
    return hashlib.sha256(words.encode()).hexdigest()[:10]


def stored(file: str, place: Place, words: str) -> str:
    """What shows words on their page, whatever the address of the page and the generation: `Links.stored` completes it."""
    return "evidence?" + urlencode({"file": file, "at": place_text(place), "is": fingerprint(words)})


@dataclass(frozen=True, slots=True)
class Links:
    """Where a quotation is opened: in the published report where its address is known, else in the page at `base`."""

    base: str
    generation: str

    def quote(self, address: str | None, file: str, place: Place, words: str) -> str:
        """The address of a quotation's page."""
        return self.published(address, place) or self.here(file, place, words)

    def published(self, address: str | None, place: Place = ()) -> str | None:
        """The address of a page in the published report; None where the report's address is not known."""
        if not address or not address.startswith(("https://", "http://")):
            return None
        return f"{address}#page={place[0].page}" if place else address

    def here(self, file: str, place: Place, words: str) -> str:
        """The page of this program that shows the quotation where it stands; it knows when other words stand there."""
        return self.stored(stored(file, place, words))

    def stored(self, opens: str) -> str:
        """The address of what `stored` gives."""
        return f"{self.base}/{opens}&" + urlencode({"gen": self.generation})
