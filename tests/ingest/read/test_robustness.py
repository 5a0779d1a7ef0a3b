"""No file takes the reader down: whatever is wrong with it, there is a report, or one line that says why there is none.

Each bad file goes through the command that a user would call, in a process of its own whose memory and time are measured.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.bodies import load
from corpus.records import Report
from index.encoder import HashingEncoder
from ingest.build import pipeline
from ingest.read import lines, worker
from ingest.read.report import attempt
from tests import samples
from tests.ingest.read.mutations import HTML, PDF, TEXT, Mutation, noisy
from tests.sample_pages import page_of

SECONDS, MEMORY = 60, 2 * 1024**3
SAMPLE = samples.PEEL / "quillhaven-2023-25.pdf"
BODIES = load()


@dataclass(frozen=True)
class Shown:
    """What the command printed, how it ended and the most memory it or its worker held."""

    status: int
    out: str
    error: str
    peak: int


def show(path: Path) -> Shown:
    """`python -m ingest show PATH --json`; fails where that hangs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest", "show", str(path), "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    ended = threading.Timer(SECONDS, process.kill)
    ended.start()
    assert process.stdout is not None
    assert process.stderr is not None
    out, error = process.stdout.read(), process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    ended.cancel()
    return Shown(os.waitstatus_to_exitcode(status), out.decode(), error.decode(), used.ru_maxrss * 1024)


def check(path: Path) -> Shown:
    shown = show(path)
    assert shown.status in (0, 1), f"ended with {shown.status} (negative: by a signal): {shown.error[-500:]}"
    assert shown.peak < MEMORY
    if shown.status == 0:
        assert places_hold(json.loads(shown.out))
        assert shown.error == ""
    else:
        assert shown.out == ""
        assert shown.error.count("\n") == 1
        assert 20 < len(shown.error) < 500
        assert "fault in this program" not in shown.error
    return shown


def places_hold(shown: dict[str, object]) -> bool:
    """What is shown names pages that the report has."""
    pages = shown["pages"]
    found = [*shown["findings"], *shown["sections"]]  # type: ignore[misc]
    return bool(found) and all(1 <= f["page"] <= pages for f in found if f["page"] is not None)


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def original(shared: Path, kind: str) -> bytes:
    peel = shared / "reports" / "peel"
    return next(peel.glob(f"*.{kind}")).read_bytes()


@pytest.mark.shared
@pytest.mark.parametrize("mutation", PDF.values(), ids=PDF)
def test_a_real_pdf_gone_wrong(shared: Path, tmp_path: Path, mutation: Mutation) -> None:
    check(written(tmp_path, "report.pdf", mutation(original(shared, "pdf"))))


@pytest.mark.shared
@pytest.mark.parametrize("mutation", TEXT.values(), ids=TEXT)
def test_a_real_text_gone_wrong(shared: Path, tmp_path: Path, mutation: Mutation) -> None:
    check(written(tmp_path, "report.txt", mutation(original(shared, "txt"))))


@pytest.mark.parametrize("mutation", HTML.values(), ids=HTML)
def test_a_web_page_gone_wrong(tmp_path: Path, mutation: Mutation) -> None:
    check(written(tmp_path, "report.html", mutation(page_of("quillhaven-2023-25").encode())))


@pytest.mark.shared
def test_real_pdfs_with_noise_in_them_are_read_or_refused(shared: Path, tmp_path: Path) -> None:
    files = sorted(pipeline.find([shared / "reports" / "ilacs"]))[::12]
    tasks = [
        (written(tmp_path, f"{i}-{seed}.pdf", noisy(path.read_bytes(), seed, 10.0 ** -(2 + seed % 4))), f"{i}-{seed}")
        for i, path in enumerate(files)
        for seed in range(4)
    ]
    outcomes = list(worker.read_all(tasks, BODIES, 2))
    assert len(outcomes) == len(tasks)
    told = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert all("\n" not in reason and "fault in this program" not in reason for reason in told), told
    assert len(told) < len(outcomes)  # a little noise leaves a report


ODD_NAMES = (
    b"caf\xe9 \xff.pdf",
    b"two\nlines.pdf",
    "\u202efdp.pdf".encode(),
    b"n" * 240 + b".pdf",
    b"-o.pdf",
    b"\x1b[31m.pdf",
)


