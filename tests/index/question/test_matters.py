"""Questions that name several matters: each alone answers, and what belongs together stays together."""

from __future__ import annotations

import pytest

from index.question.understand import understand

SAID = {"sexual exploitation", "search and rescue", "review assessments", "initial assessments"}


def matters(question: str) -> list[str]:
    found = understand(question, (), known=SAID.__contains__).matters
    return [" ".join(term.word for term in own) for own in found]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("pressure from demand, backlogs or staff shortages",
         ["pressure demand", "pressure backlogs", "pressure staff shortages"]),
        ("forces weak on hoaxes and vandalism", ["hoaxes", "vandalism"]),
        # a noun that only the last one has, where reports say it of both
        ("weaknesses in sexual or criminal exploitation", ["sexual exploitation", "criminal exploitation"]),
        ("poor initial or review assessments", ["initial assessments", "review assessments"]),
        # a word for a side describes what follows
        ("delayed or poorly attended meetings", ["delayed meetings", "attended meetings"]),
        ("slow, poor or inconsistent investigations", ["slow investigations", "investigations"]),
        # one matter
        ("problems with search and rescue", []),
        ("concerns about supervision", []),
        ("hoaxes, vandalism", []),
        ("and or", []),
        ("", []),
    ],
)  # fmt: skip
def test_each_matter_of_a_list_has_its_own_words(question: str, expected: list[str]) -> None:
    assert matters(question) == expected


def test_more_matters_than_anybody_means_are_one() -> None:
    assert matters("a or b, ab or cd in xy or yz of uv or vw, for gh or jk") == []


def test_each_matter_is_encoded_alone_beside_the_whole() -> None:
    query = understand("forces weak on hoaxes and vandalism", (), known=SAID.__contains__)
    assert query.variants == ("hoaxes vandalism", "hoaxes", "vandalism")


def test_the_list_is_shown_and_can_be_switched_off() -> None:
    question = "forces weak on hoaxes and vandalism"
    asked = understand(question, ())
    assert [(part.what, part.words) for part in asked.parts if part.key == "matters"] == [
        ("any of", "hoaxes / vandalism")
    ]
    off = understand(question, (), off=["matters"])
    assert off.matters == ()
    assert off.variants == ("hoaxes vandalism",)
    assert [part.key for part in off.parts] == [part.key for part in asked.parts]  # so that it can be switched on again
