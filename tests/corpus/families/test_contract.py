"""What every family owes: its folder has every piece, and the pieces agree with each other and with other families.

A family is added by a folder and a line in the registry; whatever is missing fails here and is named. `CONTRIBUTING.md`
has the list.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from corpus import lexicon
from corpus.bodies import KINDS, OWN, Bodies, load, register_for
from corpus.families import examples, inspectorates, registry
from corpus.families.profile import WHOLE
from corpus.families.reader import Reader
from corpus.families.registry import FAMILIES, FOLDERS, Family
from corpus.names import fold
from corpus.paths import PROJECT, REGISTERS
from corpus.records import KINDS as FINDINGS
from corpus.records import Report
from index.searcher import Searcher
from ingest.read.files import read
from ingest.read.lines import SUFFIXES
from ingest.read.report import OPENING_PAGES, family_of, parse_file

GOLDEN = PROJECT / "tests" / "golden"
KEY = re.compile(r"[a-z][a-z0-9_]*")
STANCES = {examples.CONCERN: "concern", examples.PRAISE: "praise", examples.SUBJECT: "neutral"}
each_family = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.folder)


def reports_in(family: Family) -> list[Path]:
    """The files of a family's samples."""
    return sorted(path for path in family.sample.glob("*") if path.suffix.lower() in SUFFIXES)


def register(family: Family) -> Bodies:
    """The bodies in its samples."""
    return load(family.sample / OWN) if (family.sample / OWN).is_file() else Bodies(())


def read_samples(family: Family) -> dict[str, Report]:
    """Its samples as they are read, by their files."""
    return {path.name: _read(path, family.sample) for path in reports_in(family)}


@cache
def _read(path: Path, sample: Path) -> Report:
    others = [family.sample for family in FAMILIES if family.sample != sample]  # reports name each other's bodies
    return parse_file(path, register_for(sample, others), path.name)


def specific() -> list[Family]:
    """The families on one kind of body; a family on any takes what these leave."""
    return [family for family in FAMILIES if family.profile.inspects]


def twice(values: Iterable[str]) -> list[str]:
    """Values that occur more than once."""
    return sorted(value for value, count in Counter(values).items() if count > 1)


# The pieces ------------------------------------------------------------------------------------------------------------


def test_every_folder_has_its_line_in_the_registry() -> None:
    folders = {path.parent.name for path in Path(registry.__file__).parent.glob("*/words.py")}
    assert folders == set(FOLDERS), "a folder without a line in FOLDERS, or a line without its folder"
    assert twice(FOLDERS) == []
    assert twice(family.key for family in FAMILIES) == []


@each_family
def test_a_family_has_every_piece(family: Family) -> None:
    wanted = {
        "__init__.py": (family.place / "__init__.py").is_file(),
        "words.py": (family.place / "words.py").is_file(),
        "reader.py": (family.place / "reader.py").is_file(),
        "sample/ with a report": bool(reports_in(family)),
        f"sample/{OWN}": (family.sample / OWN).is_file() or family.profile.inspects is None,
        "questions.txt with a question": bool(family.examples),
        "a label": bool(family.profile.label),
        "a licence": bool(family.profile.licence),
        "an inspectorate": bool(family.profile.inspectorate) or family.profile.inspects is None,
        "an edition": bool(family.profile.editions),
        "marks": bool(family.profile.marks),
    }
    assert [piece for piece, there in wanted.items() if not there] == [], f"{family.folder} lacks these"


@each_family
def test_a_family_has_a_reader(family: Family) -> None:
    assert isinstance(family.reader, Reader), f"{family.folder}/reader.py has no READER"


@each_family
def test_a_sample_can_be_set_anew(family: Family) -> None:
    sources = {path.stem for path in (family.place / "sources").glob("*")}
    assert {path.stem for path in reports_in(family)} - sources == set(), "samples without their source in sources/"


def test_a_family_on_any_kind_of_body_is_the_last() -> None:
    assert [family.profile.inspects is None for family in FAMILIES[:-1]] == [False] * (len(FAMILIES) - 1), (
        "it would take the reports of the families behind it"
    )


# Samples ---------------------------------------------------------------------------------------------------------------


