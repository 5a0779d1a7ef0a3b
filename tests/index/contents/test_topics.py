"""Topics to browse: what makes a theme of names, how it is counted, and that each link asks what its number says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from corpus.lexicon import MINED, SIBLING, Entry
from index.contents import asking, topics
from index.contents.topics import ACRONYM, GLOSSARY, Theme, holding, key, names, themes
from index.search.scope import current
from index.searcher import Searcher
from index.storage.words import stems

SYNONYM = "synonym"


def entry(short: str, long: str, kind: str = ACRONYM, family: str = "x", **said: bool) -> Entry:
    return Entry(short, long, kind, family, said.get("ambiguous", False), said.get("word", False))


def made(known: Sequence[Entry], stands: dict[str, str], bodies: str = "aabc") -> list[tuple[Any, ...]]:
    """The themes of four reports, on the bodies of these letters; `stands` has of each name an x for each report with it."""
    none = np.zeros(len(bodies), dtype=bool)
    having = {key(name): none for each in known for name in names(each)}
    having |= {key(name): np.array([mark == "x" for mark in marks]) for name, marks in stands.items()}
    return [(each.name, each.also, each.reports, each.bodies) for each in themes(known, having, list(bodies))]


@pytest.mark.parametrize(
    ("known", "stands", "expected"),
    [
        # an acronym and its full name are one theme, counted once in a report that has both
        ([entry("PO", "pond order")], {"PO": "x.x.", "pond order": ".xx."}, [("pond order", ("PO",), 3, 2)]),
        # the full name is the title, though reports have the acronym alone
        ([entry("PO", "pond order")], {"PO": "...x"}, [("pond order", ("PO",), 1, 1)]),
        # what stands in no report is no theme
        ([entry("PO", "pond order")], {}, []),
        # what stands in none joins no two others
        (
            [entry("slow ponds", "weeding", SYNONYM), entry("slow ponds", "pond flow", SYNONYM)],
            {"pond flow": "xx.."},
            [("pond flow", (), 2, 1)],
        ),
        # one word for what only the public has a name for is none
        ([entry("slow ponds", "weeding", SYNONYM)], {"weeding": "xxxx"}, []),
        # synonyms that reports have are one; the one that most have is the title
        (
            [entry("weeds", "duckweed", SYNONYM), entry("DW", "duckweed")],
            {"weeds": "xxx.", "duckweed": "...x", "DW": "...x"},
            [("weeds", ("DW", "duckweed"), 4, 3)],
        ),
        # equal ones stand as in the lexicon
        ([entry("zeal", "care", SYNONYM)], {"zeal": "x...", "care": "x..."}, [("care", ("zeal",), 1, 1)]),
        # what is akin stays apart, those of most bodies first
        (
            [entry("ponds", "lakes", SIBLING)],
            {"ponds": "xx..", "lakes": ".xxx"},
            [("lakes", (), 3, 3), ("ponds", (), 2, 1)],
        ),
        # an acronym that reads as a word is not looked for, and full names of one acronym are one theme
        (
            [entry("POP", "pond order plan", word=True), entry("POP", "plan of pond order", word=True)],
            {"pond order plan": "x...", "plan of pond order": ".x.."},
            [("pond order plan", ("plan of pond order",), 2, 1)],
        ),
        # what reports on one body alone explain is a local name
        ([entry("BP", "big pond", MINED), entry("LP", "long pond", MINED)], {"BP": "xx..", "LP": ".xx."}, [("long pond", ("LP",), 2, 2)]),
        # a term of a glossary
        ([entry("pond police", "pond police", GLOSSARY)], {"pond police": "x..x"}, [("pond police", (), 2, 2)]),
        # word forms are one name
        ([entry("ponds", "pond", SYNONYM)], {"pond": "x..."}, [("pond", (), 1, 1)]),
    ],
)  # fmt: skip
def test_what_names_of_one_thing_make(known: list[Entry], stands: dict[str, str], expected: list[Any]) -> None:
    assert made(known, stands) == expected


def test_acronyms_that_the_index_takes_for_one_are_not_looked_for() -> None:
    more = [entry("QUD", "quay dock", family="general"), entry("QUDS", "quay dock service", family="general")]
    mine = [each for each in holding("general", more) if each.family == "general" and each.long.startswith("quay")]
    assert [names(each) for each in mine] == [("quay dock",), ("quay dock service",)]


def test_a_glossary_term_with_its_acronym_behind_it_is_no_second_theme() -> None:
    more = [entry("QUD", "quay dock", family="general"), *topics.glossary([("general", "quay dock qud")])]
    assert [e.long for e in holding("general", more) if e.long.startswith("quay")] == ["quay dock"]


def told(searcher: Searcher) -> dict[str, topics.FamilyTopics]:
    return {each.family: each for each in searcher.topics()}


def test_themes_of_the_samples_are_counted_as_they_stand(searcher: Searcher) -> None:
    """By going through every sentence that is no standing text, which is another way than the index of words."""
    (store,) = searcher._stores
    said: dict[int, list[str]] = {}
    for row in store.rows(
        "select p.report, s.text from sentence s join passage p on p.id = s.passage where s.standing = 0"
    ):
        said.setdefault(row["report"], []).append(f" {' '.join(stems(row['text']))} ")
    seen = 0
    for family in searcher.topics():
        own = [row for row in searcher.reports if row.family == family.family]
        judged = [row for body in {row.key for row in own} for row in current(r for r in own if r.key == body).rows]
        for theme in family.themes:
            wanted = [f" {key(name)} " for name in (theme.name, *theme.also)]
            having = {
                row.key for row in judged if any(name in text for text in said.get(row.id, ()) for name in wanted)
            }
            assert theme.bodies == len(having), theme
            seen += 1
    assert seen > 50


def test_themes_come_from_the_reports_at_hand(searcher: Searcher) -> None:
    peel = {theme.name: theme for theme in told(searcher)["peel"].themes}
    assert "DVPO" in peel["domestic violence protection order"].also
    assert all(theme.bodies for each in told(searcher).values() for theme in each.themes)
    assert "unaccompanied asylum-seeking children" not in peel
    ranked = [theme.bodies for theme in told(searcher)["peel"].themes]
    assert ranked == sorted(ranked, reverse=True)


def test_every_number_is_that_of_the_search_it_leads_to(searcher: Searcher) -> None:
    asked = 0
    for family in searcher.topics():
        where = (f"family={family.family}",)
        for area in family.areas:
            for grade, bodies in [("", area.bodies), *area.grades]:
                answer = searcher.ask(asking.of_area(family.family, area.key, grade), where)
                assert (answer.understood.answer, len(answer.listed)) == ("grades", bodies), answer.question
                asked += 1
        for found in family.kinds:
            if question := asking.of_kind(family.family, found.kind):
                answer = searcher.ask(question, where)
                assert (answer.understood.answer, len(answer.listed)) == ("findings", found.bodies), question
                assert sum(len(hit.evidence) for hit in answer.bodies) == found.findings
                asked += 1
    assert asked > 40


@pytest.mark.parametrize("side", [asking.CONCERN, asking.PRAISE, asking.ANY])
def test_a_question_about_a_theme_is_read_as_it_is_meant(searcher: Searcher, side: str) -> None:
    for family in searcher.topics():
        for theme in [*family.themes[:40], Theme("no further action", (), 1, 1), Theme("strong pond", (), 1, 1)]:
            question = asking.of_theme(family.family, theme.name, side)
            query = searcher.understand(question, (f"family={family.family}",))
            assert (query.answer, query.stance) == ("search", side or "neutral"), question
            assert [f.key for f in query.filters] == ["family"], question


def test_kinds_that_no_words_ask_for_have_no_question() -> None:
    assert asking.of_kind("peel", "main_finding") is None
    assert asking.of_kind("peel", "cause_of_concern") == "forces with causes of concern"
    assert asking.of_kind("general", "recommendation") == "reports with recommendations"


def test_topics_can_be_written_down(searcher: Searcher) -> None:
    written = json.loads(json.dumps([each.to_json() for each in searcher.topics()]))
    assert {each["family"] for each in written} == {row.family for row in searcher.reports}
    assert written[0]["themes"][0].keys() == {"name", "also", "reports", "bodies"}
