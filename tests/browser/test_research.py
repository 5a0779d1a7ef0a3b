"""A researcher's day on the page: see the words on their page, review, save, compare, ask many questions, by keyboard too.

What needs no language model runs over an index by the hashing encoder, so that its servers stand in a moment.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from index.encoder import HashingEncoder
from ingest.build import pipeline
from tests import samples
from tests.browser.conftest import serving
from tests.browser.test_journey import LONG, QUESTION, answered, ask, opened, settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MOST_KEYS = 6  # from the question to its first result
ASKED = "/?q=forces+with+DVPO+concerns"


@pytest.fixture(scope="module")
def hashing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of the samples but for the reports on one force."""
    folder = tmp_path_factory.mktemp("research")
    reports = folder / "reports"
    samples.copied(reports)
    for path in (reports / "peel").glob("quillhaven*"):
        path.rename(folder / path.name)
    pipeline.build([reports], folder / "index", HashingEncoder())
    return folder


@pytest.fixture(scope="module")
def here(hashing: Path) -> Iterator[str]:
    with serving(hashing / "index") as address:
        yield address


def ended(page: Page) -> str:
    """Waits until the whole page stands; what it says."""
    page.locator(".is-footer").wait_for(timeout=LONG)
    settled(page)
    return page.locator("body").inner_text()


def downloaded(page: Page, button: str) -> bytes:
    with page.expect_download(timeout=LONG) as waiting:
        page.get_by_role("button", name=button).click()
    return Path(waiting.value.path()).read_bytes()


