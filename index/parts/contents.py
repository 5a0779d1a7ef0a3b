"""What all parts hold of findings and of one body, put together: a part tells of its own, `merges` puts it in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.records import Body
from index.contents import body
from index.contents.findings import Key, Wanted
from index.contents.records import BodyHeld, FindingMade, Findings
from index.parts import merges
from index.parts.protocol import Parts, each
from index.storage.columns import ReportRow

AT_ONCE = 1000  # findings that are read at once where many are gone through


def findings(parts: Parts, wanted: Wanted, after: int, limit: int | None) -> Findings:
    """The findings wanted, `limit` of them after the first `after`."""
    keys, total = _keys(parts, wanted, after, limit)
    return Findings(FindingMade, tuple(_read(parts, keys)), total)


def each_finding(parts: Parts, wanted: Wanted, after: int, limit: int | None) -> Iterator[FindingMade]:
    """The same findings, read as they are gone through."""
    keys, _ = _keys(parts, wanted, after, limit)
    return (found for start in range(0, len(keys), AT_ONCE) for found in _read(parts, keys[start : start + AT_ONCE]))


def _keys(parts: Parts, wanted: Wanted, after: int, limit: int | None) -> tuple[list[tuple[int, Key]], int]:
    told = each(parts, "matching", wanted, None if limit is None else after + limit)
    return merges.keys([keys for _, keys in told], after, limit), sum(total for total, _ in told)


def _read(parts: Parts, keys: Sequence[tuple[int, Key]]) -> list[FindingMade]:
    """The findings with these keys, each from its part, in their order."""
    of_part: dict[int, list[Key]] = {}
    for number, key in keys:
        of_part.setdefault(number, []).append(key)
    told = parts.ask("findings", {number: (own,) for number, own in sorted(of_part.items())})
    found = {number: iter(own) for number, own in told.items()}
    return [next(found[number]) for number, _ in keys]


def body_held(parts: Parts, asked: str, reports: Iterable[ReportRow], bodies: Mapping[str, Body]) -> BodyHeld:
    """All that reports say of one body, named by its key or as it is called. Raises `UnknownBody`."""
    key, name = body.named(asked, reports, bodies)
    known = bodies.get(key)
    own, found = next(filter(None, each(parts, "body", key)), ((), ()))
    printed = merges.printed(each(parts, "printed"))
    families = dict.fromkeys(report.info.family for report in own)
    return BodyHeld(
        key=key,
        name=name,
        kind=known.kind if known else None,
        region=known.region if known else None,
        note=known.note if known else "",
        reports=own,
        findings=found,
        printed={family: printed.get(family, ()) for family in families},
    )
