"""How a printed name is recognised as that of a body, or of several. Bodies are those of the invented samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.bodies import BadRegister, Bodies, register_for
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


ROW = "key,name,kind,noun\nx,Xanth,police_force,Police\n"


def two_registers(root: Path, inner: str) -> Path:
    (root / "family").mkdir()
    (root / "bodies.csv").write_text(ROW, encoding="utf-8")
    (root / "family" / "bodies.csv").write_text(inner, encoding="utf-8")
    return root


def test_a_register_may_lie_in_a_corpus_twice(tmp_path: Path) -> None:
    inner = ROW + "y,Yarrow,police_force,Police\n"
    assert [body.key for body in register_for(two_registers(tmp_path, inner)).bodies] == ["x", "y"]


def test_a_key_means_one_body(tmp_path: Path) -> None:
    with pytest.raises(BadRegister, match="already"):
        register_for(two_registers(tmp_path, ROW.replace("Xanth", "Xebec")))
