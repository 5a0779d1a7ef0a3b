"""The state of the search page between runs: kept in the session, followed by the address, and taken from it on a link."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ui.state.address import Asked, Params, from_params


def current() -> Asked:
    """The state: from the address where a link or the back button led here, else as the widgets left it."""
    address = _address()
    touched = st.session_state.pop("touched", False)
    returned = st.session_state.get("came_from") not in (None, "search") and not address
    if "asked" not in st.session_state or not (touched or returned or address == st.session_state.get("address")):
        st.session_state["asked"] = from_params(address)
    return state_now()


def state_now() -> Asked:
    asked: Asked = st.session_state["asked"]
    return asked


def _address() -> Params:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def write(params: Mapping[str, list[str]]) -> None:
    """Write the address of the page, only where it changes: each writing is a step of the browser's history."""
    if {key: st.query_params.get_all(key) for key in st.query_params} != params:
        st.query_params.from_dict(params)


def set_address(params: Params) -> None:
    """Write the address, and keep it to tell a link from the page's own."""
    write(params)
    st.session_state["address"] = params


def question_asked() -> str:
    """The question that was asked last; empty before there was one."""
    asked: Asked | None = st.session_state.get("asked")
    return asked.question if asked else ""


def touch(asked: Asked) -> None:
    st.session_state["asked"] = asked
    st.session_state["touched"] = True
