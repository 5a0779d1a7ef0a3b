"""Maps of tiles: who stands where, what a tile and the legend tell, escaping, bounds, and the picture as a file."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest

from corpus.bodies import KINDS
from corpus.families.registry import PROFILES
from corpus.tiles import SOURCE, bodies, tiles
from index.answers.hits import AreaGrade, BodyHit
from index.answers.outside import FILTERS, Outside
from index.answers.results import Answer
from tests.ui.stub_search import HITS, Searcher, hit
from ui.html import words
from ui.html.maps import tile_maps, tiles_svg
from ui.html.maps import tiles as page
from ui.html.maps.tile_maps import LEVELS, TileMap, maps
from ui.parts import tile_map
from ui.parts.frame import STYLES

ANSWER = Searcher().ask("forces with DVPO concerns")
KIND, OTHER = list(KINDS)[:2]
FIRST, SECOND, THIRD, FOURTH = bodies(KIND)[:4]
CSS = "\n".join(path.read_text(encoding="utf-8") for path in STYLES)


def real(body: object = FIRST, verdict: str = "concern", **given: object) -> BodyHit:
    """What an invented report might say of a body that has a position."""
    return hit(body.key, verdict, body=body.name, **given)  # type: ignore[attr-defined]


def answer(*hits: BodyHit, **given: object) -> Answer:
    return replace(ANSWER, bodies=hits, **({"outside": (), "no_report": ()} | given))  # type: ignore[arg-type]


def only(found: Answer) -> TileMap:
    [one] = maps(found, {each.key: f"?open={each.key}" for each in found.bodies})
    return one


MIXED = answer(
    real(),
    real(SECOND, "praise", grade=None),
    outside=(Outside(THIRD.key, THIRD.name, FILTERS, HITS[0].reports),),
    no_report=(FOURTH.name,),
)


def test_every_body_of_the_register_is_on_the_map_once() -> None:
    shown = only(answer(real()))
    assert shown.real
    [(_, spots)] = shown.blocks
    assert sorted(spot.key for spot in spots) == sorted(tiles(KIND))
    assert {spot.key: spot.verdict.key for spot in spots if spot.verdict.key != "unasked"} == {FIRST.key: "concern"}


def test_those_without_an_answer_tell_why() -> None:
    found = {spot.key: spot.verdict.word for spot in only(MIXED).spots}
    assert found[THIRD.key] == "Outside filters or question"
    assert found[FOURTH.key] == "No report"


def test_a_body_without_a_position_is_named_beside_the_map() -> None:
    other = hit(SECOND.key, body="Another under its key")
    shown = only(answer(real(), hit("fernmoor"), other))
    assert [spot.name for spot in shown.beside] == ["Another under its key", "Fernmoor Police"]
    written = page.drawn([shown], "verdict")
    assert "Not on the map" in written
    assert "<a href='?open=fernmoor' target='_self'>Fernmoor Police</a>: concern, on the list" in written


def test_bodies_of_which_none_has_a_position_stand_by_region_and_name_and_that_is_said() -> None:
    shown = only(answer(hit("b", region="West"), hit("c", region="East"), hit("a", region="West"), hit("d")))
    assert not shown.real
    assert [(title, [spot.key for spot in spots]) for title, spots in shown.blocks] == [
        ("East", ["c"]), ("West", ["a", "b"]), ("Region unknown", ["d"]),
    ]  # fmt: skip
    assert "This is not a map" in page.drawn([shown], "verdict")
    assert SOURCE not in page.drawn([shown], "verdict")


def test_each_kind_with_positions_has_a_map_of_its_own() -> None:
    family = next(profile.family for profile in PROFILES.values() if profile.inspects == OTHER)
    both = maps(answer(real(), real(bodies(OTHER)[0], family=family)), {})
    assert [(each.title, each.real) for each in both] == [
        (words.sentence_case(KINDS[kind].label), True) for kind in (KIND, OTHER)
    ]


@pytest.mark.parametrize("verdict", [*words.VERDICTS, *words.FACTS])
def test_a_verdict_is_a_sign_and_a_word(verdict: str) -> None:
    written = page.drawn([only(answer(real(verdict=verdict, listed=False)))], "verdict")
    sign, word = words.verdict(verdict)
    tile = next(part for part in written.split("<li ") if f"?open={FIRST.key}'" in part)
    assert f"<span class='is-sign' aria-hidden='true'>{sign}</span>" in tile
    assert f"<span class='is-hidden'>{FIRST.name}: {words.lower(word)}</span>" in tile
    assert re.search(rf"aria-hidden='true'>{sign}</span></span> {word} <strong>1</strong>", written)


def test_a_grade_is_initials_and_a_word() -> None:
    graded = [real(body, grade=AreaGrade("x", "Area", grade)) for body, grade in
              zip(bodies(KIND), ("good", "requires improvement", "outstanding", "inadequate", "adequate"), strict=False)]  # fmt: skip
    shown = only(answer(*graded, real(bodies(KIND)[5], grade=None)))
    assert [(look.key, look.sign, look.word) for look, _ in shown.legend("grade")] == [
        ("grade-0", "O", "Outstanding"),
        ("grade-1", "G", "Good"),
        ("grade-2", "A", "Adequate"),
        ("grade-3", "RI", "Requires improvement"),
        ("grade-4", "I", "Inadequate"),
        ("ungraded", "–", "No grade for the area"),
        ("unasked", "", "Not asked about"),
    ]
    assert "Grades are those of the area the best evidence comes from" in page.drawn([shown], "grade")


def test_the_legend_counts_every_body_once() -> None:
    shown = only(MIXED)
    assert [(look.word, count) for look, count in shown.legend("verdict")] == [
        ("Concern", 1),
        ("Praise", 1),
        ("Outside filters or question", 1),
        ("No report", 1),
        ("Not asked about", len(tiles(KIND)) - 4),
    ]
    assert "On the list (double border) <strong>1</strong>" in page.drawn([shown], "verdict")


def test_a_listed_body_is_marked_and_a_tile_leads_to_its_answer() -> None:
    written = page.drawn([only(MIXED)], "verdict")
    assert re.search(rf"<a class='is-tile is-look-concern is-chosen' title='[^']+' href='\?open={FIRST.key}'", written)
    assert re.search(rf"<a class='is-tile is-look-praise' title='[^']+' href='\?open={SECOND.key}'", written)
    assert re.search(rf"<span class='is-tile is-look-missing' title='{FOURTH.name}: no report'", written)


def test_the_table_says_the_same_of_those_asked_about() -> None:
    table = page.drawn([only(MIXED)], "verdict").split("<tbody")[1]
    rows = [re.sub(r"<[^>]+>", "|", row) for row in table.split("<tr ")[1:]]
    assert len(rows) == 4
    assert all(word in rows[0] for word in (FIRST.name, "▲ Concern", "yes", "Good", "Protecting vulnerable people"))


EVIL = "<script>alert('x')</script>\x00"


def test_nothing_from_a_report_is_markup() -> None:
    forged = hit(EVIL, EVIL, body=EVIL, family=EVIL, region=EVIL, grade=AreaGrade(EVIL, EVIL, EVIL))
    shown = maps(answer(forged, real(grade=AreaGrade(EVIL, EVIL, EVIL)), no_report=(EVIL,)), {EVIL: EVIL})
    for by in ("verdict", "grade"):
        assert "<script" not in page.drawn(shown, by)
        picture = tiles_svg.svg(shown, by, EVIL, [EVIL])
        assert "<script" not in picture
        fromstring(picture)


def test_thousands_of_bodies_stay_bounded_and_are_counted() -> None:
    many = [hit(f"b{number}") for number in range(3000)]
    shown = only(answer(*many))
    assert len(shown.spots) == tile_maps.MOST
    written = page.drawn([shown], "verdict")
    assert f"{3000 - tile_maps.MOST:,} bodies more without a position" in written
    assert len(written) < 1_000_000


def test_the_picture_has_title_legend_source_and_every_tile() -> None:
    picture = tiles_svg.svg([only(MIXED)], "verdict", "Who has concerns?", ["1 of 2 have a concern."])
    tree = fromstring(picture)
    texts = [text for text in tree.itertext() if text.strip()]
    said = " ".join(texts)
    for words_ in (
        "Who has concerns?",
        "1 of 2 have a concern.",
        "Concern (1)",
        "No report (1)",
        "Open Government Licence v3.0",
    ):
        assert words_ in said
    assert f"{FIRST.name}: concern, on the list" in texts
    assert sum(element.tag.endswith("}g") for element in tree) == len(tiles(KIND))
    assert "href" not in picture, "it needs nothing else"


def test_the_picture_to_keep_says_how_the_question_was_read_and_the_filters_in_use() -> None:
    filtered = ("grade Good or Adequate", "region North")
    tree = fromstring(tile_map.picture(ANSWER, maps(ANSWER, {}), "verdict", filtered))
    told = " ".join(filter(None, (each.text for each in tree.iter())))
    assert ANSWER.understood.sentence in told
    assert "Filters: grade Good or Adequate; region North." in told
    assert "Filters" not in tile_map.picture(ANSWER, maps(ANSWER, {}), "verdict").decode()


def test_a_long_question_is_broken_into_lines_inside_the_picture() -> None:
    tree = fromstring(tiles_svg.svg([only(answer(hit("a")))], "verdict", "concerns " * 60, []))
    lines = [e for e in tree if e.tag.endswith("text") and e.text and e.text.startswith("concerns")]
    assert len(lines) > 5
    assert float(tree.get("height", "0")) > max(float(line.get("y", "0")) for line in lines)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2: (lighter + 0.05) / (darker + 0.05)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ground_and_ink(look: str) -> list[tuple[str, str]]:
    """Ground and text of a look in the style sheet, in light and in dark."""
    rules = [
        rule for names, rule in re.findall(r"([^{}]+)\{([^{}]+)\}", CSS) if re.search(rf"\.{look}(?![\w-])", names)
    ]
    base = next(rule for names, rule in re.findall(r"([^{}]+)\{([^{}]+)\}", CSS) if names.strip() == ".is-tile")
    named = dict(re.findall(r"--(ground|ink): light-dark\(([^)]+)\)", base))
    for rule in rules:
        named |= dict(re.findall(r"--(ground|ink): light-dark\(([^)]+)\)", rule))
    pairs = [named[name].split(", ") for name in ("ground", "ink")]
    return [(pairs[0][side], pairs[1][side]) for side in (0, 1)]


LOOKS = [
    *words.VERDICTS,
    *words.FACTS,
    *(f"grade-{level}" for level in range(LEVELS)),
    "outside",
    "missing",
    "unasked",
    "ungraded",
]


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_can_be_read_in_light_and_dark_and_on_paper(look: str) -> None:
    for ground, ink in [
        *ground_and_ink(f"is-look-{look}"),
        tiles_svg.COLOURS.get(look, (tiles_svg.PAPER, tiles_svg.INK)),
    ]:
        assert contrast(ground, ink) >= 4.5, (ground, ink)
