"""Findings as references: RIS and BibTeX for reference managers, an entry a quotation, and citations in words for people.

Each names the body, the report with its inspectorate and days, the page as it is printed, and the address. The one place that
knows rispy and pybtex.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import rispy
from pybtex.database import BibliographyData, Entry
from pybtex.database.output.bibtex import Writer

from corpus.families.registry import PROFILES
from index.answers import plain_words
from index.answers.days import all_told
from index.answers.hits import BodyHit
from index.answers.quotation import Evidence, Origin
from index.export.search_record import Record
from index.links import Links
from index.review.decisions import Decisions

# What TeX and BibTeX would read as marks, and latexcodec leaves alone; in braces, so that a blank after one is kept.
TEX = str.maketrans(
    {
        "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "\\": r"{\textbackslash}", "^": r"{\textasciicircum}",
        "~": r"{\textasciitilde}", "$": r"\$", "_": r"\_", "&": r"\&", "%": r"\%", "#": r"\#",
    }
)  # fmt: skip
IN_ADDRESSES = str.maketrans({"{": "%7B", "}": "%7D", '"': "%22", "\\": "%5C", " ": "%20"})


class _Unnumbered(rispy.RisWriter):  # type: ignore[misc]
    """RIS without a number above each entry, which is none of the format's tags and which strict readers refuse."""

    def set_header(self, count: int) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One finding as something to cite: where it stands and its words. `date` is that of publication, else of inspection."""

    key: str
    author: str
    title: str
    date: str | None
    page: str
    section: str
    address: str
    quote: str
    about: str
    words: tuple[str, ...]


def report_cited(body: str, origin: Origin) -> str:
    """A report as people cite it: inspectorate, title, body, days.

    The body is left out where the title names it.
    """
    profile = PROFILES.get(origin.family)
    programme = profile.label if profile else origin.family
    title = _flat(origin.title or f"{programme} {origin.cycle or ''}")
    named = () if body.casefold() in title.casefold() else (body,)
    by = ((profile.inspectorate if profile else "") or "inspectorate unknown", f"“{title}”")
    return ", ".join((*by, *named, *all_told(origin)))


def cited_page(quoted: Evidence) -> str:
    """The page of a quotation: the number printed on it, and where that is another, that of the file."""
    label = quoted.page_label
    return (
        f"page {label} (page {quoted.page} of the file)"
        if label and label != str(quoted.page)
        else f"page {quoted.page}"
    )


def cited(body: str, quoted: Evidence, links: Links) -> str:
    """A quotation as people cite it, with the address that opens it."""
    address = links.quote(quoted.origin.address, quoted.file, quoted.place, quoted.quote)
    return f"{report_cited(body, quoted.origin)}, {cited_page(quoted)}. {address}"


def references(record: Record, review: Decisions, links: Links) -> Iterator[Reference]:
    """A reference a quotation, in the order of the answer. Closest misses are no findings and are left out."""
    for hit in record.answer.bodies:
        for number, quoted in enumerate(hit.evidence, start=1):
            yield _reference(hit, quoted, number, review, links)


def _reference(hit: BodyHit, quoted: Evidence, number: int, review: Decisions, links: Links) -> Reference:
    profile = PROFILES.get(quoted.family)
    programme = profile.label if profile else quoted.family
    body, quote = review.body(hit.key), review.quote(hit.key, quoted.file, quoted.quote)
    decided = [
        f"review of {what}: {each.word or 'noted'}{f' ({each.note})' if each.note else ''}"
        for what, each in (("body", body), ("quotation", quote))
        if each.word or each.note
    ]
    facts = [
        f"Body: {hit.body}",
        f"verdict: {plain_words.verdict(hit.verdict)}",
        f"listed: {'yes' if hit.listed else 'no'}",
        f"kind: {plain_words.kind(quoted.kind)}",
        f"what it says: {plain_words.stance(quoted.stance)}",
        f"file: {quoted.file}, {cited_page(quoted)}",
        *all_told(quoted.origin),
        *(() if quoted.origin.published else ("dated by the inspection",) if quoted.origin.date else ()),
    ]
    return Reference(
        key=f"{hit.key}-{quoted.cycle or 'unknown'}-p{quoted.page}-{number}".replace("/", "-").replace(" ", "-"),
        author=(profile.inspectorate if profile else "") or "unknown",
        title=_flat(quoted.report or f"{programme} {quoted.cycle or ''}: {hit.body}"),
        date=quoted.origin.published or quoted.origin.date,
        page=quoted.page_label or str(quoted.page),
        section=_flat(quoted.section),
        address=links.quote(quoted.origin.address, quoted.file, quoted.place, quoted.quote),
        quote=_flat(quoted.quote),
        about=_flat("; ".join([*facts, *decided])),
        words=tuple(
            _flat(word)
            for word in (
                hit.body,
                plain_words.verdict(hit.verdict),
                *((hit.grade.label, hit.grade.grade) if hit.grade else ()),
            )
        ),
    )


def ris(record: Record, review: Decisions, links: Links) -> str:
    """The findings as RIS; the first entry is the record of the search."""
    entries: list[dict[str, object]] = [
        {
            "type_of_reference": "GEN",
            "title": _flat(f"Record of the search “{record.answer.question}”"),
            "name_of_database": record.provenance.generation,
            "access_date": _slashed(record.asked.date().isoformat()),
            "notes": [_flat(f"{name}: {value}") for name, value in record.entries()],
        }
    ]
    for each in references(record, review, links):
        dated = {"year": each.date[:4], "date": _slashed(each.date)} if each.date else {}
        entries.append(
            {
                "type_of_reference": "RPRT",
                "authors": [each.author],
                "title": each.title,
                **dated,
                "start_page": each.page,
                "section": each.section,
                "abstract": each.quote,
                "notes": [each.about],
                "keywords": list(each.words),
                "urls": [each.address],
                "name_of_database": record.provenance.generation,
                "access_date": _slashed(record.asked.date().isoformat()),
                "id": each.key,
            }
        )
    return str(rispy.dumps(entries, implementation=_Unnumbered))


def bibtex(record: Record, review: Decisions, links: Links) -> str:
    """The findings as BibTeX; the first entry is the record of the search."""
    lines = _flat("; ".join(f"{name}: {value}" for name, value in record.entries()))
    title = _flat(f"Record of the search “{record.answer.question}”")
    entries = {"search-record": _entry("misc", {"title": title, "year": str(record.asked.year), "note": lines})}
    for each in references(record, review, links):
        fields: dict[str, str | tuple[str, ...]] = {
            "author": each.author,
            "title": each.title,
            "institution": each.author,
            "year": each.date[:4] if each.date else "unknown",
            "pages": each.page,
            "url": each.address,
            "abstract": each.quote,
            "annote": each.about,
            "keywords": each.words,
            "note": f"Page {each.page}, {each.section}",
        }
        entries[each.key] = _entry("techreport", fields)
    return str(_Writer(encoding="UTF-8").to_string(BibliographyData(entries=entries)))


class _Writer(Writer):  # type: ignore[misc]
    """Writes fields as `_entry` has escaped them: what pybtex would escape on top is escaped already."""

    def _encode(self, text: str) -> str:
        return text


def _entry(kind: str, fields: Mapping[str, str | tuple[str, ...]]) -> Entry:
    """An entry with its text escaped as TeX needs it."""
    return Entry(kind, [(name, _escaped(name, value)) for name, value in fields.items()])


def _escaped(name: str, value: str | tuple[str, ...]) -> str:
    """A field for TeX. An address stays as it is, since an escaped one opens nothing; what would end its field is quoted for
    addresses. An author is one name, whatever stands in it, and so is a keyword with a comma.
    """
    if isinstance(value, tuple):
        return ", ".join(f"{{{word}}}" if "," in word else word for word in (each.translate(TEX) for each in value))
    if name == "url":
        return value.translate(IN_ADDRESSES)
    return f"{{{value.translate(TEX)}}}" if name == "author" else value.translate(TEX)


def _flat(text: str) -> str:
    """Text on one line: a line of its own could be read as a field."""
    return " ".join(text.split())


def _slashed(day: str) -> str:
    return day.replace("-", "/")
