"""Folders in, the files in them that may be reports out, and those that are not looked at.

A folder that is a link is gone into once, however many ways lead there. What is hidden is left out.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.read.lines import SUFFIXES, printable

ENDING = re.compile(
    r"\.[a-z][a-z0-9]{0,5}", re.I
)  # of "report.pdf"; none of "Force 2023.25" or "An inspection of St. Somewhere"
BESIDE = (".csv", ".json")  # registers of bodies, manifests
# Files without an ending that folders of files often have; none is a report.
CUSTOMARY = re.compile(
    r"(?:invented|licen[cs]e|copying|readme|notice|authors|contributors|changelog|changes|makefile|dockerfile|todo)",
    re.I,
)
SHORTEST, OPENING = 400, 4096  # bytes: fewer are no report; what is looked at to tell what a file is
NAMED = 5  # files named in a sentence


def find(paths: Iterable[Path]) -> list[Path]:
    """Every file under the paths that may be a report, in order of name; a file named itself always may be."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update((file, None) for file in _files(path) if _may_be_report(file))
        elif path.is_file():
            found[path] = None
    return list(found)


def overlooked(paths: Iterable[Path]) -> str | None:
    """A sentence that counts and names the files under the paths that are not looked at; None where all are."""
    left = [file for path in paths if path.is_dir() for file in _files(path) if _is_unknown(file)]
    if not left:
        return None
    names = [printable(file.name) for file in left[:NAMED]]
    more = f" and {len(left) - NAMED} more" if len(left) > NAMED else ""
    endings = Counter(file.suffix.lower() if _ending(file) else "no ending" for file in left)
    kinds = ", ".join(f"{count} × {ending}" for ending, count in endings.most_common(NAMED))
    return (
        f"Not looked at: {len(left)} file{'s' * (len(left) > 1)} ({kinds}): {', '.join(names)}{more}; "
        f"reports are read from {', '.join(SUFFIXES)}."
    )


def _files(folder: Path) -> Iterator[Path]:
    """The plain files under a folder, sorted by their paths; folders that are links after those that are none."""
    seen: set[tuple[int, int]] = set()
    waiting, files = [folder], []
    while waiting:
        links: list[Path] = []
        for start in waiting:
            for where, folders, names in os.walk(start):
                here = os.stat(where)
                if (here.st_dev, here.st_ino) in seen:
                    folders.clear()
                    continue
                seen.add((here.st_dev, here.st_ino))
                shown = [Path(where, name) for name in folders if not name.startswith(".")]
                links += [each for each in shown if each.is_symlink()]
                folders[:] = [each.name for each in shown if not each.is_symlink()]
                files += [Path(where, name) for name in names if not name.startswith(".")]
        waiting = sorted(links)
    yield from (file for file in sorted(files) if file.is_file())


def _may_be_report(file: Path) -> bool:
    if file.suffix.lower() in SUFFIXES:
        return True
    return not _ending(file) and not CUSTOMARY.fullmatch(file.stem) and _reads_as_report(file)


def _is_unknown(file: Path) -> bool:
    return not _may_be_report(file) and file.suffix.lower() not in BESIDE and not CUSTOMARY.fullmatch(file.stem)


def _ending(file: Path) -> str:
    """The ending of a file's name, none where what stands after its last point is no ending."""
    return file.suffix if ENDING.fullmatch(file.suffix) else ""


def _reads_as_report(file: Path) -> bool:
    """Whether a file without an ending holds a PDF, a packed file or text of some length."""
    try:
        with file.open("rb") as opened:
            opening = opened.read(OPENING)
    except OSError:
        return True  # it is told that it cannot be opened
    if opening.startswith((b"%PDF-", b"PK\x03\x04")):
        return True
    return len(opening) >= SHORTEST and b"\0" not in opening and b" " in opening
