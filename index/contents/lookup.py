"""What a generation holds, told for the audit and for the filters."""

from __future__ import annotations

import json
from collections.abc import Callable

from corpus.bodies import kind_named
from corpus.families.registry import AREA_NAMES, PROFILES, area_name, best_first
from corpus.lexicon import MINED, Entry
from corpus.records import Body
from index.answers.days import spans
from index.contents.records import Catalogue, Choice, Info, Provenance, ReportInfo
from index.question.filters import Filter
from index.storage.columns import Table, unprinted
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


def catalogue(table: Table, bodies_with: Callable[[Filter], int]) -> Catalogue:
    """The choices of each filter, in the order a reader expects; `bodies_with` counts what each leaves."""
    used = {key for r in table.reports for key in r.grades} | set(table.areas)
    values: dict[str, list[tuple[str, str]]] = {
        "family": [(f, p.label) for f, p in PROFILES.items() if any(r.family == f for r in table.reports)],
        "region": [(x, x) for x in sorted({r.region for r in table.reports if r.region})],
        "body": sorted({(r.key, r.name) for r in table.reports}, key=lambda pair: pair[1]),
        "cycle": [(x, x) for x in sorted({r.cycle for r in table.reports if r.cycle}, reverse=True)],
        "area": [(key, area_name(key)) for key in AREA_NAMES if key in used],
        "grade": [(g, g.capitalize()) for g in best_first(g for r in table.reports for _, g in r.grades.values())],
        "kind": [
            (k, k.replace("_", " ").capitalize())
            for k in sorted(table.kinds)
            if k not in ("", "context", "boilerplate")
        ],
        "stance": [(s, s.capitalize()) for s in ("concern", "praise", "neutral") if s in table.stances],
    }
    return Catalogue(
        {
            key: tuple(Choice(value, label, bodies_with(Filter(key, "=", value))) for value, label in pairs)
            for key, pairs in values.items()
        }
    )


def provenance(store: Store, generation: Generation) -> Provenance:
    """What answers from this generation are made from."""
    families = {row["family"] for row in store.rows("select distinct family from report")}
    return Provenance(
        generation=generation.name,
        sha256=generation.sha256,
        built=str(generation.manifest["built"]),
        model=generation.model,
        pipeline=store.meta.get("pipeline", "unknown"),
        invented=store.meta.get("invented") == "1",
        licences=tuple(p.licence for f, p in PROFILES.items() if f in families and p.licence),
    )


def info(store: Store, generation: Generation, register: dict[str, Body]) -> Info:
    """The audit of a generation."""
    counts = {
        name: {row["report"]: row["n"] for row in store.rows(f"select report, count(*) n from {name} group by report")}
        for name in ("grade", "finding", "passage")
    }
    reports = []
    for row in store.rows("select * from report order by body_name, newest_day"):
        own = row["id"]
        reports.append(
            ReportInfo(
                file=row["file"],
                sources=tuple(s["file"] for s in store.rows("select file from source where report = ?", (own,))),
                family=row["family"],
                body=row["body_name"],
                cycle=row["cycle"],
                edition=row["edition"],
                published=row["published"],
                inspected=spans(row["inspected"]),
                pages=row["pages"],
                grades=counts["grade"].get(own, 0),
                grades_expected=row["grades_expected"],
                not_judged=tuple(
                    n["label"] for n in store.rows("select label from not_judged where report = ?", (own,))
                ),
                findings=counts["finding"].get(own, 0),
                passages=counts["passage"].get(own, 0),
                problems=tuple(p["text"] for p in store.rows("select text from problem where report = ?", (own,))),
                unprinted=unprinted(row),
            )
        )
    have = {row["body"] for row in store.rows("select distinct body from report")}
    families = {r.family for r in reports}
    return Info(
        generation=generation.name,
        built=str(generation.manifest["built"]),
        model=generation.model,
        invented=store.meta.get("invented") == "1",
        reports=tuple(reports),
        refused=tuple((row["file"], row["reason"]) for row in store.rows("select * from refused")),
        no_report=tuple(b.name for b in register.values() if b.status == "current" and b.key not in have),
        bodies=len({r.body for r in reports}),
        passages=int(generation.manifest["passages"]),
        sentences=int(generation.manifest["sentences"]),
        licences=tuple(p.licence for f, p in PROFILES.items() if f in families and p.licence),
    )
