"""What every page shows: looks, the banner over invented reports, the footer, and the one sentence of an error."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from html import escape

import streamlit as st

from corpus.families.texts import all_bodies, disclaimer
from corpus.paths import PROJECT
from index.contents.records import Info
from index.errors import IndexUnusable
from ui.html import words
from ui.state.engine import Engine, engine

STYLES = sorted(
    (PROJECT / "ui" / "html").glob("*.css"), key=lambda path: (path.stem != "style", path.stem)
)  # the common first
SCRIPT = PROJECT / "ui" / "html" / "table.js"
INVENTED = (
    f"**These reports are invented samples.** The {all_bodies()} in them do not exist. "
    "Add real reports to search them: see Help."
)
BUILD = "make build"
BRING = """<script>(() => {
  const card = document.querySelector('.is-opened'), open = new URLSearchParams(location.search).get('open');
  if (!card || window.isBroughtTo === open) return;
  window.isBroughtTo = open;
  card.setAttribute('tabindex', '-1');
  card.focus({preventScroll: true});
  card.scrollIntoView({block: 'start'});
})()</script>"""
BROKEN = "This page could not be shown. Go back and try again; details are in the server log."
log = logging.getLogger(__name__)


def begin(page: str, title: str) -> None:
    """The looks and the title, and a note of which page is shown, so that coming back to the search finds its question again."""
    titled(title)
    looks = "\n".join(path.read_text(encoding="utf-8") for path in STYLES)
    st.html(f"<style>{looks}</style>")
    st.html(f"<span></span><script>{SCRIPT.read_text(encoding='utf-8')}</script>", unsafe_allow_javascript=True)
    st.session_state["came_from"] = st.session_state.get("shown")
    st.session_state["shown"] = page


def titled(title: str, about: str = "") -> None:
    """Give the page its title, with what it is about once that is known."""
    st.set_page_config(page_title=words.title(title, about))


def bring_to(body: str) -> None:
    """Bring the card of the body that a link points at into sight, once: what is touched afterwards stays where it is.

    The page is drawn after its address was opened, so a browser finds nothing to go to by itself. The script is constant.
    """
    st.html(f"<span data-open='{escape(body)}'></span>{BRING}", unsafe_allow_javascript=True)


def guarded(page: Callable[[], None]) -> Callable[[], None]:
    """The page, with one sentence in place of anything unforeseen; what went wrong is in the log."""

    @wraps(page)
    def shown() -> None:
        try:
            page()
        except Exception:
            log.exception("the page could not be shown")
            st.error(BROKEN, icon=":material/error:")
            footer(None)

    return shown


def opened() -> Engine | None:
    """The engine, or None after saying in one sentence why there is none and which command mends it."""
    try:
        found = engine()
        _announce(found)
        return found
    except IndexUnusable as error:
        st.error(str(error), icon=":material/error:")
        st.write("Run this command to build an index from the reports:")
        st.code(BUILD, language="shell")
        footer(None)
        return None


def _announce(found: Engine) -> None:
    """Says once to each visitor that answers are from a new generation from here on."""
    before = st.session_state.get("generation")
    st.session_state["generation"] = found.generation
    if before not in (None, found.generation):
        held = words.count(len(found.info.reports), "report")
        st.toast(
            f"The index has been updated: answers now use {words.as_of(found.generation)} ({held}).",
            icon=":material/update:",
        )


def banner(info: Info) -> None:
    """Says, above everything else, that what is shown is invented."""
    if info.invented:
        st.warning(INVENTED, icon=":material/science:")


def moved_on(made: str, generation: str) -> str:
    """Said where a link was made of another generation; `made` is what the link says, whatever that is."""
    again = " as indexed again since" if words.as_of(made) == words.as_of(generation) else ""
    return f"This link was made with {words.as_of(made)}. The answer below uses {words.as_of(generation)}{again} and may differ."


def footer(info: Info | None) -> None:
    """Whose page this is not, and the licence that real reports come under."""
    licences = info.licences if info and not info.invented else ()
    lines = "".join(f"<p>{escape(line)}</p>" for line in (disclaimer(), *licences))
    st.html(f"<footer class='is-footer'>{lines}</footer>")
