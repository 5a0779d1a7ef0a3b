"""A visitor's way through the page: ask, narrow, open, share, take away; and what they see when there is no index."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUESTION = "forces with DVPO concerns"
LONG = 120_000  # milliseconds; the first answer waits for the model
LISTED = ".is-listed .is-row th"


def opened(browser: Browser, address: str, **options: object) -> Page:
    """A new visitor, with nothing from earlier visits."""
    page = browser.new_context(accept_downloads=True, **options).new_page()  # type: ignore[arg-type]
    page.goto(address)
    return page


def answered(page: Page) -> list[str]:
    """Waits for the answer; the bodies on the list, in order."""
    page.locator(".is-understood").last.wait_for(timeout=LONG)
    settled(page)
    # While a page is drawn anew, what it showed before may stand beside it for a moment.
    page.wait_for_function("document.querySelectorAll('.is-footer').length === 1", timeout=LONG)
    return page.locator(LISTED).all_inner_texts()


def settled(page: Page) -> None:
    """Waits until the page has stopped working."""
    page.wait_for_timeout(300)
    page.wait_for_function(
        "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'", timeout=LONG
    )


def ask(page: Page, question: str = QUESTION) -> list[str]:
    box = page.get_by_label("Question", exact=True)
    box.wait_for(timeout=LONG)
    box.fill(question)
    box.press("Enter")
    return answered(page)


def test_ask_narrow_open_share_and_take_away(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    bodies = ask(page)
    assert bodies
    assert page.locator(".is-listed .is-row blockquote").first.inner_text().strip()
    assert page.locator(".is-listed .is-row .is-where").first.inner_text().startswith("page ")
    page.locator(".is-listed .is-opener", has_text="quotations").first.click()
    page.locator(".is-listed summary", has_text="More evidence").locator("visible=true").click()
    assert page.locator(".is-listed details[open] blockquote").first.is_visible()

    narrowed = narrow_by_grade(page, bodies)
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["q"] == [QUESTION]
    assert asked["grade"]

    again = opened(browser, page.url)
    assert answered(again) == narrowed
    assert again.get_by_label("Question", exact=True).input_value() == QUESTION

    quote = page.locator(".is-listed blockquote").first.inner_text()
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download(timeout=LONG) as waiting:
        page.get_by_role("button", name="Download as CSV").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert waiting.value.suggested_filename == "inspection-search-forces-with-dvpo-concerns.csv"
    assert any(quote in cell for row in csv.reader(io.StringIO(text)) for cell in row)
    page.context.close()
    again.context.close()


def narrow_by_grade(page: Page, bodies: list[str]) -> list[str]:
    """Ticks grades in turn until one leaves a shorter list that is not empty."""
    page.locator(".st-key-filters").get_by_role("button", name="Grade", exact=True).click()
    box = page.get_by_test_id("stCheckbox")
    box.first.wait_for(timeout=LONG)
    for number in range(box.count()):
        box.nth(number).locator("label").click()
        page.wait_for_url("**grade=**", timeout=LONG)
        narrowed = answered(page)
        if 0 < len(narrowed) < len(bodies):
            page.keyboard.press("Escape")
            return narrowed
        box.nth(number).locator("label").click()
        page.wait_for_function("!location.search.includes('grade=')", timeout=LONG)
        assert answered(page) == bodies
    raise AssertionError(f"no grade narrows {bodies}")


def test_an_example_asks_and_the_back_button_returns(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    page.get_by_role("button", name=QUESTION).click()
    assert answered(page)
    assert page.get_by_label("Question", exact=True).input_value() == QUESTION
    page.go_back()
    page.get_by_text("Try an example").wait_for(timeout=LONG)
    assert page.get_by_label("Question", exact=True).input_value() == ""
    page.context.close()


def test_typing_and_filtering_at_once_keep_both(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    ask(page)
    page.locator(".st-key-filters").get_by_role("button", name="Region", exact=True).click()
    tick = page.get_by_test_id("stCheckbox").first.locator("label")
    tick.wait_for(timeout=LONG)
    page.get_by_label("Question", exact=True).evaluate("box => box.focus()")
    page.get_by_label("Question", exact=True).fill("slow answering of 999 calls")
    if not tick.is_visible():  # leaving the box may have closed the list
        page.locator(".st-key-filters").get_by_role("button", name="Region", exact=True).click()
    tick.click()
    page.wait_for_function("location.search.includes('999') && /grade|cycle|family|region/.test(location.search)")
    assert page.get_by_label("Question", exact=True).input_value() == "slow answering of 999 calls"
    page.context.close()


def test_another_page_and_back_keeps_the_question(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    bodies = ask(page)
    page.get_by_role("link", name="Reports").click()
    page.get_by_text("Reports in the index").wait_for(timeout=LONG)
    page.get_by_role("link", name="Search").click()
    assert answered(page) == bodies
    page.context.close()


def test_a_link_to_a_body_opens_it(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    ask(page)
    page.locator(".is-listed .is-opener").first.click()
    page.get_by_role("link", name="Link to this body").first.click()
    page.wait_for_url("**open=**", timeout=LONG)
    answered(page)
    assert page.locator(".is-opened").count() == 1
    page.context.close()


def test_a_narrow_screen_needs_no_sideways_scrolling(browser: Browser, address: str) -> None:
    page = opened(browser, address, viewport={"width": 320, "height": 700})
    ask(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0
    page.context.close()


def test_without_an_index_there_is_a_sentence_and_no_traceback(
    browser: Browser, serve: Callable[[Path], str], tmp_path_factory: object
) -> None:
    page = opened(browser, serve(tmp_path_factory.mktemp("empty")) + "/?q=dogs")  # type: ignore[attr-defined]
    page.get_by_test_id("stAlert").wait_for(timeout=LONG)
    settled(page)
    assert page.get_by_test_id("stAlert").count() == 1
    said = page.locator("body").inner_text()
    assert "make build" in said
    assert "Traceback" not in said
    page.context.close()
