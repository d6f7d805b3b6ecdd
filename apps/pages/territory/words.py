"""Say in Italian what a territory asks to be looked at: a number, a sentence, and where to go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from apps.components.figures import number, per_cent
from apps.components.words import curly, place_name
from coordinator.model import vocabulary
from coordinator.protection.disclosure import FEWEST
from coordinator.territory.indicator import definitions

if TYPE_CHECKING:
    from coordinator.territory.signals import Signal
    from coordinator.territory.view import TerritoryView

STEPS = {
    "contatto_triage": ("dalla segnalazione", "alla presa in carico del PUA"),
    "triage_uvm": ("dal PUA", "alla UVM"),
    "uvm_pai": ("dalla UVM", "al piano attivo"),
    "pai_prestazione": ("dal piano", "alla prima prestazione"),
    "prestazione_verifica": ("dalla prima prestazione", "alla verifica"),
}
KINDS = {
    "ritardo": "Tempi",
    "sovraccarico": "Servizi",
    "scoperto": "Bisogni",
    "disparita": "Equità",
    "scaduti": "Scadenze",
    "senza_nessuno": "Responsabili",
    "legame": "Raccordo",
}


FEW = f"meno di {FEWEST}"
"""Some, of whom no number is shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to look at, as a page says it."""

    kind: str
    number: str
    unit: str
    sentence: str
    href: str
    go: str  # what the link is called


def name_of(view: TerritoryView, group: str) -> str:
    """
    Name a group as people do.

    Parameters
    ----------
    view
        Of the territory.
    group
        Id of a district, area of a comune, or empty.

    Returns
    -------
    str
        E.g. ``"Ambito territoriale di Valdoria"``.
    """
    return view.names.get(group) or place_name(group) or "luogo non scritto"


def tell(signal: Signal, view: TerritoryView) -> Told:
    """
    Say one thing to look at.

    Parameters
    ----------
    signal
        What was found.
    view
        Of the territory.

    Returns
    -------
    Told
        In Italian.
    """
    return TELLERS[signal.kind](signal, view)


def _late(one: Signal, view: TerritoryView) -> Told:
    """Say that a district waits longer than the others."""
    first, last = STEPS[one.numbers["interval"]]
    median, elsewhere = number(one.numbers["median"]), number(one.numbers["elsewhere"])
    waiting = f" Aspettano in {number(one.numbers['open'])}." if one.numbers["open"] else ""
    sentence = (
        f"{name_of(view, one.where)}: {first} {last} metà delle persone aspetta {median} giorni o più, "
        f"altrove {elsewhere}.{waiting}"
    )
    return Told(KINDS[one.kind], median, "giorni", sentence, "governo?per=distretto#tempi", "Guarda i tempi")


def _overloaded(one: Signal, view: TerritoryView) -> Told:
    """Say that a service follows more persons than it has places."""
    what = one.numbers
    queue = f", e in lista ce ne sono {number(what['queue'])}" if what.get("queue") else ""
    persons, places = number(what["in_care"]), number(what["capacity"])
    sentence = f"{what['name']}: segue circa {persons} persone con {places} posti{queue}."
    load = per_cent(round(what["load"]))
    return Told(KINDS[one.kind], load, "dei posti", sentence, f"intorno?id={one.where}", "Apri il servizio")


def _uncovered(one: Signal, view: TerritoryView) -> Told:
    """Say that a need has neither service nor place in a comune."""
    what = one.numbers
    need = curly(vocabulary().label("needs", what["need"]))
    free = round(what["free"])
    none = "meno di un posto libero per loro" if what["free"] else "nessun posto libero"
    places = f"posti liberi per {number(free)}" if free else none
    where, unserved, gap = name_of(view, one.where), _few_or(what["unserved"]), round(what["gap"])
    sentence = f"{where}, «{need}»: {unserved} persone senza un servizio, {places}."
    href = f"governo?bisogno={what['need']}&verso={quote(one.where)}#ore"
    return Told(
        KINDS[one.kind],
        _few_or(gap),
        "posti che mancano",
        sentence,
        href,
        "Prova a spostare ore",
    )


def _few_or(persons: float) -> str:
    """Write a number of persons, or that they are too few to be counted."""
    return FEW if 0 < persons < FEWEST else number(persons)


def _unequal(one: Signal, view: TerritoryView) -> Told:
    """Say that in a comune fewer needs are met than chance explains."""
    value, expected = (per_cent(round(one.numbers[key])) for key in ("value", "expected"))
    part = (
        f"{FEW} bisogni su circa {number(one.numbers['n'])}"
        if one.numbers.get("below")
        else f"il {value} dei bisogni"
    )
    sentence = (
        f"{name_of(view, one.where)}: un servizio segue {part}, nel territorio il {expected}. "
        "Il caso non lo spiega."
    )
    fewer = number(one.persons)
    href = "governo?per=comune#equita"
    return Told(KINDS[one.kind], fewer, "bisogni seguiti in meno", sentence, href, "Confronta i comuni")


def _overdue(one: Signal, view: TerritoryView) -> Told:
    """Say how many open paths are late."""
    if one.numbers.get("few"):
        of = f", su circa {number(one.numbers['n'])}," if one.numbers.get("n") else ""
        some = f"Meno di {FEWEST} percorsi aperti{of} hanno un termine già passato."
        return Told(KINDS[one.kind], FEW, "percorsi", some, "giornata", "Apri la giornata")
    late, of = number(one.numbers["k"]), number(one.numbers["n"])
    sentence = f"{late} percorsi aperti su {of} hanno un termine già passato."
    return Told(KINDS[one.kind], late, "percorsi", sentence, "giornata", "Apri la giornata")


def _alone(one: Signal, view: TerritoryView) -> Told:
    """Say how many of the late ones nobody answers for."""
    if one.numbers.get("few"):
        some = "Fra i percorsi in ritardo c’è chi non ha né un case manager né chi se ne occupa."
        return Told(KINDS[one.kind], FEW, "percorsi", some, "giornata", "Apri la giornata")
    many = number(one.numbers["k"])
    sentence = f"Dei percorsi in ritardo, {many} non hanno né un case manager né chi se ne occupa."
    return Told(KINDS[one.kind], many, "percorsi", sentence, "giornata", "Apri la giornata")


def _unlinked(one: Signal, view: TerritoryView) -> Told:
    """Say that a district lacks a procedure that the others have."""
    first, second = (vocabulary().terms["service_kinds"][kind].label for kind in one.numbers["kinds"])
    sentence = (
        f"{name_of(view, one.where)}: nessuna procedura comune fra {first} e {second}. "
        f"L’hanno {one.numbers['elsewhere']} degli altri {one.numbers['of']} territori."
    )
    return Told(KINDS[one.kind], "0", "procedure", sentence, "protocolli", "Scrivi un accordo")


TELLERS = {
    "ritardo": _late,
    "sovraccarico": _overloaded,
    "scoperto": _uncovered,
    "disparita": _unequal,
    "scaduti": _overdue,
    "senza_nessuno": _alone,
    "legame": _unlinked,
}


def label_of(name: str) -> str:
    """Return what an indicator is called."""
    return definitions()[name].label
