"""The map works in JupyterLab: a click comes back to Python, and nothing is asked of the internet."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parents[2]
MINUTES = 3 * 60_000
HERE = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")

pytestmark = pytest.mark.skipif(
    "PONTE_LAB" not in os.environ, reason="starts JupyterLab: set PONTE_LAB=1 to run it"
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab as `make lab` starts it, on a copy of the first notebook."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copy(ROOT / "notebooks" / "01_network_of_care.ipynb", folder / "prova.ipynb")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--config", str(ROOT / "notebooks" / "lab_config.py")]
    command += [
        "--notebook-dir",
        str(folder),
        "--port",
        str(port),
        "--no-browser",
        "--IdentityProvider.token=prova",
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        if "is running at" in line:
            break
    yield f"http://127.0.0.1:{port}/lab/tree/prova.ipynb?token=prova&reset"
    process.stderr.close()
    process.terminate()
    process.wait()


def test_who_is_clicked_on_the_map_is_known_to_python(chromium, lab):
    context = chromium.new_context(viewport={"width": 1280, "height": 1400})
    page, outside = context.new_page(), []
    page.on("request", lambda one: None if one.url.startswith(HERE) else outside.append(one.url))
    page.goto(lab, timeout=MINUTES)
    status = page.locator("#jp-main-statusbar")
    expect(status).to_contain_text("| Idle", timeout=MINUTES)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    rosa = page.get_by_role("button", name="Rosa Pini").first
    rosa.wait_for(timeout=MINUTES)
    expect(status).to_contain_text("| Idle", timeout=MINUTES)

    rosa.click(force=True)
    cell = page.locator(".jp-CodeCell").filter(has_text="mappa.selected or")
    expect(rosa).to_have_attribute("aria-pressed", "true", timeout=MINUTES)
    cell.click()
    page.keyboard.press("Control+Enter")
    expect(cell.locator(".jp-OutputArea")).to_contain_text("Rosa Pini", timeout=MINUTES)
    assert outside == []
    context.close()
