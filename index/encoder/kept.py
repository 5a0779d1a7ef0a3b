"""Exported models on disk: found by the name of what they were made from, checked, and made where there is none.

They are kept for the user, not beside an index: 90 MB that every index of the same model asks for. A file that is torn or
damaged is made anew; a folder that cannot be written costs the time of making it in every process, no more.
"""

from __future__ import annotations

import hashlib
import logging
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import platformdirs

from corpus.paths import PROJECT
from index.encoder.exported import Exported
from index.encoder.model_files import digest, folder_of
from index.encoder.tokenizer import file_of

VARIABLE = "INSPECTION_MODELS"
FORMAT = 1  # counted up when what is exported changes
UNUSED = 60 * 86400  # seconds after which a file that nobody opened goes
IMPOSSIBLE = 3  # the exit code of `export` for a model that trying again would not help
CANNOT = "This model cannot be exported."  # what stands in place of a model that would not give the same vectors
log = logging.getLogger(__name__)


def runtime(name: str, version: str, adapter: Path | None, eight: bool = False) -> Exported | None:
    """The exported model of an encoder's name, version and adapter, with weights of 8 bits where asked for; None where there can be none."""
    vocabulary = file_of(folder_of(name))
    if vocabulary is None:
        return None
    with tempfile.TemporaryDirectory(prefix="inspection-model-") as spare:
        for folder in (folder_of_models(), Path(spare)):
            try:
                file = _file(folder, name, version, adapter, eight)
            except OSError as error:
                log.warning("the exported model cannot be kept in %s (%s)", folder, error)
                continue
            return _opened(file, vocabulary, eight) if file else None
    return None


def _opened(file: Path, vocabulary: Path, eight: bool) -> Exported | None:
    try:
        return Exported(file, vocabulary, alone=eight)
    except Exception as error:  # the library raises many kinds; the model's own library runs it all the same
        log.warning("the exported model cannot be run: %s", error)
        return None


def folder_of_models() -> Path:
    """The folder that INSPECTION_MODELS names, else the one of the user's caches."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else platformdirs.user_cache_path("inspection-search") / "models"


def _file(folder: Path, name: str, version: str, adapter: Path | None, eight: bool) -> Path | None:
    """The file of a model, made where there is none that is whole; None for a model that cannot be exported."""
    key = hashlib.sha256(f"{FORMAT} {version}".encode()).hexdigest()[:24]
    file, told = folder / f"{key}.onnx", folder / f"{key}.sha256"
    if not _whole(file, told):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="making-") as making:
            made = Path(making) / file.name
            done = _export(name, adapter, made, eight)
            if done == IMPOSSIBLE:
                made.write_text(CANNOT)
            elif done:
                return None
            Path(making, told.name).write_text(digest(made))
            Path(making, told.name).replace(told)
            made.replace(file)
        _tidy(folder, file)
    with suppress(OSError):  # where somebody else keeps it for all
        file.touch()
    return None if file.stat().st_size == len(CANNOT) else file


def _whole(file: Path, told: Path) -> bool:
    return file.is_file() and told.is_file() and told.read_text() == digest(file)


def _export(name: str, adapter: Path | None, file: Path, eight: bool) -> int:
    """Make a file by a process of its own, so that torch leaves with it; its exit code."""
    log.info("preparing the model “%s”, once", name)
    done = subprocess.run(
        [sys.executable, "-m", "index.encoder.export", name, str(adapter or ""), str(file), "8" if eight else ""],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(PROJECT), *filter(None, sys.path)])},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        log.warning("the model “%s” is run by its library: %s", name, done.stderr.strip().rpartition("\n")[2])
    return done.returncode


def _tidy(folder: Path, used: Path) -> None:
    """Take away what nobody opened for long."""
    for file in folder.glob("*.onnx"):
        if file != used and time.time() - file.stat().st_mtime > UNUSED:
            file.unlink(missing_ok=True)
            file.with_suffix(".sha256").unlink(missing_ok=True)
