"""Which of Ofsted's publications are letters on focused visits."""

from __future__ import annotations

from corpus.families.site import Publications
from corpus.families.sites import OFSTED

PUBLICATIONS = Publications(OFSTED, names=("children's services focused visit",))
