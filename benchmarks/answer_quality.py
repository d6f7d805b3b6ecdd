"""
Measure search and answers on every question set there is, against what is required, and write the report as HTML.

    python -m benchmarks.answer_quality [CORPUS] [QUESTIONS…] [--home DIR] [--report FILE.html] [--release VERSION]

CORPUS is a folder of acts, QUESTIONS are sets in the form of tests/quality/answer/questions.jsonl. Without them the
own set is asked of the digest, with the invented region: its questions on other acts are left out, and said.
Beside the figures stand those of the last release (benchmarks/answer_baseline.json: figures and ids, no words), and
the questions gained and lost since are listed. What this run gave is written to build/; with ``--release`` it becomes
what later runs are compared with.
"""

import argparse
import json
import resource
from datetime import date
from pathlib import Path

from knowledge.answer import Assistant
from knowledge.evaluate import (
    Baseline,
    baseline_of,
    load_cases,
    measure_answers,
    read_baseline,
    write_baseline,
    write_report,
)
from knowledge.library import Library
from knowledge.search.searcher import Searcher

DAY = date(2026, 11, 22)
ROOT = Path(__file__).parents[1]
OWN = ROOT / "tests" / "quality" / "answer" / "questions.jsonl"
REGION = ROOT / "knowledge" / "regione_esempio"
LAST = Path(__file__).with_name("answer_baseline.json")
# figure → (required, aim, whether more is better)
REQUIRED = {
    "answered": (0.85, 0.90, True),
    "wrong_article": (0.08, 0.05, False),
    "comma_shown": (0.80, 0.90, True),
    "key_shown": (0.80, 0.90, True),
    "refused:off_topic": (0.98, 1.0, True),
    "refused:near_miss": (0.75, 0.90, True),
    "quotes_equal": (1.0, 1.0, True),
    "anchors_resolve": (1.0, 1.0, True),
    "gone_as_in_force": (0.0, 0.0, False),
    "p50_ms": (150.0, 80.0, False),
    "p95_ms": (400.0, 200.0, False),
}


def main():
    """Open the acts, compute their vectors, measure each set, print and write the figures."""
    options = _options()
    library = Library.open(home=options.home)
    for folder in filter(None, (options.corpus, REGION)):
        library.add(folder)
    searcher = Searcher.open(library)
    print(f"{searcher.prepare(DAY)} vectors computed")
    runs = {}
    for file in [OWN, *options.questions]:
        for name, cases in _parts(file, searcher):
            runs[name] = measure_answers(Assistant(searcher), cases, DAY)
            _show(name, runs[name])
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{used.ru_utime + used.ru_stime:.0f} s of CPU, {used.ru_maxrss / 1024:.0f} MB at most")
    before = read_baseline(LAST) if LAST.exists() else Baseline()
    _compare(runs, before)
    options.report.write_text(write_report(runs, before, REQUIRED), encoding="utf-8")
    write_baseline(baseline_of(runs, ""), options.report.with_suffix(".json"))
    print(f"report: {options.report}")
    if options.release:
        write_baseline(baseline_of(runs, options.release), LAST)


def _compare(runs, before):
    """Print the questions that were gained and lost since the last release, by their ids."""
    for name, run in runs.items():
        if name in before.right:
            lost, gained = before.lost(name, run), before.gained(name, run)
            print(
                f"\n{name}, since {before.release}: {len(gained)} gained, {len(lost)} lost "
                f"{' '.join(one.case.id for one in lost)}"
            )


def _parts(file, searcher):
    """Cut a set into its split; leave out what asks for acts that are not there."""
    split = {data["id"]: data.get("split", "") for data in map(json.loads, file.read_text().splitlines())}
    cases = load_cases(file)
    rows = [row for place in {case.territory for case in cases} for row in searcher.engine(DAY, place).rows]
    held = {(row.act.urn, row.passage.article) for row in rows}
    able = [c for c in cases if not c.answerable or {(t.act, t.article) for t in c.targets} & held]
    if len(able) < len(cases):
        print(f"{file.stem}: {len(cases) - len(able)} of {len(cases)} left out, they ask for acts not added")
    for part in sorted(set(split.values())):
        yield f"{file.stem} {part}".strip(), [case for case in able if split[case.id] == part]


def _show(name, run):
    """Print the figures of one set beside what is required."""
    print(f"\n{name}: {run.questions} questions")
    for figure, value in run.figures.items():
        if value is None:
            continue
        required, aim, more = REQUIRED.get(figure, (None, None, True))
        if required is None:
            print(f"  {figure:<18} {value:8.3f}")
            continue
        reached = value >= required if more else value <= required
        verdict = "ok" if reached else "NOT REACHED"
        print(f"  {figure:<18} {value:8.3f}   required {required:g}, aim {aim:g}   {verdict}")


def _options():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("questions", type=Path, nargs="*")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--report", type=Path, default=Path("build") / "answers.html")
    parser.add_argument("--release", help="keep this run as what later ones are compared with")
    options = parser.parse_args()
    options.report.parent.mkdir(parents=True, exist_ok=True)
    return options


if __name__ == "__main__":
    main()
