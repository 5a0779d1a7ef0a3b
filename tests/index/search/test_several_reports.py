"""A body on which there are several reports, and a file that is a report on several bodies."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from corpus.families.profile import Area, Edition, Profile, Scale
from corpus.families.registry import PROFILES
from index.answers.hits import BodyHit
from index.errors import IndexUnusable
from index.export import content, rows
from index.links import Links
from index.review import changes
from index.review.decisions import Decision, Decisions
from index.search.scope import current
from index.searcher import Searcher
from index.storage.columns import ReportRow
from tests.index.made_up import body, opened, report
from ui.html import answer as render

VALE, MERE, WOLD = (
    body("vale", "Vale of Umber"),
    body("mere", "Mereshire"),
    body("wold", "Woldshire Police", "police_force"),
)
LATE, PROMPT = "Health assessments are late for most children.", "Health assessments are now prompt and thorough."
EARLY = "Health assessments were late in this early visit."
OLD = "Health assessments were poor in the old inspection."
ASKED = "concerns about health assessments"
visit = partial(report, family="focused_visits", edition="Visits 2018")

# Of Vale: two full inspections, a visit between them, one after; of Mere: visits and a letter alone; of Woldshire Police:
# what a letter on Mere says of it.
REPORTS = (
    report("old.pdf", VALE, [(OLD, "concern")], end="2017-05-04", edition="SIF 2015", grades={"overall": "inadequate"}),
    visit("early.pdf", VALE, [(EARLY, "concern")], end="2019-03-01"),
    report(
        "full.pdf",
        VALE,
        [("The lunches are warm.", "neutral"), (LATE, "concern")],
        end="2022-06-10",
        grades={"overall": "good", "leadership": "outstanding"},
        address="https://example.org/full",
    ),
    visit("later.pdf", VALE, [(PROMPT, "praise")], end="2023-11-08", published="2023-12-20"),
    visit("first.pdf", MERE, [("Health assessments are late here too.", "concern")], end="2018-02-02"),
    visit("second.pdf", MERE, [("Health assessments improved a little.", "praise")], end="2020-02-02"),
    report(
        "letter.pdf",
        MERE,
        [("Officers record health assessments poorly.", "concern"), ("The letter thanks the council.", "neutral")],
        published="2019-01-01",
        family="joint_targeted",
        edition="Letters 2016",
    ),
    report(
        "letter.pdf",
        WOLD,
        [("Officers record health assessments poorly.", "concern")],
        published="2019-01-01",
        family="joint_targeted",
        edition="Letters 2016",
    ),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return opened(tmp_path_factory.mktemp("several"), REPORTS, (VALE, MERE, WOLD))


def hit(searcher: Searcher, key: str, question: str = ASKED, where: Sequence[str] = ()) -> BodyHit:
    return next(hit for hit in searcher.ask(question, where).bodies if hit.key == key)


def quoted(found: BodyHit) -> set[tuple[str, str]]:
    return {(each.file, each.quote) for each in found.evidence}


def test_what_came_after_the_full_inspection_counts_and_what_came_before_does_not(made: Searcher) -> None:
    found = hit(made, "vale")
    assert found.verdict == "mixed"
    assert quoted(found) == {("full.pdf", LATE), ("later.pdf", PROMPT)}
    assert [origin.file for origin in found.reports] == ["later.pdf", "full.pdf"]
    assert found.found == 2


def test_each_quotation_says_its_report_and_its_day(made: Searcher) -> None:
    late, prompt = sorted(hit(made, "vale").evidence, key=lambda each: each.file)
    assert (late.report, late.date, late.family, late.cycle) == (
        "Report full.pdf",
        "2022-06-10",
        "ofsted",
        "ILACS 2023",
    )
    assert (prompt.date, prompt.family, prompt.cycle) == ("2023-11-08", "focused_visits", "Visits 2018")
    shown = prompt.to_json()
    assert (shown["file"], shown["report"], shown["date"]) == ("later.pdf", "Report later.pdf", "2023-11-08")
    silent = hit(made, "wold", "concerns about warm lunches")
    assert (silent.verdict, silent.evidence) == ("none", ())
    assert silent.to_json()["near"]["file"] == "letter.pdf"


def test_the_grade_is_that_of_the_full_inspection_whatever_the_best_quotation_is_from(made: Searcher) -> None:
    praised = hit(made, "vale", "praise for health assessments")
    assert praised.file == "later.pdf"
    assert (praised.title, praised.published) == ("Report later.pdf", "2023-12-20")
    assert praised.grade is not None
    assert praised.grade.grade == "good"
    assert praised.full is not None
    assert praised.full.file == "full.pdf"
    assert "10 June 2022, first day unknown · ILACS 2023 · Good · Overall ·" in render.facts(
        praised
    )  # not the round of the visit
    assert hit(made, "mere").grade is None


def test_conditions_and_filters_on_grades_go_by_the_full_inspection(made: Searcher) -> None:
    def keys(question: str, *where: str) -> list[str]:
        return [each.key for each in made.ask(question, where).bodies]

    assert keys("health assessments rated good overall") == ["vale"]
    assert keys("health assessments rated inadequate overall") == []  # it was, once
    assert quoted(hit(made, "vale", ASKED, ["grade=good"])) == {("full.pdf", LATE), ("later.pdf", PROMPT)}
    assert keys(ASKED, "grade=inadequate") == []
    listed = made.ask("rated good overall").listed
    assert [(each.key, each.file, [quote.file for quote in each.evidence]) for each in listed] == [
        ("vale", "full.pdf", ["full.pdf"])
    ]


@pytest.mark.parametrize(
    ("question", "where", "said"),
    [
        (ASKED, ["cycle=SIF 2015"], {("old.pdf", OLD)}),
        (f"{ASKED} in 2017", [], {("old.pdf", OLD)}),
        (
            ASKED,
            ["year<=2019"],
            {("old.pdf", OLD), ("early.pdf", EARLY)},
        ),  # the full one that passes, and what came after
        (ASKED, ["year=2019"], {("early.pdf", EARLY)}),
        (ASKED, ["family=focused_visits"], {("later.pdf", PROMPT)}),  # the newest of the family
        (ASKED, ["family=ofsted"], {("full.pdf", LATE)}),
    ],
)
def test_history_is_shown_where_a_time_is_named(
    made: Searcher, question: str, where: list[str], said: set[tuple[str, str]]
) -> None:
    assert quoted(hit(made, "vale", question, where)) == said


def test_without_a_full_inspection_the_newest_of_each_family_counts(made: Searcher) -> None:
    found = hit(made, "mere")
    assert [origin.file for origin in found.reports] == ["second.pdf", "letter.pdf"]
    assert {file for file, _ in quoted(found)} == {"second.pdf", "letter.pdf"}


def test_what_was_searched_and_left_out_is_counted_by_report(made: Searcher) -> None:
    answer = made.ask(ASKED)
    assert (answer.searched.reports, answer.searched.bodies, answer.searched.passages) == (5, 3, 7)
    assert any(
        note.startswith("3 older reports were left out: each body is judged on its newest full")
        for note in answer.notes
    )
    assert not any("comparable" in note for note in answer.notes)  # one graded report is on the list
    assert answer.completeness is not None
    choices = made.catalogue().choices
    assert {choice.value: choice.bodies for choice in choices["cycle"]} == {
        "Visits 2018": 2, "SIF 2015": 1, "Letters 2016": 2, "ILACS 2023": 1,
    }  # fmt: skip


def test_a_letter_on_two_bodies_is_evidence_on_each_and_its_passages_are_shown_once(made: Searcher) -> None:
    assert [each.quote for each in hit(made, "wold").evidence] == ["Officers record health assessments poorly."]
    texts = [passage.text for passage in made.passages("officers record health assessments poorly").passages]
    assert texts.count("Officers record health assessments poorly.") == 1
    page = made.pages.page("letter.pdf", 1)
    assert page is not None
    assert page.report == "Mereshire, Woldshire Police"


def test_quotations_are_verified_linked_and_decided_on_in_their_own_file(made: Searcher) -> None:
    whole = content.content_of(made, "praise for health assessments", ["body=vale"])
    whole.verify()
    review = Decisions({}, {("vale", "full.pdf", LATE): Decision("exclude", "")})
    lines = {str(line["quote"]): line for line in rows.evidence(whole.answer, review, Links("http://here", "g"))}
    assert lines[LATE]["quote_decision"] == "exclude"
    assert (lines[LATE]["file"], lines[LATE]["date"]) == ("full.pdf", "2022-06-10")
    assert (lines[PROMPT]["file"], lines[PROMPT]["published"]) == ("later.pdf", "2023-12-20")
    assert lines[PROMPT]["grade file"] == "full.pdf"
    assert lines[LATE]["open"] == "https://example.org/full#page=1"
    assert "file=later.pdf" in str(lines[PROMPT]["open"])
    swapped = whole.answer.bodies[0].evidence[0]
    with pytest.raises(IndexUnusable):
        made.pages.verify("old.pdf", swapped.place, swapped.quote)


def test_a_new_report_is_told_as_the_reason_of_a_change(made: Searcher, tmp_path: Path) -> None:
    before = opened(tmp_path, [each for each in REPORTS if each.report.file != "later.pdf"], (VALE, MERE, WOLD))
    maker = changes.maker(made.provenance)
    was, now = ({seen.key: seen for seen in changes.seen(each.ask(ASKED), each.pages)} for each in (before, made))
    told = [str(change) for change in changes.changes(was, now, maker, maker)]
    assert told == ["Vale of Umber changed verdict: concern → concern and praise; a newer report was added: later.pdf"]


AREAS = (Area("made", "Made area", graded=False),)
MADE = Profile(
    "made_visits", "Made visits", "Ofsted", "local_authority", (),
    tuple(Edition(name, name, Scale(()), AREAS, ()) for name in ("Made 2", "Made 1")),
)  # fmt: skip


def test_the_key_of_a_family_means_it_alone_and_families_without_grades_are_not_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their inspectorate is called as another family's key is."""
    monkeypatch.setitem(PROFILES, "made_visits", MADE)
    reports = (
        report("full.pdf", VALE, [(LATE, "concern")], end="2022-06-10", grades={"overall": "good"}),
        report("one.pdf", VALE, [(PROMPT, "praise")], end="2023-01-01", family="made_visits", edition="Made 1"),
        report("two.pdf", MERE, [(PROMPT, "praise")], end="2023-02-02", family="made_visits", edition="Made 2"),
    )
    searcher = opened(tmp_path, reports, (VALE, MERE))
    assert quoted(hit(searcher, "vale", ASKED, ["family=Ofsted"])) == {("full.pdf", LATE)}
    assert quoted(hit(searcher, "vale", ASKED, ["family=made visits"])) == {("one.pdf", PROMPT)}
    assert quoted(hit(searcher, "vale")) == {("full.pdf", LATE), ("one.pdf", PROMPT)}
    assert not any("comparable" in note or "no grade of their own" in note for note in searcher.ask(ASKED).notes)


