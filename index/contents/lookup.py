"""What a generation holds, told for the audit and for the filters."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from corpus.bodies import kind_named
from corpus.families.registry import AREA_NAMES, PROFILES, area_name, best_first
from corpus.lexicon import MINED, Entry
from corpus.records import Body
from index.answers.days import spans
from index.contents.records import Catalogue, Choice, Info, Provenance, ReportInfo
from index.question.filters import Filter
from index.storage.columns import ReportRow, unprinted
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
    rows = sorted((each for store in stores for each in _reports(store)), key=lambda each: each[0])
    reports = tuple(report for _, report in rows)
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


def _reports(store: Store) -> Iterator[tuple[tuple[str, str, str], ReportInfo]]:
    """The reports of one part, each with what it is sorted by."""
    counts = {
        name: {row["report"]: row["n"] for row in store.rows(f"select report, count(*) n from {name} group by report")}
        for name in ("grade", "finding", "passage")
    }
    for row in store.rows("select * from report order by id"):
        own = row["id"]
        yield (
            (row["body_name"], row["newest_day"], row["file"]),
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
            ),
        )
