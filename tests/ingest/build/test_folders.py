"""Which files of a folder are looked at, and that the others are counted and named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpus.bodies import Bodies
from index.encoder import HashingEncoder
from ingest.build import inputs, pipeline
from ingest.build.folders import find, overlooked
from ingest.read import lines, worker
from ingest.read.lines import Raw
from tests import samples

TEXT = b"PEEL 2023-25 and what it found of the force. " * 20


def write(folder: Path, *names: str, data: bytes = TEXT) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def names(paths: list[Path], root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in paths]


def test_reports_are_found_by_their_ending_or_without_one_by_what_they_hold(tmp_path: Path) -> None:
    write(
        tmp_path,
        "a.pdf",
        "b.TXT",
        "c.html",
        "d.htm",
        "e.mhtml",
        "f.mht",
        "g.docx",
        "no ending",
        "Force 2023.25",
        "St. Somewhere",
    )
    write(tmp_path, "short", data=b"Too short")
    write(tmp_path, "bytes", data=b"\0\1 " * 500)
    write(tmp_path, "INVENTED", "LICENSE", "README", "bodies.csv", "x.xlsx", ".hidden.pdf", ".folder/y.pdf")
    assert names(find([tmp_path]), tmp_path) == [
        "Force 2023.25", "St. Somewhere", "a.pdf", "b.TXT", "c.html", "d.htm", "e.mhtml", "f.mht", "g.docx", "no ending"
    ]  # fmt: skip


def test_files_that_are_not_looked_at_are_counted_and_named(tmp_path: Path) -> None:
    write(tmp_path, "a.pdf", "bodies.csv", "manifest.csv", "INVENTED")
    assert overlooked([tmp_path]) is None
    write(tmp_path, "one.xlsx", "sub/two.xlsx", "three.jpg")
    assert overlooked([tmp_path]) == (
        "Not looked at: 3 files (2 × .xlsx, 1 × .jpg): one.xlsx, two.xlsx, three.jpg; reports are read from "
        f"{', '.join(lines.SUFFIXES)}."
    )
    write(tmp_path, *(f"more{i}.png" for i in range(9)))
    told = overlooked([tmp_path])
    assert told is not None
    assert told.startswith("Not looked at: 12 files (9 × .png, 2 × .xlsx, 1 × .jpg): ")
    assert " and 7 more; " in told


def test_the_end_of_a_build_says_what_was_not_looked_at(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    write(reports, "table.xlsx")
    write(reports, "fernmoor", data=(samples.PEEL / "fernmoor-2021-22.pdf").read_bytes())
    write(reports, "bodies.csv", data=(samples.PEEL / "bodies.csv").read_bytes())
    built = pipeline.build([reports], tmp_path / "index", HashingEncoder())
    assert [report.file for report in built.reports] == ["fernmoor"]
    assert [note for note in built.notes if note.startswith("Not looked at: 1 file (1 × .xlsx): table.xlsx")]


def test_folders_that_are_links_are_gone_into_once(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    write(root, "a.pdf", "sub/b.pdf")
    write(elsewhere, "c.pdf", "deep/d.pdf")
    (root / "again").symlink_to(root)
    (root / "0sub").symlink_to(root / "sub")  # sorts before the folder itself
    (root / "linked").symlink_to(elsewhere)
    (root / "other way").symlink_to(elsewhere)
    (elsewhere / "back").symlink_to(root)
    found = find([root])
    assert names(found, root) == ["a.pdf", "linked/c.pdf", "linked/deep/d.pdf", "sub/b.pdf"]
    assert [inputs.relative(path, root) for path in found] == names(found, root)


@pytest.mark.parametrize("reason", [lines.SLOW, lines.CRASHED, f"{lines.UNOPENED} (Permission denied); check the file"])
def test_a_file_refused_for_the_moment_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    reports, index = tmp_path / "reports", tmp_path / "index"
    write(reports, "bodies.csv", data=(samples.PEEL / "bodies.csv").read_bytes())
    for name in ("fernmoor-2021-22.pdf", "quillhaven-2023-25.pdf"):
        write(reports, name, data=(samples.PEEL / name).read_bytes())
    real = worker.done_all

    def failing(
        tasks: Sequence[tuple[Path | Raw, str, str | None]], bodies: Bodies, workers: int
    ) -> Iterator[worker.Done]:
        for (_task, name, *_), outcome in zip(tasks, real(tasks, bodies, workers), strict=True):
            yield (None, reason) if name.startswith("quill") else outcome

    monkeypatch.setattr(worker, "done_all", failing)
    first = pipeline.build([reports], index, HashingEncoder())
    assert first.refused == (("quillhaven-2023-25.pdf", reason),)
    monkeypatch.setattr(worker, "done_all", real)
    second = pipeline.build([reports], index, HashingEncoder())
    assert second.new
    assert (len(second.reports), second.refused) == (2, ())
    assert not pipeline.build([reports], index, HashingEncoder()).new
