"""What a generation holds, and which one is served."""

from __future__ import annotations

import argparse
import json
import sys

from index.contents.findings import set_apart
from index.export import terminal
from index.export.contents import contents_table, findings_table
from index.links import Links
from index.searcher import Searcher
from index.storage.generations import rollback, root_folder

FEW = 50  # findings in the terminal


def findings(options: argparse.Namespace) -> int:
    """What reports set apart, and grades, as a table."""
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


def info(options: argparse.Namespace) -> int:
    """The reports, what was refused, and who has none."""
    info = Searcher.open(options.index).info()
    if options.to:
        contents_table.save(info, options.to)
    else:
        print(json.dumps(info.to_json(), ensure_ascii=False, indent=1) if options.json else terminal.contents(info))
    return 0


def roll_back(options: argparse.Namespace) -> int:
    """Serve the generation before."""
    served = rollback(root_folder(options.index), lambda who: print(who, file=sys.stderr))
    print(
        f"Generation {served.name}, built {served.manifest['built']}, is served again; the next build publishes a newer one."
    )
    return 0
