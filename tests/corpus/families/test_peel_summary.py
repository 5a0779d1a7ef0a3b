"""The table of grades in a summary, in every order that its cells come in; pictures and legends give nothing."""

from __future__ import annotations

import pytest

from corpus.families.peel import summary
from corpus.families.peel.words import PROFILE
from corpus.layout.blocks import Block
from corpus.records import Line

EDITION = next(edition for edition in PROFILE.editions if edition.name == "2023-25")
RESPONSE, CRIME, PEOPLE = "Responding to the public", "Investigating crime", "Protecting vulnerable people"
GRADES = [("response", "good"), ("investigation", "adequate"), ("vulnerability", "requires improvement")]


def cell(*texts: str, x: float | None = None, y: float | None = None) -> Block:
    lines = (Line(1, text, 10.0, False, x, None if y is None else y - 12 * i) for i, text in enumerate(texts))
    return Block("paragraph", tuple(lines))


def read(*cells: Block) -> list[tuple[str, str]]:
    return [(row.area.key, row.grade) for row in summary.rows(cells, EDITION)]


@pytest.mark.parametrize(
    "cells",
    [
        [cell(f"{RESPONSE} Good"), cell(f"{CRIME} Adequate"), cell(f"{PEOPLE} Requires improvement")],
        [cell(f"{RESPONSE} Good", f"{CRIME} Adequate", f"{PEOPLE} Requires improvement")],  # all in one block
        [cell(f"• {RESPONSE}: good"), cell(f"• {CRIME}: adequate"), cell(f"• {PEOPLE}: requires improvement")],
        [cell(RESPONSE), cell("Good"), cell(CRIME), cell("Adequate"), cell(PEOPLE), cell("Requires improvement")],
        [cell(RESPONSE), cell(CRIME), cell(PEOPLE), cell("Good"), cell("Adequate"), cell("Requires improvement")],
        [cell("Good"), cell(f"• {RESPONSE}"), cell("Adequate"), cell(f"• {CRIME}"), cell("Requires improvement"), cell(f"• {PEOPLE}")],
    ],
    ids=["rows", "one block", "list", "pairs", "columns", "under their grade"],
)  # fmt: skip
def test_cells_in_every_order(cells: list[Block]) -> None:
    assert read(*cells) == GRADES


def test_a_label_over_several_lines_has_its_grade_on_any_of_them() -> None:
    rows = cell(
        "Preventing and deterring crime and Good",
        "antisocial behaviour, and reducing vulnerability",
        "Police powers and treating the public",
        "fairly and respectfully Adequate",
        f"{CRIME} Inadequate",
    )
    assert read(rows) == [("prevention", "good"), ("public_treatment", "adequate"), ("investigation", "inadequate")]
    found = summary.rows([rows], EDITION)
    assert rows.text[slice(*found[0].span)] == (
        "Preventing and deterring crime and Good antisocial behaviour, and reducing vulnerability"
    )


def test_grades_beside_their_labels_go_by_height() -> None:
    """All labels come before all grades, and one grade is missing: by their order two would be wrong."""
    labels = [cell(RESPONSE, x=60, y=700), cell(CRIME, x=60, y=680), cell(PEOPLE, x=60, y=660)]
    grades = [cell("Good", x=300, y=700), cell("Requires improvement", x=300, y=660)]
    assert read(*labels, *grades) == [GRADES[0], GRADES[2]]


def matrix(*areas: Block) -> list[tuple[str, str]]:
    """A table with a column 100 points wide for each grade; the first three heads are one line, as PDFs have them."""
    heads = [
        cell("Outstanding Good Adequate", x=22, y=700),
        cell("Requires improvement", x=300, y=700),
        cell("Inadequate", x=425, y=700),
    ]
    return read(*heads, *areas)


def test_one_column_for_each_grade_goes_by_the_middles_of_its_cells() -> None:
    found = matrix(
        cell("Responding", "to the public", x=120, y=680), cell("Investigating", "crime", x=218, y=660), cell("Protecting", "vulnerable people", x=310, y=640),
    )  # fmt: skip
    assert found == GRADES


def test_nothing_is_made_of_a_column_that_a_cell_is_not_in() -> None:
    assert matrix(cell("Responding", "to the public", x=160, y=680), cell(CRIME, x=215, y=660)) == []


def test_a_picture_with_its_legend_gives_nothing() -> None:
    legend = [cell(grade.capitalize()) for grade in EDITION.scale.grades]
    assert read(cell(RESPONSE), cell(CRIME), cell(PEOPLE), *legend) == []
    assert read(*legend, cell(RESPONSE), cell(CRIME), cell(PEOPLE)) == []
