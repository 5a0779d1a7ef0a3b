"""Bodies that have no answer: without any report, with one outside the filters, with one outside the question. Never mixed up."""

from __future__ import annotations

import csv
import io

import pytest

from index.answers.results import Answer
from index.export import batch, content, formats, terminal
from index.searcher import Searcher
from tests.index.made_up import body, opened, report

EARLY, LATE, VISITED, NEVER = (
    body("early", "Early Borough Council"),
    body("late", "Late Borough Council"),
    body("visited", "Visited Borough Council"),
    body("never", "Never Borough Council"),
)
BODIES = (EARLY, LATE, VISITED, NEVER, body("northshire", "Northshire Constabulary", "police_force"))
SAID = [("Health assessments are late for most children.", "concern")]
QUESTION = "concerns about health assessments in councils"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """Two councils inspected in full, in 2018 and 2024, one visited in 2024 and one never; and a force that is never."""
    reports = [
        report("early.pdf", EARLY, SAID, edition="ILACS 2018", end="2018-05-11", grades={"overall": "good"}),
        report("late.pdf", LATE, SAID, end="2024-03-15", grades={"overall": "inadequate"}),
        report("visit.pdf", VISITED, SAID, family="focused_visits", edition="from 2021", end="2024-06-05"),
    ]
    return opened(tmp_path_factory.mktemp("index"), reports, BODIES, format=4)


def told(answer: Answer) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    return (
        sorted(hit.key for hit in answer.bodies),
        [(each.key, each.by) for each in answer.outside],
        list(answer.no_report),
    )


# where, what is answered, what is outside of what, what has no report
@pytest.mark.parametrize(
    ("question", "where", "answered", "outside", "without"),
    [
        (QUESTION, [], ["early", "late", "visited"], [], [NEVER.name]),
        (QUESTION, ["year=2024"], ["late", "visited"], [("early", "filters")], [NEVER.name]),
        (QUESTION, ["cycle=ILACS 2018"], ["early"], [("late", "filters"), ("visited", "filters")], [NEVER.name]),
        (QUESTION, ["grade=good"], ["early"], [("late", "filters"), ("visited", "filters")], [NEVER.name]),
        (QUESTION, ["family=focused_visits"], ["visited"], [("early", "filters"), ("late", "filters")], [NEVER.name]),
        (QUESTION, ["kind=recommendation"], [], [(k, "filters") for k in ("early", "late", "visited")], [NEVER.name]),
        # who is asked about leaves nobody else to tell of
        (QUESTION, ["body=early"], ["early"], [], []),
        (QUESTION, ["region=Westshire"], [], [], []),
        # what the question itself leaves out is not outside the filters, with filters or without
        (f"{QUESTION} in 2018", [], ["early"], [("late", "question"), ("visited", "question")], [NEVER.name]),
        (
            f"{QUESTION} in 2018",
            ["grade=inadequate"],
            [],
            [("early", "filters"), ("late", "question"), ("visited", "question")],
            [NEVER.name],
        ),
        ("focused visits with concerns about health assessments", [], ["visited"], [("early", "question"), ("late", "question")], [NEVER.name]),
        ("forces with concerns about health assessments", ["year=2024"], [], [], ["Northshire Constabulary"]),
    ],
)  # fmt: skip
def test_why_a_body_has_no_answer(
    made: Searcher,
    question: str,
    where: list[str],
    answered: list[str],
    outside: list[tuple[str, str]],
    without: list[str],
) -> None:
    assert told(made.ask(question, where)) == (answered, outside, without)


def test_those_outside_say_which_report_they_have(made: Searcher) -> None:
    (outside,) = made.ask(QUESTION, ["year=2024"]).to_json()["outside"]
    assert (outside["body"], outside["outside"]) == (EARLY.name, "filters")
    assert [(report["file"], report["cycle"]) for report in outside["reports"]] == [("early.pdf", "ILACS 2018")]


def test_every_file_and_list_tells_them_apart(made: Searcher) -> None:
    where = ["year=2024"]
    taken = content.content_of(made, QUESTION, where, ending=".csv")
    rows = list(csv.DictReader(io.StringIO(formats.write(taken, ".csv").decode("utf-8-sig"))))
    notes = {row["body"]: (row["row"], row["note"], row["file"]) for row in rows if row["body"]}
    assert notes[EARLY.name] == ("outside", "has a report, outside the filters", "early.pdf")
    assert notes[NEVER.name] == ("no report", "no report indexed", "")
    asked = dict(taken.record.entries())["answer"]
    assert asked.endswith("1 more: has a report, outside the filters; 1 more: no report in the index")
    printed = terminal.table(taken.answer, None)
    assert f"1 body has a report, outside the filters: {EARLY.name}" in printed
    assert f"No report for 1 body: {NEVER.name}" in printed
    verdicts = {row[0]: row[1] for row in batch.matrix([taken.answer])[1]}
    assert verdicts[EARLY.name] == "has a report, outside the filters"
    assert [row["note"] for row in taken.answer.rows()][-2:] == [
        "has a report, outside the filters",
        "no report indexed",
    ]
