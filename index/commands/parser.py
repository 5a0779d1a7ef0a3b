"""`python -m index`: questions to a published index, on the command line. Results on stdout, problems on stderr."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from corpus.families.texts import first_examples
from index.commands import asking, holding, reviewing
from index.contents.findings import ORDERS
from index.export.content import HERE, USES
from index.parts import cluster

SAVED_HELP = "the saved searches (default: INSPECTION_SAVED, else saved/searches.db)"


def _words(text: str) -> str:
    """An argument as text; what is no UTF-8 in it is shown as a substitute."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def parser() -> argparse.ArgumentParser:
    """All of the command line; `run` of what it reads is the function to call."""
    parser = argparse.ArgumentParser(prog="python -m index", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    search = commands.add_parser(
        "search",
        help="answer a question",
        epilog=f'Example: python -m index search "{first_examples(1)[0]}" --where "grade<good"',
    )
    search.add_argument("question", type=_words, metavar="QUESTION")
    _asking(search, ("table", "json", "csv"))
    search.set_defaults(run=asking.search)
    many = commands.add_parser(
        "batch",
        help="answer a file of questions, one a line",
        epilog="Example: python -m index batch questions.txt --to answers.xlsx",
    )
    many.add_argument("questions", type=Path, metavar="QUESTIONS.txt")
    many.add_argument("--to", "--out", type=Path, metavar="FILE.xlsx", help="all answers in one workbook instead")
    _asking(many, ("jsonl",))
    many.set_defaults(run=asking.many)
    file = commands.add_parser(
        "export",
        help="answer a question into a file",
        epilog='Example: python -m index export "rural crime" --to list.docx',
    )
    file.add_argument("question", type=_words, metavar="QUESTION")
    file.add_argument(
        "--to",
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help="; ".join(f"{ending} {use}" for ending, use in USES.items()),
    )
    many.add_argument(
        "--page", default=HERE, metavar="ADDRESS", help="where the page is that links in the workbook open"
    )
    file.add_argument("--page", default=HERE, metavar="ADDRESS", help="where the page is that links in the file open")
    file.add_argument(
        "--saved", type=Path, metavar="FILE", help=f"{SAVED_HELP}; what was decided on this very search goes in"
    )
    _scope(file)
    file.set_defaults(run=asking.export)
    table = commands.add_parser(
        "findings",
        help="every finding that reports set apart, and every grade, as a table",
        epilog="Example: python -m index findings --where kind=recommendation --contains supervision --format csv",
    )
    _narrowed(table)
    table.add_argument("--contains", default="", metavar="WORDS", help="those whose words have these among them")
    table.add_argument("--order", choices=tuple(ORDERS), default="newest")
    table.add_argument("--format", choices=("table", "csv", "json"), default="table")
    _paged(table, "so many findings (default: 50 in a table, else all)")
    table.add_argument("--page", default=HERE, metavar="ADDRESS", help="where the page is that links open")
    table.set_defaults(run=holding.findings)
    changed = commands.add_parser(
        "changes",
        help="what changed in saved searches since they were last seen",
        epilog="Example: python -m index changes --seen",
    )
    changed.add_argument("--saved", type=Path, metavar="FILE", help=SAVED_HELP)
    changed.add_argument("--seen", action="store_true", help="mark the present answers as read")
    changed.add_argument("--json", action="store_true")
    changed.add_argument("--index", type=Path)
    changed.set_defaults(run=reviewing.changed)
    reviews = commands.add_parser(
        "reviews",
        help="how reviews of saved searches stand: who decided, how far two agree, what is in dispute",
        epilog="Example: python -m index reviews --json",
    )
    reviews.add_argument("--saved", type=Path, metavar="FILE", help=SAVED_HELP)
    reviews.add_argument("--json", action="store_true")
    reviews.set_defaults(run=reviewing.reviews)
    info = commands.add_parser(
        "info", help="what the index holds, refused and lacks", epilog="Example: python -m index info"
    )
    info.add_argument("--json", action="store_true", help="everything, as JSON")
    info.add_argument("--to", type=Path, metavar="FILE", help="the whole table in a file: .csv or .xlsx")
    info.add_argument("--index", type=Path)
    info.set_defaults(run=holding.info)
    back = commands.add_parser(
        "rollback", help="serve the generation before the newest again", epilog="Example: python -m index rollback"
    )
    back.add_argument("--index", type=Path)
    back.set_defaults(run=holding.roll_back)
    return parser


def _scope(parser: argparse.ArgumentParser) -> None:
    _narrowed(parser)
    parser.add_argument(
        "--off",
        type=_words,
        action="append",
        default=[],
        metavar="PART",
        help='leave a part of the question out of account: a key of "parts" in the JSON',
    )


def _narrowed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--where",
        type=_words,
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="narrow, for instance grade=good; may be repeated",
    )
    parser.add_argument("--index", type=Path, help="folder of the index (default: INSPECTION_INDEX, else index/built)")
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        default=cluster.named(),
        help="let the workers of a Dask scheduler answer (default: INSPECTION_CLUSTER)",
    )


def _asking(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    _scope(parser)
    parser.add_argument("--by", choices=("body", "passage"), default="body")
    parser.add_argument("--format", choices=formats, default=formats[0])
    _paged(parser, "so many passages, or bodies")


def _paged(parser: argparse.ArgumentParser, most: str) -> None:
    parser.add_argument("--limit", type=_positive, default=None, metavar="N", help=most)
    parser.add_argument("--after", type=_number, default=0, metavar="N", help="pass over the first N of them")


def _number(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return number


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
