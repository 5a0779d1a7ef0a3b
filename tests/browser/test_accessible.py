"""Every view in light and dark, checked by axe-core; no serious or critical finding. No view needs sideways scrolling."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import serving
from tests.browser.test_journey import LONG, settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Q = "q=forces+with+DVPO+concerns"
VIEWS = {
    "start": "/", "list": f"/?{Q}&open=fernmoor", "cards": f"/?{Q}&view=cards&open=fernmoor", "passages": f"/?{Q}&view=passages", "grades": f"/?{Q}&view=areas",
    "charts": f"/?{Q}&view=charts", "map": f"/?{Q}&view=map", "timeline": f"/?{Q}&view=timeline", "topics": "/topics", "review": f"/?{Q}&view=review", "evidence": "/evidence?file=peel/fernmoor-2023-25.pdf&at=10.0.20",
    "compare": "/compare?q=DVPO&body=fernmoor&body=hollowmere", "rounds": "/compare?q=DVPO&body=fernmoor",
    "questions": "/questions", "saved": "/saved", "findings": "/findings?region=Upper+Reach",
    "bodies": "/body", "body": "/body?key=fernmoor", "unknown body": "/body?key=fernmor", "reports": "/reports", "help": "/about",
}  # fmt: skip
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="module")
def here(hashed: Path) -> Iterator[str]:
    with serving(hashed) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, here: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1600, "height": 1000})  # type: ignore[arg-type]
    page, found = context.new_page(), []
    for name, address in VIEWS.items():
        page.goto(here + address)
        page.locator(".is-footer").wait_for(timeout=LONG)
        settled(page)
        for violation in Axe().run(page, options=RULES).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                found += [
                    (name, violation["id"], node["html"][:200], node.get("failureSummary"))
                    for node in violation["nodes"]
                ]
    context.close()
    assert found == []


def test_no_view_needs_sideways_scrolling(browser: Browser, here: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    found: dict[str, int] = {}
    for name, address in VIEWS.items():
        page.goto(here + address)
        page.locator(".is-footer").wait_for(timeout=LONG)
        settled(page)
        found[name] = page.get_by_test_id("stMain").evaluate("m => m.scrollWidth - m.clientWidth")
    context.close()
    assert {name: excess for name, excess in found.items() if excess > 0} == {}
