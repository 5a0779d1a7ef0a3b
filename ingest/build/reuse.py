"""Files in, their reports and passages out; what was read, parsed or split before is taken from the cache.

Each stage is kept under a name made of what it depends on: the lines of a file under its content and the reader, a
report under its lines, its family's profile and parser and the register of bodies, passages under the report, the
splitter and the model's tokens. A change in one of these redoes what hangs on it and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache as once
from pathlib import Path

import msgspec

from corpus import records
from corpus.families import registry
from corpus.families.registry import FAMILIES, PROFILES
from corpus.records import Passage, Report
from index.encoder import Encoder
from index.parts.cluster import Cluster
from ingest.build import manifest_csv, spread
from ingest.build.cache import Cache, name
from ingest.build.inputs import File, Inputs, digest_of_file
from ingest.build.progress import Progress
from ingest.build.stage_names import closure, digest_of, stage
from ingest.read import files, worker
from ingest.read import report as reading
from ingest.read.lines import Raw, for_the_moment
from ingest.read.report import family_of
from ingest.sentences.passages import passages

READING = ("pypdfium2", "pypdf", "beautifulsoup4", "mammoth")
PARSING = ("symspellpy",)


@dataclass(frozen=True, slots=True)
class Known:
    """A file, what was made of it (a report or the reason why there is none), and the name that is kept under."""

    file: File
    outcome: Report | str
    name: str


def read_all(inputs: Inputs, cache: Cache, progress: Progress, cluster: Cluster | None = None) -> list[Known]:
    """What was made of every file, in order. New files are shared between processes, of the cluster where there is one, and
    kept as they come."""
    register = digest_of(inputs.bodies)
    lines = {file: _of_lines(file.path, file.sha256) for file in inputs.files}
    families = {
        key: msgspec.msgpack.decode(value, type=str)
        for key, value in cache.get([_of_family(x) for x in lines.values()]).items()
    }
    names = {
        file: _of_report(x, family, register)
        for file, x in lines.items()
        if (family := file.given.family or families.get(_of_family(x))) is not None
    }
    kept = cache.get(list(names.values()))
    found = {file: Known(file, _outcome(kept[key]), key) for file, key in names.items() if key in kept}
    missing = [file for file in inputs.files if file not in found]
    for each in _read(missing, lines, inputs, cache, register, cluster):
        found[each.file] = each
        progress("Reading reports", 1, len(missing))
    return [_named(found[file], inputs) for file in inputs.files]


def _read(
    missing: Sequence[File],
    lines: Mapping[File, str],
    inputs: Inputs,
    cache: Cache,
    register: str,
    cluster: Cluster | None,
) -> Iterator[Known]:
    if not missing:
        return
    before = cache.get([lines[file] for file in missing])
    known = {f: msgspec.msgpack.decode(before[lines[f]], type=Raw) for f in missing if lines[f] in before}
    tasks = [(known.get(file, file.path), file.name, file.given.family) for file in missing]
    if cluster:
        done = spread.done_all(tasks, inputs.bodies, cluster)
    else:
        done = worker.done_all(tasks, inputs.bodies, min(os.cpu_count() or 1, 4, 1 + len(missing) // 8))
    for file, (raw, outcome) in zip(missing, done, strict=True):
        yield _kept(file, raw, known.get(file), outcome, cache, register)


def _kept(
    file: File, read: Raw | None, before: Raw | None, outcome: Report | str, cache: Cache, register: str
) -> Known:
    """Keep what was made of a file, under the content that was read, which is newer where the file changed meanwhile."""
    raw = read or before
    moment = isinstance(outcome, str) and for_the_moment(outcome)
    if moment or (raw is None and (not file.sha256 or digest_of_file(file.path) != file.sha256)):
        return Known(file, outcome, "")
    lines = _of_lines(file.path, raw.sha256 if raw else file.sha256)
    recognised = family_of(raw).key if raw else ""
    key = _of_report(lines, file.given.family or recognised, register)
    entries = {_of_family(lines): msgspec.msgpack.encode(recognised), key: msgspec.msgpack.encode(outcome)}
    if read:
        entries[lines] = msgspec.msgpack.encode(read)
    cache.put(entries)
    return Known(file, outcome, key)


def _named(known: Known, inputs: Inputs) -> Known:
    """With the file's present name and what its manifests say: none of it is part of what was read off the file."""
    report, file = known.outcome, known.file
    if isinstance(report, str):
        return known
    report = replace(report, sources=(replace(report.sources[0], file=file.name),))
    if origin := file.origin:
        told = () if report.published or not origin.day else ("published",)
        report = replace(
            report,
            address=origin.address,
            title=report.title or origin.title,
            published=report.published or origin.day,
            unprinted=told,
        )
    return replace(
        known, outcome=manifest_csv.applied(report, file.given, inputs.bodies) if file.given.names else report
    )


def split_all(
    reports: Sequence[Report], known: Sequence[Known], encoder: Encoder, cache: Cache
) -> list[tuple[Report, tuple[Passage, ...]]]:
    """Each report with its passages. `known` are the files that the reports were merged from."""
    keys = {
        each.outcome.sources[0]: name("passages", each.name, encoder.version, _splitting())
        for each in known
        if each.name and isinstance(each.outcome, Report)
    }
    kept = cache.get(list(keys.values()))
    split = []
    for report in reports:
        key = keys.get(report.sources[0])
        if key in kept:
            own = msgspec.msgpack.decode(kept[key], type=tuple[Passage, ...])
        else:
            own = tuple(passages(report, PROFILES[report.family], encoder.count))
            if key:
                cache.put({key: msgspec.msgpack.encode(own)})
        split.append((report, own))
    return split


def _outcome(kept: bytes) -> Report | str:
    return msgspec.msgpack.decode(kept, type=Report | str)


# Names ---------------------------------------------------------------------------------------------------------------


def _of_lines(path: Path, sha256: str) -> str:
    return name("lines", sha256, path.suffix.lower(), _reading())


def _of_family(lines: str) -> str:
    return name("family", lines, _recognising())


def _of_report(lines: str, family: str, register: str) -> str:
    return name("report", lines, register, _parsing()[family])


@once
def _reading() -> str:
    return stage(files.__name__, libraries=READING)


@once
def _recognising() -> str:
    """Of what tells families apart: their marks, not the rest of their profiles."""
    marks = [(family.profile.label, family.profile.marks) for family in FAMILIES]
    return stage(reading.__name__, without=closure(reading.__name__) - {reading.__name__}, data=marks)


@once
def _parsing() -> dict[str, str]:
    """For each family, of everything its reports are parsed by: what all share, its profile and its own reader."""
    names = {"": _recognising()}
    for family in FAMILIES:
        without = closure(files.__name__) - closure(records.__name__) | {registry.__name__}
        names[family.key] = stage(
            reading.__name__, *family.modules, without=without, libraries=PARSING, data=family.profile
        )
    return names


@once
def _splitting() -> str:
    return stage(passages.__module__, libraries=("langchain-text-splitters",))
