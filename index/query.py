"""A question in, what was understood of it out: stance, scope, filters, topic and other names for it.

Pure: no model, no database. What was understood can be said in a sentence, so that nobody has to guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.families import FAMILIES
from corpus.lexicon import Expansion, expansions
from corpus.profile import fold
from corpus.records import Body
from index import names
from index.filters import Filter
from index.results import Understood

STOP = frozenset(
    ["a", "about", "across", "after", "against", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "being", "between", "by", "can", "could", "did", "do", "does", "doing", "each", "every", "for", "from", "get", "gets", "give", "given", "gives", "had", "has", "have", "having", "how", "i", "in", "into", "is", "it", "its", "me", "more", "most", "my", "of", "on", "once", "or", "other", "our", "out", "over", "police", "same", "show", "list", "find", "shall", "she", "should", "so", "some", "such", "tell", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "under", "until", "up", "use", "used", "uses", "using", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with", "would", "you", "your", "enough", "too", "very", "much", "many", "about", "regarding", "inspectors", "inspector", "inspectorate", "hmicfrs", "ofsted", "peel", "ilacs", "report", "reports", "inspection", "inspections"]
)
# Words that tell which side of a matter is asked for and nothing of the matter.
CONCERN = (
    r"concerns?|concerned|concerning|weak(?:er|est|ly)?|weakness(?:es)?|poor(?:ly|er|est)?|fail(?:s|ed|ing|ings|ures?)?|"
    r"critici[sz](?:ed|es?|ing|ms?)|struggl(?:e|es|ed|ing)|problems?|problematic|issues?|lack(?:s|ed|ing)?|insufficient(?:ly)?|"
    r"inadequate(?:ly)?|ineffective(?:ly)?|inconsisten(?:t|tly|cy|cies)|deficien(?:t|cy|cies)|wanting|worst|bad(?:ly)?|unable|"
    r"not|never|cannot|without|shortcomings?|areas? for improvement|causes? of concern|needs? (?:to )?improv(?:e|ement)|"
    r"must improve|should improve|low"
)
PRAISE = (
    r"prais(?:e|ed|es|ing)|good|well|better|best|strong(?:er|est|ly)?|effective(?:ly)?|excellent(?:ly)?|outstanding|"
    r"success(?:es|ful|fully)?|innovative practices?|promising practices?|good practices?|exemplary|positive(?:ly)?|robust(?:ly)?|"
    r"impressive(?:ly)?|strengths?|commended|skilled"
)
# Words that tell the side and belong to the matter all the same: they stay in the topic.
CONCERN_TOO = (
    r"delay(?:s|ed)?|late|slow(?:ly|er)?|shortages?|shortfalls?|gaps?|backlogs?|overdue|waits?|waiting|missed|"
    r"too (?:high|few|many|long|late|little|slow|often)|unsafe|drift|unallocated|untimely|n't"
)
PRAISE_TOO = r"enough|timely|on time|stable|manageable|promptly|sufficient"
NEGATION = re.compile(r"\b(?:not|never|cannot|without|no|lack(?:s|ing)?|isn't|aren't|don't|doesn't|didn't|weren't|wasn't)\b", re.I)
CUES = re.compile(
    rf"\b(?:(?P<concern>{CONCERN})|(?P<praise>{PRAISE})|(?P<concern_too>{CONCERN_TOO})|(?P<praise_too>{PRAISE_TOO}))\b", re.I
)
DROPPED = re.compile(rf"\b(?:{CONCERN}|{PRAISE})\b", re.I)
QUOTED = re.compile(r"[\"“]([^\"”]{2,})[\"”]")
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'/]*")
CYCLE = re.compile(r"\b(20\d\d)\s*[-–/]\s*(?:20)?(\d\d)\b")
_STANCES = {"concern": "concerns about", "praise": "praise for", "neutral": "anything said of"}


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the topic with the other names that count as well; `phrases` are asked as phrases."""

    word: str
    others: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        return (self.word, *self.others)


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood. `variants` are the texts to encode: the topic, and the topic with other names in it."""

    question: str
    topic: str
    variants: tuple[str, ...]
    terms: tuple[Term, ...]
    phrases: tuple[str, ...]
    stance: str
    scope: str | None
    filters: tuple[Filter, ...]
    expansions: tuple[tuple[str, str], ...]

    def describe(self) -> Understood:
        """The same for people and for JSON."""
        by_key: dict[str, tuple[str, ...]] = {}
        for f in self.filters:
            shown = f.value if f.operator == "=" else f"{f.operator}{f.value}"
            by_key[f.key] = (*by_key.get(f.key, ()), shown)
        return Understood(
            text=self.topic,
            stance=self.stance,
            filters=by_key,
            expansions=tuple(f"{a} = {b}" for a, b in self.expansions),
            sentence=self._sentence(by_key),
            scope=self.scope,
        )

    def _sentence(self, by_key: Mapping[str, Sequence[str]]) -> str:
        profile = next((p for p in FAMILIES if p.family == self.scope), None)
        who = f"{profile.label} reports" if profile else "All reports"
        what = f"{_STANCES[self.stance]} “{self.topic}”" if self.topic else "no topic was found in the question"
        filters = "; ".join(f"{key}: {' or '.join(values)}" for key, values in by_key.items())
        exact = "; with the words " + ", ".join(f"“{p}”" for p in self.phrases) if self.phrases else ""
        return f"{who}: {what}{exact}" + (f" ({filters})" if filters else "") + "."


def understand(question: str, where: Sequence[Filter], bodies: Iterable[Body] = (), cycles: Sequence[str] = ()) -> Query:
    """What a question asks for. `bodies` and `cycles` are those that can be named in it."""
    text = " ".join(question.replace("’", "'").split())
    scope = _scope(text)
    stance = _stance(text)
    found, rest = names.find(text, bodies, scope)
    named_cycles, rest = _named_cycles(rest, cycles)
    filters = _with(where, "body", found) + _with(where, "cycle", named_cycles)
    quoted = tuple(QUOTED.findall(rest))
    rest = _without_scope(rest, scope)
    others = expansions(rest, scope)
    kept = _topic_spans(rest)
    topic = " ".join(rest[a:b] for a, b in kept)
    return Query(
        question=question,
        topic=topic,
        variants=tuple(dict.fromkeys([topic, *_variants(rest, kept, others)])) if topic else (),
        terms=_terms(rest, kept, others),
        phrases=quoted,
        stance=stance,
        scope=scope,
        filters=(*where, *filters),
        expansions=tuple((e.found, e.other) for e in others),
    )


def _scope(text: str) -> str | None:
    """The family whose noun for its bodies the question uses; None where it uses none, or those of several."""
    families = [p.family for p in FAMILIES if any(re.search(rf"\b{re.escape(n)}\b", text, re.I) for n in p.nouns)]
    return families[0] if len(families) == 1 else None


def _without_scope(text: str, scope: str | None) -> str:
    nouns = {noun for p in FAMILIES if p.family == scope for noun in p.nouns}
    for noun in sorted(nouns, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(noun)}\b", " ", text, flags=re.I)
    return " ".join(text.split())


def _stance(text: str) -> str:
    """The side that the first word with a side takes; praise that is negated is a concern."""
    cue = CUES.search(text)
    if cue is None:
        return "concern" if re.search(r"n't\b", text) else "neutral"
    if cue.group("concern") or cue.group("concern_too"):
        return "concern"
    negated = NEGATION.search(text[: cue.start()]) or NEGATION.search(text[cue.end() :])
    return "concern" if negated else "praise"


def _named_cycles(text: str, cycles: Sequence[str]) -> tuple[tuple[str, ...], str]:
    known = {_cycle_key(m): cycle for cycle in cycles for m in [CYCLE.search(cycle)] if m}
    found = []
    for match in list(CYCLE.finditer(text)):
        if (cycle := known.get(_cycle_key(match))) is not None:
            found.append(cycle)
            text = text.replace(match.group(), " ")
    return tuple(found), text


def _cycle_key(match: re.Match[str]) -> tuple[str, str]:
    return match.group(1), match.group(2)


def _with(where: Sequence[Filter], key: str, values: Iterable[str]) -> tuple[Filter, ...]:
    """Filters for what the question names, unless the filters given speak of the key already."""
    return () if any(f.key == key for f in where) else tuple(Filter(key, "=", value) for value in values)


def _topic_spans(text: str) -> list[tuple[int, int]]:
    """The words of a question that are its topic: no function words, no words of mere stance."""
    dropped = [m.span() for m in DROPPED.finditer(text)]
    spans = []
    for word in WORD.finditer(text):
        inside = any(a <= word.start() and word.end() <= b for a, b in dropped)
        function = word.group().lower() in STOP or word.group().lower().endswith("n't")
        if not inside and not function and not fold(word.group()).isdigit() | (len(word.group()) < 2):
            spans.append(word.span())
    numbers = [m.span() for m in re.finditer(r"\b\d+\b", text)]
    return sorted(set(spans) | set(numbers))


def _variants(text: str, kept: Sequence[tuple[int, int]], others: Sequence[Expansion]) -> Iterable[str]:
    """The topic with one name at a time replaced by another."""
    for other in others:
        before = [text[a:b] for a, b in kept if b <= other.start]
        after = [text[a:b] for a, b in kept if a >= other.end]
        yield " ".join([*before, other.other, *after])


def _terms(text: str, kept: Sequence[tuple[int, int]], others: Sequence[Expansion]) -> tuple[Term, ...]:
    terms: dict[str, Term] = {}
    for start, end in kept:
        names = tuple(dict.fromkeys(o.other for o in others if o.start <= start and end <= o.end))
        for word in re.split(r"['/]", text[start:end]):
            if len(word) > 1 or word.isdigit():
                known = terms.get(word.lower(), Term(word))
                terms[word.lower()] = Term(known.word, tuple(dict.fromkeys([*known.others, *names])))
    return tuple(terms.values())
