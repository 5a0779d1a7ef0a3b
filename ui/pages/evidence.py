"""A quotation on its page: the page of the report as a picture with the words marked, and its text beside it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from html import escape
from urllib.parse import parse_qs

import streamlit as st

from corpus.families.registry import PROFILES
from corpus.records import Place
from index.answers.days import all_told, told
from index.errors import IndexUnusable
from index.evidence.pages import StoredPage, Unmarked
from index.links import fingerprint, place_from_text
from index.storage.columns import ReportRow
from ui.html import words
from ui.parts import frame
from ui.state.engine import Engine

MOVED = "The quotation this link points to is no longer at this place in the index, so nothing is marked."
PARTLY = "Part of the quotation could not be marked on the picture; the text beside it is complete."
log = logging.getLogger(__name__)


def page() -> None:
    """What the address asks for: `file`, `at` (the quotation's place) and `page`, where that is another."""
    frame.begin("evidence", "Evidence")
    engine = frame.opened()
    if engine is None:
        return
    frame.banner(engine.info)
    params = {key: st.query_params[key] for key in st.query_params}
    file, place = params.get("file", ""), place_from_text(params.get("at", ""))
    asked = params.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 7 else place[0].page if place else 1
    stored = engine.pages.page(file, number)
    if stored is None:
        st.title("Evidence", anchor=False)
        st.error(
            "There is no such page in the index. Ask a question and open a quotation from the results.",
            icon=":material/error:",
        )
    else:
        _shown(engine, stored, place, params)
    frame.footer(engine.info)


def _shown(engine: Engine, stored: StoredPage, place: Place, params: dict[str, str]) -> None:
    quote = _quote(engine, stored.file, place)
    if params.get("is", "") not in ("", fingerprint(quote)):
        place, quote = (), ""
        st.warning(MOVED, icon=":material/warning:")
    if params.get("gen") not in (None, engine.generation):
        st.info(frame.moved_on(params["gen"], engine.generation))
    printed = f", printed as {stored.label}" if stored.label and stored.label != str(stored.number) else ""
    frame.titled("Evidence", f"{stored.report}, page {stored.number}")
    st.title(words.plain(stored.report), anchor=False)
    st.html(
        f"<p>Page {stored.number} of {stored.pages}{escape(printed)} · {escape(stored.file)}"
        f"{_published(engine, stored)}{_back(params)}</p><p>{escape(_when(engine, stored))}</p>"
        + (f"<figure><blockquote>{escape(quote)}</blockquote></figure>" if quote else "")
    )
    _leaf(stored, place)
    picture, text = st.columns([3, 2])
    with picture:
        _picture(engine, stored, place)
    with text:
        st.subheader("Text of this page", anchor=False)
        st.html(page_text(stored, place))
        if quote:
            st.subheader("Cite this", anchor=False)
            st.code(
                f"“{quote}” ({cited(engine.reports, stored)}, page {place[0].page})", language=None, wrap_lines=True
            )


def cited(reports: Sequence[ReportRow], stored: StoredPage) -> str:
    """Who reported on whom, where and when, as far as the report says."""
    row = next((report for report in reports if report.file == stored.file), None)
    profile = PROFILES.get(row.family) if row else None
    title = (row.title or f"{profile.label if profile else row.family} {row.cycle or ''}".strip()) if row else ""
    when = all_told(row) if row else ()
    return ", ".join(filter(None, (profile.inspectorate if profile else "", title, stored.report, *when, stored.file)))


def _quote(engine: Engine, file: str, place: Place) -> str:
    try:
        return engine.pages.words(file, place)
    except IndexUnusable:
        return ""


def _when(engine: Engine, stored: StoredPage) -> str:
    """The days of the report, and its cycle behind them."""
    row = next((report for report in engine.reports if report.file == stored.file), None)
    return " · ".join(filter(None, (told(row), row.cycle))) if row else ""


def _published(engine: Engine, stored: StoredPage) -> str:
    """A link to this page of the published report, where its address is known."""
    address = next((report.address for report in engine.reports if report.file == stored.file), None) or ""
    if not address.startswith(("https://", "http://")):
        return ""
    target = escape(f"{address}#page={stored.number}")
    return f" · <a href='{target}' target='_blank' rel='noopener noreferrer'>Published report (opens a new tab)</a>"


def _back(params: dict[str, str]) -> str:
    """The way back to the answer that the page was opened from; nothing else can be led to."""
    back = params.get("back", "")
    return f" · <a href='./?{escape(back)}' target='_self'>Back to the answer</a>" if parse_qs(back).get("q") else ""


def _leaf(stored: StoredPage, place: Place) -> None:
    """Ways to the pages before and after, and back to the quotation."""
    with st.container(horizontal=True):
        st.button(
            "Previous page",
            icon=":material/arrow_back:",
            disabled=stored.number <= 1,
            on_click=_turn,
            args=(stored.number - 1,),
        )
        st.button(
            "Next page",
            icon=":material/arrow_forward:",
            disabled=stored.number >= stored.pages,
            on_click=_turn,
            args=(stored.number + 1,),
        )
        if place and stored.number not in {part.page for part in place}:
            st.button("Back to the quotation", on_click=_turn, args=(place[0].page,))


def _turn(number: int) -> None:
    st.query_params["page"] = str(number)


def _picture(engine: Engine, stored: StoredPage, place: Place) -> None:
    try:
        png, complete = _drawn(engine.generation, stored.file, stored.number, place, engine)
    except Unmarked as why:
        st.info(str(why), icon=":material/article:")
        return
    except Exception:
        log.exception("no picture of %s, page %s", stored.file, stored.number)
        st.info("This page cannot be shown as a picture; its text is complete.", icon=":material/article:")
        return
    marked = " with the quotation marked" if any(part.page == stored.number for part in place) else ""
    st.image(png, alt=f"Page {stored.number} of the report{marked}; its text follows", width="stretch")
    if not complete:
        st.info(PARTLY, icon=":material/info:")


@st.cache_data(max_entries=64, show_spinner=False)
def _drawn(generation: str, file: str, number: int, place: Place, _engine: Engine) -> tuple[bytes, bool]:
    """The picture, kept for those who leaf back; `generation` is part of the key."""
    from index.evidence.picture import picture  # with the picture library, once somebody looks at a page

    mark = picture(_engine.pages, file, number, place)
    return mark.png, mark.complete


def page_text(stored: StoredPage, place: Place) -> str:
    """The stored text of a page with the quotation set off; everything in it is escaped."""
    parts, done = [], 0
    for part in sorted((p for p in place if p.page == stored.number), key=lambda p: p.start):
        if done <= part.start < part.end <= len(stored.text):
            parts.append(
                f"{escape(stored.text[done : part.start])}<mark>{escape(stored.text[part.start : part.end])}</mark>"
            )
            done = part.end
    whole = "".join([*parts, escape(stored.text[done:])])
    return f"<div class='is-page-text'>{whole or '<p class=is-quiet>This page has no text.</p>'}</div>"
