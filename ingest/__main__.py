"""`python -m ingest build`, `add`, `fetch`, `show`: reports to an index, more of them beside, or what is read off one."""

from __future__ import annotations

import argparse
import errno
import json
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from corpus import paths
from corpus.bodies import BadRegister, register_for
from ingest.build.inputs import Built
from ingest.collect.errands import Errand, errands, names
from ingest.manifest import BadManifest
from ingest.read.lines import printable

STOPPED = 130  # the exit status of a command that was interrupted


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0 when all went well, 1 when some reports failed, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (BadRegister, BadManifest) as error:
        return _wrong(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    build = commands.add_parser(
        "build",
        help="read reports and publish an index of them",
        epilog="Example: python -m ingest build corpus/reports",
    )
    build.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders of reports")
    build.add_argument("--root", type=Path, help="folder that file names are relative to")
    build.add_argument("--index", type=Path, help="folder of the index (default: INSPECTION_INDEX, else index/built)")
    build.add_argument("--model", help="name or folder of a sentence-transformers model")
    build.add_argument(
        "--fast", action="store_true", help="weights of 8 bits: half the time to encode, nearly the same answers"
    )
    build.add_argument(
        "--parts",
        type=_positive,
        metavar="N",
        help="share the bodies out to N parts, which answer in a process each (default: as now)",
    )
    build.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="let the workers of a Dask scheduler read and encode (default: INSPECTION_CLUSTER)",
    )
    build.set_defaults(run=_build)
    add = commands.add_parser(
        "add",
        help="check your own reports and copy them among those at hand",
        epilog="Example: python -m ingest add report.pdf --build",
    )
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add.add_argument(
        "--source", metavar="ADDRESS", help="address on the web that the file is from, shown with its answers"
    )
    add.add_argument(
        "--build", action="store_true", help="then build an index of them and of all that the index holds now"
    )
    add.add_argument("--index", type=Path, help="folder of the index (default: INSPECTION_INDEX, else index/built)")
    add.set_defaults(run=_add, paths=[], root=None, model=None, fast=False, parts=None, cluster=None)
    fetch = commands.add_parser(
        "fetch",
        help="fetch new and corrected reports from the inspectorates' sites",
        epilog=f"Example: python -m ingest fetch {names()[-1]} --since 2024-01-01 --contact me@university.example",
    )
    fetch.add_argument(
        "names", nargs="*", metavar="NAME", help=f"sites, or families on them: {', '.join(names())} (default: all)"
    )
    fetch.add_argument(
        "--since", type=date.fromisoformat, metavar="DATE", help="only what was published on or after a day"
    )
    fetch.add_argument(
        "--to", type=Path, metavar="DIR", help="folder for the reports (default: one for each site among those at hand)"
    )
    fetch.add_argument(
        "--contact",
        default=os.environ.get("INSPECTION_CONTACT"),
        help="your address, told to the site with each request (default: INSPECTION_CONTACT)",
    )
    fetch.set_defaults(run=_fetch)
    show = commands.add_parser(
        "show", help="show what is read off one report", epilog="Example: python -m ingest show report.pdf --json"
    )
    show.add_argument("file", type=Path, metavar="FILE")
    show.add_argument("--root", type=Path, help="folder whose bodies.csv, if it has one, is the register of bodies")
    show.add_argument("--json", action="store_true", help="everything, as JSON")
    show.set_defaults(run=_show)
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _build(options: argparse.Namespace) -> int:
    from index.encoder import DEFAULT_MODEL, EIGHT, ModelMissing, encoder
    from index.errors import ClusterUnusable
    from index.storage.generations import root_folder
    from ingest.build import inputs

    paths = options.paths or inputs.default_paths()
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        return _wrong(f"There is no {' and no '.join(missing)}.")
    root = options.root
    index = root_folder(options.index)
    try:
        model = encoder((options.model or DEFAULT_MODEL) + (EIGHT if options.fast else ""))
        served = inputs.unchanged(index, inputs.gather(paths, model, root), options.parts)
        if served is not None:  # found without what reading and encoding need
            return _told(inputs.as_served(served))
        from index.parts.cluster import connected, named
        from ingest.build import pipeline
        from ingest.build.progress import Bars

        workers = connected(options.cluster or named())

        with Bars() as bars:
            built = pipeline.build(paths, index, model, root, bars.advance, _say, options.parts, workers)
        return _told(built)
    except (inputs.NoReports, ModelMissing, inputs.NotPublished, ClusterUnusable) as error:
        return _wrong(str(error))
    except OSError as error:
        return _wrong(unwritable(error))


