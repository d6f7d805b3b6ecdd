"""The wheel that a body installs holds all that Ponte needs, and runs away from the repository."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
DATA = {".js", ".css", ".yaml", ".json", ".onnx", ".docx", ".pdf", ".csv", ".mo", ".svg"}


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel, built from the tracked files and unpacked where nothing else is."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    subprocess.run(["git", "clone", "-q", ROOT, source], check=True)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, source],
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("ponte_care-*.whl")
    subprocess.run([sys.executable, "-m", "zipfile", "-e", wheel, folder / "site"], check=True)
    return folder / "site"


def run(installed, *words):
    return subprocess.run(
        [sys.executable, *words],
        cwd=installed.parent,
        env={**os.environ, "PYTHONPATH": str(installed), "PONTE_HOME": str(installed.parent / "home")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_every_data_file_of_the_packages_is_in_the_wheel(installed):
    tracked = subprocess.run(
        ["git", "ls-files", "coordinator", "knowledge", "apps"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip

    missing = [name for name in tracked if Path(name).suffix in DATA and not (installed / name).is_file()]

    assert missing == []


def test_the_packages_come_from_the_wheel_and_not_from_the_repository(installed):
    process = run(installed, "-c", "import coordinator; print(coordinator.__file__)")

    assert process.stdout.startswith(str(installed))


def test_a_question_is_answered_from_the_wheel_alone(installed):
    question = "chi predispone il progetto individuale per le persone con disabilità?"

    process = run(installed, "-m", "apps.cli", "ask", question)

    assert process.returncode == 0, process.stderr
    assert "scheda redazionale" in process.stdout.lower()


def test_ada_has_a_network_from_the_wheel_alone(installed):
    made = run(installed, "-m", "apps.cli", "district", "--persons", "50", "--seed", "1")
    process = run(installed, "-m", "apps.cli", "network", "per:ada", "--json")

    assert made.returncode == 0, made.stderr
    assert process.returncode == 0, process.stderr
    assert '"per:ada"' in process.stdout
