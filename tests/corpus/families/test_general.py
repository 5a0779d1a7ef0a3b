"""Reports of kinds that have no family here: read all the same, by what headings of all reports say."""

from __future__ import annotations

from datetime import date
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from corpus.bodies import Bodies, load
from corpus.families.general.reader import kind_under
from corpus.records import Body, Report, Span
from index.encoder import HashingEncoder
from index.searcher import Searcher
from ingest.build import pipeline
from ingest.read.lines import Unreadable
from ingest.read.report import parse_file

# Made from what such reports are published to look like; every body in them is invented. "#" is the title, "##" a heading.
REPORTS = {
    "prison": """# Report on an unannounced inspection of HMP Fallowgate
Dates of inspection: 3 to 14 March 2025
## Introduction
Fallowgate is a training prison for men.
## Key concerns and recommendations
Prisoners spend too long in their cells. At weekends they are unlocked for two hours.
## Notable positive practice
Every new arrival is met by a trained prisoner who stays for the first evening.
## Safety
Violence had fallen by a fifth, and leaders looked into every incident that was reported to them.
## Recommendations
* The governor should unlock prisoners for eight hours a day.
* The health provider should fill the vacancies for nurses.""",
    "fire": """# Fire and Rescue Service inspection 2023–25: Netherby Fire and Rescue Service
Published on 12 May 2024
## Overview
We were pleased with the progress that the service has made since we last visited it.
## Areas for improvement
* The service should make sure that it inspects the buildings of highest risk in time.
* The service should assure itself that its fire engines are crewed at night.
## Main findings
The service understands its risks well, and its plan is easy to read for the public.""",
    "care": """# Inspection report: Rosewood House care home
Date of inspection: 6 November 2024
## Overall summary
People told us that they were happy. Staff were kind and had time to talk with them.
## What the service does well
* People chose their meals and when they had them.
## What the service could do better
* Medicines records were not always complete, and audits had missed this.
## Requirements
* The provider must keep a record of each medicine that is given.""",
    "school": """# School report: Millbeck Primary School
Inspection dates: 4 and 5 June 2025
## What is it like to attend this school?
Pupils enjoy coming to Millbeck. They are proud of their garden and of what they grow there.
## What does the school do well?
Reading is taught well from the start. Pupils who fall behind are noticed at once and helped.
## What does the school need to do better?
In history, pupils do not remember what they were taught, because lessons do not build on each other.""",
    "monitor": """# Independent Monitor’s Third Report on the Halden Falls Police Department
Issued: March 3, 2025
## Executive Summary
The Department has made progress in training. It has not yet met the deadlines for reviews of force.
## Findings
Supervisors reviewed fewer than half of the incidents of force within the time that the decree allows.
## Areas of Concern
The backlog of complaints has grown, and families wait for more than a year to hear the outcome.
## Recommendations
1. The Department should set up a unit for reviews of force.
2. The Department should publish its complaints data each quarter.""",
    "probation": """# An inspection of youth services in Eastmere
Fieldwork: 9 to 13 September 2024
## What works well
* Case managers know the children they work with, and the children trust them.
## What needs to improve
* Plans to keep other people safe are too thin, and they are seldom reviewed.
## Recommendations
Eastmere should make sure that each plan says how others will be kept safe.""",
}
BODIES = Bodies(
    (
        *load().bodies,
        Body("halden-falls", "Halden Falls Police", "police_force", "force"),
        Body("eastmere", "Eastmere", "local_authority", "authority", aliases=("Eastmere Council",)),
    )
)


def as_pdf(text: str) -> bytes:
    styles = {
        "# ": ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=22, leading=28, spaceAfter=14),
        "## ": ParagraphStyle(
            "heading", fontName="Helvetica-Bold", fontSize=14, leading=18, spaceBefore=12, spaceAfter=8
        ),
    }
    plain = ParagraphStyle("text", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=12)
    out = BytesIO()
    story = []
    for line in text.splitlines():
        mark = next((m for m in styles if line.startswith(m)), "")
        bullet = "•" if line.startswith("* ") else None
        story.append(
            Paragraph(escape(line.removeprefix(mark).removeprefix("* ")), styles.get(mark, plain), bulletText=bullet)
        )
    SimpleDocTemplate(out, title="").build(story)
    return out.getvalue()


