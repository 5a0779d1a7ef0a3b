"""How good the answers are, on judged data: `python -m benchmarks.quality --data DIR` (or `make eval`).

Cross-validated over reports and over topics: nothing that scores a report on a topic has seen the judgements of
that report or of that topic. Questions go in as typed. Prints a table with the baselines beside, 95 % intervals
by bootstrap over topics, and gains and losses against the committed results; `--save` commits new ones.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import judged
from benchmarks.fit import FOLDS, fit_weights, folds
from benchmarks.judged import Bools, Floats, Judged
from corpus.paths import MEASURED
from index.results import wanted
from index.search import verdicts as rank
from index.search.weights import Weights

RESULTS = MEASURED / "quality.json"
BINS = 5
TOP_PASSAGES = 20  # the baseline's list: the reports of the 20 nearest passages' best, as a retrieval demo would show


def average_precision(scores: Floats, has: Bools) -> float:
    """Mean precision at the rank of each report that has it; nan where none has.

    >>> round(average_precision(np.array([3.0, 2.0, 1.0]), np.array([True, False, True])), 4)
    0.8333
    """
    ranked = has[np.argsort(-scores, kind="stable")]
    if not ranked.any():
        return float("nan")
    return float((np.cumsum(ranked) / np.arange(1, len(ranked) + 1))[ranked].mean())


def cross_validated(data: Judged) -> tuple[dict[str, list[list[rank.Verdict]]], float]:
    """For each side, for each topic, the verdict of each report; and the share of quoted sentences with the right stance."""
    reports, topics = len(data.files), len(data.topics)
    report_fold, topic_fold = folds(reports), folds(topics, seed=1)
    found: dict[str, list[list[Any]]] = {side: [[None] * reports for _ in range(topics)] for side in judged.SIDES}
    right: list[bool] = []
    for g in range(FOLDS):
        seen = report_fold != g
        model, inner = data.fit_stance(seen, report_fold)
        stances = data.stances(model)
        right += [
            (stances[0][i] > 0.5) == (polarity == "concern")
            for i, polarity in data.quoted.items()
            if polarity in judged.SIDES and not seen[data.table.report[i]]
        ]
        for f in range(FOLDS):
            weights = fit_weights(
                data, seen, [t for t, k in zip(data.topics, topic_fold, strict=True) if k != f], inner
            )
            for column in np.flatnonzero(topic_fold == f):
                for side in judged.SIDES:
                    verdicts = _verdicts(data, (data.topics[column].id, side), stances, weights)
                    for r in np.flatnonzero(~seen):
                        found[side][column][r] = verdicts[r]
    return found, float(np.mean(right))


def _verdicts(
    data: Judged, asked: tuple[str, str], stances: tuple[Floats, Floats], weights: Weights
) -> list[rank.Verdict]:
    return rank.verdicts(judged.sums(data, asked, weights.first, weights.relevance, stances), weights)


def measure(data: Judged) -> dict[str, Any]:
    """Every figure, per topic and on average."""
    found, stance = cross_validated(data)
    results: dict[str, Any] = {"stance": stance, "topics": {t.id: {} for t in data.topics}}
    for column, topic in enumerate(data.topics):
        own = results["topics"][topic.id]
        for side in judged.SIDES:
            has = data.has(side)[:, column]
            verdicts = found[side][column]
            own[f"{side}_ap"] = average_precision(np.array([v.score(side) for v in verdicts]), has)
            own[f"{side}_f1"] = judged.f1(np.array([v.listed(side) for v in verdicts]), has)
            own[f"{side}_nearest_ap"] = average_precision(data.nearest[topic.id, side], has)
            own[f"{side}_nearest_f1"] = judged.f1(_top(data.nearest[topic.id, side]), has)
            own[f"{side}_bm25_ap"] = average_precision(data.words[topic.id, side], has)
            own[f"{side}_all_f1"] = judged.f1(np.ones(len(has), dtype=bool), has)
        for side in judged.SIDES:
            own[f"{side}_p"] = [round(v.score(side), 4) for v in found[side][column]]
        absent = np.flatnonzero(data.verdicts[:, column] == "absent")
        own["absent"] = [found["concern"][column][r].verdict in ("none", "mentioned") for r in absent]
        own["absent_not_concern"] = [found["concern"][column][r].verdict not in wanted("concern") for r in absent]
    results["calibration"] = {side: calibration_error(results, data.has(side), side) for side in judged.SIDES}
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


def report(results: dict[str, Any], before: dict[str, Any] | None) -> str:
    """The table, then each topic's gain or loss against the committed run."""
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
        was = (
            f"{own['concern_ap'] - before['topics'][topic]['concern_ap']:>+8.3f}"
            if before and topic in before["topics"]
            else ""
        )
        lines.append(f"  {topic:<34}{own['concern_ap']:>6.3f}{was}   praise {own['praise_ap']:.3f}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and with --save commit the results as the new state to compare with."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of judged data (default: INSPECTION_DATA)")
    parser.add_argument("--save", action="store_true", help="keep these results to compare later runs with")
    options = parser.parse_args(arguments)
    results = measure(judged.read(judged.data_folder(options.data)))
    before = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else None
    print(report(results, before))
    if options.save:
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
