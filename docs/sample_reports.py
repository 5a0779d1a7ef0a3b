"""Set the invented sample reports as PDF files.

The sources in each family's ``sources/`` are plain text in a light markup:

    ---                    front matter, ``key: value`` lines, up to the next ``---``
    # Chapter    ## Heading of a finding    = Grade sentence, directly below the chapter
    [area for improvement] Title of a box, then its body, closed by ``[end]``
    - bullet      + numbered paragraph      ~ link at the end of the page
    {{name}}               standing text, kept once in a ``sources/standing.md``
    %page  %grades  %table ... %end

How reports of a family look is in ``sources/layout.txt``, as lines of the form ``key: value`` with fields of the front
matter in braces ({round} is the edition with a dash): ``cover``, ``subtitle`` and ``date`` stand on a page of their own,
and chapters begin pages then; ``title`` and ``below`` head the first page instead; ``top``, ``above`` and ``foot`` run
on every page.

Re-running gives byte-identical files, so a changed PDF always means a changed source.
"""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab import platypus as rl
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.paths import FAMILIES

FONTS = Path(reportlab.__file__).parent / "fonts"
BLUE, PALE = HexColor("#1f3a5f"), HexColor("#eef2f7")
SHADES = {
    "outstanding": "#1b7837",
    "good": "#4c9a52",
    "adequate": "#b08a1c",
    "requires improvement": "#d06a22",
    "inadequate": "#b2182b",
}
PLURALS = {"area for improvement": "Areas for improvement", "recommendation": "Recommendations"}
MARKS = {
    "# ": "chapter",
    "= ": "grade",
    "## ": "heading",
    "- ": "bullet",
    "+ ": "numbered",
    "~ ": "link",
    "@ ": "addressee",
    "^ ": "note",
}
RUNNING = {"top": 283, "above": 18, "foot": 14}  # millimetres from the foot of the page
SECTIONS = {
    "Main findings",
    "Our judgments",
    "Victim service assessment",
    "Vetting and counter corruption",
    "Reducing crime assessment",
    "What needs to improve?",
}


def style(size: float, bold: bool = False, **more: object) -> ParagraphStyle:
    """A paragraph style in the one font family that is used, embedded in the file."""
    settings = {
        "fontName": "VeraBd" if bold else "Vera",
        "bulletFontName": "Vera",
        "fontSize": size,
        "leading": size * 1.42,
        "spaceAfter": size * 0.6,
    } | more
    return ParagraphStyle(f"s{size}{bold}", **settings)


STYLES = {
    "text": style(10.5),
    "link": style(7.5, textColor=BLUE, spaceAfter=1),
    "title": style(26, True, textColor=BLUE),
    "subtitle": style(15, textColor=BLUE),
    "chapter": style(19, True, textColor=BLUE, keepWithNext=1),
    "section": style(14, True, spaceBefore=8, keepWithNext=1),
    "heading": style(11.5, True, spaceBefore=7, keepWithNext=1, spaceAfter=4),
    "grade": style(11.5, True, spaceAfter=12),
    "label": style(13, True, textColor=BLUE, spaceBefore=6, keepWithNext=1),
    "boxtitle": style(10.5, True, spaceAfter=2),
    "boxtext": style(10, spaceAfter=2),
    "bullet": style(10.5, bulletFontSize=10.5, leftIndent=14, bulletIndent=2, spaceAfter=4),
    "numbered": style(10.5, bulletFontSize=10.5, leftIndent=28, bulletIndent=0),
}


@dataclass
class Block:
    """One unit of a source: its kind and text; boxes and tables also have lines, a box has a label."""

    kind: str
    text: str = ""
    lines: list[str] = field(default_factory=list)
    label: str = ""


