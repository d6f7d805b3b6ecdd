"""Measure search and answers on question sets: recall, wrong answers, refusals, and what changed since a release."""

from knowledge.evaluate.baseline import Baseline, BaselineError, baseline_of, read_baseline, write_baseline
from knowledge.evaluate.cases import Case, Target, citation_cases, heading_cases, load_cases
from knowledge.evaluate.measures import (
    Measures,
    NoQuestionsError,
    Outcome,
    measure_answers,
    measure_search,
    risk_coverage,
)
from knowledge.evaluate.report import write_report

__all__ = [
    "Baseline",
    "BaselineError",
    "Case",
    "Measures",
    "NoQuestionsError",
    "Outcome",
    "Target",
    "baseline_of",
    "citation_cases",
    "heading_cases",
    "load_cases",
    "measure_answers",
    "measure_search",
    "read_baseline",
    "risk_coverage",
    "write_baseline",
    "write_report",
]
