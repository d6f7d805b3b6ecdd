"""Read acts in any format in which they are found, without losing a comma."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING

from knowledge.errors import UnreadableFileError
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.readers.files import Raw, read_raw, refuse_other_zips, refuse_page

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.norms.model import Document

__all__ = ["is_act_file", "read"]

ENDINGS = {".md", ".xml", ".json", ".html", ".htm", ".pdf", ".docx", ".txt", ".csv", ".zip"}


def read(path: Path) -> list[Document]:
    """
    Read the acts that a file holds; its content, not its name, says how.

    Parameters
    ----------
    path
        A file in Akoma Ntoso, NIR 2.x, Normattiva's JSON or HTML, Markdown, HTML, PDF, DOCX, text, CSV, JSON,
        or a ZIP of such files.

    Returns
    -------
    list of Document
        At least one.

    Raises
    ------
    UnreadableFileError
        With file, place and mend, when it is no act that can be read.
    """
    return read_bytes(read_raw(path))


def read_bytes(raw: Raw) -> list[Document]:
    """Read the acts of a file already in memory; see `read`."""
    reader = _reader(raw)
    module, _, function = reader.partition(":")
    try:
        documents: list[Document] = getattr(importlib.import_module(f"knowledge.readers.{module}"), function)(
            raw
        )
    except UnreadableReferenceError as error:
        reason = f"contiene un identificativo che non nomina un atto ({error.given[:80]!r})."
        raise UnreadableFileError(raw.path, reason, "Correggi l'URN, o scarica di nuovo l'atto.") from error
    except RecursionError as error:
        raise UnreadableFileError(
            raw.path, "è annidato oltre ogni atto reale.", "Scarica l'atto dalla fonte."
        ) from error
    if not documents:
        raise UnreadableFileError(raw.path, "non contiene atti.", "Controlla che sia il file giusto.")
    return documents


def is_act_file(path: Path) -> bool:
    """Whether a file found in a folder looks like one that holds acts, by its ending."""
    return path.suffix.lower() in ENDINGS


def _reader(raw: Raw) -> str:
    """Choose the reader by what the file holds."""
    head = raw.head
    start = head[:200].lower()
    if head.startswith(b"%PDF"):
        return "pdf:read_pdf"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(raw)
    if head[:1] in b"{[" and re.match(rb"[\[{]\s*[\"{\[\]}]", head):
        return "normattiva_api:read_api" if _is_api(raw) else "tables:read_json"
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in head.lower():
        return _page(raw)
    if start.startswith((b"<?xml", b"<akomantoso", b"<nir", b"<!doctype")):
        return _xml(raw)
    if b"bodyTesto" in raw.data and b"article-num-akn" in raw.data:
        return "normattiva:read_page"
    if start.startswith(b"<"):
        return _page(raw)
    return _plain(raw)


def _zipped(raw: Raw) -> str:
    """Tell a document of Word from an archive of acts, and from what other programs save as ZIP."""
    if b"word/" in raw.data:
        return "docx:read_docx"
    refuse_other_zips(raw)
    return "normattiva_api:read_archive"


def _xml(raw: Raw) -> str:
    """Tell Akoma Ntoso from NIR and from a page saved under another name."""
    found = re.search(rb"<(?:\w+:)?(akomaNtoso|NIR|html|body)\b", raw.data[:400_000], re.IGNORECASE)
    name = found[1].lower() if found else b""
    if name == b"akomantoso":
        return "akn:read_akn"
    if name == b"nir":
        return "nir:read_nir"
    if name in {b"html", b"body"}:
        return _page(raw)
    if not raw.data.rstrip().endswith(b">") or b"<!ENTITY" in raw.data[:400_000]:
        return "akn:read_akn"  # whose parser says where it is broken
    raise UnreadableFileError(
        raw.path, "è XML, ma né Akoma Ntoso né NIR.", "Esporta l'atto da Normattiva in Akoma Ntoso."
    )


def _page(raw: Raw) -> str:
    """Tell a page of Normattiva from one of another source, and from a message of error."""
    if b"article-num-akn" in raw.data:
        return "normattiva:read_page"
    if re.search(rb"\bArt(?:icolo|\.)\s*\d", raw.data) and b"Normattiva - Errore" not in raw.data:
        return "html:read_html"
    refuse_page(raw)
    return ""


def _is_api(raw: Raw) -> bool:
    """Whether a JSON file is an answer, or an export, of Normattiva."""
    return any(
        mark in raw.data
        for mark in (b'"articoloHtml"', b'"articolato"', b'"data"', b'"message"', b'"status"')
    )


def _plain(raw: Raw) -> str:
    """Tell Markdown from a table and from plain text."""
    ending = raw.path.rpartition(".")[2].lower()
    if ending == "csv":
        return "tables:read_csv"
    head = raw.data.decode("utf-8", "replace")
    if head.lstrip("\ufeff").startswith("---\n") or re.search(r"^#{1,6}[ \t]+\S", head, re.MULTILINE):
        return "markdown:read_markdown"
    return "txt:read_txt"
