"""How fast the page answers in a browser, and what many users at once get: `python -m benchmarks.page [--index DIR] [--seconds 60]`.

Speed: 30 questions typed one after the other into a warm page; the time from Enter until the list of that question
stands, beside the time of the search alone, and for how many of them the first result is whole on the first screen. Users: 20 threads ask the engine without pause, then 4 browser sessions ask
every 5 seconds; every answer is compared with the one given to a single user before.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import numpy as np

from corpus.paths import MEASURED, PROJECT
from index.searcher import Searcher

BAR = 0.8  # seconds from Enter to the list, at the 95th percentile
SCREEN = {"width": 1280, "height": 900}
FOLD = "first result on the first screen"
WHOLE = "e => e.getBoundingClientRect().bottom <= innerHeight"
THREADS, SESSIONS, EVERY = 20, 4, 5.0
TOPICS = (
    "caseloads", "supervision of social workers", "care leavers", "children missing from home", "early help",
    "placement sufficiency", "life-story work", "neglect", "domestic abuse", "health assessments", "private fostering",
    "voice of the child", "quality of assessments", "recruitment of staff", "management oversight",
)  # fmt: skip
QUESTIONS = tuple(f"councils {what} {topic}" for topic in TOPICS for what in ("criticised for", "praised for"))


@contextmanager
def server(index: Path | None) -> Iterator[str]:
    """The page over an index, with saved searches of its own, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "INSPECTION_SAVED": f"{folder}/saved.db"} | (
            {"INSPECTION_INDEX": str(index)} if index else {}
        )
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        process = subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _await(f"http://localhost:{port}")
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _await(address: str) -> None:
    for _ in range(600):
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    sys.exit("the page did not start")


def chromium(playwright: Any) -> Any:
    """An installed Chromium."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])


def enter(page: Any, question: str) -> None:
    """Type a question and press Enter."""
    box = page.get_by_label("Question", exact=True)
    box.fill(question)
    box.press("Enter")


def stands(page: Any, question: str) -> None:
    """Waits until the answer to the question is on the page, and its list below it."""
    page.wait_for_function(
        "asked => [...document.querySelectorAll('.is-understood')].some(e => e.dataset.question === asked)"
        " && (document.querySelector('.is-group') || document.querySelector('.is-footer'))",
        arg=question, timeout=120_000,
    )  # fmt: skip


def listed(page: Any) -> list[str]:
    """The bodies on the list, once the page rests."""
    page.wait_for_function(
        "document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'", timeout=120_000
    )
    return list(page.locator(".is-listed .is-row th").all_inner_texts())


def speed(page: Any, searcher: Searcher, questions: Sequence[str]) -> dict[str, float]:
    """Seconds at the median and the 95th percentile, of the page and of the search alone; questions with a result in sight."""
    shown, searched, seen = [], [], 0
    for question in questions:
        page.get_by_test_id("stMain").evaluate("m => m.scrollTo(0, 0)")
        start = time.perf_counter()
        enter(page, question)
        stands(page, question)
        shown.append(time.perf_counter() - start)
        listed(page)
        seen += page.locator("#list .is-row").first.evaluate(WHOLE)
    for question in questions:
        start = time.perf_counter()
        searcher.ask(question)
        searched.append(time.perf_counter() - start)
    figures = {"page": shown, "search": searched}
    return {FOLD: seen} | {
        f"{name} p{at}": round(float(np.percentile(values, at)), 3)
        for name, values in figures.items()
        for at in (50, 95)
    }


def threads(searcher: Searcher, expected: Mapping[str, str], seconds: float, count: int = THREADS) -> dict[str, int]:
    """Threads that ask without pause; how many answers were given, how many were wrong, how many were errors."""
    told = {"answers": 0, "wrong": 0, "errors": 0}
    lock, end, questions = threading.Lock(), time.monotonic() + seconds, list(expected)

    def ask(number: int) -> None:
        while time.monotonic() < end:
            question = questions[number % len(questions)]
            number += 7
            try:
                what = "answers" if said(searcher, question) == expected[question] else "wrong"
            except Exception as error:
                print(f"{question}: {error!r}", file=sys.stderr)
                what = "errors"
            with lock:
                told[what] += 1

    workers = [threading.Thread(target=ask, args=(number,)) for number in range(count)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return told


def said(searcher: Searcher, question: str) -> str:
    """All of an answer as one text, scores to two places: sums of floating point may differ in the last."""
    return json.dumps(_rounded(searcher.ask(question).to_json()), sort_keys=True)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 2)
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list) else value


def sessions(browser: Any, address: str, names: Mapping[str, list[str]], seconds: float) -> dict[str, int]:
    """Browser sessions that ask every few seconds; how many answers were right, how many wrong."""
    pages = [browser.new_context().new_page() for _ in range(SESSIONS)]
    told, questions = {"answers": 0, "wrong": 0}, list(names)
    for page in pages:
        page.goto(address)
        page.get_by_label("Question", exact=True).wait_for(timeout=120_000)
    end, turn = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        start = time.monotonic()
        asked = [questions[(turn + 5 * number) % len(questions)] for number in range(SESSIONS)]
        for page, question in zip(pages, asked, strict=True):
            enter(page, question)
        for page, question in zip(pages, asked, strict=True):
            stands(page, question)
            told["answers" if listed(page) == names[question] else "wrong"] += 1
        turn += 1
        time.sleep(max(0.0, EVERY - (time.monotonic() - start)))
    return told


def shown_names(searcher: Searcher, question: str) -> list[str]:
    """The listed bodies in the order that the page has them in."""
    return [hit.body for hit in searcher.ask(question).listed]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 1 where a bar is missed."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(prog="python -m benchmarks.page", description=__doc__)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args(arguments)
    searcher = Searcher.open(options.index)
    expected = {question: said(searcher, question) for question in QUESTIONS}
    names = {question: shown_names(searcher, question) for question in QUESTIONS}
    result: dict[str, Any] = {"reports": len(searcher.reports), "questions": len(QUESTIONS)}
    with server(options.index) as address, sync_playwright() as playwright:
        browser = chromium(playwright)
        page = browser.new_page(viewport=SCREEN)
        page.goto(address)
        page.get_by_label("Question", exact=True).wait_for(timeout=120_000)
        enter(page, "warming up")  # loads the model
        stands(page, "warming up")
        listed(page)
        start = time.perf_counter()
        page.reload()
        page.locator(".is-understood").wait_for(timeout=120_000)
        result["second load"] = round(time.perf_counter() - start, 3)
        result |= speed(page, searcher, QUESTIONS)
        result["sessions"] = sessions(browser, address, names, options.seconds)
        browser.close()
    result["threads"] = threads(searcher, expected, options.seconds)
    print(json.dumps(result, indent=1))
    (MEASURED / "page.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    wrong = result["sessions"]["wrong"] + result["threads"]["wrong"] + result["threads"]["errors"]
    below = len(QUESTIONS) - result[FOLD]
    return 0 if result["page p95"] <= BAR and not wrong and not below else 1


if __name__ == "__main__":
    sys.exit(main())
