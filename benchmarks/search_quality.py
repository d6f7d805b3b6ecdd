"""
Measure each leg of the search and their fusion, by set and class of question; or learn the weights anew.

    python benchmarks/search_quality.py STORE QUESTIONS… [--train FILE.json] [--apart SET]

STORE is the folder of a library whose vectors are computed, QUESTIONS are sets in the form of
tests/quality/answer/questions.jsonl. Printed: Recall@5, Recall@10 and nDCG@10 over articles; for each class of question
whether the fusion is below its best leg, with the 95 % interval of the difference (paired bootstrap); how often a named
provision comes first; what one typo, lost accents, and a name in the place of its acronym cost, against 5 %. With
--train the weights are fitted on all sets but those named by --apart, and written; with --unseen every set is measured
with weights that were fitted without it.
"""

import argparse
import json
import math
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from knowledge.evaluate import load_cases
from knowledge.library import Library
from knowledge.norms.identifiers import format_legal, parse_urn
from knowledge.search.lexicon import shipped_lexicon
from knowledge.search.naming import article_name
from knowledge.search.ranker import FILE, SIGNS, load_ranker
from knowledge.search.searcher import Searcher
from knowledge.training.pairs import Origin, load_paraphrases, make_pairs
from knowledge.training.ranking import calibrate, fit, gather

DAY = date(2026, 11, 22)
LEGS = ("words", "article", "grams", "card", "meaning", "heading")
CITATIONS = 250
DRAWS = 2000
REFERENCES = 100  # each named in three ways
MOST_LOST = 0.05  # of nDCG, by one typo, lost accents, or an acronym for a name


@dataclass(frozen=True)
class Asked:
    """A question with what answers it."""

    kind: str
    text: str
    right: Callable  # of a row
    on: date = DAY
    territory: str | None = None


def main():
    """Gather the candidates of every question, then measure or learn."""
    options = _options()
    with Library.open(home=options.store) as library:
        searcher = Searcher.open(library)
        asked = {file.stem: _asked(load_cases(file)) for file in options.questions}
        asked |= _silver(searcher.engine(DAY).rows)
        found = {name: [_example(searcher, name, one) for one in some] for name, some in asked.items()}
        if options.train:
            _train(found, options)
            return
        for name in found:
            ranker = _unseen(found, name) if options.unseen else load_ranker()
            _measure(name, asked[name], found[name], ranker)
        _exact(searcher)
        _print_calibration(load_ranker(), [one for some in found.values() for one in some if one])
        for name in (file.stem for file in options.questions):
            _disturb(searcher, name, asked[name], found[name])


def _asked(cases):
    """Read a set."""
    return [
        Asked(
            case.kind,
            case.question,
            _right({(t.act, t.article) for t in case.targets}),
            case.on or DAY,
            case.territory,
        )
        for case in cases
        if case.answerable and case.targets
    ]


def _example(searcher, name, asked):
    """Gather the candidates of a question; None where the right article is not among them."""
    found = gather(searcher, name, {asked.text: asked.right}, asked.on, asked.territory)
    return found[0] if found else None


def _silver(rows):
    """Make questions from the corpus: our paraphrases, and sentences around a citation without it."""
    pairs = make_pairs(rows, load_paraphrases())
    cited = [pair for pair in pairs if pair.origin is Origin.CITATION and len(pair.question.split()) >= 10]
    chosen = {
        "paraphrases": [pair for pair in pairs if pair.origin is Origin.LAY],
        "citations": random.Random(5).sample(cited, min(CITATIONS, len(cited))),
    }
    return {
        name: [
            Asked("", pair.question, lambda row, key=pair.article: row.article_key == key) for pair in some
        ]
        for name, some in chosen.items()
    }


def _right(articles):
    """Make the test of a row."""

    def is_right(row):
        passage = row.passage
        return (passage.act.urn, article_name(passage.article, passage.annex)) in articles

    return is_right


def _measure(name, asked, found, ranker):
    """Print the figures of each leg and of the fusion, for all questions and by class."""
    by_class = defaultdict(list)
    for one, example in zip(asked, found, strict=True):
        by_class[one.kind].append(_ranks(example, ranker) if example else {})
    columns = (*LEGS, "fusion")
    print(f"\n{'':31}{'n':>5}" + "".join(f"{column:>15}" for column in columns))
    classes = dict(by_class) if len(by_class) > 1 else {}
    for kind, ranks in ({"": sum(by_class.values(), [])} | classes).items():
        shown = "".join(f"{_figures([r.get(c) for r in ranks]):>15}" for c in columns)
        print(f"{name[:20]:21}{kind[:9]:10}{len(ranks):5}{shown}   {_against_legs(ranks)}", flush=True)


def _ranks(example, ranker):
    """Rank the right article by each leg, and by the fusion."""
    ranks = {leg: example.rank(example.signs[:, SIGNS.index(leg)]) for leg in LEGS}
    return ranks | {"fusion": example.rank(ranker.score(example.kind, example.signs))}


def _against_legs(ranks):
    """Compare the fusion with the leg that is best for a class, by nDCG@10."""
    gains = {leg: np.array([_gain(one.get(leg)) for one in ranks]) for leg in (*LEGS, "fusion")}
    best = max(LEGS, key=lambda leg: gains[leg].mean())
    ahead = gains["fusion"] - gains[best]
    drawn = np.random.default_rng(7).integers(0, len(ahead), (DRAWS, len(ahead)))
    low, high = np.quantile(ahead[drawn].mean(axis=1), [0.025, 0.975])
    verdict = "BELOW" if ahead.mean() < 0 else "ok"
    return f"{verdict} {best} {ahead.mean():+.3f} [{low:+.3f}, {high:+.3f}]"


