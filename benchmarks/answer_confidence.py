"""
Fit how sure an answer is, cross-validate it, and write the weights.

    python benchmarks/answer_confidence.py QUESTIONS… --home STORE [--write]

STORE holds the acts that the questions are about, with their vectors; QUESTIONS are sets in the form of
tests/quality/answer/questions.jsonl, of which only the questions of the split "dev", or of no split, are fitted on.
A logistic regression: every weight can be read in knowledge/answer/confidence.json.
"""

import argparse
import json
from datetime import date
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from knowledge.answer.confidence import FILE, weigh
from knowledge.evaluate import load_cases
from knowledge.library import Library
from knowledge.search.searcher import Searcher

DAY = date(2026, 11, 22)
SHOWN = 5  # articles among which the right one counts as found
FOLDS = 10
RIDGE = 1.0


def evidence(searcher, file):
    """Gather evidence and truth of each question of a set that is not decided before: no named provision."""
    split = {data["id"]: data.get("split", "dev") for data in map(json.loads, file.read_text().splitlines())}
    for case in load_cases(file):
        found = searcher.look(case.question, on=case.on or DAY, territory=case.territory)
        if split[case.id] != "dev" or found.pinned or found.missing or not found.hits:
            continue
        right = {(target.act, target.article) for target in case.targets}
        shown = {(hit.row.act.urn, hit.row.passage.article) for hit in found.hits[:SHOWN]}
        yield weigh(found.question, found.hits), bool(right & shown), case


def fit(signs, truth):
    """Fit a ridge logistic regression; weights of the signs as they are, and the bias."""
    mean, spread = signs.mean(0), signs.std(0) + 1e-9
    scaled = np.c_[np.ones(len(signs)), (signs - mean) / spread]

    def loss(weights):
        reached = scaled @ weights
        value = (np.logaddexp(0, reached) - truth * reached).sum() + RIDGE * (weights[1:] ** 2).sum()
        slope = scaled.T @ (1 / (1 + np.exp(-reached)) - truth) + 2 * RIDGE * np.r_[0, weights[1:]]
        return value, slope

    weights = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B").x
    plain = weights[1:] / spread
    return plain, weights[0] - plain @ mean


def crossed(signs, truth):
    """Give each question the probability of a model that has not seen it."""
    folds = np.random.default_rng(7).permutation(len(signs)) % FOLDS
    chance = np.zeros(len(signs))
    for fold in range(FOLDS):
        weights, bias = fit(signs[folds != fold], truth[folds != fold])
        chance[folds == fold] = 1 / (1 + np.exp(-(bias + signs[folds == fold] @ weights)))
    return chance


def show(chance, truth, cases):
    """Print what each threshold would give on questions not seen."""
    able = np.array([case.answerable for case in cases])
    kinds = np.array([case.kind for case in cases])
    for threshold in np.arange(0.3, 0.75, 0.05):
        given = chance >= threshold
        wrong = 1 - truth[able & given].mean()
        near, off = (1 - given[kinds == kind].mean() for kind in ("near_miss", "off_topic"))
        print(
            f"{threshold:.2f}: answered {given[able].mean():.3f}, wrong {wrong:.3f}, near {near:.3f}, off {off:.3f}"
        )
    bins = np.minimum(9, (10 * chance).astype(int))
    gaps = [abs(chance[bins == one].sum() - truth[bins == one].sum()) for one in range(10)]
    print(f"calibration error {sum(gaps) / len(chance):.3f}")


def main():
    """Fit, show, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    options = parser.parse_args()
    searcher = Searcher.open(Library.open(home=options.home))
    known = [one for file in options.questions for one in evidence(searcher, file)]
    names = sorted(known[0][0])
    signs = np.array([[found[name] for name in names] for found, _, _ in known])
    truth = np.array([float(right) for _, right, _ in known])
    print(f"{len(known)} questions, {int(truth.sum())} with the right article among the first {SHOWN}")
    show(crossed(signs, truth), truth, [case for _, _, case in known])
    weights, bias = fit(signs, truth)
    settings = json.loads(FILE.read_text(encoding="utf-8"))
    fitted = dict(zip(names, map(float, weights.round(3)), strict=True))
    settings["answer"] = {"bias": round(float(bias), 3)} | fitted
    print(json.dumps(settings["answer"]))
    if options.write:
        FILE.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
