"""A saved web page of a report reads as its PDF does, and gives the grades that were added to it later."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.records import Report
from index.encoder import HashingEncoder
from index.searcher import Searcher
from index.storage import database
from ingest.build import pipeline
from ingest.read.files import Unreadable, read
from ingest.read.report import parse_file
from ingest.read.twins import merge
from ingest.show import as_json, as_text
from tests import samples
from tests.sample_pages import page_of

BODIES = samples.BODIES
STEMS = sorted(path.stem for path in (samples.PEEL).glob("*.pdf"))
ENOUGH = f"<p>{'The force answers calls. ' * 20}</p>"
SOC = (
    "<h2>Disrupting serious organised crime</h2>"
    "<p>Fernmoor Police is outstanding at tackling serious and organised crime.</p>"
)


def saved(folder: Path, html: str | bytes, name: str = "page.html") -> Path:
    path = folder / name
    path.write_bytes(html if isinstance(html, bytes) else html.encode())
    return path


def texts(folder: Path, body: str) -> list[str]:
    """The lines of a page with this body after one paragraph that is long enough for a report."""
    return [line.text for line in read(saved(folder, f"<html><body><h1>Title</h1>{ENOUGH}{body}</body></html>")).lines][
        2:
    ]


def told(report: Report) -> list[tuple[object, ...]]:
    """The findings of a report after its cover, as kind, title, area and words."""
    shown = as_json(report)["findings"]
    return [(f["kind"], f["title"], f["area"], f["text"], f["speaker"], f["resolved"]) for f in shown if f["page"] > 1]


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_reads_as_the_pdf_of_the_same_report(stem: str, tmp_path: Path) -> None:
    pdf = parse_file(samples.PEEL / f"{stem}.pdf", BODIES)
    page = parse_file(saved(tmp_path, page_of(stem)), BODIES)
    assert (page.body, page.edition, page.cycle, page.title) == (pdf.body, pdf.edition, pdf.cycle, pdf.title)
    assert [(g.area, g.label, g.grade) for g in page.grades] == [(g.area, g.label, g.grade) for g in pdf.grades]
    assert page.not_judged == pdf.not_judged
    assert [(s.heading, s.area) for s in page.sections] == [(s.heading, s.area) for s in pdf.sections]
    findings = told(pdf)
    shown = as_json(page)["findings"]
    read_off = [(f["kind"], f["title"], f["area"], f["text"], f["speaker"], f["resolved"]) for f in shown]
    assert read_off[-len(findings) :] == findings
    for grade in page.grades:
        assert grade.grade in page.text(grade.place)
    assert len(page.pages) == 1


def test_the_links_to_a_glossary_are_the_topics_of_the_page(tmp_path: Path) -> None:
    page = parse_file(saved(tmp_path, page_of("ostermarch-2021-22")), BODIES)
    pdf = parse_file(samples.PEEL / "ostermarch-2021-22.pdf", BODIES)
    assert page.pages[0].topics
    assert set(page.pages[0].topics) <= {topic for one in pdf.pages for topic in one.topics}
    assert "://" not in page.pages[0].text


def test_the_day_on_a_page_is_noted_and_not_taken(tmp_path: Path) -> None:
    page = parse_file(saved(tmp_path, page_of(STEMS[0])), BODIES)
    assert page.published is None
    assert any("“Published on 18 July 2099”" in problem for problem in page.problems)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ul><li>One</li><li>Two <b>words</b></li></ul>", ["• One", "• Two words"]),
        ("<ol><li>First</li><li>Second</li></ol>", ["1. First", "2. Second"]),
        ("<ul><li>Outer<ul><li>Inner</li></ul></li></ul>", ["• Outer", "– Inner"]),
        ("<ul><li><p>Para one.</p><p>Para two.</p></li></ul>", ["• Para one.", "Para two."]),
        ("<table><tr><th>Area</th><th>Grade</th></tr><tr><td><p>Overall</p></td><td>Good</td></tr></table>",
         ["Area Grade", "Overall Good"]),
        ("<table><tr><td><h4>Box title</h4><p>Box text.</p></td></tr></table>", ["Box title", "Box text."]),
        ("<div>Loose text<p>and a paragraph</p>and more</div>", ["Loose text", "and a paragraph", "and more"]),
        ("<p>A <a href='/x/glossary/domestic-abuse/'>term</a> here</p>",
         ["A term here", "https://glossary.invalid/x/glossary/domestic-abuse/"]),
        ("<nav>Menu</nav><aside>Also</aside><div class='cookie-bar'>Accept</div><!-- note --><p>Kept</p>", ["Kept"]),
        ("<p hidden>Hidden</p><form><p>Search</p></form><p>Kept&nbsp;too</p>", ["Kept too"]),
        ("<p>Not closed<p>nor this", ["Not closed", "nor this"]),
        # what a reader has to open is content
        ("<div hidden='until-found'><p>Opened.</p></div>", ["Opened."]),
        ("<details><summary>More</summary><p>Opened.</p></details>", ["More", "Opened."]),
        ("<h2><button aria-controls='p1'>Vetting<span class='toggle-text'>Show</span></button></h2><div id='p1' hidden><p>It is slow.</p></div>",
         ["Vetting", "It is slow."]),
        ("<a href='#t2'>Crime</a><section id='t2' aria-hidden='true'><p>It is low.</p></section>", ["Crime", "It is low."]),
        ("<div class='accordion'><div hidden><p>The force is slow to answer calls at night.</p></div></div>",
         ["The force is slow to answer calls at night."]),
        ("<p hidden>Thank you for your feedback.</p><p aria-hidden='true'>Icon</p><p>Kept</p>", ["Kept"]),
        # boxes may be asides; what is beside a report is not
        ("<h3>Area for improvement</h3><aside class='box'><h4>The force should act</h4><p>It does not.</p></aside>",
         ["Area for improvement", "The force should act", "It does not."]),
        ("<aside><p>The force has acted on all that we found before.</p></aside>", ["The force has acted on all that we found before."]),
        ("<aside><h2>Related content</h2><p>There is a report on the area beside it.</p></aside><p>Kept</p>", ["Kept"]),
        ("<aside><p>See <a href='/x'>the report of last year and the one of the year before.</a></p></aside><p>Kept</p>", ["Kept"]),
        ("<form><label>Your view of this page, in your words.</label><textarea></textarea></form><p>Kept</p>", ["Kept"]),
        ("<div role='dialog'><h2>Cookies</h2><p>We would like to set cookies on this machine.</p></div><p>Kept</p>", ["Kept"]),
        # a name that only sounds like a notice's
        ("<section id='information-sharing'><h3>Information sharing</h3><p>Partners share what they know in time.</p></section>",
         ["Information sharing", "Partners share what they know in time."]),
        ("<h3 id='consent-of-victims'>Consent</h3><p class='consent-of-victims'>Victims are asked for their consent first.</p>",
         ["Consent", "Victims are asked for their consent first."]),
        ("<div class='consent-banner'><p>We value what you think of us here.</p><button>Accept</button></div><p>Kept</p>", ["Kept"]),
        ("<div class='share-links'><a href='/a'>Post</a> <a href='/b'>Mail</a></div><p>Kept</p>", ["Kept"]),
        # marks of notes, and the notes
        ("<p>It met 60<sup>2</sup> cases<sup><a href='#n3'>[3]</a></sup> in 9 km<sup>2</sup> on the 4<sup>th</sup>.</p>"
         "<ol class='footnotes'><li>A note.</li></ol>", ["It met 60 cases in 9 km2 on the 4th."]),
    ],
)  # fmt: skip
def test_what_stands_on_a_line(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert texts(tmp_path, body) == expected


def test_headings_are_larger_than_the_text_and_bold(tmp_path: Path) -> None:
    body = "".join(f"<h{n}>Level {n}</h{n}>" for n in range(1, 5)) + f"<p><strong>All bold</strong></p>{ENOUGH}"
    lines = read(saved(tmp_path, f"<html><body>{body}</body></html>")).lines
    assert [(line.size, line.bold) for line in lines] == [
        (26, True), (20, True), (15, True), (13, True), (11, True), (11, False),
    ]  # fmt: skip
    assert all(line.blank_before and line.page == 1 for line in lines)


@pytest.mark.parametrize(
    ("html", "says"),
    [
        (
            "<!DOCTYPE html><html><head><title>Report not found</title></head><body><p>Sorry.</p></body></html>",
            "tells of an error",
        ),
        ("<html><title>404</title><body><h1>Oops</h1></body></html>", "tells of an error"),
        ("<html><body><h1>Access Denied</h1><p>You have no permission.</p></body></html>", "tells of an error"),
        ("<html><body><p>Hello</p></body></html>", "no text of a report"),
        ("words without any markup", "holds no HTML"),
        ("page.html", "holds no HTML"),
        ('<?xml version="1.0"?><feed><entry>Hello</entry></feed>', "no text of a report"),
        (b"%PDF-1.7 and so on", "holds a PDF"),
        ("<html><body>" + "<div>" * 2000 + ENOUGH, "nested far deeper"),
        (b"<html>" + b" " * 10_000_001, "larger than 10 MB"),
        (f"<html><body><p>{'word ' * 12_000}</p></body></html>", "paragraphs far longer"),
    ],
)
def test_a_page_that_is_no_report_says_why_in_one_sentence(tmp_path: Path, html: str | bytes, says: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(saved(tmp_path, html))
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_page_of_another_kind_is_left_to_the_reader_of_any_report(tmp_path: Path) -> None:
    page = saved(tmp_path, f"<html><body><h1>Annual accounts</h1>{ENOUGH}</body></html>")
    assert parse_file(page, BODIES).family == "general"


def test_a_build_takes_a_pdf_and_its_page_as_one_report(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for file in (samples.PEEL / "bodies.csv", samples.PEEL / "fernmoor-2021-22.pdf"):
        shutil.copy(file, reports)
    saved(reports, page_of("fernmoor-2021-22", SOC), "fernmoor.html")
    saved(reports, "<html><title>404</title><body>Not found</body></html>", "lost.htm")
    built = pipeline.build([reports], tmp_path / "index", HashingEncoder())
    assert [(report.file, len(report.grades)) for report in built.reports] == [("fernmoor-2021-22.pdf", 9)]
    assert [file for file, _ in built.refused] == ["lost.htm"]
    assert built.notes == (
        "fernmoor.html is the same report as fernmoor-2021-22.pdf: one report, two sources; grades taken from it: 1",
    )
    (report,) = Searcher.open(tmp_path / "index").info().reports
    assert report.sources == ("fernmoor-2021-22.pdf", "fernmoor.html")


# The page as a twin of the PDF -----------------------------------------------------------------------------------------


def twins(folder: Path, page: str) -> Report:
    """The sample of Fernmoor 2021/22 merged with a web page of it."""
    pdf = parse_file(samples.PEEL / "fernmoor-2021-22.pdf", BODIES)
    (report,), _ = merge([parse_file(saved(folder, page, "fernmoor.html"), BODIES), pdf])
    return report


def test_grades_added_or_changed_on_the_page_are_taken_and_say_so(tmp_path: Path) -> None:
    changed = page_of("fernmoor-2021-22", SOC).replace("is good at prevention", "is inadequate at prevention")
    report = twins(tmp_path, changed)
    assert report.file == "fernmoor-2021-22.pdf"
    assert [source.kind for source in report.sources] == ["pdf", "html"]
    soc, prevention = (next(g for g in report.grades if g.area == area) for area in ("soc", "prevention"))
    assert (soc.grade, soc.place, soc.source) == ("outstanding", (), "fernmoor.html")
    assert (prevention.grade, prevention.place, prevention.source) == ("inadequate", (), "fernmoor.html")
    assert len(report.grades) == 9
    assert sum(g.source is None and bool(g.place) for g in report.grades) == 7
    assert (
        "Disrupting serious organised crime: outstanding is the grade of fernmoor.html; "
        "fernmoor-2021-22.pdf gives no grade for it"
    ) in report.problems
    assert any("inadequate is the grade of fernmoor.html; fernmoor-2021-22.pdf says good" in p for p in report.problems)
    assert len(report.pages) == 15


def test_a_page_that_says_the_same_changes_nothing(tmp_path: Path) -> None:
    report = twins(tmp_path, page_of("fernmoor-2021-22"))
    assert all(grade.source is None and grade.place for grade in report.grades)
    assert not any("is the grade of" in problem for problem in report.problems)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("ten areas of policing. We make graded judgments in nine of these ten", None),
        ("11 areas of policing. We make graded judgments in 10 of these 11", "it grades 10 areas; 9 grades were found"),
        ("12 areas of policing. We make graded judgments in 11 of these 12", "it grades 11 areas; 9 grades were found"),
    ],
)
def test_the_pages_own_count_is_set_beside_its_grades(tmp_path: Path, line: str, problem: str | None) -> None:
    old = "nine areas of policing. We make graded judgments in eight of these nine"
    html = page_of("fernmoor-2021-22", SOC)
    assert old in html
    problems = [p for p in twins(tmp_path, html.replace(old, line)).problems if "grades were found" in p]
    assert problems == ([f"fernmoor.html: the report says that {problem}"] if problem else [])


def test_where_a_grade_is_from_is_stored_and_shown(tmp_path: Path) -> None:
    report = twins(tmp_path, page_of("fernmoor-2021-22", SOC))
    shown = next(g for g in as_json(report)["grades"] if g["area"] == "soc")
    assert (shown["page"], shown["quote"], shown["source"]) == (None, None, "fernmoor.html")
    assert "(fernmoor.html)" in as_text(report)
    database.write(tmp_path / "reports.db", BODIES.bodies, [database.Stored(report, (), ())], (), {})
    rows = database.Store(tmp_path / "reports.db").rows(
        "select area, place, source from grade where source is not null"
    )
    assert [tuple(row) for row in rows] == [("soc", "[]", "fernmoor.html")]


@pytest.mark.parametrize("wrap", ["aside", "form", "dialog open", "main><form", "div role=dialog"])
def test_a_page_whose_whole_text_is_wrapped_in_something_is_read(tmp_path: Path, wrap: str) -> None:
    plain = parse_file(saved(tmp_path, page_of("fernmoor-2021-22")), BODIES)
    html = page_of("fernmoor-2021-22")
    at, end = html.index("<main"), html.index("</main>")
    inside = html[html.index(">", at) + 1 : end]
    closing = "".join(f"</{part.split()[0]}>" for part in reversed(wrap.split("><")))
    wrapped = parse_file(saved(tmp_path, f"<html><body><{wrap}>{inside}{closing}</body></html>"), BODIES)
    assert told(wrapped) == told(plain)
    assert [(g.area, g.grade) for g in wrapped.grades] == [(g.area, g.grade) for g in plain.grades]


@pytest.mark.parametrize("tag", ["main", "article"])
def test_all_main_parts_of_a_page_are_read(tmp_path: Path, tag: str) -> None:
    html = f"<html><body><{tag}><h1>Title</h1>{ENOUGH}</{tag}><p>Beside</p><{tag}><p>The second part.</p></{tag}></body></html>"
    assert [line.text for line in read(saved(tmp_path, html)).lines][2:] == ["The second part."]


PAGE = f"<html><head><meta charset='%s'></head><body><h1>It isn’t 2023–25</h1>{ENOUGH}</body></html>"


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("iso-8859-1", "cp1252"),  # read as browsers do
        ("latin1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("iso-8859-1", "utf-8"),  # it is UTF-8, whatever it says
        ("utf-8", "cp1252"),
        ("no-such-code", "cp1252"),
        ("utf-8", "utf-16"),
        ("utf-8", "utf-16-le"),  # without a mark
        ("utf-8", "utf-16-be"),
    ],
)
def test_the_letters_of_a_page_are_read_as_browsers_read_them(tmp_path: Path, said: str, encoding: str) -> None:
    found = read(saved(tmp_path, (PAGE % said).encode(encoding)))
    assert found.lines[0].text == "It isn’t 2023–25"