def parse(path: Path, standing: dict[str, list[str]]) -> tuple[dict[str, str], list[Block]]:
    """Read a source: its front matter, and its blocks with the standing text filled in."""
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    meta = dict(line.split(": ", 1) for line in front.splitlines())
    fields = meta | {"round": meta.get("edition", "").replace("-", "–")}
    looks = path.with_name("layout.txt")  # letters have none
    layout = looks.read_text("utf-8").splitlines() if looks.is_file() else []
    meta |= {key: value.format_map(fields) for key, value in (line.split(": ", 1) for line in layout)}
    blocks: list[Block] = []
    enclosing: Block | None = None
    for line in filter(None, map(str.strip, body.splitlines())):
        box = re.match(r"\[([a-z ]+)\] (.+)", line)
        mark = re.match(r"(?:#|=|##|-|\+|~|@|\^) ", line)
        if line in ("[end]", "%end"):
            enclosing = None
        elif enclosing:
            enclosing.lines.append(line)
        elif box or line in ("%table", "%signed"):
            enclosing = Block("box", box[2], label=box[1]) if box else Block(line[1:])
            blocks.append(enclosing)
        elif line.startswith("{{"):
            blocks += [Block("text", text.format_map(meta)) for text in standing[line.strip("{}")]]
        elif line.startswith("%"):
            blocks.append(Block(line[1:]))
        else:
            blocks.append(Block(MARKS[mark[0]], line[mark.end() :]) if mark else Block("text", line))
    return meta, blocks


def grade_picture(blocks: list[Block]) -> rl.Image:
    """Draw the summary of grades as a picture, as published reports do: it holds no text to extract."""
    rows: list[tuple[str, str]] = []
    for block, after in pairwise(blocks):
        if after.kind == "grade" and (found := re.search(r" (?:is (\w+)|(requires improvement)) at ", after.text)):
            rows.append((block.text, found[1] or found[2]))
    picture = Image.new("RGB", (1480, 60 * len(rows)), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONTS / "Vera.ttf"), 23)
    for top, (area, grade) in zip(range(0, 60 * len(rows), 60), rows, strict=True):
        draw.text((4, top + 15), area, fill="black", font=font)
        draw.rectangle((1150, top + 5, 1478, top + 54), fill=SHADES[grade])
        draw.text((1314, top + 30), grade.capitalize(), fill="white", font=font, anchor="mm")
    stream = BytesIO()
    picture.save(stream, "PNG")
    return rl.Image(stream, width=160 * mm, height=160 * mm * picture.height / picture.width)


class Setter:
    """Turns blocks into flowables; keeps links, and boxes of some reports, back until the page ends.

    In published reports of 2021/22 the text of a box often comes last on its page, far from its label.
    ``displaced_boxes: yes`` sets a report that way, so that readers of such pages can be tried.
    """

    def __init__(self, meta: dict[str, str], blocks: list[Block]) -> None:
        """Set a whole report."""
        self.meta, self.blocks, self.number = meta, blocks, 0
        self.story: list[rl.Flowable] = []
        self.page_end: list[rl.Flowable] = []
        self.front()
        for place, block in enumerate(blocks):
            self.add(place, block)
        self.story += self.page_end

    def put(self, text: str, kind: str, sign: str | None = None) -> None:
        """Add a paragraph to the story."""
        self.story.append(rl.Paragraph(text, STYLES[kind], bulletText=sign))

    def table(self, rows: Sequence[tuple[str, ...]], widths: Sequence[float]) -> rl.Table:
        """A bordered table whose first row is bold: a box (one column) or the judgements (two)."""
        cells = [
            [rl.Paragraph(cell, STYLES["boxtext" if number else "boxtitle"]) for cell in row]
            for number, row in enumerate(rows)
        ]
        look = rl.TableStyle(
            [
                ("GRID" if len(widths) > 1 else "BOX", (0, 0), (-1, -1), 1, BLUE),
                ("BACKGROUND", (0, 0), (-1, -1 if len(widths) == 1 else 0), PALE),
                ("LEFTPADDING", (0, 0), (-1, -1), 9),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ]
        )
        return rl.Table(cells, [width * mm for width in widths], style=look, spaceBefore=8, spaceAfter=10)

    def front(self) -> None:
        """Add the cover, or the head of the first page of a report without one."""
        meta, body = self.meta, self.meta["body"]
        notice = f"This report is invented, as a sample for testing. {body} does not exist."
        if meta.get("form") == "plain":  # its source has all there is on the cover
            return None
        if "cover" not in meta:
            self.put(meta["title"], "chapter")
            self.put(meta["below"], "boxtitle")
            return self.put(notice, "boxtext")
        self.story += [rl.NextPageTemplate("body"), rl.Spacer(1, 70 * mm)]
        self.put(meta["cover"], "title")
        self.put(meta["subtitle"], "subtitle")
        self.put(meta["date"], "text")
        return self.put(notice, "grade")

    def box(self, place: int) -> None:
        """Add a box; the first of a row of the same kind also gets the label."""
        before, label, after = (block.label for block in self.blocks[place - 1 : place + 2])
        if before != label:
            self.put(PLURALS[label] if label == after else label.capitalize(), "label")
        rows = [(text,) for text in [self.blocks[place].text, *self.blocks[place].lines]]
        goal = self.page_end if self.meta.get("displaced_boxes") == "yes" else self.story
        goal.append(rl.KeepTogether([self.table(rows, [160])]))

    def add(self, place: int, block: Block) -> None:
        """Add one block, after ending the page where it asks for a new one."""
        covered = "cover" in self.meta
        if block.kind == "page" or (block.kind == "chapter" and covered):
            self.story += [*self.page_end, rl.PageBreak()]
            self.page_end = []
        if block.kind == "box":
            self.box(place)
        elif block.kind == "link":
            self.page_end.append(rl.Paragraph(block.text, STYLES["link"]))
        elif block.kind == "grades":
            self.story += [grade_picture(self.blocks), rl.Spacer(1, 10)]
        elif block.kind == "table":
            plain = self.meta.get("form") == "plain"
            rows = [tuple(line.split(" | ")) for line in ([] if plain else ["Judgement | Grade"]) + block.lines]
            widths = ([160] if len(rows[0]) == 1 else [55, 105]) if plain else [88, 72]
            self.story.append(self.table(rows, widths))
        elif block.kind != "page":
            self.number += block.kind == "numbered"
            sign = {"bullet": "•", "numbered": f"{self.number}."}.get(block.kind)
            section = block.text in SECTIONS or (block.kind == "chapter" and not covered)
            self.put(block.text, "section" if section else block.kind, sign)
            if block.kind == "text" and self.meta.get("form") == "plain":
                self.story.append(rl.Spacer(1, 8))


