"""The files that a visitor downloads, made when they are asked for, with the review in them. What goes wrong is told beside them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from index.errors import IndexUnusable
from index.export.content import HERE, USES
from index.review.decisions import Decisions
from ui.html import words
from ui.state.address import Asked
from ui.state.engine import Engine

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    ".xlsx": ("Excel", EXCEL),
    ".docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".csv": ("CSV", "text/csv"),
    ".zip": ("tables (CSV)", "application/zip"),
    ".json": ("JSON", "application/json"),
    ".qdpx": ("QDPX", "application/zip"),
    ".ris": ("RIS", "application/x-research-info-systems"),
    ".bib": ("BibTeX", "application/x-bibtex"),
}
FAILED = "downloads-failed"
AGAIN = 1.0  # seconds between two looks at whether a file could be made
UNTOLD = "The file could not be made. Try again; if it fails again, the log of the program says why."
log = logging.getLogger(__name__)
Failures = dict[str, str]  # what could not be made -> why, as a sentence


def base() -> str:
    """Where this page is, for links in files."""
    address = urlsplit(str(st.context.url or HERE))
    return f"{address.scheme}://{address.netloc}"


def draw(engine: Engine, asked: Asked, review: Decisions) -> None:
    """A button for each format, with a line that says who it is for."""
    failed = failures()
    box = st.popover("Download", icon=":material/download:", on_change="rerun", key="downloads")
    with box:
        st.write("Every file says how the list was made, and gives every quotation with its page.")
        columns, half = st.columns(2), len(FORMATS) // 2
        for number, (ending, (label, mime)) in enumerate(FORMATS.items()):
            name = f"Download as {label}"
            with columns[number // half], st.container(gap="xxsmall"):
                st.download_button(
                    name,
                    data=partial(made, failed, name, partial(file_of, engine, asked, ending, review, base())),
                    file_name=f"inspection-search-{words.slug(asked.question)}{ending}",
                    mime=mime,
                    on_click="ignore",
                    key=f"download{ending}",
                    width="stretch",
                )
                st.html(f"<p class='is-quiet'>{escape(words.sentence_case(USES[ending]))}</p>")
        if box.open:
            told(failed)


def failures() -> Failures:
    """What this visitor asked for and did not get. A file is made outside of the page's runs, so it is told here."""
    found: Failures = st.session_state.setdefault(FAILED, {})
    return found


def made(failed: Failures, name: str, make: Callable[[], bytes]) -> bytes:
    """The file; what goes wrong is noted for `told`, and raised for Streamlit, which offers no file then."""
    failed.pop(name, None)
    try:
        return make()
    except IndexUnusable as error:
        failed[name] = str(error)
        raise
    except Exception:
        log.exception("%s failed", name)
        failed[name] = UNTOLD
        raise


@st.fragment(run_every=AGAIN)
def told(failed: Failures) -> None:
    """Why a file could not be made, as soon as that is known."""
    for name, why in failed.items():
        st.error(words.plain(f"{name}: {why}"), icon=":material/error:")


def file_of(engine: Engine, asked: Asked, ending: str, review: Decisions, here: str) -> bytes:
    """The file. Raises `IndexUnusable` where a quotation does not stand on its page."""
    from index.export.content import content_of
    from index.export.formats import write

    found = engine.work(
        lambda searcher: content_of(searcher, asked.question, asked.where, asked.off, ending=ending)
    ).result()
    return write(replace(found, review=review, base=here), ending)
