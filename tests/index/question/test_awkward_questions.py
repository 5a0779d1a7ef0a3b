"""Questions as they come: a phrase, a grade, a place, pasted text, other languages, nothing at all, errors of typing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from corpus.bodies import load
from index.answers.results import Answer
from index.question import unanswerable
from index.question.understand import MOST_TERMS, Query, understand
from index.searcher import Searcher

REGISTER = load().bodies
CONCERNS = ("area_for_improvement", "cause_of_concern", "priority_action")
PRAISE = ("innovative_practice", "promising_practice", "strength")


def read(question: str) -> Query:
    return understand(question, (), REGISTER)


@dataclass(frozen=True)
class Meant:
    """What is to be understood: how it is answered, the side, the topic, and conditions as they are written."""

    answer: str
    stance: str
    topic: str = ""
    where: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()


def of_kinds(*places: str, kinds: tuple[str, ...] = CONCERNS) -> tuple[str, ...]:
    return (*places, *(f"kind={kind}" for kind in kinds))


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        # a phrase alone, whatever its words
        ('"stop and search"', Meant("search", "neutral", "stop and search")),
        ('"inadequate"', Meant("search", "neutral", "inadequate")),
        # grades and nothing else
        ("inadequate", Meant("grades", "neutral", grades=("*=inadequate",))),
        ("Which are inadequate?", Meant("grades", "neutral", grades=("*=inadequate",))),
        ("councils that are good or outstanding", Meant("grades", "neutral", grades=("*=good|outstanding",))),
        ("requires improvement", Meant("grades", "neutral", grades=("*=requires improvement",))),
        ("RI", Meant("grades", "neutral", grades=("*=requires improvement",))),
        ("inadequate in Wirral", Meant("grades", "neutral", where=("body=la-wirral",), grades=("*=inadequate",))),
        ("inadequate supervision", Meant("search", "concern", "supervision")),
        # places and a side, without a topic
        ("concerns in Wirral", Meant("findings", "concern", where=of_kinds("body=la-wirral"))),
        ("concerns in Lancashire", Meant("findings", "concern", where=of_kinds("body=lancashire", "body=la-lancashire"))),
        ("concerns about forces in the North West", Meant("findings", "concern", where=of_kinds("region=North West"))),
        ("what is praised in Wirral?", Meant("findings", "praise", where=of_kinds("body=la-wirral", kinds=PRAISE))),
        ("Wirral", Meant("grades", "neutral", where=("body=la-wirral",))),
        ("forces in the North West", Meant("grades", "neutral", where=("region=North West",))),
        ("concerns about leadership in Wirral", Meant("search", "concern", "leadership", ("body=la-wirral",))),
        # what is not there
        ("councils with no return home interviews", Meant("search", "concern", "return home interviews")),
        ("councils that have no supervision", Meant("search", "concern", "supervision")),
        ("councils with no unallocated cases", Meant("search", "no concern", "unallocated cases")),
        ("councils with no waiting lists", Meant("search", "no concern", "waiting lists")),
        ("councils with no causes of concern", Meant("findings", "no concern", where=("kind=cause_of_concern",))),
        ("councils without areas for improvement", Meant("findings", "no concern", where=("kind=area_for_improvement",))),
        # no topic, and other signs
        ("🚓 stop and search 🚓", Meant("search", "neutral", "stop search")),
        ("nobody doing return interviews", Meant("search", "concern", "return interviews")),
    ],
)  # fmt: skip
def test_what_is_asked_is_understood(question: str, meant: Meant) -> None:
    query = read(question)
    where = tuple(map(str, query.filters))
    assert Meant(query.answer, query.stance, query.topic, where, tuple(map(str, query.grades))) == meant
    assert query.refusal is None


PASTED = (
    "The service has made steady progress since its last inspection, and supervision is regular. However, the quality of plans "
    "varies between teams, visits are late in a third of the records that we saw, and managers do not always challenge delay. "
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", unanswerable.EMPTY),
        (" \t\n ", unanswerable.EMPTY),
        ("?!", unanswerable.EMPTY),
        ("“”", unanswerable.EMPTY),
        ("\x00", unanswerable.EMPTY),
        ("🚓🚓", unanswerable.EMPTY),
        ("what is the", unanswerable.NO_TOPIC),
        ("which of them and where", unanswerable.NO_TOPIC),
        ("concerns", unanswerable.NO_TOPIC),
        ("pryderon am arweinyddiaeth", unanswerable.WELSH),
        ("Beth mae adroddiadau yn ddweud am blant?", unanswerable.WELSH),
        (PASTED * 12, unanswerable.LONG.format(count=len((PASTED * 12).strip()), most=unanswerable.LONGEST)),
    ],
)
def test_what_cannot_be_answered_is_one_clear_sentence(searcher: Searcher, question: str, said: str) -> None:
    answer, found = searcher.ask(question), searcher.passages(question)
    for each in (answer, found):
        assert each.understood.answer == "refusal"
        assert each.notes == (said,)
        assert each.searched.reports == 0
    assert tuple(answer.bodies) == ()
    assert found.passages == ()


def test_english_with_a_word_of_welsh_is_english() -> None:
    assert read("Heddlu Gwent and domestic abuse").refusal is None
    assert read("am I right that supervision is late").refusal is None


def test_pasted_text_is_answered_and_says_what_of_it(searcher: Searcher) -> None:
    said = searcher.passages("supervision").passages
    question = " ".join(passage.text for passage in said[:8])[: unanswerable.LONGEST]
    assert len(question) > 500
    answer = searcher.ask(question)
    assert {said[0].body, said[1].body} & {hit.body for hit in answer.bodies if hit.verdict != "none"}
    assert f"the first {MOST_TERMS} words of it alone" in answer.understood.sentence
    assert "words of it alone" not in searcher.ask("supervision is regular").understood.sentence


def test_a_sentence_of_a_report_finds_itself(searcher: Searcher) -> None:
    said = searcher.passages("supervision").passages[0].text
    assert searcher.passages(said).passages[0].text == said


def test_a_phrase_alone_lists_those_that_have_it(searcher: Searcher) -> None:
    answer = searcher.ask('"stop and search"')
    assert answer.listed
    assert all(
        any("stop and search" in passage.text.lower() for passage in searcher.passages('"stop and search"', {"body": hit.key}).passages)
        for hit in answer.listed
    )  # fmt: skip


def test_concerns_of_a_body_are_its_findings(searcher: Searcher) -> None:
    answer = searcher.ask("concerns in Quillhaven")
    (hit,) = answer.listed
    assert hit.verdict == "findings"
    assert {each.kind for each in hit.evidence} <= set(CONCERNS)
    key = f"kind={CONCERNS[0]}"
    assert key in {part.key for part in answer.understood.parts}
    (fewer,) = searcher.ask("concerns in Quillhaven", off=[key]).listed
    assert {each.kind for each in fewer.evidence} == {each.kind for each in hit.evidence} - {CONCERNS[0]}


def test_a_place_may_be_given_as_a_filter(searcher: Searcher) -> None:
    given = searcher.ask("concerns", {"body": "quillhaven"})
    assert [hit.evidence for hit in given.listed] == [
        hit.evidence for hit in searcher.ask("concerns in Quillhaven").listed
    ]


def test_findings_that_are_not_there_list_those_without(searcher: Searcher) -> None:
    having, lacking = searcher.ask("all causes of concern"), searcher.ask("which have no causes of concern?")
    assert having.listed
    assert {hit.key for hit in lacking.listed} == {hit.key for hit in having.bodies} - {
        hit.key for hit in having.listed
    }
    assert {hit.verdict for hit in lacking.listed} == {"no_findings"}


def shown(answer: Answer, key: str) -> tuple[str, str | None, set[str]]:
    hit = next(hit for hit in answer.bodies if hit.key == key)
    return hit.verdict, hit.grade.grade if hit.grade else None, {each.kind for each in hit.evidence}


def test_an_area_is_answered_by_its_grade_and_by_its_texts(searcher: Searcher) -> None:
    """Its texts seldom use the name of the area, so that they alone seemed silent beside a grade that says all."""
    answer = searcher.ask("concerns about leadership in Quillhaven")
    verdict, grade, kinds = shown(answer, "quillhaven")
    assert (verdict, grade) == ("concern", "requires improvement")
    assert "grade" in kinds
    assert len(kinds) > 1
    assert [hit.key for hit in answer.listed] == ["quillhaven"]
    every = searcher.ask("concerns about leadership")
    areas = {hit.key: hit.grade.area for hit in every.bodies if hit.grade}
    assert (areas["quillhaven"], areas["marrowdale"]) == ("strategy_leadership", "leadership")
    assert "fernmoor" not in {hit.key for hit in every.listed}  # graded good
    off = searcher.ask("concerns about leadership", off=["area"])
    assert "with the grade" in every.understood.sentence
    assert "with the grade" not in off.understood.sentence
    assert not any(each.kind == "grade" for hit in off.bodies for each in hit.evidence)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("domestic voilence", "domestic violence"),
        ("Suprvision of investigations", "Supervision of investigations"),
        ("concerns about safegaurding", "concerns about safeguarding"),
        ("supervsion and leadershp", "supervision and leadership"),
        ("supervision of astronauts", None),  # no word of reports is like it
        ("supervision", None),
        ("XQZP concerns", None),  # no acronym is guessed at
    ],
)
def test_a_misspelt_word_is_offered_and_not_applied(searcher: Searcher, question: str, meant: str | None) -> None:
    answer = searcher.ask(question)
    assert answer.did_you_mean == meant
    assert answer.to_json()["did_you_mean"] == meant
    assert searcher.passages(question).did_you_mean == meant
    if meant:
        assert answer.understood.text != searcher.ask(meant).understood.text
        assert any("in no report" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("too many cases", {"also:too many cases = high caseloads", "stance"}),
        ("nobody doing return interviews", {"also:nobody doing = not carried out", "stance"}),
        ("kids going missing", {"also:kids = children", "also:going missing = missing episodes"}),
    ],
)
def test_plain_words_are_parts_that_can_be_switched_off(question: str, parts: set[str]) -> None:
    assert parts <= {part.key for part in read(question).parts}
    without = understand(question, (), REGISTER, off=parts)
    assert {f"also:{a} = {b}" for a, b in without.expansions} & parts == set()
    assert without.stance == "neutral"
    for said, other in read(question).expansions:
        if f"also:{said} = {other}" in parts:
            assert any(other in variant for variant in read(question).variants)
            assert not any(other in variant for variant in without.variants)


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("DVPO", {"DVPN", "DAPO"}),
        ("domestic violence protection orders", {"DVPN", "DAPO"}),
        ("domestic abuse protection order", {"DVPO", "DAPN"}),
        ("missing children", {"absent", "absent children", "children missing education"}),
        ("section 47 enquiries", {"section 17"}),
        ("child protection plans", {"children in need"}),
        ("human trafficking", {"modern slavery"}),
        ("outcome 16", {"outcome 15"}),
        ("grooming", {"child sexual exploitation"}),
        ("unregulated placements", {"unregistered children's homes"}),
        ("stalking", {"harassment"}),
        ("DVPO and DVPN", {"DAPO", "DAPN"}),
    ],
)
def test_what_differs_in_law_is_offered_and_not_looked_for(question: str, offered: set[str]) -> None:
    query = read(question)
    assert set(query.related) == offered
    for _, other in query.expansions:
        assert other not in offered
    for variant in query.variants:
        assert not any(name.lower() in variant.lower() and name.lower() not in question.lower() for name in offered)


def test_an_order_is_not_widened_by_a_word_inside_its_name() -> None:
    others = {other for _, other in read("domestic abuse protection order").expansions}
    assert others == {"DAPO"}
