"""A saved web page of a report in, the lines of its main content out. With `listing`, which reads pages that
link to reports, the place that knows beautifulsoup4.

What surrounds the content (menus, banners, forms, cookie notices) is left out. The whole page is page 1. Headings
are larger than the text and bold, so that what reads a PDF's layout reads a page's too: a paragraph is one line,
a row of a table is one line, an item of a list is a line with its bullet. Links to a glossary follow their line as
lines of their own, as they do where a PDF's links were copied out; cleaning makes the page's topics of them.

A page's "Published on" is often the day on which it was moved to another site, so it is noted and never a fact.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import suppress

from bs4 import BeautifulSoup, UnusualUsageWarning
from bs4.element import NavigableString, PreformattedString, Tag

from corpus.records import Line
from ingest.read.lines import LONGEST_LINE, Raw, Unreadable, unmarked_utf16
from ingest.read.page_parts import SHORTEST, content, words

LARGEST = 10_000_000  # bytes; a page of a whole report has some 300,000
MOST_TAGS = 50_000  # a page of a whole report has some 5,000
DEEPEST = 200  # elements inside each other; pages have some 30, and far deeper ones would be slow to read
ERROR_LONGEST = 4_000  # characters: a page that tells of an error is short
SIZES = {"h1": 26.0, "h2": 20.0, "h3": 15.0, "h4": 13.0, "h5": 12.5, "h6": 12.0}
TEXT_SIZE = 11.0
BLOCKS = {
    *("p", "li", "td", "th", "tr", "dt", "dd", "div", "section", "article", "main", "body", "blockquote", "figcaption"),
    *("figure", "ul", "ol", "dl", "table", "caption", "pre", "address", "details", "summary", "fieldset", *SIZES),
}
ERROR = re.compile(
    r"\b(?:40[0134]|50[0234]|not found|access denied|forbidden|page (?:can[’']t|cannot) be found|just a moment|error occurred|error \d{3})\b",
    re.I,
)
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}  # at the head of a file
CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.I)
WESTERN = "cp1252"
LATIN = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "us-ascii", "ascii", "windows-1252"})
NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3})[\])]?")
UNITS = re.compile(r"(?:^|[\s\d])[kcm]?m$")
GLOSSARY = re.compile(r"/(?:glossary|definitions-interpretations)/[\w-]")
STAMP = re.compile(r"\b(?:Published|Updated)(?: on)?:?\s+(\d{1,2} [A-Z][a-z]+ 20\d\d)")


def read_html(data: bytes, sha256: str, encoding: str | None = None) -> Raw:
    """The lines of a web page. Raises `Unreadable` for what is no page, or the page of an error.

    `encoding` is what was said of it where it was sent; a page may say it itself.
    """
    if data.startswith(b"%PDF-"):
        raise Unreadable("is named as a web page but holds a PDF; give it the ending .pdf")
    if len(data) > LARGEST:
        raise Unreadable(f"is larger than {LARGEST // 1_000_000} MB, as no page of a report is; add the report as PDF")
    if data.count(b"<") > MOST_TAGS:
        raise Unreadable("has far more elements than any report's page; add the report as PDF")
    with warnings.catch_warnings():  # that the data look like XML or a file's name is no concern of the reader's
        warnings.simplefilter("ignore", UnusualUsageWarning)
        soup = BeautifulSoup(_decoded(data, encoding), "html.parser")
    if soup.find(True) is None:
        raise Unreadable(
            "is named as a web page but holds no HTML; add the report as PDF, or as text with the ending .txt"
        )
    if _too_deep(soup):
        raise Unreadable("has elements nested far deeper than any report's page; add the report as PDF")
    whole = words(soup)
    title = words(soup.title) if soup.title else None
    if len(whole) < ERROR_LONGEST and ERROR.search(f"{title} {whole[:400]}"):
        raise Unreadable("is a page that tells of an error and no report; save the report's page again, or its PDF")
    heading = soup.h1
    roots = content(soup)
    lines = tuple(line for root in roots for line in _lines(root))
    if not any(root.find("h1") for root in roots) and (name := words(heading) if heading else title):
        lines = (_line(name, "h1"), *lines)
    if sum(len(line.text) for line in lines) < SHORTEST:
        raise Unreadable("holds no text of a report; save the report's page again, or its PDF")
    if max(len(line.text) for line in lines) > LONGEST_LINE:
        raise Unreadable("has paragraphs far longer than any report's; add the report as PDF")
    return Raw("html", sha256, 1, lines, title, tuple(_stamp(whole)))


def _decoded(data: bytes, said: str | None) -> str:
    """The characters of a page: by its mark, as UTF-8 where it is that, else as it says, read as browsers read that."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if unmarked := unmarked_utf16(data):
        return data.decode(unmarked, "replace")
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8")
    found = CHARSET.search(data[:4096])
    name = (said or (found.group(1).decode() if found else WESTERN)).lower()
    if name in LATIN or name.startswith("utf"):  # no page that says it is one of these is
        name = WESTERN
    try:
        return data.decode(name, "replace")
    except LookupError:
        return data.decode(WESTERN, "replace")


