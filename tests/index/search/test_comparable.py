"""Grades are set beside each other without a word only where the inspectorate's rounds allow it."""

from __future__ import annotations

import pytest

from corpus.families.registry import PROFILES
from index.search.comparable import incomparable, inspections
from index.storage.columns import ReportRow

LOWER = "a lower grade does not by itself mean worse performance."
SCALE, QUESTIONS = "the scale went from four grades to five", "what is inspected changed"


def row(family: str, edition: str | None) -> ReportRow:
    return ReportRow(0, "", family, edition, edition, "", "", None, None, None, "", {})


def notes(family: str, *editions: str | None) -> tuple[str, ...]:
    return incomparable(inspections(row(family, edition) for edition in editions))


def warned(label: str, cycles: str, why: str) -> tuple[str]:
    return (f"{label} reports of {cycles} are on one list. Their grades are not directly comparable: {why}; {LOWER}",)


@pytest.mark.parametrize(
    ("editions", "cycles", "why"),
    [
        (("2018/19", "2021/22"), "2018/19 and 2021/22", SCALE),
        (("2021/22", "2023-25"), "2021/22 and 2023-25", QUESTIONS),
        (("2023-25", "2025-27"), "2023-25 and 2025-27", QUESTIONS),
        (("2018/19", "2021/22", "2023-25"), "2018/19, 2021/22 and 2023-25", f"{QUESTIONS} and {SCALE}"),
        (("2021/22", None), "2021/22 and an unknown cycle", "it is not known what was inspected in all of them"),
    ],
)
def test_rounds_of_peel_are_never_comparable(editions: tuple[str | None, ...], cycles: str, why: str) -> None:
    assert notes("peel", *editions) == warned("PEEL", cycles, why)


@pytest.mark.parametrize(
    ("editions", "cycles", "why"),
    [
        (("SIF 2014", "ILACS 2018"), "ILACS 2018 and SIF 2014", QUESTIONS),
        (("Looked after 2013", "SIF 2014"), "Looked after 2013 and SIF 2014", "the words of the scale changed"),
    ],
)
def test_frameworks_of_ofsted_are_not_comparable(editions: tuple[str, ...], cycles: str, why: str) -> None:
    assert notes("ofsted", *editions) == warned("Ofsted children’s services", cycles, why)


@pytest.mark.parametrize(
    "editions",
    [("2021/22", "2021/22"), ("ILACS 2018", "ILACS 2021"), ("SIF 2014", "SIF 2015"), (), (None,), (None, None)],
)
def test_nothing_is_said_where_grades_compare(editions: tuple[str | None, ...]) -> None:
    assert notes("ofsted" if editions and "S" in str(editions[0]) else "peel", *editions) == ()


def test_an_area_that_only_some_judge_is_named() -> None:
    assert notes("ofsted", "ILACS 2021", "ILACS 2023") == (
        "Ofsted children’s services reports of ILACS 2021 have no grade of their own for “The experiences and progress of "
        "care leavers”; those of ILACS 2023 have.",
    )


def test_families_are_warned_of_apart() -> None:
    rows = [row("peel", "2021/22"), row("ofsted", "ILACS 2023")]
    assert incomparable(inspections(rows)) == ()


def test_what_may_be_compared_is_mutual_and_known() -> None:
    for profile in PROFILES.values():
        editions = {edition.name: edition for edition in profile.editions}
        for edition in profile.editions:
            for other in edition.comparable:
                assert edition.name in editions[other].comparable
                assert edition.scale == editions[other].scale
