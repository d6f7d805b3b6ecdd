"""Open a file that anyone may have sent: bounded, decoded, known by what it holds and not by its name."""

from __future__ import annotations

import hashlib
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from knowledge.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 64 * 2**20  # ten times the longest act of the State
MAX_LINE = 4 * 2**20
MAX_UNPACKED = 256 * 2**20
MAX_RATIO = 200  # of a member's size to its packed size
_OTHER_ZIPS = {
    b"xl/workbook": "un foglio di calcolo",
    b"ppt/": "una presentazione",
    b"content.xml": "un documento OpenDocument",
}
_TOO_LARGE = "Se è davvero un atto, dividilo in più file."


@dataclass(frozen=True, slots=True)
class Raw:
    """A file as it is on the disk."""

    path: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Hash of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def head(self) -> bytes:
        """The first bytes, without a byte order mark and white space."""
        return self.data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()


def read_raw(path: Path) -> Raw:
    """
    Read a file of bounded size.

    Raises
    ------
    UnreadableFileError
        When it is not there, is no file, is empty or too large.
    """
    name = str(path)
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableFileError(name, "non è un file.", "Indica un file o una cartella di atti.")
        if size > MAX_BYTES:
            reason = f"è di {size // 2**20} MB, più dei {MAX_BYTES // 2**20} ammessi."
            raise UnreadableFileError(name, reason, _TOO_LARGE)
        data = path.read_bytes()
    except OSError as error:
        reason = f"non si apre ({error.strerror or error})."
        raise UnreadableFileError(name, reason, "Controlla il nome e i permessi.") from error
    if not data.strip():
        raise UnreadableFileError(name, "è vuoto.", "Scaricalo di nuovo dalla fonte.")
    return Raw(name, data)


def decode(raw: Raw) -> str:
    """
    Decode a file's text, which must be UTF-8 with lines of bounded length.

    Raises
    ------
    UnreadableFileError
        With the line, when it is not.
    """
    data = raw.data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFileError(
            raw.path,
            f"non è in UTF-8 (byte 0x{data[error.start]:02x}).",
            "Convertilo, per esempio con «iconv -f latin1 -t utf-8».",
            f"riga {line}",
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableFileError(
            raw.path, "contiene byte nulli: non è un testo.", "Scaricalo di nuovo.", f"riga {line}"
        )
    longest = max(text.split("\n"), key=len)
    if len(longest) > MAX_LINE:
        line = text[: text.index(longest)].count("\n") + 1
        reason = f"ha una riga di {len(longest):,} caratteri, più dei {MAX_LINE:,} ammessi.".replace(",", ".")
        raise UnreadableFileError(raw.path, reason, _TOO_LARGE, f"riga {line}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def unpack(raw: Raw, ending: str) -> list[Raw]:
    """
    Take the members of a ZIP archive whose name has an ending, within bounds.

    Raises
    ------
    UnreadableFileError
        When the archive is broken, or unpacks to far more than it is (a "zip bomb").
    """
    mend = "Apri l'archivio, controllalo e aggiungi i singoli file."
    try:
        with zipfile.ZipFile(BytesIO(raw.data)) as archive:
            total = 0
            for member in archive.infolist():
                total += member.file_size
                ratio = member.file_size / max(member.compress_size, 1)
                if total > MAX_UNPACKED or (ratio > MAX_RATIO and member.file_size > 2**20):
                    reason = f"si gonfia da {member.compress_size} a {member.file_size} byte."
                    raise UnreadableFileError(raw.path, reason, mend, f"elemento {member.filename}")
            return [
                Raw(f"{raw.path}!{member.filename}", archive.read(member))
                for member in archive.infolist()
                if member.filename.lower().endswith(ending)
            ]
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFileError(raw.path, f"è un archivio rotto ({error}).", mend) from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise UnreadableFileError(raw.path, f"è un archivio rotto ({error}).", mend) from error


def refuse_other_zips(raw: Raw) -> None:
    """
    Refuse what other programs save as ZIP: sheets, slides, OpenDocument.

    Raises
    ------
    UnreadableFileError
        With what it is and how to save it.
    """
    for mark, what in _OTHER_ZIPS.items():
        if mark in raw.data and b"word/" not in raw.data:
            mend = "Aprilo con il suo programma e salvalo come DOCX o PDF."
            raise UnreadableFileError(raw.path, f"è {what}, che Ponte non legge.", mend)


def refuse_page(raw: Raw) -> None:
    """
    Refuse a web page where an act was expected, saying what the page is.

    Raises
    ------
    UnreadableFileError
        Always, when the file is an HTML page or a message of error without an act.
    """
    text = raw.data[:200_000].decode("utf-8", "replace")
    title = re.search(r"<title>\s*(.*?)\s*</title>", text, re.IGNORECASE | re.DOTALL)
    name = f" («{' '.join(title[1].split())}»)" if title and title[1].strip() else ""
    error = "errore" in text.lower() or "bloccata" in text.lower()
    what = "una pagina di errore" if error else "una pagina web senza il testo di un atto"
    raise UnreadableFileError(
        raw.path,
        f"è {what}{name} salvata al posto dell'atto.",
        "Scarica di nuovo l'atto dalla fonte, poi aggiungi il file.",
    )
