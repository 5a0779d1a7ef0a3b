"""The filters beside the answer: each choice with the number of bodies that it would leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from index.contents.records import Choice
from ui.html import words
from ui.state import address
from ui.state.address import Asked
from ui.state.engine import Engine

FEW = 10  # choices; a longer filter is a box to type in
Toggled = Callable[[str, str], None]


def choices(engine: Engine, asked: Asked, key: str) -> tuple[Choice, ...]:
    """Every choice of a filter, counted under the *other* filters, and any chosen value that the index lacks."""
    known = engine.catalogue().choices.get(key, ())
    counts = {choice.value: choice.bodies for choice in engine.catalogue(asked.without(key)).choices.get(key, ())}
    here = tuple(replace(choice, bodies=counts.get(choice.value, 0)) for choice in known)
    values = {choice.value for choice in known}
    return here + tuple(Choice(value, value, 0) for value in asked.chosen(key) if value not in values)


def draw(engine: Engine, asked: Asked, toggled: Toggled, chosen: Callable[[str], None]) -> None:
    """All the filters that leave a choice, each behind a button that says how many of its choices are in use.

    One that is in use is shown even where it leaves none.
    """
    for key in address.FILTERS:
        offered = choices(engine, asked, key)
        if len(offered) < 2 and not asked.chosen(key):
            continue
        many = f" ({len(asked.chosen(key))})" if asked.chosen(key) else ""
        with st.popover(words.FILTERS[key] + many, key=f"facet:{key}"):
            st.html("<p class='is-quiet'>Numbers count bodies with a report, for any question.</p>")
            if key == "body" or len(offered) > 3 * FEW:
                _box(key, offered, asked, chosen)
            else:
                _list(key, offered, asked, toggled)


def described(engine: Engine, asked: Asked) -> tuple[str, ...]:
    """The filters in use, in words: `grade Good or Adequate`."""
    said = []
    for key in address.FILTERS:
        labels = {choice.value: choice.label for choice in engine.catalogue().choices.get(key, ())}
        if asked.chosen(key):
            chosen = " or ".join(labels.get(value, value) for value in asked.chosen(key))
            said.append(f"{words.FILTERS[key].lower()} {chosen}")
    return tuple(said)


def _list(key: str, offered: tuple[Choice, ...], asked: Asked, toggled: Toggled) -> None:
    """A tick for each choice."""
    for choice in offered:
        name = widget(key, choice.value)
        control(name, choice.value in asked.chosen(key))
        label = f"{words.plain(choice.label)} ({choice.bodies:,})"
        st.checkbox(label, key=name, on_change=toggled, args=(key, choice.value))


def _box(key: str, offered: tuple[Choice, ...], asked: Asked, chosen: Callable[[str], None]) -> None:
    """A box to pick from, for choices too many to list; its counts would be one a body."""
    labels = {choice.value: choice.label for choice in offered}
    control(widget(key), [value for value in labels if value in asked.chosen(key)])
    st.multiselect(
        words.FILTERS[key],
        list(labels),
        format_func=lambda value: labels.get(value, value),
        key=widget(key),
        placeholder="All",
        on_change=chosen,
        args=(key,),
    )


def widget(key: str, value: str = "") -> str:
    """The name that a filter's widget goes by."""
    return f"filter:{key}:{value}"


def control(name: str, value: object) -> None:
    """Give a widget its value, only where it has another: setting it anew would undo a click on its way here."""
    if st.session_state.get(name) != value:
        st.session_state[name] = value
