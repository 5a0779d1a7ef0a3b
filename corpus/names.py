"""How names are compared: areas, bodies, grades and filters go by the same folding everywhere."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(4096)  # each line of a report is compared with every name of an area
def fold(text: str) -> str:
    """Lower case, straight apostrophes, `&` as `and`, hyphens as blanks, single spaces.

    >>> fold("Vetting  & Counter-corruption")
    'vetting and counter corruption'
    """
    text = text.lower().replace("’", "'").replace("&", " and ").replace("-", " ")
    return " ".join(text.split())
