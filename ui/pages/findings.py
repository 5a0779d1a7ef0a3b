"""Every finding that reports set apart, and every grade, as one table: filtered, sorted, by pages, and to download whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from corpus.bodies import KINDS
from corpus.families.registry import PROFILES
from index.contents.records import GRADE, SET_APART
from index.errors import BadFilter, IndexUnusable
from index.links import Links
from ui.html import words
from ui.html.browse import finding
from ui.parts import frame
from ui.parts.download import EXCEL, base
from ui.parts.filters import control
from ui.state import listed, session
from ui.state.engine import Engine
from ui.state.listed import FILTERS, ROWS, YEARS, Listed

SORTS = {
    "newest": "Newest inspection first",
    "oldest": "Oldest inspection first",
    "body": "Body",
    "kind": "Kind of finding",
    "area": "Area inspected",
    "file": "File",
}
NAMES = {**words.FILTERS, "body_kind": "Kind of body"}
LABELS = {"from": "Inspected from", "to": "Inspected until", "rows": "Rows a page"}
ASKED, TOUCHED = "findings-asked", "findings-touched"


def page() -> None:
    """The filters, the table, its pages and its files; all of it is in the address."""
    frame.begin("findings", "Findings")
    st.title("Findings", anchor=False)
    engine = frame.opened()
    if engine is None:
        return
    frame.banner(engine.info)
    if not st.session_state.pop(TOUCHED, False) or ASKED not in st.session_state:
        st.session_state[ASKED] = listed.from_params({key: st.query_params.get_all(key) for key in st.query_params})
    asked: Listed = st.session_state[ASKED]
    session.write(listed.to_params(asked))
    st.write(
        "What reports set apart in boxes and lists, and the grades they give, in their own words. "
        "Ordinary paragraphs are listed where you choose their kind."
    )
    _filters(engine, asked)
    _listed(engine, asked)
    frame.footer(engine.info)


def _listed(engine: Engine, asked: Listed) -> None:
    """The rows of this page, or the sentence that says why there are none."""
    try:
        found = engine.read(
            lambda searcher: searcher.findings(
                asked.where, asked.contains, order=asked.sort, after=asked.after, limit=asked.rows
            )
        )
    except (BadFilter, IndexUnusable) as error:
        st.error(words.plain(str(error)), icon=":material/error:")
        return
    pages = asked.pages(found.total)
    if asked.contains:
        frame.titled("Findings", asked.contains)
    if not found.total:
        st.info("No finding matches these filters.")
        return
    if asked.page > pages:
        st.info(
            f"There is no page {asked.page:,}: {words.count(found.total, 'finding')} fill {words.count(pages, 'page')}."
        )
        st.button("First page", on_click=_turn, args=(1,))
        return
    shown = f"{asked.after + 1:,} to {asked.after + len(found):,} of " if pages > 1 else ""
    st.html(f"<p role='status'><strong>{shown}{words.count(found.total, 'finding')}</strong></p>")
    _downloads(engine, asked)
    st.html(finding.table(found.records, Links(".", engine.generation), asked.sort))
    if pages > 1:
        _pages(asked, pages)


def _pages(asked: Listed, pages: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Previous", key="previous", on_click=_turn, args=(asked.page - 1,), disabled=asked.page == 1)
        st.html(f"<p>Page {asked.page:,} of {pages:,}</p>")
        st.button("Next", key="next", on_click=_turn, args=(asked.page + 1,), disabled=asked.page == pages)


def _downloads(engine: Engine, asked: Listed) -> None:
    """All that is filtered as a file, made when it is asked for."""
    with st.container(horizontal=True):
        for name, label, mime in (("csv", "CSV", "text/csv"), ("xlsx", "Excel", EXCEL)):
            st.download_button(
                f"Download all as {label}", data=partial(file_of, engine, asked, name, base()), file_name=f"findings.{name}",
                mime=mime, on_click="ignore", icon=":material/download:", key=f"findings.{name}",
            )  # fmt: skip


def file_of(engine: Engine, asked: Listed, name: str, here: str) -> bytes:
    """The whole table as a file, read and written row by row."""
    from index.export.contents import findings_book, findings_table

    rows = engine.read(lambda searcher: searcher.each_finding(asked.where, asked.contains, order=asked.sort))
    links = Links(here, engine.generation)
    if name == "csv":
        return findings_table.csv_file(rows, links)
    names = {report.key: report.name for report in engine.reports}
    return findings_book.book(
        rows, links, engine.info, findings_book.Asked(asked.where, asked.contains, SORTS[asked.sort], names)
    )


# Filters -----------------------------------------------------------------------------------------------------------------


def _filters(engine: Engine, asked: Listed) -> None:
    """What is asked most at once, the other filters folded while they are not in use."""
    offered = choices(engine)
    words_box, kind, order = st.columns([2, 1, 1])
    with words_box:
        _box(st.text_input, "contains", asked.contains, "Text contains", type="search", max_chars=500)
    with kind:
        _several(offered, asked, "kind")
    with order:
        _box(st.selectbox, "sort", asked.sort, "Sort by", options=list(SORTS), format_func=SORTS.__getitem__)
    others = [key for key in FILTERS if key != "kind"]
    used = bool(asked.years) or any(asked.filters.get(key) for key in others)
    with st.expander("More filters", expanded=used):
        columns = st.columns(3)
        for number, key in enumerate(others):
            with columns[number % 3]:
                _several(offered, asked, key)
        years = sorted({year for report in engine.reports for year in report.years}, reverse=True)
        for (key, label), column in zip(LABELS.items(), columns, strict=True):
            with column:
                _year(key, label, years, asked)
    if asked.narrowed:
        st.button("Clear filters", key="findings-clear", on_click=_clear)


def _box(draw: Callable[..., object], key: str, value: object, label: str, **given: object) -> None:
    """A widget with the value that is asked for."""
    control(_name(key), value)
    draw(label, key=_name(key), on_change=_changed, **given)


def _several(offered: Mapping[str, Mapping[str, str]], asked: Listed, key: str) -> None:
    """A box for a filter; values that no report has are shown as they are in the address."""
    chosen = list(asked.filters.get(key, ()))
    labels = {**{value: value for value in chosen}, **offered[key]}
    _box(st.multiselect, key, chosen, NAMES[key], options=list(labels), format_func=partial(_label, labels), placeholder="All")  # fmt: skip


def _year(key: str, label: str, years: Sequence[str], asked: Listed) -> None:
    """A box for the first or the last year, or the rows of a page."""
    if key == "rows":
        _box(st.selectbox, key, asked.rows, label, options=list(ROWS))
        return
    value = asked.years.get(key)
    options = [*years, value] if value and value not in years else list(years)
    _box(st.selectbox, key, value, label, options=options, index=None, placeholder="Any year")


def _label(labels: Mapping[str, str], value: str) -> str:
    return words.plain(labels[value])


def choices(engine: Engine) -> dict[str, dict[str, str]]:
    """The values of each filter with their labels, as far as reports of this index have them."""
    known = {key: {c.value: c.label for c in own} for key, own in engine.catalogue().choices.items()}
    held = {engine.bodies[r.key].kind for r in engine.reports if r.key in engine.bodies}
    kinds = known.get("kind", {})
    order = [*SET_APART, *kinds]
    return {key: known.get(key, {}) for key in FILTERS} | {
        "family": {f: p.label for f, p in PROFILES.items() if any(r.family == f for r in engine.reports)},
        "body_kind": {key: words.sentence_case(kind.label) for key, kind in KINDS.items() if key in held},
        "kind": {kind: words.kind(kind) for kind in dict.fromkeys(order) if kind == GRADE or kind in kinds},
    }


def _name(key: str) -> str:
    return f"findings:{key}"


def _changed() -> None:
    """What the boxes say, from the first page on."""
    state = st.session_state
    filters = {key: tuple(state[_name(key)]) for key in FILTERS if state.get(_name(key))}
    years = {key: state[_name(key)] for key in YEARS if state.get(_name(key))}
    contains = " ".join((state[_name("contains")] or "").split())
    _touch(Listed(filters, years, contains, state[_name("sort")], 1, state[_name("rows")]))


def _clear() -> None:
    asked: Listed = st.session_state[ASKED]
    _touch(Listed(sort=asked.sort, rows=asked.rows))


def _turn(number: int) -> None:
    _touch(st.session_state[ASKED].turned(number))


def _touch(asked: Listed) -> None:
    st.session_state[ASKED], st.session_state[TOUCHED] = asked, True