@each_family
def test_bodies_of_samples_are_invented(family: Family) -> None:
    real = load()
    taken = {fold(name) for body in real.bodies for name in body.names}
    for body in register(family).bodies:
        assert "invented" in body.note, f"{body.name} is not marked as invented in its note"
        assert real.get(body.key) is None, f"{body.key} is the key of a real body"
        assert not taken & set(map(fold, body.names)), f"{body.name} is a real body, or is called like one"


def test_keys_of_bodies_are_unique_over_all_registers() -> None:
    files = [REGISTERS / kind.register for kind in KINDS.values()]
    files += [family.sample / OWN for family in FAMILIES if (family.sample / OWN).is_file()]
    load(*files)  # raises where a key is there twice, and names it


@each_family
def test_each_sample_is_recognised_by_its_family_alone(family: Family) -> None:
    for path in reports_in(family):
        raw = read(path)
        opening = " ".join(line.text for line in raw.lines if line.page <= OPENING_PAGES)
        found = [other.folder for other in specific() if other.profile.recognises(opening)]
        assert found == ([family.folder] if family.profile.inspects else []), path.name
        assert family_of(raw) == family, path.name


@each_family
def test_samples_are_read_whole(family: Family) -> None:
    for name, report in read_samples(family).items():
        assert report.findings, f"{name} has no finding"
        assert report.edition in {edition.name for edition in family.profile.editions}, f"{name} is of no edition"
        kinds = {finding.kind for finding in report.findings}
        assert kinds <= set(FINDINGS), f"{name} has findings of a kind that there is not"
        if family.profile.inspects:
            assert report.body, f"{name} is on a body that {OWN} does not have: {report.body_name}"


@each_family
def test_grades_of_samples_are_on_their_scale(family: Family) -> None:
    editions = {edition.name: edition for edition in family.profile.editions}
    for name, report in read_samples(family).items():
        edition = editions[report.edition or ""]
        areas = {area.key for area in edition.areas}
        wanted = {area.key for area in edition.areas if area.graded and not area.optional}
        assert report.grades or not wanted, f"no grade was read off {name}"
        assert {grade.grade for grade in report.grades} <= set(edition.scale.grades), name
        assert {grade.area for grade in report.grades} <= areas, name
        assert {finding.area for finding in report.findings if finding.area} <= areas, name


@each_family
def test_every_edition_was_read_or_says_that_it_was_not(family: Family) -> None:
    """By a sample, or by a real report, that has a golden file."""
    golden = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLDEN.glob("*.json"))]
    seen = {facts["edition"] for facts in golden if facts["family"] == family.key}
    unseen = [e.name for e in family.profile.editions if not e.unverified and e.name not in seen]
    assert unseen == [], "editions without a sample or a golden file that are not marked unverified"


# Words -----------------------------------------------------------------------------------------------------------------


@each_family
def test_editions_are_sound(family: Family) -> None:
    editions = family.profile.editions
    names = {edition.name for edition in editions}
    assert twice(edition.name for edition in editions) == [], "editions of one name"
    for edition in editions:
        scale, areas = edition.scale, edition.areas
        assert edition.signs, f"{edition.name} has no sign to be recognised by"
        assert set(edition.comparable) <= names - {edition.name}, (
            f"{edition.name} is comparable with what is no edition"
        )
        assert twice(scale.grades) == []
        assert all(grade == fold(grade) for grade in scale.grades), "grades are written in lower case"
        assert len(scale.definitions) in (0, len(scale.grades)), "a grade without its definition"
        assert {grade for grade, _ in scale.spoken} <= set(scale.grades), "words for a grade that is not on the scale"
        assert scale.grades or not any(area.graded for area in areas), f"{edition.name} grades areas without a scale"
        assert twice(area.key for area in areas) == [], f"areas of one key in {edition.name}"
        assert all(KEY.fullmatch(area.key) for area in areas), "keys of areas are lower case, with underscores"
        clashing = twice(name for area in areas for name in set(map(fold, (*area.names, *area.spoken))))
        assert clashing == [], f"names of two areas of {edition.name}"


def test_an_area_is_shared_only_by_families_on_one_kind_of_body() -> None:
    for one, other in combinations(FAMILIES, 2):
        shared = (area_keys(one) & area_keys(other)) - {WHOLE}
        same = one.profile.inspects == other.profile.inspects
        assert same or not shared, f"{one.folder} and {other.folder} have areas of one key: {sorted(shared)}"


