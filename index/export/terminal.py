"""Answers and what an index holds, as text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from index.answers import outside
from index.answers.days import all_told, told
from index.answers.results import Answer, PassageAnswer
from index.answers.verdict_words import FACTS, NO_CONCERN, VERDICT_WORDS
from index.contents.records import Info, ReportInfo
from index.export import spreadsheets

WIDTH = 100


def _cut(text: str, width: int = WIDTH) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _have(names: Sequence[str], note: str) -> str:
    return note if len(names) == 1 else note.replace("has a report", "have a report")


def _bodies(count: int) -> str:
    return f"{count} {'body' if count == 1 else 'bodies'}"


def table(answer: Answer, limit: int | None, after: int = 0) -> str:
    """The answer for a terminal, `limit` bodies of it after the first `after`."""
    searched = answer.searched
    lines = [
        answer.understood.sentence,
        f"Searched {searched.passages} passages of {searched.reports} reports on {searched.bodies} bodies.",
    ]
    lines += [f"Did you mean “{answer.did_you_mean}”?"] if answer.did_you_mean else []
    lines += [f"Note: {note}" for note in answer.notes] + [""]
    shown = answer.page(after, limit).bodies
    for hit in shown:
        grade = f"{hit.grade.grade} ({hit.grade.label})" if hit.grade else "no grade"
        mark, report = "*" if hit.listed else " ", hit.full or hit.origin
        when = f"{_lower(told(report))} · {report.cycle or 'cycle unknown'}"
        lines.append(f"{mark} {hit.body} · {VERDICT_WORDS[hit.verdict]} · {hit.score:.2f} · {grade} · {when}")
        if hit.evidence:
            lines.append(f"    “{_cut(hit.evidence[0].quote)}” ({hit.evidence[0].file}, page {hit.evidence[0].page})")
        elif hit.verdict in FACTS:
            lines.append(f"    {hit.note}")
        elif hit.near:
            lines.append(f"    closest passage: “{_cut(hit.near.quote)}” ({hit.near.file}, page {hit.near.page})")
    hidden = len(answer.bodies) - after - len(shown)
    lines += [f"… and {hidden} more bodies (--after {after + len(shown)} shows them)"] if hidden > 0 else []
    for by, note in outside.NOTES.items():
        if names := [each.body for each in answer.outside if each.by == by]:
            lines += ["", f"{_bodies(len(names))} {_have(names, note)}: {_cut('; '.join(names), 300)}"]
    if answer.no_report:
        lines += [
            "",
            f"No report for {_bodies(len(answer.no_report))}: {_cut('; '.join(answer.no_report), 300)}",
        ]
    if answer.completeness:
        lines += ["", answer.completeness.sentence]
    return "\n".join([*lines, "", "* listed: " + _listed_rule(answer), ""])


def _listed_rule(answer: Answer) -> str:
    rules = {"concern": "a concern was found", "praise": "praise was found", NO_CONCERN: "no concern was found"}
    facts = {"grades": "a grade was found that was asked for", "findings": "a finding of the kind was found"}
    if answer.understood.answer == "findings" and answer.understood.stance == NO_CONCERN:
        return "no finding of the kind was found"
    made = answer.understood
    return facts.get(made.answer) or rules.get(made.stance, "something was found")


def _passage_table(found: PassageAnswer) -> str:
    meant = [f"Did you mean “{found.did_you_mean}”?"] if found.did_you_mean else []
    lines = [found.understood.sentence, *meant, *(f"Note: {note}" for note in found.notes), ""]
    for hit in found.passages:
        lines += [
            f"{hit.score:.2f} {hit.body} · {_lower(told(hit))} · {hit.file}, page {hit.page} · {hit.section} · {hit.stance}",
            f"    {_cut(hit.text, 400)}",
        ]
    return "\n".join(lines) + "\n"


def _passage_csv(found: PassageAnswer) -> str:
    columns = (
        "body", "family", "file", "date", "dated_by", "inspected", "published", "cycle", "page", "section", "kind", "stance", "score", "text",
    )  # fmt: skip
    rows = ((found.question, *(row[column] for column in columns)) for row in found.rows())
    return spreadsheets.csv_text(("question", *columns), rows)


def _passage_json(found: PassageAnswer) -> str:
    return json.dumps(found.to_json(), ensure_ascii=False, indent=1) + "\n"


PASSAGES: dict[str, Callable[[PassageAnswer], str]] = {
    "table": _passage_table,
    "csv": _passage_csv,
    "json": _passage_json,
}


def contents(info: Info) -> str:
    """What an index holds, refused and lacks, for a terminal."""
    lines = [
        f"Generation {info.generation}, built {info.built} with {info.model}"
        + (" (invented samples)" if info.invented else ""),
        f"{len(info.reports)} reports on {info.bodies} bodies, {info.passages} passages, {info.sentences} sentences",
        "",
    ]
    for report in info.reports:
        lines.append(
            f"{report.body} · {' · '.join(all_told(report))} · {report.cycle or 'cycle unknown'} · "
            f"{_grades(report)} · {report.findings} findings · "
            f"{report.passages} passages · {report.file}"
        )
        lines += [f"    also from {source}" for source in report.sources[1:]]
        lines += [f"    problem: {problem}" for problem in report.problems]
    lines += [f"Not read: {file} {reason}" for file, reason in info.refused]
    if info.no_report:
        lines.append(f"No report for {_bodies(len(info.no_report))}: {'; '.join(info.no_report)}")
    return "\n".join(lines)


def _grades(report: ReportInfo) -> str:
    expected = "an unknown number" if report.grades_expected is None else str(report.grades_expected)
    return f"{report.grades} of {expected} grades" + (
        f", {len(report.not_judged)} not judged" if report.not_judged else ""
    )
