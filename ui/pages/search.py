"""The search page: question, examples, filters, the answer, and all of it in the address.

One record, `Asked`, is the state. Widgets change it in their callbacks; the address follows it. A rerun that no widget
caused (a link, the browser's back button) takes the state from the address instead.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace

import streamlit as st

from corpus.families.examples import Example
from corpus.families.texts import examples, first_examples
from index.answers.headline import FACTS
from index.answers.results import Answer
from index.errors import BadFilter, IndexUnusable
from index.review.applied import applied
from index.review.decisions import Decisions
from ui.html import answer as render
from ui.html import headline, listing, unanswered, words
from ui.html.groups import groups
from ui.html.quotation import Beside
from ui.parts import download, filters, frame, review, tile_map, views
from ui.parts.evidence_link import opens
from ui.state import address
from ui.state.address import Asked, link, to_params
from ui.state.engine import Engine, waiting
from ui.state.session import current, set_address, state_now, touch

LOADING = "Getting ready to search (this takes a few seconds, once)…"
SEARCHING = "Searching every report…"
BROKEN = "Something went wrong and this question could not be answered. Details are in the server log."
NO_MODEL = "The language model could not be loaded. Details are in the server log."
BOX = "question"
ROWS = 500  # bodies that a table shows at first, and with each further click
LIST = "list"  # what the first table of bodies goes by on the page
MOST_EXAMPLES = 4  # of a kind
log = logging.getLogger(__name__)


def page() -> None:
    """Everything that does not need the model first, then the answer."""
    frame.begin("search", "Search")
    st.title("Inspection Search", anchor=False)
    engine = frame.opened()
    if engine is None:
        return
    asked = current()
    frame.titled("Search", asked.question)
    intro = st.container()  # there whether or not it is filled: what follows keeps its place, and so a reader's focus
    if not asked.question:
        intro.write(
            "Ask what inspection reports say about every body they cover, and read it in the inspectors’ own words."
        )
    set_address(to_params(asked, engine.generation))
    frame.banner(engine.info)
    _question(asked)
    _filters(engine, asked)
    if asked.question:
        _answer(engine, asked)
    else:
        _start(engine, asked)
    frame.footer(engine.info)


def _typed() -> None:
    touch(state_now().asking(st.session_state[BOX] or ""))


def _picked(question: str) -> None:
    touch(state_now().asking(question))


def _toggled(key: str, value: str) -> None:
    on = st.session_state[filters.widget(key, value)]
    touch(state_now().toggled(key, value, on))


def _chosen(key: str) -> None:
    touch(state_now().filtered(key, tuple(st.session_state[filters.widget(key)])))


def _cleared() -> None:
    touch(replace(state_now(), filters={}, gen=None))


def _question(asked: Asked) -> None:
    filters.control(BOX, asked.question)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Question",
            key=BOX,
            type="search",
            placeholder=first_examples(1)[0],
            on_change=_typed,
        )
        st.button("Ask", type="primary", key="ask", on_click=_typed)
    if asked.question:
        st.html(f"<a class='is-skip' href='#{LIST}'>Skip to the first result</a>")


def _filters(engine: Engine, asked: Asked) -> None:
    """The filters in a row after the question, with a way back to none."""
    with st.container(horizontal=True, gap="small", key="filters"):
        filters.draw(engine, asked, _toggled, _chosen)
        if asked.filters:
            st.button("Clear filters", on_click=_cleared, key="clear", type="tertiary")


def _start(engine: Engine, asked: Asked) -> None:
    """No question yet: examples, what there is to search, and the model loading in plain sight."""
    st.subheader("Try an example", anchor=False)
    _examples(engine)
    st.html("<p>Or <a href='./topics' target='_self'>browse topics</a> without a question.</p>")
    info = engine.info
    held = f"{words.count(len(info.reports), 'report')} on {words.count(info.bodies, 'body')}"
    lacking = f" There is no report for {words.count(len(info.no_report), 'body')}." if info.no_report else ""
    st.write(f"You are searching {held}.{lacking} The Reports page lists them all.")
    if asked.filters:
        st.write("Your filters are set. Ask a question to use them.")
    if not engine.ready:
        _model(engine)
    elif failure := engine.model.exception():
        st.error(str(failure) if isinstance(failure, IndexUnusable) else NO_MODEL, icon=":material/error:")


@st.fragment(run_every=1.0)
def _model(engine: Engine) -> None:
    """Says that the model is loading, and goes when it is there. The page can be used meanwhile."""
    if engine.ready:
        st.rerun()
    st.info(LOADING, icon=":material/hourglass_top:")


def _examples(engine: Engine) -> None:
    families = {report.family for report in engine.info.reports}
    for kind, several in examples(families, MOST_EXAMPLES).items():
        st.html(f"<p class='is-quiet'>{kind}</p>")
        with st.container(horizontal=True, gap="small"):
            for example in several:
                _example(example)


def _example(example: Example) -> None:
    st.button(
        example.question, key=f"example:{example.question}", on_click=_picked, args=(example.question,), wrap=True
    )


def _answer(engine: Engine, asked: Asked) -> None:
    """The answer with what was understood and how much was searched, or the sentence that says why there is none."""
    future = engine.ask(asked.question, asked.where, asked.off)
    _wait(engine, future)
    try:
        answer = future.result()
    except (BadFilter, IndexUnusable) as error:
        st.error(words.plain(str(error)), icon=":material/error:")
        if asked.filters:
            st.button("Clear filters", on_click=_cleared, key="clear-bad")
        return
    except Exception:
        log.exception("no answer to %r where %s", asked.question, asked.where)
        st.error(BROKEN, icon=":material/error:")
        return
    search, decided = review.found(asked)
    answer = applied(answer, decided)
    _understood(engine, asked, answer)
    if not answer.bodies:
        _nothing(asked)
    _bodies(engine, asked, answer, decided, search is not None)


def _wait(engine: Engine, future: Future[Answer]) -> None:
    """Says what is being waited for, with the old answer out of sight; drawing it again lets a new click be heard."""
    outer = st.empty()
    slot = outer.container(key="waiting").empty()
    for _ in waiting(future):
        slot.info(SEARCHING if engine.ready else LOADING, icon=":material/hourglass_top:")
    outer.empty()


def _understood(engine: Engine, asked: Asked, answer: Answer) -> None:
    if answer.did_you_mean:
        st.button(
            words.plain(f"Did you mean “{answer.did_you_mean}”?"),
            key="did-you-mean",
            on_click=_picked,
            args=(answer.did_you_mean,),
        )
    st.html(headline.understood(answer, filters.described(engine, asked)))
    _parts(asked, answer)
    if asked.gen and asked.gen != engine.generation:
        st.info(frame.moved_on(asked.gen, engine.generation))


def _parts(asked: Asked, answer: Answer) -> None:
    """What was understood, part by part; each can be switched off and on again."""
    parts = {part.key: part for part in answer.understood.parts}
    if not parts:
        return
    key = f"parts:{asked.question}:{asked.off}"  # another state is another widget, so that links and "back" are heard
    st.pills(
        "How we read your question (click a part to turn it off)",
        list(parts),
        label_visibility="collapsed",
        selection_mode="multi",
        default=[part for part in parts if part not in asked.off],
        format_func=lambda part: words.plain(f"{parts[part].what}: {parts[part].words}"),
        key=key,
        on_change=_switched,
        args=(key, tuple(parts)),
    )


def _switched(key: str, parts: tuple[str, ...]) -> None:
    chosen = st.session_state[key]
    touch(state_now().switched(tuple(part for part in parts if part not in chosen)))


def _nothing(asked: Asked) -> None:
    st.info("No report matches these filters." if asked.filters else "No report can answer this question.")
    if asked.filters:
        st.button("Clear filters", on_click=_cleared, key="clear-empty", type="primary")


def _bodies(engine: Engine, asked: Asked, answer: Answer, decided: Decisions, saved: bool) -> None:
    """Counts, what can be done with the answer, and the view of it that is chosen."""
    st.html(headline.about(answer))
    if answer.bodies:
        _tools(engine, asked, answer, decided, saved)
    beside = Beside(answer.understood, opens(engine, asked), decided)
    if asked.view == "review":
        review.draw(engine, asked, answer, decided, beside)
    elif asked.view == "passages":
        views.passages(engine, asked)
    elif asked.view == "areas":
        views.areas(engine, answer)
    elif asked.view == "charts":
        views.charts(answer)
    elif asked.view == "cards":
        _cards(engine, asked, answer, beside)
    elif asked.view == "map":
        tile_map.draw(engine, asked, answer)
    elif asked.view == "timeline":
        views.timeline(engine, asked, answer)
    else:
        _table(engine, asked, answer, beside)


def _tools(engine: Engine, asked: Asked, answer: Answer, decided: Decisions, saved: bool) -> None:
    """The views, saving and downloads."""
    key = f"view:{asked.view}:{asked.question}"  # another state is another widget, so that links and "back" are heard
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "View", list(address.VIEWS), format_func=address.VIEWS.__getitem__, default=asked.view, key=key, required=True, wrap=True,
            label_visibility="collapsed",
            on_change=_viewed, args=(key,),
        )  # fmt: skip
        if saved:
            st.html("<p><a href='./saved' target='_self'>Saved</a></p>")
        else:
            st.button(
                "Save this search",
                icon=":material/bookmark_add:",
                on_click=_saved,
                args=(engine, asked, answer),
                key="save",
            )
        download.draw(engine, asked, decided)
    if message := st.session_state.pop("not-saved", None):
        st.error(message, icon=":material/error:")


def _saved(engine: Engine, asked: Asked, answer: Answer) -> None:
    review.save(engine, asked, answer)


def _viewed(key: str) -> None:
    touch(replace(state_now(), view=st.session_state[key] or ""))


def _table(engine: Engine, asked: Asked, answer: Answer, beside: Beside) -> None:
    """The bodies on the list as a table, below it those that are not on it, and those without an answer."""
    links = _links(engine, asked, answer)
    stance = "facts" if answer.understood.answer in FACTS else answer.understood.stance
    listed = [hit for hit in answer.bodies if hit.listed]
    others = [hit for hit in answer.bodies if not hit.listed]
    key = f"rows:{asked.question}:{asked.where}:{asked.off}"
    order = [*listed, *others]
    opened = next((place for place, hit in enumerate(order, start=1) if hit.key == asked.open), 0)
    limit = max(int(st.session_state.get(key, ROWS)), opened)
    blocks = (
        listing.Block(LIST, "On the list", listed, listed[:limit], folded=False, listed=True),
        listing.Block(
            "others" if listed else LIST, "Not on the list", others, others[: max(0, limit - len(listed))],
            folded=bool(listed) and not any(hit.key == asked.open for hit in others), first=len(listed) + 1,
        ),
    )  # fmt: skip
    if answer.bodies and not listed:
        st.html(render.unlisted())
    for block in blocks:
        if block.shown:
            st.html(listing.section(block, links, asked.open, stance, beside))
    if len(answer.bodies) > limit:
        st.button(f"Show {ROWS} more", on_click=_more, args=(key, limit + ROWS), key="more-rows")
    _unanswered(engine, asked, answer, links)


def _more(key: str, limit: int) -> None:
    st.session_state[key] = limit


def _cards(engine: Engine, asked: Asked, answer: Answer, beside: Beside) -> None:
    """The bodies in their groups, then those without an answer."""
    links = _links(engine, asked, answer)
    st.html(headline.summary(answer))
    if answer.bodies and not any(hit.listed or hit.found_listed for hit in answer.bodies):
        st.html(render.unlisted())
    for block in groups(answer):
        st.html(render.group(block, links, asked.open, beside))
    _unanswered(engine, asked, answer, links)


def _links(engine: Engine, asked: Asked, answer: Answer) -> dict[str, str]:
    return {hit.key: link(asked, engine.generation, opened=hit.key) for hit in answer.bodies}


def _unanswered(engine: Engine, asked: Asked, answer: Answer, links: Mapping[str, str]) -> None:
    """Those whose reports are outside, then those without a report; the body that a link points at is brought into sight."""
    if asked.open and asked.open in links:
        frame.bring_to(asked.open)
    if answer.outside:
        bare = replace(asked, filters={})
        st.html(
            unanswered.outside(
                answer.outside, {each.key: link(bare, engine.generation, opened=each.key) for each in answer.outside}
            )
        )
    if answer.no_report:
        st.html(unanswered.missing(answer.no_report))
