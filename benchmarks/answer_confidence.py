"""
Fit how an answer is chosen and how sure it is; prove it on a question set left out; write the weights.

    python -m benchmarks.answer_confidence QUESTIONS… --home STORE [--risk 0.066] [--write]

STORE holds the acts that the questions are about, with their vectors; QUESTIONS are sets in the form of
tests/quality/answer/questions.jsonl, of which only the questions of the split "dev", or of no split, are fitted on.
Three steps, each a file of weights that can be read (knowledge/answer/confidence.json): which provision comes first
(a conditional logit), how sure it is (a ridge logistic regression, then isotonic calibration), and from which
probability a question is answered: the lowest one at which, of what is answered, no more than the stated risk is
wrong, a near miss that is answered included. Each set is measured with what was fitted on the others alone.
"""

import argparse
import json
import math
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression

from knowledge.answer.choose import SIGNS, signs_of
from knowledge.answer.confidence import weigh, worth_showing
from knowledge.answer.settings import FILE, settings
from knowledge.evaluate import load_cases
from knowledge.library import Library
from knowledge.search.searcher import Searcher

DAY = date(2026, 11, 22)
LOOKED_AT = 12
FOLDS = 10
RIDGE = 1.0
STEEP = 15.0  # how much one point of the search's score counts, before anything is learnt
ABOUT = ("coverage", "reach", "nearest", "score")  # evidence of speaking of the matter at all


@dataclass(frozen=True)
class Seen:
    """A question with what was found, before it is chosen from."""

    set: str
    case: object
    fitted_on: bool
    searched: object
    signs: np.ndarray  # shape (hits, 1 + len(SIGNS)), the search's score first
    right: np.ndarray  # shape (hits,): the right comma

    def chosen(self, weights):
        """Order the hits by some weights, as `knowledge.answer.choose` does."""
        scores = self.signs @ np.r_[1.0, weights]
        hits = [
            replace(hit, score=float(score), signs=dict(hit.signs) | dict(zip(SIGNS, row[1:], strict=True)))
            for hit, score, row in zip(self.searched.hits, scores, self.signs, strict=True)
        ]
        return sorted(hits, key=lambda hit: -hit.score)


def gather(searcher, file):
    """Search each question of a set that is not decided before: no named provision."""
    split = {data["id"]: data.get("split", "dev") for data in map(json.loads, file.read_text().splitlines())}
    for case in load_cases(file):
        found = searcher.look(case.question, on=case.on or DAY, territory=case.territory, top=LOOKED_AT)
        if found.pinned or found.missing or not found.hits:
            continue
        held = [signs_of(found, hit) for hit in found.hits]
        rows = [
            [hit.score, *(one[name] for name in SIGNS)] for hit, one in zip(found.hits, held, strict=True)
        ]
        right = {(t.act, t.article, t.comma) for t in case.targets}
        is_right = [bool({_comma(hit), (*_article(hit), None)} & right) for hit in found.hits]
        yield Seen(file.stem, case, split[case.id] == "dev", found, np.array(rows), np.array(is_right))


def fit_choice(seen):
    """Fit the weights that put the right comma first, in units of the search's score, and how steep that is."""
    told = [one for one in seen if one.right.any()]
    start = np.r_[STEEP, np.zeros(len(SIGNS))]

    def loss(weights):
        value, slope = 0.0, np.zeros_like(weights)
        for one in told:
            reached = one.signs @ weights
            share = np.exp(reached - reached.max())
            share /= share.sum()
            good = share * one.right / (share @ one.right)
            value -= math.log(share @ one.right)
            slope -= one.signs.T @ (good - share)
        away = weights - start
        return value + RIDGE * (away @ away), slope + 2 * RIDGE * away

    weights = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return weights[0], np.maximum(0.0, weights[1:] / weights[0])


def evidence(one, weights):
    """Give the evidence of a question once its hits are chosen, and whether the right article is shown."""
    hits = one.chosen(weights)
    right = {(target.act, target.article) for target in one.case.targets}
    shown = worth_showing(hits, settings()["behind"] / settings()["steep"])
    return weigh(one.searched.question, hits), bool(right & {_article(hit) for hit in shown})


def fit_logistic(signs, truth):
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
    return np.r_[weights[0] - plain @ mean, plain]


def chance(signs, weights):
    """Turn evidence into a chance."""
    return 1 / (1 + np.exp(-(weights[0] + signs @ weights[1:])))


def crossed(signs, truth):
    """Give each question the chance of a model that has not seen it."""
    folds = np.random.default_rng(7).permutation(len(signs)) % FOLDS
    found = np.zeros(len(signs))
    for fold in range(FOLDS):
        weights = fit_logistic(signs[folds != fold], truth[folds != fold])
        found[folds == fold] = chance(signs[folds == fold], weights)
    return found


