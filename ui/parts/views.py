"""The views of one answer beside the list: passages, grades by area, charts. Each shows the same answer in another way."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from index.answers.days import told
from index.answers.hits import PassageHit
from index.answers.results import Answer, PassageAnswer
from index.links import Links
from ui.html import links, matrix, words
from ui.html import timeline as times
from ui.state.address import Asked, link
from ui.state.engine import Engine, waiting

STEP = 50  # passages that are shown at first, and with each further click


def passages(engine: Engine, asked: Asked) -> None:
    """Passages in order of score, further ones on a click; how many there are is said."""
    key = f"shown:{asked.question}:{asked.where}:{asked.off}"
    limit = int(st.session_state.get(key, STEP))
    future = engine.work(lambda searcher: searcher.passages(asked.question, asked.where, limit, asked.off))
    for _ in waiting(future):
        st.empty()
    found = future.result()
    st.html(passage_list(found, engine.generation))
    if len(found.passages) == limit:
        st.button(f"Show {STEP} more", on_click=_more, args=(key, limit + STEP), key="more-passages")


def _more(key: str, limit: int) -> None:
    st.session_state[key] = limit


def passage_list(found: PassageAnswer, generation: str) -> str:
    """The passages as an ordered list."""
    opens = Links(".", generation)
    items = "".join(f"<li>{_passage(hit, opens)}</li>" for hit in found.passages)
    said = f"The {len(found.passages):,} best matches among {words.count(found.searched.passages, 'passage')}."
    return (
        f"<section><h2>Passages</h2><p class='is-quiet'>{escape(said)}</p><ol class='is-bodies'>{items}</ol></section>"
    )


def _passage(hit: PassageHit, opens: Links) -> str:
    facts = (words.kind(hit.kind), words.STANCES.get(hit.stance, hit.stance).lower(), words.strength(hit.score))
    place = (told(hit), hit.section, hit.cycle or "cycle unknown", hit.file)
    return (
        f"<article class='is-body'><h3>{links.body(hit.key, hit.body)}</h3><figure><blockquote>{escape(hit.text)}</blockquote><figcaption>"
        f"<a href='{escape(opens.here(hit.file, hit.place, hit.text))}' target='_blank'><strong>page {hit.page}</strong>, see it on the page"
        f"<span class='is-hidden'> (opens a new tab)</span></a> · {escape(' · '.join(place))}</figcaption></figure>"
        f"<p class='is-facts'>{escape(' · '.join(facts))}</p></article>"
    )


def areas(engine: Engine, answer: Answer) -> None:
    """Bodies against the areas that their reports grade."""
    st.html(matrix.areas(answer, engine.reports))


def charts(answer: Answer) -> None:
    """Answers by grade and by region."""
    st.html(matrix.shares(answer))


def timeline(engine: Engine, asked: Asked, answer: Answer) -> None:
    """Bodies by the day of the inspection that their best quotation is from."""
    shares = {hit.key: link(replace(asked, view=""), engine.generation, opened=hit.key) for hit in answer.bodies}
    st.html(times.of_answer(answer, shares))
