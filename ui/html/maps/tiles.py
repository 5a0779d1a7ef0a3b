"""Maps of equal tiles as HTML: tiles in a grid, their legend, and the same as a table. Pure; everything from outside is escaped.

A tile tells by its sign, its label and its name for screen readers; colour and pattern only help.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from corpus.tiles import SOURCE
from ui.html import matrix, words
from ui.html.maps.tile_maps import MISSING, OUTSIDE, UNASKED, Look, Spot, TileMap

REAL = "Every body has a tile of the same size, about where it lies; north is at the top."
PLAIN = "This is not a map: where these bodies lie is not known here, so they stand by region and name."
OF_AREA = "Grades are those of the area the best evidence comes from, which may differ between bodies."
LISTED = "On the list (double border)"


def drawn(maps: Sequence[TileMap], by: str) -> str:
    """Each map with its legend, those beside it, and the same as a table; `by` is what colours it: verdict or grade."""
    source = f"<p class='is-quiet'>{escape(SOURCE)}.</p>" if any(each.real for each in maps) else ""
    return "".join(_map(each, by) for each in maps) + source


def _map(shown: TileMap, by: str) -> str:
    notes = [REAL if shown.real else PLAIN, *([OF_AREA] if by == "grade" else []), *more(shown)]
    quiet = "".join(f"<p class='is-quiet'>{escape(note)}</p>" for note in notes)
    blocks = "".join(_block(title or shown.title, spots, by, bool(title)) for title, spots in shown.blocks)
    return (
        f"<section class='is-tile-map'><h2>{escape(shown.title)}</h2>{quiet}{_legend(shown, by)}{blocks}{_beside(shown, by)}"
        f"<details><summary>As a table<span class='is-hidden'>: {escape(shown.title)}</span></summary>{_table(shown)}</details></section>"
    )


def more(shown: TileMap) -> list[str]:
    """What must be said where not all bodies are shown."""
    if not shown.more:
        return []
    return [f"{words.count(shown.more, 'body')} more without a position: see the list of bodies, or filter."]


def _block(title: str, spots: Sequence[Spot], by: str, headed: bool) -> str:
    columns = max((spot.tile.column for spot in spots if spot.tile), default=0) + 1
    heading = f"<h3>{escape(title)}</h3>" if headed else ""
    items = "".join(_tile(spot, by) for spot in spots)
    return f"{heading}<ul role='list' class='is-tiles' style='--columns:{columns}' aria-label='{escape(title)}'>{items}</ul>"


def _tile(spot: Spot, by: str) -> str:
    """One body: a link to its answer where it has one."""
    tile = spot.tile
    at = f"grid-column:{tile.column + 1};grid-row:{tile.row + 1}" if tile else ""
    said = escape(spot.said(by))
    inner = f"{_face(spot.look(by).sign, spot.label)}<span class='is-hidden'>{said}</span>"
    look = f"class='{_classes(spot.look(by), spot.listed)}' title='{said}'"
    if not spot.link:
        return f"<li style='{at}'><span {look}>{inner}</span></li>"
    return f"<li style='{at}'><a {look} href='{escape(spot.link)}' target='_self'>{inner}</a></li>"


def _face(sign: str, label: str) -> str:
    name = f"<span class='is-label' aria-hidden='true'>{escape(label)}</span>" if label else ""
    return f"<span class='is-sign' aria-hidden='true'>{escape(sign)}</span>{name}"


def _classes(look: Look, listed: bool) -> str:
    return f"is-tile is-look-{escape(look.key)}{' is-chosen' if listed else ''}"


def _legend(shown: TileMap, by: str) -> str:
    """What the tiles mean, each with how many bodies have it."""
    items = [(look, False, look.word, count) for look, count in shown.legend(by)]
    if listed := sum(spot.listed for spot in shown.spots):
        items.append((UNASKED, True, LISTED, listed))
    lines = "".join(
        f"<li><span class='{_classes(look, thick)}' aria-hidden='true'>{_face(look.sign, '')}</span> "
        f"{escape(word)} <strong>{count}</strong></li>"
        for look, thick, word, count in items
    )
    return f"<ul role='list' class='is-legend' aria-label='What the tiles mean'>{lines}</ul>"


def _beside(shown: TileMap, by: str) -> str:
    """The bodies that have no place on the map, by name."""
    if not shown.beside:
        return ""
    items = "".join(
        f"<li><span aria-hidden='true'>{escape(spot.look(by).sign)}</span> {_named(spot)}: {escape(words.lower(spot.look(by).word))}"
        f"{', on the list' if spot.listed else ''}</li>"
        for spot in shown.beside
    )
    return f"<h3>Not on the map</h3><p class='is-quiet'>Where they lie is not known here.</p><ul>{items}</ul>"


def _named(spot: Spot) -> str:
    name = escape(spot.name)
    return f"<a href='{escape(spot.link)}' target='_self'>{name}</a>" if spot.link else name


def _table(shown: TileMap) -> str:
    """Every body of the map that was asked about, with both of what colours it."""
    lines = [
        [
            _named(spot),
            escape(spot.region or matrix.UNKNOWN),
            escape(f"{spot.verdict.sign} {spot.verdict.word}"),
            "yes" if spot.listed else "no",
            "–" if spot.grade in (MISSING, OUTSIDE) else escape(spot.grade.word),
            escape(spot.area or "–"),
        ]
        for spot in sorted(shown.spots, key=lambda spot: spot.name)
        if spot.verdict is not UNASKED
    ]
    return matrix.frame(shown.title, ["Body", "Region", "Answer", "On the list", "Grade", "Area"], lines)
