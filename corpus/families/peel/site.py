"""Which of HMICFRS's pages are PEEL's: its listings are of PEEL alone, and reports have addresses by body and cycle."""

from __future__ import annotations

from corpus.families.site import Publications
from corpus.families.sites import HMICFRS

PUBLICATIONS = Publications(
    HMICFRS,
    addresses=(
        "https://hmicfrs.justiceinspectorates.gov.uk/publications/peel-assessment-{cycle}-{body}/",  # unconfirmed from 2023-25 on
        "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/{body}-{cycle}/",  # seen for 2021-22 and 2023-25 only
    ),
)
