"""Made-up letters in the layouts of joint targeted area inspections, for tests. The bodies are those of the invented samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.records import Line, Report
from ingest.read.files import Raw
from ingest.read.report import parse
from tests import samples
from tests.factories import descending, heading, line, wrapped

PROSE = "Children in this area are helped by people who listen to them, and plans are mostly clear and timely."
ADDRESSEES = (
    "Ada Quill, Director of Children’s Services, Oxbarrow County Council",
    "Perpetua Stoat, Police and Crime Commissioner for Ostermarch",
    "Gideon Lapwing QPM, Chief Constable of Ostermarch Constabulary",
)
OLD_TITLE = "Joint targeted area inspection of the multi-agency response to sexual abuse in the family in Oxbarrow"
OLD_OPENING = "Between 8 and 12 October 2018, Ofsted and others undertook a joint inspection in Oxbarrow."
NEW_TITLE = "Joint targeted area inspection of Oxbarrow"
NEW_OPENING = (
    "This letter summarises the findings of the joint targeted area inspection (JTAI) of the multi-agency response "
    "to initial need and risk in Oxbarrow. This inspection took place from 27 February to 3 March 2023."
)


def front(
    title: str = OLD_TITLE,
    opening: str = OLD_OPENING,
    to: Sequence[str] = ADDRESSEES,
    dear: str = "local partnership",
    dated: str = "23 November 2018",
) -> list[Line]:
    """A letter up to its first paragraph."""
    return [
        line(dated),
        *wrapped(*to),
        line(f"Dear {dear}"),
        line(title, bold=True),
        line(opening),
        *(line(PROSE) for _ in range(6)),
    ]


def bullet(text: str, page: int = 2, x: float = 72.0) -> Line:
    return line(f"• {text}", page=page, x=x)


def indented(text: str, page: int = 2, x: float = 90.0) -> Line:
    return line(text, page=page, x=x)


def box(title: str, *texts: str, page: int = 2) -> list[Line]:
    """A boxed case: its heading and paragraphs stand further right than the letter's text."""
    return [
        replace(heading(title, page=page, size=12), x=96.0),
        *(line(text, page=page, x=96.0) for text in texts),
    ]


def report(*lines: Line) -> Report:
    kept = descending(lines)
    pages = max(each.page for each in kept)
    return parse(Raw("pdf", "0" * 64, pages, tuple(kept), None), samples.BODIES, "letter.pdf")


def found(of: Report, *kinds: str) -> list[str]:
    """The words of every finding of these kinds, its paragraphs joined by a stroke."""
    return [" | ".join(of.text(p.place) for p in f.paragraphs) for f in of.findings if f.kind in kinds]
