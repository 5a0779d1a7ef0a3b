"""One file in, one `Report` out: read, cleaned, grouped into blocks, and read by its family's reader.

The only place that knows which families there are. Raises `Unreadable` for what is no report of any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from corpus import ilacs, peel
from corpus.bodies import Bodies
from corpus.profile import Edition, Profile
from corpus.records import Report, Source
from ingest import parse_ofsted, parse_peel
from ingest.blocks import Block, blocks
from ingest.clean import clean
from ingest.outline import Facts, Outline
from ingest.read import Raw, Unreadable, read
from ingest.weave import Woven

Result = TypeVar("Result")
OPENING_PAGES, OPENING_LENGTH = 4, 12_000  # characters: what four pages hold


@dataclass(frozen=True, slots=True)
class Reader:
    """How the reports of one family are read: their headings known, their blocks put in order, then walked."""

    profile: Profile
    read_report: Callable[[tuple[Block, ...], Woven, Profile, Edition | None], tuple[Outline, Facts]]
    is_heading: Callable[[str, Profile, Edition | None], bool] = lambda text, profile, edition: False
    arrange: Callable[[Sequence[Block], Profile], Sequence[Block]] = lambda found, profile: found


READERS = (
    Reader(peel.PROFILE, parse_peel.read_report, parse_peel.is_heading, parse_peel.arrange),
    Reader(ilacs.PROFILE, parse_ofsted.read_report, parse_ofsted.is_heading, parse_ofsted.arrange),
)


def parse_file(path: Path, bodies: Bodies, file: str | None = None) -> Report:
    """The report in a file. `file` is the name it goes by in the index. Raises `Unreadable`."""
    return parse(read(path), bodies, file or path.name)


def attempt(path: Path, bodies: Bodies, file: str | None = None) -> Report | str:
    """The report, or the reason why there is none. A fault of ours in one report is told and does not stop the rest."""
    return _told(lambda: parse_file(path, bodies, file))


def attempt_lines(path: Path) -> Raw | str:
    """The lines of a file, or the reason why there are none."""
    return _told(lambda: read(path))


def attempt_raw(raw: Raw, bodies: Bodies, file: str) -> Report | str:
    """The report in lines that were read before, or the reason why there is none."""
    return _told(lambda: parse(raw, bodies, file))


def _told(work: Callable[[], Result]) -> Result | str:
    try:
        return work()
    except Unreadable as error:
        return " ".join(str(error).split())
    except MemoryError:
        raise
    except Exception as error:
        told = " ".join(f"{type(error).__name__}: {error}".split())
        return f"could not be read because of a fault in this program ({told}); please report it"


def reader_of(raw: Raw) -> Reader | None:
    """The reader of the family that a file is of, None where it is of no known one."""
    opening = _opening(raw)
    return next((r for r in READERS if r.profile.recognises(opening)), None)


def _opening(raw: Raw) -> str:
    opening = " ".join(line.text for line in raw.lines if line.page <= OPENING_PAGES)
    return opening[:OPENING_LENGTH] if raw.kind == "html" else opening  # one long page


def parse(raw: Raw, bodies: Bodies, file: str) -> Report:
    """The report in the lines of one file. Raises `Unreadable` where they are of no known family."""
    reader = reader_of(raw)
    if reader is None:
        known = ", ".join(r.profile.label for r in READERS)
        raise Unreadable(f"is of no family of reports known here ({known}); leave it out or add a profile for it")
    profile = reader.profile
    edition = profile.edition(_opening(raw))
    cleaned = clean(raw.lines, profile.running)
    grouped = blocks(cleaned.lines, lambda text: reader.is_heading(text, profile, edition))
    grouped = tuple(reader.arrange(grouped, profile))
    woven = Woven(grouped, raw.page_count, cleaned.labels, cleaned.topics)
    outline, facts = reader.read_report(grouped, woven, profile, edition)
    if raw.kind == "html":  # the day that a web page gives is noted by its reader
        facts = replace(facts, published=None)
    facts = replace(facts, problems=(*facts.problems, *raw.notes))
    return _report(Source(file, raw.kind, raw.sha256), profile, edition, woven, outline, facts, bodies)


def _report(
    source: Source,
    profile: Profile,
    edition: Edition | None,
    woven: Woven,
    outline: Outline,
    facts: Facts,
    bodies: Bodies,
) -> Report:
    body = bodies.named(facts.body_name, profile.family) if facts.body_name else None
    problems = list(facts.problems)
    if edition is None:
        problems.insert(0, f"edition of {profile.label} not recognised: searchable, but without areas and grades")
    if facts.body_name is None:
        problems.append("the inspected body is not named where it was looked for")
    elif body is None:
        problems.append(f"“{facts.body_name}” is not in the register of bodies (bodies.csv)")
    expected, missing = _expected(facts, edition)
    if facts.grades and missing:
        problems.append(f"no grade was found of {'; '.join(missing)}")
    return Report(
        sources=(source,),
        family=profile.family,
        edition=edition.name if edition else None,
        cycle=edition.cycle if edition else None,
        body=body.key if body else None,
        body_name=body.name if body else facts.body_name,
        title=facts.title,
        inspected=facts.inspected,
        published=facts.published,
        pages=woven.pages,
        grades=facts.grades,
        not_judged=facts.not_judged,
        sections=outline.sections,
        findings=outline.findings,
        problems=tuple(problems),
        grades_expected=expected,
    )


def _expected(facts: Facts, edition: Edition | None) -> tuple[int | None, list[str]]:
    """How many grades the report should give, and the names of areas whose grade is missing, as far as can be told."""
    if edition is None:
        return facts.grades_expected, []
    if facts.grades_expected is not None:  # the report's own count; which areas those are it does not say there
        return facts.grades_expected, []
    graded = {grade.area for grade in facts.grades}
    unjudged = {area.key for label in facts.not_judged for area in [edition.area_named(label)] if area}
    wanted = [area for area in edition.expected(graded | unjudged) if area.key not in unjudged]
    return len(wanted), [area.name for area in wanted if area.key not in graded]
