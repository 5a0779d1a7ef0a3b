"""Peers beside this program: what is made of their passages and figures, and that the project needs none of them."""

from __future__ import annotations

import ast
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.learning.judged import Topic
from benchmarks.peers import __main__ as peers
from benchmarks.peers import environments, lists, measure, table
from benchmarks.peers.environments import OURS, PEERS, CannotBeMade, Program
from benchmarks.peers.protocol import Task, answered
from benchmarks.quality import RESULTS as QUALITY
from corpus.paths import PROJECT

RESULTS = json.loads(peers.RESULTS.read_text(encoding="utf-8"))
README = peers.README.read_text(encoding="utf-8")


def row(key: str, **other: Any) -> dict[str, Any]:
    """The figures of a program, all alike but for those given."""
    alike = dict.fromkeys(("first", "p50", "p95", "few_p50", "few_p95", "build_memory", "memory", "disk"), 1.0)
    sides = {"concern_ap": {"one": 0.5}, "praise_ap": {"one": 0.5}}
    return {"key": key, "label": key, "passages": 100, "build": 10.0, **alike, **sides, **other}


TOPIC = Topic("care", {"concern": "poor care", "praise": "good care"})
VERDICTS = {"a": {"care": "concern"}, "b": {"care": "praise"}, "c": {"care": "mixed"}, "d": {"care": "absent"}}


def test_the_precision_of_a_peers_list_is_that_worked_out_by_hand() -> None:
    """Concerns are a and c: first and third of the list. Praise is b and c: c is third and b, not found, last of all."""
    scores = {"poor care": {"a": 0.9, "b": 0.8, "c": 0.7, "d": 0.1}, "good care": {"a": 0.9, "d": 0.8, "c": -0.1}}
    found = lists.precision(scores, [TOPIC], VERDICTS)
    assert found == {
        "concern_ap": {"care": round((1 + 2 / 3) / 2, 4)},
        "praise_ap": {"care": round((1 / 3 + 2 / 4) / 2, 4)},
    }


def test_our_precision_is_the_cross_validated_one_and_of_the_same_topics() -> None:
    kept = json.loads(QUALITY.read_text(encoding="utf-8"))["ofsted"]["topics"]
    topics = [Topic(name, TOPIC.questions) for name in kept]
    found = lists.cross_validated(topics)
    assert found["concern_ap"] == {name: round(own["concern_ap"], 4) for name, own in kept.items()}
    with pytest.raises(SystemExit, match="other topics"):
        lists.cross_validated([*topics, TOPIC])


def test_a_question_is_asked_once_for_its_scores_and_timed_each_round_both_ways() -> None:
    asked: list[tuple[str, int]] = []

    def ask(question: str, limit: int) -> Iterator[tuple[str, float]]:
        asked.append((question, limit))
        yield from [("a", 0.1), ("b", 0.3), ("a", 0.2)]

    told: list[Any] = []
    task = Task("ask", "", "", "", questions=("x", "y"), passages=50, few=3, rounds=2)
    found = answered(task, ask, told.append)
    assert told == [{"first": {"a": 0.2, "b": 0.3}}]
    assert found["scores"] == {"x": {"a": 0.2, "b": 0.3}, "y": {"a": 0.2, "b": 0.3}}
    assert asked == [("x", 50), ("x", 50), ("y", 50), *[("x", 50), ("x", 3), ("y", 50), ("y", 3)] * 2]
    assert [len(seconds) for seconds in found["seconds"].values()] == [4, 4]


def test_the_best_of_each_row_is_bold_whether_more_or_less_is_better() -> None:
    rows = [row(OURS.key, build=10.0), row("other", build=5.0, concern_ap={"one": 0.25})]
    lines = {line.split(" | ")[0]: line for line in table.table(rows).splitlines()}
    assert lines["| lists with concerns, MAP"] == "| lists with concerns, MAP | **0.50** | 0.25 |"
    assert lines["| build from PDFs, s"] == "| build from PDFs, s | 10 | **5** |"
    assert lines["| passages a second"] == "| passages a second | 10 of 100 | **20 of 100** |"


def test_where_a_peer_is_better_is_named_with_the_reason_and_nothing_else_is() -> None:
    rows = [row(OURS.key), row("other", disk=0.5, first=2.0, memory=0.9999)]
    assert [measured.name for measured in table.behind(rows)] == ["index on disk, MB"]
    said = table.text({"programs": rows, "left_out": ["another tool needs a server"], "others_busy": 0.05})
    assert "- **index on disk, MB**: it has a vector of each sentence" in said
    assert said.endswith("Not measured: another tool needs a server.")
    assert all(measured.why for measured in table.MEASURES)


def test_a_table_from_a_busy_machine_says_so_and_has_no_times_from_a_very_busy_one() -> None:
    rows = [row(OURS.key), row("other", build=5.0, disk=0.5)]
    some, much, unknown = (
        table.text({"programs": rows, "left_out": [], "others_busy": busy}) for busy in (0.2, 0.62, None)
    )
    assert "how much was not measured, so no times are told" in unknown
    assert [line for line in unknown.splitlines() if line[:1] == "|"] == [
        line for line in much.splitlines() if line[:1] == "|"
    ]
    assert "took up to 20 % of the machine's processors: times are longer" in some
    assert "| build from PDFs, s | 10 | **5** |" in some
    assert "took up to 62 % of the machine's processors, so no times are told" in much
    lines = [line.split(" | ")[0] for line in much.splitlines() if line.startswith("| ")]
    assert lines[1:] == [
        "| lists with concerns, MAP", "| lists with praise, MAP", "| memory while building, MB",
        "| memory while answering, MB", "| index on disk, MB",
    ]  # fmt: skip
    assert "**build from PDFs, s**" not in much, "nor is this program said to be behind in one"


