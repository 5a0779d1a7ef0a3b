"""Whether the mark is over the right words: `python -m benchmarks.marks --data DIR [--quotations N]`.

Quotations spread evenly over all PDFs at hand are marked on their pages, and the text inside the marked boxes is read
by another library than drew them (pdfplumber, on pdfminer). It must be the quotation, with white space and ligatures
folded; nothing else is folded. What stays different is printed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

import pdfplumber

from benchmarks.data import data_folder
from corpus.paths import MEASURED
from corpus.records import Place
from index.encoder import HashingEncoder
from index.evidence.pages import Pages
from index.evidence.picture import Box, boxes_of
from index.searcher import Searcher
from ingest.build import pipeline

BAR = 0.98
Quotation = tuple[str, Place, str]


def folded(text: str) -> str:
    """Text with white space gone and ligatures spelt out."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def spread(quotations: Sequence[Quotation], count: int) -> list[Quotation]:
    """`count` quotations, from every report in turn, evenly over its length."""
    by_file: dict[str, list[Quotation]] = defaultdict(list)
    for each in quotations:
        by_file[each[0]].append(each)
    rounds = -(-count // max(len(by_file), 1))
    picked = [
        [own[(2 * i + 1) * len(own) // (2 * rounds)] for i in range(min(rounds, len(own)))] for own in by_file.values()
    ]
    turns = chain.from_iterable(zip_longest(*picked))
    return [each for each in turns if each is not None][:count]


@lru_cache(maxsize=4)
def characters(path: Path, number: int) -> tuple[dict[str, Any], ...]:
    """The characters of one page as the other library reads them."""
    with pdfplumber.open(path, pages=[number]) as document:
        return tuple(document.pages[0].chars)


def inside(path: Path, number: int, boxes: Sequence[Box]) -> str:
    """The text of a page whose characters have their middle in one of the boxes, box by box from left to right."""
    read = []
    for box in boxes:
        own = [
            c for c in characters(path, number)
            if box.left <= (c["x0"] + c["x1"]) / 2 <= box.right and box.bottom <= (c["y0"] + c["y1"]) / 2 <= box.top
        ]  # fmt: skip
        read.append("".join(c["text"] for c in sorted(own, key=lambda c: c["x0"])))
    return "".join(read)


def marked(pages: Pages, quotation: Quotation) -> str:
    """What stands inside the boxes of a quotation, page by page."""
    file, place, _ = quotation
    text = ""
    for part in place:
        page = pages.page(file, part.page)
        assert page is not None
        path = pages.source(file)
        text += inside(path, part.page, boxes_of(path, part.page, page.text, [(part.start, part.end)]))
    return text


def differing(pages: Pages, quotations: Sequence[Quotation]) -> list[tuple[str, str, str]]:
    """Those whose boxes hold other words: file, the quotation, what is inside."""
    wrong = []
    for quotation in quotations:
        text = marked(pages, quotation)
        if folded(text) != folded(quotation[2]):
            wrong.append((quotation[0], quotation[2], text))
    return wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 1 where the bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.marks", description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--quotations", type=int, default=200)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        pipeline.build([data_folder(options.data) / "reports"], Path(folder), HashingEncoder())
        pages = Searcher.open(Path(folder)).pages
        chosen = spread(pages.sample(lambda file: file.lower().endswith(".pdf")), options.quotations)
        wrong = differing(pages, chosen)
    for file, quote, text in wrong:
        print(f"{file}\n  quotation: {quote}\n  marked:    {text}", file=sys.stderr)
    right = 1 - len(wrong) / len(chosen)
    result = {"quotations": len(chosen), "reports": len({q[0] for q in chosen}), "marked right": round(right, 4)}
    print(json.dumps(result))
    (MEASURED / "marks.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0 if right >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
