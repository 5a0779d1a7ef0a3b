"""Saved searches: what each was, what changed since it was last seen, and why."""

from __future__ import annotations

from html import escape

import streamlit as st

from index.errors import BadFilter, IndexUnusable
from index.review import changes
from index.review.decisions import Decisions
from index.review.saved import Maker, Saved, SavedUnusable, Search, Seen
from index.review.telling import agreed
from ui.html import links, words
from ui.parts import frame
from ui.state.address import saved_link
from ui.state.engine import Engine


def page() -> None:
    """Every saved search with its changes."""
    frame.begin("saved", "Saved searches")
    st.title("Saved searches", anchor=False)
    engine = frame.opened()
    if engine is None:
        return
    frame.banner(engine.info)
    try:
        searches = Saved().searches()
        if not searches:
            st.info("Nothing saved yet. Ask a question and choose “Save this search”, or start a review.")
        for search in searches:
            _drawn(engine, search)
    except SavedUnusable as error:
        st.error(str(error), icon=":material/error:")
    frame.footer(engine.info)


def _drawn(engine: Engine, search: Search) -> None:
    filters = f" · {', '.join(search.where)}" if search.where else ""
    review = Saved().decisions(search.id)
    decided = words.count(sum(1 for each in review.bodies.values() if each.word), "body")
    address = saved_link(search.question, search.where, search.off, engine.generation)
    with st.container(border=True, key=f"saved-{search.id}"):
        st.html(
            f"<h2><a href='./{escape(address)}' target='_self'>{escape(search.question)}</a></h2><p class='is-quiet'>"
            f"Saved {escape(search.saved[:10])}{escape(filters)} · {decided} reviewed · last read with {escape(words.as_of(search.generation))}</p>"
            f"{_by_two(review, f'./{address}&view=review')}"
        )
        try:
            found, now = _changes(engine, search)
        except (BadFilter, IndexUnusable) as error:
            st.error(str(error), icon=":material/error:")
            found, now = [], None
        else:
            st.html(changed(found))
        with st.container(horizontal=True):
            if now is not None and (found or search.generation != engine.generation):
                args = (search.id, now, engine.generation, changes.maker(engine.provenance))
                st.button("Mark as read", key=f"see-{search.id}", on_click=_see, args=args)
            st.button(
                "Delete this search and its review", key=f"remove-{search.id}", on_click=_remove, args=(search.id,)
            )


def _by_two(review: Decisions, here: str) -> str:
    """How a review by two stands; nothing where one reviews."""
    if review.panel is None:
        return ""
    link = f"<a href='{escape(here)}' target='_self'>Open the review</a>"
    return f"<p>Reviewed by two, each blind to the other: {escape(agreed(review))}. {link}</p>"


def _changes(engine: Engine, search: Search) -> tuple[list[changes.Change], list[Seen]]:
    answer = engine.ask(search.question, search.where, search.off).result()
    now = changes.seen(answer, engine.pages)
    before, maker = Saved().seen(search.id), changes.maker(engine.provenance)
    return changes.changes(
        before, {each.key: each for each in now}, search.maker, maker, {each.key for each in answer.outside}
    ), now


def changed(found: list[changes.Change]) -> str:
    """The changes as a list."""
    if not found:
        return "<p>Nothing has changed since you last marked this as read.</p>"
    items = "".join(
        f"<li><strong>{links.body(each.key, each.body) if each.key else escape(each.body)}</strong> {escape(each.what)}: {_verdict(each.before)} → {_verdict(each.after)}; {escape(each.why)}</li>"
        for each in found
    )
    return f"<p>{words.count(len(found), 'change')}:</p><ul>{items}</ul>"


def _verdict(name: str | None) -> str:
    if name is None:
        return "no answer"
    sign, word = words.verdict(name)
    return f"<span aria-hidden='true'>{sign}</span> {escape(word.lower())}"


def _see(search: int, now: list[Seen], generation: str, maker: Maker) -> None:
    Saved().see(search, now, generation, maker)


def _remove(search: int) -> None:
    Saved().remove(search)
