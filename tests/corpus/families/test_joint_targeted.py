"""What is read off letters of joint targeted area inspections, layout by layout. All lines here are made up."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from corpus.bodies import load
from corpus.families.joint_targeted.addressees import agencies
from corpus.families.registry import FAMILIES
from corpus.records import Line
from ingest.read.files import read
from ingest.read.report import attempt, family_of
from ingest.sentences.ends import sentence_spans
from tests import samples
from tests.corpus.families.joint_targeted_letters import (
    ADDRESSEES,
    NEW_OPENING,
    NEW_TITLE,
    OLD_OPENING,
    PROSE,
    box,
    bullet,
    found,
    front,
    indented,
    report,
)
from tests.factories import heading, line

ITEMS = ("strength", "area_for_improvement", "priority_action")


def test_a_letter_until_2020_tells_area_agencies_theme_and_days() -> None:
    read = report(*front(), heading("Key Strengths", page=2), bullet("Plans are clear."))
    assert (read.family, read.edition) == ("joint_targeted", "JTAI 2016")
    assert read.body == "oxbarrow"
    assert read.bodies_also == ("ostermarch",)  # and not the commissioner
    assert read.theme == "the multi-agency response to sexual abuse in the family"
    assert [(str(s.start), str(s.end)) for s in read.inspected] == [("2018-10-08", "2018-10-12")]
    assert str(read.published) == "2018-11-23"
    assert (read.grades, read.outcome, read.problems) == ((), None, ())


def test_a_letter_since_2021_tells_its_theme_in_its_first_sentence() -> None:
    read = report(
        *front(NEW_TITLE, NEW_OPENING, dated="6 April 2023", dear="Oxbarrow Local Safeguarding Partnership"),
        heading("Headline findings", page=2),
        line(PROSE, page=2),
        heading("Next steps", page=3),
        line("The council should send its plan by 14 July 2023.", page=3),
    )
    assert read.edition == "JTAI 2021"
    assert read.body == "oxbarrow"
    assert read.bodies_also == ("ostermarch", "Oxbarrow Local Safeguarding Partnership")
    assert read.theme == "the multi-agency response to initial need and risk"
    assert [str(s.end) for s in read.inspected] == ["2023-03-03"]
    assert [f.kind for f in read.findings][-1] == "context"  # what is to be done next


@pytest.mark.parametrize(
    ("opening", "dated", "end"),
    [
        (OLD_OPENING.replace(" 2018", ""), "23 November 2018", "2018-10-12"),
        (OLD_OPENING.replace("8 and 12 October 2018", "5 and 9 December"), "1 February 2019", "2018-12-09"),
        ("This inspection took place from 27 June 2022 to 1 July 2022.", "18 August 2022", "2022-07-01"),
        ("Ofsted and others carried out a joint inspection of this area.", "18 August 2022", None),
    ],
)
def test_days_of_inspection(opening: str, dated: str, end: str | None) -> None:
    read = report(*front(opening=opening, dated=dated), heading("Next steps", page=2), line("By 5 March 2029.", page=2))
    assert [str(span.end) for span in read.inspected] == ([end] if end else [])
    assert ("no dates of the inspection were found in the letter's opening" in read.problems) == (end is None)


def test_lists_are_an_item_a_bullet_with_what_goes_on_under_it() -> None:
    read = report(
        *front(),
        heading("Key Strengths", page=2),
        bullet("Plans are clear."),
        indented("They are read by all."),
        bullet("Visits are made"),
        line("in good time.", page=3, x=90.0),
        heading("Areas for improvement", page=3),
        heading("Leadership and management", page=3, size=12),
        bullet("Leaders lack figures.", page=3),
        heading("The response to missing children", page=3, size=12),
        bullet("Talks are late.", page=3),
    )
    assert found(read, "strength") == ["Plans are clear. | They are read by all.", "Visits are made in good time."]
    assert found(read, "area_for_improvement") == ["Leaders lack figures.", "Talks are late."]
    sections = [read.sections[f.section].heading for f in read.findings if f.kind == "area_for_improvement"]
    assert sections == ["Leadership and management", "The response to missing children"]


def test_lists_without_bullets_are_an_item_a_paragraph() -> None:
    read = report(
        *front(),
        heading("Key strengths", page=2),
        line("Plans are clear.", page=2),
        line("Visits are made.", page=2),
        heading("Areas for improvement", page=3),
        heading("The front door", page=3, size=12),
        line("Leaders lack figures.", page=3),
        heading("The board", page=3, size=12),
        line("Talks are late.", page=3),
    )
    assert found(read, "strength") == ["Plans are clear.", "Visits are made."]
    assert found(read, "area_for_improvement") == ["Leaders lack figures.", "Talks are late."]


@pytest.mark.parametrize(
    "words", ["There are no areas for priority action", "None.", "Inspectors identified no areas."]
)
def test_a_bullet_that_says_that_there_are_none_is_no_item(words: str) -> None:
    read = report(*front(), heading("Areas for priority action", page=2), bullet(words))
    assert found(read, *ITEMS) == []


def test_a_section_of_prose_after_a_list_is_no_part_of_it() -> None:
    read = report(
        *front(NEW_TITLE, NEW_OPENING),
        heading("What needs to improve?", page=2, size=12),
        bullet("The reading of notices."),
        heading("Oxbarrow Safeguarding Partnership (OSP)", page=2, size=12),
        line("The partnership knows its area.", page=2),
        heading("Main findings", page=2, size=12),
        line("1. Children are seen.", page=2),
    )
    assert found(read, "area_for_improvement") == ["The reading of notices."]
    assert "The partnership knows its area." in found(read, "observation")
    assert found(read, "main_finding") == ["Children are seen."]


def test_a_box_is_a_finding_of_no_stance_and_the_list_goes_on_after_it() -> None:
    read = report(
        *front(),
        heading("Areas for improvement", page=2),
        bullet("Leaders lack figures."),
        *box("Case study: area for improvement", "Rowan is 13.", "He missed school."),
        bullet("Talks are late."),
    )
    assert found(read, "area_for_improvement") == ["Leaders lack figures.", "Talks are late."]
    assert "Rowan is 13. | He missed school." in found(read, "observation")


def test_a_box_that_the_file_holds_last_is_read_where_it_stands() -> None:
    lines = [
        *front(),
        heading("Key strengths", page=2),
        line("• Visits are", page=2, y=300.0),
        *(
            replace(each, y=700.0 - 20 * i)
            for i, each in enumerate(box("Practice study: effective practice", "Tamsin is nine."))
        ),
        line("made in time.", page=3, x=90.0),
    ]
    lines[-4] = replace(lines[-4], y=330.0)  # the heading of the list, below the box
    read = report(*lines)
    assert found(read, "strength") == ["Visits are made in time."]
    assert "Tamsin is nine." in found(read, "observation")


def test_notes_signatures_and_addressees_are_no_findings() -> None:
    signed = [
        heading("Ofsted Care Quality Commission", page=3, size=12),
        line("Agnes Dunlin", page=3),
        line("Deputy Chief Inspector", page=3),
    ]
    read = report(
        *front(),
        line("1 This joint inspection was conducted under section 20 of the Children Act 2004.", size=9),
        heading("Next steps", page=3),
        line("The council should write a plan.", page=3),
        line("Yours sincerely", page=3),
        *signed,
    )
    told = " ".join(found(read, "observation", *ITEMS, "context", "boilerplate"))
    assert not any(name in told for name in ("Dunlin", "Deputy", "Quill", "Lapwing", "Dear"))
    kinds = {f.kind for f in read.findings if "section 20" in read.text(f.paragraphs[0].place)}
    assert kinds <= {"boilerplate"}


def test_what_a_letter_says_of_itself_is_context_and_what_it_finds_is_not() -> None:
    read = report(*front(), heading("Next steps", page=2))
    assert found(read, "context") == [OLD_OPENING]
    assert found(read, "observation") == [PROSE] * 6


# Addressees -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Una Fescue, Manager, Oxbarrow Youth Offending Team"], ["Oxbarrow Youth Offending Team"]),
        (["Linus Campion, Youth Justice Service Manager"], ["Youth Justice Service"]),
        (["Silas Burdock, Chief Executive, Marsh, Fen and Lower Reach Community", "Rehabilitation Company"],
         ["Marsh, Fen and Lower Reach Community Rehabilitation Company"]),
        (["Hettie Sorrel, Head of Oxbarrow, Fen and Marsh", "Vale National Probation Service"], ["National Probation Service"]),
        (["Kit Harebell, Chief Nurse for NHS Upper Reach CCG"], ["NHS Upper Reach CCG"]),
        (["Kit Harebell, Upper Reach’s Clinical Commissioning Group (CCG)", "Director of Nursing", "Ira Sedge, Officer, Upper Reach CCG"],
         ["Upper Reach CCG"]),
        (["Ira Sedge, Head of Safeguarding, ORH"], ["ORH"]),
        (["Otto Merganser CBE, QPM"], []),
        (["Jonah Teasel, Chair and independent scrutineer of Oxbarrow Safeguarding", "Children’s Partnership"],
         ["Oxbarrow Safeguarding Children’s Partnership"]),
        (["Otto Merganser, Commissioner of the Fen Police Service", "Ira Sedge, Acting Commander of the Fen Police"], ["Fen Police"]),
        (["Blanche Curlew, Upper Reach Police and Crime Commissioner", "Otto Merganser, Chief Constable, Fernmoor Police"], ["Fernmoor Police"]),
        (["Blanche Curlew, Police, Fire and Crime Commissioner"], []),
        (["Otto Merganser, Chief Constable, Fernmoor Police", "Blanche Curlew Police and Crime Commissioner"], ["Fernmoor Police"]),
        (["Blanche Curlew, Deputy Mayor for Policing and Crime"], []),
    ],
)  # fmt: skip
def test_agencies_are_named_without_people_and_posts(lines: list[str], expected: list[str]) -> None:
    assert list(agencies(lines, None)) == expected


def test_the_partnership_of_the_salutation_counts_where_no_addressee_is_of_one() -> None:
    assert agencies([], "Dear Oxbarrow Local Safeguarding Partnership,") == ("Oxbarrow Local Safeguarding Partnership",)
    assert agencies(["Jonah Teasel, Chair of Oxbarrow LSCB"], "Dear Oxbarrow Safeguarding Partnership") == (
        "Oxbarrow LSCB",
    )
    assert agencies([], "Dear local partnership") == ()


def test_the_first_of_two_authorities_is_the_body_and_the_other_is_inspected_with_it() -> None:
    read = report(*front("Joint targeted area inspection of Oxbarrow and the Borough of Thornquay", NEW_OPENING))
    assert read.body == "oxbarrow"
    assert read.bodies_also == ("thornquay", "ostermarch")


def test_a_force_that_no_addressee_is_of_is_the_one_that_the_text_names() -> None:
    told = [line("Leaders of Ostermarch Constabulary meet. Ostermarch Constabulary has a plan.", page=2)]
    assert report(*front(to=ADDRESSEES[:2]), *told).bodies_also == ("ostermarch",)


def test_a_letter_as_plain_text_is_read_as_its_pdf_is(tmp_path: Path) -> None:
    for pdf in sorted((samples.ROOT / "joint_targeted" / "sample").glob("*.pdf")):
        text = tmp_path / f"{pdf.stem}.txt"
        text.write_text("\f".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages), encoding="utf-8")
        one, other = (attempt(path, samples.BODIES, "letter") for path in (pdf, text))
        assert not isinstance(one, str)
        assert not isinstance(other, str)
        for fact in ("body", "bodies_also", "title", "theme", "published", "inspected", "problems"):
            assert getattr(other, fact) == getattr(one, fact)
        assert found(other, *ITEMS) == found(one, *ITEMS)


# Real letters ---------------------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_every_letter_is_read_with_its_area_days_and_force_and_no_other_report_is_taken_for_one(shared: Path) -> None:
    bodies = load()
    for path in sorted((shared / "reports" / "jtai").rglob("*.pdf")):
        read = attempt(path, bodies, path.name)
        assert not isinstance(read, str), (path, read)
        assert read.family == "joint_targeted"
        assert None not in (read.body, read.published, read.theme), path
        assert len(read.inspected) == 1, path
        forces = [key for key in read.bodies_also if (body := bodies.get(key)) and body.kind == "police_force"]
        assert len(forces) == 1, path
        assert any(f.kind == "area_for_improvement" for f in read.findings), path


@pytest.mark.shared
def test_letters_and_other_reports_are_of_one_family_each(shared: Path) -> None:
    for path in sorted((shared / "reports").rglob("*.pdf"))[::3]:
        if path.read_bytes()[:5] != b"%PDF-":
            continue
        family = family_of(read(path))
        is_letter = path.is_relative_to(shared / "reports" / "jtai")
        assert (family is not None and family.key == "joint_targeted") == is_letter, path


@pytest.mark.shared
def test_quotations_of_judges_are_in_whole_sentences_of_findings(shared: Path) -> None:
    found = missed = 0
    bodies = load()
    for row in map(json.loads, (shared / "eval" / "verdicts_jtai.jsonl").read_text(encoding="utf-8").splitlines()):
        read = attempt(shared / "reports" / row["file"], bodies, row["file"])
        assert not isinstance(read, str)
        sentences = [
            _letters(text[start:end])
            for f in read.findings
            if f.kind not in ("context", "boilerplate")
            for p in f.paragraphs
            for text in [read.text(p.place)]
            for start, end in sentence_spans(text)
        ]
        for label in row["labels"].values():
            for quote in label.get("quotes", ()):
                inside = any(_letters(quote["text"]) in sentence for sentence in sentences)
                found, missed = found + inside, missed + (not inside)
    assert found / (found + missed) >= 0.97


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def test_no_other_family_recognises_a_letter(tmp_path: Path) -> None:
    lines: list[Line] = [*front(), heading("Next steps", page=2)]
    opening = " ".join(each.text for each in lines)
    assert [family.key for family in FAMILIES if family.profile.inspects and family.profile.recognises(opening)] == [
        "joint_targeted"
    ]
