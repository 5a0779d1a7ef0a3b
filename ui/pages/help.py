"""The help page: what the verdicts mean, how the lists are made, and what not to make of them."""

from __future__ import annotations

import streamlit as st

from corpus.families.registry import PROFILES
from index.contents.records import Info
from index.errors import IndexUnusable
from ui.html import tables, words
from ui.parts import frame
from ui.parts.accuracy import measured
from ui.state.engine import engine

VERDICTS = """
## What the verdicts mean

- **▲ Concern**: the inspectors found something wanting in what was asked; no praise of it is clear enough to count.
- **◆ Concern and praise**: both were said.
- **● Praise**: the inspectors found it done well; no concern about it is clear enough to count.
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
is on the newest report that the filters allow. The score of a body, in exported files and on the command line, is the
probability that it belongs on the list; *strong*, *fair* and *weak match* with a figure say how well one quotation answers
what was asked, and change when a part of the question is left out. Body, round, grade and page are read off the report itself, and shown as
unknown where they are not there.
"""
USE = """
## From a question to a list you can use

1. **Ask** in the box, or choose an example. Words in quotation marks must stand in the passage.
2. **Read what was understood** above the answer. Select a part to leave it out; set filters at the side.
3. **Open a body** for all its quotations, and **show a quotation on its page** to read what stands around it.
4. **Look at it otherwise**: passages by strength, grades by area, charts; *Compare* sets bodies or rounds side by side.
5. **Review**: include, exclude or unsure, with a note, for each body and each quotation.
6. **Save this search**: after a new index, *Saved* says who joined, who left, whose verdict changed, and why.
7. **Take away**: Excel, CSV, JSON, or RIS and BibTeX for a reference manager. Every file has the record of the search.

The address of the page is the whole question with its filters: send it to a colleague for the same answer. Where the
index has moved on since, the page says so.
"""
FILES = """
## Where things are kept

Saved searches and reviews are in one file, `saved/searches.db` (or the one that `INSPECTION_SAVED` names), which no
build touches. Everybody who uses this page shares them. Nothing that you ask leaves this computer.
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

Add one on the *Reports* page, or put many (PDF, text or saved web pages) into `corpus/reports`, in any folders you like, and run:
"""


def page() -> None:
    """Texts; they stand even where there is no index."""
    frame.begin("about")
    st.title("Help", anchor=False)
    try:
        info = engine().info
    except IndexUnusable:
        info = None
    if info:
        frame.banner(info)
    st.markdown("Inspection Search finds what published inspection reports say about a subject, body by body.")
    st.markdown(f"**{frame.NOT_THEIRS}** It is not the inspectorates’ own, and its lists are not theirs.")
    for text in (USE, VERDICTS, LISTS):
        st.markdown(text)
    _accuracy()
    if info:
        _held(info)
    for text in (LIMITS, FILES, OWN):
        st.markdown(text)
    st.code(frame.BUILD, language="shell")
    frame.footer(info)


def _accuracy() -> None:
    """The figures of the last measurement, and what they are of."""
    figures, topics = measured()
    if figures:
        st.html(tables.table("How good the lists are", ("Measured", "Figure (1 is perfect)"), figures, (1,)))
        st.markdown(
            f"Measured on {topics} topics in real reports that people had read and judged, none of which the engine had "
            "seen when it was asked. They are Ofsted’s; how good lists over other reports are is less well known."
        )


def _held(info: Info) -> None:
    """What the index holds and lacks, by programme and round."""
    held: dict[tuple[str, str], int] = {}
    for report in info.reports:
        profile = PROFILES.get(report.family)
        key = (profile.label if profile else report.family, report.cycle or "round unknown")
        held[key] = held.get(key, 0) + 1
    rows = [(*key, str(number)) for key, number in sorted(held.items())]
    st.html(tables.table("What this index holds", ("Programme", "Round", "Reports"), rows, (2,)))
    st.markdown(
        f"It lacks a report on {words.count(len(info.no_report), 'body')}, and {words.count(len(info.refused), 'file')} could "
        "not be read. *Reports* names them all."
    )
