"""Reports of one's own, sent from the browser: the good one is built in and answers, the bad ones are named with their reasons."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import serving
from tests.browser.test_journey import LONG, ask, opened, settled
from tests.ui.test_adding import BAD, GOOD

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_a_refused_file_among_good_ones(
    browser: Browser, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(samples, tmp_path / "index")
    monkeypatch.setenv("INSPECTION_REPORTS", str(tmp_path / "reports"))
    files = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": held} for name, held in BAD.items() if held
    ]
    files.append({"name": GOOD.name, "mimeType": "application/pdf", "buffer": GOOD.read_bytes()})
    with serving(tmp_path / "index") as address:
        page = opened(browser, f"{address}/reports")
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(files)  # type: ignore[arg-type]
        page.get_by_text("As they were read").wait_for(timeout=LONG)
        rows = page.locator(".is-table", has_text="not added").locator("tbody tr").all_inner_texts()
        assert sorted(row.split("\t")[0] for row in rows if "not added: it " in row) == sorted(set(BAD) - {"empty.txt"})
        assert len(rows) == len(files)
        page.get_by_role("button", name="Add 1 report").click()
        page.get_by_text("The new index is in use.").wait_for(timeout=LONG)
        settled(page)
        assert [path.name for path in (tmp_path / "reports").rglob("*.pdf")] == [GOOD.name]
        page.goto(address)
        ask(page, "what is said about care leavers")
        assert page.locator("#list .is-row th").count() == 1  # the one report that is no sample
        page.context.close()
