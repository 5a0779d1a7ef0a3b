"""The table of an answer in a browser: sorted, opened, copied, told to screen readers, within the first screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import serving
from tests.browser.test_journey import LONG, QUESTION, answered, ask, opened
from tests.browser.test_reading import IN_SIGHT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def here(hashed: Path) -> Iterator[str]:
    with serving(hashed) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, here: str) -> Iterator[Page]:
    """A first question, asked as a visitor does."""
    page = opened(browser, here, viewport=WIDE, permissions=["clipboard-read", "clipboard-write"])
    ask(page)
    yield page
    page.context.close()


def names(page: Page) -> list[str]:
    return page.locator("#list .is-row th").all_inner_texts()


def test_the_first_row_is_within_the_first_screen(page: Page) -> None:
    assert page.locator("#list .is-row").first.evaluate(IN_SIGHT)


def test_whoever_asked_is_told_the_answer_and_stays_in_the_question(page: Page) -> None:
    page.get_by_text("have a concern").first.wait_for(timeout=LONG)
    told = page.locator("[role=status].is-hidden").inner_text()
    assert told == page.locator(".is-headline").inner_text()
    assert page.evaluate("document.activeElement.ariaLabel") == "Question"


def test_headings_sort_and_say_so(page: Page) -> None:
    before = names(page)
    heading = page.locator("#list th", has=page.get_by_role("button", name="Body", exact=True))
    for way in ("ascending", "descending"):
        heading.get_by_role("button").click()
        assert heading.get_attribute("aria-sort") == way
        assert names(page) == sorted(before, reverse=way == "descending")
    page.locator("#list").get_by_role("button", name="No.", exact=True).click()
    assert names(page) == before


def test_a_row_opens_to_its_own_card_wherever_it_was_sorted_to(page: Page) -> None:
    page.locator("#list").get_by_role("button", name="Inspected", exact=True).click()
    row = page.locator("#list .is-row").nth(1)
    row.locator(".is-opener").click()
    card = page.locator("#list .is-card").locator("visible=true")
    assert card.locator("h3").all_inner_texts() == [row.locator("th").inner_text()]
    assert row.locator(".is-opener").get_attribute("aria-expanded") == "true"
    row.locator(".is-opener").click()
    assert card.count() == 0


def test_a_copy_is_rows_and_columns(page: Page) -> None:
    page.locator("#list .is-copy").click()
    page.locator("#list .is-copy", has_text="Copied").wait_for(timeout=LONG)
    lines = [line.split("\t") for line in page.evaluate("navigator.clipboard.readText()").splitlines()]
    assert lines[0] == ["No.", "Body", "Answer", "Grade", "Inspected", "Best quotation", "Page"]
    assert [line[1] for line in lines[1:]] == names(page)
    assert {len(line) for line in lines} == {7}
    assert all(line[6].startswith("page ") for line in lines[1:])


def test_the_table_is_whole_on_paper(browser: Browser, here: str) -> None:
    page = opened(browser, f"{here}/?q={QUESTION.replace(' ', '+')}", viewport=WIDE)
    answered(page)
    page.emulate_media(media="print")
    cut = "all => all.filter(e => e.scrollHeight > e.clientHeight + 1).length"
    assert page.locator("#list .is-said > *").evaluate_all(cut) == 0
    for clicked in (".is-opener", ".is-copy", ".is-skip", ".st-key-filters"):
        assert page.locator(clicked).locator("visible=true").count() == 0, clicked
    page.context.close()
