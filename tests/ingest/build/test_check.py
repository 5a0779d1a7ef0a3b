"""Nothing that breaks what questions rely on is published, and no text can be read into what breaks it."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.families.registry import PROFILES
from corpus.layout.grouping import blocks
from corpus.layout.outline import Outline
from corpus.layout.page_text import PageText
from corpus.records import Line, Passage, Report, Source
from index.encoder import HashingEncoder
from index.searcher import Searcher
from index.storage import database
from ingest import __main__ as building
from ingest.build import check, pipeline, reuse
from ingest.build.inputs import NotPublished
from ingest.read.report import parse_file
from ingest.sentences.passages import passages
from tests import samples
from tests.conftest import TRUTH

REPORT = parse_file(samples.PEEL / "quillhaven-2023-25.pdf", samples.BODIES)
OWN = tuple(passages(REPORT, PROFILES[REPORT.family], HashingEncoder().count))
ODD = [
    "•",
    "• ",
    "– ",
    "1.",
    "12",
    "",
    " ",
    "…",
    "“",
    "••",
    "\u00ad",
    "\ufffe",
    "Areas for improvement",
    "Main findings",
    ".",
    ":",
]
QUESTIONS = [
    *(row["question"] for row in TRUTH["questions"]),
    "forces with DVPO concerns",
    "what is said about calls",
    "forces graded good for investigating crime",
    "“not a phrase of any report”",
    "praise -calls",
    "areas for improvement",
    "",
][:20]


def test_a_report_as_it_is_read_has_no_fault() -> None:
    assert check.fault(REPORT, OWN) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda p: replace(p, text=" "), "has no words"),
        (lambda p: replace(p, sentences=()), "has no sentence"),
        (lambda p: replace(p, finding=10_000), "belongs to no finding"),
        (lambda p: replace(p, text=p.text + " more"), "differs from its page"),
        (lambda p: replace(p, place=(replace(p.place[0], page=999),)), "differs from its page"),
        (lambda p: replace(p, sentences=(replace(p.sentences[0], text="Other words."),)), "a sentence on page"),
        (lambda p: replace(p, sentences=(replace(p.sentences[0], place=()),)), "a sentence on page"),
    ],
)
def test_a_broken_passage_is_a_fault_that_names_its_page(change: object, said: str) -> None:
    broken = change(OWN[5])  # type: ignore[operator]
    assert said in str(check.fault(REPORT, [*OWN[:5], broken, *OWN[6:]]))


def test_a_report_without_a_passage_is_a_fault() -> None:
    assert "no passage of it has any words" in str(check.fault(REPORT, []))


def test_a_report_that_breaks_a_rule_is_left_out_by_name_and_the_rest_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reuse.split_all

    def broken(*given: object) -> list[tuple[Report, tuple[Passage, ...]]]:
        split = real(*given)  # type: ignore[arg-type]
        report, own = split[0]
        return [(report, (replace(own[0], sentences=()), *own[1:])), *split[1:]]

    monkeypatch.setattr(pipeline, "split_all", broken)
    reports = samples.copied(tmp_path / "reports")
    built = pipeline.build([reports], tmp_path / "index", HashingEncoder())
    [(file, reason)] = built.refused
    assert "fault in this program" in reason
    searcher = Searcher.open(tmp_path / "index")
    assert file not in {report.file for report in searcher.reports}
    assert {report.file for report in searcher.reports} == {report.file for report in built.reports}
    assert len(built.reports) == len(TRUTH["reports"]) - 1
    assert searcher.ask("forces with DVPO concerns").bodies


def test_a_generation_that_fails_a_question_is_not_published_and_the_one_before_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, index = samples.copied(tmp_path / "reports"), tmp_path / "index"
    before = pipeline.build([reports / "peel"], index, HashingEncoder()).generation
    write = database.write

    def damaged(path: Path, *given: object) -> None:
        write(path, *given)  # type: ignore[arg-type]
        with sqlite3.connect(path) as store:
            store.execute("update page set text = 'Other words.' where report = 3")

    monkeypatch.setattr(database, "write", damaged)
    with pytest.raises(NotPublished, match=r"not published: the question “.+” fails .+ report it"):
        pipeline.build([reports], index, HashingEncoder())
    assert [path.name for path in index.iterdir() if not path.name.startswith(".")] == [before]
    assert Searcher.open(index).generation == before
    assert building.main(["build", str(reports), "--index", str(index), "--model", "hashing"]) == 2
    monkeypatch.undo()
    assert pipeline.build([reports], index, HashingEncoder()).generation != before


pieces = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(ODD), st.text(min_size=0, max_size=40)),
        st.sampled_from([9.0, 11.0, 16.0, 20.0]),
        st.booleans(),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(pieces)
def test_whatever_is_put_into_an_outline_gives_sound_passages(found: list[tuple[str, float, bool, int]]) -> None:
    ordered = sorted(found, key=lambda piece: piece[3])
    lines = [Line(page, text, size, bold, 70.0, 700.0 - i) for i, (text, size, bold, page) in enumerate(ordered)]
    grouped = blocks([line for line in lines if line.text.strip()])
    text = PageText(grouped, 3, {}, {})
    outline = Outline(text)
    section = outline.section(None, "Cover", area=None)
    finding = outline.finding("main_finding", section)
    for block in grouped:
        if block.kind == "heading":
            finding = outline.finding("main_finding", section, title=block)
        else:
            outline.add(finding, block)
    report = replace(
        REPORT,
        pages=text.pages,
        sections=outline.sections,
        findings=outline.findings,
        grades=(),
        sources=(Source("x.pdf", "pdf", ""),),
    )
    own = list(passages(report, PROFILES[report.family], HashingEncoder().count))
    assert check.fault(report, own) in (None, check.fault(report, []))


odd_lines = st.lists(
    st.one_of(
        st.sampled_from(
            [*ODD, "The force should act. It does not.", "Quillhaven Police is good at responding to the public."]
        ),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60),
    ),
    min_size=3,
    max_size=40,
)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(odd_lines, min_size=1, max_size=3))
def test_every_published_generation_answers(tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]]) -> None:
    folder = tmp_path_factory.mktemp("odd")
    reports = folder / "reports"
    reports.mkdir()
    shutil.copy(samples.PEEL / "bodies.csv", reports)
    shutil.copy(samples.PEEL / "fernmoor-2023-25.pdf", reports)
    for number, lines in enumerate(texts):
        text = "\n".join(["PEEL 2023–25", "An inspection of Quillhaven Police", *lines])
        (reports / f"{number}.txt").write_text(text, encoding="utf-8")
    built = pipeline.build([reports], folder / "index", HashingEncoder())
    assert not [reason for _, reason in built.refused if "fault in this program" in reason]
    searcher = Searcher.open(folder / "index")
    for question in QUESTIONS:
        searcher.ask(question)
        searcher.passages(question)
