"""Read the indicators of the territory as a table: each with what it is, how it is counted, and why it is not shown."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal
from apps.assistant.tables.cells import kind, text
from apps.assistant.tables.table import UNWRITTEN, Cell, Row
from apps.components.figures import FROM_0_TO_1, interval, number, said
from apps.components.path_words import norm_words
from apps.components.words import count, long_day, place_name
from coordinator.model import vocabulary
from coordinator.protection.disclosure import FEWEST
from coordinator.territory.indicator import definitions
from coordinator.territory.intervals import FIVE, WHOLE
from coordinator.territory.view import territory_view

if TYPE_CHECKING:
    from apps.assistant.whom.scene import Scene
    from coordinator.territory.indicator import Indicator
    from coordinator.territory.view import TerritoryView

LETTERS = 7
"""Letters at least of a word by which alone an indicator is called."""

EVERYWHERE = "tutto il territorio"
"""What an indicator of all is of."""

UNITS = {
    "giorni": "giorni",
    "per cento": "percento",
    FROM_0_TO_1: "quota",
    "persone": "persone",
    "posti": "posti",
}
"""Unit of an indicator → the word by which it is asked for."""

SHOWN = {
    "ok": "si mostra: i casi bastano",
    "insufficient": "si mostra, con l’avviso «dati pochi»: i casi sono meno di quanti ne servono per fidarsi",
    "hidden": f"non si mostra: conta meno di {FEWEST} persone, e si potrebbe capire chi sono",
    "undefined": "non si calcola: i dati non bastano a dirlo",
}
"""Status of an indicator → whether it is shown, and why."""

COUNTED = {
    "in_care": ("persona in carico", "persone in carico"),
    "services": ("servizio", "servizi"),
    "districts": ("distretto", "distretti"),
}
"""What else an indicator may be counted on."""

GOOD = {"less": -1.0, "more": 1.0, "": 0.0}
"""Which way is good → by what a value is multiplied so that more is better."""


def read_indicators(scene: Scene, _person_id: str) -> list[Row]:
    """
    Read the indicators of the territory as rows, those of each comune, service and need too.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day.
    _person_id
        Of nobody: they are numbers.

    Returns
    -------
    list of Row
        As they were computed last; empty where nobody has computed them. Small counts stay hidden.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the territory.
    """
    view = territory_view(scene.store, scene.day, scene.viewer)
    return [_row(view, one) for one in view.indicators] if view is not None else []


def _row(view: TerritoryView, one: Indicator) -> Row:
    """Write one indicator of one group."""
    what, where = one.definition, _where(view, one)
    system = str(one.inputs.get("system", ""))
    norm = str(one.inputs.get("norm") or (what.source if what.source.startswith("urn:") else ""))
    cells = {
        "name": text(what.label if one.among == "tutti" else f"{what.label}, {where}"),
        "indicator": text(what.label),
        "about": kind(_about(one.id), what.label),
        "where": text(where),
        "among": kind(one.among, one.among),
        "value": Cell(said(one), None if one.inputs.get("below") else one.value),
        "good": _good(one),
        "interval": text(interval(one)),
        "cases": _cases(one),
        "late": text(number(one.inputs["p90"]) if one.inputs.get("p90") is not None else ""),
        "open": text(number(one.inputs["open"]) if one.inputs.get("open") is not None else ""),
        "status": kind(one.status, SHOWN[one.status]),
        "definition": text(what.definition.rstrip(".")),
        "formula": text(what.formula),
        "source": text(norm_words(what.source)),
        "norm": text(norm_words(norm) if norm else ""),
        "least": _least(one),
        "small": text(what.small_cells.rstrip(".")),
        "caution": text(what.caution.rstrip(".")),
        "better": text({"less": "meglio se è basso", "more": "meglio se è alto"}.get(what.better, "")),
        "unit": kind(UNITS.get(what.unit, what.unit), what.unit),
        "system": kind(system.casefold(), system),
        "made": text(long_day(view.made_at.astimezone().date())),
    }
    called = _called().get(one.id, ()) if one.among == "tutti" else ()
    return Row(cells, page="governo", called=called)


@cache
def _called() -> dict[str, tuple[str, ...]]:
    """Find the words by which alone indicators are called: "professionale", "sovraccarico"."""
    words = {
        key: {word for word in normal(one.label).replace("-", " ").split() if len(word) >= LETTERS}
        for key, one in definitions().items()
    }
    many = Counter(word for own in words.values() for word in own)
    return {key: tuple(sorted(word for word in own if many[word] == 1)) for key, own in words.items()}


def _where(view: TerritoryView, one: Indicator) -> str:
    """Name the group of which an indicator is."""
    if one.among == "tutti":
        return EVERYWHERE
    if one.among == "comune":
        return place_name(one.group)
    if one.among == "bisogno":
        return vocabulary().label("needs", one.group)
    return str(one.inputs.get("name") or view.names.get(one.group) or one.group or "dove non è scritto")


def _about(key: str) -> str:
    """Say of what sort an indicator is."""
    if key in (*FIVE, WHOLE):
        return "tempi"
    return key.partition("_")[0] if key.startswith("integrazione") else key


def _good(one: Indicator) -> Cell:
    """Weigh how good a value is, where it is known which way is good."""
    way = GOOD[one.definition.better]
    if one.value is None or not way or one.inputs.get("below"):
        return UNWRITTEN
    return Cell(said(one), way * one.value)


def _cases(one: Indicator) -> Cell:
    """Say on how many an indicator is counted; few are not told."""
    many = one.inputs.get("n")
    if many is not None:
        return Cell(f"su {number(many)}", float(many))
    if one.status == "hidden":
        return Cell(f"su quanti casi non si mostra: sono meno di {FEWEST}")
    for key, words in COUNTED.items():
        if (held := one.inputs.get(key)) is not None:
            return Cell(f"su {count(held, *words)}", float(held))
    return UNWRITTEN


def _least(one: Indicator) -> Cell:
    """Say how many cases are needed, and whether they are there."""
    least, many = one.definition.minimum, one.inputs.get("n")
    if not least:
        return Cell("non ha un minimo di casi")
    met = "" if many is None else f": qui {number(many)}, {'bastano' if many >= least else 'non bastano'}"
    return Cell(f"servono almeno {least} casi{met}", float(least))
