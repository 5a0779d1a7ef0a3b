"""Files sent to the page: each has a row of the table of what was read, whatever was in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.samples import CHILDRENS_SERVICES
from ui.html import tables
from ui.parts import adding

GOOD = min(CHILDRENS_SERVICES.glob("*.pdf"))


@pytest.fixture
def sent(tmp_path: Path) -> list[adding.Checked]:
    """A report among files that are none, as the page reads them."""
    shutil.copy(GOOD, tmp_path / "good.pdf")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "error.html").write_text("<title>404</title><h1>Page not found</h1>", encoding="utf-8")
    return [adding._read(path) for path in sorted(tmp_path.iterdir())]


def test_a_refused_file_is_named_with_its_reason_beside_the_good_ones(sent: list[adding.Checked]) -> None:
    assert [each.path.name for each in sent if each.read] == ["good.pdf"]
    table = tables.table("As they were read", adding.HEADINGS, [each.row() for each in sent])
    assert table.count("<tr>") == len(sent) + 1
    assert table.count("not added: it ") == 3
    assert "Traceback" not in table
