"""An answer as a Word document: the result, the list, every listed body with its quotations, how it was made, the references.

The one place that knows python-docx. Headings, lists and quotations have styles of their own, so that a reader can change them all
at once and a screen reader can go from one to the next; tables repeat their heading on every page and have a description. A
document is put together in memory: its size is that of the listed bodies with their quotations.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from index.answers import plain_words
from index.answers.days import all_told, inspected
from index.answers.headline import headline
from index.answers.hits import BodyHit
from index.answers.quotation import Evidence, Origin
from index.export import how_made
from index.export.content import Content
from index.export.references import cited_page, report_cited

LANGUAGE = "en-GB"
QUOTE, CITATION = "Quote", "Citation"
# The columns of the list, with their widths in millimetres: together they are as wide as the page.
WIDTHS = {"Body": 42, "Verdict": 28, "Grade": 36, "Inspected": 36, "Quotations": 20, "Source": 16}
REVIEWED = {"Body": 34, "Verdict": 24, "Grade": 30, "Inspected": 30, "Quotations": 20, "Source": 14, "Review": 26}
BLUE = RGBColor(0x0B, 0x53, 0x94)
# What XML 1.0 cannot hold, and marks that would be read as a tabulator or a new line.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(content: Content) -> bytes:
    """The document as a `.docx`."""
    made = docx.Document()
    _set_up(made, content)
    made.add_heading(_plain(headline(content.answer).removesuffix(".")), 0)
    made.add_paragraph(_plain(content.answer.question), style="Subtitle")
    for name, text in content.record.licences() if content.record.provenance.invented else ():
        _line(made, plain_words.sentence_case(name), text)
    numbers = _numbered(content)
    made.add_heading("The list", 1)
    _table(made, content, numbers)
    made.add_heading("What the reports say", 1)
    for hit in content.answer.listed:
        _body(made, content, hit, numbers)
    made.add_heading("How this list was made", 1)
    for what, how in how_made.told(content):
        _line(made, what, how)
    made.add_heading("References", 1)
    for (body, origin), number in zip(_reports(content), numbers.values(), strict=True):
        _reference(made, content, body, origin, number)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _line(made: Any, what: str, how: str) -> None:
    line = made.add_paragraph()
    line.add_run(f"{what}. ").bold = True
    line.add_run(_plain(how))


def _plain(text: str) -> str:
    """Text as XML can hold it."""
    return _FORBIDDEN.sub("\ufffd", text)


# The page and its styles ---------------------------------------------------------------------------------------------


def _set_up(made: Any, content: Content) -> None:
    """A4, the language, a style for citations, the properties of the file, and the foot of every page."""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    citation = made.styles.add_style(CITATION, WD_STYLE_TYPE.PARAGRAPH)
    citation.base_style = made.styles["Normal"]
    citation.font.size = Pt(9)
    citation.paragraph_format.left_indent = Mm(8)
    made.styles[QUOTE].paragraph_format.left_indent = Mm(8)
    made.styles[QUOTE].paragraph_format.keep_with_next = True
    made.styles[QUOTE].paragraph_format.space_after = Pt(2)
    made.styles["Normal"].paragraph_format.space_after = Pt(6)
    about = made.core_properties
    about.title, about.subject = _plain(content.answer.question)[:255], headline(content.answer).removesuffix(".")
    about.author, about.language = how_made.made_by(), LANGUAGE
    about.created = about.modified = content.record.asked.replace(tzinfo=None)
    about.comments = f"{how_made.made_by()}, {how_made.made_on(content.record)}."
    foot = section.footer.paragraphs[0]
    foot.add_run(" ".join(text for _, text in how_made.rights(content.record)) + " Page ").font.size = Pt(8)
    _field(foot, "PAGE")


def _field(paragraph: Any, instruction: str) -> None:
    """What Word works out when it lays the page: its number."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:t"))
    run[0].text = "1"
    field.append(run)
    paragraph._p.append(field)


# The list ------------------------------------------------------------------------------------------------------------


def _table(made: Any, content: Content, numbers: dict[str, int]) -> None:
    """A row a listed body, or a sentence where there is none."""
    listed = content.answer.listed
    if not listed:
        made.add_paragraph("No body is listed.")
        return
    widths = REVIEWED if content.review.begun else WIDTHS
    table = made.add_table(rows=1, cols=len(widths), style="Table Grid")
    table.autofit = False
    _described(
        table,
        "Listed bodies",
        "One row a listed body: verdict, grade, days of inspection, and the number of its reference.",
    )
    _row(table.rows[0], dict(zip(widths, widths, strict=True)), widths, bold=True)
    _mark(table.rows[0], "w:tblHeader")
    for hit in listed:
        row = table.add_row()
        _row(row, _cells(content, hit, numbers), widths)
        _mark(row, "w:cantSplit")
    made.add_paragraph()


