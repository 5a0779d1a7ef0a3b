"""A visitor who types no question: finds a topic while typing, asks about it, and looks at the answer in time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import serving
from tests.browser.test_journey import LONG, answered, opened, settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def here(hashed: Path) -> Iterator[str]:
    with serving(hashed) as address:
        yield address


def test_browse_find_ask_and_look_at_it_in_time(browser: Browser, here: str) -> None:
    page = opened(browser, here)
    page.get_by_role("link", name="browse topics").click(timeout=LONG)
    page.locator(".is-group").first.wait_for(timeout=LONG)
    page.get_by_label("Find a topic").press_sequentially("dvpo")  # and no Enter
    page.wait_for_url("**/topics?find=dvpo", timeout=LONG)
    settled(page)
    assert page.locator("th[scope=row]").all_inner_texts() == ["Domestic violence protection order\nDVPO"]
    page.get_by_role("link", name="Concerns about domestic violence protection order").click()
    answered(page)
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["q"] == ["forces with concerns about domestic violence protection order"]
    assert asked["family"] == ["peel"]
    bodies = page.locator(".is-answers .is-row th").all_text_contents()
    page.get_by_test_id("stMain").get_by_text("Timeline", exact=True).click()
    page.locator(".is-timeline").wait_for(timeout=LONG)
    page.locator("summary", has_text="in order of time").click()
    shown = page.get_by_role("region", name="Bodies by day").get_by_role("link")
    assert sorted(shown.all_inner_texts()) == sorted(bodies)
    shown.first.click()
    answered(page)
    assert page.locator("article.is-opened").count() == 1
    page.context.close()
