"""A review applied: the list, its counts, the files and the record follow it; what the program found stays beside it."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from index import __main__ as asking
from index.answers.headline import headline as headline_of
from index.answers.results import Answer
from index.export import batch, formats
from index.export.content import Content, content_of
from index.review import changes
from index.review.applied import applied
from index.review.decisions import Decision, Decisions
from index.review.saved import Maker, Saved
from index.searcher import Searcher
from tests.index.export.test_formats import read_csv, read_sheets
from ui.html import groups as grouping

QUESTION = "forces with DVPO concerns"


@pytest.fixture(scope="module")
def taken(searcher: Searcher) -> Content:
    return content_of(searcher, QUESTION, ending=".xlsx")


def review_of(answer: Answer) -> tuple[str, str, Decisions]:
    """A body of the list excluded, one that is not on it included, each with who and when."""
    out = answer.listed[0].key
    into = next(hit.key for hit in answer.bodies if not hit.listed)
    on = ("2026-11-20T10:00:00+00:00", "2026-11-21T10:00:00+00:00")
    decided = {out: Decision("exclude", "another matter", "A. Reader", on[0]), into: Decision("include", "", "", on[1])}
    return out, into, Decisions(decided)


def test_the_list_and_its_estimate_follow_the_review(taken: Content) -> None:
    answer = taken.answer
    out, into, review = review_of(answer)
    after = applied(answer, review)
    listed = {hit.key for hit in after.listed}
    assert listed == {hit.key for hit in answer.listed} - {out} | {into}
    assert {hit.key for hit in after.bodies if hit.found_listed} == {hit.key for hit in answer.listed}
    assert [hit.verdict for hit in after.bodies] == [hit.verdict for hit in answer.bodies]
    assert answer.completeness is not None
    assert after.completeness is not None
    sure = {into: 1.0, out: 0.0}
    assert after.completeness.right == pytest.approx(sum(sure.get(h.key, h.score) for h in after.listed))
    assert after.completeness.missed == pytest.approx(
        sum(sure.get(h.key, h.score) for h in after.bodies if not h.listed)
    )
    assert applied(answer, Decisions()) is answer
    again = applied(after, Decisions({out: Decision("unsure")}))
    assert [hit.key for hit in again.listed] == [hit.key for hit in answer.listed]
    seen = changes.seen(after, Believing())  # type: ignore[arg-type]
    assert [each.listed for each in seen] == [hit.listed for hit in answer.bodies]


class Believing:
    """Pages of which nothing but a hash is asked."""

    def sha256(self, file: str) -> str:
        return file


def test_a_quotation_that_is_excluded_is_not_the_best(taken: Content) -> None:
    hit = next(hit for hit in taken.answer.bodies if len(hit.evidence) > 1)
    first, second = hit.evidence[:2]
    review = Decisions(quotes={(hit.key, first.file, first.quote): Decision("exclude")})
    after = next(each for each in applied(taken.answer, review).bodies if each.key == hit.key)
    assert after.best == second
    assert set(after.evidence) == set(hit.evidence)


def test_files_have_what_was_found_beside_what_was_decided(taken: Content) -> None:
    out, into, review = review_of(taken.answer)
    names = {hit.key: hit.body for hit in taken.answer.bodies}
    reviewed = replace(taken, review=review)
    told = {
        row["body"]: (row["listed"], row["listed by the program"], row["decision"], row["decided by"] or "")
        for row in read_csv(formats.write(reviewed, ".csv"))
    }
    assert told[names[out]] == ("no", "yes", "exclude", "A. Reader")
    assert told[names[into]] == ("yes", "no", "include", "")
    for book in (formats.write(reviewed, ".xlsx"), batch.workbook_of([reviewed])):
        listed = [row["Body"] for row in read_sheets(book)["List"]]
        assert names[into] in listed
        assert names[out] not in listed
    whole = json.loads(formats.write(reviewed, ".json"))
    shown = next(body for body in whole["bodies"] if body["key"] == out)
    assert (shown["listed"], shown["listed_by_program"], shown["decision"]["by"]) == (False, True, "A. Reader")
    (line,) = (row for row in read_sheets(batch.workbook_of([reviewed]))["Questions"])
    assert line["Bodies listed"] == len(taken.answer.listed)
    assert "listed: no" in formats.write(reviewed, ".ris").decode()
    unreviewed = read_csv(formats.write(taken, ".csv"))
    assert all(row["listed"] == row["listed by the program"] for row in unreviewed)


def test_the_record_tells_the_review(taken: Content) -> None:
    out, into, review = review_of(taken.answer)
    names = {hit.key: hit.body for hit in taken.answer.bodies}
    record = dict(replace(taken, review=review).reviewed().record.entries())
    assert record["review"] == "2 of 4 bodies decided: 1 included, 1 excluded, 0 unsure; 0 quotations decided"
    assert record["listed by the program alone"] == f"{len(taken.answer.listed)} bodies of 4"
    assert record["excluded against the program"] == f"{names[out]} (another matter)"
    assert record["included against the program"] == names[into]
    assert record["reviewed by"] == "A. Reader"
    assert record["reviewed on"] == "2026-11-20T10:00:00+00:00 to 2026-11-21T10:00:00+00:00"
    assert record["answer"].startswith(f"{len(taken.answer.listed)} bodies listed of 4 searched after review")
    assert not {"review", "reviewed by"} & dict(taken.reviewed().record.entries()).keys()


def test_the_page_shows_what_was_decided_apart(taken: Content) -> None:
    out, into, review = review_of(taken.answer)
    groups = {group.key: [hit.key for hit in group.hits] for group in grouping.groups(applied(taken.answer, review))}
    assert (groups["included"], groups["excluded"]) == ([into], [out])
    assert sorted(key for keys in groups.values() for key in keys) == sorted(hit.key for hit in taken.answer.bodies)
    assert headline_of(applied(taken.answer, review)).endswith("(after review).")
    assert "after review" not in headline_of(taken.answer)


def test_the_command_applies_the_review(searcher: Searcher, hashed: Path, tmp_path: Path, taken: Content) -> None:
    saved = Saved(tmp_path / "saved.db")
    search = saved.save(QUESTION, [], [], [], searcher.generation, changes.maker(searcher.provenance))
    out = taken.answer.listed[0]
    saved.decide(search.id, out.key, "exclude", by="A. Reader")
    file = tmp_path / "list.csv"
    assert asking.main(["export", QUESTION, "--to", str(file), "--index", str(hashed), "--saved", str(saved.path)]) == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    assert {row["listed"] for row in rows if row["body"] == out.body} == {"no"}
    record = {row["record"]: row["value"] for row in rows if row["record"]}
    assert record["reviewed by"] == "A. Reader"
    assert record["reviewed on"][:4].isdigit()


def test_decisions_kept_before_names_were_are_read(tmp_path: Path) -> None:
    saved = Saved(tmp_path / "saved.db")
    search = saved.save(QUESTION, [], [], [], "g", Maker("p", "m", "e"))
    saved.decide(search.id, "a", "exclude")
    with closing(sqlite3.connect(saved.path)) as db:
        db.execute("alter table decision drop column decided_by")
        db.execute("pragma user_version = 0")
        db.commit()
    kept = saved.decisions(search.id).body("a")
    assert (kept.decision, kept.by) == ("exclude", "")
    assert kept.on
    saved.decide(search.id, "b", "include", by="B. Reader")
    assert saved.decisions(search.id).body("b").by == "B. Reader"


def test_what_facts_count_is_said_to_be_from_before_the_review(searcher: Searcher) -> None:
    answer = searcher.ask("forces graded good or better for investigating crime")
    out = next(hit for hit in answer.bodies if hit.listed)
    after = applied(answer, Decisions({out.key: Decision("exclude")}))
    assert after.notes[0] == f"Before the review: {answer.notes[0]}"
    assert applied(after, Decisions({out.key: Decision("exclude")})).notes == after.notes
    assert applied(answer, Decisions({out.key: Decision("include")})).notes == answer.notes
    assert headline_of(after).endswith("on the list (after review).")
