"""Questions that the grades and boxes of the sample reports answer by themselves, parts switched off, and refusals."""

from __future__ import annotations

import csv
import io

import pytest

from corpus.bodies import load
from corpus.families.registry import PROFILES
from index.answers.results import Answer
from index.export import batch, formats, terminal
from index.export.content import content_of
from index.question.grade_words import GradeWanted, find
from index.question.understand import understand
from index.review import changes
from index.searcher import Searcher
from tests.conftest import TRUTH
from ui.html import answer as render
from ui.html import groups as grouping
from ui.html import headline, matrix


def listed(answer: Answer) -> set[tuple[str, str]]:
    return {(hit.key, hit.cycle or "") for hit in answer.listed}


def graded(area: str, grades: set[str]) -> set[tuple[str, str]]:
    """The reports of the samples with one of these grades of an area, the newest of each body."""
    reports = sorted((r for r in TRUTH["reports"] if r["family"] == "peel"), key=lambda r: r["published"] or "")
    kept = {r["body"]: r for r in reports}
    found = set()
    for r in kept.values():
        key = r["file"].split("/")[-1].split("-")[0]
        if r["grades"].get(area) in grades:
            found.add((key, r["cycle"]))
    return found


@pytest.mark.parametrize(
    ("question", "area", "grades"),
    [
        ("forces that are inadequate at responding to the public", "response", {"inadequate"}),
        ("forces graded good or better for investigating crime", "investigation", {"outstanding", "good"}),
        (
            "forces below adequate for protecting vulnerable people",
            "vulnerability",
            {"requires improvement", "inadequate"},
        ),
        (
            "forces not good at preventing crime",
            "prevention",
            {"outstanding", "adequate", "requires improvement", "inadequate"},
        ),
    ],
)
def test_grades_alone_answer(searcher: Searcher, question: str, area: str, grades: set[str]) -> None:
    answer = searcher.ask(question)
    assert answer.understood.answer == "grades"
    assert listed(answer) == graded(area, grades)
    for hit in answer.listed:
        assert hit.grade is not None
        assert hit.grade.area == area
        assert hit.grade.grade in grades
        assert all(quote.kind == "grade" and hit.grade.grade in quote.quote.lower() for quote in hit.evidence)
    assert any(f"{len(answer.listed)} of {len(answer.bodies)} bodies" in note for note in answer.notes)


def test_every_body_with_a_report_is_in_the_answer(searcher: Searcher) -> None:
    answer = searcher.ask("forces graded outstanding for responding to the public")
    assert {hit.family for hit in answer.bodies} == {"peel"}
    assert len(answer.bodies) == 4
    assert answer.no_report == ("Larkenshire Police",)


def test_boxes_of_a_kind_are_all_shown(searcher: Searcher) -> None:
    answer = searcher.ask("all areas for improvement for Quillhaven Police")
    assert answer.understood.answer == "findings"
    (hit,) = answer.bodies
    truth = next(r for r in TRUTH["reports"] if "quillhaven" in r["file"])
    expected = sum(1 for box in truth["boxes"] if box["kind"] == "area_for_improvement")
    assert len(hit.evidence) == expected > 0
    assert {quote.kind for quote in hit.evidence} == {"area_for_improvement"}


def test_a_condition_on_grades_narrows_a_search(searcher: Searcher) -> None:
    everybody = searcher.ask("forces with concerns about DVPOs")
    some = searcher.ask("forces graded good or better for investigating crime with concerns about DVPOs")
    kept = {key for key, _ in graded("investigation", {"outstanding", "good"})}
    assert some.understood.answer == "search"
    assert {hit.key for hit in some.bodies} == kept
    assert kept < {hit.key for hit in everybody.bodies}


