"""Fetch acts from Normattiva, only when the user asks; what is already there is not fetched again."""

from __future__ import annotations

import re
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from knowledge.errors import OfflineError
from knowledge.norms.acts import parse_act

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from pathlib import Path

SITE = "https://www.normattiva.it"
SECONDS = 60
_GAZETTE = re.compile(r"dataPubblicazioneGazzetta=(\d{4})-(\d{2})-(\d{2})")
_CODE = re.compile(r"codiceRedazionale=(\w{8})")


def fetch_acts(
    urns: Iterable[str],
    folder: Path,
    day: date,
    site: str = SITE,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[Path]:
    """
    Fetch acts in Akoma Ntoso, as they stand on a day.

    Parameters
    ----------
    urns
        Of acts of the State.
    folder
        Where the files go. A file that is there is not fetched again: a broken run goes on where it stopped.
    day
        The day of the text.
    site
        Address of Normattiva.
    progress
        Called with the acts done, their number, and the URN of the next.

    Returns
    -------
    list of Path
        The files, to be added to the library.

    Raises
    ------
    OfflineError
        When there is no network, or the site does not give the act.
    """
    wanted = list(urns)
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for done, urn in enumerate(wanted):
        if progress:
            progress(done, len(wanted), urn)
        path = folder / (re.sub(r"[^\w.-]+", "_", urn) + f"_{day.isoformat()}.xml")
        if not path.exists():
            data = _fetch(opener, parse_act(urn)[0].urn, day, site)
            partial = path.with_suffix(".part")
            partial.write_bytes(data)
            partial.rename(path)
        found.append(path)
    return found


def _fetch(opener: OpenerDirector, urn: str, day: date, site: str) -> bytes:
    """Ask for the act's page, read its code there, and ask for its XML."""
    page = _get(opener, f"{site}/uri-res/N2Ls?{quote(urn, safe=':;.')}").decode("utf-8", "replace")
    gazette, code = _GAZETTE.search(page), _CODE.search(page)
    if gazette is None or code is None:
        raise OfflineError(urn, "la pagina di Normattiva non dice il codice dell'atto")
    asked = f"dataGU={''.join(gazette.groups())}&codiceRedaz={code[1]}&dataVigenza={day:%Y%m%d}"
    address = f"{site}/do/atto/caricaAKN?{asked}"
    return _get(opener, address)


def _get(opener: OpenerDirector, address: str) -> bytes:
    """Ask for an address."""
    request = Request(address, headers={"User-Agent": "Ponte"})  # noqa: S310 - the site's own address
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            data: bytes = answer.read()
    except (URLError, OSError, ValueError) as error:
        raise OfflineError(address, str(getattr(error, "reason", error))) from error
    return data
