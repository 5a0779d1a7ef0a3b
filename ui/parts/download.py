"""The files that a visitor downloads, made when they are asked for, with the review in them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from index.export.content import HERE
from index.review.decisions import Decisions
from ui.html import words
from ui.state.address import Asked
from ui.state.engine import Engine

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    ".xlsx": ("Excel", EXCEL),
    ".csv": ("CSV", "text/csv"),
    ".json": ("JSON", "application/json"),
    ".ris": ("RIS", "application/x-research-info-systems"),
    ".bib": ("BibTeX", "application/x-bibtex"),
}


def base() -> str:
    """Where this page is, for links in files."""
    address = urlsplit(str(st.context.url or HERE))
    return f"{address.scheme}://{address.netloc}"


def draw(engine: Engine, asked: Asked, review: Decisions) -> None:
    """A button for each format."""
    with st.popover("Download", icon=":material/download:"):
        st.write(
            "Every file has all the bodies, every quotation with its page number, and a record of how the list was made."
        )
        for ending, (label, mime) in FORMATS.items():
            st.download_button(
                f"Download as {label}",
                data=partial(file_of, engine, asked, ending, review, base()),
                file_name=f"inspection-search-{words.slug(asked.question)}{ending}",
                mime=mime,
                on_click="ignore",
                key=f"download{ending}",
            )


def file_of(engine: Engine, asked: Asked, ending: str, review: Decisions, here: str) -> bytes:
    """The file. Raises `IndexUnusable` where a quotation does not stand on its page."""
    from index.export.content import content_of
    from index.export.formats import write

    found = engine.work(
        lambda searcher: content_of(searcher, asked.question, asked.where, asked.off, ending=ending)
    ).result()
    return write(replace(found, review=review, base=here), ending)
