"""Reports and vectors in, the folders of a generation's parts out: each body is in one, and only what changed is written.

A body goes to a part by a hash of its key, so it stays there whatever else is added, and all reports on it are together.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.lexicon import Entry
from corpus.records import Body, Report
from index.errors import IndexUnusable
from index.search import mapping
from index.storage import columns, database, vectors, words
from index.storage.generations import newest, part_name
from ingest.build.encode import Embedded
from ingest.build.stage_names import digest_of


@dataclass(frozen=True, slots=True)
class Common:
    """What every part of a generation has: the register of bodies, the acronyms, and what is told of the build."""

    bodies: tuple[Body, ...]
    acronyms: tuple[Entry, ...]
    meta: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Share:
    """What one part holds, the reports in the order of their files and bodies; the first part tells what was refused, too."""

    stored: tuple[database.Stored, ...]
    passages: vectors.Vectors
    sentences: vectors.Vectors
    refused: tuple[tuple[str, str], ...] = ()

    def digest(self, common: Common) -> str:
        """Of everything that is written."""
        found = hashlib.sha256(digest_of((common, self.stored, self.refused)).encode())
        for rows in (self.passages, self.sentences):
            found.update(np.ascontiguousarray(rows).data)
        return found.hexdigest()


def part_of(report: Report, parts: int) -> int:
    """The number of the part that a report belongs in."""
    key = report.body or report.body_name or report.file
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") % parts


def shares(
    stored: Sequence[database.Stored], embedded: Embedded, refused: Sequence[tuple[str, str]], parts: int
) -> dict[str, Share]:
    """What belongs in each part by its name; parts that nothing belongs in are left out.

    The rows of `embedded` are in the order of `stored`.
    """
    passages = _ends(len(each.passages) for each in stored)
    sentences = _ends(sum(len(passage.sentences) for passage in each.passages) for each in stored)
    order = sorted(range(len(stored)), key=lambda i: (stored[i].report.file, stored[i].report.body_name or ""))
    found: dict[str, Share] = {}
    for number in range(parts):
        own = [i for i in order if part_of(stored[i].report, parts) == number]
        if own:
            found[part_name(number, parts)] = Share(
                tuple(stored[i] for i in own),
                np.concatenate([embedded.passages[passages[i] : passages[i + 1]] for i in own]),
                np.concatenate([embedded.sentences[sentences[i] : sentences[i + 1]] for i in own]),
                () if found else tuple(refused),
            )
    return found


def _ends(counts: Iterator[int]) -> list[int]:
    """Where each of several runs of rows begins, and where the last one ends."""
    return [0, *np.cumsum(list(counts)).tolist()]


def write(of: Mapping[str, Share], common: Common, folder: Path, index: Path) -> dict[str, str]:
    """Fill the folder of a generation of `index`; tells the digest of each part.

    A part that is as in the newest generation is linked rather than written, several are written at once.
    """
    digests = {name: share.digest(common) for name, share in of.items()}
    before = _before(index)
    changed = [name for name in of if digests[name] not in before or not _linked(before[digests[name]], folder / name)]
    if len(changed) < 2:
        for name in changed:
            _write(of[name], common, folder / name)
        return digests
    context = multiprocessing.get_context("spawn")  # this process has threads, which no copy of it can have
    with ProcessPoolExecutor(min(len(changed), os.cpu_count() or 1), mp_context=context) as pool:
        list(pool.map(_write, [of[name] for name in changed], [common] * len(changed), [folder / n for n in changed]))
    return digests


def _write(share: Share, common: Common, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    model = common.meta["model"]
    database.write(folder / database.FILE, common.bodies, share.stored, share.refused, common.meta, common.acronyms)
    for name, rows in (("passages", share.passages), ("sentences", share.sentences)):
        vectors.write(rows, folder / f"{name}.faiss")
        mapping.of_model(model, rows.shape[1]).keep_norms(rows, folder / f"{name}.faiss")
    texts = (s.text for each in share.stored for passage in each.passages for s in passage.sentences)
    words.write(texts, folder / "lexical")
    columns.write(folder / database.FILE, folder / columns.FOLDER)


def _before(index: Path) -> dict[str, Path]:
    """The parts of the newest generation by their digests; none where that is not divided."""
    try:
        served = newest(index)
    except IndexUnusable:
        return {}
    return {digest: served.folder / name for name, digest in served.manifest.get("parts", {}).items() if name}


def _linked(before: Path, folder: Path) -> bool:
    """Whether a part could be taken over as it is: the same files under another name, which no generation changes."""
    try:
        shutil.copytree(before, folder, copy_function=os.link, ignore=shutil.ignore_patterns("*.lock"))
    except (OSError, shutil.Error):
        shutil.rmtree(folder, ignore_errors=True)
        return False
    return True
