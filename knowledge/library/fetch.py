"""Fetch acts from Normattiva, only when the user asks; what is already there is not fetched again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPCookieProcessor,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from knowledge.errors import FetchError, KnowledgeError, OfflineError
from knowledge.norms.acts import parse_act
from knowledge.readers.files import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from http.client import HTTPMessage
    from pathlib import Path
    from typing import IO

SITE = "https://www.normattiva.it"
SECONDS = 60
_GAZETTE = re.compile(r"dataPubblicazioneGazzetta=(\d{4})-(\d{2})-(\d{2})")
_CODE = re.compile(r"codiceRedazionale=(\w{8})")


@dataclass(slots=True)
class Fetched:
    """What came, and what did not: pairs of the act asked for and the message."""

    paths: list[Path] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def fetch_acts(
    urns: Iterable[str],
    folder: Path,
    day: date,
    site: str = SITE,
    progress: Callable[[int, int, str], None] | None = None,
) -> Fetched:
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
        Address of Normattiva, or of a copy of it: ``https://…`` or ``http://…``.
    progress
        Called with the acts done, their number, and the URN of the next.

    Returns
    -------
    Fetched
        The files, to be added to the library; an act that the site does not give stops none of the others.

    Raises
    ------
    OfflineError
        When there is no network, or the site does not answer.
    FetchError
        When the address is of another kind.
    """
    opener = _opener(site)
    wanted = list(urns)
    folder.mkdir(parents=True, exist_ok=True)
    fetched = Fetched()
    for done, urn in enumerate(wanted):
        if progress:
            progress(done, len(wanted), urn)
        path = folder / (re.sub(r"[^\w.-]+", "_", urn) + f"_{day.isoformat()}.xml")
        try:
            if not path.exists():
                _keep(path, _fetch(opener, parse_act(urn)[0].urn, day, site.rstrip("/")))
            fetched.paths.append(path)
        except OfflineError:
            raise
        except KnowledgeError as error:
            fetched.refused.append((urn, str(error)))
    if progress:
        progress(len(wanted), len(wanted), "")
    return fetched


class _SameSite(HTTPRedirectHandler):
    """Follow a redirection within the site, never to another host nor from https to http."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Refuse to be led elsewhere; the base class refuses what is neither http, https nor ftp."""
        here, there = urlsplit(req.full_url), urlsplit(newurl)
        if there.hostname != here.hostname:
            elsewhere = f"{there.scheme}://{there.netloc}"
            raise FetchError(req.full_url, f"rimanda a un altro sito ({elsewhere}), che Ponte non segue.")
        if there.scheme not in {here.scheme, "https"}:
            raise FetchError(req.full_url, f"rimanda a un indirizzo non sicuro ({there.scheme}:).")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(site: str) -> OpenerDirector:
    """Make what asks for addresses: http and https alone, with the proxy of this machine."""
    parts = urlsplit(site)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        reason = "non è l'indirizzo di un sito: comincia con «https://» o «http://»."
        raise FetchError(site, reason, "Per un file su questa macchina usa «ponte norms add FILE».")
    opener = OpenerDirector()
    for handler in (
        *(ProxyHandler(), HTTPHandler(), HTTPSHandler(), HTTPDefaultErrorHandler()),
        *(_SameSite(), HTTPErrorProcessor(), HTTPCookieProcessor(CookieJar())),
    ):
        opener.add_handler(handler)
    return opener


def _fetch(opener: OpenerDirector, urn: str, day: date, site: str) -> bytes:
    """Ask for the act's page, read its code there, and ask for its XML."""
    page = _get(opener, f"{site}/uri-res/N2Ls?{quote(urn, safe=':;.')}").decode("utf-8", "replace")
    gazette, code = _GAZETTE.search(page), _CODE.search(page)
    if gazette is None or code is None:
        raise FetchError(urn, "la pagina del sito non dice il codice dell'atto: forse l'atto non c'è.")
    asked = f"dataGU={''.join(gazette.groups())}&codiceRedaz={code[1]}&dataVigenza={day:%Y%m%d}"
    data = _get(opener, f"{site}/do/atto/caricaAKN?{asked}")
    if b"akomaNtoso" not in data[:4000]:
        raise FetchError(urn, "il sito ha risposto con una pagina che non è l'atto in Akoma Ntoso.")
    return data


def _get(opener: OpenerDirector, address: str) -> bytes:
    """Ask for an address; what comes is bounded."""
    request = Request(address, headers={"User-Agent": "Ponte"})  # noqa: S310 - http or https, by `_opener`
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            data: bytes = answer.read(MAX_BYTES + 1)
    except HTTPError as error:
        raise FetchError(address, f"il sito risponde {error.code} ({error.reason}).") from error
    except (URLError, OSError, ValueError, HTTPException) as error:
        raise OfflineError(address, str(getattr(error, "reason", error))) from error
    if len(data) > MAX_BYTES:
        raise FetchError(address, f"manda più di {MAX_BYTES // 2**20} MB, più di ogni atto.")
    return data


def _keep(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    partial = path.with_suffix(".part")
    partial.write_bytes(data)
    partial.rename(path)
