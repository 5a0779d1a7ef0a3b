"""How a list was made, in plain words: what somebody is told who gets a file and has never seen the program.

Pure: an answer with its record in, headings and sentences out. No key, hash or name of a column stands in them; those are in the
record of the search, which JSON and CSV carry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urlsplit

from corpus.families.registry import PROFILES, area_name
from corpus.families.texts import disclaimer
from index.answers import days, outside, plain_words
from index.answers.headline import FINDINGS, headline
from index.answers.results import Answer
from index.answers.verdict_words import NO_CONCERN
from index.export.content import Content
from index.export.search_record import Record
from index.question.filters import Filter, parse
from index.review.decisions import Decision
from index.review.telling import told as entries
from index.search.quotations import MOST
from index.version import program

PROGRAM = "Inspection Search"
CAUTION = (
    "Verdicts are made by a program from the words of the reports; grades are the inspectors’ own. “Nothing found” does not mean that "
    "there is no problem. Read a quotation on its page before you publish it."
)
_RULES = {
    "concern": "A body is on the list where its reports say something critical of the subject, with or without praise beside it.",
    "praise": "A body is on the list where its reports praise how the subject is dealt with, with or without criticism beside it.",
    NO_CONCERN: "A body is on the list where it has a report and no criticism of the subject was found in it.",
    "neutral": "A body is on the list where its reports speak of the subject.",
}
_FACTS = {
    "grades": "A body is on the list where its newest full inspection gives a grade that was asked for.",
    "findings": "A body is on the list where its reports have a finding of the kind that was asked for.",
}
SIGNS = {"=": "is", "!=": "is not", ">=": "is at least", "<=": "is at most", "<": "is below", ">": "is above"}
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T[\d:.]+(?:Z|[+-]\d\d:\d\d)?")
_DECIDED = {"include": "Included", "exclude": "Excluded", "unsure": "Unsure"}


def told(content: Content) -> Iterator[tuple[str, str]]:
    """How the list was made, from the question to the licence: what each line is about, and its sentence."""
    record, answer = content.record, content.answer
    yield "Question", answer.question
    yield "Result", headline(answer)
    yield from _understood(record)
    yield "Searched", searched(record)
    yield "Not on the list", _left_out(answer)
    yield "Who is listed", rule(answer)
    yield "Expected errors", errors(answer)
    yield from reviewed(record)
    yield from (("Note", note) for note in answer.notes)
    yield (
        "Quotations",
        (
            f"Word for word as stored from the report. Up to {MOST} of the side asked for are given for a body and {MOST // 2} of the other, "
            "each matter once. Each was compared with its page, character for character, when this file was written."
        ),
    )
    if content.passages:
        yield "Passages", f"{plain_words.sentence_case(content.limits)}."
    yield "Links", where_links_open(content.base)
    yield "Made by", f"{made_by()}, on {made_on(record)}."
    yield "Caution", CAUTION
    yield from rights(record)
    yield (
        "For programs",
        (
            "The CSV and JSON files of the same search have the exact version of the index and of the program, and the command that asks again."
        ),
    )


def columns() -> Iterator[tuple[str, str]]:
    """What a reader of a workbook has to know of its columns."""
    yield (
        "In the columns",
        (
            "Quotations stand without quotation marks of our own. “Page” is the number printed on the page, where there is one; “Page of the "
            "file” counts the pages of the file from 1, as a viewer of PDF files does. “Inspected from” and “Inspected to” are the first and the "
            "last day of inspection; in the lists of bodies, of the full inspection that the grade is from, where there is one. “Unknown” means that the report does not say it, and nobody who looked after the reports has. “Strength” says "
            "how well the words answer the question, from 0 to 1."
        ),
    )
    yield (
        "Long texts",
        (
            "A cell of a workbook holds 32,767 characters. A text that is longer ends with a mark that says how much is missing; the CSV, "
            "JSON and Word files have all of it."
        ),
    )


def made_by() -> str:
    """The program with its version, without the hash of what answers."""
    return f"{PROGRAM} {program().split()[1]}"


def made_on(record: Record) -> str:
    """The day and the hour of the answer."""
    return moment(record.asked)


def moment(when: datetime) -> str:
    """A day and an hour."""
    return f"{days.day(when.date().isoformat())} at {when:%H:%M} UTC"


def rights(record: Record) -> Iterator[tuple[str, str]]:
    """Whose work this is not, and under which licence the reports may be quoted."""
    yield from rights_of(record.licences())


def rights_of(licences: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The same for reports of these licences."""
    yield "Not official", disclaimer()
    yield from ((plain_words.sentence_case(name), text) for name, text in dict.fromkeys(licences))


