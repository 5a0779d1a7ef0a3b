"""An answer as a project of qualitative analysis (REFI-QDA 1.0, `.qdpx`), for NVivo, MAXQDA, ATLAS.ti, QualCoder and others.

Every report that is quoted is a source: the texts of its pages as they are stored, a blank line between two pages. Every quotation
is a range of it, coded with the topic asked for, with what it says and with the verdict on its body, and has a note with its page. A
quotation that stands in several places, on one page or more, is a range on each. Every body is a case. Ranges count code points from 0, the end left out, as
the standard does (REFI-QDA 1.5, section 10.2, www.qdasoftware.org); each is compared with the words it stands for.

Written with the standard library, sources one by one: pyrefiqda 0.3.1, which maps the schema, takes sources from a folder of files alone,
does not check ids against their pattern, and brings two further libraries.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from index.answers import plain_words
from index.answers.headline import headline
from index.answers.hits import BodyHit
from index.answers.quotation import Evidence
from index.errors import IndexUnusable
from index.export import how_made
from index.export.content import Content
from index.export.references import cited, cited_page, report_cited

NAMESPACE = "urn:QDA-XML:project:1.0"
BETWEEN_PAGES = "\n\n"
VARIABLES = ("Verdict", "On the list", "Grade", "Grade for", "Region")
LONGEST_NAME = 80
# What XML 1.0 cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class _Project:
    """What is being written: ids that are the same whenever the same answer is written, and who is said to have written it."""

    content: Content
    codes: dict[tuple[str, str], str] = field(default_factory=dict)  # group and name of a code -> its id
    sources: dict[str, str] = field(default_factory=dict)  # file of a report -> its id

    def id(self, *what: object) -> str:
        """An id for a thing of this answer."""
        made = (self.content.record.provenance.generation, self.content.answer.question, *map(str, what))
        return str(uuid5(NAMESPACE_URL, _plain("\n".join(made))))

    @property
    def by(self) -> dict[str, str]:
        """Who made a thing, and when."""
        return {"creatingUser": self.id("user"), "creationDateTime": self.when}

    @property
    def when(self) -> str:
        return f"{self.content.record.asked:%Y-%m-%dT%H:%M:%SZ}"


def project(content: Content) -> bytes:
    """The project as a `.qdpx`. Raises `IndexUnusable` where a range does not give back its quotation."""
    made = _Project(content)
    root = Element(
        "Project", {"xmlns": NAMESPACE, "name": _plain(content.answer.question), "origin": how_made.made_by()}
    )
    root.attrib.update(creatingUserGUID=made.id("user"), creationDateTime=made.when)
    SubElement(SubElement(root, "Users"), "User", guid=made.id("user"), name=how_made.made_by())
    _codes(made, SubElement(root, "CodeBook"))
    variables = SubElement(root, "Variables")
    for name in VARIABLES:
        SubElement(variables, "Variable", guid=made.id("variable", name), name=name, typeOfVariable="Text")
    quoted = _by_report(content)
    notes = Element("Notes")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        sources = Element("Sources")
        for file, own in quoted.items():
            _source(made, archive, sources, notes, file, own)
        _cases(made, root)
        root.extend([sources] if len(sources) else [])
        _note(made, notes, ("how",), headline(content.answer).removesuffix("."), _how(content))
        root.append(notes)
        SubElement(root, "NoteRef", targetGUID=made.id("note", "how"))
        archive.writestr("project.qde", ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
    return out.getvalue()


def _by_report(content: Content) -> dict[str, list[tuple[BodyHit, Evidence]]]:
    """The quotations of each report, in the order of the answer."""
    found: dict[str, list[tuple[BodyHit, Evidence]]] = {}
    for hit in content.answer.bodies:
        for each in hit.evidence:
            found.setdefault(each.file, []).append((hit, each))
    return found


def _how(content: Content) -> str:
    return "\n".join(f"{what}: {how}" for what, how in how_made.told(content))


# Codes and cases -----------------------------------------------------------------------------------------------------

TOPIC, SAYS, VERDICT = "Topic", "What is said", "Verdict on the body"


def _codes(made: _Project, book: Element) -> None:
    """The topic asked for, what a quotation says, and the verdict on its body: a group each, those that occur under it."""
    answer = made.content.answer
    says = [plain_words.stance(each.stance) for hit in answer.bodies for each in hit.evidence]
    groups: dict[str, Sequence[str]] = {
        TOPIC: [_topic(made.content)],
        SAYS: says,
        VERDICT: [plain_words.verdict(hit.verdict) for hit in answer.bodies],
    }
    described = {TOPIC: answer.understood.sentence, SAYS: "", VERDICT: how_made.CAUTION}
    codes = SubElement(book, "Codes")
    for group, names in groups.items():
        if not names:
            continue
        head = SubElement(codes, "Code", guid=made.id("code", group), name=group, isCodable="false")
        _described(head, described[group])
        for name in dict.fromkeys(names):
            made.codes[group, name] = made.id("code", group, name)
            SubElement(head, "Code", guid=made.codes[group, name], name=_plain(name), isCodable="true")


def _topic(content: Content) -> str:
    return content.answer.understood.text or content.answer.question


def _cases(made: _Project, root: Element) -> None:
    """A case a body, with its verdict and grade, and the reports that it is quoted from."""
    cases = Element("Cases")
    for hit in made.content.answer.bodies:
        case = SubElement(cases, "Case", guid=made.id("case", hit.key), name=_plain(hit.body))
        _described(case, how_made.decided(made.content.review.body(hit.key)) or "")
        SubElement(case, "CodeRef", targetGUID=made.codes[VERDICT, plain_words.verdict(hit.verdict)])
        for name, value in zip(VARIABLES, _values(hit), strict=True):
            if value:
                own = SubElement(case, "VariableValue")
                SubElement(own, "VariableRef", targetGUID=made.id("variable", name))
                SubElement(own, "TextValue").text = _plain(value)
        for file in dict.fromkeys(each.file for each in hit.evidence):
            SubElement(case, "SourceRef", targetGUID=made.sources[file])
    if len(cases):
        root.append(cases)


def _values(hit: BodyHit) -> tuple[str | None, ...]:
    grade = hit.grade
    return (
        plain_words.verdict(hit.verdict),
        "Listed" if hit.listed else "Not listed",
        plain_words.sentence_case(grade.grade) if grade else None,
        grade.label if grade else None,
        hit.region,
    )


# Sources, ranges and notes -------------------------------------------------------------------------------------------


def _source(
    made: _Project,
    archive: zipfile.ZipFile,
    sources: Element,
    notes: Element,
    file: str,
    quoted: Sequence[tuple[BodyHit, Evidence]],
) -> None:
    """One report: its text into the file, its quotations as ranges of it."""
    made.sources[file] = own = made.id("source", file)
    wanted = {part.page for _, each in quoted for part in each.place}
    starts: dict[int, int] = {}
    texts: dict[int, str] = {}
    at = 0
    with archive.open(f"sources/{own}.txt", "w") as out:
        for number, text in _pages(made.content, file):
            written = text if number == 1 else f"{BETWEEN_PAGES}{text}"
            out.write(written.encode())
            starts[number] = at + len(written) - len(text)
            at += len(written)
            if number in wanted:
                texts[number] = text
    origin = quoted[0][1].origin
    source = SubElement(sources, "TextSource", made.by, guid=own, name=_plain(origin.title or file))
    source.set("plainTextPath", f"internal://{own}.txt")
    _described(source, report_cited(quoted[0][0].body, origin))
    for number, (hit, each) in enumerate(quoted):
        _same(file, each, texts)
        _ranges(made, source, hit, each, starts, number)
        _note(made, notes, (own, number), _name(each.quote), _about(made.content, hit, each))


def _pages(content: Content, file: str) -> Iterator[tuple[int, str]]:
    """The numbers and texts of a report's pages; a page that is not stored has no text."""
    first = content.pages.page(file, 1)
    last = first.pages if first else 0
    for number in range(1, last + 1):
        stored = content.pages.page(file, number)
        yield number, stored.text if stored else ""


