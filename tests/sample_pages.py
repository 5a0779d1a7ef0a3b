"""Web pages of the invented sample reports, made from the same sources as their PDFs."""

from __future__ import annotations

from html import escape

from docs.sample_reports import PLURALS, SECTIONS, Block, parse, source, standing_text

AROUND = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><script>let a;</script></head>
<body><header><a href="/">The inspectorate</a><form>Search <input></form></header><nav><ul><li>Forces</li></ul></nav>
<div id="cookie-notice"><h2>We use cookies</h2><p>Accept them or reject them.</p></div>
<main><nav class="toc">Contents</nav><article>{body}</article><aside>Related reports</aside></main>
<footer><p>Open Government Licence</p></footer></body></html>"""


def page_of(stem: str, more: str = "") -> str:
    """The web page of a sample; `more` is HTML that stands at the report's end."""
    meta, blocks = parse(source(stem), standing_text())
    kinds = [Block(""), *blocks, Block("")]
    body = _front(meta) + "".join(_html(*kinds[i - 1 : i + 2]) for i in range(1, len(kinds) - 1))
    return AROUND.format(title=f"{meta['body']} – PEEL", body=f"{body}{more}")


def _front(meta: dict[str, str]) -> str:
    name, body = meta["edition"].replace("-", "–"), escape(meta["body"])
    return (
        f"<header><h1>PEEL {name}</h1></header><p>Police effectiveness, efficiency and legitimacy</p>"
        f"<p>An inspection of {body}</p><p>Published on 18 July 2099</p>"
    )


def _html(before: Block, block: Block, after: Block) -> str:
    """One block; bullets in a row are one list, and boxes of a kind in a row have one label."""
    text = escape(block.text)
    if block.kind == "bullet":
        start, end = "<ul>" * (before.kind != "bullet"), "</ul>" * (after.kind != "bullet")
        return f"{start}<li>{text}</li>{end}"
    if block.kind == "box":
        label = PLURALS[block.label] if block.label == after.label else block.label.capitalize()
        head = f"<h3>{label}</h3>" if before.label != block.label else ""
        inner = "".join(f"<p>{escape(line)}</p>" for line in block.lines)
        return f'{head}<div class="box"><h4>{text}</h4>{inner}</div>'
    if after.kind == "link":
        text = f'<a href="{after.text}">{text}</a>'  # a PDF dumps the address at the page's end
    if block.kind == "link":
        return ""
    if block.kind in ("grades", "page"):
        return '<figure><img src="grades.png" alt=""></figure>'
    tag = {"chapter": "h2", "heading": "h3" if block.text in SECTIONS else "h4"}.get(block.kind, "p")
    return f"<{tag}>{text}</{tag}>\n"
