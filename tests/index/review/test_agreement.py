"""The agreement of two reviewers: published figures, and what is said where there is no figure to give."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.review.agreement import Agreement, Pair, agreement

DECISIONS = ("include", "exclude", "unsure", "another")


def pairs(table: Sequence[Sequence[int]]) -> tuple[Pair, ...]:
    """The pairs of a table of counts, the first reviewer in rows."""
    return tuple(
        (DECISIONS[first], DECISIONS[second])
        for first, row in enumerate(table)
        for second, many in enumerate(row)
        for _ in range(many)
    )


# SAS/STAT User's Guide, procedure FREQ, "Computing agreement": the skin of 88 patients as two dermatologists judged it
# (terrible, poor, marginal, clear); kappa 0.3449, 95 % confidence limits 0.2030 and 0.4868.
SKIN = ((10, 4, 1, 0), (5, 10, 12, 2), (2, 4, 12, 5), (0, 2, 6, 13))
# D. Bonett, R package statpsych, help page of `ci.kappa`: two judges of 105 things that are or are not; kappa 0.6756757,
# limits 0.5317210 and 0.8196303.
YES_NO = ((31, 12), (4, 58))


@pytest.mark.parametrize(
    ("table", "figures", "digits", "sentence"),
    [
        (SKIN, (0.3449, 0.2030, 0.4868), 4, "agreement 51 % of 88, kappa 0.34 (95 % interval 0.20 to 0.49)"),
        (
            YES_NO,
            (0.6756757, 0.5317210, 0.8196303),
            6,
            "agreement 85 % of 105, kappa 0.68 (95 % interval 0.53 to 0.82)",
        ),
    ],
)
def test_published_figures(
    table: Sequence[Sequence[int]], figures: tuple[float, ...], digits: int, sentence: str
) -> None:
    found = agreement(pairs(table))
    assert (found.kappa, found.low, found.high) == pytest.approx(figures, abs=0.6 * 10**-digits)
    assert found.sentence == sentence


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ((), "nothing is decided by both yet"),
        (((25,),), "agreement 100 % of 25, kappa is undefined: both decided “include” throughout"),
        (((20, 5), (0, 0)), "agreement 80 % of 25, kappa says nothing: one of them decided the same throughout"),
        (((0, 25), (0, 0)), "agreement 0 % of 25, kappa says nothing: one of them decided the same throughout"),
        (((3, 1), (1, 2)), "agreement 71 % of 7, too few for kappa (fewer than 8)"),
        (((5, 0, 0), (0, 5, 1), (0, 0, 6)), "agreement 94 % of 17, too few for kappa (fewer than 18)"),
        (((5, 0), (0, 6)), "agreement 100 % of 11, kappa 1.00 (no interval: they never differed)"),
    ],
)
def test_where_kappa_would_mislead_it_is_said_why(table: Sequence[Sequence[int]], said: str) -> None:
    assert agreement(pairs(table)).sentence == said


def test_an_interval_stays_within_what_kappa_can_be() -> None:
    assert agreement(pairs(((9, 1), (0, 2)))).high == 1.0
    found = agreement(pairs(((0, 6), (6, 0))))
    assert (found.kappa, found.low) == (-1.0, -1.0)


def test_the_order_of_pairs_and_of_reviewers_changes_nothing() -> None:
    turned = tuple((second, first) for first, second in reversed(pairs(SKIN)))
    assert agreement(turned).to_json() == pytest.approx(agreement(pairs(SKIN)).to_json())
    assert isinstance(agreement(turned), Agreement)
