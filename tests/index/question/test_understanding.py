"""What is understood of questions as people type them: committed questions with what must be understood of each.

`questions_unseen.jsonl` was written by somebody who had not read the code. A question counts as understood when every
field is right. Words of `may` may be in the topic or not.
"""

from __future__ import annotations

import json
import re
from typing import Any

from corpus.bodies import load
from corpus.paths import PROJECT
from index.question.stance_words import STOP
from index.question.understand import REFUSAL, understand

DATA = PROJECT / "tests" / "data"
KIND = {"peel": "police_force", "ilacs": "local_authority", None: None}
LEAST = 0.97


def questions() -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for file in sorted(DATA.glob("questions*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


def known() -> frozenset[str]:
    """Words that reports use: those of the invented ones, and of the questions' own topics."""
    return frozenset(word for q in questions() for word in (*q.get("topic", ()), *q.get("may", ())))


def wrong(asked: dict[str, Any], words: frozenset[str]) -> dict[str, Any]:
    """What was understood otherwise, by field."""
    query = understand(asked["question"], (), load().bodies, (), known=words.__contains__)
    if asked.get("answer") == REFUSAL or query.refusal:
        return {} if (query.answer == asked.get("answer")) else {"answer": query.answer}
    by_key = {key: {f.value for f in query.filters if f.key == key} for key in ("body", "region", "cycle", "kind")}
    words_of = [part.split("'")[0] for part in re.split(r"[\s-]+", query.topic.lower())]
    topic = {word for word in words_of if word and word not in STOP}
    grades = set(map(str, query.grades))
    if query.answer == "grades" and not grades:  # a body alone: whatever grades it has
        grades = {"*"}
    found = {
        "answer": (query.answer, asked.get("answer", "search")),
        "stance": (query.stance, asked.get("stance", "neutral")),
        "scope": (query.programme.kind, KIND[asked.get("scope")]),
        "bodies": (by_key["body"], set(asked.get("bodies", ()))),
        "regions": (by_key["region"], set(asked.get("regions", ()))),
        "cycles": (by_key["cycle"], set(asked.get("cycles", ()))),
        "kinds": (by_key["kind"], set(asked.get("kinds", ()))),
        "grades": (grades, set(asked.get("grades", ()))),
        "phrases": (set(query.phrases), set(asked.get("phrases", ()))),
        "without": (set(query.excluded), set(asked.get("without", ()))),
        "topic": (
            topic - set(asked.get("may", ())),
            {w.split("'")[0] for w in asked.get("topic", ())} - set(asked.get("may", ())),
        ),
    }
    if query.answer in ("grades", "findings") or (asked.get("kinds") and "stance" not in asked):
        del found["stance"]  # not used there; of a kind that has a side of its own it may be told or not
    return {field: pair for field, pair in found.items() if pair[0] != pair[1]}


def test_questions_are_understood() -> None:
    words = known()
    asked = questions()
    missed = {q["question"]: difference for q in asked if (difference := wrong(q, words))}
    told = "\n".join(f"{question}: {difference}" for question, difference in missed.items())
    assert len(asked) >= 60
    assert 1 - len(missed) / len(asked) >= LEAST, f"{len(missed)} of {len(asked)} missed:\n{told}"
