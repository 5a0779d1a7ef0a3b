"""One body: its reports over time, and what they set apart. A part answers for the bodies in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corpus.names import fold, likeness
from corpus.records import Body
from index.contents.findings import Wanted, matching, records
from index.contents.lookup import report_infos
from index.contents.records import GRADE, SET_APART, FindingMade, ReportHeld, ReportInfo
from index.errors import UnknownBody
from index.question.filters import Filter
from index.storage.columns import ReportRow
from index.storage.database import Store

NEAREST, LIKE = 3, 0.5  # names that are offered for one that is unknown, and how like it they have to be
Held = tuple[tuple[ReportHeld, ...], tuple[FindingMade, ...]]


def held(store: Store, reports: Sequence[ReportRow], bodies: Mapping[str, Body], key: str) -> Held | None:
    """The reports on a body, newest first, and what they set apart in that order; None where there is none here."""
    own = sorted((row for row in reports if row.key == key), key=lambda row: (row.newest, row.file), reverse=True)
    if not own:
        return None
    ids = [row.id for row in own]
    infos = {stored["id"]: (stored, info) for stored, info in report_infos(store, ids)}
    also = _also(store, ids, bodies)
    wanted = Wanted(tuple(Filter("kind", "=", kind) for kind in SET_APART))
    place = {row.file: number for number, row in enumerate(own)}
    keys = sorted(matching(store, own, wanted), key=lambda key: place[key[-4]])
    return (
        tuple(_report(*infos[report], tuple(also.get(report, ()))) for report in ids),
        tuple(records(store, own, [key[-2:] for key in keys])),
    )


def _report(stored: Any, info: ReportInfo, also: tuple[str, ...]) -> ReportHeld:
    """Earlier generations know of no theme and no outcome."""
    theme, outcome = (stored[name] if name in stored.keys() else None for name in ("theme", "outcome"))  # noqa: SIM118
    return ReportHeld(info, stored["title"], stored["address"], theme, outcome, also)


def _also(store: Store, reports: Sequence[int], bodies: Mapping[str, Body]) -> dict[int, list[str]]:
    """The names of the bodies inspected with each report's own; earlier generations have none."""
    found: dict[int, list[str]] = {}
    if store.rows("select 1 from sqlite_master where name = 'body_also'"):
        for report, body in store.rows_of(
            "select report, body from body_also where report in {} order by rowid", reports
        ):
            found.setdefault(report, []).append(bodies[body].name if body in bodies else body)
    return found


def printed(store: Store) -> dict[str, tuple[str, ...]]:
    """For each family, the kinds of finding that its reports here set apart."""
    rows = store.rows("select distinct r.family, f.kind from finding f join report r on r.id = f.report")
    rows += store.rows("select distinct r.family, ? kind from grade g join report r on r.id = g.report", (GRADE,))
    families = sorted({row["family"] for row in rows})
    return {
        family: tuple(kind for kind in SET_APART if any((r["family"], r["kind"]) == (family, kind) for r in rows))
        for family in families
    }


def named(asked: str, reports: Iterable[ReportRow], bodies: Mapping[str, Body]) -> tuple[str, str]:
    """Key and name of the body that is asked for by its key, or by a name that is its alone. Raises `UnknownBody`."""
    names = {body.key: body.name for body in bodies.values()} | {row.key: row.name for row in reports}
    if asked in names:
        return asked, names[asked]
    called = {key: (key, name, *(bodies[key].aliases if key in bodies else ())) for key, name in names.items()}
    wanted = fold(asked)
    found = [key for key, own in called.items() if wanted in map(fold, own)]
    if len(found) == 1:
        return found[0], names[found[0]]
    if not found:
        like = {key: max(likeness(asked, name) for name in own) for key, own in called.items()}
        found = sorted((key for key in like if like[key] >= LIKE), key=lambda key: (-like[key], names[key]))[:NEAREST]
        said = f"No body is called “{asked}” here"
    else:
        said = f"Several bodies are called “{asked}”"
    nearest = [(key, names[key]) for key in found]
    offered = f"; the nearest names are {', '.join(name for _, name in nearest)}" if nearest else ""
    raise UnknownBody(f"{said}{offered}.", nearest)
