"""How good the answers are, on judged data: `python -m benchmarks.quality --data DIR` (or `make eval`).

Cross-validated over reports and over topics: nothing that scores a report on a topic has seen the judgements of that
report or of that topic. Families are left out wholly too: letters of joint inspections read by what was learned without
any, and the police reports of eval/peel by what was learned without those. Questions go in as typed. Prints for
each set a table with the baselines beside, 95 % intervals by bootstrap over topics, and gains and losses against the
committed results; `--save` commits new ones.

The vectors are those of the committed adapter, which was learned from all sides judged, with what tells sides apart taken
out of them; sides and weights are those of adapters and fits that have not seen the report.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.data import data_folder
from benchmarks.learning import judged
from benchmarks.learning.judged import SIDES, Bools, Floats, Judged, Topic
from benchmarks.learning.runs import FOLDS, Learning, folds, unseen, without_family
from benchmarks.learning.weights import Part, Stances, f1, fit_stance, fit_weights, stances, sums
from corpus.paths import MEASURED
from index.answers.verdict_words import wanted
from index.search import verdicts as rank
from index.search.weights import Weights

RESULTS = MEASURED / "quality.json"
BINS = 5
TOP_PASSAGES = 20  # the baseline's list: the reports of the 20 nearest passages' best, as a retrieval demo would show
Written = Sequence[tuple[str, int, str]]


def average_precision(scores: Floats, has: Bools) -> float:
    """Mean precision at the rank of each report that has it; nan where none has.

    >>> round(average_precision(np.array([3.0, 2.0, 1.0]), np.array([True, False, True])), 4)
    0.8333
    """
    ranked = has[np.argsort(-scores, kind="stable")]
    if not ranked.any():
        return float("nan")
    return float((np.cumsum(ranked) / np.arange(1, len(ranked) + 1))[ranked].mean())


class Found:
    """The verdicts of each report for each topic and side, and which quoted sentences had the right stance."""

    def __init__(self, data: Judged) -> None:
        self.data = data
        self.verdicts: dict[str, list[list[Any]]] = {
            side: [[None] * len(data.files) for _ in data.topics] for side in SIDES
        }
        self.right: list[bool] = []

    def read(self, reports: Bools, known: Stances) -> None:
        """Note whether the stance of what was quoted of these reports is right."""
        rows, concern = self.data.rows(reports)
        self.right += ((known[0][rows] > known[1][rows]) == concern).tolist()

    def answer(self, reports: Bools, topics: Sequence[Topic], known: Stances, weights: Weights) -> None:
        """Note the verdicts on these reports."""
        for topic in topics:
            for side in SIDES:
                found = sums(self.data, (topic.id, side), weights.first, weights.relevance, known)
                verdicts = rank.verdicts(found, weights)
                for report in np.flatnonzero(reports):
                    self.verdicts[side][self.data.topics.index(topic)][report] = verdicts[report]


def cross_validated(own: Part, others: Sequence[Part], written: Written) -> Found:
    """A set read by what was learned from its other reports and topics, and from other sets."""
    found = Found(own.data)
    topic_fold = folds(len(own.topics), seed=1)
    for number in range(FOLDS):
        seen = own.fold != number
        model, known = fit_stance([replace(own, reports=seen), *others], written)
        read = stances(own, model)
        found.read(~seen, read)
        for other in range(FOLDS):
            taught = tuple(t for t, fold in zip(own.topics, topic_fold, strict=True) if fold != other)
            weights = fit_weights([replace(own, reports=seen, topics=taught), *others], known)
            found.answer(~seen, [t for t in own.topics if t not in taught], read, weights)
    return found


def left_out(own: Part, others: Sequence[Part], written: Written) -> Found:
    """A set read by what was learned from other sets alone."""
    found = Found(own.data)
    model, known = fit_stance(others, written)
    read = stances(own, model)
    found.read(own.reports, read)
    found.answer(own.reports, own.topics, read, fit_weights(others, known))
    return found


def measured(data: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The name of each measurement with its figures."""
    learning = Learning(data)
    sets = [judged.read(data, own) for own in judged.SETS]
    ofsted, jtai, peel = (
        Part(own, np.ones(len(own.files), dtype=bool), own.topics, unseen(own, sets, learning)) for own in sets
    )
    written = learning.sentences
    yield "ofsted", figures(cross_validated(ofsted, [jtai, peel], written))
    yield "jtai", figures(cross_validated(jtai, [ofsted, peel], written))
    alone = replace(jtai, sides=without_family(jtai.data, learning))
    yield "jtai, no letter seen", figures(left_out(alone, [ofsted, peel], written))
    yield "peel, no report seen", figures(left_out(peel, [ofsted, jtai], written))


