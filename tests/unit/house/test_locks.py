"""The lock files hold a hash for each package and name no place to download from."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LOCKS = ["requirements.lock", "requirements-uv.lock", "requirements-transformers.lock"]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_names_no_download_address(name):
    text = (ROOT / name).read_text()

    assert "://" not in text
    assert "--index-url" not in text


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash(name):
    entries = [line for line in (ROOT / name).read_text().split("\n") if "==" in line]

    assert entries
    assert all(line.rstrip().endswith("\\") for line in entries)


def test_the_default_install_stays_without_torch():
    packages = {line.split("==")[0] for line in (ROOT / "requirements.lock").read_text().split("\n")}

    assert "panel" in packages
    assert not packages & {"torch", "sentence-transformers", "transformers", "triton"}
