"""Files of reports in, a published generation out. The order of the stages, and nothing of what they do.

A file that cannot be read is refused with a reason and the rest goes on. What depends on all reports together
(standing text, the merging of two sources of one report) is done here.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.bodies import Bodies, register_for
from corpus.families import PROFILES
from corpus.records import Passage, Report, Stance
from index import generation, lexical, store, vectors
from index.encoder import Encoder
from index.errors import IndexUnusable
from ingest import guard
from ingest.acronyms import mine
from ingest.embed import Embedded, embed
from ingest.merge import merge
from ingest.placed import placed
from ingest.read import SUFFIXES
from ingest.split import passages
from ingest.stance import SILENT_KINDS, Classifier, label, load
from ingest.standing import comparable, name_pattern, standing

REPORTS = Path(os.environ.get("INSPECTION_REPORTS") or Path(__file__).parents[1] / "corpus" / "reports")
SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: the reports it took in, the files it refused with the reason, and what else to know."""

    reports: tuple[Report, ...]
    refused: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    passages: int
    sentences: int


class NoReports(Exception):
    """There is nothing to build from; the message says what to do."""


def build(
    paths: Sequence[Path], index: Path, encoder: Encoder, root: Path | None = None, progress: Progress = lambda *_: None
) -> Built:
    """Read every report under `paths` and publish a generation of them in `index`. Raises `NoReports`."""
    files = find(paths)
    if not files:
        where = ", ".join(map(str, paths))
        raise NoReports(f"No reports ({', '.join(SUFFIXES)}) in {where}; put reports there or name another folder.")
    root = root or common_root(paths)
    bodies = register_for(root)
    read, refused = read_all(files, root, bodies, progress)
    reports, notes = merge(read)
    if not reports:
        raise NoReports(
            "None of the files could be read as a report:\n" + "\n".join(f"{f} {why}" for f, why in refused)
        )
    split = [(report, tuple(passages(report, PROFILES[report.family], encoder.count))) for report in reports]
    flat = [passage for _, own in split for passage in own]
    embedded = embed(flat, encoder, lambda done: progress("Encoding passages", done, len(flat)))
    decided = list(_stances(split, embedded, bodies, load()))
    sources = {"root": str(root.resolve()), "paths": [str(path.resolve()) for path in paths]}
    invented = root.resolve() == SAMPLE.resolve() or (root / "INVENTED").is_file()
    _publish(index, encoder, bodies, split, decided, embedded, refused, invented, sources)
    return Built(tuple(reports), tuple(refused), tuple(notes), len(flat), len(embedded.sentences))


def default_paths() -> list[Path]:
    """The reports at hand: corpus/reports where it holds any, else the invented samples."""
    return [REPORTS] if REPORTS.is_dir() and find([REPORTS]) else [SAMPLE]


def served(index: Path | None) -> list[Path]:
    """What the newest generation was built from, where that is still there and is no invented sample."""
    try:
        manifest = generation.newest(generation.root_folder(index)).manifest
    except IndexUnusable:
        return []
    paths = [Path(path) for path in manifest.get("paths", ())]
    return [path for path in paths if path.exists() and not path.is_relative_to(SAMPLE.resolve())]


def find(paths: Iterable[Path]) -> list[Path]:
    """Every file under the paths that may be a report, in order of name; what is hidden inside a folder is left out."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found.update({path: None} if path.is_file() else {})
            continue
        for candidate in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in candidate.relative_to(path).parts)
            if candidate.is_file() and candidate.suffix.lower() in SUFFIXES and not hidden:
                found[candidate] = None
    return list(found)


def common_root(paths: Sequence[Path]) -> Path:
    """The deepest folder common to all paths."""
    folders = [str((p if p.is_dir() else p.parent).resolve()) for p in paths]
    return Path(os.path.commonpath(folders))


# Reading -----------------------------------------------------------------------------------------------------------


def read_all(
    files: Sequence[Path], root: Path, bodies: Bodies, progress: Progress
) -> tuple[list[Report], list[tuple[str, str]]]:
    """Every file as a report or as its name and the reason it was refused, the work shared between processes."""
    reports: list[Report] = []
    refused: list[tuple[str, str]] = []
    tasks = [(path, _relative(path, root)) for path in files]
    workers = min(os.cpu_count() or 1, 4, 1 + len(files) // 8)
    for (_, name), outcome in zip(tasks, guard.read_all(tasks, bodies, workers), strict=True):
        if isinstance(outcome, Report):
            reports.append(outcome)
        else:
            refused.append((name, outcome))
        progress("Reading reports", 1, len(files))
    return reports, refused


def _relative(path: Path, root: Path) -> str:
    try:
        return guard.printable(path.resolve().relative_to(root.resolve()).as_posix())
    except ValueError:
        return guard.printable(path.as_posix())


# Deciding and publishing -----------------------------------------------------------------------------------------------


def _stances(
    split: Sequence[tuple[Report, Sequence[Passage]]], embedded: Embedded, bodies: Bodies, classifier: Classifier
) -> Iterator[list[list[Stance]]]:
    """For each report, for each passage, the stance of each sentence."""
    recurring = standing(split, bodies)
    sentences = list(placed(split))
    both = iter(zip(*classifier.decide(sentences, embedded.sentences), strict=True))
    for report, own in split:
        name = name_pattern(report, bodies)
        decided = []
        for passage in own:
            silent = report.findings[passage.finding].kind in SILENT_KINDS
            known = [s.standing or silent or comparable(s.text, name) in recurring for s in passage.sentences]
            decided.append([_stance(*map(float, next(both)), standing=stands) for stands in known])
        yield decided


def _stance(concern: float, praise: float, *, standing: bool) -> Stance:
    return (
        Stance("neutral", 0.0, 0.0, standing=True)
        if standing
        else Stance(label(concern, praise), concern, praise, False)
    )


def _publish(
    index: Path,
    encoder: Encoder,
    bodies: Bodies,
    split: Sequence[tuple[Report, Sequence[Passage]]],
    decided: Sequence[Sequence[Sequence[Stance]]],
    embedded: Embedded,
    refused: Sequence[tuple[str, str]],
    invented: bool,
    sources: Mapping[str, object],
) -> None:
    meta = {"model": encoder.name, "pipeline": pipeline_version(), "invented": str(int(invented))}
    counts = {"reports": len(split), "passages": len(embedded.passages), "sentences": len(embedded.sentences)}
    stored = [store.Stored(report, own, own_stances) for (report, own), own_stances in zip(split, decided, strict=True)]
    sentences = (s.text for _, own in split for passage in own for s in passage.sentences)
    with generation.publishing(index, {**meta, **counts, **sources, "dimension": encoder.dimension}) as folder:
        store.write(folder / store.FILE, bodies.bodies, stored, refused, meta, mine(report for report, _ in split))
        vectors.write(embedded.passages, folder / "passages.faiss")
        vectors.write(embedded.sentences, folder / "sentences.faiss")
        lexical.write(sentences, folder / "lexical")


def pipeline_version() -> str:
    """A hash of the code and data that decide what is read off a report; it changes when any of them does."""
    digest = hashlib.sha256()
    base = Path(__file__).parent
    for path in sorted([*base.glob("*.py"), *base.glob("*.npz"), *(base.parent / "corpus").glob("*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
