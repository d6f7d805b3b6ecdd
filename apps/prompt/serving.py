"""Serve the pages of a store beside a prompt, and give the address of one."""

from __future__ import annotations

import atexit
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.settings import Settings

ADDRESS = "127.0.0.1"
PATIENCE = 60.0
"""Seconds that the pages may take to be served."""


class UnknownPageError(ValueError):
    """No page has the name that was asked for."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"Nessuna pagina si chiama {name!r}. Ci sono: {', '.join(known)}.")


@dataclass(frozen=True, slots=True)
class Page:
    """The address of a page that is being served."""

    name: str
    url: str

    def _repr_html_(self) -> str:
        """Show a link that opens beside the notebook."""
        address = escape(self.url, quote=True)
        return f'<p><a href="{address}" target="_blank" rel="noopener">Apri la pagina «{escape(self.name)}»</a></p>'


@dataclass(frozen=True, slots=True)
class Served:
    """The pages that a process of their own is serving."""

    process: subprocess.Popen[bytes]
    url: str

    @property
    def answers(self) -> bool:
        """Whether the process still runs."""
        return self.process.poll() is None

    def stop(self) -> None:
        """Stop serving."""
        self.process.terminate()
        self.process.wait()


def find_page(name: str, arguments: Mapping[str, str]) -> str:
    """
    Write the address of a page, below the server's.

    Parameters
    ----------
    name
        As in the address; empty is the day's work.
    arguments
        As in the address.

    Returns
    -------
    str
        E.g. ``"mappa?id=per%3Aada"``.

    Raises
    ------
    UnknownPageError
        If no page has this name.
    """
    from apps.pages import ROUTES

    if f"/{name}" not in ROUTES:
        raise UnknownPageError(name, [route[1:] for route in ROUTES if route != "/"])
    return f"{name}?{urlencode(arguments)}" if arguments else name


def serve_pages(settings: Settings) -> Served:
    """
    Serve the pages of a store on this machine, in a process that ends with this one.

    Parameters
    ----------
    settings
        Where the store is, and who asks where nobody has to enter.

    Returns
    -------
    Served
        Once the address answers.

    Raises
    ------
    TimeoutError
        If it does not answer within a minute.
    """
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "apps.cli", "serve", "--port", str(port), "--as", settings.user]
    command += ["--store", str(settings.home), *(["--db", settings.url] if settings.url else [])]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
    atexit.register(process.terminate)
    served, until = Served(process, f"http://{ADDRESS}:{port}/"), time.monotonic() + PATIENCE
    while time.monotonic() < until and served.answers:
        if _reached(served.url):
            return served
        time.sleep(0.2)
    served.stop()
    message = "Le pagine non rispondono: prova dal terminale con «ponte serve», che dice perché."
    raise TimeoutError(message)


def _reached(url: str) -> bool:
    """Say whether an address of this machine answers."""
    try:
        urlopen(url, timeout=5).close()
    except (URLError, OSError):
        return False
    return True
