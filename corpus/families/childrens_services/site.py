"""Which of Ofsted's publications are inspections of children's services."""

from __future__ import annotations

from corpus.families.site import Publications
from corpus.families.sites import OFSTED

PUBLICATIONS = Publications(OFSTED, names=("children's services inspection",))
