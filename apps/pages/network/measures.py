"""Show the measures of a person's network, and the five levels of integration of the district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.frame import argument
from apps.components.words import curly, long_day, sectors
from apps.pages.task import about_person, pick_person, show_task
from coordinator.network.directory import directory
from coordinator.network.integration import integration
from coordinator.network.report import measure_person
from coordinator.protection.disclosure import FEWEST

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from coordinator.network.measures import Measure

GROUPS = (
    ("Come è fatta la rete", ("size", "density", "composition", "diversity", "ei_index", "ei_rescaled")),
    (
        "Da chi passa",
        ("constraint", "effective_size", "articulation_points", "fragmentation", "brokerage"),
    ),
    (
        "Quanto sono continue le cure, nell’ultimo anno",
        ("upc", "coc", "fragmentation_of_care", "mmci", "secon", "hhi", "entropy"),
    ),
)
INPUTS = {
    "parties": "parti",
    "ties": "legami",
    "possible": "coppie possibili",
    "counts": "parti per settore",
    "groups": "settori",
    "external": "legami fra settori diversi",
    "internal": "legami nello stesso settore",
    "possible_external": "coppie di settori diversi",
    "possible_internal": "coppie dello stesso settore",
    "contacts": "contatti",
    "party": "visto da",
    "pairs": "coppie",
    "joined": "di cui legate",
    "visits": "contatti",
    "providers": "riferimenti",
    "same_as_before": "come la volta prima",
    "persons": "persone guardate",
    "with_both": "seguite dagli uni e dagli altri",
    "missing": "coppie senza",
    "patterns": "percorsi",
}
PERCENT = frozenset({"institutional", "planning", "professional", "managerial", "community"})


def show_measures(desk: Desk) -> None:
    """Fill the document with the measures of a person's network."""
    person_id = argument("id")
    lead = "Ogni misura dice il valore o perché non c’è, i dati da cui viene, la formula e la fonte."
    if not person_id:
        pick_person(desk, "misure", "Misure della rete", lead)
        return
    record, name = about_person(desk, person_id)
    measures = {one.name: one for one in measure_person(desk.store, person_id, desk.today(), desk.viewer())}
    names = {span.other_id: span.other_name for span in record.spans} | {person_id: record.party.name}
    shown = [
        (title, [describe(measures[key], names) for key in keys if key in measures]) for title, keys in GROUPS
    ]
    show_task(
        desk,
        "misure",
        f"Misure della rete di {name}",
        lead,
        body="network/measures.html",
        record=record,
        groups=shown,
        day=long_day(desk.today()),
    )


def show_integration(desk: Desk) -> None:
    """Fill the document with the five levels of integration of the district."""
    found = integration(desk.store, desk.today(), desk.viewer())
    names = {one.id: one.name for one in directory(desk.store, desk.viewer())}
    show_task(
        desk,
        "integrazione",
        "I cinque livelli di integrazione",
        "Quanto enti, servizi, professionisti e comunità lavorano insieme sulle stesse persone.",
        body="network/integration.html",
        here="servizi",
        levels=[describe(one, names) for one in found.values()],
        day=long_day(desk.today()),
    )


def describe(measure: Measure, names: dict[str, str]) -> dict[str, Any]:
    """
    Say a measure: its value or that data are too few, its inputs, formula and source.

    Parameters
    ----------
    measure
        The measure.
    names
        Id → name, for inputs that name parties.

    Returns
    -------
    dict
        Words in Italian; ``value`` is empty where there is none.
    """
    state = {"ok": "", "insufficient": "dati insufficienti", "undefined": "non calcolabile"}
    missing = [
        " e ".join(names.get(party, party) for party in pair) for pair in measure.inputs.get("missing", ())
    ]
    return {
        "label": measure.label,
        "value": _number(measure),
        "state": state[measure.status],
        "sentence": curly(measure.sentence).replace(" %", "\N{NO-BREAK SPACE}%"),
        "caution": curly(measure.caution),
        "formula": measure.formula,
        "source": measure.source,
        "inputs": [
            f"{INPUTS.get(key, key)}: {_input(value, names)}"
            for key, value in measure.inputs.items()
            if key != "missing"
        ],
        "missing": missing,
    }


def _number(measure: Measure) -> str:
    """Write a value that is one number; what counts many things is told by its sentence."""
    value = measure.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if measure.name in PERCENT:
        few = measure.status != "ok" or measure.inputs["joined"] is None
        return "" if few else f"{100 * value:.0f}\u00a0%"
    return str(value) if isinstance(value, int) else f"{value:.2f}".replace(".", ",").replace("-", "−")


def _input(value: object, names: dict[str, str]) -> str:
    """Write what entered a measure; None: too few persons to be told."""
    if value is None:
        return f"meno di {FEWEST}"
    if isinstance(value, dict):
        labels = sectors()
        return ", ".join(f"{labels.get(key, key)} {number}" for key, number in value.items())
    return names.get(str(value), str(value))
