"""What a question is encoded and looked up as, and which values each filter lets through."""

from __future__ import annotations

import pytest

from corpus.bodies import load
from index.errors import BadFilter
from index.question.filters import KEYS, Filter, allowed, parse
from index.question.understand import understand
from index.storage.columns import ReportRow
from tests import samples

KIND = {"peel": "police_force", "ofsted": "local_authority", None: None}

INVENTED = samples.BODIES.bodies
REAL = load().bodies


@pytest.mark.parametrize(
    ("question", "stance"),
    [
        ("forces that are good at rape investigation", "praise"),
        ("forces that are not effective at rape investigation", "concern"),
        ("forces that investigate rape well, never late", "concern"),  # negation after the word negates it too
        ("forces lacking detectives", "concern"),
        ("forces with too few detectives", "concern"),
        ("councils whose homes aren’t safe", "concern"),  # a curly apostrophe
        ("innovative practice in custody", "praise"),
        ("areas for improvement in custody", "concern"),
        ("goods stolen from shops", "neutral"),  # no word of praise
        ("wellbeing of officers", "neutral"),
        ("Custody", "neutral"),
    ],
)
def test_the_side_that_is_asked_for(question: str, stance: str) -> None:
    assert understand(question, ()).stance == stance


@pytest.mark.parametrize(
    ("question", "scope"),
    [
        ("Which FORCES use drones", "peel"),
        ("constabularies and drones", "peel"),
        ("councils and schools", "ofsted"),
        ("forces and councils that work together", None),  # both
        ("the workforce", None),  # a noun inside another word
        ("drones", None),
    ],
)
def test_the_family_that_is_asked_about(question: str, scope: str | None) -> None:
    assert understand(question, ()).programme.kind == KIND[scope]


@pytest.mark.parametrize(
    ("question", "variants", "terms"),
    [
        # an acronym, its words, and both ways of looking for it
        ("forces with DVPO concerns", ("DVPO", "domestic violence protection order"),
         [("DVPO", ("domestic violence protection order",))]),
        # the words of a name each stand for its acronym; the plural is replaced as a whole
        ("domestic violence protection orders", ("domestic violence protection orders", "DVPO"),
         [("domestic", ("DVPO",)), ("violence", ("DVPO",)), ("protection", ("DVPO",)), ("orders", ("DVPO",))]),
        # words around it stay where they are
        ("breaches of DVPOs by night", ("breaches DVPOs night", "breaches domestic violence protection order night"),
         [("breaches", ()), ("DVPOs", ("domestic violence protection order",)), ("night", ())]),
        # the same word twice is one
        ("custody and custody", ("custody",), [("custody", ())]),
        # numbers are kept, single letters are not
        ("101 and 999 x", ("101 999", "101", "999"), [("101", ()), ("999", ())]),
        # words with a stroke are two
        ("drugs/alcohol", ("drugs/alcohol",), [("drugs", ()), ("alcohol", ())]),
    ],
)  # fmt: skip
def test_what_is_encoded_and_looked_up(
    question: str, variants: tuple[str, ...], terms: list[tuple[str, tuple[str, ...]]]
) -> None:
    query = understand(question, ())
    assert query.variants == variants
    assert [(term.word, term.others) for term in query.terms] == terms


@pytest.mark.parametrize("question", ["the", "which forces are there", "concerns"])
def test_a_question_without_a_topic_has_nothing_to_encode(question: str) -> None:
    query = understand(question, (), INVENTED)
    assert (query.topic, query.variants, query.terms) == ("", (), ())
    assert "names no topic" in query.describe().sentence
    assert query.answer == "refusal"


@pytest.mark.parametrize(
    ("question", "phrases", "topic"),
    [
        ('vetting "live facial recognition"', ("live facial recognition",), "vetting"),
        ("vetting “facial recognition” and “drones”", ("facial recognition", "drones"), "vetting"),
        ('vetting "drones', (), "vetting drones"),  # left open
        ('vetting "a"', (), "vetting"),  # one letter
    ],
)
def test_phrases(question: str, phrases: tuple[str, ...], topic: str) -> None:
    query = understand(question, ())
    assert (query.phrases, query.topic) == (phrases, topic)


@pytest.mark.parametrize(
    ("question", "bodies", "topic"),
    [
        ("Quillhaven and vetting", ["quillhaven"], "vetting"),
        ("Hollowmere’s vetting and that of Fernmoor Police", ["hollowmere", "fernmoor"], "vetting"),
        ("QHP vetting", ["quillhaven"], "vetting"),
        ("the police", [], ""),
        ("quillhaven vetting", ["quillhaven"], "vetting"),
    ],
)
def test_bodies_named_are_filters_and_no_topic(question: str, bodies: list[str], topic: str) -> None:
    query = understand(question, (), INVENTED)
    assert [f.value for f in query.filters] == bodies
    assert query.topic == topic


def test_a_filter_on_bodies_given_wins_over_those_named() -> None:
    query = understand("Quillhaven and vetting", parse(["body=Fernmoor Police"]), INVENTED)
    assert [str(f) for f in query.filters] == ["body=Fernmoor Police"]


