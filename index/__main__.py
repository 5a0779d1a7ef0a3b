"""`python -m index`: questions to a published index, on the command line. Results on stdout, problems on stderr."""

from __future__ import annotations

import argparse
import io
import json
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from corpus.families.texts import first_examples
from index.answers.results import Answer, PassageAnswer
from index.contents.findings import ORDERS, set_apart
from index.errors import BadFilter, IndexUnusable, UnknownFormat
from index.export import batch, formats, terminal
from index.export.content import HERE, USES, Content, content_of
from index.export.contents import contents_table, findings_table
from index.links import Links
from index.parts import cluster
from index.review import changes, telling
from index.review.saved import Saved, SavedUnusable, Search
from index.searcher import Searcher
from index.storage.generations import rollback, root_folder

FEW = 50  # findings in the terminal
SAVED_HELP = "the saved searches (default: INSPECTION_SAVED, else saved/searches.db)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0 when done, 2 for wrong usage or no usable index."""
    _spell_out()
    options = _parser().parse_args(arguments)
    logging.disable(logging.WARNING)
    try:
        return int(options.run(options))
    except (IndexUnusable, BadFilter, SavedUnusable, UnknownFormat) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2


def _spell_out() -> None:
    """Letters that a terminal has not are spelt by their numbers; a result is not lost over one."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _words(text: str) -> str:
    """An argument as text; what is no UTF-8 in it is shown as a substitute."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    search = commands.add_parser(
        "search",
        help="answer a question",
        epilog=f'Example: python -m index search "{first_examples(1)[0]}" --where "grade<good"',
    )
    search.add_argument("question", type=_words, metavar="QUESTION")
    _asking(search, ("table", "json", "csv"))
    search.set_defaults(run=_search)
    many = commands.add_parser(
        "batch",
        help="answer a file of questions, one a line",
        epilog="Example: python -m index batch questions.txt --to answers.xlsx",
    )
    many.add_argument("questions", type=Path, metavar="QUESTIONS.txt")
    many.add_argument("--to", "--out", type=Path, metavar="FILE.xlsx", help="all answers in one workbook instead")
    _asking(many, ("jsonl",))
    many.set_defaults(run=_batch)
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
    file.set_defaults(run=_export)
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
    table.set_defaults(run=_findings)
    changed = commands.add_parser(
        "changes",
        help="what changed in saved searches since they were last seen",
        epilog="Example: python -m index changes --seen",
    )
    changed.add_argument("--saved", type=Path, metavar="FILE", help=SAVED_HELP)
    changed.add_argument("--seen", action="store_true", help="mark the present answers as read")
    changed.add_argument("--json", action="store_true")
    changed.add_argument("--index", type=Path)
    changed.set_defaults(run=_changes)
    reviews = commands.add_parser(
        "reviews",
        help="how reviews of saved searches stand: who decided, how far two agree, what is in dispute",
        epilog="Example: python -m index reviews --json",
    )
    reviews.add_argument("--saved", type=Path, metavar="FILE", help=SAVED_HELP)
    reviews.add_argument("--json", action="store_true")
    reviews.set_defaults(run=_reviews)
    info = commands.add_parser(
        "info", help="what the index holds, refused and lacks", epilog="Example: python -m index info"
    )
    info.add_argument("--json", action="store_true", help="everything, as JSON")
    info.add_argument("--to", type=Path, metavar="FILE", help="the whole table in a file: .csv or .xlsx")
    info.add_argument("--index", type=Path)
    info.set_defaults(run=_info)
    back = commands.add_parser(
        "rollback", help="serve the generation before the newest again", epilog="Example: python -m index rollback"
    )
    back.add_argument("--index", type=Path)
    back.set_defaults(run=_rollback)
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


def _search(options: argparse.Namespace) -> int:
    searcher = Searcher.open(options.index, cluster=options.cluster)
    if options.by == "passage":
        found = searcher.passages(options.question, options.where, options.limit or 20, options.off)
        print(terminal.PASSAGES[options.format](found), end="")
    else:
        answer = searcher.ask(options.question, options.where, options.off)
        if options.format == "table":
            print(terminal.table(answer, options.limit, options.after), end="")
        else:
            print(formats.PRINTED[options.format](answer.page(options.after, options.limit)), end="")
    return 0


def _batch(options: argparse.Namespace) -> int:
    text = batch.decoded(options.questions.read_bytes(), str(options.questions))
    if options.to:
        return _batch_workbook(options, text)
    searcher = Searcher.open(options.index, cluster=options.cluster)
    for question in filter(None, map(str.strip, text.splitlines())):
        answer: Answer | PassageAnswer
        if options.by == "passage":
            answer = searcher.passages(question, options.where, options.limit or 20, options.off)
        else:
            answer = searcher.ask(question, options.where, options.off).page(options.after, options.limit)
        print(json.dumps(answer.to_json(), ensure_ascii=False), flush=True)
    return 0


