"""Say which essential levels a person is due: all, or those of one system, or those that she has or lacks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.words import bare
from apps.assistant.reply import Line
from coordinator.pathway.entitlements import Status, entitlements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Reply
    from coordinator.pathway.entitlements import Entitlement

ORDER = (Status.MISSING, Status.PARTLY, Status.WAITS, Status.PLANNED, Status.TO_CHECK, Status.HAS)
SYSTEMS = {"LEA": re.compile(r" lea | sanitari "), "LEPS": re.compile(r" leps | (?<!servizi )sociali ")}
"""System of the levels → how a question names it."""

NOT_HAD = re.compile(
    r" (?:manc\w+|scopert\w+|inevas\w+|assent[ei]|carent[ei]|negat[ie]"
    r"|non (?:\w+ ){0,2}?(?:ha|ce l'ha|c'e|ci sono|copert\w+|garantit\w+|assicurat\w+|dat[ie]|attiv\w+|soddisfatt\w+"
    r"|rispettat\w+|riceve|arriva\w*|hanno)|senza) "
)
HAD = re.compile(
    r" (?:(?:ha|riceve|ottiene) gia|gia (?:ha|riceve|dat[ie]|attiv[ie])|garantit\w+|copert\w+|assicurat\w+"
    r"|soddisfatt\w+|rispettat\w+|ci sono gia|gia ci sono) "
)
SAID = {
    Status.PARTLY: re.compile(r" (?:in parte|parzial\w+) "),
    Status.WAITS: re.compile(r" (?:in attesa|attend\w+|aspett\w+) "),
    Status.TO_CHECK: re.compile(r" (?:verific\w+|controllare) "),
}
"""Whether she has it → how a question asks for those alone."""


def say_due(asked: Asked) -> Reply:
    """
    Say which essential levels a person is due, and whether she has them.

    Parameters
    ----------
    asked
        The question: "quali livelli essenziali mancano?", "solo i LEPS".

    Returns
    -------
    Reply
        Of the system and the state that it names, else of all; what is not sure to be had is never told as had.
    """
    found = entitlements(asked.store, asked.person_id, asked.day, asked.viewer)
    words = bare(asked.question)
    systems = [one for one, named in SYSTEMS.items() if named.search(words)] or list(SYSTEMS)
    among = [row for row in found.rows if row.level.system in systems]
    wanted = asked_states(words)
    rows = sorted((row for row in among if row.status in wanted), key=lambda row: ORDER.index(row.status))
    lines = [
        Line(f"{row.level.name} ({row.level.system}): {row.status.value}", asked.person_id, row.norm)
        for row in rows
    ]
    what = "Livelli essenziali" if len(systems) > 1 else f"Livelli essenziali {systems[0]}"
    head = (
        f"{what} per {asked.name}{_bound(wanted, among)}"
        if found.rows
        else found.undecided or "Non so dirlo."
    )
    links = (("Che cosa spetta", f"spettanze?persona={asked.person_id}"),)
    return asked.reply("due", head, lines, "i livelli essenziali, i percorsi e la rete", links)


def asked_states(words: str) -> Sequence[Status]:
    """
    Read whether a question asks for the levels that a person has, lacks or waits for.

    Parameters
    ----------
    words
        As `bare` writes them.

    Returns
    -------
    sequence of Status
        All where it asks for none by itself.
    """
    said = [one for one, named in SAID.items() if named.search(words)]
    if said:
        return said
    if NOT_HAD.search(words):
        return ORDER[:-1]
    return (Status.HAS,) if HAD.search(words) else ORDER


def _bound(wanted: Sequence[Status], among: Sequence[Entitlement]) -> str:
    """Say how many of the levels are in each state that is asked for."""
    if wanted == ORDER:
        return ":"
    each = [(one, sum(row.status is one for row in among)) for one in wanted]
    told = ", ".join(f"{one.value} {many}" for one, many in each if many)
    none = "" if told else "nessuno fra quelli chiesti"
    return f", su {len(among)}: {told or none}."
