"""What families have in common: one name for an area, one order of grades."""

from __future__ import annotations

import pytest

from corpus.families.registry import AREA_NAMES, PROFILES, area_name, best_first, steps_worse


def test_an_area_is_shown_by_one_name_and_known_by_all() -> None:
    for profile in PROFILES.values():
        for edition in profile.editions:
            for area in edition.areas:
                assert area_name(area.key) == AREA_NAMES[area.key][0]
                assert set(area.names) <= set(AREA_NAMES[area.key])


def test_an_area_of_no_profile_is_shown_by_its_key() -> None:
    assert area_name("border_PATROL") == "Border PATROL"


@pytest.mark.parametrize(
    ("grade", "other", "steps"),
    [
        ("good", "good", 0),
        ("inadequate", "outstanding", 4),  # on the scale of five
        ("outstanding", "adequate", -2),
        ("good", "splendid", None),
        ("splendid", "splendid", None),
    ],
)
def test_how_much_worse_a_grade_is(grade: str, other: str, steps: int | None) -> None:
    assert steps_worse(grade, other) == steps


def test_grades_stand_in_the_order_of_the_longest_scale_and_unheard_of_ones_last() -> None:
    given = ["requires improvement", "splendid", "adequate", "good", "good", "inadequate", "dreadful"]
    assert best_first(given) == ["good", "adequate", "requires improvement", "inadequate", "dreadful", "splendid"]
    assert best_first([]) == []
