"""Files of reports in, a published generation out. The order of the stages, and nothing of what they do.

A file that cannot be read is refused with a reason and the rest goes on. What was worked out before is taken from the
cache; what depends on all reports together (standing text, the merging of two sources of one report, stance, the
index of words) is done anew each time. Where nothing is new, nothing is published.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.bodies import Bodies
from corpus.lexicon import Entry
from corpus.records import Passage, Report, Stance
from index.encoder import Encoder
from index.parts.cluster import Cluster
from index.storage import database, generations
from ingest.build import check, inputs
from ingest.build.basis import basis
from ingest.build.cache import Cache
from ingest.build.encode import Embedded, embed
from ingest.build.extracts import extracts, with_extracts
from ingest.build.inputs import SAMPLES, Built, Inputs, NoReports, common_root, find, relative
from ingest.build.parts import Common, Share, shares, write
from ingest.build.progress import Progress
from ingest.build.reuse import read_all as read_known
from ingest.build.reuse import split_all
from ingest.read import worker
from ingest.read.twins import merge
from ingest.sentences.acronyms import mine
from ingest.sentences.position import placed
from ingest.sentences.stance import SILENT_KINDS, Classifier, label, load
from ingest.sentences.standing_text import comparable, name_pattern, standing

__all__ = ["SAMPLES", "Built", "NoReports", "build", "common_root", "find", "merge", "read_all"]


def build(
    paths: Sequence[Path],
    index: Path,
    encoder: Encoder,
    root: Path | None = None,
    progress: Progress = lambda *_: None,
    waiting: Callable[[str], None] = lambda who: None,
    parts: int | None = None,
    cluster: Cluster | None = None,
) -> Built:
    """Publish in `index` a generation of every report under `paths`, where the newest there is not one already.

    `parts` is how many parts its bodies are shared out to; None for as many as the newest has.
    The workers of a `cluster` read and encode, where there is one.
    One build of an index at a time; `waiting` is told who builds when this one has to wait. Raises `NoReports`.
    """
    with generations.building(index, waiting):
        given = inputs.gather(paths, encoder, root)
        if served := inputs.unchanged(index, given, parts):
            return inputs.as_served(served)
        with Cache(index) as cache:
            return _build(given, index, encoder, cache, progress, parts or inputs.divided(index), cluster)


def _build(
    given: Inputs, index: Path, encoder: Encoder, cache: Cache, progress: Progress, parts: int, cluster: Cluster | None
) -> Built:
    known = read_known(given, cache, progress, cluster)
    refused = tuple((each.file.name, each.outcome) for each in known if isinstance(each.outcome, str))
    reports, notes = merge(each.outcome for each in known if isinstance(each.outcome, Report))
    if not reports:
        told = "\n".join(f"{file} {reason}" for file, reason in refused)
        raise NoReports(f"None of the files could be read as a report:\n{told}")
    split, faulty = _sound(split_all(reports, known, encoder, cache))
    refused = (*refused, *faulty)
    if not split:
        raise NoReports("None of the reports could be used:\n" + "\n".join(f"{file} {why}" for file, why in faulty))
    flat = [passage for _, own in split for passage in own]
    embedded = embed(flat, encoder, cache, lambda done, total: progress("Encoding passages", done, total), cluster)
    files = basis(index, (report for report, _ in split), pipeline_version())
    decided = list(_stances(split, embedded, given.bodies, load(), files))
    found = list(extracts(split, decided, given.bodies))
    stored = [database.Stored(report, own, of_own) for (report, own), of_own in zip(split, decided, strict=True)]
    stored += [database.Stored(each.report, each.own, each.decided) for each in found]
    stored = [replace(each, basis=each.report.file in files) for each in stored]
    vectors_of_all = with_extracts(embedded, found)
    name = _publish(
        index, encoder, given, shares(stored, vectors_of_all, refused, parts), _acronyms(split, files), refused, parts
    )
    with suppress(OSError):  # it is published; what could not be dropped for lack of room goes another time
        cache.forget()
    counts = len(vectors_of_all.passages), len(vectors_of_all.sentences)
    return Built(name, tuple(report for report, _ in split), refused, (*notes, *given.notes), *counts)


def read_all(
    files: Sequence[Path], root: Path, bodies: Bodies, progress: Progress
) -> tuple[list[Report], list[tuple[str, str]]]:
    """Every file as a report or as its name and the reason it was refused, read anew."""
    reports: list[Report] = []
    refused: list[tuple[str, str]] = []
    tasks = [(path, relative(path, root)) for path in files]
    workers = min(os.cpu_count() or 1, 4, 1 + len(files) // 8)
    for (_, name), outcome in zip(tasks, worker.read_all(tasks, bodies, workers), strict=True):
        if isinstance(outcome, Report):
            reports.append(outcome)
        else:
            refused.append((name, outcome))
        progress("Reading reports", 1, len(files))
    return reports, refused


def _sound(
    split: Sequence[tuple[Report, tuple[Passage, ...]]],
) -> tuple[list[tuple[Report, tuple[Passage, ...]]], list[tuple[str, str]]]:
    """The reports that can be published, and the file of each other one with the reason."""
    reasons = [check.fault(report, own) for report, own in split]
    good = [each for each, reason in zip(split, reasons, strict=True) if reason is None]
    return good, [(report.file, reason) for (report, _), reason in zip(split, reasons, strict=True) if reason]


# Deciding and publishing -----------------------------------------------------------------------------------------------


def _acronyms(split: Sequence[tuple[Report, Sequence[Passage]]], files: frozenset[str]) -> list[Entry]:
    """The acronyms that the reports of the basis explain, and those of families that have none in it: one that came with an
    added report would be another name in questions about all reports of its family."""
    families = {report.family for report, _ in split if report.file in files}
    return mine(report for report, _ in split if report.file in files or report.family not in families)


def _stances(
    split: Sequence[tuple[Report, Sequence[Passage]]],
    embedded: Embedded,
    bodies: Bodies,
    classifier: Classifier,
    files: frozenset[str],
) -> Iterator[list[list[Stance]]]:
    """For each report, for each passage, the stance of each sentence. Of the reports in `files`, the basis, what stands in
    others makes nothing standing text."""
    recurring = standing([each for each in split if each[0].file in files], bodies)
    of_all = recurring if len(files) == len(split) else recurring | standing(split, bodies)
    sentences = list(placed(split))
    both = iter(zip(*classifier.decide(sentences, embedded.sides), strict=True))
    for report, own in split:
        name = name_pattern(report, bodies)
        stands = recurring if report.file in files else of_all
        decided = []
        for passage in own:
            silent = report.findings[passage.finding].kind in SILENT_KINDS
            known = [s.standing or silent or comparable(s.text, name) in stands for s in passage.sentences]
            decided.append([_stance(*map(float, next(both)), standing=is_one) for is_one in known])
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
    given: Inputs,
    of_parts: Mapping[str, Share],
    acronyms: Sequence[Entry],
    refused: Sequence[tuple[str, str]],
    parts: int,
) -> str:
    meta = {"model": encoder.name, "pipeline": pipeline_version(), "invented": str(int(given.invented))}
    held = of_parts.values()
    facts: dict[str, Any] = {
        **meta,
        "reports": sum(len(share.stored) for share in held),
        "passages": sum(len(share.passages) for share in held),
        "sentences": sum(len(share.sentences) for share in held),
        "dimension": next(iter(held)).passages.shape[1],
        "refused": list(refused),
        "root": str(given.root.resolve()),
        "paths": [str(path.resolve()) for path in given.paths],
        "inputs": given.digest,
        "divided": parts,
    }
    common = Common(tuple(given.bodies.bodies), tuple(acronyms), meta)
    with generations.publishing(index, facts, lambda made: check.answers(made, encoder)) as folder:
        facts["parts"] = write(of_parts, common, folder, index)
    return generations.generations(index)[-1]


def pipeline_version() -> str:
    """A hash of the code and data that decide what is read off a report; it changes when any of them does."""
    return inputs.version()[:12]
