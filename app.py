"""The entry of the page: `streamlit run app.py`. Configuration and navigation, no logic."""

from __future__ import annotations

import streamlit as st

from ui import about, ask, reports

st.set_page_config(page_title="Inspection Search", page_icon=":material/search:", layout="wide")
st.navigation(
    [
        st.Page(ask.page, title="Search", icon=":material/search:", default=True),
        st.Page(reports.page, title="Reports", icon=":material/library_books:", url_path="reports"),
        st.Page(about.page, title="About", icon=":material/info:", url_path="about"),
    ],
    position="top",
).run()
