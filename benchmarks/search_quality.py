"""
Measure each leg of the search and their fusion, by set and class of question; or learn the weights anew.

    python benchmarks/search_quality.py STORE QUESTIONS… [--train FILE.json] [--apart SET]

STORE is the folder of a library whose vectors are computed, QUESTIONS are sets in the form of
tests/quality/answer/questions.jsonl. Printed: Recall@5, Recall@10 and nDCG@10 over articles; then what one typo, lost
accents, and a name in the place of its acronym cost. With --train the weights are fitted on all sets but those named by
--apart, and written.
"""

import argparse
import json
import math
import random
import re
import unicodedata
from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np

from knowledge.evaluate import load_cases
from knowledge.library import Library
from knowledge.search import _annex_name
from knowledge.search.lexicon import shipped_lexicon
from knowledge.search.ranker import FILE, SIGNS, load_ranker
from knowledge.search.searcher import Searcher
from knowledge.training.pairs import Origin, load_paraphrases, make_pairs
from knowledge.training.ranking import calibrate, fit, gather

DAY = date(2026, 11, 22)
LEGS = ("words", "article", "grams", "card", "meaning", "heading")
CITATIONS = 250


def main():
    """Gather the candidates of every question, then measure or learn."""
    options = _options()
    with Library.open(home=options.store) as library:
        searcher = Searcher.open(library)
        asked = {file.stem: _asked(load_cases(file)) for file in options.questions}
        asked |= _silver(searcher.engine(DAY).rows)
        if options.train:
            _train(searcher, asked, options)
        else:
            _measure(searcher, asked)
            for name in (file.stem for file in options.questions):
                _disturb(searcher, name, asked[name])


def _asked(cases):
    """Read a set: (class, question, test of a row)."""
    return [
        (case.kind, case.question, _right({(t.act, t.article) for t in case.targets}))
        for case in cases
        if case.answerable and case.targets
    ]


def _silver(rows):
    """Make questions from the corpus: our paraphrases, and sentences around a citation without it."""
    pairs = make_pairs(rows, load_paraphrases())
    cited = [pair for pair in pairs if pair.origin is Origin.CITATION and len(pair.question.split()) >= 10]
    chosen = {
        "paraphrases": [pair for pair in pairs if pair.origin is Origin.LAY],
        "citations": random.Random(5).sample(cited, min(CITATIONS, len(cited))),
    }
    return {
        name: [("", pair.question, lambda row, key=pair.article: row.article_key == key) for pair in some]
        for name, some in chosen.items()
    }


def _right(articles):
    """Make the test of a row."""

    def is_right(row):
        passage = row.passage
        article = _annex_name(passage.annex) if passage.annex else passage.article
        return (passage.act.urn, article) in articles

    return is_right


def _measure(searcher, asked):
    """Print the figures of each leg and of the fusion."""
    ranker = load_ranker()
    columns = (*LEGS, "fusion")
    print(f"{'':38}{'n':>5}" + "".join(f"{name:>17}" for name in columns))
    tops = []
    for name, questions in asked.items():
        by_class = defaultdict(list)
        for kind, text, right in questions:
            found = gather(searcher, name, {text: right}, DAY)
            by_class[kind].append(_ranks(found[0], text, searcher, ranker, tops) if found else {})
        classes = dict(by_class) if len(by_class) > 1 else {}
        for kind, ranks in ({"": sum(by_class.values(), [])} | classes).items():
            shown = "".join(f"{_figures([r.get(c) for r in ranks]):>17}" for c in columns)
            print(f"{name[:26]:27}{kind[:10]:11}{len(ranks):5}{shown}", flush=True)
    _print_calibration(ranker, tops)


def _ranks(example, text, searcher, ranker, tops):
    """Rank the right article by each leg, and by the fusion."""
    scores = ranker.score(_kind(searcher, text), example.signs)
    tops.append(_top(example, scores))
    ranks = {leg: example.rank(example.signs[:, SIGNS.index(leg)]) for leg in LEGS}
    return ranks | {"fusion": example.rank(scores)}


def _kind(searcher, text):
    """Tell how a question is worded."""
    from knowledge.search.question import read_question

    return str(read_question(text, searcher.named(text)).kind)


def _top(example, scores):
    """Give the best score, its lead before the next article, and whether it is right."""
    order = np.argsort(-scores, kind="stable")
    best = order[0]
    others = scores[order][example.articles[order] != example.articles[best]]
    lead = float(scores[best] - others[0]) if len(others) else float(scores[best])
    return float(scores[best]), lead, example.rank(scores) == 1


def _print_calibration(ranker, tops):
    """Print how far the stated probability is from the share of right ones, over ten bins."""
    if not ranker.surety:
        return
    stated = np.array([ranker.probability(score, lead) for score, lead, _ in tops])
    right = np.array([good for *_, good in tops])
    bins = np.minimum((stated * 10).astype(int), 9)
    gap = sum(abs(stated[bins == b].sum() - right[bins == b].sum()) for b in range(10)) / len(tops)
    print(
        f"probability that the first article is right: calibration error {gap:.3f} over {len(tops)} questions"
    )


def _figures(ranks):
    """Write R@5 R@10 nDCG@10."""
    share = [sum(1 for rank in ranks if rank and rank <= within) / len(ranks) for within in (5, 10)]
    gain = sum(1 / math.log2(rank + 1) for rank in ranks if rank and rank <= 10) / len(ranks)
    return " ".join(f"{value:.3f}".lstrip("0").rjust(4) for value in (*share, gain))


def _disturb(searcher, name, questions):
    """Print what typos, lost accents and spelt-out acronyms cost."""
    changes = {"typo": _with_typo, "accents": _without_accents, "acronym": _spelt_out}
    ranker = load_ranker()
    for change, make in changes.items():
        pairs = [(text, make(text), right) for _, text, right in questions]
        pairs = [(old, new, right) for old, new, right in pairs if old != new]
        if not pairs:
            continue
        gains = [[_gain(searcher, ranker, text, right) for text in (old, new)] for old, new, right in pairs]
        before, after = np.mean(gains, axis=0)
        print(
            f"{name[:26]:27}{change:11}{len(pairs):5}  nDCG@10 {before:.3f} → {after:.3f} ({after / before - 1:+.1%})"
        )


def _gain(searcher, ranker, text, right):
    """Compute the gain of one question."""
    found = gather(searcher, "", {text: right}, DAY)
    rank = found[0].rank(ranker.score(_kind(searcher, text), found[0].signs)) if found else None
    return 1 / math.log2(rank + 1) if rank and rank <= 10 else 0.0


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


def _train(searcher, asked, options):
    """Fit weights and calibration on the sets that are not kept apart, and write them."""
    examples = [
        example
        for name, questions in asked.items()
        if name not in options.apart
        for example in gather(searcher, name, {text: right for _, text, right in questions}, DAY)
    ]
    data = json.loads(FILE.read_text(encoding="utf-8"))
    weights = fit(examples, data["start"])
    row = np.array([weights.get(name, 0.0) for name in SIGNS], np.float32)
    tops = [_top(example, example.signs @ row) for example in examples]
    data["weights"] = dict.fromkeys(("short", "long"), weights)
    data["weights"]["reference"] = weights | {"named_act": 2 * weights["named_act"]}
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
    return parser.parse_args()


if __name__ == "__main__":
    main()
