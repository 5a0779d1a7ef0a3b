"""What every record of a report says of the report, and where its words are opened."""

from __future__ import annotations

from typing import Any

from corpus.records import Place
from index.answers.days import dated_by
from index.links import stored
from index.storage.columns import ReportRow
from index.storage.database import Store


def facts(report: ReportRow) -> dict[str, Any]:
    """What a record says of its report."""
    return {
        "body": report.name,
        "family": report.family,
        "region": report.region,
        "cycle": report.cycle,
        "report": report.title,
        "inspected": "; ".join(report.inspected) or None,
        "published": report.published,
        "dated_by": dated_by(report),
        "file": report.file,
        "address": report.address,
    }


def opened(store: Store, report: ReportRow, place: Place) -> dict[str, Any]:
    """What a record says of its place: the page, the key of the body, and what shows the words on their page."""
    return {
        "page": place[0].page if place else None,
        "key": report.key,
        "opens": stored(report.file, place, store.words_at(report.id, place)) if place else None,
    }
