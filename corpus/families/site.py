"""Where an inspectorate publishes its reports: addresses and the forms of links, as data. What is unconfirmed says so.

Fetching goes to the hosts named here and to no other. Nothing here was tried on the live site by this project: the
addresses were seen in stored copies of its pages, and one public project tells that the site refuses its fetcher (403).
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """How reports of a family are found on the web.

    `listings` are the pages that link to reports; further pages of a listing are followed by their "next" links, at
    most `pages` of each. `landing` and `page` match the addresses of a report's landing page and of the report as a web
    page. `hosts` are the only hosts that anything is fetched from. `unconfirmed` says what could not be checked.
    """

    name: str
    label: str
    listings: tuple[str, ...]
    hosts: tuple[str, ...]
    landing: re.Pattern[str]
    page: re.Pattern[str]
    pages: int = 20
    unconfirmed: tuple[str, ...] = ()
