"""The help page: what the verdicts mean, how the lists are made, and what not to make of them."""

from __future__ import annotations

import streamlit as st

from corpus.families.registry import PROFILES
from corpus.families.texts import disclaimer, grade_example
from index.contents.records import Info
from index.errors import IndexUnusable
from ui.html import tables, words
from ui.parts import frame
from ui.parts.accuracy import measured
from ui.state.engine import engine

VERDICTS = """
## What the verdicts mean

- **▲ Concern**: inspectors found a problem with it, and no clear praise.
- **◆ Concern and praise**: inspectors found both problems and good work.
- **● Praise**: inspectors found it done well, and no clear problem.
- **○ Mentioned**: the report mentions it without criticism or praise.
- **– Nothing found**: the report says nothing about it. The closest passage is shown so that you can judge for yourself.
- **Outside your filters**, **outside the question**: there is a report, but not of the kind, time or grade that was asked for.
- **No report**: there was nothing to search. This says nothing about the body.
"""
LISTS = """
## How a list is made

Every passage of every report is searched; nothing stops at the first twenty results. A passage counts as being about
your subject by its words, by their synonyms and by its meaning. Whether it is criticism or praise depends on where it
stands (an area for improvement, a practice held up as an example) and on how it is worded. Standing text, which is the
same in every report, never counts.

A body is listed when its evidence is clear enough. Those that are not are below the list; *Cards* shows the ones just below the line as *weaker signs*. The verdict
is on the body's newest full inspection and every later report on it. Older reports count only when you choose a family,
a cycle or a year that leaves nothing newer. In exported files and on the command line, a body's score is the
estimated probability that it belongs on the list. *Strong*, *fair* and *weak match* say how well one quotation answers
your question. Body, cycle, grade and page are read from the report itself, and shown as unknown where they are not there.
"""
USE = """
## From a question to a list you can use

1. **Ask** a question, or choose an example. Words in quotation marks must appear in the passage. “Without concerns about …” lists those with no concern found; “except” and a name leaves one out.
2. **Check how we read your question**, above the answer. Click a part to turn it off, and use the filters below the question.
3. **Open a body** to see all its quotations, and open a quotation **on its page** to read what surrounds it.
4. **Try other views**: passages, grades by area, charts. *Compare* puts bodies, or one body's reports, side by side.
5. **Review**: include, exclude or mark as unsure, with a note, for each body and each quotation. Two people can do so, each blind to the other, with an arbiter where they differ; names are taken on trust.
6. **Save this search**: when the index is updated, *Saved* shows who joined or left the list, whose verdict changed, and why.
7. **Download**: Excel and Word to send, CSV and JSON for programs, QDPX for NVivo and its like, RIS and BibTeX for a reference
   manager. Every file says how its list was made.

The address of the page holds your question and filters: send it to a colleague to share the answer. If the index has
been updated since, the page says so.
"""
FILES = """
## Where your work is kept

Saved searches and reviews are kept in one file, `saved/searches.db` (or the file that `INSPECTION_SAVED` names).
Building an index never touches it. Everyone who uses this page shares it. Nothing you ask leaves this computer.
"""
LIMITS = """
## Before you rely on a list

- A program decides the verdicts. **Read the quotation on its page first.** Every quotation is verbatim.
- *Nothing found* does not mean that all is well: inspectors do not write about everything, everywhere.
- A report describes how things were when it was written.
- Inspectors decide the grades; they do not decide the verdicts.
- Grades from different inspection cycles may not be comparable, because inspectors used different frameworks.
- Questions about grades alone{example} are answered from the grades as printed.
"""
OWN = """
## Your own reports

Add reports on the *Reports* page. To add many, put them (PDF, text or saved web pages) into `corpus/reports`, in any
folders you like, and run:
"""


def page() -> None:
    """Texts; they stand even where there is no index."""
    frame.begin("about", "Help")
    st.title("Help", anchor=False)
    try:
        info = engine().info
    except IndexUnusable:
        info = None
    if info:
        frame.banner(info)
    st.markdown("Inspection Search shows what published inspection reports say about a subject, body by body.")
    st.markdown(f"**{disclaimer()}** The inspectorates are not responsible for its lists.")
    for text in (USE, VERDICTS, LISTS):
        st.markdown(text)
    _accuracy()
    if info:
        _held(info)
    example = grade_example()
    for text in (LIMITS.format(example=f" (“{example}”)" if example else ""), FILES, OWN):
        st.markdown(text)
    st.code(frame.BUILD, language="shell")
    frame.footer(info)


def _accuracy() -> None:
    """The figures of the last measurement, and what they are of."""
    figures, topics = measured()
    if figures:
        st.html(tables.table("How accurate the lists are", ("Measured", "Figure (1 is perfect)"), figures, (1,)))
        st.markdown(
            f"Measured on {topics} topics in real reports that people had read and judged, none of which the engine had "
            "seen when it was asked. How good the lists are for other kinds of report is less well known."
        )


def _held(info: Info) -> None:
    """What the index holds and lacks, by family and cycle."""
    held: dict[tuple[str, str], int] = {}
    for report in info.reports:
        profile = PROFILES.get(report.family)
        key = (profile.label if profile else report.family, report.cycle or "cycle unknown")
        held[key] = held.get(key, 0) + 1
    rows = [(*key, str(number)) for key, number in sorted(held.items())]
    st.html(tables.table("What this index holds", ("Inspection programme", "Cycle", "Reports"), rows, (2,)))
    st.markdown(
        f"It lacks a report on {words.count(len(info.no_report), 'body')}, and {words.count(len(info.refused), 'file')} could "
        "not be read. *Reports* names them all."
    )