def _cells(content: Content, hit: BodyHit, numbers: dict[str, int]) -> Mapping[str, str]:
    grade = f"{plain_words.sentence_case(hit.grade.grade)} ({hit.grade.label})" if hit.grade else "No grade"
    return {
        "Body": hit.body,
        "Verdict": plain_words.verdict(hit.verdict),
        "Grade": grade,
        "Inspected": inspected(hit.full or hit.origin),
        "Quotations": str(len(hit.evidence)),
        "Source": f"[{numbers[hit.origin.file]}]",
        "Review": how_made.decided(content.review.body(hit.key)) or "",
    }


def _row(row: Any, texts: Mapping[str, str], widths: Mapping[str, float], *, bold: bool = False) -> None:
    for cell, (name, width) in zip(row.cells, widths.items(), strict=True):
        cell.width = Mm(width)
        run = cell.paragraphs[0].add_run(_plain(texts[name]))
        run.bold = bold
        run.font.size = Pt(9)


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _described(table: Any, title: str, text: str) -> None:
    """What a screen reader says of a table."""
    for name, value in (("w:tblCaption", title), ("w:tblDescription", text)):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        table._tbl.tblPr.append(element)


# Bodies and references -----------------------------------------------------------------------------------------------


def _body(made: Any, content: Content, hit: BodyHit, numbers: dict[str, int]) -> None:
    """A body: its verdict, grade and days, what a reviewer decided, and its quotations, each with its citation."""
    made.add_heading(_plain(hit.body), 2)
    grade = f"{hit.grade.grade} ({hit.grade.label})" if hit.grade else "no grade"
    facts = [plain_words.verdict(hit.verdict), grade, *all_told(hit.full or hit.origin)]
    made.add_paragraph(_plain("; ".join(facts) + "."))
    if decided := how_made.decided(content.review.body(hit.key)):
        made.add_paragraph(_plain(f"Review: {decided}"))
    if hit.note and not hit.evidence:
        made.add_paragraph(_plain(f"{plain_words.sentence_case(hit.note)}."))
    for quoted in hit.quotations:
        if quoted is not None:
            _quotation(made, content, hit, quoted, numbers)


def _quotation(made: Any, content: Content, hit: BodyHit, quoted: Evidence, numbers: dict[str, int]) -> None:
    _paragraph(made, QUOTE).add_run(f"“{_plain(quoted.quote)}”")
    line = _paragraph(made, CITATION)
    line.add_run(_plain(f"{report_cited(hit.body, quoted.origin)}, {cited_page(quoted)} [{numbers[quoted.file]}]. "))
    if published := content.links.published(quoted.origin.address, quoted.place):
        _link(line, published, published)
        line.add_run(" ")
    _link(line, content.links.here(quoted.file, quoted.place, quoted.quote), "Evidence")
    if decided := how_made.decided(content.review.quote(hit.key, quoted.file, quoted.quote)):
        line.add_run(_plain(f" Review: {decided}"))


def _paragraph(made: Any, style: str) -> Any:
    """A paragraph at the end, with a style by its id, which is its name. The library's own way looks through all styles and all
    paragraphs for each, which takes minutes in a document of thousands."""
    paragraph = Paragraph(OxmlElement("w:p"), made._body)
    made.element.body[-1].addprevious(paragraph._p)  # the last says how pages are set
    paragraph._p.style = style
    return paragraph


def _link(paragraph: Any, address: str, words: str) -> None:
    """Words that open an address, underlined."""
    link = OxmlElement("w:hyperlink")
    known = paragraph.part.rels  # its own way of adding one looks through all that there are
    name = f"link{len(known)}"
    known.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True)
    link.set(qn("r:id"), name)
    run = paragraph.add_run(_plain(words))
    run.font.underline, run.font.color.rgb = True, BLUE
    link.append(run._r)
    paragraph._p.append(link)


def _reports(content: Content) -> Iterator[tuple[str, Origin]]:
    """Each report that the document cites once, with the body it is cited for, in the order in which it comes up."""
    seen = set()
    for hit in content.answer.listed:
        for origin in (hit.origin, *(each.origin for each in hit.quotations if each)):
            if origin.file not in seen:
                seen.add(origin.file)
                yield hit.body, origin


def _numbered(content: Content) -> dict[str, int]:
    """The numbers of the references, by the file of the report."""
    return {origin.file: number for number, (_, origin) in enumerate(_reports(content), start=1)}


def _reference(made: Any, content: Content, body: str, origin: Origin, number: int) -> None:
    line = _paragraph(made, CITATION)
    line.add_run(_plain(f"[{number}] {report_cited(body, origin)}. "))
    if published := content.links.published(origin.address):
        _link(line, published, published)
    else:
        line.add_run(_plain(f"Address not known; read from the file {origin.file}."))
