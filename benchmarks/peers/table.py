"""Figures of this program and its peers as a table, and in words where this one is behind, and why. Pure: values in, text out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.peers.environments import OURS

Row = Mapping[str, Any]  # the figures of one program
START, END = "<!-- written by `make peers` -->", "<!-- end of what `make peers` writes -->"

# The share of the processors that others may take before the text says so, and before no times are told.
QUIET, BUSY = 0.1, 0.4


@dataclass(frozen=True)
class Measure:
    """A row of the table. `read` takes the figure from those of a program, `told` writes it, `why` is said where we are behind."""

    name: str
    read: Callable[[Row], float]
    told: Callable[[Row], str]
    more_is_better: bool
    why: str
    timed: bool = False  # whether other work on the machine changes it


def mean_average_precision(row: Row, side: str) -> float:
    """The mean over topics of the average precision of the lists with one side.

    >>> mean_average_precision({"concern_ap": {"one": 0.5, "two": 1.0}}, "concern")
    0.75
    """
    return float(np.nanmean(list(row[f"{side}_ap"].values())))


def rate(row: Row) -> float:
    """Passages a second from PDFs to an index, the start of the process included."""
    return float(row["passages"] / row["build"])


def _milliseconds(name: str) -> Callable[[Row], str]:
    return lambda row: f"{1000 * row[f'{name}p50']:.0f}, {1000 * row[f'{name}p95']:.0f}"


LEARNED = (
    "the peers rank by how near or alike a passage is; this program was taught on judged reports what a finding is"
)
MEASURES = (
    Measure(
        "lists with concerns, MAP",
        lambda row: mean_average_precision(row, "concern"),
        lambda row: f"{mean_average_precision(row, 'concern'):.2f}",
        True,
        LEARNED,
    ),
    Measure(
        "lists with praise, MAP",
        lambda row: mean_average_precision(row, "praise"),
        lambda row: f"{mean_average_precision(row, 'praise'):.2f}",
        True,
        LEARNED,
    ),
    Measure(
        "build from PDFs, s",
        lambda row: float(row["build"]),
        lambda row: f"{row['build']:.0f}",
        False,
        "a build also reads grades, findings and layout, has a vector of each sentence besides that of each passage, "
        "decides each sentence's side, and checks everything before it is published",
        timed=True,
    ),
    Measure(
        "passages a second",
        rate,
        lambda row: f"{rate(row):.0f} of {row['passages']}",
        True,
        "passages differ in length, and a build does more with each (see the row above)",
        timed=True,
    ),
    Measure(
        "first list of a new process, s",
        lambda row: float(row["first"]),
        lambda row: f"{row['first']:.1f}",
        False,
        "an answer needs the columns of all sentences, two indexes of vectors and one of words",
        timed=True,
    ),
    Measure(
        "every body listed, p50, p95, ms",
        lambda row: float(row["p50"]),
        _milliseconds(""),
        False,
        "every sentence of every report is scored on words and vectors, and each body gets a verdict and quotations; "
        "the peers give passages alone",
        timed=True,
    ),
    Measure(
        "ten passages, p50, p95, ms",
        lambda row: float(row["few_p50"]),
        _milliseconds("few_"),
        False,
        "the whole index is scored even where ten passages are asked for",
        timed=True,
    ),
    Measure(
        "memory while building, MB",
        lambda row: float(row["build_memory"]),
        lambda row: f"{row['build_memory']:,.0f}",
        False,
        "reports are read by a process apart, whose memory is counted too",
    ),
    Measure(
        "memory while answering, MB",
        lambda row: float(row["memory"]),
        lambda row: f"{row['memory']:,.0f}",
        False,
        "indexes are mapped whole into memory and are counted as they are read",
    ),
    Measure(
        "index on disk, MB",
        lambda row: float(row["disk"]),
        lambda row: f"{row['disk']:.1f}",
        False,
        "it has a vector of each sentence besides that of each passage, and the text of every page, so that quotations "
        "are checked and shown where they stand",
    ),
)


def best(measure: Measure, rows: Sequence[Row]) -> str:
    """The key of the program that does best."""
    return str((max if measure.more_is_better else min)(rows, key=measure.read)["key"])


def told_of(found: Row) -> list[Measure]:
    """The measures that a run has figures for that mean something."""
    return [measure for measure in MEASURES if not measure.timed or _busy(found) <= BUSY]


def behind(rows: Sequence[Row], measures: Sequence[Measure] = MEASURES) -> Iterator[Measure]:
    """Where a peer does better than this program, to the figure as it is told."""
    [own] = [row for row in rows if row["key"] == OURS.key]
    for measure in measures:
        first = next(row for row in rows if row["key"] == best(measure, rows))
        if measure.told(first) != measure.told(own):
            yield measure


def table(rows: Sequence[Row], measures: Sequence[Measure] = MEASURES) -> str:
    """A Markdown table, a column a program; the best of each row is bold."""
    lines = ["| | " + " | ".join(row["label"] for row in rows) + " |", "|---" * (len(rows) + 1) + "|"]
    for measure in measures:
        first = best(measure, rows)
        cells = [f"**{measure.told(row)}**" if row["key"] == first else measure.told(row) for row in rows]
        lines.append(f"| {measure.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def text(found: Row) -> str:
    """What README says of a run: the table, where this program is behind and why, and what could not be measured."""
    measures, rows = told_of(found), found["programs"]
    parts = [table(rows, measures)]
    lost = list(behind(rows, measures))
    if lost:
        parts.append("Behind:\n" + "\n".join(f"- **{measure.name}**: {measure.why}." for measure in lost))
    parts += [f"Not measured: {why}." for why in found["left_out"]]
    if _busy(found) > QUIET:
        parts.append(_of_others(found["others_busy"]))
    return "\n\n".join(parts)


def _busy(found: Row) -> float:
    """How much of the processors others may have taken; all, where that was not measured."""
    busy = found["others_busy"]
    return 1.0 if busy is None else float(busy)


def _of_others(busy: float | None) -> str:
    if busy is None:
        return (
            "Other work ran beside this, how much was not measured, so no times are told; `make peers` measures them where "
            "nothing else is done."
        )
    said = f"While this was measured, other work took up to {100 * busy:.0f} % of the machine's processors"
    if busy > BUSY:
        return f"{said}, so no times are told; `make peers` measures them where nothing else is done."
    return f"{said}: times are longer than they need be, and their ratios are rough."


def written_into(page: str, found: Row) -> str:
    """A page with the text of a run between its marks. ValueError where it has none."""
    before, rest = page.split(START)
    _, after = rest.split(END)
    return f"{before}{START}\n{text(found)}\n{END}{after}"