def running_lines(meta: dict[str, str], canvas: Canvas) -> None:
    """Write the running header or footer lines and the page number."""
    lines = [(height, meta[key]) for key, height in RUNNING.items() if key in meta]
    canvas.setFont("Vera", 7.5)
    for height, line in lines:
        canvas.drawString(25 * mm, height * mm, line)
    canvas.drawRightString(185 * mm, 10 * mm, str(canvas.getPageNumber()))


def set_report(meta: dict[str, str], blocks: list[Block], target: Path) -> None:
    """Set one report and write it to the target file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    document = rl.BaseDocTemplate(str(target), pagesize=A4, invariant=1, lang="en-GB", title=meta["body"])
    frame = rl.Frame(25 * mm, 24 * mm, 160 * mm, 252 * mm, 0, 0, 0, 0)
    body = rl.PageTemplate("body", [frame], onPageEnd=lambda canvas, _: running_lines(meta, canvas))
    document.addPageTemplates([rl.PageTemplate("cover", [frame]), body] if "cover" in meta else [body])
    document.build(Setter(meta, blocks).story)


def standing_text() -> dict[str, list[str]]:
    """The paragraphs of standing text that sources name, by their names."""
    sources = (path.read_text("utf-8") for path in sorted(FAMILIES.glob("*/sources/standing.md")))
    return {name: text.strip().split("\n\n") for text in sources for name, text in re.findall(r"@(\S+)\n([^@]+)", text)}


def source(stem: str) -> Path:
    """The source of a sample."""
    return next(FAMILIES.glob(f"*/sources/{stem}.md"))


def register_fonts() -> None:
    """Make the one font family that is used known, with its bold type."""
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    pdfmetrics.registerFontFamily("Vera", normal="Vera", bold="VeraBd", italic="Vera", boldItalic="VeraBd")


def main() -> None:
    """Set every source but those of letters, see `docs.sample_letters` and `docs.sample_joint_letters`."""
    argparse.ArgumentParser(description="Set the invented sample reports as PDF files.").parse_args()
    register_fonts()
    standing = standing_text()
    for path in sorted(FAMILIES.glob("*/sources/*-*.md")):
        meta, blocks = parse(path, standing)
        if "letter" not in meta.get("form", ""):
            set_report(meta, blocks, path.parents[1] / "sample" / f"{path.stem}.pdf")


if __name__ == "__main__":
    main()
