"""The review of an answer: body by body, include, exclude or unsure, with a note; kept with the saved search.

One reviewer decides, or two who are not shown each other's decisions before both have decided, and an arbiter where they differ.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from index.answers.hits import BodyHit
from index.answers.quotation import Evidence
from index.answers.results import Answer
from index.links import fingerprint
from index.review import changes
from index.review.decisions import Decision, Decisions
from index.review.joint import ARBITER, REVIEWER, SETTLES
from index.review.saved import DECISIONS, Saved, SavedUnusable, Search
from ui.html import answer as render
from ui.html import disputes, words
from ui.html.quotation import Beside, headed, quotation
from ui.parts import two_reviewers
from ui.parts.two_reviewers import FAILED, attempted
from ui.state.address import Asked, link
from ui.state.engine import Engine

BODY = "review-body"
NAME, NAME_BOX = "reviewer", "reviewer-box"  # a box that is not shown forgets what is in it


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody at work: on which answer, under which name and in which role, what they decided, and what all may know.

    `role` is empty where one reviews.
    """

    engine: Engine
    asked: Asked
    answer: Answer
    own: Decisions
    told: Decisions
    name: str
    role: str = ""

    def known(self, hit: BodyHit, quoted: Evidence | None) -> Decision:
        """What they decided of a body, or of a quotation of it."""
        return _of(self.own, hit, quoted)

    def fixed(self, hit: BodyHit, quoted: Evidence | None) -> Decision:
        """What both decided of it, where two review and that may be told."""
        return _of(self.told, hit, quoted) if self.role else Decision("")

    def decides(self, hit: BodyHit, quoted: Evidence | None) -> bool:
        """Whether it is theirs to decide on: a reviewer's until both have, an arbiter's once those differ."""
        if self.role == ARBITER:
            return _differs(self.fixed(hit, quoted))
        return not self.fixed(hit, quoted).each

    def hits(self) -> list[BodyHit]:
        """The bodies that they have to do with."""
        if self.role != ARBITER:
            return list(self.answer.bodies)
        return [hit for hit in self.answer.bodies if any(map(_differs, self._all(hit)))]

    def done(self, hit: BodyHit) -> bool:
        """Whether they are through with a body."""
        if self.role == ARBITER:
            return not any(each.disputed for each in self._all(hit))
        return bool(self.own.body(hit.key).decision)

    def _all(self, hit: BodyHit) -> list[Decision]:
        return [_of(self.told, hit, each) for each in (None, *_quotations(hit))]


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
        st.session_state[FAILED] = str(error)
        return None


def draw(engine: Engine, asked: Asked, answer: Answer, review: Decisions, beside: Beside) -> None:
    """Who reviews, how far the review is, the body under review with its quotations, and a decision for each."""
    if not answer.bodies:
        return
    if message := st.session_state.pop(FAILED, None):
        st.error(message, icon=":material/error:")
    two = review.panel is not None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        two_reviewers.setting(asked, two, partial(save, engine, asked, answer))
        _reviewer(two)
    if not two:
        _bodies(Desk(engine, asked, answer, review, review, named()), beside)
        return
    search = Saved().find(asked.question, asked.where, asked.off)
    if search is None:
        return
    name, role = two_reviewers.seat(asked, engine.generation, search.id, review, named)
    if role:
        own = Saved().own(search.id, name, role)
        _bodies(Desk(engine, asked, answer, own, review, name, role), beside)
    shown = replace(asked, view="")
    links = {hit.key: link(shown, engine.generation, opened=hit.key) for hit in answer.bodies}
    if table := disputes.listed(review, {hit.key: hit.body for hit in answer.bodies}, links):
        st.html(table)


def named() -> str:
    """The name that a visitor gave; empty where they gave none."""
    return " ".join(str(st.session_state.get(NAME_BOX, st.session_state.get(NAME, ""))).split())


def _reviewer(two: bool) -> None:
    """Who decides: kept with each decision and told in files, where somebody says so."""
    st.session_state.setdefault(NAME_BOX, st.session_state.get(NAME, ""))
    may = "needed to join" if two else "may stay empty"
    st.text_input(f"Your name (kept with each decision; {may})", max_chars=80, key=NAME_BOX, on_change=_named)


def _named() -> None:
    st.session_state[NAME] = named()


