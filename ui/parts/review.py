"""The review of an answer: body by body, include, exclude or unsure, with a note; kept with the saved search."""

from __future__ import annotations

import streamlit as st

from index.answers.hits import BodyHit
from index.answers.quotation import Evidence
from index.answers.results import Answer
from index.review import changes
from index.review.decisions import Decision, Decisions
from index.review.saved import DECISIONS, Saved, SavedUnusable, Search
from ui.html import answer as render
from ui.html import words
from ui.html.quotation import Beside, headed, quotation
from ui.state.address import Asked
from ui.state.engine import Engine

BODY = "review-body"
NAME, NAME_BOX = "reviewer", "reviewer-box"  # a box that is not shown forgets what is in it


def found(asked: Asked) -> tuple[Search | None, Decisions]:
    """The saved search of what is asked, and its review; the one sentence where they cannot be read."""
    try:
        search = Saved().find(asked.question, asked.where, asked.off)
        return search, Saved().decisions(search.id) if search else Decisions()
    except SavedUnusable as error:
        st.warning(str(error), icon=":material/warning:")
        return None, Decisions()


def save(engine: Engine, asked: Asked, answer: Answer) -> Search | None:
    """Keep the search; None, after saying why, where that fails."""
    try:
        seen = changes.seen(answer, engine.pages)
        maker = changes.maker(engine.provenance)
        return Saved().save(asked.question, asked.where, asked.off, seen, engine.generation, maker)
    except SavedUnusable as error:
        st.session_state["not-saved"] = str(error)
        return None


def draw(engine: Engine, asked: Asked, answer: Answer, review: Decisions, beside: Beside) -> None:
    """How far the review is, the body under review with its quotations, and a decision for each."""
    keys = [hit.key for hit in answer.bodies]
    if not keys:
        return
    decided = [key for key in keys if review.body(key).decision]
    st.progress(len(decided) / len(keys), f"{len(decided)} of {words.count(len(keys), 'body')} decided")
    if message := st.session_state.pop("not-saved", None):
        st.error(message, icon=":material/error:")
    names = {hit.key: f"{hit.body} ({words.verdict(hit.verdict)[1].lower()})" for hit in answer.bodies}
    if st.session_state.get(BODY) not in names:
        st.session_state[BODY] = next((key for key in keys if key not in decided), keys[0])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Reviewing", keys, format_func=lambda key: names[key], key=BODY)
        st.button(
            "Next without a decision",
            on_click=_next,
            args=(tuple(keys), tuple(decided)),
            disabled=len(decided) == len(keys),
        )
    _reviewer()
    hit = next(hit for hit in answer.bodies if hit.key == st.session_state[BODY])
    _decision(engine, asked, answer, hit, None, review.body(hit.key))
    st.html(render.facts(hit))
    quotations = hit.evidence or ((hit.near,) if hit.near else ())
    for number, (quoted, titled) in enumerate(zip(quotations, headed(quotations), strict=True), start=1):
        st.html(quotation(quoted, hit, beside, titled))
        _decision(engine, asked, answer, hit, quoted, review.quote(hit.key, quoted.file, quoted.quote), number)


def _reviewer() -> None:
    """Who decides: kept with each decision and told in files, where somebody says so."""
    st.session_state.setdefault(NAME_BOX, st.session_state.get(NAME, ""))
    st.text_input("Your name (kept with each decision; may stay empty)", max_chars=80, key=NAME_BOX, on_change=_named)


def _named() -> None:
    st.session_state[NAME] = " ".join(st.session_state[NAME_BOX].split())


def _next(keys: tuple[str, ...], decided: tuple[str, ...]) -> None:
    """Go on to the next body without a decision, past the end from the start again."""
    at = keys.index(st.session_state[BODY])
    st.session_state[BODY] = next(key for key in (*keys[at + 1 :], *keys) if key not in decided)


def _decision(
    engine: Engine,
    asked: Asked,
    answer: Answer,
    hit: BodyHit,
    quoted: Evidence | None,
    known: Decision,
    number: int = 0,
) -> None:
    """One decision with its note, for the body or for a quotation of it."""
    what = f"quotation {number}" if quoted else words.plain(hit.body)
    name = f"decide:{asked.question}:{asked.where}:{asked.off}:{hit.key}:{number}"
    args = (engine, asked, answer, hit, quoted, name)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            f"Decision on {what}", DECISIONS, default=known.decision or None, format_func=str.capitalize,
            key=name, on_change=_decide, args=args,
        )  # fmt: skip
        st.text_input(
            f"Note on {what}", value=known.note, max_chars=1000, key=f"{name}:note", on_change=_decide, args=args
        )


def _decide(engine: Engine, asked: Asked, answer: Answer, hit: BodyHit, quoted: Evidence | None, name: str) -> None:
    search = save(engine, asked, answer)
    if search is None:
        return
    decision, note = st.session_state.get(name) or "", st.session_state.get(f"{name}:note") or ""
    place = {"file": quoted.file, "quote": quoted.quote} if quoted else {}
    try:
        Saved().decide(search.id, hit.key, decision, note.strip(), by=st.session_state.get(NAME, ""), **place)
    except SavedUnusable as error:
        st.session_state["not-saved"] = str(error)
