"""Tables of bodies against areas, questions and groups, as real HTML. Pure; everything from outside is escaped.

A cell is told by a word and a sign, its shade only helps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from corpus.families.registry import PROFILES
from index.results import VERDICTS, Answer, BodyHit
from index.storage.columns import ReportRow
from ui.html import words

UNKNOWN = "unknown"


def frame(caption: str, headings: Sequence[str], lines: Iterable[Sequence[str]], note: str = "") -> str:
    """A table with its first column as headings of the rows. Cells are HTML already."""
    head = "".join(f"<th scope='col'>{escape(heading)}</th>" for heading in headings)
    body = "".join(
        f"<tr><th scope='row'>{first}</th>{''.join(f'<td>{cell}</td>' for cell in rest)}</tr>" for first, *rest in lines
    )
    told = f"<p class='is-quiet'>{escape(note)}</p>" if note else ""
    return (
        f"<section><h2>{escape(caption)}</h2>{told}<div class='is-table is-matrix' tabindex='0' role='region' "
        f"aria-label='{escape(caption)}'><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></section>"
    )


def verdict(name: str) -> str:
    """A verdict as sign and word."""
    sign, word = words.verdict(name)
    return f"<span class='is-verdict is-{escape(name)}'><span aria-hidden='true'>{sign}</span> {escape(word)}</span>"


def areas(answer: Answer, reports: Sequence[ReportRow]) -> str:
    """For each family, its bodies in the answer against the areas that its reports grade."""
    by_file = {report.file: report for report in reports}
    parts = []
    for family in dict.fromkeys(hit.family for hit in answer.bodies):
        hits = [hit for hit in answer.bodies if hit.family == family]
        rows = [(hit, by_file[hit.file]) for hit in hits if hit.file in by_file]
        profile = PROFILES.get(family)
        names = {a.key: a.name for e in (profile.editions if profile else ()) for a in e.areas}
        used = [key for key in names if any(key in row.grades for _, row in rows)]
        used += sorted({key for _, row in rows for key in row.grades} - set(names))
        marked = Counter(hit.grade.area for hit in hits if hit.grade)
        used.sort(
            key=lambda key: -marked[key]
        )  # what the question is about comes first, where it is seen without scrolling
        headings = ["Body", "Answer", *(names.get(key, words.sentence_case(key)) for key in used)]
        lines = [
            [escape(hit.body), verdict(hit.verdict), *(_grade(row, hit, key) for key in used)] for hit, row in rows
        ]
        label = profile.label if profile else family
        parts.append(
            frame(
                f"{label}: grades by area",
                headings,
                lines,
                "▸ marks the area the best evidence comes from. – means no grade was found in the report.",
            )
        )
    return "".join(parts)


def _grade(row: ReportRow, hit: BodyHit, key: str) -> str:
    _, grade = row.grades.get(key, ("", ""))
    if not grade:
        return "<span class='is-quiet'>–</span>"
    here = "<strong>▸ " if hit.grade and hit.grade.area == key else "<strong class='is-plain'>"
    return f"{here}{escape(words.sentence_case(grade))}</strong>"


def questions(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Bodies against questions, a verdict in each cell."""
    cells = [
        [escape(body), *(verdict(v) if v in VERDICTS else f"<span class='is-quiet'>{escape(v)}</span>" for v in own)]
        for body, *own in lines
    ]
    return frame("Verdicts by body and question", ["Body", *headings[1:]], cells)


def shares(answer: Answer) -> str:
    """Verdicts by grade of the area and by region: counts as bars with their numbers."""
    by_grade: dict[str, Counter[str]] = {}
    by_region: dict[str, Counter[str]] = {}
    for hit in answer.bodies:
        by_grade.setdefault(hit.grade.grade if hit.grade else "no grade for the area", Counter())[hit.verdict] += 1
        by_region.setdefault(hit.region or UNKNOWN, Counter())[hit.verdict] += 1
    order = [g for p in PROFILES.values() for e in p.editions for g in e.scale.grades]
    ranks = {grade: order.index(grade) for grade in by_grade if grade in order}
    graded = sorted(by_grade, key=lambda grade: (ranks.get(grade, len(order)), grade))
    return _bars(
        "Answers by grade of the area the best evidence comes from", "Grade", {g: by_grade[g] for g in graded}
    ) + _bars("Answers by region", "Region", {r: by_region[r] for r in sorted(by_region)})


def _bars(caption: str, what: str, groups: Mapping[str, Counter[str]]) -> str:
    """A stacked bar for each group, as long as the group is large; each part says its number below it."""
    longest = max((sum(counts.values()) for counts in groups.values()), default=1)
    present = [v for v in VERDICTS if any(counts[v] for counts in groups.values())]
    lines = []
    for name, counts in groups.items():
        parts = "".join(
            f"<span class='is-bar is-bar-{v}' style='width:{100 * counts[v] / longest:.1f}%'></span>"
            for v in present
            if counts[v]
        )
        lines.append(
            [
                escape(words.sentence_case(name)),
                f"<div class='is-bars' aria-hidden='true'>{parts}</div>",
                *(str(counts[v]) for v in present),
                str(sum(counts.values())),
            ]
        )
    headings = [what, "Share", *(" ".join(words.verdict(v)) for v in present), "Bodies"]
    return frame(caption, headings, lines)


def cycles(reports: Sequence[ReportRow], answers: Mapping[str, BodyHit | None]) -> str:
    """The reports of one body, oldest first, with the answer of each and the grades side by side."""
    names = {a.key: a.name for p in PROFILES.values() for e in p.editions for a in e.areas}
    used = [key for key in names if any(key in report.grades for report in reports)]
    headings = ["", *(f"{report.cycle or 'cycle unknown'} ({report.published or report.newest})" for report in reports)]
    found = [answers.get(report.file) for report in reports]
    lines = [
        [
            "Answer",
            *(
                verdict(hit.verdict)
                if hit
                else "<span class='is-quiet'>a newer report of the same cycle was searched</span>"
                for hit in found
            ),
        ]
    ]
    lines += [
        [
            escape(names[key]),
            *(escape(words.sentence_case(r.grades[key][1])) if key in r.grades else "–" for r in reports),
        ]
        for key in used
    ]
    return frame("Answer and grades over time", headings, lines)
