"""Say in Italian what a column of a register holds, and which words it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.model import vocabulary

if TYPE_CHECKING:
    from coordinator.exchange.registers import Column

HOLDS = {
    "text": "testo",
    "day": "un giorno: 31/03/2026 o 2026-03-31",
    "instant": "un momento: 2026-03-31T09:30; di solito si lascia vuoto",
    "integer": "un numero intero",
    "number": "un numero, con la virgola o il punto",
    "flag": "sì oppure no",
    "party": "il codice di una persona, servizio o ente: per:, svc:, ist:, pra:, com:, hou:",
    "parties": "più codici, separati da punto e virgola",
    "id": "il codice con cui il vostro ufficio la conosce; una volta sola",
    "sex": "F, M oppure X",
    "tax_code": "codice fiscale, STP o ENI",
    "level": "LEA oppure LEPS",
    "istat": "il codice ISTAT del comune: 6 cifre, come 075035",
    "postal": "il CAP: 5 cifre",
    "province": "la sigla della provincia: due lettere",
    "degrees": "gradi con la virgola, come 40,3523",
    "hours": "giorni e ore: lun-ven 08:00-13:00; mar 14:30-17:00",
}


def choices(column: Column) -> list[str]:
    """
    List the words that a column takes.

    Parameters
    ----------
    column
        Of a register.

    Returns
    -------
    list of str
        Empty when it takes no list of words.
    """
    if column.holds in {"word", "words"}:
        return list(vocabulary().terms[column.words])
    if column.holds == "tie_kind":
        return [*vocabulary().kinds, *vocabulary().reversed_kinds]
    return {"sex": ["F", "M", "X"], "level": ["LEA", "LEPS"], "flag": ["sì", "no"]}.get(column.holds, [])


def explain(column: Column) -> str:
    """
    Say in Italian what a column holds.

    Parameters
    ----------
    column
        Of a register.

    Returns
    -------
    str
        With whether it must be filled in, and the words that it takes.
    """
    words = choices(column)
    several = " (più d’una, separate da punto e virgola)" if column.holds == "words" else ""
    what = HOLDS.get(column.holds) or f"una di queste parole{several}: {', '.join(words)}"
    if column.most is not None and column.holds in {"integer", "number"}:
        what += f", da 0 a {column.most:g}"
    return f"{'Obbligatorio' if column.required else 'Facoltativo'}: {what}."
