"""What is said of all families together."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.families import texts
from corpus.families.examples import CONCERN, Example, read
from corpus.families.registry import FAMILIES


def test_examples_need_their_family() -> None:
    assert texts.examples([]) == {}
    assert {e.family for several in texts.examples(["ofsted"]).values() for e in several} == {"ofsted"}


def test_families_take_turns_where_there_are_too_many_examples_and_keep_their_order() -> None:
    every = texts.examples()[CONCERN]
    families = [e.family for e in every]
    assert families == sorted(families, key=[family.key for family in FAMILIES].index)
    assert len(set(families)) > 1
    two = texts.examples(most=2)[CONCERN]
    assert [e.family for e in two] == list(dict.fromkeys(families))[:2]
    assert texts.examples(most=99) == texts.examples()


def test_the_page_begins_with_the_first_families_first_question() -> None:
    assert texts.first_examples(2) == tuple(e.question for e in FAMILIES[0].examples[:2])


def test_every_inspectorate_is_named_in_the_disclaimer() -> None:
    said = texts.disclaimer()
    assert said.startswith("Not made or endorsed by HMICFRS")
    assert all(said.count(name) == 1 for family in FAMILIES for name in family.profile.inspectorates)
    assert texts.listed(["A"], "or") == "A"
    assert texts.listed(["A", "B", "C"]) == "A, B and C"


def test_bodies_of_every_kind_are_named_in_prose() -> None:
    assert texts.all_bodies() == "forces and authorities"


def test_examples_are_read_with_their_kinds(tmp_path: Path) -> None:
    path = tmp_path / "questions.txt"
    assert read(path, "a") == ()
    path.write_text("# remark\n\nA concern: parks: benches\nPraise:  ponds \n", encoding="utf-8")
    assert read(path, "a") == (Example(CONCERN, "parks: benches", "a"), Example("Praise", "ponds", "a"))


@pytest.mark.parametrize("line", ["parks with broken benches", "A worry: parks", "Praise:", "A concern : parks"])
def test_an_example_without_its_kind_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "questions.txt"
    path.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="is no example; write A concern"):
        read(path, "a")
