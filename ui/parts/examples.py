"""Worked examples: questions that show what can be asked, by kind."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A question, what it is an example of, and the family of reports it needs."""

    kind: str
    question: str
    family: str


EXAMPLES = (
    Example("A concern", "forces with DVPO concerns", "peel"),
    Example("A concern", "forces criticised for slow 999 answering", "peel"),
    Example("A concern", "councils where caseloads are too high", "ofsted"),
    Example("Praise", "forces praised for investigating rape", "peel"),
    Example("Praise", "councils praised for support to care leavers", "ofsted"),
    Example("A grade", "forces graded inadequate for responding to the public", "peel"),
    Example("A subject", "what is said about stop and search", "peel"),
)


def examples(families: Collection[str]) -> dict[str, tuple[Example, ...]]:
    """The examples that the reports at hand can answer, by kind."""
    fitting = [example for example in EXAMPLES if example.family in families]
    return {kind: tuple(e for e in fitting if e.kind == kind) for kind in dict.fromkeys(e.kind for e in fitting)}
