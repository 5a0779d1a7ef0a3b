"""One file in, one `Report` out: read, cleaned, grouped into blocks, and read by its family's reader.

The only place that knows which families there are. Raises `Unreadable` for what is no report of any of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from corpus.bodies import KINDS, Bodies
from corpus.families.profile import Edition, Profile
from corpus.families.registry import FAMILIES, Family
from corpus.layout.blocks import Block
from corpus.layout.grouping import blocks
from corpus.layout.outline import Facts, Outline
from corpus.layout.page_text import PageText
from corpus.records import Body, Report, Source
from ingest.read.clean import clean
from ingest.read.covers import further_reports
from ingest.read.files import Raw, Unreadable, read

Result = TypeVar("Result")
SENTENCE = re.compile(
    r"(?<![\w])[A-Z][a-z]*(?: [\w’'(),;:%£-]+){3,60}[.?!]"
)  # four words or more, begun and ended as one
LEAST_SENTENCES = 3
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


def family_of(raw: Raw) -> Family:
    """The family that a file is of: the first that recognises it, the last takes what the others leave."""
    if raw.family:
        return next(family for family in FAMILIES if family.key == raw.family)
    opening = _opening(raw)
    return next(family for family in FAMILIES if family.profile.recognises(opening))


def _opening(raw: Raw) -> str:
    opening = " ".join(line.text for line in raw.lines if line.page <= OPENING_PAGES)
    return opening[:OPENING_LENGTH] if raw.kind == "html" else opening  # one long page


def _reads_as_prose(raw: Raw) -> bool:
    """Whether there are sentences: a table, a list of files or code is no report of any family."""
    text = " ".join(line.text for line in raw.lines[:2000])
    return len(SENTENCE.findall(text)) >= LEAST_SENTENCES


def parse(raw: Raw, bodies: Bodies, file: str) -> Report:
    """The report in the lines of one file. Raises `Unreadable` where they are no report."""
    family = family_of(raw)
    profile, reader = family.profile, family.reader
    if profile.inspects is None and not raw.family and not _reads_as_prose(raw):
        raise Unreadable(
            "has hardly a sentence in it, so it is no report; leave it out, or name its family in a manifest.csv beside it"
        )
    opening = _opening(raw)
    edition = profile.edition(opening) or profile.nearest_edition(opening)
    cleaned = clean(raw.lines, profile.running)
    grouped = blocks(cleaned.lines, lambda text: reader.is_heading(text, profile, edition))
    grouped = tuple(reader.arrange(grouped, profile))
    notes = (Block("note", lines) for lines in cleaned.notes)  # kept on their pages, and no part of any finding
    woven = PageText((*grouped, *notes), raw.page_count, cleaned.labels, cleaned.topics)
    outline, facts = reader.read_report(grouped, woven, profile, edition)
    if raw.kind == "html":  # the day that a web page gives is noted by its reader
        facts = replace(facts, published=None)
    more = further_reports(raw.lines, cleaned.labels, facts.body_name, profile.inspects, bodies)
    facts = replace(facts, problems=(*facts.problems, *raw.notes, *cleaned.problems, *more))
    return _report(Source(file, raw.kind, raw.sha256), profile, edition, woven, outline, facts, bodies)


def _report(
    source: Source,
    profile: Profile,
    edition: Edition,
    woven: PageText,
    outline: Outline,
    facts: Facts,
    bodies: Bodies,
) -> Report:
    found = _bodies(facts, profile, bodies)
    body = found[0] if found else None
    also = _others(facts, found, bodies)
    problems = list(facts.problems)
    if edition.unverified:
        problems.insert(0, f"edition {edition.name}: {edition.unverified}" if edition.name else edition.unverified)
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
        edition=edition.name or None,
        cycle=edition.cycle or None,
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
        bodies_also=also,
        theme=facts.theme,
        outcome=facts.outcome,
    )


def _bodies(facts: Facts, profile: Profile, bodies: Bodies) -> tuple[Body, ...]:
    """The bodies that a report is on. Of a family on any kind of body, only one that is named with the word for what it is."""
    if profile.inspects:
        return bodies.several(facts.body_name, profile.inspects) if facts.body_name else ()
    one = bodies.named_fully(" ; ".join(filter(None, (facts.title, facts.body_name))))
    return (one,) if one else ()


def _others(facts: Facts, found: tuple[Body, ...], bodies: Bodies) -> tuple[str, ...]:
    """The other bodies, by their keys where registers have them; a name that would mean one of `found` stays a name."""
    named = ((name, bodies.named(name, None)) for name in facts.bodies_also)
    others = (other.key if other and other not in found else name for name, other in named)
    return tuple(dict.fromkeys((*(body.key for body in found[1:]), *others)))


def _register(profile: Profile) -> str:
    """The bodies that a family's reports are on, in words."""
    return KINDS[profile.inspects].label if profile.inspects else "bodies"


def _expected(facts: Facts, edition: Edition) -> tuple[int | None, list[str]]:
    """How many grades the report should give, and the names of areas whose grade is missing, as far as can be told."""
    if not edition.name:  # which areas a round that is not known grades, only the report can say
        return facts.grades_expected, []
    if facts.grades_expected is not None:  # the report's own count; which areas those are it does not say there
        return facts.grades_expected, []
    graded = {grade.area for grade in facts.grades}
    unjudged = {area.key for label in facts.not_judged for area in [edition.area_named(label)] if area}
    wanted = [area for area in edition.expected(graded | unjudged) if area.key not in unjudged]
    return len(wanted), [area.name for area in wanted if area.key not in graded]