def test_files_with_odd_names_are_told_of_in_one_line_each(tmp_path: Path) -> None:
    reports, index = tmp_path / "reports", tmp_path / "index"
    reports.mkdir()
    for number, name in enumerate(ODD_NAMES):
        path = os.path.join(os.fsencode(reports), name)
        Path(os.fsdecode(path)).write_bytes(SAMPLE.read_bytes() + b"\n" * number if number % 2 else b"%PDF-nothing")
    built = pipeline.build([reports], index, HashingEncoder())
    assert len(built.reports) + len(built.refused) >= len(ODD_NAMES) // 2 + 1
    names = [name for name, _ in built.refused] + [report.file for report in built.reports]
    assert all(name.isprintable() and name.encode() for name in names)


def test_what_is_no_plain_file_is_no_report_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "loop.pdf").symlink_to(tmp_path / "loop.pdf")
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere.pdf")
    (tmp_path / "around").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.pdf")
    written(tmp_path, "empty.txt", b"")
    written(tmp_path, "report.pdf", SAMPLE.read_bytes())
    built = pipeline.build([tmp_path], tmp_path / ".index", HashingEncoder())
    assert [report.file for report in built.reports] == ["report.pdf"]
    assert [name for name, _ in built.refused] == ["empty.txt"]


def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    shown = check(tmp_path / "pipe.pdf")
    assert shown.status == 1


# The guard -----------------------------------------------------------------------------------------------------------


def crash(path: Path, *_: object) -> str:
    os._exit(1) if path.name == "bad" else None
    return path.name


def hang(path: Path, *_: object) -> str:
    threading.Event().wait(None if path.name == "bad" else 0)
    return path.name


def swell(path: Path, *_: object) -> str:
    return str(len(bytearray(8 * 1024**3))) if path.name == "bad" else path.name


@pytest.mark.parametrize(("fault", "told"), [(crash, lines.CRASHED), (swell, lines.CRASHED), (hang, lines.SLOW)])
def test_a_file_that_takes_its_reader_down_is_refused_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch, fault: Callable[..., str], told: str
) -> None:
    forked = multiprocessing.get_context("fork")  # so that a worker has the fault in it
    monkeypatch.setattr(multiprocessing, "get_context", lambda _: forked)
    monkeypatch.setattr(worker, "attempt", fault)
    monkeypatch.setattr(worker, "SECONDS", 2)
    names = ["first", "bad", "second", "bad", "third"]
    assert list(worker.read_all([(Path(n), n) for n in names], BODIES, 1)) == ["first", told, "second", told, "third"]


# Properties ----------------------------------------------------------------------------------------------------------

SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
WORDS = st.sampled_from(
    ["Our judgments", "Investigating crime", "Quillhaven Police is good at investigating crime.", "Area for improvement",
     "Main findings", "PEEL 2023–2025", "Outstanding", "1", "", "•", "\f", " ", "The force should", "\x00", "\ufffe", "\u202e",
     "An inspection of Quillhaven Police", "Inspection date: 3 to 14 October 2022", "Judgement Grade", "Good", "\t\t", "–"]
)  # fmt: skip


@SLOW
@given(st.lists(st.one_of(WORDS, st.text(max_size=60)), max_size=80), st.sampled_from([".txt", ".html"]))
def test_any_lines_are_read_or_refused_and_every_place_is_true(tmp_path: Path, lines: list[str], suffix: str) -> None:
    opening = "PEEL 2023–2025\nPolice effectiveness, efficiency and legitimacy\nAn inspection of Quillhaven Police\n"
    path = tmp_path / f"report{suffix}"
    path.write_bytes((opening + "\n".join(lines)).encode("utf-8", "surrogatepass"))
    outcome = attempt(path, BODIES)
    if isinstance(outcome, Report):
        for finding in outcome.findings:
            for paragraph in finding.paragraphs:
                assert all(0 <= a.start < a.end <= len(outcome.pages[a.page - 1].text) for a in paragraph.place)
    else:
        assert "\n" not in outcome
        assert "fault in this program" not in outcome


@SLOW
@given(st.binary(max_size=400), st.sampled_from([".txt", ".html", ".pdf"]), st.booleans())
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes, suffix: str, headed: bool) -> None:
    path = tmp_path / f"report{suffix}"
    path.write_bytes(b"%PDF-1.7\n" * headed + data)
    outcome = attempt(path, BODIES)
    assert isinstance(outcome, str)
    assert "\n" not in outcome
    assert "fault in this program" not in outcome
