"""`python -m index`: questions to a published index, on the command line. Results on stdout, problems on stderr."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from index import audit, export, sheets
from index.errors import BadFilter, IndexUnusable, UnknownFormat
from index.generation import rollback, root_folder
from index.results import Answer, Info, PassageAnswer, ReportInfo
from index.search import Searcher

WIDTH = 100


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0 when done, 2 for wrong usage or no usable index."""
    options = _parser().parse_args(arguments)
    logging.disable(logging.WARNING)
    try:
        return int(options.run(options))
    except (IndexUnusable, BadFilter, UnknownFormat) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    search = commands.add_parser(
        "search", help="answer a question", epilog='Example: python -m index search "forces with DVPO concerns" --where "grade<good"'
    )
    search.add_argument("question", metavar="QUESTION")
    _asking(search, ("table", "json", "csv"))
    search.set_defaults(run=_search)
    batch = commands.add_parser("batch", help="answer a file of questions, one a line", epilog="Example: python -m index batch questions.txt")
    batch.add_argument("questions", type=Path, metavar="QUESTIONS.txt")
    _asking(batch, ("jsonl",))
    batch.set_defaults(run=_batch)
    taken = commands.add_parser("export", help="answer a question into a file", epilog='Example: python -m index export "rural crime" --to list.csv')
    taken.add_argument("question", metavar="QUESTION")
    taken.add_argument("--to", type=Path, required=True, metavar="FILE", help=f"ending: {', '.join(export.FORMATS)}")
    _scope(taken)
    taken.set_defaults(run=_export)
    info = commands.add_parser("info", help="what the index holds, refused and lacks", epilog="Example: python -m index info")
    info.add_argument("--json", action="store_true", help="everything, as JSON")
    info.add_argument("--to", type=Path, metavar="FILE", help="the whole table in a file: .csv or .xlsx")
    info.add_argument("--index", type=Path)
    info.set_defaults(run=_info)
    back = commands.add_parser("rollback", help="serve the generation before the newest again", epilog="Example: python -m index rollback")
    back.add_argument("--index", type=Path)
    back.set_defaults(run=_rollback)
    return parser


