"""Reviews of ponds: a family made up to try what a family needs, and the smallest there can be."""

from __future__ import annotations

import re

from corpus.families.profile import Area, Edition, Profile, Scale

EDITION = Edition(
    name="Ponds 2030",
    cycle="Ponds 2030",
    scale=Scale(("limpid", "cloudy", "murky"), spoken=(("murky", ("muddy",)),)),
    areas=(Area("pond_water", "Water of ponds", spoken=("pond water",)), Area("pond_banks", "Banks of ponds")),
    signs=(re.compile(r"Ponds 2030"),),
    unverified="made up",
)

PROFILE = Profile(
    family="pond_reviews",
    label="Pond reviews",
    inspectorate="Pondwatch",
    inspects="local_authority",
    marks=(re.compile(r"A review of the ponds of "),),
    editions=(EDITION,),
    boilerplate=(re.compile(r"^Pondwatch looks at ponds of every size"),),
    licence="Made up; there is nothing to license.",
)
