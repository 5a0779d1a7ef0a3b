"""Set the invented sample letters as PDF files, as inspectorates set theirs: one column, boxes, notes at the foot.

Sources whose front matter says ``form: joint letter`` have, besides the markup of `docs.sample_reports`:

    @ An addressee         ^ 1 A note at the foot of its page
    [case study] Heading of a box, then its paragraphs, closed by ``[end]``
    %signed ... %end       the signatures, one a line, two in a row with | between them
"""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from reportlab import platypus as rl
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from corpus.paths import FAMILIES
from docs.sample_reports import BLUE, Block, parse, register_fonts, standing_text, style

STYLES = {
    "text": style(10.5),
    "addressee": style(10.5, spaceAfter=0),
    "title": style(10.5, True, spaceBefore=4),
    "chapter": style(12.5, True, spaceBefore=8, keepWithNext=1),
    "heading": style(10.5, True, spaceBefore=4, keepWithNext=1),
    "bullet": style(10.5, bulletFontSize=10.5, leftIndent=16, bulletIndent=0, spaceAfter=5),
    "note": style(8, spaceBefore=6, spaceAfter=14),
    "boxtitle": style(10.5, True, spaceAfter=4),
    "signed": style(10.5, True, spaceAfter=0),
}


def flowables(meta: dict[str, str], blocks: Sequence[Block]) -> list[rl.Flowable]:
    """A letter from its date to its signatures."""
    story: list[rl.Flowable] = [rl.Paragraph(meta["date"], STYLES["text"])]
    greeted = False
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        if kind != "addressee" and not greeted:
            greeted = True
            story += [rl.Spacer(1, 10), rl.Paragraph(f"Dear {meta['dear']}", STYLES["text"])]
            story.append(rl.Paragraph(meta["title"], STYLES["title"]))
        for block in run:
            story += set_block(block)
    return story


def set_block(block: Block) -> list[rl.Flowable]:
    """What one block of a source becomes."""
    if block.kind == "box":
        inside = [rl.Paragraph(block.text, STYLES["boxtitle"]), *(rl.Paragraph(t, STYLES["text"]) for t in block.lines)]
        look = rl.TableStyle([("BOX", (0, 0), (-1, -1), 1, BLUE), ("LEFTPADDING", (0, 0), (-1, -1), 12)])
        return [rl.Table([[inside]], [160 * mm], style=look, spaceBefore=8, spaceAfter=10)]
    if block.kind == "signed":
        rows = [[rl.Paragraph(cell, STYLES["signed"]) for cell in line.split(" | ")] for line in block.lines]
        width = 160 * mm / len(rows[0])
        return [rl.Paragraph("Yours sincerely", STYLES["text"]), rl.Table(rows, [width] * len(rows[0]), hAlign="LEFT")]
    return [rl.Paragraph(block.text, STYLES[block.kind], bulletText="•" if block.kind == "bullet" else None)]


def at_the_foot(meta: dict[str, str], canvas: Canvas) -> None:
    """Say on every page that the letter is invented, and number the page."""
    canvas.setFont("Vera", 7.5)
    told = f"This letter is invented, as a sample for testing. {meta['body']} does not exist."
    canvas.drawString(25 * mm, 10 * mm, told)
    canvas.drawRightString(185 * mm, 10 * mm, str(canvas.getPageNumber()))


def set_letter(meta: dict[str, str], blocks: Sequence[Block], target: Path) -> None:
    """Set one letter and write it to the target file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    document = rl.BaseDocTemplate(str(target), pagesize=A4, invariant=1, lang="en-GB", title=meta["title"])
    frame = rl.Frame(25 * mm, 22 * mm, 160 * mm, 250 * mm, 0, 0, 0, 0)
    page = rl.PageTemplate("body", [frame], onPageEnd=lambda canvas, _: at_the_foot(meta, canvas))
    document.addPageTemplates([page])
    document.build(flowables(meta, blocks))


def main() -> None:
    """Set every letter of several inspectorates."""
    register_fonts()
    standing = standing_text()
    for path in sorted(FAMILIES.glob("*/sources/*-*.md")):
        meta, blocks = parse(path, standing)
        if meta.get("form") == "joint letter":
            set_letter(meta, blocks, path.parents[1] / "sample" / f"{path.stem}.pdf")


if __name__ == "__main__":
    main()