def row(file: str, family: str, date: str | None, *, cycle: str | None = None, graded: bool = False) -> ReportRow:
    grades = {"overall": ("Overall", "good")} if graded else {}
    return ReportRow(0, file, family, cycle, "?", "k", "K", None, None, None, date or f"{cycle} ", grades, date=date)


@pytest.mark.parametrize(
    ("rows", "kept", "full"),
    [
        ([row("a", "x", "2020-01-01"), row("b", "full", "2021-01-01", graded=True)], ["b"], "b"),
        (
            [row("a", "full", "2021-01-01", graded=True), row("b", "x", "2021-01-01")],
            ["b", "a"],
            "a",
        ),  # of the same day
        ([row("a", "full", "2019-01-01", graded=True), row("b", "full", "2021-01-01", graded=True)], ["b"], "b"),
        ([row("a", "x", "2019-01-01"), row("b", "x", "2020-01-01"), row("c", "y", "2018-01-01")], ["b", "c"], None),
        # a report of an unknown day is not known to be history
        ([row("a", "full", "2021-01-01", graded=True), row("b", "x", None)], ["b", "a"], "a"),
        ([row("a", "full", "2023-01-01", graded=True), row("b", "x", None, cycle="2018/19")], ["a"], "a"),
        ([row("a", "full", None, cycle="2018/19", graded=True), row("b", "x", "2020-01-01")], ["b", "a"], "a"),
    ],
)
def test_the_reports_that_say_what_is_so_now(rows: list[ReportRow], kept: list[str], full: str | None) -> None:
    found = current(rows)
    assert sorted(report.file for report in found.rows) == sorted(kept)
    assert (found.full.file if found.full else None) == full