def _top(example, scores):
    """Give the best score, its lead before the next article, and whether it is right."""
    order = np.argsort(-scores, kind="stable")
    best = order[0]
    others = scores[order][example.articles[order] != example.articles[best]]
    lead = float(scores[best] - others[0]) if len(others) else float(scores[best])
    return float(scores[best]), lead, example.rank(scores) == 1


def _print_calibration(ranker, examples):
    """Print how far the stated probability is from the share of right ones, over ten bins."""
    if not ranker.surety:
        return
    tops = [_top(example, ranker.score(example.kind, example.signs)) for example in examples]
    stated = np.array([ranker.probability(score, lead) for score, lead, _ in tops])
    right = np.array([good for *_, good in tops])
    bins = np.minimum((stated * 10).astype(int), 9)
    gap = sum(abs(stated[bins == b].sum() - right[bins == b].sum()) for b in range(10)) / len(tops)
    print(
        f"\nprobability that the first article is right: calibration error {gap:.3f} of {len(tops)} questions"
    )


def _figures(ranks):
    """Write R@5 R@10 nDCG@10."""
    share = [sum(1 for rank in ranks if rank and rank <= within) / len(ranks) for within in (5, 10)]
    return " ".join(
        f"{value:.3f}".lstrip("0").rjust(4) for value in (*share, sum(map(_gain, ranks)) / len(ranks))
    )


def _gain(rank):
    """Compute the gain of one question."""
    return 1 / math.log2(rank + 1) if rank and rank <= 10 else 0.0


def _exact(searcher):
    """Print how often a provision that is named comes first, in the ways people name one."""
    rows = [row for row in searcher.engine(DAY).rows if row.passage.article and not row.passage.annex]
    chosen = random.Random(5).sample(rows, REFERENCES)
    wrong = []
    for row in chosen:
        ref = parse_urn(row.passage.urn)
        ways = [format_legal(replace(ref, comma=None)), f"cosa prevede l'{format_legal(ref)}?"]
        spoken = ways[0].replace("art.", "l'articolo").replace("L.", "legge")
        ways.append(f"che dice {spoken}")
        for text in ways:
            hits = searcher.look(text, on=DAY, top=1).hits
            if not hits or hits[0].row.article_key != row.article_key:
                wrong.append(text)
    share = 1 - len(wrong) / (3 * REFERENCES)
    print(
        f"\nexact references, first place: {share:.4f} of {3 * REFERENCES}, required 0.99; not: {wrong[:5]}"
    )


def _disturb(searcher, name, asked, found):
    """Print what typos, lost accents and spelt-out acronyms cost."""
    changes = {"typo": _with_typo, "accents": _without_accents, "acronym": _spelt_out}
    ranker = load_ranker()

    def gain(example):
        return _gain(example and example.rank(ranker.score(example.kind, example.signs)))

    for change, make in changes.items():
        pairs = [
            (one, example) for one, example in zip(asked, found, strict=True) if make(one.text) != one.text
        ]
        if not pairs:
            continue
        before = np.mean([gain(example) for _, example in pairs])
        changed = (_example(searcher, name, replace(one, text=make(one.text))) for one, _ in pairs)
        lost = 1 - np.mean([gain(example) for example in changed]) / before
        verdict = "ok" if lost <= MOST_LOST else "NOT REACHED"
        print(
            f"{name[:26]:27}{change:9}{len(pairs):5}  nDCG@10 {before:.3f}, lost {lost:+.1%}  {verdict}",
            flush=True,
        )


def _with_typo(text):
    """Exchange two letters inside one long word, chosen by the text itself."""
    chance = random.Random(text)
    long = list(re.finditer(r"[a-zà-ù]{6,}", text))
    if not long:
        return text
    word = chance.choice(long)
    at = word.start() + chance.randrange(1, len(word[0]) - 2)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _without_accents(text):
    """Drop the accents."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _spelt_out(text):
    """Exchange an acronym and its name, where it has one meaning."""
    for letters, meanings in shipped_lexicon().acronyms.items():
        if len(meanings) == 1 and re.search(rf"\b{letters}\b", text):
            return re.sub(rf"\b{letters}\b", meanings[0].name, text)
        if len(meanings) == 1 and meanings[0].name in text:
            return text.replace(meanings[0].name, letters)
    return text


def _unseen(found, name):
    """Fit weights without a set."""
    start = json.loads(FILE.read_text(encoding="utf-8"))["start"]
    weights = fit([one for other, some in found.items() if other != name for one in some if one], start)
    return replace(load_ranker(), weights=_by_kind(weights))


def _by_kind(weights):
    """Give each kind of question its weights: who names an act means it."""
    return dict.fromkeys(("short", "long"), weights) | {
        "reference": weights | {"named_act": round(2 * weights["named_act"], 3)}
    }


def _train(found, options):
    """Fit weights and calibration on the sets that are not kept apart, and write them."""
    examples = [one for name, some in found.items() if name not in options.apart for one in some if one]
    data = json.loads(FILE.read_text(encoding="utf-8"))
    weights = fit(examples, data["start"])
    row = np.array([weights.get(name, 0.0) for name in SIGNS], np.float32)
    tops = [_top(example, example.signs @ row) for example in examples]
    data["weights"] = _by_kind(weights)
    data["probability"] = calibrate(*map(list, zip(*tops, strict=True)))
    options.train.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(f"{len(examples)} questions → {options.train}: {weights}, {data['probability']}")


def _options():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--train", type=Path, help="write the weights there")
    parser.add_argument("--apart", nargs="*", default=[], help="sets left out of the training")
    parser.add_argument("--unseen", action="store_true", help="fit the weights for each set without it")
    return parser.parse_args()


if __name__ == "__main__":
    main()
