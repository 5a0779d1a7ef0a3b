"""Which of Ofsted's publications are letters of joint targeted area inspections."""

from __future__ import annotations

from corpus.families.site import Publications
from corpus.families.sites import OFSTED

PUBLICATIONS = Publications(OFSTED, names=("joint area child protection inspection",))
