"""What all parts tell of the matters in their reports, put together to be browsed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from corpus.lexicon import Entry
from corpus.records import Body
from index.contents import topics
from index.contents.topics import FamilyTopics
from index.parts import merges
from index.parts.protocol import Parts, each
from index.question import body_names
from index.search.scope import current
from index.storage.columns import ReportRow


def told(
    parts: Parts,
    reports: Sequence[Sequence[ReportRow]],
    acronyms: Sequence[Entry],
    bodies: Mapping[str, Body],
    known: Callable[[str], bool],
) -> tuple[FamilyTopics, ...]:
    """The topics of each family. `reports` are those of each part, `acronyms` what they explain; what is called after a body
    is no theme. `known` tells what stands in any report. Raises `IndexUnusable`.
    """
    explained = topics.glossary(term for own in each(parts, "explained") for term in own)
    register = tuple(bodies.values())
    more = [e for e in (*acronyms, *explained) if not body_names.find(e.long, register, known)[0]]
    names = topics.all_names({row.family for own in reports for row in own}, more)
    stands = merges.having(each(parts, "having", names), list(map(len, reports)))
    having = {topics.key(name): found for name, found in zip(names, stands, strict=True)}
    found = [kinds for own in each(parts, "kinds") for kinds in own]
    return topics.topics([row for own in reports for row in own], current, more, having, found)
