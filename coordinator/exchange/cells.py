"""Read one cell of a register, or say in Italian what is wrong with it and how to mend it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from coordinator.errors import BadTaxCodeError
from coordinator.model import PREFIXES, vocabulary
from coordinator.model.hours import BadHoursError, read_hours, write_hours
from coordinator.model.identifiers import read_tax_code

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from coordinator.exchange.registers import Column

YES, NO = {"sì", "si", "s", "vero", "true", "1", "x"}, {"no", "n", "falso", "false", "0", ""}
DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y")
DAY_MASK = "2026-03-31"
LEVELS = ("LEA", "LEPS")
SEXES = ("F", "M", "X")
PARTY_PREFIXES = frozenset(PREFIXES.values())
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be run as a formula by a spreadsheet."""


class CellError(ValueError):
    """A cell cannot be read; its message is shown to who filled it in."""


def read_cell(column: Column, cell: object) -> Any:  # noqa: ANN401 - each column holds its own type
    """
    Read one cell.

    Parameters
    ----------
    column
        What the cell may hold.
    cell
        Text of a CSV, or a value of a spreadsheet.

    Returns
    -------
    object
        The value; None for an empty cell.

    Raises
    ------
    CellError
        If the cell holds something else, or nothing where something must be.
    """
    text = plain(cell)
    if not text:
        if column.required:
            message = "manca: è obbligatorio"
            raise CellError(message)
        return False if column.holds == "flag" else None
    return READERS[column.holds](column, text)


def plain(cell: object) -> str:
    """
    Write a cell as trimmed text, without the mark that keeps it from being a formula.

    Parameters
    ----------
    cell
        Text, number, day or None.

    Returns
    -------
    str
        Empty for None; days as 2026-03-31; whole numbers without a point.
    """
    if cell is None or cell == "":
        return ""
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == datetime.min.time() else cell).isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return text[1:] if text[:1] == "'" and text[1:2] in RISKY and text[1:2] else text


def safe(value: object) -> str:
    """
    Write a value as a cell that no spreadsheet runs as a formula.

    Parameters
    ----------
    value
        What a row holds.

    Returns
    -------
    str
        Days as 2026-03-31, lists with semicolons, a quote before what would be a formula.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    text = str(value)
    return f"'{text}" if text.startswith(RISKY) else text


def _text(column: Column, text: str) -> str:
    if column.most is not None and len(text) > column.most:
        message = f"è lungo {len(text)} caratteri: al massimo {column.most:g}"
        raise CellError(message)
    return text


@lru_cache(maxsize=65_536)
def _day(_column: Column, text: str) -> date:
    if len(text) == len(DAY_MASK) and text[4] == text[7] == "-":
        with suppress(ValueError):
            return date.fromisoformat(text)
    for form in DAY_FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    message = f"{text!r} non è un giorno: scrivilo come 2026-03-31 oppure 31/03/2026"
    raise CellError(message)


@lru_cache(maxsize=4_096)
def _instant(_column: Column, text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        message = f"{text!r} non è un momento: scrivilo come 2026-03-31T09:30:00+00:00"
        raise CellError(message) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _number(column: Column, text: str) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        message = f"{text!r} non è un numero"
        raise CellError(message) from None
    if not 0 <= number <= (column.most or number):
        message = f"{text} non va bene: un numero da 0 a {column.most:g}"
        raise CellError(message)
    return number


def _integer(column: Column, text: str) -> int:
    number = _number(column, text)
    if number != int(number):
        message = f"{text} non è un numero intero"
        raise CellError(message)
    return int(number)


def _flag(_column: Column, text: str) -> bool:
    word = text.lower()
    if word in YES | NO:
        return word in YES
    message = f"{text!r}: scrivi sì oppure no"
    raise CellError(message)


def _known(text: str, known: Collection[str]) -> str:
    """Find a word of a list by its id."""
    word = text.lower().replace(" ", "_")
    if word in known:
        return word
    near = get_close_matches(word, known, n=3, cutoff=0.5)
    message = f"{text!r} non è fra le parole ammesse: " + (
        f"forse {', '.join(near)}?" if near else ", ".join(known)
    )
    raise CellError(message)


def _word(column: Column, text: str) -> str:
    return _known(text, vocabulary().terms[column.words])


def _words(column: Column, text: str) -> list[str]:
    known = vocabulary().terms[column.words]
    return [_known(word.strip(), known) for word in text.split(";") if word.strip()]


def _tie_kind(_column: Column, text: str) -> str:
    kinds = vocabulary()
    return text if text in kinds.kinds else _known(text, [*kinds.kinds, *kinds.reversed_kinds])


def _one_of(*words: str) -> Callable[[Column, str], str]:
    def read(_column: Column, text: str) -> str:
        if text.upper() in words:
            return text.upper()
        message = f"{text!r}: scrivi {' oppure '.join(words)}"
        raise CellError(message)

    return read


def _party(_column: Column, text: str) -> str:
    if text.partition(":")[0] in PARTY_PREFIXES and len(text) <= 60:
        return text
    message = f"{text!r} non è un codice: comincia con {', '.join(f'{p}:' for p in sorted(PARTY_PREFIXES))}"
    raise CellError(message)


def _parties(column: Column, text: str) -> list[str]:
    return [_party(column, word.strip()) for word in text.split(";") if word.strip()]


def _tax_code(_column: Column, text: str) -> str:
    try:
        return read_tax_code(text).code
    except BadTaxCodeError:
        message = "non è un codice fiscale, né STP o ENI con 13 cifre: ricopialo dalla tessera"
        raise CellError(message) from None


def _digits(count: int, needed: str) -> Callable[[Column, str], str]:
    """Read a code of digits, whose first zeros a spreadsheet may have dropped."""

    def read(_column: Column, text: str) -> str:
        if text.isascii() and text.isdigit() and len(text) <= count:
            return text.zfill(count)
        message = f"{text!r} non va bene: {needed}"
        raise CellError(message)

    return read


def _province(_column: Column, text: str) -> str:
    if len(text) == 2 and text.isascii() and text.isalpha():
        return text.upper()
    message = f"{text!r} non è la sigla di una provincia: due lettere, come LE"
    raise CellError(message)


def _degrees(column: Column, text: str) -> float:
    with suppress(ValueError):
        degrees = float(text.replace(",", "."))
        if column.most is not None and abs(degrees) <= column.most:
            return degrees
    message = f"{text!r} non va bene: gradi con la virgola, da -{column.most:g} a {column.most:g}"
    raise CellError(message)


def _hours(column: Column, text: str) -> str:
    try:
        return _text(column, write_hours(read_hours(_text(column, text))))
    except BadHoursError as error:
        raise CellError(str(error)) from None


READERS: dict[str, Callable[[Column, str], Any]] = {
    "text": _text,
    "id": _text,
    "day": _day,
    "instant": _instant,
    "integer": _integer,
    "number": _number,
    "flag": _flag,
    "word": _word,
    "words": _words,
    "tie_kind": _tie_kind,
    "level": _one_of(*LEVELS),
    "sex": _one_of(*SEXES),
    "party": _party,
    "parties": _parties,
    "tax_code": _tax_code,
    "istat": _digits(6, "il codice ISTAT del comune ha 6 cifre, come 075035"),
    "postal": _digits(5, "il CAP ha 5 cifre"),
    "province": _province,
    "degrees": _degrees,
    "hours": _hours,
}
