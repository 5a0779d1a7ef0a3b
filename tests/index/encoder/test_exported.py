"""A model that runs without torch: the same vectors, kept once, made anew where they are damaged."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.paths import PROJECT
from index.encoder import DEFAULT_MODEL, ModelEncoder, kept
from index.encoder.exported import Exported
from index.encoder.kept import IMPOSSIBLE, UNUSED
from index.encoder.library import Library
from index.encoder.model_files import folder_of

TEXTS = [
    "Officers use orders well.",
    "",
    "The council does not always visit children on time. Reviews are late, and nobody asks why.",
    "Supervision is weak. " * 120,  # longer than the model reads
]
SPANS = [[(0, 25)], [], [(0, 51), (52, 90)], [(0, 20), (2_500, 2_519)]]


@pytest.fixture(scope="module")
def exported() -> ModelEncoder:
    return ModelEncoder()


@pytest.mark.model
def test_an_exported_model_gives_the_vectors_and_sides_of_its_library(exported: ModelEncoder) -> None:
    library = ModelEncoder(exported=False)
    assert isinstance(exported.load(), Exported)
    assert isinstance(library.load(), Library)
    assert exported.version == library.version
    assert np.abs(exported.queries(TEXTS) - library.queries(TEXTS)).max() < 1e-5
    by_text = [{i: batch for batch in model.passages(TEXTS, SPANS) for i in batch.indices} for model in (exported, library)]  # fmt: skip
    for i, spans in enumerate(SPANS):
        ours, theirs = (batches[i] for batches in by_text)
        own, other = ours.indices.index(i), theirs.indices.index(i)
        assert np.abs(ours.whole[own] - theirs.whole[other]).max() < 1e-5
        assert ours.parts[own].shape == theirs.parts[other].shape == (len(spans), 384)
        if spans:
            assert np.abs(ours.parts[own] - theirs.parts[other]).max() < 1e-5
            assert np.abs(ours.sides[own] - theirs.sides[other]).max() < 1e-4


@pytest.mark.model
def test_what_a_batch_holds_changes_a_vector_by_rounding_only(exported: ModelEncoder) -> None:
    alone = np.concatenate([exported.queries([text]) for text in TEXTS])
    assert np.abs(exported.queries(TEXTS) - alone).max() < 1e-5
    assert exported.queries([]).shape == (0, 384)


@pytest.mark.model
def test_a_question_loads_no_torch(exported: ModelEncoder) -> None:
    exported.load()  # so that it is there
    code = (
        "import sys; from index.encoder import encoder; print(encoder().queries(['late visits']).shape, "
        "[m for m in ('torch', 'sentence_transformers', 'sklearn') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "(1, 384) []", done.stderr


# Keeping, with an export that is made up: only whether it is made is looked at here ---------------------------------


class Exporting:
    """Stands for the process that exports; counts how often it was asked, and ends as it is told."""

    def __init__(self, *codes: int) -> None:
        self.codes, self.asked = list(codes), 0

    def __call__(self, name: str, adapter: Path | None, file: Path, eight: bool) -> int:
        self.asked += 1
        code = self.codes.pop(0) if self.codes else 0
        file.write_bytes(b"" if code else b"an exported model, so to say")
        return code


def read(self: Exported, model: Path, vocabulary: Path, alone: bool = False) -> None:
    self.read = model.read_bytes()  # type: ignore[attr-defined]


Asks = Callable[[], Exported | None]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "tokenizer.json").write_text("{}")
    return folder


@pytest.fixture
def ask(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asks:
    monkeypatch.setenv(kept.VARIABLE, str(tmp_path / "kept"))
    monkeypatch.setattr(Exported, "__init__", read)
    return lambda: kept.runtime(str(model), "1", None)


def exporting(monkeypatch: pytest.MonkeyPatch, *codes: int) -> Exporting:
    made = Exporting(*codes)
    monkeypatch.setattr(kept, "_export", made)
    return made


def test_a_model_is_exported_once_and_another_version_of_it_again(
    ask: Asks, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = exporting(monkeypatch)
    assert ask()
    assert ask()
    assert made.asked == 1
    assert kept.runtime(str(model), "2", None)
    assert made.asked == 2
    assert sorted({path.suffix for path in kept.folder_of_models().iterdir()}) == [".onnx", ".sha256"]


@pytest.mark.parametrize("damage", ["cut short", "changed", "no digest"])
def test_a_damaged_file_is_made_anew(damage: str, ask: Asks, monkeypatch: pytest.MonkeyPatch) -> None:
    made = exporting(monkeypatch)
    ask()
    [file] = kept.folder_of_models().glob("*.onnx")
    whole = file.read_bytes()
    if damage == "no digest":
        file.with_suffix(".sha256").unlink()
    else:
        file.write_bytes(whole[:5] if damage == "cut short" else whole[::-1])
    found = ask()
    assert made.asked == 2
    assert file.read_bytes() == whole == found.read  # type: ignore[union-attr]


def test_a_model_that_cannot_be_exported_is_tried_once(ask: Asks, monkeypatch: pytest.MonkeyPatch) -> None:
    made = exporting(monkeypatch, IMPOSSIBLE)
    assert ask() is None
    assert ask() is None
    assert made.asked == 1


def test_an_export_that_was_ended_is_tried_again(ask: Asks, monkeypatch: pytest.MonkeyPatch) -> None:
    made = exporting(monkeypatch, -9)
    assert ask() is None
    assert ask()
    assert made.asked == 2


def test_where_nothing_can_be_kept_the_model_is_exported_for_this_process(
    ask: Asks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "kept").write_text("a file where a folder should be")
    made = exporting(monkeypatch)
    assert ask()
    assert made.asked == 1
    assert "cannot be kept" in caplog.text


def test_what_nobody_opened_for_long_goes(ask: Asks, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exporting(monkeypatch)
    ask()
    [old] = kept.folder_of_models().glob("*.onnx")
    os.utime(old, (0, old.stat().st_mtime - UNUSED - 60))
    kept.runtime(str(model), "2", None)
    assert not old.exists()
    assert len(list(kept.folder_of_models().iterdir())) == 2


def test_a_model_without_a_tokenizer_of_its_own_is_run_by_its_library(
    ask: Asks, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = exporting(monkeypatch)
    (model / "tokenizer.json").unlink()
    assert ask() is None
    assert made.asked == 0


def test_a_file_that_somebody_else_keeps_is_used_as_it_is(ask: Asks, monkeypatch: pytest.MonkeyPatch) -> None:
    made = exporting(monkeypatch)
    ask()

    def refused(path: Path) -> None:
        raise PermissionError(f"{path} belongs to another user")

    monkeypatch.setattr(Path, "touch", refused)
    assert ask()
    assert made.asked == 1


def test_a_file_that_cannot_be_run_leaves_the_model_to_its_library(
    ask: Asks, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    exporting(monkeypatch)

    def fails(self: Exported, model: Path, vocabulary: Path, alone: bool) -> None:
        raise RuntimeError("an operator that this machine lacks")

    monkeypatch.setattr(Exported, "__init__", fails)
    assert ask() is None
    assert "an operator that this machine lacks" in caplog.text


# Models of other kinds -----------------------------------------------------------------------------------------------


@pytest.fixture
def other(tmp_path: Path) -> Callable[[str, dict[str, object]], Path]:
    """The default model in a folder, with one of its files changed."""

    def made(file: str, changes: dict[str, object]) -> Path:
        given = folder_of(DEFAULT_MODEL)
        assert given
        folder = tmp_path / "model"
        shutil.copytree(given, folder)
        told = json.loads((folder / file).read_text(encoding="utf-8"))
        (folder / file).write_text(json.dumps(told | changes), encoding="utf-8")
        return folder

    return made


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "changes", "kind"),
    [
        ("sentence_bert_config.json", {"max_seq_length": 32}, Exported),  # reads less of a text
        ("1_Pooling/config.json", {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}, Library),
        ("config_sentence_transformers.json", {"prompts": {"query": "query: ", "document": ""}}, Library),
    ],
)
def test_another_model_is_exported_only_where_it_gives_the_same_vectors(
    file: str,
    changes: dict[str, object],
    kind: type,
    other: Callable[[str, dict[str, object]], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(kept.VARIABLE, str(tmp_path / "kept"))
    folder = str(other(file, changes))
    model = ModelEncoder(folder)
    assert type(model.load()) is kind
    assert np.abs(model.queries(TEXTS) - ModelEncoder(folder, exported=False).queries(TEXTS)).max() < 1e-5
