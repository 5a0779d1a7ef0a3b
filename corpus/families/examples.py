"""Questions that the samples of a family answer, shown as examples: a file of them in, one a line with its kind before it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CONCERN, PRAISE, GRADE, SUBJECT, OUTCOME = "A concern", "Praise", "A grade", "A subject", "An outcome"
KINDS = (CONCERN, PRAISE, GRADE, SUBJECT, OUTCOME)  # in the order that they are shown


@dataclass(frozen=True, slots=True)
class Example:
    """A question, what it is an example of (one of `KINDS`), and the family of reports that it needs."""

    kind: str
    question: str
    family: str


def read(path: Path, family: str) -> tuple[Example, ...]:
    """The questions of a file, none where it is not there. A line is `A concern: forces with ...`; `#` begins a remark.

    Raises ValueError where a line has no kind.
    """
    if not path.is_file():
        return ()
    found = []
    for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
        if not line or line.startswith("#"):
            continue
        kind, _, question = line.partition(": ")
        if kind not in KINDS or not question.strip():
            raise ValueError(
                f"{path}: “{line}” is no example; write {', '.join(KINDS)}, then a colon and the question."
            )
        found.append(Example(kind, question.strip(), family))
    return tuple(found)
