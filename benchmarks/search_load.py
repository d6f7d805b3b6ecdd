"""
Measure search and answers over a corpus of any size: start, memory, time of a question.

    python benchmarks/search_load.py build STORE FOLDER [--commi 120000]
    python benchmarks/search_load.py ask STORE FOLDER [--questions FILE.jsonl]

STORE is the folder of a real library whose vectors are computed. `build` recombines the halves of its commi, with a
seed, into a corpus of the wanted size, gives them vectors of real commi with some noise, and lays out the indexes in
FOLDER. `ask`, in a process of its own, opens them and asks. Run it on a quiet machine; beside the time that passes
stands that of the processor, which others' work does not change.
"""

import argparse
import json
import random
import resource
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

DAY = date(2026, 11, 22)
OWN = Path(__file__).parents[1] / "tests" / "quality" / "answer" / "questions.jsonl"
NOISE = 0.02
ASKED = 200


class Recombined:
    """A library whose commi are recombined from those of a real one."""

    def __init__(self, real, commi):
        self._real = real
        self.version = f"{real.version}-{commi}"
        self._commi = commi

    def passages(self, on, territory=None):
        """Give the real commi, then recombined ones under other articles of their acts."""
        from knowledge.norms import hash_text

        real = [p for p in self._real.passages(on, territory) if p.letter is None]
        yield from real
        chance = random.Random(7)
        for number in range(self._commi - len(real)):
            first, second = chance.choice(real), chance.choice(real)
            text = first.text[: len(first.text) // 2] + second.text[len(second.text) // 2 :]
            article = str(10_000 + number // 4)
            urn = f"{first.act.urn}~art{article}-com{number % 4 + 1}"
            yield replace(
                first, urn=urn, article=article, comma=str(number % 4 + 1), text=text, sha256=hash_text(text),
                annex=None, official=True,
            )  # fmt: skip

    def __getattr__(self, name):
        """Ask the real library for all else."""
        return getattr(self._real, name)


def build(options):
    """Lay out the rows, the word indexes and the vectors."""
    import numpy as np

    from knowledge.encoder.packed import PackedEncoder
    from knowledge.library import Library
    from knowledge.search.dense import DenseIndex
    from knowledge.search.searcher import Searcher

    with Library.open(home=options.store) as real:
        start = time.process_time()
        size = len(Searcher(Recombined(real, options.commi), options.folder).engine(DAY).rows)
        print(f"{size} commi laid out in {time.process_time() - start:.0f} s of the processor")
        vectors = Searcher.open(real).engine(DAY).dense.vectors
    chance = np.random.default_rng(7)
    owners = np.sort(np.concatenate([np.arange(size), chance.integers(0, size, size // 2)]))
    matrix = np.empty((len(owners), vectors.shape[1]), np.float32)
    for at in range(0, len(owners), 10_000):
        some = vectors[chance.integers(0, len(vectors), len(matrix[at : at + 10_000]))]
        some = some + chance.normal(0, NOISE, some.shape)
        matrix[at : at + 10_000] = some / np.linalg.norm(some, axis=1, keepdims=True)
    encoder = PackedEncoder()
    place = next(options.folder.glob("rows-*")) / encoder.id
    place.mkdir(exist_ok=True)
    DenseIndex(matrix, owners, size).save(place, encoder.id)
    (place / "as_of").write_text("complete", encoding="utf-8")
    print(f"{len(owners)} vectors")


def ask(options):
    """Open, ask, and print the figures."""
    began, used = time.perf_counter(), time.process_time()
    from knowledge.answer import Assistant
    from knowledge.encoder.packed import PackedEncoder
    from knowledge.library import Library
    from knowledge.search.searcher import Searcher

    library = Recombined(Library.open(home=options.store), options.commi)
    searcher = Searcher(library, options.folder, PackedEncoder())
    assistant = Assistant(searcher)
    lines = options.questions.read_text(encoding="utf-8").splitlines()
    questions = random.Random(3).sample([json.loads(line)["question"] for line in lines], ASKED)
    assistant.ask(questions[0], on=DAY)
    wall, processor = time.perf_counter() - began, time.process_time() - used
    print(f"cold start to the first answer: {wall:.2f} s, processor {processor:.2f} s")
    for name, call in (("search", searcher.look), ("answer", assistant.ask)):
        walls, processors = [], []
        for question in questions[1:]:
            wall, processor = time.perf_counter(), time.process_time()
            call(question, on=DAY)
            walls.append(1000 * (time.perf_counter() - wall))
            processors.append(1000 * (time.process_time() - processor))
        print(f"{name}: {_spread(walls)} ms; processor {_spread(processors)} ms")
    print(f"{len(searcher.engine(DAY).rows)} commi, {_memory()}")


def _memory():
    """Say how much memory is taken: in all, and without the pages of files that the system may take back."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    status = Path("/proc/self/status")
    own = (
        [line for line in status.read_text().splitlines() if line.startswith("RssAnon")]
        if status.exists()
        else []
    )
    return f"memory at most {peak} MB" + (f", of its own {int(own[0].split()[1]) // 1024} MB" if own else "")


def _spread(values):
    """Write the median and the 95th percentile."""
    ordered = sorted(values)
    return f"p50 {ordered[len(ordered) // 2]:.0f}, p95 {ordered[int(len(ordered) * 0.95)]:.0f}"


def main():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=("build", "ask"))
    parser.add_argument("store", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--commi", type=int, default=120_000)
    parser.add_argument("--questions", type=Path, default=OWN)
    options = parser.parse_args()
    {"build": build, "ask": ask}[options.what](options)


if __name__ == "__main__":
    main()
