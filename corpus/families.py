"""The families of report there are, each a profile. A new family is one module beside this and one line here."""

from __future__ import annotations

from corpus import ilacs, peel
from corpus.profile import Profile

FAMILIES: tuple[Profile, ...] = (peel.PROFILE, ilacs.PROFILE)
PROFILES: dict[str, Profile] = {profile.family: profile for profile in FAMILIES}
