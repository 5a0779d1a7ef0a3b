"""Two or three bodies side by side, or the reports of one body over time, on one question."""

from __future__ import annotations

from html import escape

import streamlit as st

from index.answers.days import told
from index.answers.hits import BodyHit
from index.errors import BadFilter, IndexUnusable
from index.search.comparable import incomparable, inspections
from index.storage.columns import ReportRow
from ui.html import answer as render
from ui.html import headline, links, matrix, words
from ui.html.quotation import Beside
from ui.parts import filters, frame
from ui.parts.evidence_link import opens
from ui.state import session
from ui.state.address import Asked
from ui.state.engine import Engine
from ui.state.session import question_asked

MOST = 3
UNKNOWN = "cycle unknown"
NOT_ABOUT = "This question is not about this kind of body."
OUTSIDE = "There is a report on this body, but none that the question asks about."
BOX, BODIES = "compare-question", "compare-bodies"


def page() -> None:
    """The question and the bodies; both are in the address."""
    frame.begin("compare", "Compare")
    st.title("Compare", anchor=False)
    engine = frame.opened()
    if engine is None:
        return
    frame.banner(engine.info)
    names = dict(sorted({report.key: report.name for report in engine.reports}.items(), key=lambda pair: pair[1]))
    if not st.session_state.pop("compare-touched", False):  # a link or the back button led here
        address = st.query_params
        if "q" in address or BOX not in st.session_state:
            filters.control(BOX, " ".join((address.get("q") or question_asked()).split())[:500])
            filters.control(BODIES, [key for key in address.get_all("body") if key in names][:MOST])
    st.write("Choose one body to compare its reports over time, or up to three to compare them side by side.")
    st.text_input("Question", key=BOX, type="search", max_chars=500, on_change=_touched)
    st.multiselect(
        "Bodies", list(names), format_func=lambda key: names[key], key=BODIES, max_selections=MOST,
        placeholder="Type a name", on_change=_touched,
    )  # fmt: skip
    question, chosen = st.session_state[BOX].strip(), st.session_state[BODIES]
    _address({"q": [question] if question else [], "body": chosen})
    frame.titled("Compare", ": ".join(filter(None, (", ".join(names[key] for key in chosen), question))))
    if chosen:
        to = " · ".join(links.body(key, names[key]) for key in chosen)
        st.html(f"<p class='is-facts'>All reports and grades: {to}</p>")
    if question and chosen:
        _compared(engine, question, chosen, names)
    frame.footer(engine.info)


def _touched() -> None:
    st.session_state["compare-touched"] = True


def _address(params: dict[str, list[str]]) -> None:
    session.write({key: values for key, values in params.items() if values})


def _compared(engine: Engine, question: str, chosen: list[str], names: dict[str, str]) -> None:
    try:
        if len(chosen) == 1:
            _rounds(engine, question, chosen[0])
        else:
            _beside(engine, question, chosen, names)
    except (BadFilter, IndexUnusable) as error:
        st.error(words.plain(str(error)), icon=":material/error:")


def _beside(engine: Engine, question: str, chosen: list[str], names: dict[str, str]) -> None:
    """One column a body, each on what is said of it now; "nothing found" is shown as well."""
    answer = engine.ask(question, tuple(f"body={key}" for key in sorted(chosen))).result()
    st.html(headline.understood(answer))
    hits = {hit.key: hit for hit in answer.bodies}
    asked = Asked(question)
    for column, key in zip(st.columns(len(chosen)), chosen, strict=True):
        with column:
            if key in hits:
                beside = Beside(answer.understood, opens(engine, asked))
                st.html(render.body(hits[key], "", True, answer.understood.stance, beside))
            else:
                why = OUTSIDE if any(each.key == key for each in answer.outside) else NOT_ABOUT
                st.html(f"<article class='is-body'><h3>{links.body(key, names[key])}</h3><p>{why}</p></article>")


def _rounds(engine: Engine, question: str, key: str) -> None:
    """The reports of one body, oldest first, each asked by itself, under a warning where they do not compare."""
    reports = sorted((report for report in engine.reports if report.key == key), key=lambda report: report.newest)
    found = {report.file: _hit(engine, question, report) for report in reports}
    for warning in incomparable(inspections(reports)):
        st.warning(warning, icon=":material/warning:")
    if len(reports) == 1:
        st.info("There is only one report on this body, so there is nothing to compare it with.")
    st.html(matrix.cycles(reports, found))
    for report in reversed(reports):
        if hit := found[report.file]:
            answer = engine.ask(question, _where(report)).result()
            beside = Beside(answer.understood, opens(engine, Asked(question)))
            st.html(
                f"<h2>{escape(f'{told(report)} · {report.cycle or UNKNOWN}')}</h2>"
                + render.body(hit, "", True, answer.understood.stance, beside)
            )


def _where(report: ReportRow) -> tuple[str, ...]:
    return (f"body={report.key}", f"family={report.family}", *((f"cycle={report.cycle}",) if report.cycle else ()))


def _hit(engine: Engine, question: str, report: ReportRow) -> BodyHit | None:
    """The answer of one report; None where a newer one of the same round stands for the body."""
    bodies = engine.ask(question, _where(report)).result().bodies
    return next((hit for hit in bodies if report.file in {origin.file for origin in hit.reports}), None)
