"""One generation and the questions asked of it: understood, put to all its parts, answered for every body.

A `Searcher` is read-only and may be asked from many threads. Opening it loads no model; the first question does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import count
from pathlib import Path
from uuid import uuid4

from index.answers.bodies import Bodies
from index.answers.hits import BodyHit
from index.answers.results import Answer, PassageAnswer
from index.answers.tables import Listing
from index.answers.understood import Searched
from index.contents import grades, lookup
from index.contents.findings import Wanted
from index.contents.records import BodyHeld, Catalogue, FindingMade, Findings, GradeGiven, Info
from index.contents.topics import FamilyTopics
from index.encoder import Encoder, ModelMissing, encoder
from index.errors import IndexUnusable
from index.evidence.pages import Pages
from index.parts import contents, merges, topics
from index.parts.cluster import connected
from index.parts.here import here
from index.parts.merges import Ranked
from index.parts.part import Asked
from index.parts.protocol import Parts, each
from index.parts.there import There
from index.question import spelling
from index.question.filters import Filter, Where, parse
from index.question.understand import SEARCH, Query, understand
from index.search import facts
from index.search.completeness import closest_below, completeness, estimated
from index.search.scope import Extent, found_nowhere, reports_within
from index.storage.columns import ReportRow, reports
from index.storage.database import FILE, Store
from index.storage.generations import Generation, newest, root_folder

KNOWN = 4096  # words and phrases that are remembered to stand in the reports, or not to


class Searcher:
    """A generation of an index, opened whole."""

    def __init__(self, generation: Generation, model: Encoder | None = None, parts: Parts | None = None) -> None:
        """`parts` answer for the parts of the generation; this machine where none are given."""
        self._generation = generation
        self.generation = generation.name
        self._stores = [Store(folder / FILE) for folder in generation.parts]
        self._parts = parts or here(generation.parts, generation.model, self._stores)
        self._held = merges.held(each(self._parts, "held"))
        self._model = self._encoder(model)
        self._reports = [reports(store) for store in self._stores]
        self.reports: tuple[ReportRow, ...] = tuple(merges.in_order(self._reports, lambda row: (row.file, row.name)))
        self.bodies = lookup.bodies(self._stores[0])
        self.pages = Pages(self._stores, generation.manifest.get("root"))
        self.provenance = lookup.provenance(self._stores, generation)
        self._acronyms = lookup.acronyms(self._stores[0])
        self._known = _remembered(self._parts)
        self._asker, self._numbers = uuid4().hex, count()

    @classmethod
    def open(cls, root: Path | None = None, model: Encoder | None = None, cluster: str | None = None) -> Searcher:
        """The newest generation in a folder (default: INSPECTION_INDEX, else index/built). Raises `IndexUnusable`.

        `cluster` is the address of a Dask scheduler whose workers answer for its parts; this machine does where none is given.
        """
        generation, found = newest(root_folder(root)), connected(cluster)
        return cls(generation, model, There(found, generation.parts, generation.model) if found else None)

    def _encoder(self, given: Encoder | None) -> Encoder:
        built = self._generation.model
        if given is not None and given.name != built:
            raise IndexUnusable(f"The index was built with the model “{built}”, not “{given.name}”; build it again.")
        try:
            return given or encoder(built)
        except ModelMissing as error:
            raise IndexUnusable(str(error)) from error

    def load_model(self) -> None:
        """Load the encoder now; otherwise the first question does. Raises `IndexUnusable`."""
        try:
            self._model.load()
        except ModelMissing as error:
            raise IndexUnusable(str(error)) from error

    # Answering -------------------------------------------------------------------------------------------------------

    def ask(self, question: str, where: Where = (), off: Sequence[str] = ()) -> Answer:
        """The answer for every body in scope, without the parts of the question that are `off` (`Part.key`).

        `where` are conditions as after `--where` (`["grade>=good"]`), or values by key (`{"grade": "good"}`).
        Raises `BadFilter` and `IndexUnusable`.
        """
        query = self.understand(question, where, off)
        if query.refusal:
            return Answer(question, query.describe(), Searched(0, 0, 0, self.generation), (), (), (query.refusal,))
        if query.answer != SEARCH:
            return self._by_facts(query)
        asked = self._searched_for(query)
        of_parts = each(self._parts, "ranks", asked)
        ranked = merges.ranks([ranks for ranks, _ in of_parts])
        extent = merges.extents([own for _, own in of_parts])
        ranks = [rank for _, rank in ranked]
        bodies = Bodies(
            [rank.listed for rank in ranks], lambda places: self._quoted(asked, [ranked[i] for i in places])
        )
        below = bodies.at(closest_below(ranks)) if estimated(query.stance) else ()
        return Answer(
            question=question,
            understood=query.describe(),
            searched=self._looked_at(extent),
            bodies=bodies,
            no_report=tuple(sorted(extent.no_report)),
            outside=extent.outside,
            notes=(*self._nowhere(asked), *extent.notes(query)),
            caveats=extent.caveats,
            completeness=completeness(ranks, query.stance, below),
            did_you_mean=self._meant(asked),
        )

    def _by_facts(self, query: Query) -> Answer:
        of_parts = each(self._parts, "facts", self._asked(query))
        hits = merges.by_facts([own for own, _ in of_parts])
        extent = merges.extents([own for _, own in of_parts])
        return Answer(
            question=query.question,
            understood=query.describe(),
            searched=self._looked_at(extent),
            bodies=tuple(hits),
            no_report=tuple(sorted(extent.no_report)),
            outside=extent.outside,
            notes=(*facts.notes(query, hits, extent.no_report), *extent.notes(query)),
            caveats=extent.caveats,
        )

    def passages(self, question: str, where: Where = (), limit: int = 50, off: Sequence[str] = ()) -> PassageAnswer:
        """The passages in scope that answer best, `limit` of them. Raises `BadFilter` and `IndexUnusable`."""
        query = self.understand(question, where, off)
        if query.refusal:
            return PassageAnswer(question, query.describe(), Searched(0, 0, 0, self.generation), (), (query.refusal,))
        asked = self._searched_for(query)
        of_parts = each(self._parts, "passages", asked, limit)
        found = merges.passages([hits for hits, _ in of_parts], limit)
        extent = merges.extents([own for _, own in of_parts])
        notes = (*self._nowhere(asked), *extent.notes(query))
        meant = self._meant(asked)
        return PassageAnswer(question, query.describe(), self._looked_at(extent), tuple(found), notes, meant)

    def understand(self, question: str, where: Where = (), off: Sequence[str] = ()) -> Query:
        """What a question means here. Raises `BadFilter`."""
        cycles = sorted({r.cycle for r in self.reports if r.cycle})
        return understand(question, parse(where), self.bodies.values(), cycles, off, self._known, self._acronyms)

    def _asked(self, query: Query) -> Asked:
        return Asked(f"{self._asker}-{next(self._numbers)}", query)

    def _searched_for(self, query: Query) -> Asked:
        """A question with all that has to be known of all parts before any of them can answer."""
        asked = self._asked(query)
        asked = replace(asked, counts=merges.counts(each(self._parts, "count", asked)))
        if not query.variants:
            return asked
        self.load_model()
        vectors = self._model.queries(query.variants)
        asked = replace(asked, vectors=vectors)
        asked = replace(asked, mean=merges.first(each(self._parts, "first", asked)).mean(vectors))
        return replace(asked, surest=max(each(self._parts, "surest", asked)))

    def _quoted(self, asked: Asked, ranked: Sequence[Ranked]) -> list[BodyHit]:
        """Bodies with their quotations, each from its part."""
        of_part: dict[int, list[int]] = {}
        for number, rank in ranked:
            of_part.setdefault(number, []).append(rank.place)
        told = self._parts.ask("quoted", {number: (asked, places) for number, places in sorted(of_part.items())})
        hits = {
            (number, place): hit
            for number, own in told.items()
            for place, hit in zip(of_part[number], own, strict=True)
        }
        return [hits[number, rank.place] for number, rank in ranked]

    def _nowhere(self, asked: Asked) -> tuple[str, ...]:
        query, counts = asked.query, asked.counts
        return found_nowhere(query, counts.nowhere(query), counts.apart(query)) if counts else ()

    def _meant(self, asked: Asked) -> str | None:
        """The question as it may have been meant, where words of it that no report has are nearly words of reports."""
        words = spelling.asked_of(asked.counts.missing(asked.query)) if asked.counts else ()
        if not words:
            return None
        found = map(spelling.closest, words, merges.near(each(self._parts, "near", words)))
        instead = {word: other for word, other in zip(words, found, strict=True) if other}
        return spelling.corrected(asked.query.question, instead) if instead else None

    def _looked_at(self, extent: Extent) -> Searched:
        return Searched(extent.reports, extent.bodies, extent.passages, self.generation)

    # Telling what there is -------------------------------------------------------------------------------------------

    def catalogue(self, where: Where = ()) -> Catalogue:
        """What can be filtered by, with how many bodies each choice leaves. Raises `BadFilter`."""
        filters = parse(where)

        def bodies_with(extra: Sequence[Filter]) -> Sequence[int]:
            queries = [Query("", "", filters=(*(f for f in filters if f.key != one.key), one)) for one in extra]
            return merges.sizes(each(self._parts, "sizes", queries))

        held = self._held
        return lookup.catalogue(self.reports, held.areas, held.kinds, held.stances, bodies_with)

    def topics(self) -> tuple[FamilyTopics, ...]:
        """What the reports are about, family by family, to be browsed without a question. Raises `IndexUnusable`."""
        return topics.told(self._parts, self._reports, self._acronyms, self.bodies, self._known)

    def grades(self, where: Where = ()) -> Listing[GradeGiven]:
        """Every grade of every report that the filters let through. Raises `BadFilter`."""
        filters = parse(where)
        own = [grades.grades(store, self._within(filters, rows), filters) for store, rows in self._stored()]
        return Listing(GradeGiven, tuple(merges.in_order(own, lambda record: (record.file, record.body))))

    def findings(
        self, where: Where = (), contains: str = "", *, order: str = "file", after: int = 0, limit: int | None = None
    ) -> Findings:
        """The findings of every report that the filters let through, `limit` of them after the first `after`, in an `order` of
        `index.contents.findings.ORDERS`; with `contains`, those whose words have these among them.

        Grades are among them where a filter names them (`kind=grade`). Raises `BadFilter`.
        """
        return contents.findings(self._parts, Wanted(parse(where), contains, order), after, limit)

    def each_finding(
        self, where: Where = (), contains: str = "", *, order: str = "file", after: int = 0, limit: int | None = None
    ) -> Iterator[FindingMade]:
        """What `findings` tells, read as it is gone through: for files of many. Raises `BadFilter`."""
        return contents.each_finding(self._parts, Wanted(parse(where), contains, order), after, limit)

    def body(self, asked: str) -> BodyHeld:
        """All that reports say of one body, named by its key or as it is called. Raises `UnknownBody`."""
        return contents.body_held(self._parts, asked, self.reports, self.bodies)

    def _stored(self) -> Sequence[tuple[Store, tuple[ReportRow, ...]]]:
        return list(zip(self._stores, self._reports, strict=True))

    def _within(self, filters: Sequence[Filter], rows: Sequence[ReportRow]) -> list[ReportRow]:
        return reports_within(rows, filters, self.bodies)

    def info(self) -> Info:
        """What the generation holds, refused and lacks."""
        return lookup.info(self._stores, self._generation, self.bodies)


def _remembered(parts: Parts) -> Callable[[str], bool]:
    """Whether a word or phrase stands in any part. It knows nothing of the searcher, which goes, and lets its generation go,
    when nobody has it any more."""
    return lru_cache(maxsize=KNOWN)(lambda word: merges.known(each(parts, "known", (word,)))[0])
