"""Files sent to the page: the good ones are built in, the others are named with their reasons, whatever was in them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.samples import CHILDRENS_SERVICES
from tests.ui.stub_search import Searcher
from ui.html import tables
from ui.parts import adding
from ui.state import engine

GOOD = min(CHILDRENS_SERVICES.glob("*.pdf"))
BAD = {
    "broken.pdf": b"%PDF-1.7 and then nothing",
    "empty.txt": b"",
    "error.html": b"<title>404</title><h1>Page not found</h1>",
}
PAGE = "from ui.pages import reports\nreports.page()"


@pytest.fixture
def sent(tmp_path: Path) -> list[adding.Checked]:
    """A report among files that are none, as the page reads them."""
    shutil.copy(GOOD, tmp_path / "good.pdf")
    for name, content in BAD.items():
        (tmp_path / name).write_bytes(content)
    return [adding._read(path) for path in sorted(tmp_path.iterdir())]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """A page over a stub; the files that a build is started with."""
    files: list[Path] = []

    def start(_: adding.Build, given: Sequence[Path]) -> bool:
        files.extend(given)
        return True

    st.cache_resource.clear()
    monkeypatch.setattr(engine, "open_searcher", Searcher)
    monkeypatch.setattr(adding.Build, "start", start)
    yield files
    st.cache_resource.clear()


def page(*files: tuple[str, bytes]) -> AppTest:
    test = AppTest.from_string(PAGE, default_timeout=60).run()
    test.file_uploader[0].set_value([(name, content, "application/octet-stream") for name, content in files])
    return test.run()


def html(test: AppTest) -> str:
    return "\n".join(each.proto.body for each in test.get("html"))


def test_a_refused_file_is_named_with_its_reason_beside_the_good_ones(sent: list[adding.Checked]) -> None:
    assert [each.path.name for each in sent if each.read] == ["good.pdf"]
    table = tables.table("As they were read", adding.HEADINGS, [each.row() for each in sent])
    assert table.count("<tr>") == len(sent) + 1
    assert table.count("not added: it ") == 3
    assert "Traceback" not in table


def test_of_a_mixture_the_good_files_are_built_and_the_others_named(started: list[Path]) -> None:
    test = page(("a good one.pdf", GOOD.read_bytes()), *BAD.items())
    assert not test.exception
    assert not test.error
    for name, reason in zip(
        BAD, ("it is a damaged or cut-off PDF", "it is empty", "it is a page that tells of an err"), strict=True
    ):
        row = next(row for row in html(test).split("<tr>") if name in row)
        assert row.count("<td>") == len(adding.HEADINGS)
        assert f"not added: {reason}" in row
    assert test.button(key="add").label == "Add 1 report"
    test.button(key="add").click().run()
    assert [each.name for each in started] == ["a good one.pdf"]
    assert [each.read_bytes() for each in started] == [GOOD.read_bytes()]


def test_a_file_that_cannot_be_kept_is_named_and_the_others_are_built(
    started: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == "second.pdf":
            raise OSError(28, "No space left on device")
        return keep(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    test = page(("first.pdf", GOOD.read_bytes()), ("second.pdf", GOOD.read_bytes()))
    assert not test.error
    assert "not added: it could not be kept for reading (No space left on device)" in html(test)
    assert test.button(key="add").label == "Add 1 report"


# Whatever a browser, or what speaks as one, sends as the name of a file.
@pytest.mark.parametrize(
    ("sent_as", "name"),
    [
        ("report.pdf", "report.pdf"),
        ("C:\\papers\\report.pdf", "report.pdf"),
        ("../../etc/report.pdf", "report.pdf"),
        (".report.pdf", "report.pdf"),  # what is hidden is not looked at by a build
        ("..", "report"),
        ("", "report"),
        ("a\nb.pdf", "a-b.pdf"),
        ("St. Somewhere 2023.pdf", "St. Somewhere 2023.pdf"),
        ("é" * 200 + ".pdf", "é" * 60 + ".pdf"),
        ("x" * 300, "x" * 120),
    ],
)
def test_a_file_has_a_name_that_every_disk_takes(sent_as: str, name: str) -> None:
    assert adding.file_name(sent_as) == name


def test_how_a_build_ended_is_said_file_by_file(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [
        "a.pdf added as a.pdf",
        "b.pdf is empty; download it again",
        "Reading reports: 100%|███| 2/2",
        "Reports in: 1",
    ]
    monkeypatch.setattr(adding.Build, "lines", lambda _: said)
    test = AppTest.from_string("from ui.parts import adding\nadding._progress()", default_timeout=20)
    test.session_state["built"] = 1
    test.run()
    assert html(test).count("<li>") == 3
    assert "<li>b.pdf is empty; download it again</li>" in html(test)
    assert test.success[0].value == "The new index is in use."
