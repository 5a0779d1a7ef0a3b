"""Days in words as letters print them."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.layout.dates import day, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Between 16 and 20 October 2017, inspectors", [("2017-10-16", "2017-10-20")]),
        ("Between 8 October 2018 and 12 October 2018", [("2018-10-08", "2018-10-12")]),
        ("from 27 June 2022 to 1 July 2022", [("2022-06-27", "2022-07-01")]),
        ("from 28 December to 9 January 2015", [("2014-12-28", "2015-01-09")]),  # the start is of the year before
        ("4 to 8 March and 18 to 22 March 2024", [("2024-03-04", "2024-03-08"), ("2024-03-18", "2024-03-22")]),
        ("the 15 and 16 of May 2019", [("2019-05-15", "2019-05-16")]),
        ("on 3rd May 2018", [("2018-05-03", "2018-05-03")]),
        ("12/05/2016–16/05/2016", [("2016-05-12", "2016-05-16")]),
        ("in 29 of 30 cases", []),
        ("on 31 February 2023", []),
    ],
)
def test_spans(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(str(span.start), str(span.end)) for span in spans(text)] == expected


def test_a_year_that_is_not_printed_is_the_one_given() -> None:
    assert [str(span.end) for span in spans("Between 20 and 24 June, inspectors", 2016)] == ["2016-06-24"]
    assert spans("Between 20 and 24 June, inspectors") == ()


def test_a_day_has_its_month_and_year() -> None:
    assert day("Page 1 of 3, dated 1 June") is None
    assert day("01 December 2017") == date(2017, 12, 1)
