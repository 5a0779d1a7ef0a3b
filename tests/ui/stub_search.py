"""A searcher without a model for tests of the page: four invented bodies, one answer that follows its filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.answers.hits import AreaGrade, BodyHit, PassageHit
from index.answers.outside import FILTERS, Outside
from index.answers.quotation import Evidence, Origin
from index.answers.results import Answer, PassageAnswer
from index.answers.understood import Searched, Understood
from index.contents.records import Catalogue, Choice, Info, Provenance, ReportInfo
from index.errors import BadFilter, IndexUnusable

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
