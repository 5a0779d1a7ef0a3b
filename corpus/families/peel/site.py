"""Where HMICFRS publishes PEEL reports."""

from __future__ import annotations

import re

from corpus.families.site import Site

SITE = Site(
    name="peel",
    label="PEEL (HMICFRS)",
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
    unconfirmed=(
        "which page lists every report",
        "the names of PEEL's PDF files",
        "landing pages of 2023-25 and later",
    ),
)
