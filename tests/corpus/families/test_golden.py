"""Reports read as they were read before, to the letter: a change of reading is seen, reviewed and accepted as a diff.

`golden/*.json` holds what `ingest show --json` prints of each sample, and of real reports the facts, the places and
the hashes of the words, never the words. Only `pytest --update-golden` writes there; a missing file fails.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.bodies import load
from corpus.paths import PROJECT
from corpus.records import Place, Report
from ingest.read.lines import SUFFIXES
from ingest.read.report import parse_file
from ingest.show import as_json
from tests import samples

GOLDEN = PROJECT / "tests" / "golden"
FILES = sorted(
    path.relative_to(samples.ROOT).as_posix() for path in samples.ROOT.glob("*/sample/*") if path.suffix in SUFFIXES
)
# One report or more of every edition there are real ones of, chosen for being short or oddly set.
REAL = {
    "peel-2021-22": "peel/lancashire-2021-22.pdf",
    "peel-2021-22-text": "peel/lancashire-2021-22.txt",
    "looked-after-2013": "ilacs/80476_kent/children's services inspection,  pdf - 23 august 2013.pdf",
    "sif-2014": "ilacs/80551_sheffield/children's services inspection - 21 february 2014.pdf",  # two spans of days
    "sif-2014-hampshire": "ilacs/80472_hampshire/children's services inspection - 22 april 2014.pdf",  # footnotes after lists
    "sif-2015": "ilacs/80455_isles of scilly/children's services inspection - 27 june 2016.pdf",  # rows not judged
    "sif-2015-reinspection": "ilacs/80418_norfolk/children's services inspection - 19 january 2018.pdf",  # no board
    "ilacs-2018": "ilacs/80471_halton/children's services inspection - 15 april 2020.pdf",
    "ilacs-2021": "ilacs/80436_bracknell forest/children's services inspection - 29 july 2022.pdf",
    "ilacs-2023": "ilacs/80522_medway/children's services inspection - 11 september 2023.pdf",
}


def check(name: str, found: dict[str, Any], request: pytest.FixtureRequest) -> None:
    """Compare with the golden file, or write it where that was asked for."""
    path = GOLDEN / f"{name}.json"
    if request.config.getoption("--update-golden"):
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return
    assert path.is_file(), f"{path.name} is missing; pytest --update-golden writes it, and its words are to be reviewed"
    assert json.loads(json.dumps(found)) == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES)
def test_a_sample_reads_as_before(file: str, request: pytest.FixtureRequest) -> None:
    report = parse_file(samples.ROOT / file, samples.BODIES, file)
    check(Path(file).stem, as_json(report), request)


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_a_real_report_reads_as_before(name: str, shared: Path, request: pytest.FixtureRequest) -> None:
    report = parse_file(shared / "reports" / REAL[name], load(), REAL[name])
    check(f"real-{name}", facts_and_places(report), request)


def test_every_golden_file_belongs_to_a_report() -> None:
    expected = {Path(file).stem for file in FILES} | {f"real-{name}" for name in REAL}
    assert {path.stem for path in GOLDEN.glob("*.json")} == expected


def facts_and_places(report: Report) -> dict[str, Any]:
    """What is read off a real report without a word of its prose: facts, places, and hashes of what stands there."""
    facts = as_json(replace(report, findings=(), sections=()))
    facts["title"] = digest(report.title)
    facts["grades"] = [
        {**shown, "quote": digest(shown["quote"]), "place": spot(grade.place)}
        for shown, grade in zip(facts["grades"], report.grades, strict=True)
    ]
    facts["sources"] = [source.sha256 for source in report.sources]
    facts["pages"] = [row(page.label, len(page.text), digest(page.text)) for page in report.pages]
    facts["sections"] = [row(digest(s.heading), s.number, s.area, s.parent, spot(s.place)) for s in report.sections]
    facts["findings"] = [
        row(
            f.kind, f.section, f.area, f.number, digest(f.title), spot(f.title_place), said["speaker"], said["resolved"]
        )
        + "".join(f" | {spot(p.place)} {'• ' * p.bullet}{digest(p.lead_in) or ''}".rstrip() for p in f.paragraphs)
        for f, said in zip(report.findings, as_json(report)["findings"], strict=True)
    ]
    return facts


def row(*values: object) -> str:
    """Values on one line of the file, so that a difference is one line of a diff."""
    return " ".join("-" if value in (None, "") else str(value) for value in values)


def spot(place: Place) -> str:
    return " ".join(f"{part.page}:{part.start}-{part.end}" for part in place)


def digest(text: str | None) -> str | None:
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()[:12]
