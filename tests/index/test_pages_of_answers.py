"""Long answers by pages: in Python and on the command line, each body once, and quotations looked up for what is shown alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.__main__ import main
from index.answers.bodies import AT_ONCE, Bodies
from index.searcher import Searcher

QUESTION = "concerns about records"


def test_pages_are_the_answer_in_pieces(searcher: Searcher) -> None:
    answer = searcher.ask(QUESTION)
    pages = [answer.page(after, 3).bodies for after in range(0, len(answer.bodies) + 3, 3)]
    assert [hit for page in pages for hit in page] == list(answer.bodies)
    assert [len(page) for page in pages[:2]] == [3, 3]
    assert answer.page(2).completeness == answer.completeness
    assert answer.page(10_000).bodies == ()


def test_quotations_are_looked_up_as_far_as_they_are_looked_at() -> None:
    made: list[int] = []

    def make(places: Any) -> list[str]:
        made.extend(places)
        return [f"body {place}" for place in places]

    bodies: Bodies[str] = Bodies([place % 100 == 7 for place in range(1000)], make)
    assert len(bodies) == 1000
    assert made == []
    assert bodies[3] == "body 3"
    assert len(made) == AT_ONCE
    assert bodies[5:8] == ("body 5", "body 6", "body 7")
    assert len(made) == AT_ONCE
    assert bodies[-1] == "body 999"
    assert bodies.listed == tuple(f"body {place}" for place in range(7, 1000, 100))
    assert len(made) == len(set(made)) == AT_ONCE + 1 + 9
    assert list(bodies) == [f"body {place}" for place in range(1000)]
    with pytest.raises(IndexError):
        bodies[1000]


def test_the_command_line_goes_on_after_the_bodies_it_showed(hashed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["search", QUESTION, "--index", str(hashed)]
    assert main([*given, "--limit", "2"]) == 0
    shown = capsys.readouterr().out
    assert "more bodies (--after 2 shows them)" in shown
    assert main([*given, "--limit", "2", "--after", "2", "--format", "json"]) == 0
    third, fourth = json.loads(capsys.readouterr().out)["bodies"]
    assert main([*given, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["bodies"][2:4] == [third, fourth]
    assert third["body"] not in [line.split(" · ")[0][2:] for line in shown.splitlines()]
    with pytest.raises(SystemExit):
        main([*given, "--after", "-1"])
