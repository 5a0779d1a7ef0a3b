"""Many questions at once: which body got which verdict, and one workbook of all answers."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from corpus.families.texts import first_examples
from index.errors import IndexUnusable, UnknownFormat
from index.export import batch
from index.export.content import Content, content_of
from ui.html import matrix, words
from ui.parts import download, frame
from ui.state import session
from ui.state.engine import Engine, waiting

MOST = 200  # questions; more belong on the command line
IN_ADDRESS = 20  # questions that an address has room for
BOX = "batch-questions"


def page() -> None:
    """Questions as lines or as a file; answered when the button is pressed."""
    frame.begin("questions", "Many questions")
    st.title("Many questions", anchor=False)
    engine = frame.opened()
    if engine is None:
        return
    frame.banner(engine.info)
    _linked()
    st.write("Write one question a line, or choose a file of them. All are answered over the whole index.")
    st.text_area("Questions", key=BOX, height=160, placeholder="\n".join(first_examples(2)))
    sent = st.file_uploader("File of questions (text or CSV, one a line)", type=("txt", "csv"), key="batch-file")
    text = st.session_state.get(BOX) or ""
    if sent is not None:
        try:
            text += "\n" + batch.decoded(sent.getvalue(), sent.name)
        except UnknownFormat as error:
            st.error(words.plain(str(error)), icon=":material/error:")
    asked = batch.questions(text)
    st.button("Answer all", type="primary", key="batch-ask", on_click=_asked, args=(tuple(asked),))
    if st.session_state.pop("batch-empty", False):
        st.warning("Write at least one question, or choose a file of them.", icon=":material/warning:")
    if len(asked) > MOST:
        st.warning(
            f"{len(asked)} questions are too many for the page; the first {MOST} are answered. `python -m index batch` takes any number."
        )
    if chosen := st.session_state.get("batch-asked"):
        frame.titled("Many questions", chosen[0] if len(chosen) == 1 else f"{chosen[0]} and {len(chosen) - 1} more")
        _address(engine, chosen)
        _answered(engine, chosen)
    frame.footer(engine.info)


def _asked(questions: tuple[str, ...]) -> None:
    st.session_state["batch-empty"] = not questions
    st.session_state["batch-asked"] = st.session_state["batch-address"] = questions[:MOST]
    st.session_state["batch-made"] = None
    st.query_params.clear()


def _linked() -> None:
    """Take the questions from the address where a link led here; else keep those that were asked before."""
    linked = tuple(batch.questions("\n".join(st.query_params.get_all("q"))))
    if linked and linked != st.session_state.get("batch-address"):
        st.session_state["batch-asked"] = st.session_state["batch-address"] = linked[:MOST]
        st.session_state["batch-made"] = st.query_params.get("gen")
        st.session_state[BOX] = "\n".join(linked)
    elif BOX not in st.session_state and (asked := st.session_state.get("batch-asked")):
        st.session_state[BOX] = "\n".join(asked)


def _address(engine: Engine, questions: tuple[str, ...]) -> None:
    """Put the questions into the address, and say where a link to them was made of another generation."""
    made = st.session_state.get("batch-made")
    if made and made != engine.generation:
        st.info(frame.moved_on(made, engine.generation))
    session.write({"q": list(questions), "gen": [made or engine.generation]} if len(questions) <= IN_ADDRESS else {})
    st.session_state["batch-address"] = questions


def _answered(engine: Engine, questions: tuple[str, ...]) -> None:
    key = (engine.generation, questions)
    if st.session_state.get("batch-key") != key:  # another touch of the page does not ask all of them again
        st.session_state["batch-key"] = key
        st.session_state["batch-done"] = engine.work(
            lambda searcher: batch.answer_all(questions, partial(content_of, searcher))
        )
    future = st.session_state["batch-done"]
    slot = st.empty()
    for _ in waiting(future):
        slot.info(f"Answering {words.count(len(questions), 'question')}…", icon=":material/hourglass_top:")
    slot.empty()
    try:
        done, refused = future.result()
    except IndexUnusable as error:
        st.error(str(error), icon=":material/error:")
        return
    for question, reason in refused:
        st.warning(words.plain(f"“{question}” was not answered: {reason}"), icon=":material/warning:")
    _file(done, refused)
    answers = [taken.answer for taken in done]
    if len(answers) > batch.SHOWN:
        st.write(f"The first {batch.SHOWN} of {len(answers)} questions are shown; the workbook has them all.")
    if answers:
        st.html(matrix.questions(*batch.matrix(answers[: batch.SHOWN])))


def _file(done: list[Content], refused: list[tuple[str, str]]) -> None:
    here = download.base()
    taken = [replace(each, base=here) for each in done]
    name, failed = "Download all answers as Excel", download.failures()
    st.download_button(
        name, data=partial(download.made, failed, name, partial(batch.workbook_of, taken, refused)), file_name="inspection-search-answers.xlsx",
        mime=download.EXCEL, on_click="ignore", icon=":material/download:", key="batch-download", disabled=not done,
    )  # fmt: skip
    download.told(failed)