def test_a_part_that_is_switched_off_is_not_counted(searcher: Searcher) -> None:
    whole = searcher.ask("Quillhaven Police concerns about DVPOs")
    keys = [part.key for part in whole.understood.parts]
    assert {"body=quillhaven", "stance"} <= set(keys)
    assert [hit.key for hit in whole.bodies] == ["quillhaven"]
    wider = searcher.ask("Quillhaven Police concerns about DVPOs", off=["body=quillhaven", "stance"])
    assert len(wider.bodies) > 1
    assert wider.understood.stance == "neutral"
    assert "Quillhaven Police" in whole.understood.sentence
    assert [part.words for part in whole.understood.parts if part.what == "body"] == ["Quillhaven Police"]
    assert [part.key for part in wider.understood.parts] == keys
    expanded = next(key for key in keys if key.startswith("also:"))
    assert len(whole.understood.expansions) > len(
        searcher.ask("Quillhaven Police concerns about DVPOs", off=[expanded]).understood.expansions
    )


def test_the_reports_that_the_noun_stands_for_can_be_left_out_of_account(searcher: Searcher) -> None:
    forces = searcher.ask("forces with concerns about neglect")
    assert next(part for part in forces.understood.parts if part.key == "programme").words == "police forces"
    assert {hit.family for hit in forces.bodies} == {"peel"}
    every = searcher.ask("forces with concerns about neglect", off=["programme"])
    assert every.understood.text == forces.understood.text
    assert {hit.family for hit in every.bodies} == {row["family"] for row in TRUTH["reports"]}


def test_a_report_without_an_overall_grade_has_none_in_an_answer(searcher: Searcher) -> None:
    """Its prose tells an earlier overall grade; that is not this inspection's."""
    for question in ("councils graded inadequate overall", "councils graded good or better overall"):
        answer = searcher.ask(question)
        assert answer.understood.answer == "grades"
        (hit,) = (hit for hit in answer.bodies if hit.key == "veldham")
        assert not hit.listed
        assert hit.evidence == ()
        assert hit.grade is None


def test_a_letter_without_grades_is_on_no_list_of_grades(searcher: Searcher) -> None:
    answer = searcher.ask("councils graded inadequate for care leavers")
    assert "marrowdale" in {hit.key for hit in answer.listed}
    assert "focused_visits" not in {hit.family for hit in answer.listed}


def test_unwanted_words_take_their_sentences_out(searcher: Searcher) -> None:
    def said(question: str) -> list[str]:
        return [passage.text.lower() for passage in searcher.passages(question, limit=30).passages]

    assert any("breach" in text for text in said("DVPO"))
    assert said("DVPO -breaches")
    assert not any("breach" in text for text in said("DVPO -breaches"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("best police force in England", "no overall grade"),
        ("which force is the worst?", "no overall grade"),
        ("BTP PEEL grade", "British Transport Police gets no PEEL report"),
        ("Police Scotland", "Police Scotland gets no PEEL report"),
    ],
)
def test_what_cannot_be_answered_honestly_is_refused_with_the_reason(question: str, said: str) -> None:
    query = understand(question, (), load().bodies)
    assert query.answer == "refusal"
    assert said in (query.refusal or "")


@pytest.mark.parametrize(
    "question",
    [
        "best practice on county lines",
        "forces working with the NCA on modern slavery",
        "best use of body-worn video",
        "worst delays",
    ],
)
def test_what_only_looks_like_it_is_answered(question: str) -> None:
    assert understand(question, (), load().bodies).answer == "search"


def test_a_refusal_searches_nothing_and_names_nobody(searcher: Searcher) -> None:
    answer = searcher.ask("best police force in England")
    assert (answer.bodies, answer.no_report, answer.searched.reports) == ((), (), 0)
    assert "no overall grade" in answer.notes[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("good domestic abuse work", ()),
        ("inadequate supervision", ()),
        ("good at investigating crime", (GradeWanted("investigation", "=", ("good",)),)),
        ("at least good", (GradeWanted("*", ">=", ("good",)),)),
        ("worse than adequate for investigations", (GradeWanted("investigation", "<", ("adequate",)),)),
        ("outstanding forces", (GradeWanted("*", "=", ("outstanding",)),)),
    ],
)
def test_a_grade_is_one_only_where_the_question_speaks_of_grades(text: str, wanted: tuple[GradeWanted, ...]) -> None:
    assert find(text, ["forces"], frozenset(PROFILES)).wanted == wanted


