"""What a reader has of the page besides asking: links that lead to a card, titles, paper, names that are read aloud, whole tables."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from tests.browser.conftest import serving
from tests.browser.test_accessible import VIEWS, Q
from tests.browser.test_journey import LONG, QUESTION, answered, opened, settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IN_SIGHT = "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight - 100; }"


@pytest.fixture(scope="module")
def here(hashed: Path) -> Iterator[str]:
    with serving(hashed) as address:
        yield address


def test_a_link_to_a_body_leads_to_its_card_and_what_is_touched_then_stays(browser: Browser, here: str) -> None:
    page = opened(browser, f"{here}/?{Q}&view=cards", viewport={"width": 1280, "height": 700})
    answered(page)
    card = page.locator("article.is-body").last
    name = card.locator("h3").inner_text()
    assert not card.evaluate(IN_SIGHT)
    page.goto(f"{here}/{card.get_by_role('link', name='Link to this body').get_attribute('href')}")
    answered(page)
    opened_card = page.locator("article.is-opened")
    assert opened_card.locator("h3").inner_text() == name
    page.wait_for_function("document.activeElement?.classList.contains('is-opened')", timeout=LONG)
    assert opened_card.evaluate(IN_SIGHT)
    page.get_by_test_id("stMain").evaluate("m => m.scrollTo(0, 0)")
    page.get_by_text("side: concern").click()
    settled(page)
    assert page.get_by_test_id("stMain").evaluate("m => m.scrollTop") < 200
    page.context.close()


def test_a_tile_of_the_map_leads_to_the_card_of_its_body(browser: Browser, here: str) -> None:
    """With the keyboard alone; where tiles are narrow they show their sign and keep their name for screen readers."""
    page = opened(browser, here + VIEWS["map"], viewport={"width": 320, "height": 700})
    answered(page)
    tile = page.locator(".is-tiles a").first
    assert tile.locator(".is-label").is_visible()
    page.locator(".is-tiles").evaluate_all("all => all.forEach(each => each.style.setProperty('--columns', 16))")
    assert tile.locator(".is-sign").is_visible()
    assert not tile.locator(".is-label").is_visible()
    name, _ = tile.inner_text().strip().splitlines()[-1].split(": ", 1)
    tile.focus()
    page.keyboard.press("Enter")
    page.locator("article.is-opened").wait_for(timeout=LONG)
    assert page.locator("article.is-opened h3").inner_text() == name
    page.context.close()


def test_every_page_has_a_title_of_its_own(browser: Browser, here: str) -> None:
    page, titles = opened(browser, here), {}
    for name in ("start", "list", "evidence", "compare", "questions", "saved", "reports", "help"):
        page.goto(here + VIEWS[name])
        page.locator(".is-footer").wait_for(timeout=LONG)
        settled(page)
        titles[name] = page.title()
    page.context.close()
    assert len(set(titles.values())) == len(titles)
    assert titles["list"] == f"{QUESTION} · Search · Inspection Search"
    assert titles["compare"] == "Fernmoor Police, Hollowmere Constabulary: DVPO · Compare · Inspection Search"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_there_is_the_answer_alone_and_no_card_is_cut(browser: Browser, here: str, scheme: str) -> None:
    page = opened(browser, f"{here}/?{Q}&view=cards", color_scheme=scheme)
    answered(page)
    names = page.locator("article.is-body h3").all_inner_texts()
    page.emulate_media(media="print")
    for clicked in ("stSidebar", "stHeader", "stTextInput", "stButton", "stButtonGroup", "stPopover"):
        assert page.get_by_test_id(clicked).locator("visible=true").count() == 0, clicked
    assert page.locator("article.is-body").first.evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
    room = page.locator("article.is-body").first.evaluate("e => e.getBoundingClientRect().width / innerWidth")
    assert room > 0.95  # no column is left free beside the answer
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format="A5"))).pages]
    page.context.close()
    assert len(sheets) > 2
    assert f"Question: {QUESTION}" in sheets[0]
    for name in names:  # the card's foot is where its head is
        (sheet,) = (sheet for sheet in sheets if f"{name}\n" in sheet or f"{name} " in sheet)
        card = sheet.split(name, 1)[1]
        assert "page" in card, name
        assert "Clear filters" not in sheet


def test_no_accessible_name_has_a_mark_of_escape_in_it(browser: Browser, here: str) -> None:
    page = opened(browser, f"{here}/?{Q}&cycle=2023-25")
    answered(page)
    page.locator(".st-key-filters").get_by_role("button", name="Inspection cycle (1)", exact=True).click()
    page.get_by_role("checkbox", name="2023-25 (3)", exact=True).wait_for(timeout=LONG)
    assert page.get_by_role("checkbox", name="2023-25 (3)", exact=True).count() == 1
    assert "\\" not in page.locator("body").aria_snapshot()
    page.context.close()


@pytest.mark.parametrize("width", [1280, 800, 320])
@pytest.mark.parametrize("view", ["grades", "charts", "rounds"])
def test_no_heading_of_a_matrix_is_cut_off(browser: Browser, here: str, view: str, width: int) -> None:
    page = opened(browser, here + VIEWS[view], viewport={"width": width, "height": 900})
    page.locator(".is-matrix").first.wait_for(timeout=LONG)
    settled(page)
    assert page.locator(".is-matrix").evaluate_all("all => all.map(e => e.scrollWidth - e.clientWidth)") == [
        0 for _ in page.locator(".is-matrix").all()
    ]
    told = page.locator(".is-matrix").first.aria_snapshot()
    assert "table" in told  # however it is laid out
    assert "rowheader" in told
    page.context.close()
