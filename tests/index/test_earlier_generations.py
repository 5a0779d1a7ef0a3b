"""A generation that the program before wrote is opened and answered."""

from __future__ import annotations

from pathlib import Path

from index.export import content
from tests.index.made_up import body, opened, report

VALE = body("vale", "Vale of Umber")
LATE = "Health assessments are late for most children."
BEFORE = """
alter table body rename column kind to family;
update body set family = 'ofsted';
drop table body_also;
alter table report drop column theme;
alter table report drop column outcome;
alter table report drop column basis;
alter table report drop column unprinted;
"""


def test_columns_and_tables_of_the_format_before_are_enough(tmp_path: Path) -> None:
    made = report("full.pdf", VALE, [(LATE, "concern")], end="2022-06-10", grades={"overall": "good"})
    searcher = opened(tmp_path, [made], [VALE], BEFORE, format=4)
    whole = content.content_of(searcher, "concerns about health assessments", ["grade=good"], ending=".json")
    whole.verify()
    (hit,) = whole.answer.bodies
    assert [(each.quote, each.file, each.date) for each in hit.evidence] == [(LATE, "full.pdf", "2022-06-10")]
    assert [each.key for each in searcher.ask("councils rated good overall").listed] == ["vale"]
    assert whole.passages is not None
    assert [each.text for each in whole.passages.passages] == [LATE]
    assert searcher.catalogue().choices["body"][0].bodies == 1
    assert searcher.info().bodies == 1
    assert [each.info.file for each in searcher.body("vale").reports] == ["full.pdf"]
    assert [each.text for each in searcher.findings(contains="late for most")] == [LATE]