def _understood(record: Record) -> Iterator[tuple[str, str]]:
    made = record.answer.understood
    yield "How it was read", made.sentence
    if made.expansions:
        yield "Also looked for", "; ".join(made.expansions)
    if made.related:
        yield "Related, not looked for", "; ".join(made.related)
    if record.answer.did_you_mean:
        yield "Perhaps meant", record.answer.did_you_mean
    if record.where:
        yield "Filters", "; ".join(in_words(each, record.answer) for each in parse(record.where))
    if record.off:
        yield "Left out of account", "; ".join(_part(key, record.answer) for key in record.off)


def in_words(given: Filter, answer: Answer) -> str:
    """A filter as a sentence has it: `Grade is at least good`."""
    value = plain_words.sentence_case(given.value)
    if given.key == "family" and given.value in PROFILES:
        value = PROFILES[given.value].label
    elif given.key == "area":
        value = area_name(given.value)
    elif given.key == "kind":
        value = plain_words.kind(given.value)
    elif given.key == "stance":
        value = plain_words.stance(given.value)
    elif given.key == "body":
        names = {hit.key: hit.body for hit in answer.bodies} | {each.key: each.body for each in answer.outside}
        value = names.get(given.value, plain_words.sentence_case(given.value.replace("-", " ")))
    elif given.key == "grade":
        value = given.value.replace("_", " ")
    named = plain_words.FILTERS.get(given.key, plain_words.sentence_case(given.key))
    return f"{named} {SIGNS[given.operator]} {value}"


def _part(key: str, answer: Answer) -> str:
    """A part of the question that was switched off, in words."""
    what, _, rest = key.partition(":")
    if rest:
        return rest
    try:
        (given,) = parse(key)
    except ValueError:
        return plain_words.sentence_case(what)
    return in_words(given, answer)


def searched(record: Record) -> str:
    """How much was searched, and as of when."""
    done = record.answer.searched
    built = days.day(record.provenance.built[:10])
    return (
        f"{done.passages:,} passages of {_count(done.reports, 'report')} on {_count(done.bodies, 'body', 'bodies')}, all that were in the "
        f"index when it was built on {built}, as far as the question and the filters reach."
    )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _left_out(answer: Answer) -> str:
    """How many bodies are not listed, and why."""
    rest = len(answer.bodies) - len(answer.listed)
    told = [f"{_count(rest, 'body', 'bodies')} searched and not listed"]
    for by, note in outside.NOTES.items():
        if count := sum(each.by == by for each in answer.outside):
            told.append(f"{count:,} with a report, {note.removeprefix('has a report, ')}")
    told.append(f"{len(answer.no_report):,} without a report")
    return f"{'; '.join(told)}."


def rule(answer: Answer) -> str:
    """What puts a body on the list of this question."""
    made = answer.understood
    if made.answer == FINDINGS and made.stance == NO_CONCERN:
        return "A body is on the list where its reports have no finding of the kind that was named."
    if made.answer in _FACTS:
        return _FACTS[made.answer]
    found = _RULES.get(made.stance, _RULES["neutral"])
    return f"{found} Where the list ends was chosen on reports that people have judged."


def errors(answer: Answer) -> str:
    """How many of the list are likely wrong or missing."""
    if answer.completeness:
        return plain_words.sentence_case(answer.completeness.sentence.removeprefix("Estimate: "))
    return "Not estimated for questions of this kind."


def reviewed(record: Record) -> Iterator[tuple[str, str]]:
    """What people decided of the answer, by whom and when, or that nobody did."""
    lines = entries(record.answer, record.review)
    if not lines:
        yield "Review", "Nobody has reviewed this list."
    for name, text in lines:
        yield plain_words.sentence_case(name), _MOMENT.sub(lambda found: days.day(found.group(1)), text)


def decided(each: Decision) -> str | None:
    """What a reviewer decided, by whom and when: `Excluded by A. Reviewer on 3 May 2024: not on the subject`."""
    if not each.word and not each.note:
        return None
    note = f": {each.note}" if each.note else ""  # of two who differ, it has the words of each
    if each.disputed:
        return f"In dispute{note}"
    by = f" by {each.by}" if each.by else " by a reviewer"
    on = f" on {days.day(each.on[:10])}" if each.on else ""
    return f"{_DECIDED.get(each.decision, 'Noted')}{by}{on}{note}"


def where_links_open(base: str) -> str:
    """For whom the links to evidence work."""
    host = urlsplit(base).hostname or base
    alone = (
        "that is the computer on which this file was made, so they open nowhere else"
        if host in ("localhost", "127.0.0.1", "::1")
        else "whoever can reach that address can open them"
    )
    return (
        "“Published report” opens the report at its inspectorate’s address, at the page of the quotation, where that address is known. “Evidence” "
        f"opens the quotation marked on its page in {PROGRAM} at {base}; {alone}."
    )
