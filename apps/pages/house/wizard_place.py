"""Read what a new body types of its place and its services, with the mend of each slip."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from apps.pages.task import MissingError
from coordinator.model import vocabulary
from coordinator.model.spelling import fold
from coordinator.network.place import USUAL, Place, Region, regions
from coordinator.pathway.local_checks import LocalRulesError
from coordinator.pathway.local_keeping import keep_rules, read_rows
from coordinator.pathway.local_rules import LocalRule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apps.components.live import Act
    from coordinator.protection import Viewer
    from coordinator.store import Store

PATRON = re.compile(r"(\d{1,2})\s*(?:[/.-]\s*(\d{1,2})|\s+([a-zà-ù]+))", re.IGNORECASE)
MONTHS = ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"]


def read_place(act: Act, known: Sequence[str]) -> tuple[Region, Place]:
    """
    Read the bodies of a place.

    Parameters
    ----------
    act
        What the form sent.
    known
        Comuni of the province; empty when there is no list.

    Returns
    -------
    tuple of (Region, Place)
        Where it is, and its bodies.

    Raises
    ------
    MissingError
        In Italian, naming every field that lacks something, and the mend of each, a line each.
    """
    province = str(act.get("province") or "")
    region = next((one for one in regions() if province in one.provinces), None)
    names = _names(str(act.get("comuni") or ""))
    bodies = {"asl": _text(act, "asl"), "district": _text(act, "district"), "ambito": _text(act, "ambito")}
    faults = [
        "" if region else "Scegli la provincia: serve per l’elenco dei comuni e per le norme della regione.",
        _wrong(names, known) if names else "Scrivi almeno un comune.",
        "" if any(bodies.values()) else "Scrivi almeno un ente: la ASL, il distretto o l’Ambito.",
        _wrong_day(_text(act, "patron_day")),
    ]
    if region is None or any(faults):
        raise MissingError("\n".join(fault for fault in faults if fault))
    by_fold = {fold(one): one for one in known}
    comuni = tuple(by_fold.get(fold(name), name) for name in names)
    return region, Place(region_name(region), comuni=comuni, **bodies)


def region_name(region: Region) -> str:
    """Name a region as its acts do."""
    return "Regione Esempio" if region.id == "esempio" else f"Regione {region.name}"


def write_calendar(store: Store, region: Region, act: Act, viewer: Viewer) -> None:
    """
    Write where the body is and the day of its patron saint, on which its offices are closed.

    Parameters
    ----------
    store
        The record.
    region
        Where it is.
    act
        What the form sent: ``patron_day`` and ``patron``; both may be empty.
    viewer
        Who writes; needs to write registers.

    Raises
    ------
    MissingError
        In Italian, when the day is none.
    """
    rows = [row for row in read_rows(store, viewer) if row.kind not in {"territorio", "patrono"}]
    rows.append(LocalRule("territorio", about=f"IT-{region.id}"))
    typed = _text(act, "patron_day")
    if typed:
        rows.append(LocalRule("patrono", name=_text(act, "patron") or None, day=_patron_day(typed)))
    try:
        keep_rules(store, rows, viewer)
    except LocalRulesError as error:
        message = f"Santo patrono: {error.faults[0].what}."
        raise MissingError(message) from error


def read_services(act: Act) -> list[tuple[str, str]]:
    """
    Read which services there are.

    Parameters
    ----------
    act
        What the form sent: ``s:KIND`` for each that is ticked; ``kind`` and ``name`` of one more.

    Returns
    -------
    list of (str, str)
        Kind and name; that of one more comes last.

    Raises
    ------
    MissingError
        If the one more lacks its kind or its name.
    """
    words = vocabulary().terms["service_kinds"]
    found = [(kind, words[kind].label) for kind in USUAL if act.get(f"s:{kind}")]
    kind, name = _text(act, "kind"), _text(act, "name")
    if bool(kind) != bool(name) or (act.get("do") == "add" and not name):
        message = "Per un altro servizio servono tutti e due: che cosa è, e come si chiama."
        raise MissingError(message)
    return [*found, (kind, name)] if name else found


def _names(typed: str) -> list[str]:
    """Part the comuni that were typed."""
    return [
        re.sub(r"^comune di ", "", name.strip(), flags=re.IGNORECASE)
        for name in re.split(r"[,;\n]+", typed)
        if name.strip()
    ]


def _wrong(names: Sequence[str], known: Sequence[str]) -> str:
    """Tell the names that are of no comune, however spelled, each with its mend."""
    by_fold = {fold(one): one for one in known}
    wrong = [name for name in names if known and fold(name) not in by_fold]
    told = (f"«{name}» non è fra i comuni di questa provincia. {_mend(name, by_fold)}" for name in wrong)
    return f"Comuni: {' '.join(told)}" if wrong else ""


def _wrong_day(typed: str) -> str:
    """Tell that the day of the patron saint is none."""
    try:
        _patron_day(typed or "1/1")
    except MissingError as error:
        return str(error)
    return ""


def _mend(name: str, by_fold: Mapping[str, str]) -> str:
    """Propose the comuni whose name begins like one that is none, else the nearest in spelling."""
    longer = [one for key, one in by_fold.items() if len(name) > 3 and key.startswith(fold(name))]
    near = longer or [by_fold[key] for key in get_close_matches(fold(name), by_fold, n=1, cutoff=0.6)]
    return (
        f"Forse {' o '.join(f'«{one}»' for one in near)}?"
        if near
        else "Controlla la provincia, o come è scritto."
    )


def _patron_day(typed: str) -> str:
    """Read «26/8» or «26 agosto»."""
    found = PATRON.fullmatch(typed.strip())
    month = found and (
        found[2] or next((str(n) for n, m in enumerate(MONTHS, 1) if found[3][:3].lower() == m), None)
    )
    if not found or not month:
        message = (
            f"Santo patrono: «{typed}» non è un giorno. Scrivi giorno e mese, per esempio 26/8 o 26 agosto."
        )
        raise MissingError(message)
    return f"{int(found[1]):02}/{int(month):02}"


def _text(act: Act, name: str) -> str:
    """Read a field."""
    return " ".join(str(act.get(name) or "").split())
