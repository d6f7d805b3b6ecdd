"""Word for the screen what a refusal tells to do: the pages of Ponte instead of its commands."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.answer import Answer

REGIONS = {
    "della ": "Lombardia Toscana Puglia Campania Sicilia Sardegna Liguria Calabria Basilicata Valle",
    "dell’": "Emilia Umbria Abruzzo",
    "del ": "Piemonte Lazio Veneto Molise Friuli",
    "delle ": "Marche",
}
PAGES = (
    (r",? e indica il territorio con `--territory`", ", e scrivi il territorio nella domanda"),
    (r"con `ponte norms add[^`]*`", "dalla pagina Norme"),
    (r"con `--on`", "scrivendolo nella domanda"),
    (r"`ponte norms add[^`]*`", "la pagina Norme"),
)


def worded_for_screen(text: str) -> str:
    """
    Replace commands by pages, and "di Lombardia" by "della Lombardia".

    Parameters
    ----------
    text
        What a refusal says.

    Returns
    -------
    str
        The same, for someone who sees pages and no terminal.
    """
    for command, words in PAGES:
        text = re.sub(command, words, text)
    for article, names in REGIONS.items():
        text = re.sub(rf"\bdi (?=(?:{names.replace(' ', '|')})\b)", article, text)
    return text


def for_screen(answer: Answer) -> Answer:
    """
    Word an answer's refusal for the screen.

    Parameters
    ----------
    answer
        As the norms gave it.

    Returns
    -------
    Answer
        The same when nothing is refused.
    """
    refusal = getattr(answer, "refusal", None)
    if refusal is None:
        return answer
    said = replace(refusal, message=worded_for_screen(refusal.message), hint=worded_for_screen(refusal.hint))
    return replace(answer, refusal=said)