def area_keys(family: Family) -> set[str]:
    return {area.key for edition in family.profile.editions for area in edition.areas}


def test_names_of_families_are_their_own() -> None:
    names = [name for family in FAMILIES for name in {fold(name) for name in family.profile.own_names}]
    assert twice(names) == [], "names of two families"
    assert twice(fold(family.profile.label) for family in FAMILIES) == []
    everybody = {name for family in FAMILIES for name in family.profile.inspectorates}
    called = {fold(name) for one in everybody for name in inspectorates.called(one)}
    assert not called & set(names), "an inspectorate has several families; its name is none of theirs"
    nouns = {fold(noun) for kind in KINDS.values() for noun in (*kind.nouns, *kind.also)}
    assert not nouns & set(names), "a noun for bodies is no name of a family"


@each_family
def test_findings_and_boxes_are_of_kinds_that_there_are(family: Family) -> None:
    profile = family.profile
    assert {*profile.box_labels.values(), *profile.box_names.values()} <= set(FINDINGS)
    assert all(label == label.lower() for label in profile.box_labels), "labels of boxes are written in lower case"


def test_a_kind_of_body_has_nouns_of_its_own() -> None:
    assert twice(fold(noun) for kind in KINDS.values() for noun in (*kind.nouns, *kind.also)) == []
    for kind in KINDS.values():
        assert (kind.nouns[0] in kind.singulars, kind.several in kind.plurals) == (True, True), f"nouns of {kind.key}"
        assert (REGISTERS / kind.register).is_file(), f"{kind.key} has no register"
        assert kind.neutral, f"{kind.key} has no word that stands for a body of the kind in reports"


@each_family
def test_bodies_are_of_kinds_that_there_are(family: Family) -> None:
    profile = family.profile
    assert {*filter(None, [profile.inspects]), *profile.also} <= set(KINDS), (
        "a kind that corpus/bodies.py does not have"
    )
    assert profile.inspects not in profile.also
    kinds = {body.kind for body in register(family).bodies}
    assert kinds <= set(profile.covers), "samples on bodies of a kind that the family does not cover"


@each_family
def test_standing_text_is_no_heading(family: Family) -> None:
    patterns = (*family.profile.running, *family.profile.boilerplate, *family.profile.marks)
    assert all(isinstance(pattern, re.Pattern) for pattern in patterns)
    for name, report in read_samples(family).items():
        headings = {s.heading for s in report.sections} | {f.title for f in report.findings if f.title}
        wrong = [h for h in headings for p in (*family.profile.running, *family.profile.boilerplate) if p.search(h)]
        assert wrong == [], f"headings of {name} that are taken for standing text"


@each_family
def test_a_lexicon_can_be_read(family: Family) -> None:
    own = [entry for entry in lexicon.entries() if entry.family == family.key]
    assert bool(own) == family.lexicon.is_file()
    assert {entry.kind for entry in own} <= {"acronym", "synonym", lexicon.SIBLING, lexicon.PLAIN}
    assert twice(f"{entry.short} = {entry.long}" for entry in own) == []
    assert all(entry.short and entry.long and entry.short != entry.long for entry in own)


# Questions -------------------------------------------------------------------------------------------------------------


ASKED = [(family, example) for family in FAMILIES for example in family.examples]


@pytest.mark.parametrize(("family", "example"), ASKED, ids=lambda each: getattr(each, "question", ""))
def test_a_question_is_answered_by_the_samples(family: Family, example: examples.Example, searcher: Searcher) -> None:
    answer = searcher.ask(example.question)
    bodies = [hit for hit in answer.bodies if hit.family == family.key]
    assert bodies, "no report of the family is in the answer"
    if example.kind == examples.GRADE:
        assert answer.understood.answer == "grades", answer.understood.sentence
    else:
        assert answer.understood.stance == STANCES.get(example.kind, answer.understood.stance)
        assert any(hit.listed for hit in bodies), "no report of the family says it"


@each_family
def test_a_family_that_grades_has_a_question_about_grades(family: Family) -> None:
    kinds = {example.kind for example in family.examples}
    assert examples.GRADE in kinds or not family.profile.graded


def test_questions_are_not_asked_twice() -> None:
    assert twice(example.question for _, example in ASKED) == []
