"""A review by two: the setting, the seats that are taken by giving a name, and who is at work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from index.review.blind import SEATS, ReviewRefused
from index.review.decisions import Decisions, Panel
from index.review.joint import ARBITER, REVIEWER
from index.review.saved import Saved, SavedUnusable, Search
from ui.html import disputes
from ui.parts.download import base
from ui.state.address import Asked, link

BY = {False: "One reviewer", True: "Two, blind to each other"}
FAILED = "not-saved"  # the sentence of what could not be kept, until it is shown
TITLES = {REVIEWER: "Reviewer", ARBITER: "Arbiter"}


def setting(asked: Asked, two: bool, saved: Callable[[], Search | None]) -> None:
    """Whether one reviews the search, or two."""
    key = f"reviewed-by:{asked.question}:{asked.where}:{asked.off}:{two}"  # set elsewhere it is another widget
    st.segmented_control(
        "Reviewed by", list(BY), format_func=BY.__getitem__, default=two, key=key, required=True, on_change=_set,
        args=(key, saved), help="What was decided is kept either way, and applies again when it is set back.",
    )  # fmt: skip


def _set(key: str, saved: Callable[[], Search | None]) -> None:
    if search := saved():
        attempted(lambda: Saved().review_by_two(search.id, bool(st.session_state[key])))


def attempted(do: Callable[[], object]) -> None:
    """Do it, or keep the sentence that says why not for the page to show."""
    try:
        do()
    except (SavedUnusable, ReviewRefused) as error:
        st.session_state[FAILED] = str(error)


def seat(asked: Asked, generation: str, search: int, review: Decisions, named: Callable[[], str]) -> tuple[str, str]:
    """Shows who reviews, and what can be joined; the name and role of who is at work, empty where they have no seat."""
    panel = review.panel or Panel()
    name = known(panel, named())
    here = f"{base()}/{link(replace(asked, view='review', gen=None, open=None), generation)}"
    st.html(disputes.panel(review, here, name))
    roles = [role for role in SEATS if name and name in holders(panel, role)]
    with st.container(horizontal=True):
        for role in SEATS:
            if role not in roles and len(holders(panel, role)) < SEATS[role]:
                st.button(f"Join as {role}", key=f"join-{role}", on_click=_join, args=(search, role, named))
        for role in roles:
            if not _begun(review, role, name):
                st.button(f"Leave as {role}", key=f"leave-{role}", on_click=_leave, args=(search, role, name))
    if len(roles) < 2:
        return name, roles[0] if roles else ""
    role = st.segmented_control("You are at work as", roles, format_func=TITLES.__getitem__, default=roles[0], key="at-work-as", required=True)  # fmt: skip
    return name, str(role)


def known(panel: Panel, name: str) -> str:
    """A name as the review has it, however its capitals were typed now."""
    everyone = (*panel.reviewers, panel.arbiter)
    return next((each for each in everyone if each and each.casefold() == name.casefold()), name)


def holders(panel: Panel, role: str) -> tuple[str, ...]:
    """Who has a role."""
    return panel.reviewers if role == REVIEWER else (panel.arbiter,) if panel.arbiter else ()


def _begun(review: Decisions, role: str, name: str) -> bool:
    """Whether somebody has decided on a body, so that they stay."""
    panel = review.panel or Panel()
    if role == ARBITER:
        return bool(review.settled)
    return dict(zip(panel.reviewers, panel.decided, strict=True)).get(name, 0) > 0


def _join(search: int, role: str, named: Callable[[], str]) -> None:
    attempted(lambda: Saved().join(search, named(), role))


def _leave(search: int, role: str, name: str) -> None:
    attempted(lambda: Saved().leave(search, name, role))
