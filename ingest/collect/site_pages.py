"""A page of an inspectorate's site in, what it links to out: reports' pages on a listing, publications on a report's page."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag, UnusualUsageWarning

from corpus.families.site import Site
from ingest.collect.web.addresses import BadAddress, host, joined, on_the_web, path

STAMP = re.compile(r"\bPublished(?: on)?:?\s+(\d{1,2} [A-Z][a-z]+ 20\d\d)")
SMALL_PRINT = re.compile(r"easy[- ]read|welsh|cymraeg|summary|annex|methodology|infographic", re.I)
ABSENT = re.compile(
    r"\b(?:40[0134]|410|50[0234])\b|\b(?:not found|access denied|forbidden|just a moment|no longer (?:here|available|exists))\b"
    r"|\b(?:can(?:[’']t|not| not)|could(?:n[’']t| not)) (?:be found|find)\b|\bdoes(?:n[’']t| not) exist\b|\berror occurred\b",
    re.I,
)
FORMAT = re.compile(r"[\s,(]+pdf\b.*$", re.I | re.S)  # what follows the name of a publication: ", PDF - 24 May 2026"
DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\.?,?\s+(\d{4})\b", re.I)
MOST_TAGS = 20_000  # a listing of a hundred providers, or a whole report, has some 5,000
MOST_OPEN = 200  # tags that are never closed by “>”
DEEPEST = 200  # elements inside each other; pages have some 30, and far deeper ones would be slow to read

logging.getLogger("bs4").setLevel(logging.ERROR)  # bytes that are no text are found out by what they link to


@dataclass(frozen=True, slots=True)
class Listed:
    """What a listing links to: pages that lead to reports, reports as web pages, its next page, and what is no address."""

    landings: tuple[str, ...]
    pages: tuple[str, ...]
    following: str | None
    malformed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """A file that a page links to, and what the page says of it.

    `suffix` is the kind of file that is expected, `stem` what to call it here. `name` is what the site calls the
    publication, where it says so, `title` what that or the page calls this report, and `published` a day in ISO form.
    """

    address: str
    suffix: str
    stem: str
    name: str | None = None
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Landing:
    """What a page that leads to reports says: the publications on it, and links on it that are no addresses."""

    publications: tuple[Publication, ...]
    malformed: tuple[str, ...] = ()


class _Page:
    """A page's links as its author meant them, with those that are malformed."""

    def __init__(self, html: bytes, address: str, site: Site) -> None:
        self.soup = _soup(html)
        self.site, self.malformed = site, list[str]()
        base = self.soup.find("base", href=True)
        self._base = (self.target(base, address) if isinstance(base, Tag) else None) or address

    def target(self, link: Tag, base: str | None = None) -> str | None:
        """Where a link leads on the web, None where nowhere."""
        try:
            found = joined(base or self._base, str(link["href"]))
        except BadAddress:
            self.malformed.append(str(link["href"]))
            return None
        return found if on_the_web(found) else None

    def links(self, selector: str = "a[href]") -> Iterator[tuple[Tag, str]]:
        for link in self.soup.select(selector):
            if found := self.target(link):
                yield link, found

    def ours(self, address: str, pattern: re.Pattern[str] | None) -> bool:
        """Whether an address is on the site, and of a form."""
        return bool(pattern and pattern.search(path(address)) and host(address) in self.site.hosts)


def listed(html: bytes, address: str, site: Site) -> Listed:
    """The links of a listing, each once, in order."""
    page = _Page(html, address, site)
    links = list(dict.fromkeys(found for _, found in page.links()))
    landings = tuple(link for link in links if page.ours(link, site.landing))
    pages = tuple(link for link in links if page.ours(link, site.page))
    if site.step:
        following = _stepped(address, *site.step) if landings or pages else None
    else:
        onward = page.links('a[rel~="next"][href], link[rel~="next"][href], a.next[href]')
        following = next((found for _, found in onward), None)
    return Listed(landings, pages, following, tuple(dict.fromkeys(page.malformed)))


def landing(html: bytes, address: str, site: Site) -> Landing:
    """The publications that a page leads to: many of a provider, or one report as PDF and as a web page."""
    page = _Page(html, address, site)
    if site.publication:
        found = _of_provider(page, address)
    else:
        found = [] if _absent(page, address) else _of_report(page, address)
    once = {publication.address: publication for publication in reversed(found)}
    return Landing(tuple(reversed(once.values())), tuple(dict.fromkeys(page.malformed)))


def _of_provider(page: _Page, address: str) -> list[Publication]:
    """The publications on a provider's page; what each is and when it came out is said in words inside its link."""
    found = []
    provider = _words(page.soup.h1)
    for link, target in page.links(page.site.publication):
        inside = link.select_one(page.site.words) if page.site.words else None
        words = _words(inside) or _words(link) or ""
        name = FORMAT.sub("", words).strip(" ,-") or None
        published = _day_in(words)
        title = ": ".join(filter(None, (provider, name))) or None
        kind = (name or "").partition(":")[0]
        stem = "-".join(filter(None, (_last(address), kind, published or _last(target))))
        found.append(Publication(target, ".pdf", stem, name, title, published))
    return found


