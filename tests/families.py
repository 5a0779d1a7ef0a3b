"""A registry of families made up for a test, in place of the project's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from corpus.families.profile import Profile
from corpus.families.registry import PROFILES

Registered = Callable[..., None]


@contextmanager
def registered(*profiles: Profile) -> Iterator[None]:
    """These families and no others, in everything that is derived from them."""
    before = dict(PROFILES)
    _replace({profile.family: profile for profile in profiles})
    try:
        yield
    finally:
        _replace(before)


def _replace(profiles: dict[str, Profile]) -> None:
    PROFILES.clear()
    PROFILES.update(profiles)
    for name, module in list(sys.modules.items()):
        if name.startswith(("corpus.", "index.question.")):
            for each in list(vars(module).values()):
                clear = getattr(each, "cache_clear", None)
                if clear is not None:
                    clear()
