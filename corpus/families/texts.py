"""What is said of all families together: whose work this is not, and the questions that show what can be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import zip_longest

from corpus.bodies import KINDS
from corpus.families import examples as kinds
from corpus.families.examples import Example
from corpus.families.registry import FAMILIES


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence.

    >>> listed(["one", "two", "three"], "or")
    'one, two or three'
    """
    *before, final = words
    return f"{', '.join(before)} {last} {final}" if before else final


def inspectorates() -> tuple[str, ...]:
    """Every inspectorate whose reports are read, once."""
    return tuple(dict.fromkeys(name for family in FAMILIES for name in family.profile.inspectorates))


def disclaimer() -> str:
    """Whose work this is not."""
    return f"Not made or endorsed by {listed(inspectorates(), 'or')}."


def all_bodies() -> str:
    """The bodies that can be asked about: "forces and authorities"."""
    return listed(kind.several for kind in KINDS.values())


def examples(families: Collection[str] | None = None, most: int | None = None) -> dict[str, tuple[Example, ...]]:
    """Questions of these families (default: all) by what they are examples of, at most so many of a kind.

    Where there are more, families take turns. They stand in the order of the registry.
    """
    fitting = [family.examples for family in FAMILIES if families is None or family.key in families]
    by_kind = {kind: [[e for e in own if e.kind == kind] for own in fitting] for kind in kinds.KINDS}
    return {kind: found for kind, several in by_kind.items() if (found := _chosen(several, most))}


def _chosen(several: list[list[Example]], most: int | None) -> tuple[Example, ...]:
    turns = [example for turn in zip_longest(*several) for example in turn if example is not None]
    kept = set(turns[:most])
    return tuple(example for own in several for example in own if example in kept)


def first_examples(count: int) -> tuple[str, ...]:
    """Questions to begin with: the first in the order of the registry."""
    return tuple(example.question for family in FAMILIES for example in family.examples)[:count]


def grade_example(families: Collection[str] | None = None) -> str | None:
    """The shortest question about grades that samples of these families (default: all) answer, None where there is none."""
    questions = (example.question for example in examples(families).get(kinds.GRADE, ()))
    return min(questions, key=len, default=None)
