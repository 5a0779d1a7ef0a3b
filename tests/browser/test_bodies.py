"""From the list of bodies to one of them, its grades on their page and a question about it; then the table of findings."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from index.contents.findings import set_apart
from index.searcher import Searcher
from tests.browser.conftest import serving
from tests.browser.test_journey import LONG, answered, opened, settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page


@pytest.fixture(scope="module")
def here(hashed: Path) -> Iterator[str]:
    with serving(hashed) as address:
        yield address


def drawn(page: Page) -> None:
    page.locator(".is-footer").wait_for(timeout=LONG)
    settled(page)


def marked(page: Page, link: Locator) -> str:
    """The words that a link shows on their page."""
    with page.context.expect_page() as waiting:
        link.click()
    shown = waiting.value
    drawn(shown)
    words = " ".join(shown.locator(".is-page-text mark").all_inner_texts())
    assert words
    assert shown.locator("blockquote").inner_text() == words
    shown.close()
    return words


def test_a_body_is_read_and_asked_about(browser: Browser, here: str, searcher: Searcher) -> None:
    page = opened(browser, f"{here}/body")
    page.get_by_role("link", name="Fernmoor Police").click()
    page.wait_for_url("**/body?key=fernmoor")
    drawn(page)
    assert page.title() == "Fernmoor Police · Inspection Search"
    assert page.locator("#reports article").count() == len(searcher.body("fernmoor").reports) > 1
    grade = page.locator("#grades td a").first
    assert grade.inner_text().split("\n")[0].lower() in marked(page, grade).lower()
    marked(page, page.locator("#improve li a").first)
    box = page.get_by_label("Ask about Fernmoor Police")
    box.fill("victims")
    box.press("Enter")
    answered(page)
    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["q"], asked["body"]) == (["victims"], ["fernmoor"])
    assert page.locator("article h3").all_inner_texts() == ["Fernmoor Police"]


def test_findings_are_narrowed_sorted_taken_away_and_opened(browser: Browser, here: str, searcher: Searcher) -> None:
    page = opened(browser, f"{here}/findings?body_kind=police_force&sort=body")
    drawn(page)
    box = page.get_by_label("Text contains")
    box.fill("victims")
    box.press("Enter")
    page.wait_for_url("**contains=victims**")
    expected = searcher.findings(set_apart(["body_kind=police_force"]), "victims", order="body")
    assert len(expected) > 1
    page.get_by_text(f"{len(expected)} findings").wait_for(timeout=LONG)
    settled(page)
    assert page.locator(".is-findings tbody th").all_inner_texts() == [each.body for each in expected]
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Body")
    with page.expect_download(timeout=LONG) as waiting:
        page.get_by_role("button", name="Download all as CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text("utf-8-sig"), newline="")))
    assert [row["text"] for row in rows] == [each.text for each in expected]
    assert all(row["open"].startswith(f"{here}/evidence?file=") for row in rows)
    words = marked(page, page.locator(".is-findings .is-where a").first)
    assert (expected.records[0].title or expected.records[0].text)[:30] in words
    page.reload()
    drawn(page)
    assert page.get_by_label("Text contains").input_value() == "victims"
