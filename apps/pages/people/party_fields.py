"""Say which data a form asks of each kind of party: label, what it holds, example."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from apps.components.words import curly
from coordinator.model import vocabulary


@dataclass(frozen=True, slots=True)
class Field:
    """One datum of a form."""

    name: str
    label: str
    holds: str = "text"  # text, day, integer, word, words
    required: bool = False
    hint: str = ""
    terms: tuple[tuple[str, str], ...] = ()


LABELS = {
    "given_name": "Nome",
    "family_name": "Cognome",
    "sex": "Sesso",
    "born_on": "Data di nascita",
    "died_on": "Data di morte",
    "tax_code": "Codice fiscale, STP o ENI",
    "area": "Zona",
    "phone": "Telefono",
    "detail": "Una riga sotto il nome",
    "name": "Nome",
    "address": "Indirizzo",
    "profession": "Professione",
    "email": "Posta elettronica",
    "service_kind": "Tipo di servizio",
    "life_domain": "Ambito di vita",
    "level_kind": "Livello essenziale",
    "eligibility": "Requisiti",
    "documents": "Documenti da portare",
    "cost": "Costo per la persona",
    "min_age": "Età minima",
    "max_age": "Età massima",
    "capacity": "Posti",
    "places_free": "Posti liberi",
    "waiting_days": "Giorni di attesa",
    "checked_on": "Dati verificati il",
    "needs": "A quali bisogni può rispondere",
    "city": "Comune",
    "comune_code": "Codice ISTAT del comune",
    "postal_code": "CAP",
    "province": "Provincia",
    "latitude": "Latitudine",
    "longitude": "Longitudine",
    "accessibility": "Come ci si arriva e si entra",
    "opening_hours": "Orari di apertura",
    "institution_kind": "Tipo di ente",
    "community_kind": "Tipo di gruppo",
    "sector": "Settore",
    "hidden": "Riservata",
}
GROUPS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "persona": (
        ("Chi è", ("family_name", "given_name", "born_on", "tax_code", "sex", "area", "phone")),
        ("Altro", ("died_on", "detail")),
    ),
    "servizio": (
        ("Che cosa è", ("name", "service_kind", "life_domain", "level_kind", "phone", "area")),
        ("Per chi", ("eligibility", "documents", "cost", "min_age", "max_age", "needs")),
        (
            "Dove e quando",
            (
                *("address", "city", "postal_code", "province", "comune_code"),
                *("accessibility", "opening_hours"),
            ),
        ),
        ("Quanto posto c’è", ("capacity", "places_free", "waiting_days", "checked_on")),
    ),
    "ente": (("Che cosa è", ("name", "institution_kind", "area")),),
    "comunita": (("Che cosa è", ("name", "community_kind", "area")),),
    "professionista": (("Chi è", ("name", "profession", "phone", "email")),),
    "nucleo": (("Dove vive", ("name", "address", "area")),),
}
DAYS = {"born_on", "died_on", "checked_on"}
NUMBERS = {"min_age", "max_age", "capacity", "places_free", "waiting_days"}
WORDS = {
    "profession": "professions",
    "service_kind": "service_kinds",
    "life_domain": "life_domains",
    "institution_kind": "institution_kinds",
    "community_kind": "community_kinds",
}
CHOICES = {
    "sex": (("F", "femmina"), ("M", "maschio"), ("X", "altro")),
    "level_kind": (("LEA", "LEA, della sanità"), ("LEPS", "LEPS, del sociale")),
}
REQUIRED = {
    "given_name",
    "family_name",
    "name",
    "profession",
    "service_kind",
    "institution_kind",
    "community_kind",
}
HINTS = {
    "born_on": "Per esempio 11/2/1942; vuota se non la sai",
    "checked_on": "Il giorno in cui qualcuno ha chiesto conferma",
    "places_free": "Vuoto: non si sa. Zero: nessuno",
    "eligibility": "Per esempio: 65 anni compiuti, valutazione UVM",
    "accessibility": "Per esempio: rampa, ascensore, fermata davanti",
    "opening_hours": "Per esempio: lun-ven 08:00-13:00; mar 14:30-17:00",
    "province": "La sigla, per esempio LE",
    "comune_code": "Sei cifre, se lo sai",
}

AREA_OF_A_SERVICE = "Vuoto: tutto il distretto"


@cache
def fields_shown(kind: str) -> tuple[Field, ...]:
    """
    List the data that a form asks of a kind of party, in order.

    Parameters
    ----------
    kind
        E.g. ``"servizio"``.

    Returns
    -------
    tuple of Field
        With the words to choose from.
    """
    return tuple(_field(name, kind) for _, names in GROUPS[kind] for name in names)


def _field(name: str, kind: str) -> Field:
    """Make one field."""
    terms: tuple[tuple[str, str], ...] = CHOICES.get(name, ())
    if name in WORDS or name == "needs":
        words = vocabulary().terms[WORDS.get(name, "needs")]
        terms = tuple((key, curly(term.label)) for key, term in words.items())
    hint = AREA_OF_A_SERVICE if (name, kind) == ("area", "servizio") else HINTS.get(name, "")
    if (name, kind) == ("name", "servizio"):
        hint = "Come lo conoscono gli operatori"
    holds = "day" if name in DAYS else "integer" if name in NUMBERS else "words" if name == "needs" else ""
    return Field(
        name,
        LABELS[name],
        holds or ("word" if terms else "text"),
        name in REQUIRED,
        hint,
        terms,
    )
