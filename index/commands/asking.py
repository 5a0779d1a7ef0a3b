"""Questions: answered on the terminal, many at once, into a file."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace

from index.answers.results import Answer, PassageAnswer
from index.commands import kept
from index.export import batch, formats, terminal
from index.export.content import Content, content_of
from index.searcher import Searcher


def search(options: argparse.Namespace) -> int:
    """One question, answered by bodies or by passages."""
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


def many(options: argparse.Namespace) -> int:
    """A file of questions: an answer a line, or all of them in one workbook; 1 where some were refused."""
    text = batch.decoded(options.questions.read_bytes(), str(options.questions))
    if options.to:
        return _workbook(options, text)
    searcher = Searcher.open(options.index, cluster=options.cluster)
    for question in filter(None, map(str.strip, text.splitlines())):
        answer: Answer | PassageAnswer
        if options.by == "passage":
            answer = searcher.passages(question, options.where, options.limit or 20, options.off)
        else:
            answer = searcher.ask(question, options.where, options.off).page(options.after, options.limit)
        print(json.dumps(answer.to_json(), ensure_ascii=False), flush=True)
    return 0


def _workbook(options: argparse.Namespace, text: str) -> int:
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


def export(options: argparse.Namespace) -> int:
    """One question, answered into a file, with its review."""
    ending = formats.known(options.to.name)
    searcher = Searcher.open(options.index, cluster=options.cluster)
    found = content_of(searcher, options.question, options.where, options.off, ending=ending)
    content = replace(found, base=options.page)
    if search := kept.search(kept.saved(options.saved), searcher, options):
        content = replace(content, review=kept.saved(options.saved).decisions(search.id)).reviewed()
    options.to.write_bytes(formats.write(content, ending))
    answer = content.answer
    print(f"{len(answer.listed)} bodies listed of {answer.searched.bodies} searched, in {options.to}", file=sys.stderr)
    return 0
