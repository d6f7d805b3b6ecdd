"""Show at a prompt what is Ponte's own: what is open and may be asked of it, and the persons found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.words import long_day, role_label
from coordinator.display import table

if TYPE_CHECKING:
    from datetime import date

    from coordinator.model import Person
    from coordinator.protection import Viewer

VERBS = (
    ("ponte.find(PAROLE)", "le persone con quel nome, e il loro id"),
    ("ponte.map(PERSONA)", "la mappa della pagina: «selected» è chi scegli"),
    ("ponte.ask(DOMANDA, person=PERSONA)", "come nella chat, sulle norme o su di lei"),
    ("ponte.case(PERSONA)", "il suo percorso, l’ultimo aperto"),
    ("ponte.territory()", "gli indicatori della pagina «Governo»"),
    ("ponte.page(NOME, id=PERSONA)", "un collegamento a una pagina su questo archivio"),
    ("ponte.command(…)", "un comando di «ponte» su questo archivio"),
    ("ponte.close()", "chiude tutto"),
)


def opened(place: str, viewer: Viewer, day: date) -> str:
    """
    Say what is open, for whom, and what may be asked of it.

    Parameters
    ----------
    place
        Where the store is, in words.
    viewer
        Who asks.
    day
        The day that answers hold for.

    Returns
    -------
    str
        HTML of a table of verbs.
    """
    what = f"{viewer.user}, {role_label(viewer.role)}, per lo scopo «{viewer.purpose}», al {long_day(day)}"
    return table(f"Archivio {place}: {what}", ("si scrive", "dà"), VERBS)


class People(list["Person"]):
    """Persons of the record, which a notebook shows with their ids."""

    def _repr_html_(self) -> str:
        """Show who they are, and the id to go on with."""
        rows = [
            (one.id, f"{one.given_name} {one.family_name}", f"{one.born_on:%Y}" if one.born_on else "")
            for one in self
        ]
        return table("Persone", ("id", "nome", "nata o nato nel"), rows)
