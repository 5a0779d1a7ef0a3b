"""What several tests need: an index of the samples by the hashing encoder, and the judged data where they are at hand."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from index.encoder import HashingEncoder
from index.searcher import Searcher
from ingest.build import pipeline
from ingest.build.inputs import SAMPLES
from tests import samples
from tests.lacking import lacking

TRUTH: dict[str, Any] = json.loads((samples.TRUTH).read_text(encoding="utf-8"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew; its diff is the review")


@pytest.fixture(autouse=True)
def own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's tests put the page in the place of the main module, and processes started later would run it anew."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    return TRUTH


@pytest.fixture(scope="session")
def hashed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one generation of the samples, built with the hashing encoder."""
    folder = tmp_path_factory.mktemp("hashed")
    pipeline.build(SAMPLES, folder, HashingEncoder())
    return folder


@pytest.fixture(scope="session")
def searcher(hashed: Path) -> Searcher:
    return Searcher.open(hashed)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports and judgements; without it a test is skipped, under CI it fails."""
    folder = os.environ.get("INSPECTION_DATA")
    if folder is None:
        lacking("INSPECTION_DATA does not name a folder of real reports")
    return Path(folder)
