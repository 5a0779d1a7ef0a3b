"""A searcher without a model for tests of the page: four invented bodies, one answer that follows its filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.records import Body
from index.answers.hits import AreaGrade, BodyHit, PassageHit
from index.answers.outside import FILTERS, Outside
from index.answers.quotation import Evidence, Origin
from index.answers.results import Answer, PassageAnswer
from index.answers.understood import Searched, Understood
from index.contents.records import (
    GRADE,
    BodyHeld,
    Catalogue,
    Choice,
    FindingMade,
    Findings,
    Info,
    Provenance,
    ReportHeld,
    ReportInfo,
)
from index.errors import BadFilter, IndexUnusable, UnknownBody

ORDERS = "Officers seldom applied for domestic violence protection orders, and breaches weren’t followed up."


def evidence(quote: str = ORDERS, page: int = 22, **given: object) -> Evidence:
    values: dict[str, object] = {
        "quote": quote,
        "page": page,
        "page_label": None,
        "section": "Protecting vulnerable people",
        "title": None,
        "kind": "observation",
        "stance": "concern",
        "speaker": "inspectorate",
        "resolved": None,
        "score": 0.91,
        "passage": 1,
        "origin": Origin("peel/fernmoor-2023-25.pdf", "peel", None, "2023-25", "2024-03-01", "2024-05-02"),
    }
    return Evidence(**(values | given))  # type: ignore[arg-type]


def hit(key: str, verdict: str = "concern", **given: object) -> BodyHit:
    """A body, its quotations all from the one report that it names."""
    values: dict[str, object] = {
        "key": key,
        "body": f"{key.capitalize()} Police",
        "family": "peel",
        "region": None,
        "file": f"peel/{key}-2023-25.pdf",
        "cycle": "2023-25",
        "title": None,
        "published": "2024-05-02",
        "address": None,
        "grade": AreaGrade("vulnerability", "Protecting vulnerable people", "good"),
        "verdict": verdict,
        "listed": verdict in ("concern", "mixed"),
        "score": 0.9,
        "evidence": (evidence(),) if verdict != "none" else (),
        "near": None,
    }
    made = BodyHit(**(values | given))  # type: ignore[arg-type]
    origin = Origin(
        made.file, made.family, made.title, made.cycle, made.published, made.published, made.address, full=True
    )
    quoted = tuple(replace(each, origin=origin) for each in made.evidence)
    near = made.near and replace(made.near, origin=origin)
    return replace(made, evidence=quoted, near=near, reports=made.reports or (origin,))


BOX = evidence(
    "The force should make sure that officers consider orders in every suitable case.",
    19,
    kind="area_for_improvement",
    title="The force doesn’t make enough use of protective orders",
    page_label="17",
    score=0.96,
)
WELL = evidence("The force has a team for orders, and victims spoke well of it.", 24, stance="praise", score=0.71)
HITS: tuple[BodyHit, ...] = (
    hit("fernmoor", evidence=(BOX, evidence(), evidence("Supervision was thin.", 23, score=0.55, resolved=True))),
    hit(
        "hollowmere",
        "mixed",
        evidence=(evidence("Orders were late in six of ten cases.", 31), WELL),
        grade=AreaGrade("vulnerability", "Protecting vulnerable people", "requires improvement"),
    ),
    hit("quillhaven", "praise", evidence=(WELL,), score=0.4),
    hit("ostermarch", "none", near=evidence("Officers use body-worn video.", 9, score=0.2), cycle="2021/22"),
)


def finding(nth: int = 1, /, key: str = "fernmoor", **given: object) -> FindingMade:
    """A finding on one page of a report on a body."""
    values: dict[str, object] = {
        "body": f"{key.capitalize()} Police",
        "family": "peel",
        "region": "Upper Reach",
        "cycle": "2023-25",
        "report": None,
        "inspected": "2023-09-11 to 2023-09-15",
        "published": None,
        "dated_by": "inspection",
        "file": f"peel/{key}-2023-25.pdf",
        "address": None,
        "kind": "area_for_improvement",
        "title": f"Orders come too late, case {nth}",
        "text": "They should be considered in each suitable case.",
        "number": None,
        "area": "Protecting vulnerable people",
        "area_key": "vulnerability",
        "grade": "good",
        "section": "Protecting vulnerable people",
        "page": nth,
        "key": key,
        "opens": f"evidence?file=peel%2F{key}-2023-25.pdf&at={nth}.0.9&is=0",
    }
    return FindingMade(**(values | given))  # type: ignore[arg-type]


FOUND = tuple(finding(number) for number in range(1, 121))
GIVEN = finding(3, kind=GRADE, title=None, text="Protecting vulnerable people: good", section=None)


class Pages:
    """No pages; every quotation is believed."""

    def sha256(self, file: str) -> str:
        return file

    def verify(self, *_: object) -> None:
        """Nothing is compared."""

    def page(self, *_: object) -> None:
        return None

    def words(self, file: str, place: object) -> str:
        raise IndexUnusable(f"The index holds no such page of {file}.")


class Searcher:
    """Speaks as the real one; filters by grade and cycle, and refuses a grade called `nonsense`."""

    generation = "2024-06-01T10-00-00-abc123"
    pages = Pages()
    provenance = Provenance(generation, "0" * 64, "2024-06-01", "stub", "p1", True, ("OGL v3",))
    reports = ()
    bodies: Mapping[str, Body] = {}

    @classmethod
    def open(cls, root: Path | None = None) -> Searcher:
        return cls()

    def load_model(self) -> None:
        """Nothing to load."""

    def ask(self, question: str, where: Sequence[str] = (), off: Sequence[str] = ()) -> Answer:
        if "grade=nonsense" in where:
            raise BadFilter("There is no grade called nonsense; there are good and requires improvement.")
        hits = self._where(where)
        understood = Understood(
            question,
            "concern",
            {},
            ("domestic violence protection order",),
            "Looking for concerns about DVPOs, in police forces.",
            "peel",
        )
        searched = Searched(len(hits), len(hits), 321 * len(hits), self.generation)
        outside = tuple(Outside(each.key, each.body, FILTERS, each.reports) for each in HITS if each not in hits)
        notes, lacking = ("Reports of two rounds.",), ("Avon Mythical Police",)
        return Answer(question, understood, searched, hits, lacking, notes, outside=outside)

    def passages(
        self, question: str, where: Sequence[str] = (), limit: int = 50, off: Sequence[str] = ()
    ) -> PassageAnswer:
        answer = self.ask(question, where, off)
        hit = PassageHit(
            ORDERS,
            "Fernmoor Police",
            "peel",
            "peel/fernmoor.pdf",
            None,
            22,
            "Protecting",
            "observation",
            "concern",
            0.9,
            "fernmoor",
        )
        return PassageAnswer(question, answer.understood, answer.searched, (hit,))

    def catalogue(self, where: Sequence[str] = ()) -> Catalogue:
        hits = self._where(where)
        grades = Counter(each.grade.grade for each in hits if each.grade)
        cycles = Counter(each.cycle for each in hits if each.cycle)
        names = ("good", "requires improvement")
        return Catalogue(
            {
                "family": (Choice("peel", "PEEL", len(hits)),),
                "cycle": tuple(Choice(name, name, cycles[name]) for name in ("2023-25", "2021/22")),
                "grade": tuple(Choice(name, name.capitalize(), grades[name]) for name in names),
            }
        )

    def topics(self) -> tuple[()]:
        return ()

    def findings(
        self,
        where: Sequence[str] = (),
        contains: str = "",
        *,
        order: str = "file",
        after: int = 0,
        limit: int | None = None,
    ) -> Findings:
        """120 findings; those whose title contains the words; refuses a grade called `nonsense`."""
        if "grade=nonsense" in where:
            raise BadFilter("There is no grade called nonsense.")
        found = tuple(each for each in FOUND if contains in str(each.title))
        return Findings(FindingMade, found[after : None if limit is None else after + limit], len(found))

    def each_finding(
        self,
        where: Sequence[str] = (),
        contains: str = "",
        *,
        order: str = "file",
        after: int = 0,
        limit: int | None = None,
    ) -> Iterator[FindingMade]:
        return iter(self.findings(where, contains, order=order, after=after, limit=limit))

    def body(self, asked: str) -> BodyHeld:
        """One body with a report, one without, and nobody else."""
        if asked not in ("fernmoor", "avon"):
            raise UnknownBody(f"No body is called “{asked}” here; the nearest names are Fernmoor Police.", [("fernmoor", "Fernmoor Police")])  # fmt: skip
        if asked == "avon":
            return BodyHeld("avon", "Avon Mythical Police", None, None, "", (), (), {})
        held = ReportHeld(self.info().reports[0], None, None, None, None, ("Avon Mythical Police",))
        printed = {"peel": (GRADE, "area_for_improvement")}
        return BodyHeld("fernmoor", "Fernmoor Police", None, "Upper Reach", "", (held,), (GIVEN, *FOUND[:2]), printed)

    def info(self) -> Info:
        reports = tuple(
            ReportInfo(
                each.file, (each.file,), "peel", each.body, each.cycle, each.cycle, None, (), 40, 9, 9, (), 20, 321, ()
            )
            for each in HITS
        )
        refused = (("peel/scan.pdf", "It has no text: pages are pictures."),)
        lacking = ("Avon Mythical Police",)
        counts = {"bodies": 4, "passages": 1284, "sentences": 5000}
        return Info(
            self.generation, "2024-06-01", "stub", True, reports, refused, lacking, **counts, licences=("OGL v3",)
        )

    def _where(self, where: Sequence[str]) -> tuple[BodyHit, ...]:
        asked: dict[str, set[str]] = {}
        for each in where:
            key, _, value = each.partition("=")
            asked.setdefault(key, set()).add(value)
        found = HITS
        if "grade" in asked:
            found = tuple(each for each in found if each.grade and each.grade.grade in asked["grade"])
        if "cycle" in asked:
            found = tuple(each for each in found if each.cycle in asked["cycle"])
        return found
