"""Set the invented sample letters as PDF files, from sources in the markup of `docs.sample_reports`.

The front matter of a letter says ``form: letter``, its date, whom it is to (lines apart by semicolons) and who signed it.
``letterhead: first`` puts the inspectorate's address before the text of the first page in the file, as letters until 2021 have
it, ``last`` after it, so that it cuts what runs on to the second page.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from reportlab import platypus as rl
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from corpus.paths import FAMILIES
from docs.sample_reports import STYLES, Block, parse, register_fonts, standing_text, style

LETTERHEAD = (
    ("Vera", ("Ofsted", "Piccadilly Gate", "Store Street", "Manchester", "M1 2WD")),
    ("VeraBd", ("T 0300 123 1231", "Textphone 0161 618 8524")),
    ("Vera", ("enquiries@ofsted.gov.uk",)),
)
HEADING = style(10.5, True, spaceBefore=7, keepWithNext=1, spaceAfter=4)
SPACE = rl.Spacer(1, 10 * mm)


def letterhead(canvas: Canvas) -> None:
    """Write the inspectorate's address over the text of the first page: name and place, and beside it how to reach it."""
    for column, (font, lines) in enumerate(LETTERHEAD):
        canvas.setFont(font, 8)
        for row, line in enumerate(lines):
            x, below = (25, row) if column == 0 else (70, row + 1 + 2 * (column - 1))
            canvas.drawString(x * mm, (284 - 3.8 * below) * mm, line)


def flowables(meta: dict[str, str], blocks: list[Block]) -> list[rl.Flowable]:
    """A letter from its date to its signature."""
    address = "<br/>".join(line.strip() for line in meta["to"].split(";"))
    story: list[rl.Flowable] = [
        rl.Paragraph(meta["date"], STYLES["text"]),
        SPACE,
        rl.Paragraph(address, STYLES["text"]),
        SPACE,
    ]
    story += [rl.Paragraph(f"Dear {meta['dear']}", STYLES["text"])]
    for block in blocks:
        look = HEADING if block.kind == "heading" else STYLES[block.kind]
        story.append(rl.Paragraph(block.text, look, bulletText="•" if block.kind == "bullet" else None))
    signature = f"{meta['signed']}<br/><b>His Majesty’s Inspector</b>"
    return [*story, rl.Paragraph("Yours sincerely", STYLES["text"]), SPACE, rl.Paragraph(signature, STYLES["text"])]


def set_letter(meta: dict[str, str], blocks: list[Block], target: Path) -> None:
    """Set one letter and write it to the target file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    document = rl.BaseDocTemplate(str(target), pagesize=A4, invariant=1, lang="en-GB", title=meta["body"])
    first = rl.Frame(25 * mm, 20 * mm, 160 * mm, 240 * mm, 0, 0, 0, 0)
    later = rl.Frame(25 * mm, 20 * mm, 160 * mm, 257 * mm, 0, 0, 0, 0)
    when = "onPage" if meta["letterhead"] == "first" else "onPageEnd"
    pages = [
        rl.PageTemplate("first", [first], autoNextPageTemplate="later", **{when: lambda canvas, _: letterhead(canvas)}),
        rl.PageTemplate("later", [later]),
    ]
    document.addPageTemplates(pages)
    document.build(flowables(meta, blocks))


def main() -> None:
    """Set every letter."""
    argparse.ArgumentParser(description="Set the invented sample letters as PDF files.").parse_args()
    register_fonts()
    standing = standing_text()
    for path in sorted(FAMILIES.glob("*/sources/*-*.md")):
        meta, blocks = parse(path, standing)
        if meta.get("form") == "letter":
            set_letter(meta, blocks, path.parents[1] / "sample" / f"{path.stem}.pdf")


if __name__ == "__main__":
    main()
