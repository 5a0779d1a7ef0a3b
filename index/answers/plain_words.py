"""What answers call by a key, in words for people: verdicts, kinds of finding, what is said, who speaks. Pure, no format."""

from __future__ import annotations

from index.answers.verdict_words import VERDICT_WORDS

STANCES = {"concern": "Criticism", "praise": "Praise", "neutral": "Neutral statement"}
KINDS = {
    "area_for_improvement": "Area for improvement",
    "priority_action": "Priority action",
    "recommendation": "Recommendation",
    "cause_of_concern": "Cause of concern",
    "innovative_practice": "Innovative practice",
    "promising_practice": "Promising practice",
    "strength": "Strength",
    "main_finding": "Main finding",
    "observation": "Observation",
    "context": "Context",
    "boilerplate": "Standing text",
    "grade": "Grade as printed",
}
FILTERS = {
    "family": "Inspection programme",
    "region": "Region",
    "cycle": "Inspection cycle",
    "area": "Area inspected",
    "grade": "Grade",
    "kind": "Kind of finding",
    "stance": "What is said",
    "body": "Body",
}
SPEAKERS = {"inspectorate": "inspectors’ own finding", "body": "the body’s own account"}
STRONG, FAIR, WEAK = "strong match", "fair match", "weak match"
RESOLVED = {True: "put right during the inspection", False: "not yet put right"}


def sentence_case(key: str) -> str:
    """A key, or words, to begin a line; capitals inside are kept.

    >>> sentence_case("requires_improvement")
    'Requires improvement'
    """
    words = key.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def kind(name: str) -> str:
    """A kind of finding."""
    return KINDS.get(name, sentence_case(name))


def stance(name: str) -> str:
    """What a sentence says."""
    return STANCES.get(name, sentence_case(name))


def strength(score: float) -> str:
    """How well a quotation matches, by its score.

    >>> strength(0.75), strength(0.5), strength(0.49)
    ('strong match', 'fair match', 'weak match')
    """
    return STRONG if score >= 0.75 else FAIR if score >= 0.5 else WEAK


def verdict(name: str) -> str:
    """A verdict on a body; one that is unheard of by its own name."""
    return sentence_case(VERDICT_WORDS.get(name, name))