def test_every_body_is_found_by_its_official_name() -> None:
    missed = [
        body.name
        for body in REAL
        if body.status == "current"
        and body.key not in [f.value for f in understand(f"vetting in {body.name}", (), REAL).filters]
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("vetting 2021/22", ["cycle=2021/22"]),
        ("vetting 2021–22", ["cycle=2021/22"]),
        ("vetting 2023-2025", ["cycle=2023-25"]),
        ("vetting 2019/20", ["year>=2019", "year<=2020"]),  # no round
        ("vetting 2021", ["year=2021"]),
        ("vetting since 2021", ["year>=2021"]),
        ("vetting before 2019", ["year<2019"]),
        ("vetting from 2019 to 2021", ["year>=2019", "year<=2021"]),
        ("vetting 2019 onwards", ["year>=2019"]),
        ("outcome 16", []),
    ],
)
def test_cycles_and_years_named(question: str, filters: list[str]) -> None:
    query = understand(question, (), (), ("2021/22", "2023-25", "ILACS 2023"))
    assert [str(f) for f in query.filters] == filters
    assert query.topic in ("vetting", "outcome 16")


@pytest.mark.parametrize(
    ("newest", "cycle", "years"),
    [
        ("2023-09-15", "ILACS 2023", ("2023",)),
        ("2021/22", "2021/22", ("2021", "2022")),
        ("2023-25", "2023-25", ("2023", "2024", "2025")),
        ("", None, ()),
    ],
)
def test_the_years_of_a_report(newest: str, cycle: str | None, years: tuple[str, ...]) -> None:
    report = ReportRow(0, "a.pdf", "peel", cycle, None, "a", "A", None, None, None, newest, {})
    assert report.years == years


def test_what_was_understood_is_said_with_all_that_narrows_it() -> None:
    where = parse(["region=Lower Reach", "region=Upper Reach", "grade<good"])
    told = understand('forces praised for "county lines" work', where).describe()
    assert told.sentence == (
        "Reports on police forces: praise for “work”; with the words “county lines” "
        "(region: Lower Reach or Upper Reach; grade: below good)."
    )
    assert told.filters == {"region": ("Lower Reach", "Upper Reach"), "grade": ("<good",)}


# Filters -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("grade=good", ("grade", "=", "good")),
        ("  body = Fernmoor Police ", ("body", "=", "Fernmoor Police")),
        ("grade>=requires improvement", ("grade", ">=", "requires improvement")),
        ("grade<=good", ("grade", "<=", "good")),
        ("cycle!=2021/22", ("cycle", "!=", "2021/22")),
        ("body=a=b", ("body", "=", "a=b")),  # the first operator counts
    ],
)
def test_a_filter_as_typed(text: str, read: tuple[str, str, str]) -> None:
    assert parse([text]) == (Filter(*read),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("good", "“good” is no filter; write it as KEY=VALUE, for instance grade=good."),
        ("grade=", "“grade=” is no filter; write it as KEY=VALUE, for instance grade=good."),
        ("Grade=good", "There is no filter “Grade”; there are " + ", ".join(KEYS) + "."),
        ("cycle<2023-25", "Only grades and years have an order; write cycle=VALUE."),
        ("year>=recent", "“recent” is no year; write one in four digits, for instance year>=2021."),
    ],
)
def test_what_is_no_filter_says_how_to_write_one(text: str, says: str) -> None:
    with pytest.raises(BadFilter) as refused:
        parse([text])
    assert str(refused.value) == says


GRADES = ("outstanding", "good", "adequate", "requires improvement", "inadequate")
AREAS = {"response": ("Responding to the public",), "vetting_cc": ("Vetting and counter corruption",)}


@pytest.mark.parametrize(
    ("where", "values", "passed"),
    [
        (["grade>good"], dict.fromkeys(GRADES, ()), {"outstanding"}),
        (["grade<=requires improvement"], dict.fromkeys(GRADES, ()), {"requires improvement", "inadequate"}),
        (
            ["grade!=good", "grade!=Outstanding"],
            dict.fromkeys(GRADES, ()),
            {"adequate", "requires improvement", "inadequate"},
        ),
        (["grade>=adequate", "grade<outstanding"], dict.fromkeys(GRADES, ()), {"good", "adequate"}),
        (["grade=good", "grade<good"], dict.fromkeys(GRADES, ()), set()),  # alternatives are narrowed
        (["area=response"], AREAS, {"response"}),  # by key
        (["area=vetting & counter-corruption"], AREAS, {"vetting_cc"}),  # by name, whatever its joints
        (["area=vetting cc"], AREAS, {"vetting_cc"}),
        (["area=vett"], AREAS, set()),  # the whole name
        (["region=Upper Reach"], {"": ()}, set()),  # a body of no region
        (["region!=Upper Reach"], {"": ()}, {""}),
    ],
)
def test_what_passes(where: list[str], values: dict[str, tuple[str, ...]], passed: set[str]) -> None:
    filters = parse(where)
    assert allowed(filters, filters[0].key, values) == passed
