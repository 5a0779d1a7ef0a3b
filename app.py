"""The entry of the page: `streamlit run app.py`. Configuration and navigation, no logic."""

from __future__ import annotations

import streamlit as st

from ui import about, ask, compare, evidence, questions, reports, saved, shared

st.set_page_config(page_title="Inspection Search", page_icon=":material/search:", layout="wide")
st.navigation(
    [
        st.Page(shared.guarded(ask.page), title="Search", icon=":material/search:", default=True),
        st.Page(shared.guarded(compare.page), title="Compare", icon=":material/compare_arrows:", url_path="compare"),
        st.Page(shared.guarded(questions.page), title="Many questions", icon=":material/playlist_add_check:", url_path="questions"),
        st.Page(shared.guarded(saved.page), title="Saved", icon=":material/bookmark:", url_path="saved"),
        st.Page(shared.guarded(reports.page), title="Reports", icon=":material/library_books:", url_path="reports"),
        st.Page(shared.guarded(about.page), title="Help", icon=":material/help:", url_path="about"),
        st.Page(shared.guarded(evidence.page), title="Evidence", url_path="evidence", visibility="hidden"),
    ],
    position="top",
).run()
