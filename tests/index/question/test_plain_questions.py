"""Questions as people type them: small words that are the matter, spellings, what is not wanted, whom to leave out."""

from __future__ import annotations

import pytest

from corpus.bodies import Bodies
from corpus.records import Body
from index.answers.verdict_words import NO_CONCERN
from index.question.understand import MOST_TERMS, MOST_VARIANTS, Query, understand

BODIES = Bodies(
    (
        Body("wexbourne", "Wexbourne Police", "police_force", "Police"),
        Body("tyn", "Tŷn Isaf Police", "police_force", "Police"),
        Body("marsh", "Marsh and Fen", "local_authority", "authority"),
    )
).bodies
WRITTEN = frozenset(["body worn", "wellbeing", "DVPO", "Fenland"])  # what reports use


def read(question: str) -> Query:
    return understand(question, (), BODIES, known=WRITTEN.__contains__)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("use of force", "use of force"),
        ("forces with concerns about use of force", "use of force"),
        ("which force records use of force", "records use of force"),
        ("force with concerns about stalking", "stalking"),
        ("force management", "force management"),
        ("council tax", "council tax"),
        ("what does the council say of tax", "tax"),
        ("forces with IT concerns", "IT"),
        ("is it good at stalking", "stalking"),
        ("forces with A&E concerns", "A&E"),
        ("R&D", "R&D"),
        ("24/7", "24/7"),
        ("number plates", "number plates"),
        ("the number of arrests", "arrests"),
        ("children in need", "children in need"),
        ("out of area placements", "out of area placements"),
        ("staff well-being", "staff well-being"),
        ("staff well being", "staff well-being"),
        ("D.V.P.O.s", "DVPOs"),
        ("nobody doing supervision", "supervision"),
        ("Llŷn", "Llŷn"),
        ("Lly\u0302n", "Ll\u0177n"),  # a letter and its accent apart
        ("café", "café"),
    ],
)
def test_the_topic_is_whole(question: str, topic: str) -> None:
    assert read(question).topic == topic


def test_the_kind_of_body_is_told_from_the_matter() -> None:
    assert read("use of force").programme.kind is None
    assert read("forces with concerns about use of force").programme.kind == "police_force"
    assert read("council tax").programme.kind is None


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("bodyworn video", ("bodyworn", "body worn")),
        ("staff well-being", ("well-being", "wellbeing")),
        ("well being of staff", ("well-being", "wellbeing")),
        ("kids missing", ("kids", "children")),
        ("too many cases", ("too many cases", "high caseloads")),
    ],
)
def test_another_spelling_or_the_word_of_reports_is_looked_for(question: str, other: tuple[str, str]) -> None:
    query = read(question)
    assert other in query.expansions
    assert any(other[1] in term.others for term in query.terms)
    key = f"also:{other[0]} = {other[1]}"
    assert key in {part.key for part in query.parts}
    assert other not in understand(question, (), BODIES, off=[key], known=WRITTEN.__contains__).expansions


def test_a_word_of_reports_has_no_plain_one() -> None:
    assert not any(long == "kids" for _, long in read("children missing").expansions)


@pytest.mark.parametrize(
    ("question", "stance"),
    [
        ("forces without DVPO concerns", NO_CONCERN),
        ("no DVPO concerns", NO_CONCERN),
        ("councils with NO concerns about DVPOs", NO_CONCERN),
        ("forces with no backlog of devices", NO_CONCERN),
        ("forces not criticised for vetting", NO_CONCERN),
        ("forces with no evidence of problems in custody", NO_CONCERN),
        ("forces with DVPO concerns", "concern"),
        ("councils without enough placements", "concern"),
        ("no one deals with problems in custody", "concern"),
        ("forces with no plan for dealing with backlogs", "concern"),
        ("forces praised for cutting delays", "praise"),
    ],
)
def test_those_that_nothing_is_found_against_are_another_question(question: str, stance: str) -> None:
    assert read(question).stance == stance


@pytest.mark.parametrize(
    "question",
    [
        "DVPO concerns except Wexbourne",
        "DVPO concerns, but not Wexbourne Police",
        "DVPO concerns except Wexbourne and Tŷn Isaf",
        "DVPO concerns -Wexbourne",
        "DVPO concerns apart from Tyn Isaf",
    ],
)
def test_a_body_is_left_out(question: str) -> None:
    query = read(question)
    out = [f.value for f in query.filters if (f.key, f.operator) == ("body", "!=")]
    assert out == [key for key, name in (("wexbourne", "Wexbourne"), ("tyn", "n Isaf")) if name in question]
    assert (query.topic, query.stance, query.answer) == ("DVPO", "concern", "search")
    assert {part.words for part in query.parts if part.what == "body"} == {f"not {query.called[key]}" for key in out}


def test_a_name_that_nobody_here_has_is_left_out_as_a_word() -> None:
    query = read("DVPO concerns except Quillhaven")
    assert (query.topic, query.excluded) == ("DVPO", ("Quillhaven",))


def test_what_is_no_name_is_not_left_out() -> None:
    assert read("missing children but not DVPO").topic == "missing children DVPO"


@pytest.mark.parametrize("phrase", ["not good enough", "seven hours", "IT", "in a year. Officers told us"])
def test_exact_words_alone_are_the_topic(phrase: str) -> None:
    query = read(f'"{phrase}"')
    assert (query.topic, query.phrases, query.exact) == (phrase, (phrase,), True)
    assert query.variants
    assert not read(f'vetting "{phrase}"').exact


def test_work_is_bounded_whatever_is_asked() -> None:
    assert read("DVPO " * 100).topic == "DVPO"
    long = read(" ".join(f"word{i}ing" for i in range(400)))
    assert len(long.terms) <= MOST_TERMS
    assert len(long.variants) <= MOST_VARIANTS + 1
