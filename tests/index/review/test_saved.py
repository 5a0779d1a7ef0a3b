"""Saved searches: kept apart from every build, reviewed, and compared with what a new index answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index import __main__ as asking
from index.encoder import HashingEncoder
from index.review import changes
from index.review.decisions import Decision
from index.review.saved import Maker, Saved, SavedUnusable, Seen
from index.searcher import Searcher
from ingest.build import pipeline
from tests import samples

MAKER = Maker("p", "m", "e")
QUESTION = "forces with DVPO concerns"


def seen(key: str, verdict: str = "concern", listed: bool = True, file: str = "a.pdf", sha256: str = "1") -> Seen:
    return Seen(key, key.capitalize(), verdict, listed, file, sha256)


def test_a_search_is_saved_once_and_found_by_what_it_asks(tmp_path: Path) -> None:
    saved = Saved(tmp_path / "deep" / "saved.db")
    first = saved.save(QUESTION, ["grade=good", "cycle=1"], [], [seen("a")], "g1", MAKER)
    assert saved.save(QUESTION, ["cycle=1", "grade=good"], [], [], "g2", MAKER) == first
    assert saved.find(QUESTION, [], []) is None
    assert Saved(tmp_path / "deep" / "saved.db").seen(first.id) == {"a": seen("a")}
    saved.see(first.id, [seen("b")], "g2", MAKER)
    assert list(saved.seen(first.id)) == ["b"]
    assert saved.searches()[0].generation == "g2"


def test_decisions_are_kept_changed_and_taken_back(tmp_path: Path) -> None:
    saved = Saved(tmp_path / "saved.db")
    search = saved.save(QUESTION, [], [], [], "g", MAKER)
    saved.decide(search.id, "a", "include")
    saved.decide(search.id, "a", "exclude", "no")
    saved.decide(search.id, "a", "unsure", "", "a.pdf", "Its words.")
    review = Saved(tmp_path / "saved.db").decisions(search.id)
    assert review.body("a") == Decision("exclude", "no")
    assert review.quote("a", "a.pdf", "Its words.") == Decision("unsure")
    saved.decide(search.id, "a", "")
    assert saved.decisions(search.id).body("a") == Decision("")
    saved.remove(search.id)
    assert saved.searches() == []
    assert saved.decisions(search.id).quotes == {}


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "saved.db").write_bytes(b"nothing of the kind " * 50)
    with pytest.raises(SavedUnusable, match="cannot be read or written"):
        Saved(tmp_path / "saved.db").searches()


@pytest.mark.parametrize(
    ("before", "after", "new", "what", "why"),
    [
        (None, seen("a"), MAKER, changes.JOINED, "was added"),
        (seen("a"), None, MAKER, changes.LEFT, "no longer in the index"),
        (seen("a"), seen("a", "praise", False, sha256="2"), MAKER, changes.LEFT, "file of its report has changed"),
        (
            seen("a", listed=False),
            seen("a", file="b.pdf", sha256="2"),
            MAKER,
            changes.JOINED,
            "a newer report was added: b.pdf",
        ),
        (seen("a"), seen("a", "mixed"), Maker("p2", "m", "e"), changes.VERDICT, "read by another version"),
        (seen("a"), seen("a", "mixed"), Maker("p", "m2", "e"), changes.VERDICT, "another language model"),
        (seen("a"), seen("a", "mixed"), Maker("p", "m", "e2"), changes.VERDICT, "judged by another version"),
        (seen("a"), seen("a", "mixed"), MAKER, changes.VERDICT, "other reports"),
        (None, seen("a", "none", False), MAKER, changes.NEW, "was added"),
        (seen("a", "none", False), None, MAKER, changes.GONE, "no longer in the index"),
    ],
)
def test_each_change_has_its_reason(before: Seen | None, after: Seen | None, new: Maker, what: str, why: str) -> None:
    (found,) = changes.changes({"a": before} if before else {}, {"a": after} if after else {}, MAKER, new)
    assert found.what == what
    assert why in found.why


@pytest.mark.parametrize(("listed", "what"), [(True, changes.LEFT), (False, changes.OUTSIDE)])
def test_a_body_whose_reports_are_outside_now_is_not_told_as_one_without_any(listed: bool, what: str) -> None:
    (found,) = changes.changes({"a": seen("a", listed=listed)}, {}, MAKER, MAKER, {"a"})
    assert (found.what, found.why) == (what, "the reports on it are outside the filters or the question now")
    assert str(found).endswith("concern → no answer; the reports on it are outside the filters or the question now")


def test_nothing_changed_is_no_change() -> None:
    assert changes.changes({"a": seen("a")}, {"a": seen("a", sha256="2")}, MAKER, Maker("x", "y", "z")) == []


@pytest.mark.slow
def test_after_a_rebuild_the_command_tells_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports, index, saved = tmp_path / "reports", tmp_path / "index", Saved(tmp_path / "saved.db")
    samples.copied(reports)
    held = sorted((reports / "peel").glob("quillhaven*"))
    for path in held:
        path.rename(tmp_path / path.name)
    pipeline.build([reports], index, HashingEncoder())
    searcher = Searcher.open(index)
    kept = changes.seen(searcher.ask(QUESTION), searcher.pages)
    search = saved.save(QUESTION, [], [], kept, searcher.generation, changes.maker(searcher.provenance))
    saved.decide(search.id, "fernmoor", "include", "read")
    for path in held:
        (tmp_path / path.name).rename(path)
    pipeline.build([reports], index, HashingEncoder())

    arguments = ["changes", "--saved", str(saved.path), "--index", str(index)]
    assert asking.main([*arguments, "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["searches"]
    quillhaven = next(each for each in told["changes"] if each["body"] == "Quillhaven Police")
    assert quillhaven["before"] is None
    assert quillhaven["why"] == "a report on it was added"
    assert asking.main([*arguments, "--seen"]) == 0
    assert "Quillhaven Police" in capsys.readouterr().out
    assert asking.main(arguments) == 0
    assert ": 0 changes" in capsys.readouterr().out
    assert saved.decisions(search.id).body("fernmoor") == Decision("include", "read")
