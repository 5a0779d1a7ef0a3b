"""The answer as a map of equal tiles: by verdict or by grade, with a file of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from index.answers.headline import headline as headline_of
from index.answers.outside import FILTERS
from index.answers.results import Answer
from ui.html import headline, words
from ui.html.maps import tile_maps, tiles, tiles_svg
from ui.parts.filters import described
from ui.parts.frame import INVENTED
from ui.state.address import Asked, link
from ui.state.engine import Engine

COLOURINGS = {"verdict": "Answer", "grade": "Grade of the area"}


def draw(engine: Engine, asked: Asked, answer: Answer) -> None:
    """The maps, what they are coloured by, and the picture to keep."""
    graded = any(hit.grade for hit in answer.bodies)
    by = "verdict"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if graded:
            # its name has that of the views in it: on paper both are left out
            by = st.segmented_control(
                "Tiles show", list(COLOURINGS), format_func=COLOURINGS.__getitem__, default="verdict", required=True,
                key="view-tiles",
            )  # fmt: skip
        maps = tile_maps.maps(answer, links(engine, asked, answer))
        st.download_button(
            "Download as SVG",
            data=partial(picture, answer, maps, by, described(engine, asked), engine.info.invented),
            file_name=f"inspection-search-map-{words.slug(asked.question)}.svg",
            mime="image/svg+xml",
            on_click="ignore",
            icon=":material/download:",
            key="download-map",
        )
    st.html(tiles.drawn(maps, by))


def links(engine: Engine, asked: Asked, answer: Answer) -> dict[str, str]:
    """Where each body is shown in the list; one outside the filters is, without them."""
    listed = replace(asked, view="")
    bare = replace(listed, filters={})
    inside = {hit.key: link(listed, engine.generation, opened=hit.key) for hit in answer.bodies}
    outside = [each.key for each in answer.outside if each.by == FILTERS]
    return inside | {key: link(bare, engine.generation, opened=key) for key in outside}


def picture(
    answer: Answer, maps: tuple[tile_maps.TileMap, ...], by: str, filtered: Sequence[str] = (), invented: bool = False
) -> bytes:
    """The maps as a file, with the question, how it was read, the filters in use in words, what was found, what was searched, and
    whether it is all invented."""
    read = [answer.understood.sentence, *([f"Filters: {'; '.join(filtered)}."] if filtered else [])]
    shown = f"Tiles show: {COLOURINGS[by].lower()}."
    notes = [*answer.notes, *([INVENTED.replace("**", "")] if invented else [])]
    found = [headline_of(answer), *read, shown, headline.searched(answer.searched), *notes]
    return tiles_svg.svg(maps, by, answer.question, found).encode()
