"""What the reports are about, to be browsed without typing a question; a box narrows the lists, and is in the address."""

from __future__ import annotations

import streamlit as st

from index.errors import IndexUnusable
from ui.html.browse import topics as render
from ui.parts import filters, frame
from ui.state import session
from ui.state.address import Asked, link
from ui.state.engine import Engine

BOX, SOUGHT = "topics-box", "find"
LONGEST = 100  # characters that are looked for
EXPLAINED = (
    "What the reports here are about, by inspection programme. Every link asks the search. All is counted in the "
    "reports that a search looks at: the newest full inspection of each body, and what came after."
)


def page() -> None:
    """The topics of each family, all or those that have the words in the box."""
    frame.begin("topics", "Topics")
    st.title("Topics", anchor=False)
    engine = frame.opened()
    if engine is None:
        return
    frame.banner(engine.info)
    st.write(EXPLAINED)
    sought = _sought()
    frame.titled("Topics", sought)
    try:
        _drawn(engine, sought)
    except IndexUnusable as error:
        st.error(str(error), icon=":material/error:")
    frame.footer(engine.info)


def _sought() -> str:
    """What is looked for: from the address where a link or the back button led here, else as it was typed."""
    if not st.session_state.pop("topics-touched", False) and (SOUGHT in st.query_params or BOX not in st.session_state):
        filters.control(BOX, " ".join(st.query_params.get(SOUGHT, "").split())[:LONGEST])
    st.text_input(
        "Find a topic", key=BOX, type="search", max_chars=LONGEST, live=True, on_change=_touched,
        placeholder="Part of a name",
    )  # fmt: skip
    sought = " ".join((st.session_state[BOX] or "").split())
    session.write({SOUGHT: [sought]} if sought else {})
    return sought


def _touched() -> None:
    st.session_state["topics-touched"] = True


def _drawn(engine: Engine, sought: str) -> None:
    with st.spinner("Looking through the reports…"):
        every = engine.topics()
    found = render.within(every, sought) if sought else every
    if not found:
        st.info(
            "No topic has these words. Ask the search for them instead." if sought else "The reports name no topic."
        )
        return
    st.html(render.contents(found))

    def asks(question: str, family: str) -> str:
        return f"./{link(Asked(question, {'family': (family,)}), engine.generation)}"

    for each in found:
        st.html(render.family(each, asks, unfolded=bool(sought)))