def _batch_workbook(options: argparse.Namespace, text: str) -> int:
    formats.known(options.to.name, [".xlsx"])
    searcher = Searcher.open(options.index, cluster=options.cluster)

    def answered(question: str) -> Content:
        return replace(content_of(searcher, question, options.where, options.off), base=options.page)

    done, refused = batch.answer_all(batch.questions(text), answered)
    options.to.write_bytes(batch.workbook_of(done, refused))
    for question, reason in refused:
        print(f"“{question}” was not answered: {reason}", file=sys.stderr)
    print(f"{len(done)} questions answered, in {options.to}", file=sys.stderr)
    return 1 if refused else 0


def _export(options: argparse.Namespace) -> int:
    ending = formats.known(options.to.name)
    searcher = Searcher.open(options.index, cluster=options.cluster)
    found = content_of(searcher, options.question, options.where, options.off, ending=ending)
    content = replace(found, base=options.page)
    if search := _kept(_saved(options.saved), searcher, options):
        content = replace(content, review=_saved(options.saved).decisions(search.id)).reviewed()
    options.to.write_bytes(formats.write(content, ending))
    answer = content.answer
    print(f"{len(answer.listed)} bodies listed of {answer.searched.bodies} searched, in {options.to}", file=sys.stderr)
    return 0


def _findings(options: argparse.Namespace) -> int:
    searcher = Searcher.open(options.index, cluster=options.cluster)
    where = set_apart(options.where)
    after, links = options.after, Links(options.page, searcher.generation)
    limit = options.limit or (FEW if options.format == "table" else None)
    asked = (where, options.contains)
    if options.format == "csv":
        found = searcher.each_finding(*asked, order=options.order, after=after, limit=limit)
        sys.stdout.writelines(findings_table.csv_rows(found, links))
        return 0
    findings = searcher.findings(*asked, order=options.order, after=after, limit=limit)
    if options.format == "json":
        print(findings_table.printed_json(findings, links), end="")
    else:
        print(findings_table.terminal(findings, after), end="")
    return 0


def _saved(named: Path | None) -> Saved:
    """The saved searches. Raises `SavedUnusable` where a file is named that is not there."""
    saved = Saved(named)
    if named and not saved.path.is_file():
        raise SavedUnusable(f"There are no saved searches in {named}; name the file that they are in.")
    return saved


def _kept(saved: Saved, searcher: Searcher, options: argparse.Namespace) -> Search | None:
    """The saved search that this is: the same question, or one that differs in blanks and capitals and is understood alike."""
    if not saved.path.is_file():
        return None
    if found := saved.find(options.question, options.where, options.off):
        return found

    def meant(question: str) -> str:
        return searcher.understand(question, options.where, options.off).describe().sentence.casefold()

    asked, where, off = " ".join(options.question.casefold().split()), sorted(options.where), sorted(options.off)
    return next(
        (
            each
            for each in saved.searches()
            if " ".join(each.question.casefold().split()) == asked
            and (sorted(each.where), sorted(each.off)) == (where, off)
            and meant(each.question) == meant(options.question)
        ),
        None,
    )


def _changes(options: argparse.Namespace) -> int:
    saved, searcher = _saved(options.saved), Searcher.open(options.index)
    maker, told = changes.maker(searcher.provenance), []
    for search in saved.searches() if saved.path.is_file() else ():
        answer = searcher.ask(search.question, search.where, search.off)
        now, outside = changes.seen(answer, searcher.pages), {each.key for each in answer.outside}
        found = changes.changes(saved.seen(search.id), {each.key: each for each in now}, search.maker, maker, outside)
        told.append(
            {
                "question": search.question,
                "where": search.where,
                "seen": search.generation,
                "changes": list(map(asdict, found)),
            }
        )
        if not options.json:
            asked = " ".join([search.question, *search.where])
            print(
                f"{asked} (seen with {search.generation}): {len(found)} changes",
                *(f"    {each}" for each in found),
                sep="\n",
            )
        if options.seen:
            saved.see(search.id, now, searcher.generation, maker)
    if options.json:
        print(json.dumps({"generation": searcher.generation, "searches": told}, ensure_ascii=False, indent=1))
    elif not told:
        print(f"No search is saved in {saved.path}.")
    return 0


def _reviews(options: argparse.Namespace) -> int:
    saved = Saved(options.saved)
    reviews = [
        (search, saved.decisions(search.id), {key: each.body for key, each in saved.seen(search.id).items()})
        for search in saved.searches()
    ]
    if options.json:
        print(json.dumps([telling.summary(*each) for each in reviews], ensure_ascii=False, indent=1))
    elif not reviews:
        print(f"No search is saved in {saved.path}.")
    else:
        print(*(line for each in reviews for line in telling.lines(*each)), sep="\n")
    return 0


def _info(options: argparse.Namespace) -> int:
    info = Searcher.open(options.index).info()
    if options.to:
        contents_table.save(info, options.to)
    else:
        print(json.dumps(info.to_json(), ensure_ascii=False, indent=1) if options.json else terminal.contents(info))
    return 0


def _rollback(options: argparse.Namespace) -> int:
    served = rollback(root_folder(options.index), lambda who: print(who, file=sys.stderr))
    print(
        f"Generation {served.name}, built {served.manifest['built']}, is served again; the next build publishes a newer one."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
