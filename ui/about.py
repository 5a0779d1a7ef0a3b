"""The about page: what the verdicts mean, how the lists are made, and what not to make of them."""

from __future__ import annotations

import streamlit as st

from index.errors import IndexUnusable
from ui import shared
from ui.engine import engine

VERDICTS = """
## What the verdicts mean

- **▲ Concern**: the inspectors found something wanting, and nothing to praise, in what was asked.
- **◆ Concern and praise**: both were said.
- **● Praise**: the inspectors found it done well, and no concern was found.
- **○ Mentioned**: the subject comes up, without blame or praise.
- **– Nothing found**: nothing in the report answers the question. The closest words are shown, so that you can judge.
- **No report indexed**: there was nothing to search. It says nothing about the body.
"""
LISTS = """
## How a list is made

Every report in scope is searched, each passage of it; nothing is cut off after the first twenty. The words of the
question, their synonyms in the field and their meaning decide whether a passage is about the subject. Where the passage
stands (an area for improvement, a practice held up to others) and how it is worded decide whether it is criticism or
praise. Standing text that is the same in every report never counts.

A body is on the list when its best evidence is strong enough. Those just below are shown as *weaker signs*. A verdict
is on the newest report that the filters allow. Body, round, grade and page are read off the report itself, and shown as
unknown where they are not there.
"""
LIMITS = """
## What to bear in mind

- Questions about grades alone (“inadequate at investigating crime”) are answered from the grades as printed.
- A verdict is made by a program. **Read the quotation on its page before you rely on it.** Every quotation is verbatim.
- *Nothing found* is not a clean bill: inspectors do not write about everything, everywhere.
- Reports of different rounds are judged by different frameworks; their grades may not be comparable.
- A report tells how things were when it was written.
- Grades are the inspectors’; verdicts are not.
"""
OWN = """
## Your own reports

Put reports (PDF, text or saved web pages) into `corpus/reports`, in any folders you like, and run:
"""


def page() -> None:
    """Texts; they stand even where there is no index."""
    shared.begin("about")
    st.title("About", anchor=False)
    try:
        info = engine().info
    except IndexUnusable:
        info = None
    if info:
        shared.banner(info)
    st.markdown("Inspection Search finds what published inspection reports say about a subject, body by body.")
    st.markdown(f"**{shared.NOT_THEIRS}** It is not the inspectorates’ own, and its lists are not theirs.")
    for text in (VERDICTS, LISTS, LIMITS, OWN):
        st.markdown(text)
    st.code(shared.BUILD, language="shell")
    shared.footer(info)