def _of_report(page: _Page, address: str) -> list[Publication]:
    """A report by its landing page, or by its own web page, whose date is often the day on which it was moved, so not taken."""
    site, own = page.site, page.ours(address, page.site.page)
    title, published = _words(page.soup.h1), None if own else _published(page.soup)
    links = list(page.links())
    pages = [address] if own else [link for _, link in links if page.ours(link, site.page)]
    stem = _last(next(iter(pages), address))
    pdfs = [link for tag, link in links if _is_pdf(tag, link) and not SMALL_PRINT.search(f"{link} {_words(tag)}")]
    if own:  # in the text of a report are links to other documents
        pdfs = [link for link in pdfs if _about(link, stem)]
    pdfs.sort(key=lambda link: (host(link) not in site.hosts, not path(link).lower().endswith(".pdf")))
    found = [(link, suffix) for links, suffix in ((pdfs, ".pdf"), (pages, ".html")) for link in links[:1]]
    return [Publication(link, suffix, stem, None, title, published) for link, suffix in found]


def _absent(page: _Page, address: str) -> bool:
    """Whether it is the page of an error though the site does not say so, or another page that the site sent on to."""
    of_form = page.ours(address, page.site.landing) or page.ours(address, page.site.page)
    return not of_form or bool(ABSENT.search(f"{_words(page.soup.title)} {_words(page.soup.h1)}"))


def _is_pdf(link: Tag, address: str) -> bool:
    """Whether a link says that a PDF is at its end: by the address, its query included, by its type, or in words."""
    parts = urlsplit(address)
    names = [parts.path, *(value for values in parse_qs(parts.query).values() for value in values)]
    said = str(link.get("type", "")).lower(), _words(link) or ""
    return any(n.lower().endswith(".pdf") for n in names) or "pdf" in said[0] or bool(re.search(r"\bPDF\b", said[1]))


def _about(address: str, stem: str) -> bool:
    """Whether a file's name has every word in it that a page's name has, but for short ones and the years."""
    words = re.findall(r"[^\W\d_]{4,}", stem.lower())
    return bool(words) and all(word in _last(address).lower() for word in words)


def _stepped(address: str, number: str, by: int) -> str:
    """The address of a listing's next page: a number in its query goes on, and the rest stays as it is."""
    parts = urlsplit(address)
    told = re.search(rf"(?:^|&){re.escape(number)}=(\d{{1,9}})(?=&|$)", parts.query, re.ASCII)
    if told is None:
        return parts._replace(query="&".join(filter(None, (parts.query, f"{number}={by}")))).geturl()
    onward = f"{parts.query[: told.start(1)]}{int(told[1]) + by}{parts.query[told.end(1) :]}"
    return parts._replace(query=onward).geturl()


def _published(soup: BeautifulSoup) -> str | None:
    meta = soup.select_one('meta[property="article:published_time"][content]')
    stamp = STAMP.search(soup.get_text(" ", strip=True))
    time = soup.select_one("time[datetime]")
    told = (str(meta["content"]) if meta else None, stamp and stamp.group(1), str(time["datetime"]) if time else None)
    return next((day.isoformat() for day in map(_day, filter(None, told)) if day), None)


def _day_in(words: str) -> str | None:
    """The last day that is told in words, None where there is no such day."""
    days = [day for told in DAY.findall(words) if (day := _day(" ".join(told)))]
    return days[-1].isoformat() if days else None


def _day(told: str) -> date | None:
    for form, text in (("%d %B %Y", told), ("%d %b %Y", told), ("%Y-%m-%d", told[:10])):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _last(address: str) -> str:
    return path(address).rstrip("/").rsplit("/", 1)[-1]


def _words(element: Tag | None) -> str | None:
    return " ".join(element.get_text(" ").split()) or None if element else None


def _soup(html: bytes) -> BeautifulSoup:
    """The page; an empty one where it is none that can be read in reasonable time."""
    if not html.count(b"<") <= min(MOST_TAGS, html.count(b">") + MOST_OPEN):
        html = b""
    with warnings.catch_warnings():  # that a page is XML, or no page at all, is found out by what it links to
        warnings.simplefilter("ignore", UnusualUsageWarning)
        soup = BeautifulSoup(html, "html.parser")
    depths = {id(soup): 0}
    for tag in soup.find_all(True):
        depths[id(tag)] = depth = depths[id(tag.parent)] + 1
        if depth > DEEPEST:
            return BeautifulSoup(b"", "html.parser")
    return soup
