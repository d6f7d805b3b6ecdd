"""Keep what each question became at a release, to tell what the next one gains and loses."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from knowledge.evaluate.measures import Measures, Outcome


class BaselineError(KnowledgeError):
    """A file of a release's results cannot be read; the message names it and the mend."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Results of one release: figures and ids alone, no question and no word of an act."""

    release: str = ""
    figures: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)  # by set
    right: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)  # by set, by id of the question

    def figure(self, name: str, figure: str) -> float | None:
        """Say what a figure of a set was; None where it was not measured."""
        return self.figures.get(name, {}).get(figure)

    def lost(self, name: str, measures: Measures) -> list[Outcome]:
        """List the questions of a set that were done rightly, and no longer are."""
        before = self.right.get(name, {})
        return [one for one in measures.outcomes if before.get(one.case.id) is True and not one.right]

    def gained(self, name: str, measures: Measures) -> list[Outcome]:
        """List the questions of a set that were done wrongly, and no longer are."""
        before = self.right.get(name, {})
        return [one for one in measures.outcomes if before.get(one.case.id) is False and one.right]


def baseline_of(runs: Mapping[str, Measures], release: str) -> Baseline:
    """Take the results of a run as those of a release; times, which depend on the machine, are left out."""
    return Baseline(
        release,
        {
            name: {
                figure: None if value is None else round(value, 4)
                for figure, value in run.figures.items()
                if not figure.endswith("_ms")
            }
            for name, run in runs.items()
        },
        {name: {one.case.id: one.right for one in run.outcomes} for name, run in runs.items()},
    )


def read_baseline(file: Path) -> Baseline:
    """
    Read the results of a release.

    Raises
    ------
    BaselineError
        If the file is not one that `write_baseline` wrote.
    """
    try:
        return Baseline(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        message = f"{file} does not hold the results of a release ({error}). Write it again with --release."
        raise BaselineError(message) from error


def write_baseline(baseline: Baseline, file: Path) -> None:
    """Write the results of a release, in an order that makes a difference of two files readable."""
    file.write_text(json.dumps(asdict(baseline), indent=1, sort_keys=True) + "\n", encoding="utf-8")
