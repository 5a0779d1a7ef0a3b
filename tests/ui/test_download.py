"""Downloads of the page: what goes wrong while a file is made is told beside the buttons."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from index.errors import IndexUnusable
from ui.parts import download

WHY = "A quotation from a.pdf differs from its stored page; build the index again."


@pytest.mark.parametrize(("error", "told"), [(IndexUnusable(WHY), WHY), (MemoryError(), download.UNTOLD)])
def test_what_goes_wrong_is_noted_raised_and_forgotten_when_it_works_again(error: Exception, told: str) -> None:
    failed: download.Failures = {}

    def fails() -> bytes:
        raise error

    with pytest.raises(type(error)):
        download.made(failed, "Download as Word", fails)
    assert failed == {"Download as Word": told}
    assert download.made(failed, "Download as Word", lambda: b"made") == b"made"
    assert failed == {}


def test_the_page_says_what_could_not_be_made() -> None:
    def page() -> None:
        from ui.parts import download

        download.told({"Download as Word": "*The* index is damaged."})

    shown = AppTest.from_function(page).run()
    assert not shown.exception
    assert [error.value.replace("\u2217", "*") for error in shown.error] == [
        "Download as Word: *The* index is damaged."
    ]
