"""Which reports a question is about, where several families report on one kind of body and inspectorates have several."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.bodies import load
from corpus.families.profile import WHOLE, Area, Edition, Profile, Scale
from corpus.families.registry import PROFILES
from corpus.lexicon import Entry, expansions, speaking
from index.question.grade_words import GradeWanted
from index.question.programme import programme
from index.question.understand import understand
from tests.families import registered

PEEL, SERVICES = PROFILES["peel"], PROFILES["ofsted"]
VISITS = Profile(
    "visits", "Focused visits", "Ofsted", "local_authority", (), (),
    spoken=("focussed visit",), papers="focused visit letters",
)  # fmt: skip
JOINT = Profile(
    "joint", "Joint area inspections", "Ofsted, CQC, HMICFRS and HMI Probation", "local_authority", (), (),
    also=("police_force",), spoken=("JTAI",), box_names={"area to put right": "priority_action", "key strength": "strength"},
)  # fmt: skip
SPLENDID = Scale(("splendid", "fair", "dismal"), spoken=(("dismal", ("very poor", "VP")),))
ROUND = Edition("2030", "2030", SPLENDID, (Area(WHOLE, "The whole"), Area("ponds", "Ponds and lakes")), ())
GRADED = Profile("graded", "Park reviews", "Parkwatch", "local_authority", (), (ROUND,))
ANY = Profile("any", "Other inspection reports", "", None, (), ())


@pytest.fixture(autouse=True)
def made_up() -> Iterator[None]:
    with registered(PEEL, SERVICES, VISITS, JOINT, GRADED, ANY):
        yield


POLICE, COUNCILS = "police_force", "local_authority"
OFSTED = {"ofsted", "visits", "joint"}


@pytest.mark.parametrize(
    ("question", "kind", "named", "label", "topic"),
    [
        ("focused visits about care leavers", None, {"visits"}, "Focused visit letters", "care leavers"),
        ("a Focused-Visit on neglect", None, {"visits"}, "Focused visit letters", "neglect"),
        ("focussed visit letters on neglect", None, {"visits"}, "Focused visit letters", "neglect"),
        # an inspectorate means all its families, unless one of them is named beside it
        ("what does Ofsted say about neglect", None, OFSTED, "Ofsted reports", "neglect"),
        ("Ofsted's view of neglect in councils", COUNCILS, OFSTED, "Ofsted reports on local authorities", "view neglect"),
        ("Ofsted focused visits about neglect", None, {"visits"}, "Focused visit letters", "neglect"),
        ("HMICFRS on neglect", None, {"peel", "joint"}, "HMICFRS reports", "neglect"),
        ("CQC on neglect", None, {"joint"}, "Joint area inspections reports", "neglect"),
        ("HMICFRS in JTAI letters on neglect", None, {"joint"}, "Joint area inspections reports", "neglect"),
        ("PEEL and Ofsted on neglect", None, {"peel", *OFSTED}, None, "neglect"),
        # a kind of body and families together
        ("forces in JTAI letters that miss neglect", POLICE, {"joint"}, "Joint area inspections reports on police forces", "miss neglect"),
        ("forces that HMICFRS criticises for neglect", POLICE, {"peel", "joint"}, "HMICFRS reports on police forces", "neglect"),
        ("forces and Ofsted on neglect", POLICE, OFSTED, "Joint area inspections reports on police forces", "neglect"),
        ("forces and councils in JTAIs on neglect", None, {"joint"}, "Joint area inspections reports", "neglect"),
        ("forces in PEEL reports and neglect", POLICE, {"peel"}, "PEEL reports", "neglect"),
        ("PEEL and focused visits on neglect", None, {"peel", "visits"}, "PEEL reports and focused visit letters", "neglect"),
        # nothing named, or what contradicts itself
        ("forces and neglect", POLICE, set(), "Reports on police forces", "neglect"),
        ("councils and neglect", COUNCILS, set(), "Reports on local authorities", "neglect"),
        ("neglect", None, set(), "All reports", "neglect"),
        ("councils in PEEL reports on neglect", None, set(), "All reports", "councils neglect"),
        ("forces and councils on neglect", None, set(), "All reports", "forces councils neglect"),
        ("focused visits to forces on neglect", None, set(), "All reports", "forces neglect"),
        # words of a name that are no name
        ("visits to children in care", None, set(), "All reports", "visits children in care"),
        ("joint work on neglect", None, set(), "All reports", "joint work neglect"),
    ],
)  # fmt: skip
def test_reports_that_a_question_is_about(
    question: str, kind: str | None, named: set[str], label: str | None, topic: str
) -> None:
    query = understand(question, ())
    assert (query.programme.kind, query.programme.named) == (kind, frozenset(named))
    assert label is None or query.programme.label == label
    assert query.topic == topic


def test_what_was_understood_reads_as_a_sentence() -> None:
    told = understand("forces in JTAI letters criticised for their response to neglect", ()).describe()
    assert told.sentence == (
        "Joint area inspections reports on police forces: concerns about “response neglect”."
    )  # fmt: skip
    assert [part.words for part in told.parts if part.key == "programme"] == [
        "Joint area inspections reports on police forces"
    ]


@pytest.mark.parametrize(
    ("question", "families"),
    [
        ("forces and neglect", {"peel", "joint", "any"}),
        ("councils and neglect", {"ofsted", "visits", "joint", "graded", "any"}),
        ("forces in Ofsted reports on neglect", {"joint"}),
        ("JTAI letters on neglect", {"joint"}),
        ("neglect", {"peel", "ofsted", "visits", "joint", "graded", "any"}),
    ],
)
def test_families_whose_reports_can_answer(question: str, families: set[str]) -> None:
    assert programme(question).families == families


def test_a_part_that_names_families_can_be_left_out() -> None:
    query = understand("focused visits about neglect", (), off=["programme"])
    assert (query.programme.label, query.topic) == ("All reports", "neglect")


# Words of the field ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("families", "speak"),
    [
        ({"peel"}, {"peel", "any"}),
        ({"visits"}, {"ofsted", "visits", "joint", "graded", "any"}),  # all on councils
        ({"joint"}, {"peel", "ofsted", "visits", "joint", "graded", "any"}),  # its letters speak of forces too
        ({"any"}, {"peel", "ofsted", "visits", "joint", "graded", "any"}),
        ({"unheard of"}, {"unheard of", "any"}),
    ],
)
def test_words_of_a_kind_of_body_hold_in_every_family_on_it(families: set[str], speak: set[str]) -> None:
    assert speaking(frozenset(families)) == speak


def test_a_family_without_a_lexicon_has_that_of_the_others_on_its_bodies() -> None:
    assert ("PEP", "personal education plan") in understand("focused visits about PEP meetings", ()).expansions
    assert ("DVPO", "domestic violence protection order") in understand("JTAI letters on DVPO use", ()).expansions
    assert understand("focused visits about DVPO use", ()).expansions == ()
    own = Entry("QX", "quiet exits", "mined", "visits", ambiguous=False, word=False)
    assert [e.other for e in expansions("QX", frozenset(["ofsted"]), [own])] == ["quiet exits"]
    assert expansions("QX", frozenset(["peel"]), [own]) == ()


# Grades and boxes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "grades", "topic"),
    [
        ("councils rated dismal for ponds and lakes", (GradeWanted("ponds", "=", ("dismal",)),), ""),
        ("councils graded VP or fair", (GradeWanted("*", "=", ("dismal", "fair")),), ""),
        ("councils at least fair overall", (GradeWanted(WHOLE, ">=", ("fair",)),), ""),
        ("splendid gardens", (), "splendid gardens"),
    ],
)
def test_words_of_every_scale_are_grades(question: str, grades: tuple[GradeWanted, ...], topic: str) -> None:
    query = understand(question, ())
    assert (query.grades, query.topic) == (grades, topic)


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("areas to put right in neglect", []),  # the plural that the family gave is "area to put rights"
        ("every area to put right", ["priority_action"]),
        ("key strengths in early help", ["strength"]),
        ("strengths in early help", []),  # asks for praise, wherever it stands
        ("AFIs and CoCs on vetting", ["area_for_improvement", "cause_of_concern"]),
        ("areas for priority action", ["priority_action"]),
        ("notable practices", ["promising_practice"]),
    ],
)
def test_boxes_go_by_the_names_that_families_give_them(question: str, kinds: list[str]) -> None:
    assert [f.value for f in understand(question, ()).filters if f.key == "kind"] == kinds


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("best police force in England", "PEEL gives no overall grade, so forces cannot be ranked."),
        ("Police Scotland and PEEL forces", "Police Scotland gets no PEEL report"),
        ("which council is the worst?", "names no topic"),  # reports on councils give overall grades
    ],
)
def test_refusals_name_the_family_that_lacks_the_grade(question: str, said: str) -> None:
    refusal = understand(question, (), load().bodies).refusal
    assert said in (refusal or "")


def test_a_registry_made_up_for_a_test_is_gone_after_it() -> None:
    with registered(PEEL):
        assert programme("Ofsted and neglect").families == {"peel"}
    assert "visits" in PROFILES
