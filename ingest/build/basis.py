"""The reports that statistics are taken from: kept from one generation to the next, so that no verdict moves by itself.

How rare a word is, what is standing text, what an acronym stands for and what a question means in the words of reports
depend on all reports together. Were that found anew with each report that is added, verdicts on the others would change
with no word in them changed. So it is taken from the basis: the reports of the first build. While there are but a few
reports, once the index has grown to more than twice of its basis, and when another version of the program reads them, all
reports are the basis again.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corpus.records import Report
from index.errors import IndexUnusable
from index.storage.database import FILE, Store
from index.storage.generations import newest

LEAST_SHARE = 0.5  # of the reports of an index, those that are its basis
LEAST_REPORTS = 10  # in a basis; what a few have in common says little of those to come


def basis(index: Path, reports: Iterable[Report], pipeline: str) -> frozenset[str]:
    """The files of the reports that are the basis of a generation of these, which comes after those in `index`."""
    known = {report.file: {source.sha256 for source in report.sources} for report in reports}
    before = _before(index, pipeline)
    kept = frozenset(file for file, contents in known.items() if contents & before)
    return kept if len(kept) >= max(LEAST_REPORTS, LEAST_SHARE * len(known)) else frozenset(known)


def _before(index: Path, pipeline: str) -> frozenset[str]:
    """The contents of the basis of the newest generation; none where this program would have read them otherwise."""
    try:
        served = newest(index)
        if served.manifest.get("pipeline") != pipeline:
            return frozenset()
        sql = "select s.sha256 from source s join report r on r.id = s.report where r.basis"
        rows = [row for folder in served.parts for row in Store(folder / FILE).rows(sql)]
    except IndexUnusable:
        return frozenset()
    return frozenset(str(row["sha256"]) for row in rows)
