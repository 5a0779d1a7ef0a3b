"""The facts of a report in, a body of the answer out, whether its verdict came of scores or of facts alone."""

from __future__ import annotations

from index.results import AreaGrade, BodyHit, Evidence
from index.storage.columns import ReportRow


def of_report(
    report: ReportRow,
    *,
    grade: AreaGrade | None,
    verdict: str,
    listed: bool,
    score: float,
    evidence: tuple[Evidence, ...],
    near: Evidence | None = None,
    found: int = 0,
) -> BodyHit:
    """The body that a report is on, as the answer has it."""
    return BodyHit(
        key=report.key,
        body=report.name,
        family=report.family,
        region=report.region,
        file=report.file,
        cycle=report.cycle,
        title=report.title,
        published=report.published,
        address=report.address,
        grade=grade,
        verdict=verdict,
        listed=listed,
        score=score,
        evidence=evidence,
        near=near,
        found=found,
    )


def grade_of(report: ReportRow, area: str) -> AreaGrade | None:
    """The grade of the area, else the overall grade where a report gives one, else None."""
    for key in (area, "overall"):
        if key in report.grades:
            label, grade = report.grades[key]
            return AreaGrade(key, label, grade)
    return None
