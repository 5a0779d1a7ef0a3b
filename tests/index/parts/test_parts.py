"""An index in parts answers as it would whole: to the last bit, with its parts in processes that may end at any time."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.paths import PROJECT
from index.encoder import Encoder, HashingEncoder, encoder
from index.errors import IndexUnusable
from index.parts import here, merges, process
from index.parts.opened import answer
from index.parts.part import Held
from index.parts.protocol import each
from index.question.understand import understand
from index.search.retrieve import CONSULTED, FEEDBACK, Counts, First, Near
from index.search.scope import Extent
from index.searcher import Searcher
from index.storage.generations import newest
from index.version import engine
from ingest.build import pipeline
from ingest.build.inputs import SAMPLES
from tests.index.parts.everything import everything


def processes(searcher: Searcher) -> list[int]:
    """The processes of an index in several parts, by their numbers."""
    parts = searcher._parts
    assert isinstance(parts, here.Several)
    return [each.pid for each in parts.processes if each.pid is not None]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples in three parts, built with the hashing encoder."""
    folder = tmp_path_factory.mktemp("three")
    pipeline.build(SAMPLES, folder, HashingEncoder(), parts=3)
    return folder


@pytest.mark.parametrize(
    ("model", "divided"),
    [
        pytest.param(HashingEncoder(), (3,), id="hashing"),
        pytest.param(encoder(), (3, 5), id="model", marks=pytest.mark.model),
    ],
)
def test_parts_tell_what_the_whole_tells(tmp_path: Path, model: Encoder, divided: tuple[int, ...]) -> None:
    told: dict[int, dict[str, Any]] = {}
    for parts in (1, *divided):
        built = pipeline.build(SAMPLES, tmp_path / str(parts), model, parts=parts)
        assert len(newest(tmp_path / str(parts)).parts) == parts
        assert built.passages > 100
        told[parts] = dict(everything(Searcher.open(tmp_path / str(parts), model)))
    for parts in divided:
        assert told[parts].keys() == told[1].keys()
        assert [asked for asked in told[1] if told[parts][asked] != told[1][asked]] == []


def test_a_process_that_is_ended_is_started_again(three: Path) -> None:
    searcher = Searcher.open(three)
    before = [(hit.key, hit.score) for hit in searcher.ask("concerns about records").bodies]
    for number in processes(searcher)[:2]:
        os.kill(number, signal.SIGKILL)
    assert [(hit.key, hit.score) for hit in searcher.ask("concerns about records").bodies] == before


def test_quotations_are_looked_up_though_their_part_was_ended_meanwhile(three: Path) -> None:
    searcher = Searcher.open(three)
    expected = [hit.evidence for hit in searcher.ask("praise for leaders").bodies]
    found = searcher.ask("praise for leaders")
    for number in processes(searcher):
        os.kill(number, signal.SIGKILL)
    assert [hit.evidence for hit in found.bodies] == expected
    assert any(expected)