def test_facts_are_shown_without_a_verdict(searcher: Searcher) -> None:
    answer = searcher.ask("forces graded good or better for investigating crime")
    shown = "".join(render.group(block, {}) for block in grouping.groups(answer))
    assert "is-verdict" not in shown
    assert "On the list" in shown


@pytest.mark.parametrize(
    ("question", "verdicts"),
    [
        ("grades for leadership", {"graded", "ungraded"}),
        ("grades of Quillhaven", {"graded"}),
        ("forces that are inadequate at responding to the public", {"met", "not_met"}),
        ("forces not good at preventing crime", {"met", "not_met"}),
        ("councils graded inadequate overall", {"not_met", "ungraded"}),
        ("councils graded inadequate for care leavers", {"met", "not_met", "ungraded"}),
        ("all causes of concern", {"findings", "no_findings"}),
        ("all areas for improvement for Quillhaven Police", {"findings"}),
    ],
)
def test_what_facts_answer_has_no_verdict_of_texts(searcher: Searcher, question: str, verdicts: set[str]) -> None:
    answer = searcher.ask(question)
    assert {hit.verdict for hit in answer.bodies} == verdicts
    for hit in answer.bodies:
        assert hit.listed == (hit.verdict in ("met", "graded", "findings"))
        assert (hit.grade is not None) == (hit.verdict in ("met", "not_met", "graded"))
    told = "\n".join(
        [
            terminal.table(answer, None),
            formats.csv_printed(answer),
            formats.json_printed(answer),
            *("".join(cells[1:]) for cells in batch.matrix([answer])[1]),
            *(render.group(block, {}) for block in grouping.groups(answer)),
            *(render.body(hit) for hit in answer.bodies),  # as where bodies are set side by side
            headline.summary(answer),
            matrix.areas(answer, searcher.reports),
            matrix.shares(answer),
            *(f"{each.before} {each}" for each in news(answer, searcher)),
        ]
    ).lower()
    assert "nothing found" not in told
    assert "mentioned" not in told
    assert "closest" not in told
    assert "comes close" not in told


def news(answer: Answer, searcher: Searcher) -> list[changes.Change]:
    """All of an answer as news, and all of it as gone."""
    seen = {each.key: each for each in changes.seen(answer, searcher.pages)}
    who = changes.maker(searcher.provenance)
    return [*changes.changes({}, seen, who, who), *changes.changes(seen, {}, who, who)]


def test_rows_of_facts_say_what_they_are(searcher: Searcher) -> None:
    taken = content_of(searcher, "councils graded inadequate for care leavers")
    rows = list(csv.DictReader(io.StringIO(formats.write(taken, ".csv").decode("utf-8-sig"), newline="")))
    kinds = {row["verdict"]: row["row"] for row in rows if row["verdict"]}
    assert kinds == {"met": "grade", "not_met": "another grade", "ungraded": "no grade given"}


def test_the_grade_of_an_area_is_asked_of_all_families_that_call_it_so(searcher: Searcher) -> None:
    answer = searcher.ask("grades for leadership")
    assert {hit.family for hit in answer.listed} == {"peel", "ofsted"}
    (council,) = searcher.ask("grade for leadership in Marrowdale Council").bodies
    assert council.grade is not None
    assert council.grade.area == "leadership"


def test_bodies_without_findings_of_the_kind_are_told(searcher: Searcher) -> None:
    answer = searcher.ask("all causes of concern")
    assert len(answer.bodies) == len(searcher.ask("missing children").bodies)
    assert answer.notes[0].startswith("1 finding of this kind in the reports on 1 of 12 bodies")
