"""Where words of a stored page stand in the raw text of the page that it was read from.

The stored text was cleaned: running lines are gone, white space, bullets, ligatures and broken words are mended, columns stand one
after the other. So a quotation is found again by its characters without those, exactly where that can be, else in pieces or by
aligning the two texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

ENOUGH = 0.95  # of a quotation's characters have to be found for it to be marked
ALIKE = 97.0  # of 100, for a stretch of the page to be taken for the quotation
PIECE = 12  # characters of a quotation that stand together, at least, where it is found in pieces
LIGATURE = re.compile(r"ffi|ffl|fi|fl|ff", re.I)
LOST = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd\ufffe\ue000-\uf8ff]")  # signs that may stand for a ligature
Span = tuple[int, int]


def fold(text: str) -> tuple[str, list[int]]:
    """The characters that cleaning leaves as they are, and for each the index it has in `text`.

    >>> fold("co-ﬁt ▪ a")
    ('cofita', [0, 1, 3, 3, 4, 8])
    """
    kept, places = [], []
    for place, character in enumerate(text):
        for plain in unicodedata.normalize("NFKC", character):
            if plain.isalnum() or (
                unicodedata.category(plain) in ("Po", "Ps", "Pe", "Pi", "Pf", "Sc") and plain not in "•▪"
            ):
                kept.append(plain)
                places.append(place)
    return "".join(kept), places


def located(raw: str, text: str, span: Span) -> list[int]:
    """Indices in the raw text of a page of the characters that `span` of its stored text has; none where not enough is found.

    Where the raw text has lost its ligatures, which cleaning restores, the two are compared without them.
    """
    for folded in (_fold_without_ligatures, fold) if LOST.search(raw) else (fold,):
        page, where = folded(raw)
        stored, own = folded(text)
        inside = [i for i, place in enumerate(own) if span[0] <= place < span[1]]
        if not inside:
            return []
        start, end = inside[0], inside[-1] + 1
        quote = stored[start:end]
        for found in (
            _exact(page, stored, start, end),
            _near(page, quote),
            _in_pieces(page, quote),
            _aligned(page, stored, start, end),
        ):
            if len(found) >= ENOUGH * (end - start):
                return sorted({where[i] for i in found})
    last = text.rfind(" ", *span)
    if last > span[0] and span[1] >= len(
        text.rstrip()
    ):  # its last word may end on the next page, where cleaning took it from
        return located(raw, text[:last], (span[0], last))
    return []


def _fold_without_ligatures(text: str) -> tuple[str, list[int]]:
    kept, places = fold(text)
    out = {i for found in LIGATURE.finditer(kept) for i in range(found.start(), found.end())}
    return (
        "".join(c for i, c in enumerate(kept) if i not in out),
        [place for i, place in enumerate(places) if i not in out],
    )


def _exact(page: str, stored: str, start: int, end: int) -> list[int]:
    """The quotation as it stands on the page; where it stands there repeatedly, the one with the same number in order."""
    quote = stored[start:end]
    here, there = list(_starts(page, quote)), list(_starts(stored, quote))
    if len(here) != len(there):
        return []
    at = here[there.index(start)]
    return list(range(at, at + len(quote)))


def _starts(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _near(page: str, quote: str) -> list[int]:
    """The stretch of the page that is almost the quotation."""
    best = fuzz.partial_ratio_alignment(quote, page, score_cutoff=ALIKE)
    if (
        best is None
        or best.src_end - best.src_start < len(quote)
        or page.count(page[best.dest_start : best.dest_end]) > 1
    ):
        return []
    equal = _equal(quote, page[best.dest_start : best.dest_end])
    for end in range(best.dest_end + 1, best.dest_end + round((1 - ENOUGH) * len(quote)) + 1):
        if len(quote) - 1 in equal:
            break
        longer = _equal(quote, page[best.dest_start : end])  # the page may have characters that the quotation has not
        equal = longer if len(longer) > len(equal) else equal
    return [best.dest_start + there for there in equal.values()]


def _in_pieces(page: str, quote: str) -> list[int]:
    """The quotation in a few pieces, each as it stands on the page: lines of a column that the file mixes with another's."""
    found: list[int] = []
    at = done = pieces = 0
    while done < len(quote):
        rest = quote[done:]
        start, length = max((_longest(page, rest, at), _longest(page, rest, 0)), key=lambda each: each[1])
        pieces += 1
        if length < min(PIECE, len(rest)) or pieces > 2 + len(quote) / (2 * PIECE):
            return []
        found += range(start, start + length)
        at, done = start + length, done + length
    return found


def _longest(page: str, rest: str, at: int) -> tuple[int, int]:
    """Where, from `at` on, the longest beginning of `rest` stands that is on the page, and how long it is."""
    low, high = 0, len(rest)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if page.find(rest[:middle], at) >= 0 else (low, middle - 1)
    return page.find(rest[:low], at), low


def _aligned(page: str, stored: str, start: int, end: int) -> list[int]:
    """Where the quotation comes to stand when the whole stored page is laid over the raw one."""
    equal = _equal(stored, page)
    return [equal[i] for i in range(start, end) if i in equal]


def _equal(one: str, other: str) -> dict[int, int]:
    """Which character of one text is which of the other, by the fewest changes that turn one into the other."""
    same: dict[int, int] = {}
    for step in Levenshtein.opcodes(one, other):
        if step.tag == "equal":
            same.update(zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True))
    return same
