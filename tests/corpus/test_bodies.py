"""How a printed name is recognised as that of a body, or of several. Bodies are those of the invented samples."""

from __future__ import annotations

import pytest

from corpus.bodies import Bodies
from corpus.records import Body
from tests import samples


def body(key: str, name: str, kind: str = "local_authority") -> Body:
    return Body(key, name, kind, "authority")


REGISTER = Bodies((body("a", "Marsh and Fen"), body("b", "Fen"), body("c", "Vale"), body("d", "Marsh")))


@pytest.mark.parametrize(
    ("printed", "keys"),
    [
        ("Marsh and Fen", ["a"]),  # a name that joins two of its own
        ("Marsh and Fen and Vale", ["a", "c"]),
        ("Fen, Vale and Marsh", ["b", "c", "d"]),
        ("Fen & the London Borough of Vale", ["b", "c"]),
        ("Fen and Nowhere", []),
        ("Nowhere", []),
    ],
)
def test_a_name_that_joins_names_means_each_of_them(printed: str, keys: list[str]) -> None:
    assert [found.key for found in REGISTER.several(printed, "local_authority")] == keys


@pytest.mark.parametrize(
    "printed", ["Fernmoor Police", "Fernmoor police force", "Fernmoor Constabulary", "Fernmoor Police Service"]
)
def test_a_force_goes_by_any_word_for_its_kind(printed: str) -> None:
    found = samples.BODIES.named(printed, None)
    assert found is not None
    assert found.key == "fernmoor"


def test_a_word_for_another_kind_is_no_name() -> None:
    assert samples.BODIES.named("Oxbarrow police force", None) is None
