"""What a build is made from, without building: the files by their content, their origins, and what would read them.

Says in a moment whether the index is as a build would make it; so nothing here imports a model or a reader of files.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from corpus import paths
from corpus.bodies import Bodies, register_for
from corpus.families.registry import FAMILIES
from corpus.records import Report
from index.encoder import Encoder
from index.errors import IndexUnusable
from index.storage.generations import Generation, newest, root_folder
from ingest import manifest as origins
from ingest.build import manifest_csv
from ingest.build.folders import find as find
from ingest.build.folders import overlooked
from ingest.build.manifest_csv import Given
from ingest.build.stage_names import digest_of, stage
from ingest.read.lines import SUFFIXES, for_the_moment, printable

SAMPLES = tuple(sorted(family.sample for family in FAMILIES))  # the invented reports that the project brings
LIBRARIES = (
    *("pypdfium2", "pypdf", "beautifulsoup4", "mammoth", "symspellpy", "langchain-text-splitters", "scikit-learn"),
    *("faiss-cpu", "tantivy"),
)


@dataclass(frozen=True, slots=True)
class File:
    """One file: where it is, its name in the index, its content's hash ("" where it cannot be read), where it is from, and
    what is given of it beside it."""

    path: Path
    name: str
    sha256: str
    origin: origins.Row | None = None
    given: Given = field(default_factory=Given)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a build with the register of bodies they are read with; `digest` changes when any result would.

    `notes` tell of manifests that cannot be read.
    """

    paths: tuple[Path, ...]
    root: Path
    files: tuple[File, ...]
    bodies: Bodies
    digest: str
    notes: tuple[str, ...] = ()

    @property
    def invented(self) -> bool:
        """Whether the reports are samples that say of themselves that they are invented."""
        samples = {sample.resolve() for sample in SAMPLES}
        return all(path.resolve() in samples for path in self.paths) or (self.root / "INVENTED").is_file()


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: the reports it took in, the files it refused with the reason, and what else to know.

    Where nothing was new, `new` is False, nothing was read, and the numbers are those of the generation served.
    """

    generation: str
    reports: tuple[Report, ...]
    refused: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    passages: int
    sentences: int
    new: bool = True


class NoReports(Exception):
    """There is nothing to build from; the message says what to do."""


class NotPublished(Exception):
    """A generation that cannot be served; the message says why, and what is served instead."""


def gather(paths: Sequence[Path], encoder: Encoder, root: Path | None = None) -> Inputs:
    """What a build of the reports under `paths` depends on. Raises `NoReports` and `BadRegister`."""
    found = find(paths)
    if not found:
        where = ", ".join(map(str, paths))
        raise NoReports(f"No reports ({', '.join(SUFFIXES)}) in {where}; put reports there or name another folder.")
    root = root or common_root(paths)
    bodies = register_for(root, (path for path in paths if path.is_dir()))
    folders = {path.parent for path in found} | set(_above(found, root))
    known, notes = _origins({path.parent for path in found})
    manifest = manifest_csv.read(folders)
    files = []
    for path in found:
        sha256 = digest_of_file(path)
        row = known.get((path.parent, path.name))
        files.append(
            File(
                path,
                relative(path, root),
                sha256,
                row if row and row.sha256 == sha256 else None,
                manifest.rows.get(path, Given()),
            )
        )
    given = (
        [(file.name, file.sha256, file.origin, file.given) for file in files],
        [str(path.resolve()) for path in (root, *paths)],
        (root / "INVENTED").is_file(),
        (encoder.name, encoder.version, bodies, version()),
    )
    passed = overlooked(paths)
    notes = [*notes, *manifest.notes, *([passed] if passed else [])]
    return Inputs(tuple(paths), root, tuple(files), bodies, digest_of(given), tuple(notes))


def unchanged(index: Path, inputs: Inputs, parts: int | None = None) -> Generation | None:
    """The generation served, where it is whole and a build from these inputs would make it again, in so many parts (None
    for those that it has).

    Where a file was refused for the moment only, a build tries that again.
    """
    try:
        served = newest(index)
    except IndexUnusable:
        return None
    if parts not in (None, served.divided):
        return None
    if any(for_the_moment(str(reason)) for _, reason in served.manifest.get("refused", ())):
        return None
    return served if served.manifest.get("inputs") == inputs.digest else None


def divided(index: Path) -> int:
    """How many parts the generation served is divided into; one where there is none."""
    try:
        return newest(index).divided
    except IndexUnusable:
        return 1


def as_served(served: Generation) -> Built:
    """What a build did that found nothing new."""
    told = served.manifest
    refused = tuple((str(file), str(reason)) for file, reason in told["refused"])
    return Built(served.name, (), refused, (), int(told["passages"]), int(told["sentences"]), new=False)


def default_paths() -> list[Path]:
    """The reports at hand: corpus/reports where it holds any, else the invented samples."""
    return [paths.REPORTS] if paths.REPORTS.is_dir() and find([paths.REPORTS]) else list(SAMPLES)


def served(index: Path | None) -> list[Path]:
    """What the newest generation was built from, where that is still there and is no invented sample."""
    try:
        manifest = newest(root_folder(index)).manifest
    except IndexUnusable:
        return []
    paths = [Path(path) for path in manifest.get("paths", ())]
    return [
        path for path in paths if path.exists() and not any(path.is_relative_to(sample.resolve()) for sample in SAMPLES)
    ]


@cache
def version() -> str:
    """The name of everything in the program that decides what a build makes."""
    readers = (module for family in FAMILIES for module in family.modules)
    return stage(f"{__package__}.pipeline", *readers, libraries=LIBRARIES)


def common_root(paths: Sequence[Path]) -> Path:
    """The deepest folder common to all paths."""
    folders = [str((p if p.is_dir() else p.parent).resolve()) for p in paths]
    return Path(os.path.commonpath(folders))


def relative(path: Path, root: Path) -> str:
    """The name of a file in the index; of one in a folder that is a link, its name by way of the link."""
    for one, other in ((path.resolve(), root.resolve()), (path.absolute(), root.absolute())):
        if one.is_relative_to(other):
            return printable(one.relative_to(other).as_posix())
    return printable(path.as_posix())


def digest_of_file(path: Path) -> str:
    """The sha256 of a file's content, "" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _above(files: Iterable[Path], root: Path) -> Iterator[Path]:
    """The folders between files and the root of the build, the root included: a manifest may stand above its files."""
    top = root.resolve()
    for path in files:
        for folder in path.parents:
            yield folder
            if folder.resolve() == top or not folder.resolve().is_relative_to(top):
                break


def _origins(folders: Iterable[Path]) -> tuple[dict[tuple[Path, str], origins.Row], list[str]]:
    rows: dict[tuple[Path, str], origins.Row] = {}
    notes = []
    for folder in sorted(folders):
        try:
            rows.update(((folder, name), row) for name, row in origins.read(folder).rows.items())
        except origins.BadManifest as error:
            notes.append(f"{error} Until then it is not known where the reports beside it are from.")
    return rows, notes
