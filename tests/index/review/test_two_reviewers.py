"""Two reviewers of one search: blind until both have decided, an arbiter where they differ, and nothing lost.

States are told by rows: what A, B and the arbiter C decided of a body in, what everybody may know of it out.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.paths import PROJECT
from index import __main__ as asking
from index.answers.hits import BodyHit
from index.export import batch, formats
from index.export.content import Content, content_of
from index.review import changes
from index.review.applied import applied
from index.review.blind import ReviewRefused
from index.review.decisions import Decision
from index.review.joint import ARBITER, REVIEWER
from index.review.saved import Maker, Saved, SavedUnusable, Search, Seen
from index.searcher import Searcher
from tests.index.export.test_formats import read_csv, read_sheets
from ui.html import answer as render
from ui.html import disputes, headline, listing
from ui.html import groups as grouping
from ui.html.quotation import Beside

QUESTION = "forces with DVPO concerns"
MAKER = Maker("p", "m", "e")
A, B, C = "A. Reader", "B. Reader", "C. Judge"
SECRET = "a note for no other eyes"
KEPT = PROJECT / "tests" / "data" / "saved_by_one_reviewer.sql"


def two(path: Path, *names: str, arbiter: str = C) -> tuple[Saved, Search]:
    """A saved search that two review, with these seats taken."""
    saved = Saved(path / "saved.db")
    search = saved.save(QUESTION, [], [], [Seen("a", "Avon", "concern", True, "a.pdf", "1")], "g", MAKER)
    saved.review_by_two(search.id)
    for name in names or (A, B):
        saved.join(search.id, name)
    saved.join(search.id, arbiter, ARBITER)
    return saved, search


@pytest.mark.parametrize(
    ("a", "b", "c", "stands", "by"),
    [
        ("", "", "", None, ""),
        ("include", "", "", None, ""),  # one alone is told to nobody
        ("", "exclude", "", None, ""),
        ("include", "include", "", "include", f"{A} and {B}"),
        ("unsure", "unsure", "", "unsure", f"{A} and {B}"),
        ("include", "exclude", "", "in dispute", f"{A} and {B}"),
        ("include", "unsure", "", "in dispute", f"{A} and {B}"),
        ("include", "exclude", "exclude", "exclude", C),
        ("unsure", "exclude", "include", "include", C),
    ],
)
def test_what_stands_of_two_decisions(tmp_path: Path, a: str, b: str, c: str, stands: str | None, by: str) -> None:
    saved, search = two(tmp_path)
    for name, decision, role in ((A, a, REVIEWER), (B, b, REVIEWER), (C, c, ARBITER)):
        if decision:
            saved.decide(search.id, "a", decision, by=name, role=role)
    review = saved.decisions(search.id)
    found = review.bodies.get("a")
    assert (found and found.word) == stands
    if found:
        assert found.by == by
        assert [each.decision for each in found.each] == [each for each in (a, b, c) if each]  # all are kept
    assert review.panel is not None
    assert review.panel.alone == (1 if bool(a) != bool(b) else 0)


@pytest.mark.parametrize(
    ("decided", "told"),
    [
        ([(A, "body"), (A, "quote")], []),
        ([(A, "quote"), (B, "quote")], []),  # a quotation hints at its body
        ([(A, "quote"), (B, "quote"), (A, "body")], []),
        ([(A, "body"), (B, "body"), (A, "quote")], ["body"]),
        ([(A, "body"), (B, "body"), (A, "quote"), (B, "quote")], ["body", "quote"]),
    ],
)
def test_a_quotation_is_told_when_both_have_decided_on_it_and_on_its_body(
    tmp_path: Path, decided: Sequence[tuple[str, str]], told: list[str]
) -> None:
    saved, search = two(tmp_path)
    for name, what in decided:
        place = {"file": "a.pdf", "quote": "Its words."} if what == "quote" else {}
        saved.decide(search.id, "a", "include", SECRET, by=name, **place)
    review = saved.decisions(search.id)
    assert [*("body" for _ in review.bodies), *("quote" for _ in review.quotes)] == told
    mine = saved.own(search.id, A)
    assert len(mine.bodies) + len(mine.quotes) == sum(name == A for name, _ in decided)


def test_what_both_have_been_told_stays(tmp_path: Path) -> None:
    saved, search = two(tmp_path)
    saved.decide(search.id, "a", "include", by=A)
    saved.decide(search.id, "a", "exclude", by=A)  # until then one may think again
    saved.decide(search.id, "a", "include", by=B)
    with pytest.raises(ReviewRefused, match="so it stays"):
        saved.decide(search.id, "a", "include", by=A)
    with pytest.raises(ReviewRefused, match="so it stays"):
        saved.decide(search.id, "a", "", by=B)
    assert saved.decisions(search.id).body("a").word == "in dispute"
    saved.decide(search.id, "a", "include", by=C, role=ARBITER)
    saved.decide(search.id, "a", "", by=C, role=ARBITER)
    assert saved.decisions(search.id).body("a").disputed


@pytest.mark.parametrize(
    ("by", "role", "decision", "why"),
    [
        ("", REVIEWER, "include", "has not joined"),
        ("D. Passer-by", REVIEWER, "include", "has not joined"),
        (C, REVIEWER, "include", "has not joined this review as reviewer"),
        (A, ARBITER, "include", "has not joined this review as arbiter"),
        (C, ARBITER, "include", "nothing to settle"),
        (A, REVIEWER, "perhaps", "is no decision"),
    ],
)
def test_who_may_not_decide_is_told_why(tmp_path: Path, by: str, role: str, decision: str, why: str) -> None:
    saved, search = two(tmp_path)
    with pytest.raises(ReviewRefused, match=why):
        saved.decide(search.id, "a", decision, by=by, role=role)
    assert not saved.decisions(search.id).begun


def test_an_arbiter_settles_by_include_or_exclude(tmp_path: Path) -> None:
    saved, search = two(tmp_path)
    for name, decision in ((A, "include"), (B, "exclude")):
        saved.decide(search.id, "a", decision, by=name)
    with pytest.raises(ReviewRefused, match="settles with include or exclude"):
        saved.decide(search.id, "a", "unsure", by=C, role=ARBITER)


def test_seats_are_taken_once_and_freed_by_who_has_decided_nothing(tmp_path: Path) -> None:
    saved, search = two(tmp_path)
    assert saved.join(search.id, "  a.  reader ") == A  # the same person
    with pytest.raises(ReviewRefused, match=f"Two reviewers have joined already: {A} and {B}"):
        saved.join(search.id, "D. Passer-by")
    with pytest.raises(ReviewRefused, match="Give your name first"):
        saved.join(search.id, "  ")
    saved.leave(search.id, B)
    saved.join(search.id, C)  # who settles may review as well
    saved.decide(search.id, "a", "include", by=C)
    with pytest.raises(ReviewRefused, match="stays with its name"):
        saved.leave(search.id, C)
    panel = saved.decisions(search.id).panel
    assert panel
    assert (panel.reviewers, panel.arbiter, panel.decided) == ((A, C), C, (0, 1))


def test_decisions_of_one_become_theirs_when_they_join_and_come_back_as_they_were(tmp_path: Path) -> None:
    saved = Saved(tmp_path / "saved.db")
    search = saved.save(QUESTION, [], [], [], "g", MAKER)
    saved.decide(search.id, "a", "include", by=A)
    saved.decide(search.id, "b", "include")
    with closing(sqlite3.connect(saved.path)) as db:  # as if decided last week
        db.execute("update decision set decided = '2026-01-01T00:00:00+00:00'")
        db.commit()
    saved.review_by_two(search.id)
    for name in (A, B):
        saved.join(search.id, name)
    assert saved.decisions(search.id).bodies == {}
    assert saved.own(search.id, A).body("a").decision == "include"
    assert saved.own(search.id, B).bodies == {}
    saved.decide(search.id, "a", "include", by=B)
    review = saved.decisions(search.id)
    assert review.panel
    assert (review.body("a").decision, review.panel.earlier) == ("include", 1)
    saved.review_by_two(search.id, False)
    assert set(saved.decisions(search.id).bodies) == {"a", "b"}
    saved.review_by_two(search.id)
    assert saved.decisions(search.id).body("a").each


# Every surface --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def taken(searcher: Searcher) -> Content:
    return content_of(searcher, QUESTION, ending=".xlsx")


def decided(saved: Saved, search: Search, hit: BodyHit, name: str, decision: str, role: str = REVIEWER) -> None:
    """The same on a body and on its best quotation, with a note."""
    saved.decide(search.id, hit.key, decision, SECRET, by=name, role=role)
    assert hit.best
    saved.decide(search.id, hit.key, decision, SECRET, hit.best.file, hit.best.quote, by=name, role=role)


def surfaces(taken: Content, saved: Saved, search: Search, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """All that anybody is shown, filed or printed of a review, as text."""
    review = saved.decisions(search.id)
    reviewed = replace(taken, review=review)
    found = {ending: formats.write(reviewed, ending).decode() for ending in (".csv", ".json", ".ris", ".bib")}
    found[".xlsx"] = repr(read_sheets(formats.write(reviewed, ".xlsx")))
    found["many"] = repr(read_sheets(batch.workbook_of([reviewed])))
    after = applied(taken.answer, review)
    beside = Beside(after.understood, review=review)
    found["page"] = "".join(render.group(group, {}, None, beside) for group in grouping.groups(after))
    found["page"] += listing.section(listing.Block("list", "All", after.bodies, after.bodies), {}, beside=beside)
    found["page"] += headline.understood(after) + headline.about(after) + disputes.panel(review, "http://here/?q=x")
    found["page"] += disputes.listed(review, {hit.key: hit.body for hit in after.bodies}, {})
    for name, arguments in (("command", []), ("command --json", ["--json"])):
        assert asking.main(["reviews", "--saved", str(saved.path), *arguments]) == 0
        found[name] = capsys.readouterr().out
    return found


def test_nothing_of_one_reviewer_is_on_any_surface_until_the_other_has_decided(
    taken: Content, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved, search = two(tmp_path)
    hit = taken.answer.listed[0]
    decided(saved, search, hit, A, "exclude")
    for name, text in surfaces(taken, saved, search, capsys).items():
        assert SECRET not in text, name
        assert "exclude" not in text.replace("excluded", "").replace('"exclude": 0', ""), name
    after = applied(taken.answer, saved.decisions(search.id))
    assert [each.key for each in after.listed] == [each.key for each in taken.answer.listed]
    decided(saved, search, hit, B, "include")
    for name, text in surfaces(taken, saved, search, capsys).items():
        assert text.count(SECRET) >= 2, name
        assert "in dispute" in text.lower(), name


def test_what_is_agreed_and_settled_applies_and_what_is_in_dispute_does_not(taken: Content, tmp_path: Path) -> None:
    saved, search = two(tmp_path)
    first, second = taken.answer.listed[:2]
    into = next(hit for hit in taken.answer.bodies if not hit.listed)
    for name, decisions in ((A, "exclude exclude include"), (B, "exclude include include")):
        for hit, decision in zip((first, second, into), decisions.split(), strict=True):
            saved.decide(search.id, hit.key, decision, by=name)
    program = {hit.key for hit in taken.answer.listed}
    after = applied(taken.answer, saved.decisions(search.id))
    assert {hit.key for hit in after.listed} == program - {first.key} | {into.key}
    assert after.notes[-1] == (
        f"1 body is in dispute between {A} and {B}; the program’s own verdict stands there until {C} settles it."
    )
    assert rows_of(taken, saved, search)[second.body] == ("yes", "in dispute", f"{A}: exclude; {B}: include")
    assert applied(after, saved.decisions(search.id)).notes == after.notes
    saved.decide(search.id, second.key, "exclude", "off topic", by=C, role=ARBITER)
    after = applied(taken.answer, saved.decisions(search.id))
    assert {hit.key for hit in after.listed} == program - {first.key, second.key} | {into.key}
    assert after.notes == taken.answer.notes
    said = f"{A}: exclude; {B}: include; {C}: exclude (off topic)"
    assert rows_of(taken, saved, search)[second.body] == ("no", "exclude", said)


def rows_of(taken: Content, saved: Saved, search: Search) -> dict[str, tuple[str, str, str]]:
    """What a file for programs says of each body: listed, the decision, its note; one for readers says the same in words."""
    reviewed = replace(taken, review=saved.decisions(search.id))
    told = {
        row["body"]: (row["listed"], row["decision"], row["decision_note"])
        for row in read_csv(formats.write(reviewed, ".csv"))
        if row["body"]
    }
    words = {"in dispute": "In dispute", "exclude": "Excluded", "include": "Included"}
    for row in read_sheets(formats.write(reviewed, ".xlsx"))["All bodies"]:
        listed, decision, note = told[str(row["Body"])]
        assert str(row["Review"]).startswith(words.get(decision, "None"))
        assert str(row["Review"]).endswith(note or "")
        assert str(row["On the list"]).startswith("Listed") == (listed == "yes")
    return told


def test_the_record_tells_who_agreed_how_far(taken: Content, tmp_path: Path) -> None:
    saved, search = two(tmp_path)
    first, second = taken.answer.listed[:2]
    for hit, a, b in ((first, "include", "include"), (second, "include", "exclude")):
        saved.decide(search.id, hit.key, a, by=A)
        saved.decide(search.id, hit.key, b, by=B)
    saved.decide(search.id, second.key, "exclude", by=C, role=ARBITER)
    record = dict(replace(taken, review=saved.decisions(search.id)).reviewed().record.entries())
    why = "kappa says nothing: one of them decided the same throughout"
    assert record["agreement"] == f"decided by {A} and {B}, agreement 50 % of 2, {why}; 1 settled by {C}"
    assert record["review"].startswith(
        "2 of 4 bodies decided by both of two reviewers, each blind to the other since 2"
    )
    assert record["review"].endswith("1 included, 1 excluded, 0 unsure, 0 in dispute; 0 quotations decided")
    assert record["settled by the arbiter"] == f"{second.body} ({A}: include; {B}: exclude; {C}: exclude)"
    assert record["reviewed by"] == f"{A}, {B}, {C}"
    shown = json.loads(formats.write(replace(taken, review=saved.decisions(search.id)), ".json"))
    (body,) = (each for each in shown["bodies"] if each["key"] == second.key)
    assert [(each["by"], each["decision"]) for each in body["decision"]["each"]] == [
        (A, "include"),
        (B, "exclude"),
        (C, "exclude"),
    ]


def test_a_review_by_two_that_has_not_begun_says_so(taken: Content, tmp_path: Path) -> None:
    saved = Saved(tmp_path / "saved.db")
    search = saved.save(QUESTION, [], [], [], "g", MAKER)
    saved.review_by_two(search.id)
    record = dict(replace(taken, review=saved.decisions(search.id)).reviewed().record.entries())
    assert record["agreement"] == "two are to review; joined so far: nobody"
    assert "after review" not in record["answer"]


def test_the_export_command_takes_what_both_decided_along(
    searcher: Searcher, hashed: Path, taken: Content, tmp_path: Path
) -> None:
    saved = Saved(tmp_path / "saved.db")
    search = saved.save(QUESTION, [], [], [], searcher.generation, changes.maker(searcher.provenance))
    saved.review_by_two(search.id)
    file, hit = tmp_path / "list.json", taken.answer.listed[0]
    command = ["export", QUESTION, "--to", str(file), "--index", str(hashed), "--saved", str(saved.path)]
    told = []
    for name in (A, B):
        saved.join(search.id, name)
        saved.decide(search.id, hit.key, "exclude", by=name)
        assert asking.main(command) == 0
        bodies = json.loads(file.read_text(encoding="utf-8"))["bodies"]
        told.append(next(each["listed"] for each in bodies if each["key"] == hit.key))
    assert told == [True, False]


# The file -------------------------------------------------------------------------------------------------------------


def kept(path: Path) -> Path:
    """A file as the version before reviews by two wrote it."""
    file = path / "saved.db"
    with closing(sqlite3.connect(file)) as db:
        db.executescript(KEPT.read_text(encoding="utf-8"))
    return file


def test_a_file_of_the_version_before_is_read_without_loss(tmp_path: Path) -> None:
    saved = Saved(kept(tmp_path))
    filtered, plain = saved.searches()
    assert (plain.question, plain.where, plain.blind_since) == (QUESTION, (), "")
    assert (filtered.question, filtered.where, filtered.off) == ("slow answering of 999 calls", ("cycle=2023-25", "grade=good"), ("stance",))  # fmt: skip
    review = saved.decisions(plain.id)
    assert review.panel is None
    assert review.body("fernmoor") == Decision("exclude", "another matter, “é”")
    assert (review.body("fernmoor").by, review.body("fernmoor").on) == (A, "2026-11-20T10:00:00+00:00")
    assert review.quote("fernmoor", "peel/fernmoor-2023-25.pdf", "=Its words.") == Decision("unsure", "=1+1")
    assert saved.seen(plain.id) == {"fernmoor": Seen("fernmoor", "Fernmoor Police", "concern", True, "peel/fernmoor-2023-25.pdf", "1 2")}  # fmt: skip
    saved.review_by_two(plain.id)
    assert saved.join(plain.id, A) == A
    assert saved.own(plain.id, A).body("fernmoor").decision == "exclude"
    with closing(sqlite3.connect(saved.path)) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)


WRITER = """
import sys
from pathlib import Path
from index.review.joint import REVIEWER
from index.review.saved import Maker, Saved
path, name, question, many = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
saved = Saved(path)
search = saved.save(question, [], [], [], "g", Maker("p", "m", "e"))
saved.review_by_two(search.id)
saved.join(search.id, name)
for number in range(many):
    saved.decide(search.id, f"body-{number}", "include", by=name)
    print(number, flush=True)
