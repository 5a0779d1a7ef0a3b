"""A page of an inspectorate's site in, what it links to out: reports' pages on a listing, files and facts on a report's page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from corpus.families.site import Site

STAMP = re.compile(r"\bPublished(?: on)?:?\s+(\d{1,2} [A-Z][a-z]+ 20\d\d)")
SMALL_PRINT = re.compile(r"easy[- ]read|welsh|cymraeg|summary|annex|methodology|infographic", re.I)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a listing links to: landing pages of reports, reports as web pages, and the listing's next page."""

    landings: tuple[str, ...]
    pages: tuple[str, ...]
    following: str | None


@dataclass(frozen=True, slots=True)
class Landing:
    """What a report's page says: its title, the day of publication, and where the report is as PDF and as a web page."""

    title: str | None
    published: str | None
    pdf: str | None
    page: str | None


def listed(html: bytes, address: str, site: Site) -> Listed:
    """The links of a listing, each once, in order."""
    soup = BeautifulSoup(html, "html.parser")
    links = list(dict.fromkeys(_target(a, address) for a in soup.find_all("a", href=True)))
    following = soup.select_one('a[rel~="next"][href], link[rel~="next"][href], a.next[href]')
    return Listed(
        tuple(link for link in links if site.landing.search(urlsplit(link).path)),
        tuple(link for link in links if site.page.search(urlsplit(link).path)),
        _target(following, address) if following else None,
    )


def landing(html: bytes, address: str, site: Site) -> Landing:
    """What a landing page says, or a report's own web page, whose date is often the day on which it was moved, so not taken."""
    soup = BeautifulSoup(html, "html.parser")
    own = site.page.search(urlsplit(address).path) is not None
    heading = soup.h1
    anchors = [(_target(a, address), a.get_text(" ", strip=True)) for a in soup.find_all("a", href=True)]
    pdfs = [
        link for link, words in anchors if link.lower().endswith(".pdf") and not SMALL_PRINT.search(f"{link} {words}")
    ]
    pages = [link for link, _ in anchors if site.page.search(urlsplit(link).path)]
    return Landing(
        title=" ".join(heading.get_text(" ").split()) if heading else None,
        published=None if own else _published(soup),
        pdf=next(iter(pdfs), None),
        page=address if own else next(iter(pages), None),
    )


def _published(soup: BeautifulSoup) -> str | None:
    meta = soup.select_one('meta[property="article:published_time"][content]')
    stamp = STAMP.search(soup.get_text(" ", strip=True))
    time = soup.select_one("time[datetime]")
    told = (str(meta["content"]) if meta else None, stamp and stamp.group(1), str(time["datetime"]) if time else None)
    return next((day.isoformat() for day in map(_day, filter(None, told)) if day), None)


def _day(told: str) -> date | None:
    for form, text in (("%d %B %Y", told), ("%Y-%m-%d", told[:10])):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _target(anchor: Tag, address: str) -> str:
    return urldefrag(urljoin(address, str(anchor["href"]).strip())).url
