"""
Run every benchmark, one after the other, each printing its ratio to a limit or to a peer of the same run.

    python -m benchmarks [--scale 0.02] [--home build/bench] [--corpus ../shared/corpus]

Stores that take minutes to fill stay in the folder; the real acts are read where they lie beside the repository.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
OWN = HERE.parent / "tests" / "quality" / "answer" / "questions.jsonl"


def main() -> None:
    """Run all; say at the end which failed and which were left out, and why."""
    options = _options()
    network, norms = options.home / "network", options.home / "norms"
    for folder in (network, norms):
        folder.mkdir(parents=True, exist_ok=True)
    failed = [
        *_run("network_ego", "--home", network, "--scale", options.scale),
        *_run("network_writers", "--home", network),
        *_run("territory_kernels"),
        *_run("territory_network"),
        *_run("territory_claims"),
        *_load(),
        *_run("audit_verify", "--entries", max(10_000, round(1_000_000 * float(options.scale)))),
        *_tables(),
        *_pages(),
        *(_of_norms(options.corpus, norms) if options.corpus.is_dir() else _left_out(options.corpus)),
    ]
    if failed:
        print(f"\nStopped with an error: {', '.join(failed)}")
        raise SystemExit(1)


def _of_norms(corpus, home):
    """Load the real acts, then search, answer and verify over them."""
    acts = corpus / "norms"
    yield from _run("norms_load", corpus)
    questions = sorted((corpus.parent / "questions").glob("*.jsonl"))
    yield from _run("answer_quality", acts, *questions, "--home", home)
    yield from _run("search_quality", home, OWN)
    yield from _run("answer_verifier", "--home", home, "--seed", 41)


def _load():
    """Load a small province into a store that is thrown away."""
    with tempfile.TemporaryDirectory() as home:
        yield from _run("territory_load", "--home", home, "--persons", 60_000)


def _tables():
    """Load a register into a store that is thrown away."""
    with tempfile.TemporaryDirectory() as home:
        yield from _run("network_tables", "--home", home)


def _pages():
    """Open the pages in a browser, where there is one."""
    if any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        yield from _run("pages", "--repeat", 3)
    else:
        print("\nNo Chromium: the pages are left out (Debian: apt-get install chromium).")


def _left_out(corpus):
    """Say what is not run."""
    print(f"\nNo folder {corpus}: loading, search, answers and verifier over the real acts are left out.")
    return ()


def _run(name, *arguments):
    """Run one in a process of its own; give its name if it failed."""
    words = [str(one) for one in arguments]
    print(f"\n\033[1m{name} {' '.join(words)}\033[0m", flush=True)
    if subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *words], check=False).returncode:
        yield name


def _options():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--scale", type=float, default=0.02, help="share of the 8 million ties; 1 takes ten minutes"
    )
    parser.add_argument("--home", type=Path, default=Path("build") / "bench")
    parser.add_argument("--corpus", type=Path, default=HERE.parents[1] / "shared" / "corpus")
    return parser.parse_args()


if __name__ == "__main__":
    main()