def test_how_busy_others_are_is_the_time_that_is_neither_idle_nor_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 200 ticks 60 are idle and 20 wait for a disk; 120 of 200 are somebody's work."""
    noted = tmp_path / "stat"
    noted.write_text("cpu  100 0 50 1000 10 0 0 0 0 0\ncpu0 1 1\n", encoding="ascii")
    later = "cpu  200 0 70 1060 30 0 0 0 0 0\ncpu0 1 1\n"
    monkeypatch.setattr(time, "sleep", lambda seconds: noted.write_text(later, encoding="ascii"))
    assert peers.others_busy(noted=noted) == pytest.approx(0.6)


def test_readme_says_what_the_last_run_measured() -> None:
    assert table.written_into(README, RESULTS) == README


def test_the_last_run_has_each_program_or_says_why_not() -> None:
    measured = {program["key"] for program in RESULTS["programs"]}
    assert OURS.key in measured
    assert len(measured) + len(RESULTS["left_out"]) == 1 + len(PEERS)
    for program in RESULTS["programs"]:
        assert len(program["concern_ap"]) == len(program["praise_ap"]) == RESULTS["topics"]
        assert (program["quality"] == "cross-validated") == (program["key"] == OURS.key)


def test_a_run_that_was_stopped_goes_on_with_what_it_measured_on_the_same_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "KEPT", tmp_path / "kept" / "run.json")
    (tmp_path / "eval").mkdir()
    (tmp_path / "eval" / "verdicts.jsonl").write_text("{}\n", encoding="utf-8")
    peers.Run(tmp_path, again=False).keep("txtai built", {"build": 3.0})
    assert peers.Run(tmp_path, again=False).steps == {"txtai built": {"build": 3.0}}
    assert peers.Run(tmp_path, again=True).steps == {}
    (tmp_path / "eval" / "verdicts.jsonl").write_text("{} \n", encoding="utf-8")
    assert peers.Run(tmp_path, again=False).steps == {}


def test_without_judged_data_it_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INSPECTION_DATA", raising=False)
    with pytest.raises(
        SystemExit, match=r"^Judged data are not at hand; name their folder with --data or INSPECTION_DATA"
    ):
        peers.main([])


SCRIPT = """
from benchmarks.peers.protocol import run
print("what a library prints")
run(lambda task: len(task.files), lambda task: lambda question, limit: [(question, limit)], ())
"""


def test_a_process_builds_and_answers_and_its_failure_is_told_with_its_last_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measure, "PROJECT", tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "broken.py").write_text("raise RuntimeError('no model')", encoding="utf-8")
    task = Task("build", "", str(tmp_path / "index" / "own"), "", ("a", "b"), ("x", "y"))
    script = Program("own", "Own", "script")
    done = measure.built(Path(sys.executable), script, task)
    assert done["passages"] == 2
    assert done["build_memory"] > 1
    asked = measure.asked(Path(sys.executable), script, replace(task, passages=7), lambda sentence: None)
    assert asked["scores"] == {"x": {"x": 7}, "y": {"y": 7}}
    assert 0 < asked["p50"] <= asked["p95"]
    with pytest.raises(CannotBeMade, match="Broken failed: RuntimeError: no model"):
        measure.run(Path(sys.executable), Program("broken", "Broken", "broken"), task)


def test_a_missing_python_is_told_and_not_another_one_taken() -> None:
    with pytest.raises(CannotBeMade, match=r"needs python3\.99"):
        environments.newer((3, 99))
    assert environments.newer(sys.version_info[:2]) == Path(sys.executable)


def test_size_counts_every_file_below_a_folder(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "one").write_bytes(b"x" * 1024**2)
    (tmp_path / "two").write_bytes(b"x" * 1024**2)
    assert measure.size(tmp_path) == 2.0
    assert measure.size(tmp_path / "none") == 0.0


OF_PEERS = {"txtai", "langchain_community", "langchain_huggingface", "haiku"}


def test_one_script_imports_a_peers_library_and_nothing_else_does() -> None:
    found = {
        (path.relative_to(PROJECT).as_posix(), name)
        for folder in ("corpus", "ingest", "index", "ui", "benchmarks", "docs", "tests")
        for path in (PROJECT / folder).rglob("*.py")
        for name in _roots(path) & OF_PEERS
    }
    assert found == {
        ("benchmarks/peers/txtai_hybrid.py", "txtai"),
        ("benchmarks/peers/langchain_faiss.py", "langchain_community"),
        ("benchmarks/peers/langchain_faiss.py", "langchain_huggingface"),
        ("benchmarks/peers/haiku_hybrid.py", "haiku"),
    }


def test_everything_a_peer_is_installed_with_is_pinned_and_none_of_the_peers_is_the_projects() -> None:
    own = [(PROJECT / name).read_text(encoding="utf-8") for name in ("requirements.txt", "requirements-dev.txt")]
    for program in PEERS:
        pins = [line.split("#")[0].strip() for line in program.pins.splitlines()]
        assert all("==" in pin for pin in pins if pin)
    assert not any(
        name in text for text in own for name in ("txtai", "haiku", "langchain-community", "langchain-hugging")
    )


def _roots(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names
