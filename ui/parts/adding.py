"""One's own reports, added from the page: checked first and shown as read, then built in beside those there are.

Reading and building run in processes of their own, so that a bad file or a stopped build leaves the page standing.
"""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from threading import Lock
from typing import Any

import streamlit as st

from index.answers import days
from ui.html import tables, words

SUFFIXES = ("pdf", "txt", "html", "htm", "mhtml", "mht", "docx")
PATIENCE = 120  # seconds for reading one file
LONGEST = 120  # bytes of a file's name; disks take 255, and some take less
BAR = re.compile(r"\d+%\|")  # of a bar of progress
SWITCH = "INSPECTION_ADDING"  # "off" for a page that others may look at and not change
HEADINGS = ("File", "Body", "Inspected", "Published", "Cycle", "Grades", "Findings", "Problems")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Checked:
    """A file that was sent: where it is kept meanwhile, what was read off it, or why it was refused."""

    path: Path
    read: dict[str, Any] | None
    refusal: str

    def row(self) -> tuple[str, ...]:
        """The cells of `HEADINGS`; unknown is said."""
        if self.read is None:
            return (self.path.name, *["–"] * (len(HEADINGS) - 2), f"not added: it {self.refusal}")
        spans = days.spans(json.dumps([list(span.values()) for span in self.read["inspected"]]))
        grades = ("; ".join(f"{g['label']}: {g['grade']}" for g in self.read["grades"])) or "none found"
        return (
            self.path.name,
            self.read["body"] or "unknown",
            " and ".join(map(days.span, spans)) or "unknown",
            days.day(self.read["published"]) if self.read["published"] else "unknown",
            self.read["cycle"] or "unknown",
            grades,
            str(len(self.read["findings"])),
            "; ".join(self.read["problems"]) or "none",
        )


class Build:
    """The build that adds files, one at a time for all visitors."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._log = Path(tempfile.mkdtemp(prefix="inspection-")) / "build.log"

    def start(self, files: Sequence[Path]) -> bool:
        """Start building the files in; False where a build is running already."""
        with self._lock:
            if self.running:
                return False
            with self._log.open("wb") as out:
                self._process = subprocess.Popen(_command("add", *files, "--build"), stdout=out, stderr=out)
            return True

    @property
    def running(self) -> bool:
        """Whether a build is under way."""
        return self._process is not None and self._process.poll() is None

    @property
    def ended(self) -> int | None:
        """The exit status of the last build, None where none has ended."""
        return self._process.poll() if self._process else None

    def lines(self) -> list[str]:
        """What it has said so far; a bar of progress is its last state."""
        text = self._log.read_bytes().decode("utf-8", "replace") if self._log.is_file() else ""
        return [line.rsplit("\r", 1)[-1].strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


@st.cache_resource(show_spinner=False)
def build() -> Build:
    """The one build of this server."""
    return Build()


def allowed() -> bool:
    """Whether visitors may add reports here."""
    return os.environ.get(SWITCH, "").lower() != "off"


def draw(invented: bool) -> None:
    """The form, what was read off the files, and the build."""
    if not allowed():
        return
    st.header("Add your own reports", anchor=False)
    _progress()
    sent = st.file_uploader(
        "Reports as PDF, Word files, plain text or saved web pages",
        type=SUFFIXES,
        accept_multiple_files=True,
        key="sent",
    )
    if not sent:
        return
    with st.spinner("Reading…"):
        checked = [_checked(file.file_id, file.name, file.getvalue()) for file in sent]
    st.html(tables.table("As they were read", HEADINGS, [each.row() for each in checked]))
    good = [each.path for each in checked if each.read]
    if good:
        beside = "They replace the invented samples." if invented else "Everything already in the index stays."
        st.write(f"What could be read is copied into the folder of reports, and an index is built. {beside}")
        st.button(f"Add {words.count(len(good), 'report')}", type="primary", on_click=_start, args=(good,), key="add")


def _start(files: Sequence[Path]) -> None:
    st.session_state.pop("built", None)
    if not build().start(files):
        st.toast("Another build is running; wait until it is done.")


def _checked(key: str, name: str, content: bytes) -> Checked:
    """What is read off a file; each file that is sent is read once."""
    known: dict[str, Checked] = st.session_state.setdefault("checked", {})
    if key not in known:
        try:
            path = Path(tempfile.mkdtemp(prefix="inspection-")) / file_name(name)
            path.write_bytes(content)
            known[key] = _read(path)
        except OSError as error:  # not kept as checked: the next look may find room
            return Checked(Path(file_name(name)), None, f"could not be kept for reading ({error.strerror}); try again")
    return known[key]


def file_name(name: str) -> str:
    """What a file that was sent is called here: its own name as far as any disk takes it, whatever was sent as its name."""
    plain = "".join(c if c.isprintable() else "-" for c in name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    kept = (stem or plain).encode()[:LONGEST].decode(errors="ignore")
    return f"{kept or 'report'}{dot}{ending}" if stem and len(ending) < LONGEST else kept or "report"


def _read(path: Path) -> Checked:
    try:
        done = subprocess.run(_command("show", path, "--json"), capture_output=True, timeout=PATIENCE, check=False)
        if done.returncode == 0:
            return Checked(path, json.loads(done.stdout), "")
    except subprocess.TimeoutExpired:
        return Checked(path, None, f"could not be read within {PATIENCE} seconds")
    except ValueError:
        log.exception("what was read off %s is no JSON", path.name)
        return Checked(path, None, "could not be read because of a fault in this program; please report it")
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    log.info("refused %s: %s", path.name, said)
    return Checked(path, None, said[-1].replace(f"{path} ", "") if said else "could not be read")


def _command(*words: object) -> list[str]:
    return [sys.executable, "-m", "ingest", *map(str, words)]


@st.fragment(run_every=1.0)
def _progress() -> None:
    """How far the build is, then how it ended, file by file; the page takes the new index up by itself."""
    running = build()
    lines = running.lines()
    if running.running:
        st.session_state["building"] = True
        st.info(
            "Building an index. Questions are answered from the present one meanwhile.", icon=":material/hourglass_top:"
        )
        st.html(f"<p class='is-quiet'>{escape(lines[-1] if lines else 'Starting…')}</p>")
    elif st.session_state.pop("building", False):
        st.session_state["built"] = running.ended
        st.rerun()
    elif (ended := st.session_state.get("built")) is not None:
        if ended in (0, 1):
            st.success("The new index is in use.", icon=":material/check:")
        else:
            st.error("The index was not built; the earlier one is still in use.", icon=":material/error:")
        told = "".join(f"<li>{escape(line)}</li>" for line in lines if not BAR.search(line))
        st.html(f"<ul class='is-quiet'>{told}</ul>")
