"""What a generation holds, told for the audit and for the filters."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from corpus.bodies import kind_named
from corpus.families.registry import AREA_NAMES, PROFILES, area_name, best_first
from corpus.lexicon import MINED, Entry
from corpus.records import Body
from index.answers.days import spans
from index.contents.records import Catalogue, Choice, Info, Provenance, ReportInfo
from index.question.filters import Filter
from index.storage.columns import ReportRow, unprinted
from index.storage.columns import reports as stored_reports
from index.storage.database import Store
from index.storage.generations import Generation


def bodies(store: Store) -> dict[str, Body]:
    """The register the generation was built with, by key. Its third column had another name in earlier generations."""
    return {
        row["key"]: Body(
            row["key"],
            row["name"],
            kind_named(row[2]),
            row["noun"],
            row["region"],
            tuple(json.loads(row["aliases"])),
            row["status"],
            note=row["note"],
            also_words=tuple(json.loads(row["also_words"])),
        )
        for row in store.rows("select * from body order by name")
    }


def acronyms(store: Store) -> tuple[Entry, ...]:
    """The acronyms that the reports of a generation explain."""
    rows = store.rows("select * from acronym order by family, short")
    return tuple(
        Entry(r["short"], r["long"], MINED, r["family"], ambiguous=False, word=bool(r["is_word"])) for r in rows
    )


def glossary(store: Store) -> tuple[tuple[str, str], ...]:
    """The terms that reports explain in a glossary, in order, each with the family of the report."""
    rows = store.rows(
        "select distinct r.family, p.topics from page p join report r on r.id = p.report where p.topics != '[]'"
    )
    return tuple(sorted({(row["family"], term) for row in rows for term in json.loads(row["topics"])}))


def kinds(store: Store, reports: int) -> list[dict[str, int]]:
    """Of each of so many reports, in the order of their ids, how many findings of which kind it has."""
    found: list[dict[str, int]] = [{} for _ in range(reports)]
    for row in store.rows("select report, kind, count(*) n from finding group by report, kind order by report, kind"):
        found[row["report"]][row["kind"]] = row["n"]
    return found


def catalogue(
    reports: Sequence[ReportRow],
    areas: Sequence[str],
    kinds: Sequence[str],
    stances: Sequence[str],
    bodies_with: Callable[[Sequence[Filter]], Sequence[int]],
) -> Catalogue:
    """The choices of each filter, in the order a reader expects; `bodies_with` counts what each leaves.

    `areas`, `kinds` and `stances` are those of the sentences.
    """
    used = {key for r in reports for key in r.grades} | set(areas)
    values: dict[str, list[tuple[str, str]]] = {
        "family": [(f, p.label) for f, p in PROFILES.items() if any(r.family == f for r in reports)],
        "region": [(x, x) for x in sorted({r.region for r in reports if r.region})],
        "body": sorted({(r.key, r.name) for r in reports}, key=lambda pair: pair[1]),
        "cycle": [(x, x) for x in sorted({r.cycle for r in reports if r.cycle}, reverse=True)],
        "area": [(key, area_name(key)) for key in AREA_NAMES if key in used],
        "grade": [(g, g.capitalize()) for g in best_first(g for r in reports for _, g in r.grades.values())],
        "kind": [
            (k, k.replace("_", " ").capitalize()) for k in sorted(kinds) if k not in ("", "context", "boilerplate")
        ],
        "stance": [(s, s.capitalize()) for s in ("concern", "praise", "neutral") if s in stances],
    }
    asked = [(key, value, label) for key, pairs in values.items() for value, label in pairs]
    counts = bodies_with([Filter(key, "=", value) for key, value, _ in asked])
    found: dict[str, list[Choice]] = {key: [] for key in values}
    for (key, value, label), count in zip(asked, counts, strict=True):
        found[key].append(Choice(value, label, count))
    return Catalogue({key: tuple(choices) for key, choices in found.items()})


def provenance(stores: Sequence[Store], generation: Generation) -> Provenance:
    """What answers from this generation, whose parts these are, are made from."""
    families = {row["family"] for store in stores for row in store.rows("select distinct family from report")}
    store = stores[0]
    return Provenance(
        generation=generation.name,
        sha256=generation.sha256,
        built=str(generation.manifest["built"]),
        model=generation.model,
        pipeline=store.meta.get("pipeline", "unknown"),
        invented=store.meta.get("invented") == "1",
        licences=tuple(p.licence for f, p in PROFILES.items() if f in families and p.licence),
    )


def info(stores: Sequence[Store], generation: Generation, register: dict[str, Body]) -> Info:
    """The audit of a generation, whose parts these are."""
    held = [each for store in stores for each in report_infos(store, [row.id for row in stored_reports(store)])]
    held.sort(key=lambda each: (each[0]["body_name"], each[0]["newest_day"], each[0]["file"]))
    reports = tuple(report for _, report in held)
    have = {row["body"] for store in stores for row in store.rows("select distinct body from report")}
    families = {r.family for r in reports}
    return Info(
        generation=generation.name,
        built=str(generation.manifest["built"]),
        model=generation.model,
        invented=stores[0].meta.get("invented") == "1",
        reports=reports,
        refused=tuple((r["file"], r["reason"]) for store in stores for r in store.rows("select * from refused")),
        no_report=tuple(b.name for b in register.values() if b.status == "current" and b.key not in have),
        bodies=len({r.body for r in reports}),
        passages=int(generation.manifest["passages"]),
        sentences=int(generation.manifest["sentences"]),
        licences=tuple(p.licence for f, p in PROFILES.items() if f in families and p.licence),
    )


def report_infos(store: Store, reports: Collection[int]) -> Iterator[tuple[Any, ReportInfo]]:
    """These reports of one part in the order of their ids, each as it is stored and as the audit tells it."""
    sql = "select report, count(*) n from {} where report in {{}} group by report"
    grades, findings, passages = (
        {row["report"]: row["n"] for row in store.rows_of(sql.format(table), reports)}
        for table in ("grade", "finding", "passage")
    )
    sources, not_judged, problems = (
        _several(store, f"select report, {column} from {table} where report in {{}} order by rowid", reports)
        for table, column in (("source", "file"), ("not_judged", "label"), ("problem", "text"))
    )
    for row in store.rows_of("select * from report where id in {} order by id", reports):
        own = row["id"]
        yield (
            row,
            ReportInfo(
                file=row["file"],
                sources=sources.get(own, ()),
                family=row["family"],
                body=row["body_name"],
                cycle=row["cycle"],
                edition=row["edition"],
                published=row["published"],
                inspected=spans(row["inspected"]),
                pages=row["pages"],
                grades=grades.get(own, 0),
                grades_expected=row["grades_expected"],
                not_judged=not_judged.get(own, ()),
                findings=findings.get(own, 0),
                passages=passages.get(own, 0),
                problems=problems.get(own, ()),
                unprinted=unprinted(row),
            ),
        )


def _several(store: Store, sql: str, reports: Collection[int]) -> dict[int, tuple[str, ...]]:
    """What a table has of each report, in order."""
    found: dict[int, tuple[str, ...]] = {}
    for report, value in store.rows_of(sql, reports):
        found[report] = (*found.get(report, ()), value)
    return found
