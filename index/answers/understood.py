"""What a question was taken for, and how much was looked at for its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.answers.quotation import Json


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was understood: a key to switch it off by, what it is (body, grade, side ...), and its words."""

    key: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of a question: its topic, the stance asked for, filters, conditions on grades, and expansions.

    `stance` is concern, praise or neutral. `filters` are keys of `--where` with their alternatives. `kind` is
    the kind of body that a noun of the question limits it to, None for all. `related` are names to be offered, not looked for.
    """

    text: str
    stance: str
    filters: Mapping[str, tuple[str, ...]]
    expansions: tuple[str, ...]
    sentence: str
    kind: str | None = None
    grades: tuple[str, ...] = ()
    answer: str = "search"
    parts: tuple[Part, ...] = ()
    related: tuple[str, ...] = ()

    def to_json(self) -> Json:
        return {
            "text": self.text,
            "stance": self.stance,
            "filters": {key: list(values) for key, values in self.filters.items()},
            "grades": list(self.grades),
            "answered_by": self.answer,
            "expansions": list(self.expansions),
            "related": list(self.related),
            "parts": [{"key": part.key, "what": part.what, "words": part.words} for part in self.parts],
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class Searched:
    """How much was looked at: every report, body and passage in scope, and in which generation of the index."""

    reports: int
    bodies: int
    passages: int
    generation: str

    def to_json(self) -> Json:
        return {
            "reports": self.reports,
            "bodies": self.bodies,
            "passages": self.passages,
            "generation": self.generation,
        }