def _bodies(desk: Desk, beside: Beside) -> None:
    """How far they are, and the body that they are at."""
    hits = {hit.key: hit for hit in desk.hits()}
    if not hits:
        st.info("There is nothing to settle: an arbiter decides where both reviewers have decided, and differ.")
        return
    keys = list(hits)
    decided = [key for key, hit in hits.items() if desk.done(hit)]
    word = "settled" if desk.role == ARBITER else "decided"
    st.progress(len(decided) / len(keys), f"{len(decided)} of {words.count(len(keys), 'body')} {word}")
    names = {hit.key: f"{hit.body} ({words.verdict(hit.verdict)[1].lower()})" for hit in hits.values()}
    if st.session_state.get(BODY) not in names:
        st.session_state[BODY] = next((key for key in keys if key not in decided), keys[0])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Reviewing", keys, format_func=lambda key: names[key], key=BODY)
        st.button(
            "Next undecided",
            on_click=_next,
            args=(tuple(keys), tuple(decided)),
            disabled=len(decided) == len(keys),
        )
    hit = hits[st.session_state[BODY]]
    _decision(desk, hit, None)
    st.html(render.facts(hit))
    quotations = _quotations(hit)
    for number, (quoted, titled) in enumerate(zip(quotations, headed(quotations), strict=True), start=1):
        st.html(quotation(quoted, hit, beside, titled))
        _decision(desk, hit, quoted, number)


def _quotations(hit: BodyHit) -> Sequence[Evidence]:
    return hit.evidence or ((hit.near,) if hit.near else ())


def _of(review: Decisions, hit: BodyHit, quoted: Evidence | None) -> Decision:
    return review.quote(hit.key, quoted.file, quoted.quote) if quoted else review.body(hit.key)


def _differs(decided: Decision) -> bool:
    return len({each.decision for each in decided.each[:2]}) > 1


def _next(keys: tuple[str, ...], decided: tuple[str, ...]) -> None:
    """Go on to the next body without a decision, past the end from the start again."""
    at = keys.index(st.session_state[BODY])
    st.session_state[BODY] = next(key for key in (*keys[at + 1 :], *keys) if key not in decided)


def _decision(desk: Desk, hit: BodyHit, quoted: Evidence | None, number: int = 0) -> None:
    """One decision with its note, for the body or for a quotation of it; what both decided, where that may be told."""
    fixed = desk.fixed(hit, quoted)
    if fixed.each:
        st.html(disputes.told(fixed))
    if not desk.decides(hit, quoted):
        return
    # A place keeps its widgets wherever it stands; another person at the same browser has others.
    place = fingerprint(f"{quoted.file} {quoted.quote}") if quoted else "0"
    who = f":{desk.role}:{desk.name}" if desk.role else ""
    name = f"decide:{desk.asked.question}:{desk.asked.where}:{desk.asked.off}:{hit.key}:{place}{who}"
    decide = partial(_decide, desk, hit, quoted, name)
    what = f"quotation {number}" if quoted else words.plain(hit.body)
    if not desk.role:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            _controls(desk, desk.known(hit, quoted), what, name, decide)
        return
    # What both have decided stays, so a decision goes with its note, and not at the first click.
    with (
        st.form(f"{name}:form", border=False, enter_to_submit=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        _controls(desk, desk.known(hit, quoted), what, name)
        st.form_submit_button(f"Save decision on {what}", on_click=decide)


def _controls(desk: Desk, known: Decision, what: str, name: str, changed: Callable[[], None] | None = None) -> None:
    st.segmented_control(
        f"Decision on {what}", SETTLES if desk.role == ARBITER else DECISIONS, default=known.decision or None,
        format_func=str.capitalize, key=name, on_change=changed,
    )  # fmt: skip
    st.text_input(f"Note on {what}", value=known.note, max_chars=1000, key=f"{name}:note", on_change=changed)


def _decide(desk: Desk, hit: BodyHit, quoted: Evidence | None, name: str) -> None:
    search = save(desk.engine, desk.asked, desk.answer)
    if search is None:
        return
    decision, note = st.session_state.get(name) or "", st.session_state.get(f"{name}:note") or ""
    place = {"file": quoted.file, "quote": quoted.quote} if quoted else {}
    by = desk.name if desk.role else named()
    role = desk.role or REVIEWER
    attempted(lambda: Saved().decide(search.id, hit.key, decision, note.strip(), by=by, role=role, **place))