def test_the_words_are_shown_on_their_page(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    ask(page)
    quote = page.locator(".is-listed .is-row blockquote").first.inner_text()
    with page.context.expect_page() as waiting:
        page.locator(".is-listed .is-where a").first.click()
    shown = waiting.value
    assert quote in ended(shown)
    assert shown.locator(".is-page-text mark").inner_text() == quote
    picture = shown.get_by_role("img", name="with the quotation marked")
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 1000
    number = int(shown.get_by_text("of", exact=False).locator("xpath=self::p").first.inner_text().split()[1])
    shown.get_by_role("button", name="Next page").click()
    shown.wait_for_url("**page=**", timeout=LONG)
    assert f"Page {number + 1} of" in ended(shown)
    assert shown.locator(".is-page-text mark").count() == 0
    shown.get_by_role("button", name="Back to the quotation").click()
    shown.locator(".is-page-text mark").wait_for(timeout=LONG)
    shown.get_by_role("link", name="Back to the answer").click()
    assert answered(shown)
    page.context.close()


def test_by_keyboard_alone(browser: Browser, here: str) -> None:
    page = opened(browser, here)
    ended(page)
    press_until(page, "INPUT", "Question")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    assert answered(page)
    asked = press_until(page, "A", "Skip to the first result")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('tr') === document.querySelector('#list .is-row')")
    assert asked + 1 + press_until(page, "A", "see it on the page") <= MOST_KEYS
    press_until(page, "BUTTON", "on ")
    page.keyboard.press("Enter")
    assert page.locator(".is-card .is-body").locator("visible=true").count() == 1
    page.keyboard.press("Shift+Tab")
    with page.context.expect_page() as waiting:
        page.keyboard.press("Enter")
    shown = waiting.value
    assert "Text of this page" in ended(shown)
    press_until(shown, "BUTTON", "Next page")
    shown.keyboard.press("Enter")
    shown.wait_for_url("**page=**", timeout=LONG)
    page.context.close()


def press_until(page: Page, tag: str, words: str) -> int:
    """Goes on with the tabulator until an element of this kind and with these words has the focus; how often that took."""
    said = "e => [e.tagName, (e.innerText || '') + ' ' + (e.getAttribute('aria-label') || '')]"
    for number in range(1, 120):
        page.keyboard.press("Tab")
        name, text = page.evaluate(f"({said})(document.activeElement)")
        if name == tag and words in text:
            return number
    raise AssertionError(f"no {tag} “{words}” is reached by keyboard")


def test_a_review_survives_a_restart_and_goes_into_files(browser: Browser, hashing: Path, tmp_path: Path) -> None:
    shutil.copytree(hashing / "index", tmp_path / "index")
    with serving(tmp_path / "index") as address:
        page = opened(browser, address + ASKED + "&view=review")
        ended(page)
        body = page.get_by_label("Decision on").first
        under_review = body.get_attribute("aria-label")
        body.get_by_text("Include", exact=True).click()
        page.get_by_text("1 of").first.wait_for(timeout=LONG)
        page.get_by_label("Note on quotation 1").fill("=read twice")
        page.get_by_label("Note on quotation 1").press("Enter")
        settled(page)
        assert (
            page.get_by_label("Decision on").first.get_attribute("aria-label") == under_review
        )  # until another is chosen
        page.context.close()
    with serving(tmp_path / "index") as address:
        page = opened(browser, address + ASKED + "&view=cards")
        page.locator(".is-footer").wait_for(timeout=LONG)
        settled(page)
        assert page.get_by_text("Review: include").count() == 1
        assert page.get_by_text("Review: noted: =read twice").count() == 1
        page.get_by_role("button", name="Download", exact=True).click()
        book = openpyxl.load_workbook(io.BytesIO(downloaded(page, "Download as Excel")))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert [cell.data_type for cell in cells if str(cell.value).endswith(": =read twice")] == ["s"]
        assert any(str(cell.value).startswith("Included by ") for cell in cells)
        page.context.close()


def test_after_a_rebuild_a_saved_search_tells_what_changed(browser: Browser, hashing: Path, here: str) -> None:
    page = opened(browser, here + ASKED)
    answered(page)
    before = page.url
    page.get_by_role("button", name="Save this search").click()
    page.get_by_role("link", name="Saved", exact=True).last.wait_for(timeout=LONG)
    settled(page)
    for path in hashing.glob("quillhaven*"):
        path.rename(hashing / "reports" / "peel" / path.name)
    pipeline.build([hashing / "reports"], hashing / "index", HashingEncoder())
    page.goto(f"{here}/saved")
    said = ended(page)
    assert "Quillhaven Police" in said
    assert "a report on it was added" in said
    page.goto(before)
    answered(page)
    assert "This link was made with reports as of" in page.locator("body").inner_text()
    page.goto(f"{here}/saved")
    page.get_by_role("button", name="Mark as read").click()
    page.get_by_text("Nothing has changed").wait_for(timeout=LONG)
    page.context.close()


def test_two_review_blind_in_two_browsers_and_what_an_arbiter_settles_is_downloaded(
    browser: Browser, here: str
) -> None:
    asked = "/?q=domestic+abuse+concerns&view=review"
    first = opened(browser, here + asked)
    ended(first)
    first.get_by_text("Two, blind to each other").click()
    first.get_by_text("Names are taken on trust").wait_for(timeout=LONG)
    joined(first, "A. Reader", "reviewer")
    second = opened(browser, first.get_by_role("link", name="view=review").inner_text())
    ended(second)
    joined(second, "B. Reader", "reviewer")
    decided(first, "Include", "only A knows")
    said = ended(second)
    decided(second, "Exclude")
    said += ended(first)
    assert "only A knows" not in said
    assert "In dispute" not in said
    second.get_by_role("heading", name="Disagreements (1)").wait_for(timeout=LONG)
    assert "only A knows" in ended(second)
    first.get_by_role("button", name="Next undecided").click()
    first.get_by_role("heading", name="Disagreements (1)").wait_for(timeout=LONG)
    joined(second, "C. Judge", "arbiter")
    decided(second, "Exclude")
    second.get_by_text("exclude, settled by C. Judge").wait_for(timeout=LONG)
    first.goto(here + asked)
    ended(first)
    first.get_by_role("button", name="Download", exact=True).click()
    book = openpyxl.load_workbook(io.BytesIO(downloaded(first, "Download as Excel")))
    record = {row[0].value: row[1].value for row in book["How this list was made"].iter_rows(min_row=2)}
    assert str(record["Agreement"]).startswith("decided by A. Reader and B. Reader, agreement 0 % of 1")
    assert str(record["Agreement"]).endswith("; 1 settled by C. Judge")
    assert "(A. Reader: include (only A knows); B. Reader: exclude; C. Judge: exclude)" in str(record["Settled by the arbiter"])  # fmt: skip
    first.context.close()
    second.context.close()


def joined(page: Page, name: str, role: str) -> None:
    """Gives a name and takes a seat."""
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your name").press("Enter")
    settled(page)
    page.get_by_role("button", name=f"Join as {role}").click()
    page.get_by_role("button", name=f"Leave as {role}").wait_for(timeout=LONG)
    settled(page)


def decided(page: Page, decision: str, note: str = "") -> None:
    """Decides on the body under review."""
    page.get_by_label("Decision on").first.get_by_text(decision, exact=True).click()
    page.get_by_label("Note on").first.fill(note)
    page.get_by_role("button", name="Save decision on").first.click()
    settled(page)


def test_bodies_are_compared(browser: Browser, here: str) -> None:
    page = opened(browser, f"{here}/compare?q=DVPO&body=fernmoor&body=hollowmere")
    said = ended(page)
    assert page.locator(".is-body h3").all_inner_texts() == ["Fernmoor Police", "Hollowmere Constabulary"]
    assert "Nothing found" in said or "Mentioned" in said or "Concern" in said
    page.goto(f"{here}/compare?q=DVPO&body=fernmoor")
    said = ended(page)
    assert "not directly comparable" in said
    assert page.locator(".is-matrix thead th").count() == 4  # two rounds, a joint one, the areas
    page.context.close()


def test_many_questions_are_one_workbook(browser: Browser, here: str) -> None:
    page = opened(browser, f"{here}/questions")
    ended(page)
    page.get_by_label("Questions", exact=True).fill("forces with DVPO concerns\nslow answering of 999 calls")
    page.get_by_label("Questions", exact=True).press("Control+Enter")
    page.get_by_role("button", name="Answer all").click()
    page.get_by_text("Verdicts by body and question").wait_for(timeout=LONG)
    book = openpyxl.load_workbook(io.BytesIO(downloaded(page, "Download all answers as Excel")))
    assert [row[0].value for row in book["Questions"].iter_rows(min_row=2)] == [QUESTION, "slow answering of 999 calls"]
    table = page.locator(".is-matrix").inner_text()
    colleague = opened(browser, page.url)  # the address is the questions
    colleague.get_by_text("Verdicts by body and question").wait_for(timeout=LONG)
    assert colleague.locator(".is-matrix").inner_text() == table
    assert colleague.get_by_label("Questions", exact=True).input_value() == f"{QUESTION}\nslow answering of 999 calls"
    page.get_by_role("link", name="Reports").click()
    ended(page)
    page.get_by_role("link", name="Many questions").click()
    page.get_by_text("Verdicts by body and question").wait_for(timeout=LONG)
    assert page.locator(".is-matrix").inner_text() == table
    colleague.context.close()
    page.context.close()


def test_nothing_found_and_no_report_are_said(browser: Browser, here: str) -> None:
    page = opened(browser, f"{here}/?q=underwater+basket+weaving+competitions")
    assert answered(page) == []
    assert "Nothing clear enough to list" in page.locator("body").inner_text()
    assert "Nothing found. Closest passage:" in page.locator("#list").inner_text()
    page.goto(f"{here}/?q=Larkenshire+Police+stop+and+search")
    assert answered(page) == []
    page.locator("#group-missing summary").click()
    assert page.locator("#group-missing li").all_inner_texts() == ["Larkenshire Police"]
    page.context.close()


def test_a_damaged_index_is_a_sentence(
    browser: Browser, serve: Callable[[Path], str], hashing: Path, tmp_path: Path
) -> None:
    shutil.copytree(hashing / "index", tmp_path / "index")
    for file in (tmp_path / "index").glob("*/reports.db"):
        file.write_bytes(file.read_bytes()[:-4096])
    page = opened(browser, serve(tmp_path / "index") + ASKED)
    said = ended(page)
    assert "The index is damaged" in said
    assert "make build" in said
    assert "Traceback" not in said
    page.context.close()
