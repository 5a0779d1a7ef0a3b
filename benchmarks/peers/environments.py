"""The programs that are measured, and an environment of its own for each peer, made from the requirements beside this file."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.data import BENCH

ENVIRONMENTS = BENCH / "peers" / "environments"
HERE = Path(__file__).parent


class CannotBeMade(Exception):
    """An environment that this machine cannot make; the sentence says why."""


@dataclass(frozen=True)
class Program:
    """A program that is measured: its name in tables, its script's module, and the oldest Python that it runs on.

    This program itself is the one without `requirements`: it runs in the project's own environment.
    """

    key: str
    label: str
    module: str
    requirements: str = ""
    python: tuple[int, int] = (3, 11)

    @property
    def pins(self) -> str:
        """What is installed, as written; "" for this program."""
        return (HERE / self.requirements).read_text(encoding="utf-8") if self.requirements else ""


OURS = Program("inspection_search", "this program", "benchmarks.peers.inspection_search")
PEERS = (
    Program("txtai", "txtai, hybrid", "benchmarks.peers.txtai_hybrid", "requirements-txtai.txt"),
    Program("langchain", "LangChain with FAISS", "benchmarks.peers.langchain_faiss", "requirements-langchain.txt"),
    Program("haiku_rag", "haiku.rag", "benchmarks.peers.haiku_hybrid", "requirements-haiku.txt", (3, 12)),
)


def python_for(program: Program, say: Callable[[str], None]) -> Path:
    """The Python that runs a program; its environment is made where it is missing or was made of other requirements.

    Raises `CannotBeMade`.
    """
    if not program.requirements:
        return Path(sys.executable)
    folder = ENVIRONMENTS / program.key
    made = folder / "made"
    wanted = hashlib.sha256(program.pins.encode()).hexdigest()
    python = folder / "bin" / "python"
    if not made.is_file() or made.read_text(encoding="ascii") != wanted:
        say(f"{program.label}: installing it into an environment of its own (some minutes, 2 to 6 GB) …")
        shutil.rmtree(folder, ignore_errors=True)
        _run([str(newer(program.python)), "-m", "venv", str(folder)], program)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, "-r", str(HERE / program.requirements)], program)
        made.write_text(wanted, encoding="ascii")
    return python


def newer(least: tuple[int, int]) -> Path:
    """A Python of this version: that which runs this, else one by its name on the path. Raises `CannotBeMade`."""
    if sys.version_info[:2] == least:
        return Path(sys.executable)
    name = "python{}.{}".format(*least)
    # Where pyenv keeps Pythons, those that are not chosen answer to their names only when they are asked for.
    asked = {**os.environ, "PYENV_VERSION": name.removeprefix("python")}
    try:
        done = subprocess.run(
            [name, "-c", "import sys; print(sys.executable)"], env=asked, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotBeMade(f"needs {name}, which is not installed here") from error
    return Path(done.stdout.strip())


def _run(command: list[str], program: Program) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        told = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()[-1:]
        raise CannotBeMade(f"{program.label} cannot be installed here: {' '.join(told)}")