"""


def writer(path: Path, name: str, question: str, many: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), name, question, str(many)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_several_processes_write_at_once_into_a_file_that_is_brought_up_to_date_by_the_first(tmp_path: Path) -> None:
    file = kept(tmp_path)
    each = [writer(file, name, question, 25) for question in (QUESTION, "rural crime") for name in (A, B)]
    for process in each:
        out, problems = process.communicate(timeout=120)
        assert process.returncode == 0, problems
        assert len(out.split()) == 25
    saved = Saved(file)
    found = {search.question: saved.decisions(search.id) for search in saved.searches()}
    assert [len(found[question].bodies) for question in (QUESTION, "rural crime")] == [25, 25]
    assert len(found) == 3


def test_what_was_kept_is_there_after_the_writer_was_killed(tmp_path: Path) -> None:
    process = writer(tmp_path / "saved.db", A, QUESTION, 100_000)
    assert process.stdout
    done = [process.stdout.readline() for _ in range(20)]
    time.sleep(0.05)
    process.kill()
    done += process.stdout.read().splitlines()
    process.wait(timeout=30)
    process.stdout.close()
    assert process.stderr
    process.stderr.close()
    saved = Saved(tmp_path / "saved.db")
    (search,) = saved.searches()
    told = {f"body-{line.strip()}" for line in done if line.strip()}
    assert told <= set(saved.own(search.id, A).bodies)
    saved.decide(search.id, "after", "include", by=A)  # and it can be written


def test_what_goes_wrong_half_way_is_undone(tmp_path: Path) -> None:
    saved, search = two(tmp_path)
    saved.decide(search.id, "a", "include", by=A)
    with closing(sqlite3.connect(saved.path)) as db:
        db.execute("create trigger broken before insert on blind begin select raise(abort, 'the disk is full'); end")
        db.commit()
    with pytest.raises(SavedUnusable, match="the disk is full"):
        saved.decide(search.id, "a", "exclude", by=A)
    assert saved.own(search.id, A).body("a").decision == "include"


def test_names_and_notes_are_escaped_on_the_page(tmp_path: Path) -> None:
    evil = "<script>alert('x')</script>"
    saved, search = two(tmp_path, evil, B, arbiter=f"{evil}{C}")
    saved.decide(search.id, "a", "include", evil, by=evil)
    saved.decide(search.id, "a", "exclude", evil, by=B)
    saved.decide(search.id, "a", "exclude", evil, "a.pdf", evil, by=evil)
    saved.decide(search.id, "a", "include", evil, "a.pdf", evil, by=B)
    saved.decide(search.id, "a", "exclude", evil, by=f"{evil}{C}", role=ARBITER)
    review = saved.decisions(search.id)
    shown = disputes.panel(review, f"http://here/?q={evil}", evil) + disputes.listed(review, {"a": evil}, {"a": evil})
    shown += disputes.told(review.body("a"))
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;") > 8
