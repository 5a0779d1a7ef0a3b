"""The pictures of the tour in the README, made from the running page over the samples: `python -m docs.pictures`."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from PIL import Image
from playwright.sync_api import sync_playwright

from benchmarks.page import chromium, server
from corpus.families.texts import first_examples
from ingest.build.inputs import SAMPLES

FOLDER = Path(__file__).parent
SIZE, TALL = {"width": 1100, "height": 760}, {"width": 1100, "height": 1120}
COLOURS = 96  # of a picture; enough for text, and a third of the size
ASKED = f"/?q={quote_plus(first_examples(1)[0])}"


def taken(page: Any, name: str) -> None:
    """What the page shows, as a small PNG."""
    page.locator(".is-footer").wait_for(timeout=120_000)
    page.wait_for_timeout(1500)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
    picture.save(FOLDER / f"{name}.png", optimize=True)


def main() -> int:
    """Build an index of the samples, serve it, and walk through the page."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "ingest", "build", *map(str, SAMPLES), "--index", folder], check=True)
        with server(Path(folder)) as address, sync_playwright() as playwright:
            browser = chromium(playwright)
            page = browser.new_context(viewport=SIZE, color_scheme="light").new_page()
            page.goto(address + ASKED)
            page.locator(".is-listed").first.wait_for(timeout=120_000)
            page.set_viewport_size(TALL)
            taken(page, "list")
            page.set_viewport_size(SIZE)
            with page.context.expect_page() as waiting:
                page.locator(".is-listed .is-where a").first.click()
            waiting.value.get_by_role("img", name="with the quotation marked").wait_for(timeout=120_000)
            taken(waiting.value, "evidence")
            for name, view in (("grades", "areas"), ("review", "review")):
                page.goto(f"{address}{ASKED}&view={view}")
                page.get_by_role("radiogroup", name="View", exact=True).wait_for(timeout=120_000)
                page.get_by_role("radiogroup", name="View", exact=True).scroll_into_view_if_needed()
                page.evaluate("document.querySelector('[data-testid=stMain]').scrollBy(0, 420)")
                taken(page, name)
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
