"""Words that stand in every report alike are no evidence on any body, and still to be read where passages are asked for."""

from __future__ import annotations

from pathlib import Path

from index.searcher import Searcher
from tests.index.made_up import body, opened, report

ALIKE = "Supervision of social workers is poor."
OWN = "Supervision of social workers is late."
BODIES = [body("reedshire", "Reedshire"), body("marlmouth", "Marlmouth")]
MARK = f"update sentence set standing = 1 where text = '{ALIKE}'"


def searcher(folder: Path, sql: str = "") -> Searcher:
    reports = [report("one", BODIES[0], [(ALIKE, "concern")]), report("two", BODIES[1], [(OWN, "concern")])]
    return opened(folder, reports, BODIES, sql)


def verdicts(searcher: Searcher) -> dict[str, tuple[str, list[str]]]:
    answer = searcher.ask("concerns about supervision of social workers")
    return {hit.key: (hit.verdict, [evidence.quote for evidence in hit.evidence]) for hit in answer.bodies}


def test_what_stands_in_every_report_is_no_evidence(tmp_path: Path) -> None:
    assert verdicts(searcher(tmp_path / "as_it_is"))["reedshire"] == ("concern", [ALIKE])
    found = verdicts(searcher(tmp_path / "marked", MARK))
    assert found["reedshire"] == ("none", [])
    assert found["marlmouth"] == ("concern", [OWN])


def test_what_stands_in_every_report_is_shown_last_among_passages(tmp_path: Path) -> None:
    found = searcher(tmp_path, MARK).passages("supervision of social workers is poor").passages
    assert [hit.text for hit in found] == [OWN, ALIKE]
