"""A question in, what was understood of it out: stance, scope, filters, topic and other names for it.

Pure: no model, no database. What was understood can be said in a sentence, so that nobody has to guess. Each step takes
what it understands out of the text; what remains is the topic.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.families.registry import PROFILES, area_name
from corpus.lexicon import Entry, Expansion, expansions, siblings
from corpus.names import DOTTED
from corpus.records import Body
from index.answers.understood import Part, Understood
from index.answers.verdict_words import NO_CONCERN
from index.question import body_names, grade_words, left_out, narrowing_words, stance_words, topic, unanswerable
from index.question.blanks import blank_all
from index.question.filters import Filter
from index.question.grade_words import ANY, GradeWanted
from index.question.matters import Spans, matters_of, side_by_side
from index.question.programme import Programme, programme, without_names
from index.question.topic import Term

SEARCH, GRADES, FINDINGS, REFUSAL = "search", "grades", "findings", "refusal"
_STANCES = {
    "concern": "concerns about",
    "praise": "praise for",
    "neutral": "anything said of",
    NO_CONCERN: "no concern found about",
}
MOST_VARIANTS, MOST_TERMS = 12, 24  # of one question, however long it is
SIGNS = {"=": "", "!=": "not", ">=": "at least", "<=": "at most", "<": "below", ">": "above"}


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood. `variants` are the texts to encode: the topic, and the topic with other names in it.

    `matters` are the terms of each of several matters, any of which answers the question; none where there is one. `runs` are
    two or three words of the topic that were typed side by side. `areas` are those that the topic is the name of: their
    grade is told beside what is said. `cut` tells that more words were typed than are looked for.
    `answer` is how it is answered: search (what reports say of the topic), grades (from the grades alone), findings (all
    boxes of a kind) or refusal (`refusal` says why not). `off` are the parts that were switched off.
    `related` names what is akin to the topic and is not looked for unless it is asked for too. `where` are those of `filters`
    that stand beside the question and not in it.
    """

    question: str
    topic: str
    variants: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    matters: tuple[tuple[Term, ...], ...] = ()
    runs: tuple[tuple[str, tuple[Term, ...]], ...] = ()
    phrases: tuple[str, ...] = ()
    exact: bool = False  # nothing is asked for but the phrases
    excluded: tuple[str, ...] = ()
    stance: str = "neutral"
    programme: Programme = field(default_factory=Programme)
    filters: tuple[Filter, ...] = ()
    grades: tuple[GradeWanted, ...] = ()
    expansions: tuple[tuple[str, str], ...] = ()
    answer: str = SEARCH
    refusal: str | None = None
    parts: tuple[Part, ...] = ()
    related: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    cut: bool = False
    where: tuple[Filter, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict, compare=False)  # bodies by the keys that filters have

    def describe(self) -> Understood:
        """The same for people and for JSON."""
        by_key: dict[str, tuple[str, ...]] = {}
        for f in self.filters:
            by_key[f.key] = (*by_key.get(f.key, ()), _signed(f, f.value))
        return Understood(
            text=self.topic,
            stance=self.stance,
            filters=by_key,
            expansions=tuple(f"{a} = {b}" for a, b in self.expansions),
            sentence=self._sentence(),
            kind=self.programme.kind,
            grades=tuple(map(str, self.grades)),
            answer=self.answer,
            parts=self.parts,
            related=self.related,
        )

    def _sentence(self) -> str:
        """What will be looked for, in words."""
        if self.refusal:
            return self.refusal
        who = self.programme.label
        what = {
            GRADES: "the grades alone",
            FINDINGS: f"{'no' if self.stance == NO_CONCERN else 'every'} finding of the kind asked for",
            SEARCH: f"{_STANCES[self.stance]} “{self.topic}”",
        }[self.answer]
        extra = [f"with the words “{p}”" for p in self.phrases if not self.exact] + [
            f"without “{w}”" for w in self.excluded
        ]
        extra += [f"graded {g.words}" if g.operator else g.where for g in self.grades if g.operator or g.area != ANY]
        extra += [f"with the grade for {' or '.join(map(area_name, self.areas))}"] if self.areas else []
        extra += [f"the first {MOST_TERMS} words of it alone"] if self.cut else []
        by_key: dict[str, list[str]] = {}
        for f in self.filters:
            by_key.setdefault(f.key, []).append(f"{SIGNS[f.operator]} {_called(f, self.called)}".strip())
        alone = {f.key for f in self.filters if f.operator != "="}
        narrowed = "; ".join(
            f"{key}: {(' and ' if key in alone else ' or ').join(values)}" for key, values in by_key.items()
        )
        return f"{who}: {'; '.join([what, *extra])}" + (f" ({narrowed})" if narrowed else "") + "."


