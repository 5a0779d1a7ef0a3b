"""The entry of the page: `streamlit run app.py`. Configuration and navigation, no logic."""

from __future__ import annotations

import streamlit as st

from ui.pages import body, compare, evidence, findings, help, questions, reports, saved, search, topics
from ui.parts import frame

st.set_page_config(page_icon=":material/search:", layout="wide")
st.navigation(
    [
        st.Page(frame.guarded(search.page), title="Search", icon=":material/search:", default=True),
        st.Page(frame.guarded(topics.page), title="Topics", icon=":material/category:", url_path="topics"),
        st.Page(frame.guarded(compare.page), title="Compare", icon=":material/compare_arrows:", url_path="compare"),
        st.Page(
            frame.guarded(questions.page),
            title="Many questions",
            icon=":material/playlist_add_check:",
            url_path="questions",
        ),
        st.Page(frame.guarded(saved.page), title="Saved", icon=":material/bookmark:", url_path="saved"),
        st.Page(frame.guarded(findings.page), title="Findings", icon=":material/table_rows:", url_path="findings"),
        st.Page(frame.guarded(body.page), title="Bodies", icon=":material/account_balance:", url_path="body"),
        st.Page(frame.guarded(reports.page), title="Reports", icon=":material/library_books:", url_path="reports"),
        st.Page(frame.guarded(help.page), title="Help", icon=":material/help:", url_path="about"),
        st.Page(frame.guarded(evidence.page), title="Evidence", url_path="evidence", visibility="hidden"),
    ],
    position="top",
).run()