def test_a_part_whose_process_always_ends_is_told_in_a_sentence(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    searcher = Searcher.open(three)
    monkeypatch.setattr(process, "COMMAND", ("-c", "raise SystemExit(1)"))
    for number in processes(searcher):
        os.kill(number, signal.SIGKILL)
    with pytest.raises(IndexUnusable, match="part-1 of the index ended 3 times"):
        searcher.ask("concerns about records")
    monkeypatch.undo()
    assert searcher.ask("concerns about records").bodies


def test_a_part_is_asked_by_the_same_program_alone(three: Path) -> None:
    folder = newest(three).parts[0]
    assert isinstance(answer(folder, HashingEncoder().name, engine(), "held", ()), Held)
    with pytest.raises(IndexUnusable, match="another version of this program"):
        answer(folder, HashingEncoder().name, "another", "held", ())
    with pytest.raises(IndexUnusable, match=r"part-9 of the index is not to be found"):
        answer(folder.with_name("part-9"), HashingEncoder().name, engine(), "held", ())


def test_what_a_part_raises_is_told(three: Path) -> None:
    parts = here.here((*newest(three).parts, three / "part-9"), HashingEncoder().name, ())
    with pytest.raises(IndexUnusable, match="part-9"):
        each(parts, "held")


# Merges --------------------------------------------------------------------------------------------------------------


def test_counts_are_sums_and_what_stands_in_any_part_stands() -> None:
    (drones,) = understand("drones", ()).terms
    found = merges.counts(
        [
            Counts(10, {drones: 1}, frozenset({"a b"}), frozenset({"c d"}), frozenset()),
            Counts(5, {drones: 2}, frozenset(), frozenset({"a b"}), frozenset({"drones"})),
        ]
    )
    assert (found.basis, found.having) == (15, {drones: 3})
    assert [sorted(each) for each in (found.whole, found.over_ends, found.words)] == [
        ["a b"],
        ["a b", "c d"],
        ["drones"],
    ]


def first(*relevance: float, file: str) -> First:
    rows = len(relevance)
    vectors = np.arange(rows, dtype=np.float32)[:, None] + np.zeros(2, dtype=np.float32)
    return First(np.array(relevance, dtype=np.float32), vectors, tuple((file, "A", row) for row in range(rows)))


def test_the_best_of_all_parts_are_kept_and_equal_ones_go_by_their_place() -> None:
    found = merges.first([first(0.9, 0.5, file="b"), first(0.5, 0.4, file="a")])
    assert [place[0] for place in found.places] == ["b", "a", "b", "a"]
    assert found.relevance.tolist() == pytest.approx([0.9, 0.5, 0.5, 0.4])
    many = merges.first([first(*[0.5] * FEEDBACK, file="b"), first(*[0.5] * FEEDBACK, file="a")])
    assert {place[0] for place in many.places} == {"a"}
    assert len(many.places) == FEEDBACK == len(many.vectors)


def test_a_word_may_be_misspelt_for_those_of_the_first_passages_of_all() -> None:
    def passages(file: str, *words: str) -> list[Near]:
        return [((file, "A", number), [word]) for number, word in enumerate(words)]

    found = merges.near([[passages("b", "review", "views")], [passages("a", *["review"] * CONSULTED)]])
    assert found == [{"review": CONSULTED}]  # those of the second part stand before those of the first


def test_a_body_has_no_report_where_no_part_has_one() -> None:
    one = Extent(reports=2, bodies=1, passages=9, no_report=frozenset("AB"), older=1)
    other = Extent(reports=3, bodies=3, passages=4, no_report=frozenset("BC"), several=True)
    assert merges.extents([one, other]) == Extent(5, 4, 13, frozenset("B"), older=1, several=True)


def test_a_searcher_that_nobody_has_lets_its_generation_go_at_once(three: Path, hashed: Path) -> None:
    for index in (hashed, three):
        searcher = Searcher.open(index)
        searcher.ask("concerns about records")
        gone = weakref.ref(searcher)
        gc.disable()
        try:
            del searcher
            assert gone() is None
        finally:
            gc.enable()


def test_processes_end_with_who_has_the_searcher_and_with_who_started_them(three: Path) -> None:
    searcher = Searcher.open(three)
    own = processes(searcher)
    assert len(own) == 3
    del searcher
    assert not any(map(runs, own))
    started = subprocess.run(
        [sys.executable, "-c", STARTS, str(three)], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert started.returncode == -signal.SIGKILL
    theirs = list(map(int, started.stdout.split()))
    assert len(theirs) == 3
    until = time.monotonic() + 20
    while any(map(runs, theirs)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(runs, theirs))


def test_the_main_module_is_not_run_once_more(three: Path, tmp_path: Path) -> None:
    """As multiprocessing would: the page is the main module where it is served."""
    script = tmp_path / "page.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfrom index.searcher import Searcher\n"
        "print('run')\nSearcher.open(Path(sys.argv[1])).ask('concerns about records')\n"
    )
    done = subprocess.run(
        [sys.executable, str(script), str(three)],
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "run\n"


STARTS = """
import os, signal, sys
from pathlib import Path
from index.searcher import Searcher
searcher = Searcher.open(Path(sys.argv[1]))
print(*(each.pid for each in searcher._parts.processes), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def runs(number: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_question_that_is_interrupted_leaves_no_reply_to_the_next(
    three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searcher = Searcher.open(three)
    expected = [hit.key for hit in searcher.ask("concerns about records").bodies]

    def interrupted(self: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(process.Process, "receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            searcher.ask("praise for leaders")
    assert [hit.key for hit in searcher.ask("concerns about records").bodies] == expected
