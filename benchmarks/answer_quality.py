"""
Measure search and answers on every question set there is, and write the report as HTML.

    python benchmarks/answer_quality.py CORPUS QUESTIONS… [--home DIR] [--report FILE.html]

CORPUS is a folder of acts, QUESTIONS are sets in the form of tests/quality/answer/questions.jsonl.
"""

import argparse
from datetime import date
from pathlib import Path

from knowledge.answer import Assistant
from knowledge.evaluate import load_cases, measure_answers, measure_search, write_report
from knowledge.library import Library
from knowledge.search.searcher import Searcher

DAY = date(2026, 11, 22)
OWN = Path(__file__).parents[1] / "tests" / "quality" / "answer" / "questions.jsonl"


def main():
    """Add the corpus, compute its vectors, measure each set, print and write the figures."""
    options = _options()
    library = Library.open(home=options.home)
    library.add(options.corpus)
    searcher = Searcher.open(library)
    computed = searcher.prepare(DAY, report=lambda done, todo: print(f"\r{done}/{todo} vectors", end=""))
    print(f"\n{computed} vectors computed")
    runs = {}
    for file in [OWN, *options.questions]:
        cases = load_cases(file)
        measures = measure_search(searcher, cases, DAY)
        print(file.stem, measures.questions, {k: round(v, 3) for k, v in measures.figures.items()})
        if any(not case.answerable for case in cases):
            runs[file.stem] = measure_answers(Assistant(searcher), cases, DAY)
            print(file.stem, {k: v if v is None else round(v, 3) for k, v in runs[file.stem].figures.items()})
    if options.report:
        options.report.write_text(write_report(runs), encoding="utf-8")


def _options():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("questions", type=Path, nargs="*")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--report", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
