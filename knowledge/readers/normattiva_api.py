"""Read what Normattiva's service gives: answers in JSON, archives of an act's versions."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from knowledge.errors import UnreadableFileError
from knowledge.norms.addresses import NORMATTIVA
from knowledge.norms.model import Document, Source, TextState
from knowledge.readers.acts import LICENCE, act_of, day_of, urn_of_title
from knowledge.readers.draft import Draft
from knowledge.readers.files import decode, unpack
from knowledge.readers.markup import parse_html
from knowledge.readers.normattiva import BLOCKS, add_bodies
from knowledge.readers.normattiva_export import read_export, read_window

if TYPE_CHECKING:
    from datetime import date

    from knowledge.readers.files import Raw


def read_api(raw: Raw) -> list[Document]:
    """
    Read an answer of Normattiva's service in JSON, or one version of its export.

    Raises
    ------
    UnreadableFileError
        When it is no JSON, an error of the service, a list of results, or an article not yet in force.
    """
    text = decode(raw)
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        place = f"riga {getattr(error, 'lineno', 1)}"
        raise UnreadableFileError(raw.path, "non è JSON valido.", "Scaricalo di nuovo.", place) from error
    if isinstance(data, dict) and isinstance(data.get("articolato"), dict):
        return [read_export(raw, data)]
    inner = data.get("data") if isinstance(data, dict) else None
    acts = _acts_in(inner)
    if not acts:
        raise UnreadableFileError(raw.path, _refusal(data), "Chiedi di nuovo l'atto, o scaricalo dal sito.")
    return [_read_answer(raw, act) for act in acts]


def read_archive(raw: Raw) -> list[Document]:
    """Read a ZIP of files: Normattiva's export of all versions of an act, or any acts."""
    from knowledge.readers import read_bytes

    members = [member for ending in (".json", ".xml", ".html", ".md") for member in unpack(raw, ending)]
    if not members:
        raise UnreadableFileError(
            raw.path, "è un archivio senza atti.", "Servono file JSON, XML, HTML o Markdown."
        )
    return [document for member in members for document in read_bytes(member)]


def _acts_in(inner: object) -> list[dict[str, Any]]:
    """Find the acts in the data of an answer."""
    if not isinstance(inner, dict):
        return []
    listed = inner.get("lista")
    acts = [inner.get("atto"), *(listed if isinstance(listed, list) else [])]
    return [act for act in acts if isinstance(act, dict) and isinstance(act.get("articoloHtml"), str)]


def _refusal(data: object) -> str:
    """Say what a JSON without an act is."""
    if not isinstance(data, dict):
        return "è JSON, ma non una risposta di Normattiva con un atto."
    message = data.get("message") or data.get("error")
    if message and not data.get("data") and not data.get("listaAtti"):
        return f"è una risposta di errore di Normattiva («{message}»), non un atto."
    return "è un elenco o un registro di Normattiva, non il testo di un atto."


def _read_answer(raw: Raw, given: dict[str, Any]) -> Document:
    """Read one act of an answer."""
    tree = parse_html(given["articoloHtml"], BLOCKS)
    if "NON ANCORA ESISTENTE O VIGENTE" in tree.stream:
        reason = "contiene un articolo che nel giorno chiesto non esisteva o non era in vigore."
        raise UnreadableFileError(raw.path, reason, "Chiedi l'articolo per un giorno successivo.")
    title = str(given.get("titolo") or "")
    urn = urn_of_title(title)
    if urn is None:
        raise UnreadableFileError(
            raw.path, f"non dice quale atto contiene (titolo «{title[:80]}»).", "Chiedilo di nuovo."
        )
    if any(node.has_class("attachment-just-text") for node in tree.root.walk()):
        urn = _code_of(urn)
    act = act_of(
        urn,
        {
            "title": re.sub(r"\s*\(\w{8}\)\s*$", "", " ".join(str(given.get("sottoTitolo") or "").split())),
            "published": _published(given),
            "text_state": TextState.EXTRACT,
        },
    )
    window = read_window(given.get("articoloDataInizioVigenza"), given.get("articoloDataFineVigenza"))
    act = replace(act, text_as_of=window.valid_from, address=NORMATTIVA + act.urn)
    source = Source(raw.path, raw.sha256, tree.stream, "normattiva", act.address, LICENCE)
    draft = Draft(source, act)
    add_bodies(draft, tree, window)
    if not draft.places:
        raise UnreadableFileError(raw.path, "non contiene articoli.", "Chiedi di nuovo l'atto.")
    return draft.finish()


def _code_of(urn: str) -> str:
    """Name the code that a decree approves, when the attachment is an article of it."""
    codes = {"1398": ":1", "262": ":2", "1443": ":1"}
    return urn + codes.get(urn.rpartition(";")[2], "")


def _published(given: dict[str, Any]) -> date | None:
    """Read the day of the Gazzetta."""
    parts = [str(given.get(name) or "") for name in ("giornoGU", "meseGU", "annoGU")]
    return day_of("-".join(parts))
