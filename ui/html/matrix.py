"""Tables of bodies against areas, questions and groups, as real HTML. Pure; everything from outside is escaped.

A cell is told by a word and a sign, its shade only helps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from corpus.families.registry import AREA_NAMES, PROFILES, area_name, best_first
from index.answers.days import told
from index.answers.hits import BodyHit
from index.answers.results import Answer
from index.answers.verdict_words import VERDICT_WORDS, VERDICTS
from index.storage.columns import ReportRow
from ui.html import links, words

UNKNOWN = "unknown"
SIZES = {"few": 4, "some": 7, "many": 1000}  # columns; how much room each needs is in the style sheet


def frame(caption: str, headings: Sequence[str], lines: Iterable[Sequence[str]], note: str = "", level: int = 2) -> str:
    """A table with its first column as headings of the rows. Cells are HTML already.

    Each cell knows the heading of its column, which is shown with it where the table is too wide; roles are told, since a
    browser takes a table that is laid out otherwise for none.
    """
    head = "".join(f"<th role='columnheader' scope='col'>{escape(heading)}</th>" for heading in headings)
    body = "".join(_line(headings, line) for line in lines)
    noted = f"<p class='is-quiet'>{escape(note)}</p>" if note else ""
    size = next(name for name, most in SIZES.items() if len(headings) <= most)
    return (
        f"<section><h{level}>{escape(caption)}</h{level}>{noted}<div class='is-table is-matrix' tabindex='0' role='region' "
        f"aria-label='{escape(caption)}'><table role='table' class='is-{size}'><thead role='rowgroup'><tr role='row'>{head}</tr></thead>"
        f"<tbody role='rowgroup'>{body}</tbody></table></div></section>"
    )


def _line(headings: Sequence[str], line: Sequence[str]) -> str:
    first, *rest = line
    cells = "".join(
        f"<td role='cell' data-heading='{escape(heading)}'>{cell}</td>"
        for heading, cell in zip(headings[1:], rest, strict=True)
    )
    return f"<tr role='row'><th role='rowheader' scope='row'>{first}</th>{cells}</tr>"


def verdict(name: str) -> str:
    """A verdict as sign and word."""
    sign, word = words.verdict(name)
    return f"<span class='is-verdict is-{escape(name)}'><span aria-hidden='true'>{sign}</span> {escape(word)}</span>"


def areas(answer: Answer, reports: Sequence[ReportRow]) -> str:
    """For each family that grades areas, the bodies in the answer against them, by the full inspection of each."""
    known = {(report.key, report.file): report for report in reports}
    full = [(hit, row) for hit in answer.bodies if (row := _full(hit, known))]
    parts = []
    for family in dict.fromkeys(row.family for _, row in full):
        rows = [(hit, row) for hit, row in full if row.family == family]
        profile = PROFILES.get(family)
        used = _used([row for _, row in rows])
        marked = Counter(hit.grade.area for hit, _ in rows if hit.grade)
        used.sort(
            key=lambda key: -marked[key]
        )  # what the question is about comes first, where it is seen without scrolling
        headings = ["Body", "Answer", *map(area_name, used)]
        lines = [
            [links.body(hit.key, hit.body), verdict(hit.verdict), *(_grade(row, hit, key) for key in used)]
            for hit, row in rows
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


def _full(hit: BodyHit, known: Mapping[tuple[str, str], ReportRow]) -> ReportRow | None:
    """The newest full inspection that a body is judged on."""
    return known.get((hit.key, hit.full.file)) if hit.full else None


def _used(reports: Sequence[ReportRow]) -> list[str]:
    """The areas that these reports grade, in the order of the profiles; any that no profile has last."""
    graded = {key for report in reports for key in report.grades}
    return [key for key in AREA_NAMES if key in graded] + sorted(graded - AREA_NAMES.keys())


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
    return _bars(
        "Answers by grade of the area the best evidence comes from",
        "Grade",
        {g: by_grade[g] for g in best_first(by_grade)},
    ) + _bars("Answers by region", "Region", {r: by_region[r] for r in sorted(by_region)})


def _bars(caption: str, what: str, groups: Mapping[str, Counter[str]]) -> str:
    """A stacked bar for each group, as long as the group is large; each part says its number below it."""
    longest = max((sum(counts.values()) for counts in groups.values()), default=1)
    present = [v for v in VERDICT_WORDS if any(counts[v] for counts in groups.values())]
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
    headings = ["", *(f"{told(report)} · {report.cycle or 'cycle unknown'}" for report in reports)]
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
            escape(area_name(key)),
            *(escape(words.sentence_case(r.grades[key][1])) if key in r.grades else "–" for r in reports),
        ]
        for key in _used(reports)
    ]
    return frame("Answer and grades over time", headings, lines)
