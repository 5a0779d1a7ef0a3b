"""A browser, an index of the samples, and servers of the page: started once, ended with the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from corpus.paths import PROJECT
from ingest.build.inputs import SAMPLES
from tests.lacking import lacking

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60  # seconds for a server to answer

if os.environ.get("CI") != "true":
    pytest.importorskip("playwright.sync_api")  # under CI a missing library fails: nothing may be missing there
from playwright import sync_api  # noqa: E402


@pytest.fixture(scope="session")
def browser() -> Iterator[sync_api.Browser]:
    """Chromium as it is installed. Without it the tests are skipped, under CI they fail."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        lacking(f"no browser: none of {', '.join(NAMES)} is installed")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the samples, built as the README says."""
    folder = tmp_path_factory.mktemp("index")
    command = [sys.executable, "-m", "ingest", "build", *map(str, SAMPLES), "--index", str(folder)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Starts the page over a folder of generations and gives its address."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(_server(folder))


@pytest.fixture(scope="session")
def address(serve: Callable[[Path], str], samples: Path) -> str:
    """The page over the samples."""
    return serve(samples)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The page over a folder of generations until the block ends."""
    with _server(folder) as address:
        yield address


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "INSPECTION_INDEX": str(folder), "INSPECTION_SAVED": str(folder.parent / "saved.db")}
    log = (folder.parent / f"server-{port}.log").open("w+")
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _await(process, f"http://localhost:{port}", log.name)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def _await(process: subprocess.Popen[bytes], address: str, log: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the page did not start: {Path(log).read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])
