"""Two files on one inspection are one report, and which of them is shown is told."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.records import Page, Report, Source
from ingest.read.twins import merge

MARCH, MAY = date(2024, 3, 1), date(2024, 5, 1)


def report(file: str, text: str, published: date | None) -> Report:
    return Report(
        (Source(file, "text", file),), "peel", None, "2023-25", "fernmoor", "Fernmoor Police", None, (), published,
        (Page(1, None, text),), (), (), (), (), (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "shown", "told"),
    [
        ((MARCH, MAY), "b.txt", "their words differ, and b.txt is used, published later"),
        ((MAY, MARCH), "a.txt", "their words differ, and a.txt is used, published later"),
        ((None, None), "a.txt", "a.txt is used, the first by its name; take away the one that was corrected"),
    ],
)
def test_of_two_reports_on_one_inspection_the_one_published_later_is_used(
    days: tuple[date | None, date | None], shown: str, told: str
) -> None:
    merged, notes = merge([report("a.txt", "Calls are late.", days[0]), report("b.txt", "Calls are early.", days[1])])
    assert [(each.file, len(each.sources)) for each in merged] == [(shown, 2)]
    assert [note.endswith(told) for note in notes] == [True]


def test_the_same_words_twice_are_nothing_to_do() -> None:
    _, [note] = merge([report("a.txt", "Calls are late.", None), report("b.txt", "Calls are  late.", None)])
    assert note.endswith("nothing to do")
