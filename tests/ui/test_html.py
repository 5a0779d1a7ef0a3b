"""The page's pure parts: grouping, escaping, signs, the words, the address."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from corpus.records import Slice
from index.answers.hits import AreaGrade, BodyHit, PassageHit
from index.answers.outside import FILTERS, Outside
from index.answers.quotation import Origin
from index.answers.results import Answer, PassageAnswer
from index.contents.records import GRADE, SET_APART, BodyHeld, ReportHeld, ReportInfo
from index.evidence.pages import StoredPage
from index.links import Links
from index.review.changes import Change
from index.review.decisions import Decision, Decisions
from index.review.saved import About, Maker, Search
from index.storage.columns import ReportRow
from tests.ui.stub_search import HITS, Searcher, evidence, finding, hit
from ui.html import answer as render
from ui.html import groups as grouping
from ui.html import headline, matrix, tables, unanswered, words
from ui.html.browse import body
from ui.html.browse import finding as findings
from ui.html.quotation import Beside, headed, quotation, why
from ui.pages import saved
from ui.pages.evidence import cited, page_text
from ui.parts import views
from ui.state.address import Asked, from_params, link, to_params

ANSWER = Searcher().ask("forces with DVPO concerns")


REVIEWED = replace(ANSWER.understood, text="script alert")


def row(text: str) -> ReportRow:
    """A report whose every fact is the same text."""
    return ReportRow(0, text, text, text, text, text, text, text, text, text, text, {text: (text, text)})


def review(text: str) -> Decisions:
    return Decisions({"a": Decision(text, text)}, {("a", "peel/a-2023-25.pdf", text): Decision(text, text)})


def answer(stance: str, *hits: BodyHit) -> Answer:
    return replace(ANSWER, bodies=hits, understood=replace(ANSWER.understood, stance=stance))


def test_bodies_are_grouped_by_what_was_asked() -> None:
    concern, mixed = hit("a"), hit("b", "mixed")
    weak = hit("c", listed=False)
    praise = hit("d", "praise")
    mentioned, none = hit("e", "mentioned"), hit("f", "none")
    asked = answer("concern", concern, weak, mixed, praise, none, mentioned)
    found = [(group.key, [each.key for each in group.hits]) for group in grouping.groups(asked)]
    assert found == [
        ("listed-concern", ["a"]),
        ("listed-mixed", ["b"]),
        ("weak", ["c"]),
        ("praise", ["d"]),
        ("mentioned", ["e"]),
        ("none", ["f"]),
    ]


def test_a_praise_question_puts_the_criticised_below_the_praised() -> None:
    asked = answer("praise", hit("a", "praise", listed=True), hit("b", "concern", listed=False), hit("c", "none"))
    assert [group.title for group in grouping.groups(asked)] == ["Praise", "Concern", "Nothing found"]


@pytest.mark.parametrize("stance", ["concern", "praise", "neutral", "unheard of"])
def test_every_body_is_in_exactly_one_group(stance: str) -> None:
    hits = tuple(
        hit(f"{verdict}{listed}", verdict, listed=listed) for verdict in words.VERDICTS for listed in (True, False)
    )
    shown = [each.key for group in grouping.groups(answer(stance, *hits)) for each in group.hits]
    assert sorted(shown) == sorted(each.key for each in hits)


def test_nothing_from_a_report_is_markup() -> None:
    evil = "<script>alert('x')</script>"
    bad = evidence(evil, section=evil, title=evil, page_label=evil, kind=evil, stance=evil)
    written = render.body(hit("a", evidence=(bad, bad), body=evil, file=evil, cycle=evil, published=evil))
    written += render.body(hit("b", "none", near=bad)) + unanswered.missing([evil])
    report = Origin(evil, evil, evil, evil, published=evil, inspected=(evil,))
    written += unanswered.outside([Outside(evil, evil, FILTERS, (report, report))], {evil: evil})
    written += headline.understood(replace(ANSWER, notes=(evil,)), [evil])
    written += tables.table(evil, [evil], [[evil]])
    written += page_text(StoredPage(evil, evil, 1, 1, evil, evil), ()) + page_text(
        StoredPage("", "", 1, 1, None, evil), (Slice(1, 1, 9),)
    )
    forged = answer(
        "concern",
        hit(evil, body=evil, family=evil, region=evil, file=evil, grade=AreaGrade(evil, evil, evil), verdict=evil),
    )
    written += matrix.shares(forged) + matrix.areas(forged, [row(evil)]) + matrix.questions(["", evil], [(evil, evil)])
    written += matrix.cycles([row(evil)], {}) + render.body(
        hit("a", evidence=(bad,)), "", False, "concern", Beside(REVIEWED, lambda *_: evil, review(evil))
    )
    found = PassageHit(evil, evil, evil, evil, evil, 1, evil, evil, evil, 0.5, evil, (Slice(1, 0, 1),))
    written += views.passage_list(PassageAnswer(evil, ANSWER.understood, ANSWER.searched, (found,)), evil)
    written += saved.changed([Change(evil, evil, evil, evil, evil)])
    said = (
        "body",
        "family",
        "cycle",
        "inspected",
        "file",
        "address",
        "title",
        "text",
        "number",
        "area",
        "section",
        "key",
        "opens",
    )
    told = finding(1, **dict.fromkeys(set(said) - {"key"}, evil), key=evil)
    written += findings.table([told], Links(evil, evil), evil) + findings.item(told, Links(evil, evil))
    info = ReportInfo(evil, (evil, evil), evil, evil, evil, evil, evil, (evil,), 1, 1, 2, (evil,), 1, 1, (evil,))
    of = (ReportHeld(info, evil, evil, evil, evil, (evil,)),)
    held = BodyHeld(evil, evil, evil, evil, evil, of, (told, replace(told, kind=GRADE)), {evil: ()})
    opens = Links(evil, evil)
    written += body.lead(held) + body.ask(held) + body.reports(held, opens) + body.grades(held, opens)
    written += body.set_apart(held, opens) + body.set_apart(replace(held, printed={evil: SET_APART}), opens)
    search = Search(1, evil, (evil,), (), evil, evil, Maker(evil, evil, evil))
    decided = Decision(evil, evil, evil, evil)
    written += body.decisions([(About(search, decided, ((evil, decided),)), evil)])
    assert "<script" not in written
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in written


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    def quoted(address: str) -> str:
        found = hit("a", evidence=(evidence(page=7),), address=address)
        return quotation(found.evidence[0], found)

    assert "href" not in quoted("javascript:alert(1)")
    real = quoted("https://example.org/a.pdf?b=1&c='")
    assert "href='https://example.org/a.pdf?b=1&amp;c=&#x27;#page=7'" in real


# A verdict is a word and a sign, so that it is never told by colour alone.
@pytest.mark.parametrize(
    ("verdict", "sign", "word"),
    [
        ("concern", "▲", "Concern"),
        ("mixed", "◆", "Concern and praise"),
        ("praise", "●", "Praise"),
        ("mentioned", "○", "Mentioned"),
        ("none", "–", "Nothing found"),
    ],
)
def test_a_verdict_has_a_sign_and_a_word(verdict: str, sign: str, word: str) -> None:
    assert f"<span aria-hidden='true'>{sign}</span> {word}</span>" in render.body(hit("a", verdict))


def test_a_body_shows_its_best_quotation_with_page_and_grade() -> None:
    written = render.body(HITS[0])
    best, more = written.split("<details>")
    assert "consider orders in every suitable case." in best
    assert "page 19 (printed as 17)" in best
    assert "Published 2 May 2024, days of inspection unknown · 2023-25 · Good · Protecting vulnerable people" in best
    assert "Area for improvement · criticism · inspectors’ own finding · strong match</p>" in best
    assert "More evidence (2)" in more
    assert "put right during the inspection · fair match" in more


def test_where_a_body_has_several_reports_each_quotation_says_which_and_of_what_day() -> None:
    full, visit = (
        Origin("a.pdf", "peel", None, "2023-25", "2024-03-01", inspected=("2024-02-20 to 2024-03-01",)),
        Origin("b.pdf", "visits", "Visit to A", None, "2025-02-03", "2025-02-03"),
    )
    said = (evidence(origin=full), evidence("They act.", origin=visit))
    both = replace(hit("a"), evidence=said, reports=(visit, full))
    written = render.body(both)
    assert "Protecting vulnerable people · PEEL, inspected 20 February to 1 March 2024 · a.pdf" in written
    assert (
        "Protecting vulnerable people · Visit to A, published 3 February 2025, days of inspection unknown · b.pdf"
        in written
    )
    assert "PEEL, inspected" not in render.body(replace(both, reports=(full,)))


def test_grades_by_area_are_those_of_the_full_inspection() -> None:
    full = replace(row("f"), file="f.pdf", key="a", family="peel", grades={"investigation": ("Investigating", "good")})
    visit = replace(row("v"), file="v.pdf", key="a", family="visits", grades={})
    both = replace(
        hit("a"), file="v.pdf", family="visits", reports=(Origin("v.pdf", "visits"), Origin("f.pdf", "peel", full=True))
    )
    written = matrix.areas(answer("concern", both), [visit, full])
    assert "PEEL: grades by area" in written
    assert "Good" in written
    assert matrix.areas(answer("concern", replace(both, reports=(Origin("v.pdf", "visits"),))), [visit, full]) == ""


def test_strength_is_told_only_of_what_was_asked_for() -> None:
    written = render.group(grouping.Group("listed", "Found", "", (HITS[1],), asked="concern"), {})
    assert written.count(" match</p>") == 1
    assert "Observation · praise · inspectors’ own finding</p>" in written


def test_a_quotation_is_not_headed_by_itself() -> None:
    assert "is-finding" not in quotation(evidence("The same."), HITS[0])
    assert "is-finding" not in quotation(evidence("The same.", title="The same."), HITS[0])


def test_a_sentence_stands_once_on_a_card() -> None:
    heading = "The force makes too little use of orders"
    quoted = (
        evidence("Officers rarely apply for them.", title=heading),
        evidence(f"{heading}.", title=f"{heading}."),
        evidence("Breaches are not followed up.", title="Orders are breached"),
        evidence("Nobody checks.", title="Orders are breached"),
    )
    assert headed(quoted) == (False, False, True, False)
    written = render.body(hit("a", evidence=quoted))
    assert written.count(heading) == 1
    assert written.count("Orders are breached") == 1
    assert headed(quoted[:1]) == (True,)


@pytest.mark.parametrize(
    ("page", "about", "title"),
    [
        ("Search", "", "Search · Inspection Search"),
        ("Search", "slow 999 answering", "slow 999 answering · Search · Inspection Search"),
        ("Search", "x" * 90, f"{'x' * 79}… · Search · Inspection Search"),
    ],
)
def test_a_page_has_a_title_of_its_own(page: str, about: str, title: str) -> None:
    assert words.title(page, about) == title


def test_an_opened_body_is_unfolded() -> None:
    assert "<details open>" in render.body(HITS[0], opened=True)


def test_the_closest_miss_is_said_to_be_no_answer() -> None:
    written = render.body(HITS[3])
    assert "Closest passage, which does not answer the question" in written
    assert "Officers use body-worn video." in written


def test_what_was_searched_is_a_sentence() -> None:
    assert headline.searched(ANSWER.searched) == (
        "Searched 1,284 passages of 4 reports on 4 bodies (reports as of 1 June 2024)."
    )


@pytest.mark.parametrize(
    ("number", "noun", "said"), [(1, "body", "1 body"), (0, "report", "0 reports"), (9000, "body", "9,000 bodies")]
)
def test_counts(number: int, noun: str, said: str) -> None:
    assert words.count(number, noun) == said


@pytest.mark.parametrize(
    ("question", "slug"),
    [("Forces with DVPO concerns?", "forces-with-dvpo-concerns"), ("../é", "answer"), ("a" * 99, "a" * 60)],
)
def test_a_file_name_is_safe(question: str, slug: str) -> None:
    assert words.slug(question) == slug


def test_the_address_brings_the_state_back() -> None:
    asked = Asked("slow 999 & more", {"grade": ("good", "adequate"), "cycle": ("2021/22",)}, gen="g1", open="fernmoor")
    params = to_params(asked, "g2")
    assert params == {
        "q": ["slow 999 & more"],
        "cycle": ["2021/22"],
        "grade": ["adequate", "good"],
        "gen": ["g1"],
        "open": ["fernmoor"],
    }
    assert to_params(from_params(params), "g2") == params
    assert from_params(params).where == ("cycle=2021/22", "grade=adequate", "grade=good")
    assert link(asked, "g2", opened="b").endswith("&gen=g1&open=b")


def test_an_address_of_others_is_ignored() -> None:
    assert from_params({"utm": ["x"], "q": ["  a   b "], "grade": ["", " \n"]}) == Asked("a b")
    assert to_params(Asked(), "g") == {}


def test_another_question_keeps_the_filters_and_another_filter_the_question() -> None:
    asked = Asked("a").toggled("grade", "good", True).toggled("grade", "adequate", True).asking("b")
    assert (asked.question, asked.filters) == ("b", {"grade": ("good", "adequate")})
    assert asked.toggled("grade", "good", False).toggled("grade", "adequate", False) == Asked("b")
    assert asked.without("grade") == ()


# What stands in real labels stays as it is; only what would be read as a mark is told by a sign that looks the same.
@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("2023-25", "2023-25"),
        ("Children’s services (ILACS) & care: 16+, 24/7", "Children’s services (ILACS) & care: 16+, 24/7"),
        ("snake_case", "snake_case"),
        ("St. Helens", "St. Helens"),
        ("[a](b) *c*", "[a］(b) ∗c∗"),
        (":red[a]", "∶red[a]"),
        ("- a", "\u2060- a"),
        ("1. a", "\u20601. a"),
        ("<b>a", "‹b>a"),
        ("$a$ `b` ~~c~~ _d_", "＄a＄ ‵b‵ ∼∼c∼∼ ＿d＿"),
        ("a\\*b", "a＼∗b"),
        ("https://a.b", "https∶∕∕a.b"),
    ],
)
def test_a_label_is_not_read_as_markdown(label: str, shown: str) -> None:
    assert words.plain(label) == shown
    assert "\\" not in words.plain(label)


def test_why_it_matched_names_the_words_that_stand_there() -> None:
    understood = replace(ANSWER.understood, text="DVPO", expansions=("DVPO = domestic violence protection order",))
    said = why(evidence("A DVPO, or Order of protection, was sought"), understood)
    assert "“DVPO”, “Order”, “protection”" in said
    assert "shares no words with the question" in why(evidence("Nothing of it."), understood)
    marked = quotation(evidence("Two DVPOs & more"), HITS[0], Beside(understood))
    assert "Two <mark>DVPOs</mark> &amp; more" in marked


def test_the_words_of_a_quotation_are_set_off_in_the_text_of_its_page() -> None:
    page = StoredPage("Fernmoor", "f.pdf", 2, 3, None, "One & two. Three.")
    assert (
        page_text(page, (Slice(1, 0, 3), Slice(2, 6, 10)))
        == "<div class='is-page-text'>One &amp; <mark>two.</mark> Three.</div>"
    )
    assert "<mark>" not in page_text(page, (Slice(2, 6, 999),))


def test_the_area_that_the_evidence_stands_in_is_the_first_of_the_table() -> None:
    grades = {
        "prevention": ("", "good"),
        "response": ("", "good"),
        "vulnerability": ("Protecting vulnerable people", "good"),
    }
    rows = [replace(row("a.pdf"), key="a", family="peel", grades=grades)]
    found = hit(
        "a", file="a.pdf", family="peel", grade=AreaGrade("vulnerability", "Protecting vulnerable people", "good")
    )
    written = matrix.areas(answer("concern", found), rows)
    assert re.findall("scope='col'>(.*?)</th>", written)[2] == "Protecting vulnerable people"
    assert "▸ Good" in written


def test_what_is_to_be_cited_says_who_reported_on_whom_and_when_as_far_as_is_known() -> None:
    stored = StoredPage("Larkenshire Police", "a.pdf", 3, 9, None, "")
    report = replace(row("a.pdf"), family="peel", title=None, cycle="2023-25", published="2024-05-02")
    assert (
        cited([report], stored)
        == "HMICFRS, PEEL 2023-25, Larkenshire Police, days of inspection unknown, published 2 May 2024, a.pdf"
    )
    titled = replace(report, title="PEEL: An inspection", published=None)
    assert cited([titled], stored) == (
        "HMICFRS, PEEL: An inspection, Larkenshire Police, days of inspection unknown, day of publication unknown, a.pdf"
    )
    assert cited([], stored) == "Larkenshire Police, a.pdf"


def test_shares_count_every_body_once() -> None:
    written = matrix.shares(ANSWER)
    assert written.count("Requires improvement") == 1
    assert "aria-hidden='true'><span class='is-bar" in written
    assert written.count(">4</td>") == 1  # all four are of no known region


def test_what_an_address_gives_for_a_generation_is_shown_only_if_it_can_be_one() -> None:
    assert words.as_of("20261125T073946047408-88726b92") == "reports as of 25 November 2026"
    assert words.as_of("[here](https://elsewhere.example)") == "reports of an unknown date"
