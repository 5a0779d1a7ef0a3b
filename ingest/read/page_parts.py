"""A web page in, the parts of it that hold the report out: menus, banners, forms, notices and related links are taken away.

What surrounds a report is told by what it is made of (links, things to fill in) and by what it is called. A name alone decides
nothing: "information-sharing" may be a chapter. Content that a reader has to open first, in an accordion or a tab, is content.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

SHORTEST = 200  # characters: less is no report
MOST = 0.5  # of the words of a part stand in links: a list of links; of a page stand in a part: what wraps it
NEVER = "script, style, noscript, template, svg, iframe, select, datalist, nav, [role=navigation], [role=search]"
AROUND = "header, footer, [role=banner], [role=contentinfo]"
ASIDE = "form, aside, dialog, [role=dialog], [role=complementary]"
NOTES = "[role=doc-footnote], [role=doc-endnotes], .footnotes, .endnotes, #footnotes, #endnotes"
CONTROLS = "input:not([type=hidden]):not([type=submit]), textarea, select, button"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NOTICES = re.compile(r"cookie|consent|breadcrumb|skip-?link|share-|sharing", re.I)
OPENED = re.compile(r"accordion|collaps|expand|toggle|panel|details|\btabs?\b|tab-", re.I)  # what a reader opens
SENTENCE = re.compile(r"\w[^.!?]{20,}[.!?](?:\s|$)")
RELATED = re.compile(
    r"(?:related|share|contact|more (?:on|from|about)|see also|latest|news|sign up|subscribe|follow|on this page|in this section"
    r"|(?:table of )?contents|get (?:the|this|in)|download|print|you may|useful|feedback|help us|cookies?|documents?)\b",
    re.I,
)


def content(soup: BeautifulSoup) -> list[Tag]:
    """The parts of a page that hold the report, in order, without what surrounds it."""
    roots = _roots(soup)
    whole = sum(len(words(root)) for root in roots)
    for root in roots:
        for part in root.find_all(True):
            if not part.decomposed and NOTICES.search(_marks(part)) and _is_notice(part):
                part.decompose()
        _without_surroundings(root, whole)
    return roots


def words(part: Tag) -> str:
    return " ".join(part.get_text(" ").split())


def _roots(soup: BeautifulSoup) -> list[Tag]:
    """The main parts of a page, all of them, else its articles, else its body."""
    for found in (soup.find_all("main"), soup.select("[role=main]"), soup.find_all("article")):
        outer = [part for part in found if not any(parent in found for parent in part.parents)]
        if sum(len(words(part)) for part in outer) >= SHORTEST:
            return outer
    body = soup.body
    return [body if body is not None and len(words(body)) >= SHORTEST else soup]


def _without_surroundings(root: Tag, whole: int) -> None:
    for part in root.select(f"{NEVER}, {NOTES}"):
        part.decompose()
    for part in root.select(AROUND):
        if not part.decomposed and not (part.name == "header" and part.h1):  # an article's own header has its title
            part.decompose()
    for part in root.select(ASIDE):
        if not part.decomposed and not _wraps(part, whole) and _is_beside(part):
            part.decompose()
    for part in root.select("button"):
        if part.find_parent([*HEADINGS, "summary"]) is None:
            part.decompose()
        else:  # the heading of what it opens, with a word that says so
            for word in part.select("[class*=toggle]"):
                word.decompose()
    openers = {str(part["aria-controls"]) for part in root.select("[aria-controls]")}
    openers |= {str(link["href"])[1:] for link in root.find_all("a", href=re.compile("^#"))}
    for part in root.select("[hidden], [aria-hidden=true]"):
        if not part.decomposed and not _can_be_opened(part, openers):
            part.decompose()


def _wraps(part: Tag, whole: int) -> bool:
    """Whether a part holds most of the page's text, as the one form of some pages does."""
    return len(words(part)) >= max(MOST * whole, SHORTEST)


def _is_beside(part: Tag) -> bool:
    """Whether a part is something beside the report: to fill in, to answer, or to go elsewhere by."""
    text = words(part)
    heading = part.find(HEADINGS)
    dialog = part.name == "dialog" or part.get("role") == "dialog"
    if dialog or part.select_one(CONTROLS) or (heading is not None and RELATED.match(words(heading))):
        return True
    return not (SENTENCE.search(text) or heading is not None) or _is_links(part) or "cookie" in text.lower()


def _is_links(part: Tag) -> bool:
    linked = sum(len(words(link)) for link in part.find_all("a"))
    return linked >= MOST * max(len(words(part)), 1)


def _is_notice(part: Tag) -> bool:
    """Whether a part that is called as a notice is one: about cookies, or without a sentence of its own."""
    if part.h1 or part.name in HEADINGS:
        return False
    text = words(part)
    return (
        "cookie" in text.lower()
        or part.select_one(CONTROLS) is not None
        or _is_links(part)
        or not SENTENCE.search(text)
    )


def _can_be_opened(part: Tag, openers: set[str]) -> bool:
    """Whether a hidden part is shown when a reader asks for it; `openers` are the names of parts that something opens."""
    if part.get("hidden") == "until-found" or part.get("role") == "tabpanel" or part.get("id") in openers:
        return True
    near = [part, *list(part.parents)[:2]]
    return any(OPENED.search(_marks(each)) for each in near) and SENTENCE.search(words(part)) is not None


def _marks(part: Tag) -> str:
    """The id and the classes of an element."""
    return " ".join(map(str, [*part.get_attribute_list("class"), part.get("id")]))
