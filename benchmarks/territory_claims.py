"""Recover a planted change of waiting from two cohorts that hide it, many times, and count how often it is found."""

from __future__ import annotations

import argparse
from time import process_time

from coordinator.territory.trials import count_found

REQUIRED = 0.93
"""Share of repetitions in which the planted change must lie within the interval."""


def main() -> None:
    """Print how often each planted change is found, with its ratio to what is required."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repetitions", type=int, default=200)
    parser.add_argument("--persons", type=int, default=800)
    options = parser.parse_args()
    for factor in (0.1, 0.5, 1.0):
        began = process_time()
        shares = count_found(factor, options.repetitions, options.persons, seed=7)
        print(
            f"waits × {factor}: planted mean {shares['mean planted']:+.1%}, as told {shares['naive mean']:+.1%}"
        )
        for figure in ("mean", "median"):
            ratio = shares[f"{figure} found"] / REQUIRED
            print(f"  {figure:<6} within its interval in {shares[f'{figure} found']:.1%} of {options.repetitions}: "
                  f"{ratio:.2f} of the {REQUIRED:.0%} required {'ok' if ratio >= 1 else 'MISSED'}")  # fmt: skip
        print(f"  CPU {process_time() - began:.1f} s")


if __name__ == "__main__":
    main()
