"""Finds judged quotations among the sentences of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def fold(text: str) -> str:
    """Letters and digits alone, lower case: for finding a quotation whatever its spaces and hyphens."""
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def labelled(sentences: Sequence[str], quotes: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Which of a report's sentences carry one of the quotations, with its polarity."""
    folded = list(map(fold, sentences))
    found: dict[int, str] = {}
    for quote in quotes:
        words = fold(quote["text"])
        hits = [i for i, sentence in enumerate(folded) if words and words in sentence]
        if not hits:  # a quotation of several sentences: those that lie inside it
            hits = [i for i, sentence in enumerate(folded) if len(sentence) > 30 and sentence in words]
        found.update((i, str(quote["polarity"])) for i in hits)
    return found