def fit(seen, risk):
    """Fit all three steps on some questions."""
    steep, choice = fit_choice(seen)
    known = [evidence(one, choice) for one in seen]
    names = sorted(known[0][0])
    signs = np.array([[found[name] for name in names] for found, _ in known])
    truth = np.array([float(right) for _, right in known])
    unseen = crossed(signs, truth)
    steps = IsotonicRegression(y_min=0.02, y_max=0.98, out_of_bounds="clip").fit(unseen, truth)
    knots = {"said": _rounded(steps.X_thresholds_), "seen": _rounded(steps.y_thresholds_)}
    near = np.array([one.set in _with_near_misses(seen) for one in seen])
    threshold = lowest(unseen[near], truth[near], risk)
    about_signs = signs[:, [names.index(name) for name in ABOUT]]
    matter = np.array([float(one.case.answerable or one.case.kind != "off_topic") for one in seen])
    about = fit_logistic(about_signs, matter)
    return {
        "steep": round(float(steep), 2),
        "choose": dict(zip(SIGNS, _rounded(choice), strict=True)),
        "answer": {"bias": round(float(fit_logistic(signs, truth)[0]), 3)}
        | dict(zip(names, _rounded(fit_logistic(signs, truth)[1:]), strict=True)),
        "calibration": knots,
        "answer_threshold": threshold,
        "about": {"bias": round(float(about[0]), 3)} | dict(zip(ABOUT, _rounded(about[1:]), strict=True)),
    }


def lowest(chances, truth, risk):
    """Find the lowest chance from which no more than the risk is wrong of what is answered."""
    for threshold in np.arange(0.2, 0.99, 0.01):
        given = chances >= threshold
        if given.any() and 1 - truth[given].mean() <= risk:
            return round(float(threshold), 2)
    message = f"No threshold keeps the risk of {risk}: the questions found are too often wrong."
    raise SystemExit(message)


def measure(seen, fitted):
    """Measure questions with what was fitted, on others or on all; print a line."""
    choice = np.array([fitted["choose"][name] for name in SIGNS])
    known = [evidence(one, choice) for one in seen]
    weights = fitted["answer"]
    names = [name for name in weights if name != "bias"]
    signs = np.array([[found[name] for name in names] for found, _ in known])
    raw = chance(signs, np.array([weights["bias"], *(weights[name] for name in names)]))
    sure = np.interp(raw, fitted["calibration"]["said"], fitted["calibration"]["seen"])
    given = raw >= fitted["answer_threshold"]
    truth = np.array([right for _, right in known])
    able = np.array([one.case.answerable for one in seen])
    parts = [f"answered {given[able].mean():.3f}", f"wrong {1 - truth[able & given].mean():.3f}"]
    for kind in ("near_miss", "off_topic"):
        of_kind = np.array([one.case.kind == kind for one in seen]) & ~able
        if of_kind.any():
            parts.append(f"{kind} refused {(~given[of_kind]).mean():.3f}")
    bins = np.minimum(9, (10 * sure).astype(int))
    gaps = [abs(sure[bins == one].sum() - truth[bins == one].sum()) for one in range(10)]
    first = np.mean(
        [_article(one.chosen(choice)[0]) in _articles(one.case) for one in seen if one.case.answerable]
    )
    print(
        f"  {', '.join(parts)}; calibration error {sum(gaps) / len(sure):.3f}; right article first {first:.3f}"
    )


def _with_near_misses(seen):
    """Name the sets that hold questions without an answer: only there can a risk be told."""
    return {one.set for one in seen if not one.case.answerable}


def _articles(case):
    """List the articles that answer a case."""
    return {(target.act, target.article) for target in case.targets}


def _article(hit):
    """Name the article of a hit."""
    return hit.row.act.urn, hit.row.passage.article


def _comma(hit):
    """Name the comma of a hit."""
    return (*_article(hit), hit.row.passage.comma)


def _rounded(values):
    """Round weights to three places, so that they can be read."""
    return [round(float(value), 3) for value in values]


def main():
    """Fit on all sets but one, in turn; then on all, and write if asked."""
    options = _options()
    searcher = Searcher.open(Library.open(home=options.home))
    seen = [one for file in options.questions for one in gather(searcher, file)]
    for name in dict.fromkeys(one.set for one in seen):
        others = [one for one in seen if one.set != name and one.fitted_on]
        if _with_near_misses(others):
            fitted = fit(others, options.risk)
            print(f"{name}, fitted on the others alone (threshold {fitted['answer_threshold']}):")
            measure([one for one in seen if one.set == name], fitted)
    fitted = fit([one for one in seen if one.fitted_on], options.risk)
    for name in dict.fromkeys(one.set for one in seen):
        print(f"{name}, fitted on all, its split 'test' apart (threshold {fitted['answer_threshold']}):")
        apart = [one for one in seen if one.set == name and not one.fitted_on]
        measure(apart or [one for one in seen if one.set == name], fitted)
    print(json.dumps(fitted))
    if options.write:
        settings = json.loads(FILE.read_text(encoding="utf-8"))
        fitted["choose"] = settings["choose"] | fitted["choose"]
        settings |= fitted | {"risk": options.risk}
        FILE.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def _options():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--risk", type=float, default=0.066, help="share of wrong answers that is accepted")
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    return parser.parse_args()


if __name__ == "__main__":
    main()
