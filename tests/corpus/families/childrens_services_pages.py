"""Made-up pages in the layouts of Ofsted's reports, for tests."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import bodies
from corpus.records import Line, Report
from ingest.read.files import Raw
from ingest.read.report import parse
from tests.factories import descending, heading, line, wrapped

REGISTER = bodies.load()
PROSE = "Children in this area are helped by people who listen to them, and plans are mostly clear and timely."
FILLER = [line(PROSE, page=9) for _ in range(12)]  # so that the text's size is that of prose

SIF_TITLE = wrapped(
    "Inspection of services for children in need of help and",
    "protection, children looked after and care leavers",
    size=14,
    bold=True,
)
SIF_BOARD = wrapped("Review of the effectiveness of the Local Safeguarding Children", "Board1", size=14, bold=True)
SIF_ROWS = [
    line("1. Children who need help and protection Good", bold=True),
    *wrapped("2. Children looked after and achieving", "permanence", bold=True),
    line("Requires improvement"),
    line("2.1 Adoption performance Outstanding"),
    *wrapped("2.2 Experiences and progress of care leavers", "requires improvement to", "be good"),
    line("3. Leadership, management and governance Inadequate", bold=True),
]
SIF_GRADES = {
    "help_and_protection": "good",
    "in_care": "requires improvement",
    "adoption": "outstanding",
    "care_leavers": "requires improvement",
    "leadership": "inadequate",
}
HELP = "The experiences and progress of children who need help and protection"
LEADERS = "The impact of leaders on social work practice with children and families"


def report(lines: Sequence[Line]) -> Report:
    printed = tuple(descending([*lines, *FILLER]))
    return parse(Raw("pdf", "0" * 64, max(each.page for each in printed), printed), REGISTER, "report.pdf")


def grades(of: Report) -> dict[str, str]:
    return {grade.area: grade.grade for grade in of.grades}


def ilacs(*rows: Line, title: str = "Inspection of Sutton local authority children’s services") -> list[Line]:
    dates = line("Inspection dates: 3 to 14 October 2022", bold=True)
    return [heading(title, size=26), dates, line("Judgement Grade", bold=True), *rows, line(PROSE)]


def sif(*cover: Line, name: str = "Sutton", body: Sequence[Line] = ()) -> list[Line]:
    dates = wrapped("Inspection date: 6 March to 30 March 2017", "Report published: 13 June 2017", size=14)
    return [heading(name, size=26), *SIF_TITLE, line("and", size=14), *SIF_BOARD, *dates, *cover, *body]


ROWS_2018 = [
    *wrapped("The impact of leaders on social work practice with children", "and families Good"),
    *wrapped("The experiences and progress of children who need help and", "protection Requires improvement"),
    *wrapped("The experiences and progress of children in care and care", "leavers Outstanding"),
    line("Overall effectiveness Good"),
]
GRADES_2018 = {
    "leadership": "good",
    "help_and_protection": "requires improvement",
    "in_care": "outstanding",
    "overall": "good",
}
ROWS_2023 = [
    *wrapped("The impact of leaders on social work", "practice with children and families"),
    line("Good"),
    *wrapped("The experiences and progress of", "children who need help and protection"),
    line("Requires Improvement to be good"),
    *wrapped("The experiences and progress of", "children in care"),
    line("Inadequate"),
    *wrapped("The experiences and progress of care", "leavers"),
    line("Outstanding"),
    line("Overall effectiveness Inadequate"),
]
ROWS_SPLIT = [  # every cell in lines of its own
    *wrapped("The impact of leaders on", "social work practice with", "children and families."),
    *wrapped("Requires improvement", "to be good"),
    *wrapped("The experiences and progress of", "children who need help and", "protection"),
    line("Good"),
    *wrapped("The experiences and progress of", "children in care and care", "leavers"),
    line("Good"),
    line("Overall effectiveness"),
    *wrapped("Requires", "improvement", "to be good"),
]
