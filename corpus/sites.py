"""Where inspectorates publish their reports: addresses and the forms of links, as data. What is unconfirmed says so.

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


PEEL = Site(
    name="peel",
    label="PEEL (HMICFRS)",
    listings=(
        "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/",  # seen; the grades of all cycles
        "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/",  # unconfirmed; the folder of the reports as web pages
    ),
    hosts=(
        "hmicfrs.justiceinspectorates.gov.uk",
        "assets-hmicfrs.justiceinspectorates.gov.uk",  # seen for fire reports; that PEEL's PDFs are there is unconfirmed
    ),
    landing=re.compile(r"/publications/peel-assessment-(?!framework)[\w-]+/?$"),  # seen for 2018/19 and 2021/22
    page=re.compile(r"/peel-reports/[\w-]+-20\d\d-\d\d/?$"),  # seen for 2021-22 and 2023-25, unconfirmed for 2025-27
    unconfirmed=(
        "which page lists every report",
        "the names of PEEL's PDF files",
        "landing pages of 2023-25 and later",
    ),
)
SITES: dict[str, Site] = {site.name: site for site in (PEEL,)}
