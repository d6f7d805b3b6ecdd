"""Train, pack, compare: ``python -m knowledge.training STORE --into FOLDER --on DAY``."""

from __future__ import annotations

import argparse
import json
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.encoder.conversion import pack, unpack
from knowledge.encoder.packed import PackedEncoder
from knowledge.library import Library
from knowledge.search.digest import shipped_cards
from knowledge.search.rows import gather_rows
from knowledge.training.pairs import Origin, load_paraphrases, make_pairs
from knowledge.training.trial import judge, make_pool, ranks
from knowledge.training.tune import Recipe, choose, tune

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.training.pairs import Pair
    from knowledge.training.trial import Verdict

_START = time.monotonic()


def train(home: Path, into: Path, on: date, recipe: Recipe, *, pool_size: int, watched: int) -> Verdict:
    """
    Train the packed encoder on a store's norms, write it packed, and judge it.

    Parameters
    ----------
    home
        The store: its norms as of the day are the material.
    into
        Where the packed encoder, the trained model and ``verdict.json`` are written.
    on
        The day.
    recipe
        How to train.
    pool_size
        Pieces of text among which the trial looks.
    watched
        Headings and citations in the trial, each; questions of people are all in.
    """
    with Library.open(home=home) as library:
        rows = gather_rows(library.passages(on), shipped_cards())
    pairs = make_pairs(rows, load_paraphrases())
    chosen, apart = choose(pairs, recipe), _for_trial(pairs, watched)
    _say(f"{len(rows)} commi, {len(pairs)} pairs: {len(chosen)} to train on, {len(apart)} for the trial")
    into.mkdir(parents=True, exist_ok=True)
    model = tune(unpack(into / "model"), chosen, recipe)
    model.save(str(into / "model"), create_model_card=False)
    pack(model, into)
    _say("trained and packed")
    pool = make_pool(rows, apart, size=pool_size)
    before = ranks(PackedEncoder(), apart, pool)
    _say(f"the shipped encoder is measured among {len(pool.texts)} pieces")
    verdict = judge(apart, before, ranks(PackedEncoder(into), apart, pool))
    (into / "verdict.json").write_text(json.dumps(verdict.as_json(), indent=1), encoding="utf-8")
    return verdict


def _for_trial(pairs: Sequence[Pair], watched: int) -> list[Pair]:
    """Take the pairs held apart, of headings and citations only some."""
    apart = [pair for pair in pairs if pair.held_apart]
    return [
        pair
        for kind in Origin
        for pair in [p for p in apart if p.origin is kind][
            : None if kind in (Origin.CARD, Origin.LAY) else watched
        ]
    ]


def _say(what: str) -> None:
    """Tell how far the work is."""
    print(f"[{time.monotonic() - _START:6.0f} s] {what}", flush=True)


def _print(verdict: Verdict) -> None:
    """Print the figures and the verdict."""
    print(f"{'':10}{'n':>5}  {'R@5':>13}  {'R@10':>13}  {'MRR':>13}   shipped → trained")
    for kind, old in verdict.before.items():
        new = verdict.after[kind]
        shown = (
            f"{getattr(old, n):.3f} → {getattr(new, n):.3f}" for n in ("recall_at_5", "recall_at_10", "mrr")
        )
        print(f"{kind:10}{old.questions:5}  {'  '.join(shown)}")
    print(
        f"gain in MRR on questions of people: {verdict.gain:+.3f} [{verdict.gain_low:+.3f}, {verdict.gain_high:+.3f}]"
    )
    print(f"ship: {'yes' if verdict.ship else 'no'}, {verdict.reason}")


def main() -> None:
    """Read the command line, and train."""
    usual = Recipe()
    parser = argparse.ArgumentParser(prog="python -m knowledge.training", description=__doc__)
    parser.add_argument("home", type=Path, metavar="STORE", help="the folder with norms.db")
    parser.add_argument("--into", type=Path, required=True, help="the folder to write")
    parser.add_argument("--on", type=date.fromisoformat, required=True, help="the day, as 2026-03-31")
    parser.add_argument("--steps", type=int, default=usual.steps)
    parser.add_argument("--layers", type=int, default=usual.layers, help="how many of the last layers learn")
    parser.add_argument("--learning-rate", type=float, default=usual.learning_rate)
    parser.add_argument("--pool", type=int, default=1500, help="pieces of text in the trial")
    parser.add_argument("--watched", type=int, default=100, help="headings and citations in the trial, each")
    parser.add_argument("--longest", type=int, default=usual.longest, help="tokens read while training")
    given = parser.parse_args()
    recipe = Recipe(
        steps=given.steps, layers=given.layers, learning_rate=given.learning_rate, longest=given.longest
    )
    _print(train(given.home, given.into, given.on, recipe, pool_size=given.pool, watched=given.watched))


if __name__ == "__main__":
    main()
