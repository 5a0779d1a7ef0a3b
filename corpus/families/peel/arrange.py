"""Blocks as the file has them in, in the order and the pieces in which the report is read out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.families.peel import forms, words
from corpus.families.peel.boxes import DEMANDS, Label, apart, cut, label_of, titled
from corpus.families.peel.order import (
    after_titles,
    beside_titles,
    by_height,
    join_over,
    kept_apart,
    pages,
    with_numbers,
)
from corpus.families.profile import Profile
from corpus.layout.blocks import Block


def arrange(blocks: Sequence[Block], profile: Profile) -> tuple[Block, ...]:
    """The blocks with boxes under their labels, and labels, titles and grade sentences on their own."""
    arranged: list[Block] = []
    for page in pages(list(apart(list(kept_apart(blocks)), profile))):
        placed = beside_titles(with_numbers(page), lambda block: forms.badge(block.text) is not None)
        placed = after_titles(placed, lambda block: label_of(block.text, profile) is not None)
        arranged = join_over(arranged, _restored(by_height(placed), profile))
    return tuple(_graded_apart(list(titled(arranged, profile)), profile))


def _restored(page: list[Block], profile: Profile) -> list[Block]:
    """The page with boxes from its end under the empty labels that they belong to.

    A label is empty where "Main findings" or another label comes next. Where heights do not tell where a box belongs, it is
    one of the last headed runs of the page; labels that demand something take those whose title does.
    """
    empty = [i for i in range(len(page) - 1) if (label_of(page[i].text, profile)) and _is_empty(i, page, profile)]
    if not empty:
        return page
    labels = [label for i in empty if (label := label_of(page[i].text, profile))]
    titles = [
        i
        for i in range(empty[-1] + 2, len(page))
        if page[i].kind == "heading"
        and not label_of(page[i].text, profile)
        and not words.is_main_findings(page[i].text)
    ]
    runs = _last_runs(page, titles, labels)
    if runs is None:
        return page
    moved = {i for run in runs for i in run}
    restored: list[Block] = []
    for i, block in enumerate(page):
        if i not in moved:
            restored.append(block)
        if i in empty:
            restored += [page[j] for j in runs[empty.index(i)]]
    return restored


def _is_empty(i: int, page: list[Block], profile: Profile) -> bool:
    return words.is_main_findings(page[i + 1].text) or (
        label_of(page[i + 1].text, profile) is not None and label_of(page[i].text, profile) is not None
        and label_of(page[i + 1].text, profile) != label_of(page[i].text, profile)
        and i + 2 < len(page)
        and words.is_main_findings(page[i + 2].text)
    )  # fmt: skip


def _last_runs(page: list[Block], titles: list[int], labels: list[Label]) -> list[list[int]] | None:
    """For each label the indices of the blocks that are its contents; None where the page's end has no boxes.

    The last label's boxes come last. A label for several takes every title before its last one that demands something too.
    """
    ends = [*titles[1:], len(page)]
    spans = list(zip(titles, ends, strict=True)) if titles else []
    runs: list[list[int]] = []
    for label in reversed(labels):
        demanding = label.kind in DEMANDS
        while demanding and spans and not words.DEMAND.search(page[spans[-1][0]].text):
            if len(labels) > 1:
                return None
            spans.pop()
        if not spans or spans[-1][1] - spans[-1][0] < 2:
            return None
        start, end = spans.pop()
        while label.several and demanding and len(spans) > 1 and words.DEMAND.search(page[spans[-1][0]].text):
            start, _ = spans.pop()
        runs.insert(0, list(range(start, end)))
    return runs


def _graded_apart(blocks: Sequence[Block], profile: Profile) -> Iterator[Block]:
    """The blocks with the sentence that grades a chapter apart from prose that follows it in its paragraph."""
    under = False
    for block in blocks:
        said = next(iter(forms.statements(block.text)), None) if under and block.kind == "paragraph" else None
        if said and said.named and said.start == 0 and len(block.text) - said.end > 2:
            yield from cut(block, said.end + 1)
        else:
            yield block
        if block.kind == "heading":
            named = words.plain_name(block.text)
            under = any(e.area_named(named) for e in profile.editions)
        else:
            under = under and forms.badge(block.text) is not None