def figures(found: Found) -> dict[str, Any]:
    """Every figure of a set, per topic and over all."""
    data = found.data
    results: dict[str, Any] = {"stance": float(np.mean(found.right)), "topics": {t.id: {} for t in data.topics}}
    for column, topic in enumerate(data.topics):
        own = results["topics"][topic.id]
        for side in SIDES:
            has = data.has(side)[:, column]
            verdicts = found.verdicts[side][column]
            own[f"{side}_ap"] = average_precision(np.array([v.score(side) for v in verdicts]), has)
            own[f"{side}_f1"] = f1(np.array([v.listed(side) for v in verdicts]), has)
            own[f"{side}_nearest_ap"] = average_precision(data.nearest[topic.id, side], has)
            own[f"{side}_nearest_f1"] = f1(_top(data.nearest[topic.id, side]), has)
            own[f"{side}_bm25_ap"] = average_precision(data.words[topic.id, side], has)
            own[f"{side}_all_f1"] = f1(np.ones(len(has), dtype=bool), has)
            own[f"{side}_p"] = [round(v.score(side), 4) for v in verdicts]
        absent = np.flatnonzero(data.verdicts[:, column] == "absent")
        concerns = found.verdicts["concern"][column]
        own["absent"] = [concerns[r].verdict in ("none", "mentioned") for r in absent]
        own["absent_not_concern"] = [concerns[r].verdict not in wanted("concern") for r in absent]
    results["calibration"] = {side: calibration_error(results, data.has(side), side) for side in SIDES}
    return results


def calibration_error(results: dict[str, Any], has: Bools, side: str) -> float:
    """Expected calibration error of the scores of one side over all reports and topics, in bins of equal mass."""
    scores = np.array([own.pop(f"{side}_p") for own in results["topics"].values()]).ravel()
    truth = has.T.ravel()
    bins = np.array_split(np.argsort(scores, kind="stable"), BINS)
    return float(np.mean([abs(scores[rows].mean() - truth[rows].mean()) for rows in bins]))


def _top(scores: Floats) -> Bools:
    listed = np.zeros(len(scores), dtype=bool)
    listed[np.argsort(-scores, kind="stable")[:TOP_PASSAGES]] = True
    return listed


ROWS = (
    ("concern_ap", "MAP, lists with concerns"),
    ("concern_nearest_ap", "  nearest passage"),
    ("concern_bm25_ap", "  BM25"),
    ("concern_f1", "F1 of the list, concerns"),
    ("concern_nearest_f1", "  nearest passage, top 20"),
    ("concern_all_f1", "  every report listed"),
    ("praise_ap", "MAP, lists with praise"),
    ("praise_nearest_ap", "  nearest passage"),
    ("praise_bm25_ap", "  BM25"),
    ("praise_f1", "F1 of the list, praise"),
    ("praise_all_f1", "  every report listed"),
)


def interval(values: Sequence[float], seed: int = 0) -> tuple[float, float]:
    """The 95 % interval of the mean, by bootstrap over topics."""
    kept = np.array([v for v in values if not np.isnan(v)])
    draws = np.random.RandomState(seed).choice(kept, (2000, len(kept))).mean(axis=1)
    low, high = np.percentile(draws, [2.5, 97.5])
    return float(low), float(high)


def table(results: dict[str, Any], before: dict[str, Any] | None) -> str:
    """The figures of a set, then each topic's gain or loss against the committed run."""
    lines = [f"{'':<28}{'mean':>7}{'95 % interval':>18}{'before':>9}"]
    for key, name in ROWS:
        values = [own[key] for own in results["topics"].values()]
        low, high = interval(values)
        was = f"{np.nanmean([own[key] for own in before['topics'].values()]):>9.3f}" if before else ""
        lines.append(f"{name:<28}{np.nanmean(values):>7.3f}{f'{low:.3f} to {high:.3f}':>18}{was}")
    for key, name in (("absent", "absent: none or mentioned"), ("absent_not_concern", "absent: not concern")):
        values = [float(x) for own in results["topics"].values() for x in own[key]]
        lines.append(f"{name:<28}{np.mean(values):>7.3f}   of {len(values)}")
    for side, errors in results["calibration"].items():
        lines.append(f"{f'calibration error, {side}':<28}{errors:>7.3f}   of {BINS} bins of equal mass")
    lines += [
        f"{'stance of quoted sentences':<28}{results['stance']:>7.3f}",
        "",
        "AP of concerns by topic (gain or loss)",
    ]
    for topic, own in results["topics"].items():
        known = before and topic in before["topics"]
        was = f"{own['concern_ap'] - before['topics'][topic]['concern_ap']:>+8.3f}" if before and known else ""
        lines.append(f"  {topic:<34}{own['concern_ap']:>6.3f}{was}   praise {own['praise_ap']:.3f}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and with --save commit the results as the new state to compare with."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of judged data (default: INSPECTION_DATA)")
    parser.add_argument("--save", action="store_true", help="keep these results to compare later runs with")
    options = parser.parse_args(arguments)
    before = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    results = {}
    for name, found in measured(data_folder(options.data)):
        print(f"\n{name.upper()}\n{table(found, before.get(name))}", flush=True)
        results[name] = found
    if options.save:
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
