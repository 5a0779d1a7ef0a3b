"""A page for each body: its reports over time, its grades, what reports set apart, what was decided, and a box to ask about it."""

from __future__ import annotations

from html import escape

import streamlit as st

from corpus.bodies import KINDS
from index.contents.records import BodyHeld
from index.errors import IndexUnusable, UnknownBody
from index.links import Links
from index.review.saved import Saved, SavedUnusable
from index.search.comparable import incomparable, inspections
from ui.html import links, words
from ui.html.browse import body as render
from ui.parts import frame
from ui.state import session
from ui.state.address import saved_link
from ui.state.engine import Engine

COMPARABLE = (
    "The inspections of one programme below used frameworks whose grades may be set beside each other. "
    "Areas and questions may still have changed in part: read what each report says."
)
BOX = "body-picked"
MOST = 500  # bodies; longer lists are picked from and not shown


def page() -> None:
    """The body that the address names; where it names none, all of them to choose from."""
    frame.begin("body", "Bodies")
    engine = frame.opened()
    if engine is None:
        return
    asked = " ".join(st.query_params.get("key", "").split())[:500]
    try:
        if asked:
            _shown(engine, engine.read(lambda searcher: searcher.body(asked)))
        else:
            _picker(engine)
    except UnknownBody as error:
        _unknown(engine, error)
    except IndexUnusable as error:
        st.error(words.plain(str(error)), icon=":material/error:")
    frame.footer(engine.info)


def _shown(engine: Engine, held: BodyHeld) -> None:
    frame.titled(held.name)
    st.title(words.plain(held.name), anchor=False)
    frame.banner(engine.info)
    st.html(f"<p class='is-share'>{links.link('./body', 'All bodies')}</p>{render.lead(held)}")
    opens = Links(".", engine.generation)
    if held.reports:
        st.html(render.ask(held))
        st.html(render.contents(held))
        st.html(render.reports(held, opens))
        _comparable(engine, held)
        st.html(render.grades(held, opens) + render.set_apart(held, opens))
    else:
        st.info(render.NO_REPORT)
    _decisions(engine, held)


def _comparable(engine: Engine, held: BodyHeld) -> None:
    """Whether the grades of several full inspections may be set beside each other, by what their editions say."""
    full = [row for row in engine.reports if row.key == held.key and row.full]
    warnings = incomparable(inspections(full))
    for warning in warnings:
        st.warning(words.plain(warning), icon=":material/warning:")
    if not warnings and len(full) > len({row.family for row in full}):
        st.info(COMPARABLE)


def _decisions(engine: Engine, held: BodyHeld) -> None:
    try:
        found = Saved().about(held.key)
        asked = [saved_link(s.question, s.where, s.off, engine.generation) for s in (about.search for about in found)]
        st.html(render.decisions(zip(found, (f"./{address}" for address in asked), strict=True)))
    except SavedUnusable as error:
        st.warning(str(error), icon=":material/warning:")


def _unknown(engine: Engine, error: UnknownBody) -> None:
    st.title("Bodies", anchor=False)
    st.error(words.plain(str(error)), icon=":material/error:")
    if error.nearest:
        items = "".join(f"<li>{links.body(key, name)}</li>" for key, name in error.nearest)
        st.html(f"<ul>{items}</ul>")
    _pick(engine)


def _picker(engine: Engine) -> None:
    """All bodies that have a report, by kind."""
    st.title("Bodies", anchor=False)
    frame.banner(engine.info)
    st.write("Choose a body to read all its reports, its grades over time and what inspectors set apart.")
    _pick(engine)
    names = _names(engine)
    if len(names) > MOST:
        return
    for kind, label in ({key: kind.label for key, kind in KINDS.items()} | {"": "other bodies"}).items():
        own = {key: name for key, name in names.items() if _kind(engine, key) == kind}
        if own:
            items = "".join(f"<li>{links.body(key, name)}</li>" for key, name in own.items())
            st.html(f"<h2>{escape(words.sentence_case(label))} <span class='is-number'>({len(own)})</span></h2><ul class='is-names'>{items}</ul>")  # fmt: skip


def _kind(engine: Engine, key: str) -> str:
    return engine.bodies[key].kind if key in engine.bodies else ""


def _pick(engine: Engine) -> None:
    names = _names(engine)
    st.selectbox(
        "Body", list(names), index=None, format_func=lambda key: names.get(key, key), key=BOX, placeholder="Type a name",
        on_change=_picked,
    )  # fmt: skip


def _picked() -> None:
    if key := st.session_state.get(BOX):
        session.write({"key": [key]})


def _names(engine: Engine) -> dict[str, str]:
    return dict(sorted({report.key: report.name for report in engine.reports}.items(), key=lambda pair: pair[1]))
