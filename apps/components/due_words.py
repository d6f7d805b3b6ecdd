"""Say what is due: who must do what by when, and how long is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.words import count, curly, long_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from coordinator.pathway.day import Due

BADGES: Mapping[str, str] = {"scaduto": "alarm", "in scadenza": "note"}
"""State of what is due → the look of its badge; others have the plain one."""


def due_sentence(due: Due, names: Mapping[str, str]) -> str:
    """
    Say who must do what by when.

    Parameters
    ----------
    due
        The term, task or referral.
    names
        Of who must act, by id; one without a name here is not said.

    Returns
    -------
    str
        ``"Trasporto Il Filo deve rispondere alla richiesta (spostarsi) entro il 18 novembre 2026"``; a term and
        a task begin with what is due.
    """
    owner = names.get(due.owner or "", "")
    by = f" entro {'l’' if due.due.day in (8, 11) else 'il '}{long_day(due.due)}" if due.due else ""
    if due.kind == "invio" and owner:
        return curly(f"{owner} deve {due.what[:1].lower()}{due.what[1:]}{by}")
    return curly(f"{due.what}{by}{f', tocca a {owner}' if owner else ''}")


def time_left(due: Due, day: date) -> str:
    """Say how long is left: ``"scaduto da 2 giorni"``, ``"oggi"``, ``"fra 1 giorno"``."""
    left = due.days_left(day)
    if left is None:
        return "sospeso"
    if left == 0:
        return "oggi"
    days = count(abs(left), "giorno", "giorni")
    return f"fra {days}" if left > 0 else f"scaduto da {days}"
