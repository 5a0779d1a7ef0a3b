"""Texts with what is known of the stance of their sentences: what the adapter of the encoder is learned from.

Three sources. Sentences written for training (`eval/stance_sentences.jsonl`), joined by a few to one text, as
sentences stand in a paragraph. Passages of judged reports, where the sentences that judges quoted have the quotation's
polarity. Passages of other reports, where a list of strengths, a box or a heading says what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.data import lines
from benchmarks.learning.quotations import labelled
from corpus.bodies import NEUTRAL
from corpus.names import any_of
from corpus.records import Passage, Report
from index.adapter import SIDES
from index.encoder import Encoder
from index.storage import generations
from ingest.build import inputs, reuse
from ingest.build.cache import Cache
from ingest.build.encode import text_and_spans
from ingest.read.twins import merge
from ingest.sentences.stance import CONCERN_KINDS, PRAISE_KINDS

UNKNOWN = -1
MOST_JOINED = 4  # written sentences in one text
# What inspectors call the body they inspect, in one family or another. Which of them stands in a sentence says nothing of
# its stance, so one is put for another at random.
BODY = re.compile(rf"\bthe (?:{any_of(NEUTRAL)})\b", re.I)
CALLED = (
    "the force",
    "the constabulary",
    "the council",
    "the local authority",
    "the partnership",
    "the service",
    "the body",
)
SWAPPED = 0.7  # of the texts
SIGNS = {"+": "praise", "-": "concern", "0": "neutral"}


@dataclass(frozen=True, slots=True)
class Example:
    """A text, where its sentences are, and the side of each: its number in `SIDES`, or `UNKNOWN`.

    `source` is the file of the report, or the hand that wrote a sentence; `quoted` tells the sentences that judges quoted.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    sides: tuple[int, ...]
    source: str
    quoted: tuple[bool, ...] = ()


def written(data: Path) -> list[tuple[str, int, str]]:
    """The sentences written for training: text, side, and hand."""
    rows = lines(data / "eval" / "stance_sentences.jsonl")
    return [(row["text"], SIDES.index(row["label"]), f"hand {row['hand']}") for row in rows]


def joined(sentences: Sequence[tuple[str, int, str]], random: np.random.RandomState) -> list[Example]:
    """Every sentence once, a few at random in one text."""
    order = random.permutation(len(sentences)).tolist()
    found: list[Example] = []
    while order:
        group = [sentences[order.pop()] for _ in range(min(random.randint(1, MOST_JOINED + 1), len(order)))]
        text = ""
        spans: list[tuple[int, int]] = []
        for sentence, _, _ in group:
            text += " " if text else ""
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence
        found.append(Example(text, tuple(spans), tuple(side for _, side, _ in group), "written"))
    return found


def passages(data: Path, encoder: Encoder, index: Path) -> list[Example]:
    """Every passage of every report at hand with what is known of its sentences; what is read is kept beside `index`."""
    judged = dict(judgements(data))
    found: list[Example] = []
    for root in (data / "reports", data / "eval" / "peel"):
        for report, own in read([root], root, encoder, index):
            found += of_report(report, own, judged.get(report.file, ()))
    return found


def read(paths: Sequence[Path], root: Path, encoder: Encoder, index: Path) -> list[tuple[Report, tuple[Passage, ...]]]:
    """Every report with its passages, as a build has them; what is read is kept beside `index`."""
    given = inputs.gather(paths, encoder, root)
    with generations.building(index), Cache(index) as cache:
        known = reuse.read_all(given, cache, lambda *_: None)
        reports, _ = merge(each.outcome for each in known if isinstance(each.outcome, Report))
        return reuse.split_all(reports, known, encoder, cache)


def judgements(data: Path) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Each judged report's file with every quotation of it: its text and polarity."""
    for name in ("verdicts.jsonl", "verdicts_jtai.jsonl"):
        for row in lines(data / "eval" / name):
            yield row["file"], [quote for label in row["labels"].values() for quote in label["quotes"]]
    for row in lines(data / "eval" / "peel" / "truth.jsonl"):
        quotes = [quote for verdict in row["verdicts"].values() for quote in verdict["quotes"]]
        yield row["file"], list(map(quotation, quotes))


def quotation(row: Sequence[Any]) -> dict[str, str]:
    """A quotation as words, page and sign, by its words and polarity."""
    return {"text": row[0], "polarity": SIGNS[row[2]]}


def of_report(report: Report, own: Sequence[Passage], quotes: Iterable[Mapping[str, Any]]) -> Iterator[Example]:
    """The passages of one report; a quotation's polarity goes before what its place says."""
    texts = [sentence.text for passage in own for sentence in passage.sentences]
    by_quote = labelled(texts, quotes)
    row = 0
    for passage in own:
        text, spans = text_and_spans(passage)
        rows = range(row, row + len(spans))
        place = _of_place(report, passage)
        sides = tuple(SIDES.index(by_quote[i]) if i in by_quote else side for i, side in zip(rows, place, strict=True))
        yield Example(text, tuple(spans), sides, report.file, tuple(i in by_quote for i in rows))
        row += len(spans)


def _of_place(report: Report, passage: Passage) -> list[int]:
    """What the place of each sentence says of its side: lists and titles of boxes; the text of a box has both sides."""
    finding = report.findings[passage.finding]
    side = report.sections[finding.section].stance
    kind = "concern" if finding.kind in CONCERN_KINDS else "praise" if finding.kind in PRAISE_KINDS else None
    known = []
    for sentence in passage.sentences:
        said = kind if kind and (sentence.is_title or finding.title is None) else side
        known.append(SIDES.index(said) if said in SIDES else UNKNOWN)
    return known


def swapped(example: Example, random: np.random.RandomState) -> Example:
    """The same with the body called otherwise, in most texts."""
    if random.rand() > SWAPPED or not BODY.search(example.text):
        return example
    called = CALLED[random.randint(len(CALLED))]
    text, moves, at = "", [], 0
    for match in BODY.finditer(example.text):
        text += example.text[at : match.start()] + (called.capitalize() if match[0][0] == "T" else called)
        moves.append((match.end(), len(text) - match.end()))
        at = match.end()
    text += example.text[at:]

    def moved(place: int) -> int:
        return place + max((move for move in moves if move[0] <= place), default=(0, 0))[1]

    spans = tuple((moved(start), moved(end)) for start, end in example.spans)
    return Example(text, spans, example.sides, example.source, example.quoted)
