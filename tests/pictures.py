"""Make the README's pictures again from a running demo: the map and an answer."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from apps.cli.service import free_port

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "pictures"
QUESTION = "Quanti giorni di permesso al mese ha chi assiste un familiare con disabilità grave?"


def main() -> None:
    """Start the demo on an empty store, look at it with Chromium, write the pictures."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("No Chromium here: apt-get install chromium, then run this again.")
    FOLDER.mkdir(exist_ok=True)
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "apps.cli", "demo", "--port", str(port), "--store", home]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}/"
            _wait_for(address)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
                )
                page = browser.new_context(
                    viewport={"width": 1280, "height": 1140}, locale="it-IT", reduced_motion="reduce"
                ).new_page()
                _map(page, address)
                _answer(page, address)
                browser.close()
        finally:
            server.terminate()
            server.wait(10)
    print("\n".join(str(path.relative_to(ROOT)) for path in sorted(FOLDER.glob("*.png"))))


def _wait_for(address: str) -> None:
    """Wait until the demo answers, at most a minute."""
    for _ in range(240):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
        else:
            return
    sys.exit("The demo did not start within a minute: run `ponte doctor`.")


def _map(page, address: str) -> None:
    """Look at Ada's map with her findings beside it."""
    page.goto(f"{address}mappa?id=per%3Aada")
    page.locator(".node.centre").wait_for()
    page.locator('button[data-tab="rilievi"]').click()
    page.locator(".findings").wait_for()
    page.wait_for_timeout(500)
    page.screenshot(path=FOLDER / "mappa.png")


def _answer(page, address: str) -> None:
    """Look at an answer in the chat."""
    page.goto(f"{address}domande")
    page.locator(".ask textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".quote").first.wait_for(timeout=60_000)
    page.wait_for_timeout(500)
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=FOLDER / "risposta.png")


if __name__ == "__main__":
    main()