def unwritable(error: OSError) -> str:
    """Why no index was written, in a sentence."""
    if (
        error.errno in (errno.ENOSPC, errno.EDQUOT)
        or "full" in str(error.strerror)
        or "os error 28" in str(error.strerror)
    ):
        return (
            "The disk is full, so no new index was written; make room and build again. The earlier one is still in use."
        )
    return f"The index could not be written ({error.strerror}: {error.filename}); the earlier one is still in use."


def _told(built: Built) -> int:
    for note in built.notes:
        _say(note)
    for file, reason in built.refused:
        _say(f"Refused: {file} {reason}")
    held = f"{built.passages} passages, {built.sentences} sentences"
    if built.new:
        problems = sum(1 for report in built.reports for _ in report.problems)
        print(
            f"Reports in: {len(built.reports)}; files refused: {len(built.refused)}; {held}, "
            f"{problems} problems noted (python -m index info shows them)"
        )
    else:
        print(f"Nothing is new: generation {built.generation} ({held}) is what a build would make.")
    return 1 if built.refused else 0


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _add(options: argparse.Namespace) -> int:
    from ingest.build import inputs
    from ingest.collect.add import add

    if options.source and (len(options.files) > 1 or not options.source.startswith(("https://", "http://"))):
        return _wrong("--source takes the address (https://…) of one file.")
    folder = paths.REPORTS / "added"
    refused = 0
    for one in add(options.files, folder, register_for(folder), options.source):
        print(f"{printable(one.file.name)} {one.note}", file=sys.stdout if one.report else sys.stderr)
        refused += one.report is None
    if not options.build or refused == len(options.files):
        return 1 if refused else 0
    options.paths = [*inputs.served(options.index), folder]
    return max(_build(options), 1 if refused else 0)


def _fetch(options: argparse.Namespace) -> int:
    unknown = sorted(set(options.names) - set(names()))
    if unknown:
        return _wrong(f"Nothing is fetched under the name {', '.join(unknown)}; there are {', '.join(names())}.")
    if not options.contact:
        return _wrong("Name an address that the site can write to: --contact YOU@EXAMPLE.ORG, or INSPECTION_CONTACT.")
    if not (options.contact.isascii() and options.contact.isprintable()):
        return _wrong("--contact is sent with each request, so it takes plain letters, digits and signs (ASCII) only.")
    visits = errands(options.names)
    try:
        return max((_visit(errand, options, len(visits) > 1) for errand in visits), default=0)
    except KeyboardInterrupt:
        _say("Stopped. What was fetched stays; the same command goes on from here.")
        return STOPPED


def _visit(errand: Errand, options: argparse.Namespace, several: bool) -> int:
    from index.storage.locks import alone
    from ingest.build.progress import Bars
    from ingest.collect.fetch import Fetch
    from ingest.collect.web.session import Session

    site = errand.site
    name = site.folder or site.name
    folder = (options.to / name if several else options.to) if options.to else paths.REPORTS / name
    try:
        with (
            alone(folder, f"fetching into {folder}", _say),
            closing(Session(site.hosts, options.contact)) as session,
            Bars() as bars,
        ):
            done = Fetch(errand, folder, session, bars.say, bars.advance).run(options.since)
    except BadManifest as error:
        return _wrong(str(error))
    except OSError as error:
        return _wrong(
            f"The reports could not be kept ({error.strerror}: {error.filename}); what was fetched before stays."
        )
    for line in (*done.notes, *done.problems):
        _say(line)
    print(f"{site.label}: {done.described()}; in {folder}")
    return 1 if done.problems else 0


def _show(options: argparse.Namespace) -> int:
    from ingest.read.worker import Reader
    from ingest.show import as_json, as_text

    root = options.root or _own_register(options.file)
    with Reader(register_for(root)) as reader:
        report = reader.read(options.file, printable(options.file.name))
    if isinstance(report, str):
        print(f"{printable(str(options.file))} {report}", file=sys.stderr)
        return 1
    print(json.dumps(as_json(report), ensure_ascii=False, indent=1) if options.json else as_text(report))
    return 0


def _own_register(file: Path) -> Path:
    """The nearest folder above a file that brings a register of bodies; its own folder where none does."""
    return next((f for f in list(file.resolve().parents)[:3] if (f / "bodies.csv").is_file()), file.resolve().parent)


def _wrong(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
