"""Small inputs after faults that people reported of other readers, each read as it is right: a test an input.

The inputs are in the judged data; where an input differs from a plain report in one finding, what it has to say there is
below.
"""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest

from corpus import bodies
from corpus.records import Report
from index.encoder import HashingEncoder
from ingest.build import inputs
from ingest.read.report import parse_file
from tests.ingest.rebuild.builds import build

pytestmark = pytest.mark.shared

LIGATURES = (
    "Staff find it difficult to file orders",
    (
        "The force didn’t find the officers that it needed for difficult files.",
        "Officers first confirm the facts. The office then files the application with confidence.",
    ),
)
BROKEN = (
    "Officers don’t apply for orders",
    (
        "The force has a good record of safeguarding children.",
        "it doesn’t apply for enough protection orders, and it isn’t sure how many domestic abuse victims wait for one.",
    ),
)
COLUMNS = (
    "The force doesn’t use protective orders enough",
    (
        "Officers told us that they didn’t know how to apply for one, and nobody had shown them.",
        "The dogs section is a credit to the force. Handlers train every day, and their kennels are clean and warm.",
    ),
)
SEEN = "The force uses orders well", ("The force applied for many domestic violence protection orders.",)
STATION = (
    "couldn’t say how an order is applied for, and supervisors weren’t sure who keeps the list of them or how often"
)
STATIONS = "The force is slow to use its powers", (
    *(f"In the {number} station that we went to, officers {STATION} it is looked at by those in charge." for number in ("first", "fifth")),
)  # fmt: skip
FINDINGS = {
    **{
        f"02-ligature-map/{name}.pdf": LIGATURES for name in ("good", "nul", "private", "replacement", "tab", "wrong-O")
    },
    **{f"03-broken-words/{name}.pdf": BROKEN for name in ("hyphen-minus", "none", "soft", "u2010", "u2011")},
    "05-footnotes/raised.pdf": (
        "The force uses few orders",
        ("an order in 27 of 60 cases. It answered 52 percent of calls within ten seconds.",),
    ),
    **{f"08-two-columns/in-{name}-order.pdf": COLUMNS for name in ("column", "row")},
    **{f"09-hidden-text/{name}.pdf": SEEN for name in ("layer", "mode3", "off-page", "white")},
    "10-roman-pages/roman.pdf": STATIONS,
    **{
        f"16-index-drift/{name}.pdf": ("The force uses few orders", ("Officers told us that they didn’t know how.",))
        for name in ("emoji-x3", "none")
    },
    "20-wrapped/boxes-in-aside.html": (
        "The force should apply for more domestic violence protection orders",
        ("It applied for only three in a year.",),
    ),
    **{
        f"21-letters/welsh-{form}.txt": (
            "Mae’r heddlu’n araf: the force is slow in Ynys Dŵr",
            ("Officers at Tŷ Gwyn told us that they didn’t know how. The café at the station wasn’t safe.",),
        )
        for form in ("nfc", "nfd")
    },
}
HIDDEN = "text that cannot be seen on page 7 was left out"
# These differ from the plain report in how they are stored alone.
AS_PLAIN = [
    "18-collapsed/details.html", "18-collapsed/one-finding-until-found.html", "20-wrapped/aside.html",
    *(f"21-letters/html-{name}.html" for name in ("cp1252-said-latin1", "cp1252-unsaid", "entities", "utf16-said-utf8", "utf16", "utf8-said-latin1", "utf8-unsaid")),
    *(f"21-letters/text-{name}.txt" for name in ("cp1252", "cr", "doubly-encoded", "mac", "nel", "u2028", "utf16", "utf16le-no-mark", "utf8-mark")),
]  # fmt: skip


def read(shared: Path, name: str) -> Report:
    path = shared / "eval" / "cases" / name
    own = bodies.register_for(path.parent, [path.parent]) if (path.parent / "bodies.csv").is_file() else bodies.load()
    return parse_file(path, own, name)


def said(report: Report) -> list[tuple[str, str | None, str | None, tuple[str, ...]]]:
    return [(f.kind, f.area, f.title, tuple(report.text(p.place) for p in f.paragraphs)) for f in report.findings]


@pytest.mark.parametrize("name", FINDINGS)
def test_a_finding_says_what_a_reader_sees(shared: Path, name: str) -> None:
    report = read(shared, name)
    title, texts = FINDINGS[name]
    [own] = [f for f in report.findings if normalize("NFC", f.title or "") == title]
    found = normalize("NFC", " ".join(report.text(paragraph.place) for paragraph in own.paragraphs))
    assert [text for text in texts if text not in found] == []
    assert len(report.grades) == 8
    assert (HIDDEN in report.problems) == name.startswith("09")


@pytest.mark.parametrize("name", AS_PLAIN)
def test_how_a_file_is_stored_changes_nothing(shared: Path, name: str) -> None:
    plain = read(shared, "00-base/wexbourne.pdf")
    report = read(shared, name)
    assert said(report) == said(plain)
    assert report.grades
    assert [(g.area, g.grade) for g in report.grades] == [(g.area, g.grade) for g in plain.grades]
    assert report.body == "wexbourne"


def test_no_folio_stands_in_a_sentence(shared: Path) -> None:
    report = read(shared, "10-roman-pages/roman.pdf")
    texts = [text for *_, paragraphs in said(report) for text in paragraphs]
    assert [text for text in texts if text.rstrip().endswith((" vi", " vii", " viii", " ix"))] == []


def test_files_of_other_endings_are_read_by_their_content(shared: Path, tmp_path: Path) -> None:
    built = build(shared / "eval" / "cases" / "36-other-endings", tmp_path)
    assert {report.body for report in built.reports} == {"wexbourne", "tarnholt", "skelmarsh"}
    assert any("dulwater.mhtml is the same report as wexbourne.txt" in note for note in built.notes)
    assert built.refused == ()


def test_every_input_is_looked_at(shared: Path) -> None:
    folders = ("02", "03", "05", "08", "09", "10", "16", "18", "20", "21")
    root = shared / "eval" / "cases"
    given = inputs.gather([f for f in sorted(root.iterdir()) if f.name[:2] in folders], HashingEncoder(), root)
    assert {file.name for file in given.files} - {*FINDINGS, *AS_PLAIN} == {"10-roman-pages/sentence-over-page.pdf"}