def _same(file: str, quoted: Evidence, texts: dict[int, str]) -> None:
    """Raises `IndexUnusable` unless the ranges of a quotation, joined by a blank, are its words."""
    words = " ".join(texts.get(part.page, "")[part.start : part.end] for part in quoted.place)
    if words != quoted.quote:
        raise IndexUnusable(f"A quotation from {file} differs from its stored page; build the index again.")


def _ranges(
    made: _Project, source: Element, hit: BodyHit, quoted: Evidence, starts: dict[int, int], number: int
) -> None:
    """A quotation as a range a place, of which a page may have several."""
    codes = (
        (TOPIC, _topic(made.content)),
        (SAYS, plain_words.stance(quoted.stance)),
        (VERDICT, plain_words.verdict(hit.verdict)),
    )
    for nth, part in enumerate(quoted.place):
        what = ("range", source.attrib["guid"], number, part.page, nth)
        start, end = starts[part.page] + part.start, starts[part.page] + part.end
        own = SubElement(source, "PlainTextSelection", made.by, guid=made.id(*what), name=_name(quoted.quote))
        own.attrib.update(startPosition=str(start), endPosition=str(end))
        _described(own, _page(quoted, part.page))
        for code in codes:
            coding = SubElement(own, "Coding", made.by, guid=made.id(*what, *code))
            SubElement(coding, "CodeRef", targetGUID=made.codes[code])
        SubElement(own, "NoteRef", targetGUID=made.id("note", source.attrib["guid"], number))


def _page(quoted: Evidence, page: int) -> str:
    """The page of a range, and which part of its quotation it is."""
    own = plain_words.sentence_case(cited_page(quoted)) if page == quoted.page else f"Page {page} of the file"
    if len(quoted.place) == 1:
        return own
    pages = len({part.page for part in quoted.place})
    return own + (f", part of a quotation that runs over {pages} pages" if pages > 1 else ", part of a quotation")


def _about(content: Content, hit: BodyHit, quoted: Evidence) -> str:
    """The note on a quotation: where it stands, what it says, what a reviewer decided."""
    decided = how_made.decided(content.review.quote(hit.key, quoted.file, quoted.quote))
    lines = (
        cited(hit.body, quoted, content.links),
        f"{plain_words.stance(quoted.stance)}; {plain_words.kind(quoted.kind)}; under the heading “{quoted.section}”",
        decided and f"Review: {decided}",
    )
    return "\n".join(line for line in lines if line)


def _note(made: _Project, notes: Element, what: tuple[object, ...], name: str, text: str) -> None:
    note = SubElement(notes, "Note", made.by, guid=made.id("note", *what), name=_plain(name))
    SubElement(note, "PlainTextContent").text = _plain(text)


def _described(element: Element, text: str) -> None:
    if text:
        SubElement(element, "Description").text = _plain(text)


def _name(quote: str) -> str:
    """The first words of a quotation, on one line."""
    line = _plain(" ".join(quote.split()))
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1].rstrip()}…"


def _plain(text: str) -> str:
    """Text as XML can hold it."""
    return _FORBIDDEN.sub("\ufffd", text)