def understand(
    question: str,
    where: Sequence[Filter],
    bodies: Iterable[Body] = (),
    cycles: Sequence[str] = (),
    off: Iterable[str] = (),
    known: Callable[[str], bool] = lambda word: False,
    mined: Sequence[Entry] = (),
) -> Query:
    """What a question asks for. `bodies` and `cycles` are those that can be named in it.

    `off` are keys of parts to leave out of account (`Part.key`); `known` tells words that the reports use, which are
    no misspelt names; `mined` are acronyms that they explain.
    """
    if reason := unanswerable.form(question.strip(), known):
        return Query(question[: unanswerable.LONGEST], "", answer=REFUSAL, refusal=reason)
    bodies = tuple(bodies)
    called = {body.key: body.name for body in bodies}
    without = frozenset(off)
    text = stance_words.written_out(" ".join(_typed(question).split()))
    excluded, rest = narrowing_words.excluded(text)
    phrases, rest = narrowing_words.phrases(rest)
    limits = programme(rest)
    asked_of = Programme() if "programme" in without else limits
    if reason := unanswerable.reason(rest, asked_of, bodies, known):
        return Query(question, "", programme=asked_of, answer=REFUSAL, refusal=reason)
    away, unknown, rest = left_out.find(rest, bodies, known)
    minus, excluded = left_out.split((*excluded, *unknown), bodies, known)
    found, rest = _named(rest, asked_of, bodies, cycles, known)
    found += [Filter("body", "!=", body.key) for body in dict.fromkeys((*away, *minus))]
    if any(map(_names_body, found)):
        rest = blank_all(stance_words.CHANGE, rest)
    asked = grade_words.find(rest, limits.nouns, asked_of.families)
    if not asked.wanted and not phrases:
        asked = grade_words.alone(rest, lambda text: bool(topic.spans(without_names(text, limits)))) or asked
    found = _judged(found, asked.wanted, bodies)
    kinds, rest = narrowing_words.kinds(asked.rest)
    stance = topic.side(asked.rest, rest, kinds)
    if (
        not kinds
        and not asked.wanted
        and any(map(_names_place, (*found, *where)))
        and not _topical(rest, limits, phrases)
    ):
        kinds = narrowing_words.kinds_of(stance)  # "concerns in ...": what the reports on it find wanting
    parts = [
        *([Part("programme", "reports", limits.words)] if limits else []),
        *(Part(str(f), f.key, _in_words(f, called)) for f in (*found, *_alike("kind", kinds))),
        *(Part(f"grade:{g}", "grade", g.words) for g in asked.wanted),
        *(Part(f"phrase:{p}", "exact words", p) for p in phrases),
        *(Part(f"without:{w}", "without", w) for w in excluded),
    ]
    rest = without_names(rest, limits)
    typed = len(rest)
    rest = " ".join([rest, *phrases])  # exact words are part of what is looked for, too
    others = expansions(rest, asked_of.families, mined)
    every = topic.spans(rest, others)
    kept = every[:MOST_TERMS]
    looked_for = " ".join(rest[a:b] for a, b in kept if b <= typed)
    if phrases and not looked_for:  # nothing but exact words, be they as small as they may
        looked_for, kept = " ".join(phrases), [(typed + 1, len(rest))]
    others = (*others, *topic.spellings(rest, kept, known))[:MOST_VARIANTS]
    matters = matters_of(rest, kept, known)
    if matters:
        parts.append(Part("matters", "any of", " / ".join(" ".join(rest[a:b] for a, b in own) for own in matters)))
    matters = () if "matters" in without else matters
    parts += [Part(f"also:{e.found} = {e.other}", "other name", f"{e.found} = {e.other}") for e in others]
    if stance != "neutral":
        parts.append(Part("stance", "side", stance))
    areas = () if phrases or asked.wanted else grade_words.areas_called(looked_for, asked_of.families)
    if areas:
        parts.append(Part("area", "area with its grade", " / ".join(map(area_name, areas))))
    others = tuple(e for e in others if f"also:{e.found} = {e.other}" not in without)
    grades = tuple(g for g in asked.wanted if f"grade:{g}" not in without)
    filters = tuple(f for f in (*found, *_alike("kind", kinds)) if str(f) not in without)
    given = {f.key for f in where}
    answer = _answered_by(bool(kept), grades, filters, kinds if any(f.key == "kind" for f in filters) else ())
    nothing = answer == SEARCH and not kept
    return Query(
        question=question,
        topic=looked_for,
        variants=_variants(rest, kept, matters, others) if kept else (),
        terms=topic.terms(rest, kept, others),
        matters=tuple(topic.terms(rest, own, others) for own in matters),
        phrases=tuple(p for p in phrases if f"phrase:{p}" not in without),
        exact=bool(phrases) and looked_for == " ".join(phrases),
        excluded=tuple(w for w in excluded if f"without:{w}" not in without),
        stance="neutral" if "stance" in without else stance,
        programme=asked_of,
        filters=(*where, *(f for f in filters if f.key not in given or f.operator == "!=")),
        grades=grades,
        expansions=tuple((e.found, e.other) for e in others),
        answer=REFUSAL if nothing else answer,
        refusal=unanswerable.NO_TOPIC if nothing else None,
        parts=tuple(dict.fromkeys(parts)),
        related=siblings(looked_for, asked_of.families),
        runs=side_by_side(rest, [(a, b) for a, b in kept if b <= typed], others),
        areas=() if "area" in without else areas,
        cut=len(every) > MOST_TERMS,
        where=tuple(where),
        called=called,
    )


