"""What an inspectorate's site is to a program that fetches from it, and which of its publications are one family's own.

A site is walked in one way, whatever families publish on it: listings lead to pages, pages lead to files. A family says
by the names that the site gives its publications which of them are its own. All of it is data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from corpus.bodies import KINDS
from corpus.names import fold
from corpus.records import Body

TWO_YEARS = re.compile(r"20\d\d-\d\d")  # a cycle, as "2021-22"


@dataclass(frozen=True, slots=True)
class Site:
    """How a site is walked.

    `listings` are the pages that link to reports' pages. Further pages of a listing are those of its "next" links, or
    where `step` names a number in the listing's address and how much it goes on by, those; at most `pages` of each.
    `landing` and `page` match the paths of pages that lead to reports, and of reports that are web pages themselves.
    Where a landing page leads to several reports, `publication` selects their links, and `words`, inside a link, what
    says which publication it is and of which day. `hosts` are the only hosts that anything is fetched from. A file is
    asked for again after `steady` days, as long as what its page says of it is the same. `folder` is where its files
    lie among the reports. `unconfirmed` says what could not be checked.
    """

    name: str
    label: str
    listings: tuple[str, ...]
    hosts: tuple[str, ...]
    landing: re.Pattern[str]
    page: re.Pattern[str] | None = None
    step: tuple[str, int] | None = None
    pages: int = 20
    publication: str = ""
    words: str = ""
    steady: int = 0
    folder: str = ""
    unconfirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publications:
    """What on a site is a family's own: the publications of these names, or all where it gives none.

    `addresses` are forms of addresses with {body} and {cycle} in them, for pages that no listing may lead to.
    """

    site: Site
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    def fit(self, name: str) -> int:
        """How much of what the site calls a publication is one of the names; 0 where none is at its beginning.

        "Area inspection: a town" fits the name "area inspection" by its 15 letters, and "Area inspections" does not.
        """
        words = fold(name)
        fits = (own for own in map(fold, self.names) if re.match(rf"{re.escape(own)}(?!\w)", words))
        return max(map(len, fits), default=0)

    def known(self, bodies: Iterable[Body], cycles: Iterable[str]) -> tuple[str, ...]:
        """The addresses by their forms, for every body of today in every cycle that runs over two years.

        Those of a single year are older than any address of these forms that was seen.
        """
        current = [body for body in bodies if body.status == "current"]
        wanted = product(dict.fromkeys(filter(TWO_YEARS.fullmatch, map(_dashed, cycles))), current, self.addresses)
        return tuple(
            form.format(body=slug, cycle=cycle) for cycle, body, form in wanted for slug in dict.fromkeys(_slugs(body))
        )


def _slugs(body: Body) -> Iterable[str]:
    """A body's key, and the beginning of it where that is another of its names: it may have grown, and old pages stay."""
    yield body.key
    kind = KINDS[body.kind]
    ending = "|".join(map(re.escape, (*kind.nouns, *kind.also)))
    for alias in body.aliases:
        slug = _dashed(re.sub(rf"\s+(?:{ending})$", "", alias, flags=re.IGNORECASE))
        if body.key.startswith(f"{slug}-"):
            yield slug


def _dashed(name: str) -> str:
    return re.sub(r"\W+", "-", name.lower()).strip("-")
