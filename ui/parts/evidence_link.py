"""Where a quotation in a list leads: to its page, and from there back to the answer."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from index.answers.hits import BodyHit
from index.answers.quotation import Evidence
from index.links import Links
from ui.state.address import Asked, to_params
from ui.state.engine import Engine


def opens(engine: Engine, asked: Asked) -> Callable[[BodyHit, Evidence], str]:
    """Gives each quotation the address of its page, with the way back in it."""
    links = Links(".", engine.generation)
    back = urlencode({"back": urlencode(to_params(asked, engine.generation), doseq=True)})

    def address(hit: BodyHit, evidence: Evidence) -> str:
        return f"{links.here(evidence.file, evidence.place, evidence.quote)}&{back}" if evidence.place else ""

    return address
