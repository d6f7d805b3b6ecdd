"""Say how something is done in Ponte, and what may be asked."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from apps.assistant.reply import Line, Reply
from apps.assistant.route import HELP, normal

ABLE = (
    "Rispondo sulle norme, citando atto e comma: «Chi predispone il progetto individuale?»",
    "Rispondo su una persona, dai dati: «Chi segue Ada Serravalle?», «Quale termine sta correndo?», "
    "«Che cosa manca per chiudere la UVM?», «Quanto resta del budget?»",
    "Provo le ipotesi: «Chi resta sola se manca Lucia?»",
    "Dico che cosa ti aspetta: «Che cosa devo fare oggi?»",
    "Propongo di scrivere una riga di diario, un invio, un legame, o di mettere da parte un rilievo: "
    "scrivo solo dopo il tuo sì, e si può annullare.",
)


def say_how(question: str) -> Reply:
    """
    Say how to do something in Ponte.

    Parameters
    ----------
    question
        The question.

    Returns
    -------
    Reply
        The lines that fit, or what can be asked.
    """
    words = normal(question)
    fits = [row for row in _guide() if any(_fits(cue, words) for cue in row["cues"])]
    if not fits:
        return Reply(HELP, "Ecco che cosa posso fare:", tuple(Line(text) for text in ABLE))
    lines = tuple(Line(row["says"], page=row["page"]) for row in fits[:2])
    return Reply(HELP, "Ecco come si fa:", lines)


def _fits(cue: str, words: str) -> bool:
    """Say whether each part of a cue begins a word."""
    return all(f" {part}" in words or f"'{part}" in words for part in cue.split("+"))


@cache
def _guide() -> list[dict[str, Any]]:
    """Read the guide once."""
    text = files("apps.assistant").joinpath("guide.yaml").read_text(encoding="utf-8")
    return list(yaml.safe_load(text))
