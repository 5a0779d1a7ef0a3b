"""What tests of the page share: a page over the stub of a searcher."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from tests.ui.stub_search import Searcher
from ui.state import engine


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A stub of its own for a test, and a file of saved searches of its own."""
    st.cache_resource.clear()
    monkeypatch.setenv("INSPECTION_SAVED", str(tmp_path / "saved.db"))
    monkeypatch.setattr(engine, "open_searcher", Searcher)
    monkeypatch.setattr(engine, "HEAD_START", 0.0)
    yield
    st.cache_resource.clear()
