"""One file in, one `Report` out: read, cleaned, grouped into blocks, and read by its family's reader.

The only place that knows which families there are. Raises `Unreadable` for what is no report of any of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from corpus.bodies import KINDS, Bodies
from corpus.families.profile import Edition, Profile
from corpus.families.registry import FAMILIES, Family
from corpus.layout.blocks import blocks
from corpus.layout.outline import Facts, Outline
from corpus.layout.page_text import PageText
from corpus.records import Body, Report, Source
from ingest.read.clean import clean
from ingest.read.files import Raw, Unreadable, read

Result = TypeVar("Result")
OPENING_PAGES, OPENING_LENGTH = 4, 12_000  # characters: what four pages hold


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


def family_of(raw: Raw) -> Family | None:
    """The family that a file is of, None where it is of no known one."""
    if raw.family:
        return next(family for family in FAMILIES if family.key == raw.family)
    opening = _opening(raw)
    return next((family for family in FAMILIES if family.profile.recognises(opening)), None)


def _opening(raw: Raw) -> str:
    opening = " ".join(line.text for line in raw.lines if line.page <= OPENING_PAGES)
    return opening[:OPENING_LENGTH] if raw.kind == "html" else opening  # one long page


def parse(raw: Raw, bodies: Bodies, file: str) -> Report:
    """The report in the lines of one file. Raises `Unreadable` where they are of no known family."""
    family = family_of(raw)
    if family is None:
        known = ", ".join(family.profile.label for family in FAMILIES)
        raise Unreadable(
            f"is not a supported kind of report ({known}); leave it out, or say in a manifest.csv beside it which kind it is"
        )
    profile, reader = family.profile, family.reader
    edition = profile.edition(_opening(raw))
    cleaned = clean(raw.lines, profile.running)
    grouped = blocks(cleaned.lines, lambda text: reader.is_heading(text, profile, edition))
    grouped = tuple(reader.arrange(grouped, profile))
    woven = PageText(grouped, raw.page_count, cleaned.labels, cleaned.topics)
    outline, facts = reader.read_report(grouped, woven, profile, edition)
    if raw.kind == "html":  # the day that a web page gives is noted by its reader
        facts = replace(facts, published=None)
    facts = replace(facts, problems=(*facts.problems, *raw.notes))
    return _report(Source(file, raw.kind, raw.sha256), profile, edition, woven, outline, facts, bodies)


def _report(
    source: Source,
    profile: Profile,
    edition: Edition | None,
    woven: PageText,
    outline: Outline,
    facts: Facts,
    bodies: Bodies,
) -> Report:
    body = bodies.named(facts.body_name, profile.inspects) if facts.body_name else None
    also = (bodies.named(name, None) or name for name in facts.bodies_also)
    problems = list(facts.problems)
    if edition is None:
        problems.insert(0, f"edition of {profile.label} not recognised: searchable, but without areas and grades")
    if facts.body_name is None:
        problems.append("the inspected body is not named where it was looked for")
    elif body is None:
        problems.append(f"“{facts.body_name}” is not in the register of {_register(profile)}")
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
        bodies_also=tuple(dict.fromkeys(other.key if isinstance(other, Body) else other for other in also)),
        theme=facts.theme,
        outcome=facts.outcome,
    )


def _register(profile: Profile) -> str:
    """The bodies that a family's reports are on, in words."""
    return KINDS[profile.inspects].label if profile.inspects else "bodies"


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