def as_html(text: str) -> bytes:
    tags = {"# ": "h1", "## ": "h2", "* ": "li"}
    body = ""
    for line in text.splitlines():
        mark = next((m for m in tags if line.startswith(m)), "")
        tag = tags.get(mark, "p")
        body += (
            f"<ul><li>{escape(line[2:])}</li></ul>"
            if tag == "li"
            else f"<{tag}>{escape(line.removeprefix(mark))}</{tag}>"
        )
    return f"<html><head><meta charset='utf-8'><title>x</title></head><body><main>{body}</main></body></html>".encode()


def as_text(text: str) -> bytes:
    return "\n\n".join(line.lstrip("#").strip().replace("* ", "• ") for line in text.splitlines()).encode()


FORMS = {".pdf": as_pdf, ".html": as_html, ".txt": as_text}


def read(folder: Path, name: str, ending: str) -> Report:
    path = folder / f"{name}{ending}"
    path.write_bytes(FORMS[ending](REPORTS[name]))
    return parse_file(path, BODIES, path.name)


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("name", REPORTS)
def test_title_headings_and_lists_are_read_off_any_report(tmp_path: Path, name: str, ending: str) -> None:
    report = read(tmp_path, name, ending)
    lines = REPORTS[name].splitlines()
    assert report.family == "general"
    assert report.title == lines[0].removeprefix("# ")
    assert report.grades == ()
    headings = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert [s.heading for s in report.sections if s.heading in headings] == headings
    kinds = {f.kind for f in report.findings}
    assert kinds & {"area_for_improvement", "recommendation", "cause_of_concern"}, kinds
    wanted = sum(kind_under(h) == "recommendation" for h in headings)
    items = [f for f in report.findings if f.kind == "recommendation"]
    assert (len(items) > 0) == (wanted > 0)


def test_days_and_the_name_are_read_where_a_report_gives_them(tmp_path: Path) -> None:
    prison = read(tmp_path, "prison", ".pdf")
    assert prison.inspected == (Span(date(2025, 3, 3), date(2025, 3, 14)),)
    assert (prison.body, prison.body_name) == (None, "HMP Fallowgate")
    assert read(tmp_path, "fire", ".pdf").published == date(2024, 5, 12)


def test_a_body_is_known_only_where_it_is_named_for_what_it_is(tmp_path: Path) -> None:
    assert read(tmp_path, "monitor", ".txt").body == "halden-falls"
    assert read(tmp_path, "probation", ".txt").body is None  # youth services in a place of that name


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Recommendations", "recommendation"),
        ("3.2 Key recommendations", "recommendation"),
        ("What the provider needs to improve", "area_for_improvement"),
        ("Areas for improvement:", "area_for_improvement"),
        ("What does the school need to do better?", "area_for_improvement"),
        ("Key strengths", "strength"),
        ("What is working well", "strength"),
        ("Examples of good practice", "innovative_practice"),
        ("Key findings", "main_finding"),
        ("Causes of concern", "cause_of_concern"),
        ("About this inspection", "context"),
        ("Safety", None),
        ("Recommending foster carers to families", None),
    ],
)
def test_what_a_heading_says_stands_under_it(heading: str, kind: str | None) -> None:
    assert kind_under(heading) == kind


@pytest.mark.parametrize("text", ["a,b,c\n1,2,3\n" * 40, '{"reports": [1, 2, 3]}\n' * 40, "one two three\n" * 90])
def test_what_has_hardly_a_sentence_is_no_report(tmp_path: Path, text: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(text)
    with pytest.raises(Unreadable, match="hardly a sentence"):
        parse_file(path, BODIES)


def test_reports_of_no_family_are_answered_with_quotations_and_pages(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number, name in enumerate(REPORTS):
        ending = list(FORMS)[number % 3]
        (reports / f"{name}{ending}").write_bytes(FORMS[ending](REPORTS[name]))
    (reports / "manifest.csv").write_text(
        "file,body\nprison.pdf,HMP Fallowgate\nfire.html,Netherby Fire and Rescue Service\n"
    )
    built = pipeline.build([reports], tmp_path / "index", HashingEncoder())
    assert built.refused == ()
    searcher = Searcher.open(tmp_path / "index")
    answer = searcher.ask("concerns about medicines records")
    quotes = [quoted for hit in answer.bodies for quoted in (*hit.evidence, *([hit.near] if hit.near else []))]
    assert any("Medicines records" in quoted.quote and quoted.page == 1 for quoted in quotes)
    assert {"HMP Fallowgate", "Netherby Fire and Rescue Service"} <= {hit.body for hit in answer.bodies}
