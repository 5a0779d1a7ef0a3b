"""Which of Ofsted's publications are reports of area SEND inspections."""

from __future__ import annotations

from corpus.families.site import Publications
from corpus.families.sites import OFSTED

PUBLICATIONS = Publications(OFSTED, names=("area SEND full inspection",))
