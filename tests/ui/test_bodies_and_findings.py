"""The page of a body and the table of findings, as Streamlit runs them, over a stub of the searcher."""

from __future__ import annotations

import io
import re
from html import unescape
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from index.contents.records import SET_APART
from index.links import Links
from index.review.saved import Maker, Saved
from index.searcher import Searcher as RealSearcher
from tests.ui.stub_search import FOUND, GIVEN, finding
from ui.html.browse import finding as rows
from ui.pages.findings import file_of
from ui.state import address
from ui.state.address import ABOUT
from ui.state.listed import Listed, from_params, to_params

pytestmark = pytest.mark.usefixtures("stub")


def page(module: str, **params: str) -> AppTest:
    test = AppTest.from_string(f"from ui.pages import {module}\n{module}.page()", default_timeout=20)
    for key, value in params.items():
        test.query_params[key] = value
    return test.run()


def html(test: AppTest) -> str:
    return "\n".join(each.proto.body for each in test.get("html"))


def titles(test: AppTest) -> list[str]:
    return re.findall("<p class='is-finding'>(.*?)</p>", html(test))


# The address -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("params", "asked"),
    [
        ({}, Listed()),
        ({"kind": ["strength", "strength"], "colour": ["red"]}, Listed({"kind": ("strength",)})),
        ({"from": ["2021"], "to": ["soon"]}, Listed(years={"from": "2021"})),
        ({"page": ["3"], "rows": ["100"], "sort": ["body"]}, Listed(page=3, rows=100, sort="body")),
        ({"page": ["-1"], "rows": ["7"], "sort": ["colour"]}, Listed()),
        ({"contains": ["  late   orders "]}, Listed(contains="late orders")),
    ],
)
def test_the_address_is_the_table_and_the_table_its_address(params: dict[str, list[str]], asked: Listed) -> None:
    assert from_params(params) == asked
    assert from_params(to_params(asked)) == asked


def test_without_a_kind_all_that_is_set_apart_is_asked_for() -> None:
    assert Listed().where == tuple(f"kind={kind}" for kind in SET_APART)
    chosen = Listed({"region": ("North",), "kind": ("strength",)}, {"from": "2021", "to": "2023"})
    assert chosen.where == ("kind=strength", "region=North", "year>=2021", "year<=2023")


# Findings --------------------------------------------------------------------------------------------------------------


def test_findings_are_shown_by_pages_that_the_address_names() -> None:
    test = page("findings")
    assert titles(test) == [each.title for each in FOUND[:50]]
    test.button(key="next").click().run()
    assert titles(test) == [each.title for each in FOUND[50:100]]
    assert "51 to 100 of 120 findings" in html(test)
    assert test.query_params["page"] in ("2", ["2"])
    assert titles(page("findings", page="3")) == [each.title for each in FOUND[100:]]
    assert [each.value for each in page("findings", page="9").info] == [
        "There is no page 9: 120 findings fill 3 pages."
    ]


def test_words_narrow_the_table_and_start_it_anew() -> None:
    test = page("findings", page="2")
    test.text_input(key="findings:contains").input("case 11").run()
    assert titles(test) == [f"Orders come too late, case {number}" for number in (11, *range(110, 120))]
    assert test.query_params["contains"] in ("case 11", ["case 11"])
    assert "page" not in test.query_params
    test.button(key="findings-clear").click().run()
    assert "1 to 50 of 120 findings" in html(test)
    assert [each.value for each in page("findings", contains="zeppelin").info] == ["No finding matches these filters."]


def test_a_filter_that_cannot_be_read_is_a_sentence() -> None:
    assert [each.value for each in page("findings", grade="nonsense").error] == ["There is no grade called nonsense."]


def test_a_row_has_its_days_kind_area_words_and_page() -> None:
    row = rows._row(
        finding(7, dated_by="inspection, by a manifest", address="https://x.example/a.pdf"), Links(".", "g")
    )
    text = unescape(re.sub("<[^>]+>", " ", row))
    for said in (
        "11 to 15 September 2023 (by the manifest)",
        "Area for improvement",
        "Protecting vulnerable people",
        "page 7",
    ):
        assert said in text
    assert "href='./body?key=fernmoor'" in row
    assert "href='https://x.example/a.pdf#page=7'" in row
    assert "Grade: Good" in rows._row(GIVEN, Links(".", "g"))
    bare = rows._row(finding(inspected=None, area=None, area_key=None, page=None, opens=None), Links(".", "g"))
    assert "unknown" in bare
    assert "no area named" in bare
    assert "page unknown" in bare


def test_a_long_text_is_folded_and_whole() -> None:
    text = " ".join(f"word{number}" for number in range(200))
    said = rows.said(finding(text=text))
    assert f"<p>{text}</p></details>" in said


# A body ----------------------------------------------------------------------------------------------------------------


def test_a_body_has_its_reports_grades_and_findings_and_a_box_to_ask() -> None:
    shown = html(page("body", key="fernmoor"))
    assert f"<input type='hidden' name='{ABOUT}' value='fernmoor'>" in shown
    assert address.from_params({"q": ["late"], ABOUT: ["fernmoor"]}) == address.Asked("late", {"body": ("fernmoor",)})
    for said in (
        "Days of inspection and publication unknown",
        "Avon Mythical Police",
        "peel/fernmoor-2023-25.pdf",
        "2 areas for improvement",
    ):
        assert said in shown
    assert "PEEL reports in this index mark nothing so at all" in shown.split("id='well'")[1]
    assert "page 1, see it on the page" in shown
    assert "No decision on it is saved." in shown


def test_what_was_decided_of_a_body_is_listed_with_its_search() -> None:
    saved = Saved()
    search = saved.save("DVPO concerns", ("grade=good",), (), (), "g", Maker("p", "m", "e"))
    saved.decide(search.id, "fernmoor", "exclude", "an old case", by="A. Reader")
    saved.decide(search.id, "fernmoor", "include", file="a.pdf", quote="Orders were late.")
    saved.decide(search.id, "hollowmere", "include", "another body")
    shown = unescape(html(page("body", key="fernmoor")).split("id='decisions'")[1])
    assert "?q=DVPO+concerns&grade=good" in shown
    for said in ("Exclude", "an old case", "A. Reader", "Orders were late.", "Include"):
        assert said in shown
    assert "another body" not in shown


def test_a_body_without_a_report_and_an_unknown_one_are_told() -> None:
    assert "no report on it" in page("body", key="avon").info[0].value
    test = page("body", key="fernmor")
    assert [each.value for each in test.error] == [
        "No body is called “fernmor” here; the nearest names are Fernmoor Police."
    ]
    assert "href='./body?key=fernmoor'" in html(test)
    assert not page("body").exception


def test_the_workbook_of_all_findings_names_the_body_that_they_are_filtered_by(searcher: RealSearcher) -> None:
    one = next(iter(searcher.findings()))
    opened: Any = SimpleNamespace(
        read=lambda work: work(searcher),
        generation=searcher.generation,
        info=searcher.info(),
        reports=searcher.reports,
    )
    made = file_of(opened, Listed({"body": (one.key,)}), "xlsx", "http://office:1")
    sheet = openpyxl.load_workbook(io.BytesIO(made))["How this list was made"]
    told = {str(what): str(how) for what, how in sheet.iter_rows(values_only=True)}
    assert told["Filters"].endswith(f"Body is {one.body}.")
    assert told["Order"] == "Newest inspection first."
    assert file_of(opened, Listed({"body": (one.key,)}), "csv", "http://office:1").startswith(
        b"\xef\xbb\xbfbody,family,"
    )
