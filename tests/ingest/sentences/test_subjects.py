"""Which sentences of a letter on an area speak of the police force inspected in it. All bodies here are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.records import Report
from ingest.read.report import parse_file
from ingest.sentences.subjects import Speaks, speaks_of
from tests import samples

LETTER = parse_file(samples.ROOT / "joint_targeted" / "sample" / "oxbarrow-jtai-2018.pdf", samples.BODIES, "letter.pdf")


def speaking(key: str, letter: Report = LETTER) -> Speaks:
    """Whether sentences of a letter speak of the force with this key."""
    force = samples.BODIES.get(key)
    assert force is not None
    speaks = speaks_of(force, letter, samples.BODIES)
    assert speaks is not None
    return speaks


SPEAKS = speaking("ostermarch")

OF_IT = [
    "Ostermarch Constabulary does not check the quality of its referrals.",
    "The police attend most conferences.",
    "Police officers speak to children alone.",
    "Social workers and police visit families together.",
    "The quality of police referrals is poor.",
    "Children receive a swift response from the police.",
    "The force has protected these posts.",
    "Two detective sergeants lead this work.",
    "Frontline officers do not record what children say.",
    "Neighbourhood officers know families well.",
    "Joint working with the police is strong.",
    "Staff in the force control room have had no training.",
    "Training has been provided to police officers and custody staff.",
    "Leaders of the council, the health services and the police meet every month.",
    "Child-centred policing has not yet been realised.",
    "Risks are not always identified quickly enough by police and probation staff.",
    "While the police have a plan, this has yet to lead to better practice.",
    "Partnership working between children’s social care and the police is strong.",
]
OF_OTHERS = [
    "Health professionals told the police of their worries within the hour.",
    "The council shares return conversations with the police.",
    "Not all missing children are reported to the police.",
    "The police and crime commissioner has paid for a pilot.",
    "The office of the Ostermarch Police and Crime Commissioner (PCC) funds a worker.",
    "The escalation policy is not used by partners.",
    "Probation officers ask every adult about the children they live with.",
    "Housing officers find the new form helpful.",
    "Frontline officers of the council’s safety team do not know whom to ring.",
    "Officers in the youth justice service write plans with children.",
    "The workforce is stable and a task force was set up.",
    "New rules came into force in May.",
    "Larkenshire Police has a panel for such children.",
    "Other police forces use another form.",
    "The clinic at Oxbarrow police station is open daily.",
    "Practitioners review emergency department notifications and police notifications.",
    "The hospital works closely with the police.",
    "There is an over-reliance on the police and social care.",
    "HM Inspectorate of Constabulary took part.",
    "Partners discuss children who come to the notice of the police.",
    "What is mapped is shared with partners, including the police and probation.",
    "Information received from health partners, police and youth justice informs plans.",
    "The meeting weighs risks well, following submission of police notices.",
    "While the police have new categories, children’s social care are still not offering return talks.",
    "Referrals made by police are triaged effectively.",
    "There are more notifications to the police from the community.",
    "Parents find support from housing, social care, police, and a refuge worker.",
]


@pytest.mark.parametrize("sentence", OF_IT)
def test_speaks_of_the_force(sentence: str) -> None:
    assert SPEAKS(sentence, sentence)


@pytest.mark.parametrize("sentence", OF_OTHERS)
def test_speaks_of_others(sentence: str) -> None:
    assert not SPEAKS(sentence, sentence)


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        ("Officers do not always say so. The police know this.", True),
        ("Officers do not always say so. The council knows this.", False),
        ("Officers do not always say so. Probation staff know this.", False),
        ("Officers do not always say so. This takes time.", True),
    ],
)
def test_words_for_people_that_others_have_too_go_by_the_text_around(around: str, expected: bool) -> None:
    assert SPEAKS("Officers do not always say so.", around) is expected


def test_initials_that_the_report_gives_the_body_are_a_name_of_it() -> None:
    pages = (replace(LETTER.pages[0], text="Leaders of Ostermarch Constabulary (OC) meet."), *LETTER.pages[1:])
    speaks = speaking("ostermarch", replace(LETTER, pages=pages))
    assert speaks("OC has four teams.", "")
    assert not SPEAKS("OC has four teams.", "")


def test_of_two_forces_the_one_that_is_named() -> None:
    speaks = speaking("fernmoor")
    assert not speaks("Ostermarch Constabulary lacks detectives it can send.".replace("detectives", "people"), "")
    assert speaks("Fernmoor Police and Ostermarch Constabulary share a panel.", "")
    assert speaks("The police share a panel.", "")


def test_nothing_tells_how_a_kind_without_words_is_spoken_of() -> None:
    council = samples.BODIES.get("oxbarrow")
    assert council is not None
    assert speaks_of(council, LETTER, samples.BODIES) is None
