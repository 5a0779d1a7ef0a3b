"""The inspectorates' sites, each once: several families are published on one.

Nothing here was tried on the live sites by this project. Addresses and forms of links were seen in stored copies of
pages, or in the code of public programs that read them; what is unconfirmed says so.
"""

from __future__ import annotations

import re

from corpus.families.site import Site

HMICFRS = Site(
    name="hmicfrs",
    label="HMICFRS",
    listings=(
        "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/",  # seen; the grades of all cycles
        "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/",  # unconfirmed; the folder of the reports as web pages
    ),
    hosts=(
        "hmicfrs.justiceinspectorates.gov.uk",
        "assets-hmicfrs.justiceinspectorates.gov.uk",  # seen for fire reports; that PEEL's PDFs are there is unconfirmed
    ),
    landing=re.compile(r"/publications/peel-assessment-(?!framework)[\w-]+/?$"),  # seen for 2018/19 and 2021/22
    page=re.compile(r"/peel-reports/[\w-]+-20\d\d-\d\d/?$"),  # seen for 2021-22 and 2023-25, unconfirmed for 2025-27
    folder="peel",
    unconfirmed=(
        "which page lists every report",
        "the names of PEEL's PDF files",
        "landing pages of 2023-25 and later",
        "whether programs are let in: one public project tells that the site refuses its fetcher (403)",
    ),
)

OFSTED = Site(
    name="ofsted",
    label="Ofsted",
    listings=(  # seen in a public program: local authorities' children's services
        "https://reports.ofsted.gov.uk/search?q=&location=&lat=&lon=&radius=&level_1_types=3&level_2_types%5B%5D=12&start=0&rows=100",
    ),
    hosts=("reports.ofsted.gov.uk", "files.ofsted.gov.uk"),
    landing=re.compile(r"/provider/(?:[^/]+/)*\d+/?$"),  # the last part is the provider's number, its URN
    step=("start", 100),
    publication="a.publication-link[href]",
    words="span.nonvisual",
    steady=7,
    unconfirmed=(
        "the forms of links and of what is said of each, seen in code that reads the site and not on the site",
        "whether a corrected report keeps its address",
        "whether robots.txt lets programs search",
    ),
)
