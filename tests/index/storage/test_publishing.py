"""What a reader sees while, and after, generations are built: nothing unfinished, nothing that was changed."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest

from corpus.paths import BUILT
from index.errors import IndexUnusable
from index.storage.generations import (
    FORMAT,
    MANIFEST,
    VARIABLE,
    generations,
    newest,
    publishing,
    root_folder,
)


def publish(root: Path, **files: str) -> Path:
    with publishing(root, {"model": "made", "reports": 2}) as folder:
        for name, text in files.items():
            path = folder / name.replace("__", "/")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
    return newest(root).folder


def test_the_manifest_tells_what_was_built_and_every_file_of_it(tmp_path: Path) -> None:
    folder = publish(tmp_path, part="one", words__meta="two")
    manifest = json.loads((folder / MANIFEST).read_text())
    assert manifest["files"] == {
        "part": hashlib.sha256(b"one").hexdigest(),
        "words/meta": hashlib.sha256(b"two").hexdigest(),
    }
    assert (manifest["format"], manifest["model"], manifest["reports"]) == (FORMAT, "made", 2)
    assert datetime.fromisoformat(manifest["built"]).utcoffset() is not None


def test_nothing_is_seen_of_a_generation_before_it_is_whole(tmp_path: Path) -> None:
    first = publish(tmp_path, part="one").name
    with publishing(tmp_path, {}) as folder:
        (folder / "part").write_text("two")
        assert generations(tmp_path) == [first]
        assert newest(tmp_path).name == first
    assert newest(tmp_path).name != first
    assert (newest(tmp_path).folder / "part").read_text() == "two"


def test_a_build_that_was_killed_is_no_generation(tmp_path: Path) -> None:
    """Its folder is left behind, complete but for the rename."""
    whole = publish(tmp_path, part="one")
    (tmp_path / ".building-left").mkdir()
    (tmp_path / ".building-left" / MANIFEST).write_text((whole / MANIFEST).read_text())
    assert generations(tmp_path) == [whole.name]
    assert newest(tmp_path).folder == whole


def test_generations_of_the_same_moment_are_in_order(tmp_path: Path) -> None:
    names = [publish(tmp_path, part=str(n)).name for n in range(3)]
    assert names == sorted(names) == generations(tmp_path)


def test_an_error_while_the_folder_is_settled_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = publish(tmp_path, part="one").name

    def full(_: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("index.storage.generations._settle", full)
    with pytest.raises(OSError, match="no space left"):
        publish(tmp_path, part="two")
    assert [path.name for path in tmp_path.iterdir()] == [first]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("part", "One", "The index is damaged (part of {} is not as it was built); build it again."),  # a letter
        ("words/meta", None, "The index is damaged (words/meta of {} is not as it was built); build it again."),
        (MANIFEST, None, "The index is damaged ({} has no readable manifest); build it again."),
        (MANIFEST, "[]", "The index is damaged ({} has no readable manifest); build it again."),
        (MANIFEST, '{"format": 1}', "The index is damaged ({} has no readable manifest); build it again."),
        (
            MANIFEST,
            '{"format": 0, "files": {}}',
            "The index was built by another version of this program; build it again.",
        ),
    ],
)
def test_damage_is_told_in_one_sentence(tmp_path: Path, name: str, text: str | None, says: str) -> None:
    folder = publish(tmp_path, part="one", words__meta="two")
    (folder / name).unlink() if text is None else (folder / name).write_text(text)
    with pytest.raises(IndexUnusable) as refused:
        newest(tmp_path)
    assert str(refused.value) == says.format(folder.name)


def test_an_older_generation_does_not_stand_in_for_a_damaged_one(tmp_path: Path) -> None:
    publish(tmp_path, part="one")
    (publish(tmp_path, part="two") / "part").unlink()
    with pytest.raises(IndexUnusable, match="damaged"):
        newest(tmp_path)


@pytest.mark.parametrize(
    ("given", "variable", "root"),
    [
        (Path("/given"), "/named", Path("/given")),
        (None, "/named", Path("/named")),
        (None, "", BUILT),
        (None, None, BUILT),
    ],
)
def test_where_generations_live(
    monkeypatch: pytest.MonkeyPatch, given: Path | None, variable: str | None, root: Path
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    if variable is not None:
        monkeypatch.setenv(VARIABLE, variable)
    assert root_folder(given) == root