def _topical(text: str, limits: Programme, phrases: Sequence[str]) -> bool:
    """Whether there is anything that can be looked for."""
    return bool(phrases or topic.spans(without_names(text, limits)))


def _variants(
    text: str, kept: Sequence[tuple[int, int]], matters: Sequence[Spans], others: Sequence[Expansion]
) -> tuple[str, ...]:
    """The topic as a whole, each of its matters alone, and the topic with other names."""
    alone = (" ".join(text[a:b] for a, b in own) for own in (kept, *matters))
    return tuple(dict.fromkeys([*alone, *topic.variants(text, kept, others)]))


def _typed(question: str) -> str:
    """Letters as one code each, straight apostrophes, and acronyms without dots."""
    text = unicodedata.normalize("NFC", question).replace("’", "'").replace("‘", "'")
    return DOTTED.sub(lambda match: match.group().replace(".", ""), text)


def _called(f: Filter, called: Mapping[str, str]) -> str:
    """The value of a filter as people say it."""
    return called.get(f.value, f.value) if f.key == "body" else f.value.replace("_", " ")


def _in_words(f: Filter, called: Mapping[str, str]) -> str:
    """A filter as a part of the question: what is left out is said to be."""
    return f"not {_called(f, called)}" if f.operator == "!=" else _signed(f, _called(f, called))


def _signed(f: Filter, value: str) -> str:
    return value if f.operator == "=" else f"{f.operator}{value}"


def _named(
    text: str, limits: Programme, bodies: tuple[Body, ...], cycles: Sequence[str], known: Callable[[str], bool]
) -> tuple[list[Filter], str]:
    """Filters on region, body, cycle and year that the question names, and what is left of it."""
    own = tuple(body for body in bodies if body.kind in limits.kinds)
    rounds, text = narrowing_words.cycles(text, cycles)
    years, text = narrowing_words.years(text)
    places = [b.region for b in own if b.region]
    regions, text = narrowing_words.regions(text, places, anywhere=False)
    found, text = body_names.find(text, own, known)
    elsewhere, text = narrowing_words.regions(text, places, anywhere=True)
    regions = tuple(dict.fromkeys((*regions, *elsewhere)))
    filters = [*_alike("region", regions), *_alike("body", [b.key for b in found]), *_alike("cycle", rounds)]
    filters += [Filter("year", operator, year) for operator, year in years]
    return filters, text


def _judged(found: list[Filter], wanted: Sequence[GradeWanted], bodies: tuple[Body, ...]) -> list[Filter]:
    """Filters without the bodies whose family does not judge the areas asked for, where others of the same name are judged."""
    kinds = {kind for family in grade_words.families_with(wanted) for kind in PROFILES[family].covers}
    judged = {body.key for body in bodies if body.kind in kinds}
    kept = [f for f in found if not _names_body(f) or f.value in judged]
    return kept if any(map(_names_body, kept)) else found


def _names_body(f: Filter) -> bool:
    """Whether a filter is for a body, and does not leave one out."""
    return f.key == "body" and f.operator == "="


def _names_place(f: Filter) -> bool:
    """Whether a filter is for a body or a region."""
    return f.key in ("body", "region") and f.operator == "="


def _alike(key: str, values: Iterable[str]) -> list[Filter]:
    return [Filter(key, "=", value) for value in values]


def _answered_by(searched: bool, grades: Sequence[GradeWanted], filters: Sequence[Filter], kinds: Sequence[str]) -> str:
    if searched:
        return SEARCH
    if grades:
        return GRADES
    if kinds:
        return FINDINGS
    return GRADES if any(map(_names_place, filters)) else SEARCH