def _scope(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--where", action="append", default=[], metavar="KEY=VALUE", help="narrow, for instance grade=good; may be repeated")
    parser.add_argument("--off", action="append", default=[], metavar="PART", help="leave a part of the question out of account: a key of \"parts\" in the JSON")
    parser.add_argument("--index", type=Path, help="folder of the index (default: INSPECTION_INDEX, else index/built)")


def _asking(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    _scope(parser)
    parser.add_argument("--by", choices=("body", "passage"), default="body")
    parser.add_argument("--format", choices=formats, default=formats[0])
    parser.add_argument("--limit", type=_positive, default=None, metavar="N", help="passages, or bodies in the table")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _search(options: argparse.Namespace) -> int:
    searcher = Searcher.open(options.index)
    if options.by == "passage":
        found = searcher.passages(options.question, options.where, options.limit or 20, options.off)
        print(_PASSAGES[options.format](found), end="")
    elif options.format == "table":
        print(_table(searcher.ask(options.question, options.where, options.off), options.limit), end="")
    else:
        answer = searcher.ask(options.question, options.where, options.off)
        print(export.FORMATS[f".{options.format}"](answer), end="")
    return 0


def _batch(options: argparse.Namespace) -> int:
    try:
        questions = [line.strip() for line in options.questions.read_text(encoding="utf-8-sig").splitlines()]
    except UnicodeDecodeError:
        print(f"{options.questions} is not text in UTF-8; save it as that.", file=sys.stderr)
        return 2
    searcher = Searcher.open(options.index)
    for question in filter(None, questions):
        answer: Answer | PassageAnswer
        if options.by == "passage":
            answer = searcher.passages(question, options.where, options.limit or 20, options.off)
        else:
            answer = searcher.ask(question, options.where, options.off)
        print(json.dumps(answer.to_json(), ensure_ascii=False), flush=True)
    return 0


def _export(options: argparse.Namespace) -> int:
    answer = Searcher.open(options.index).ask(options.question, options.where, options.off)
    export.save(answer, options.to)
    print(f"{len(answer.listed)} bodies listed of {answer.searched.bodies} searched, in {options.to}", file=sys.stderr)
    return 0


def _info(options: argparse.Namespace) -> int:
    info = Searcher.open(options.index).info()
    if options.to:
        audit.save(info, options.to)
    else:
        print(json.dumps(info.to_json(), ensure_ascii=False, indent=1) if options.json else _told(info))
    return 0


def _rollback(options: argparse.Namespace) -> int:
    served = rollback(root_folder(options.index), lambda who: print(who, file=sys.stderr))
    print(f"Generation {served.name}, built {served.manifest['built']}, is served again; the next build publishes a newer one.")
    return 0


# Tables --------------------------------------------------------------------------------------------------------------


def _cut(text: str, width: int = WIDTH) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _table(answer: Answer, limit: int | None) -> str:
    searched = answer.searched
    lines = [answer.understood.sentence, f"Searched {searched.passages} passages of {searched.reports} reports on {searched.bodies} bodies."]
    lines += [f"Note: {note}" for note in answer.notes] + [""]
    for hit in answer.bodies[:limit]:
        grade = f"{hit.grade.grade} ({hit.grade.label})" if hit.grade else "no grade"
        mark = "*" if hit.listed else " "
        lines.append(f"{mark} {hit.body} · {hit.verdict} · {hit.score:.2f} · {grade} · {hit.cycle or 'cycle unknown'}")
        if hit.evidence:
            lines.append(f"    “{_cut(hit.evidence[0].quote)}” ({hit.file}, page {hit.evidence[0].page})")
        elif hit.near:
            lines.append(f"    closest miss: “{_cut(hit.near.quote)}” (page {hit.near.page})")
    hidden = len(answer.bodies) - len(answer.bodies[:limit])
    lines += [f"… and {hidden} more bodies (--limit {len(answer.bodies)} shows them)"] if hidden else []
    if answer.no_report:
        lines += ["", f"No report indexed for {len(answer.no_report)} bodies: {_cut('; '.join(answer.no_report), 300)}"]
    if answer.completeness:
        lines += ["", answer.completeness.sentence]
    return "\n".join([*lines, "", "* listed: " + _listed_rule(answer), ""])


def _listed_rule(answer: Answer) -> str:
    rules = {"concern": "a concern was found", "praise": "praise was found"}
    return rules.get(answer.understood.stance, "something was found")


def _passage_table(found: PassageAnswer) -> str:
    lines = [found.understood.sentence, *(f"Note: {note}" for note in found.notes), ""]
    for hit in found.passages:
        lines += [f"{hit.score:.2f} {hit.body} · {hit.file}, page {hit.page} · {hit.section} · {hit.stance}", f"    {_cut(hit.text, 400)}"]
    return "\n".join(lines) + "\n"


def _passage_csv(found: PassageAnswer) -> str:
    columns = ("body", "family", "file", "cycle", "page", "section", "kind", "stance", "score", "text")
    rows = ((found.question, *(hit.to_json()[column] for column in columns)) for hit in found.passages)
    return sheets.csv_text(("question", *columns), rows)


def _passage_json(found: PassageAnswer) -> str:
    return json.dumps(found.to_json(), ensure_ascii=False, indent=1) + "\n"


_PASSAGES: dict[str, Callable[[PassageAnswer], str]] = {"table": _passage_table, "csv": _passage_csv, "json": _passage_json}


def _told(info: Info) -> str:
    lines = [
        f"Generation {info.generation}, built {info.built} with {info.model}" + (" (invented samples)" if info.invented else ""),
        f"{len(info.reports)} reports on {info.bodies} bodies, {info.passages} passages, {info.sentences} sentences",
        "",
    ]
    for report in info.reports:
        lines.append(
            f"{report.body} · {report.cycle or 'cycle unknown'} · {' and '.join(report.inspected) or 'days of inspection unknown'} · "
            f"published {report.published or 'unknown'} · {_grades(report)} · {report.findings} findings · "
            f"{report.passages} passages · {report.file}"
        )
        lines += [f"    also from {source}" for source in report.sources[1:]]
        lines += [f"    problem: {problem}" for problem in report.problems]
    lines += [f"Refused: {file} {reason}" for file, reason in info.refused]
    if info.no_report:
        lines.append(f"No report of {len(info.no_report)} bodies: {'; '.join(info.no_report)}")
    return "\n".join(lines)


def _grades(report: ReportInfo) -> str:
    expected = "an unknown number" if report.grades_expected is None else str(report.grades_expected)
    return f"{report.grades} of {expected} grades" + (f", {len(report.not_judged)} not judged" if report.not_judged else "")


if __name__ == "__main__":
    sys.exit(main())
