"""The sites, a folder to fetch into, and the clock."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.bodies import Bodies
from corpus.records import Report
from ingest.collect import files as taking
from ingest.read.report import attempt
from tests import samples
from tests.ingest.collect.site import Pages, serving
from tests.ingest.collect.visits import BODIES, DAYS, HTML, LISTING, PDF, PDFS, Time, landing
from tests.sample_pages import page_of


class Here:
    """Reads a file in this process: what a worker process is good for is tested where it is made."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies

    def read(self, path: Path, file: str) -> Report | str:
        return attempt(path, self._bodies, file)

    def end(self) -> None:
        """Nothing."""


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(taking, "Reader", Here)


@pytest.fixture
def pages() -> Iterator[Pages]:
    """The site with a listing of two pages and two reports, each as PDF and as web page."""
    with serving() as found:
        found.bodies[LISTING] = (
            f"<h1>Reports</h1><a href='{found.root}/about/'>About</a><a href='/publications/peel-assessment-2023-25-fernmoor/#top'>One"
            "</a><a rel='next' href='?page=2'>Next</a>".encode(),
            HTML,
        )
        second = "<a href='/publications/peel-assessment-2023-25-quillhaven/'>Two</a><a href='/peel-reports/fernmoor-2023-25/'>One</a>"
        found.bodies[f"{LISTING}?page=2"] = (second.encode(), HTML)
        for body in BODIES:
            found.bodies[landing(body)] = (
                f"<h1>PEEL 2023–25: {body}</h1><p>Published on {DAYS[body]}</p><a href='/uploads/{body}-summary.pdf'>Summary"
                f"</a><a href='/uploads/{body}.pdf'>Report</a><a href='/peel-reports/{body}-2023-25/'>Web page</a>".encode(),
                HTML,
            )
            found.bodies[f"/uploads/{body}.pdf"] = (PDFS[body], PDF)
            found.bodies[f"/peel-reports/{body}-2023-25/"] = (page_of(f"{body}-2023-25").encode(), HTML)
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for reports of forces that do not exist, with their register."""
    shutil.copy(samples.PEEL / "bodies.csv", tmp_path)
    return tmp_path / "peel"


@pytest.fixture
def time() -> Time:
    return Time()