def _too_deep(soup: BeautifulSoup) -> bool:
    depths = {id(soup): 0}
    for tag in soup.find_all(True):
        depths[id(tag)] = depth = depths[id(tag.parent)] + 1
        if depth > DEEPEST:
            return True
    return False


def _stamp(text: str) -> Iterator[str]:
    if found := STAMP.search(text):
        yield (
            f"the web page says “{found.group(0)}”; that may be the day on which the page was moved, so it is not taken "
            "for the day of publication"
        )


def _lines(root: Tag) -> Iterator[Line]:
    """A line for each stretch of text inside one block; the elements between are met in the page's order."""
    blocks: dict[int, Tag] = {}
    counts: dict[int, int] = {}
    marked: set[int] = set()  # items of lists whose bullet is set
    open_block, strings = root, list[NavigableString]()
    for element in [*root.descendants, None]:
        if element is not None and (
            not isinstance(element, NavigableString) or isinstance(element, PreformattedString)
        ):
            continue
        if element is not None and _is_note_mark(element, strings):
            continue
        block = root if element is None else _block_of(element, root, blocks)
        if strings and (element is None or block is not open_block):
            yield from _stretch(open_block, strings, marked, counts)
            strings = []
        open_block = block
        if element is not None:
            strings.append(element)


def _is_note_mark(string: NavigableString, before: list[NavigableString]) -> bool:
    """Whether a string is the mark of a note, raised after what stands before; the digit of a unit ("km²") is none."""
    if string.find_parent("sup") is None or not NOTE_MARK.fullmatch(string.strip()):
        return False
    return not UNITS.search("".join(before)) or string.find_parent("a") is not None


def _block_of(string: NavigableString, root: Tag, known: dict[int, Tag]) -> Tag:
    """The nearest block around a string, or the row of a table of several cells that it stands in."""
    climbed, block = [], root
    for parent in string.parents:
        if id(parent) in known:
            block = known[id(parent)]
            break
        climbed.append(parent)
        if parent is root or parent.name in BLOCKS:
            row = parent.find_parent("tr") if parent.name != "tr" else parent
            block = row if row is not None and _is_row(row) else parent
            break
    known.update((id(parent), block) for parent in climbed)
    return block


def _is_row(row: Tag) -> bool:
    """Whether a row reads as one line; one with a single cell, or with headings, is a box or lays out the page."""
    return len(row.find_all(["td", "th"], recursive=False)) > 1 and row.find([*SIZES, "table", "ul", "ol"]) is None


def _stretch(block: Tag, strings: list[NavigableString], marked: set[int], counts: dict[int, int]) -> Iterator[Line]:
    joint = " " if block.name == "tr" else ""
    text = " ".join(joint.join(strings).split())
    if not text:
        return
    item = block if block.name == "li" else block.find_parent("li")
    if item is not None and id(item) not in marked:
        marked.add(id(item))
        text = f"{_bullet(item, counts)} {text}"
    bold = all(string.find_parent(["strong", "b"]) is not None for string in strings if string.strip())
    yield _line(text, block.name, bold)
    for href in dict.fromkeys(
        str(link["href"]) for string in strings if (link := string.find_parent("a", href=GLOSSARY))
    ):
        yield Line(1, href if "://" in href else f"https://glossary.invalid{href}", TEXT_SIZE, False)


def _bullet(item: Tag, counts: dict[int, int]) -> str:
    """What stands before an item of a list: its number, a bullet, or a dash where the list is inside another."""
    own = item.find_parent(["ul", "ol"])
    if own is not None and own.name == "ol":
        counts[id(own)] = counts.get(id(own), 0) + 1
        return f"{counts[id(own)]}."
    return "–" if own is not None and own.find_parent("li") is not None else "•"


def _line(text: str, name: str, bold: bool = False) -> Line:
    size = SIZES.get(name)
    return Line(1, text, size or TEXT_SIZE, bold or size is not None, blank_before=True)
