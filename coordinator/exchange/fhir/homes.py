"""Say what the resource of an event may hold of it; the rest stays in its Provenance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from coordinator.exchange.fhir.fields import Codec, FieldError, Form
from coordinator.exchange.fhir.names import BASE, is_party, prefix_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coordinator.exchange.fhir.fields import Links
    from coordinator.exchange.fhir.lens import Path
    from coordinator.store.records import Row

QUESTIONNAIRE = f"{BASE}/Questionnaire/"
CURRENCY = "EUR"
AGENTS = ("per", "pra", "ist", "com")
"""Parties that FHIR lets act, by prefix; services only where an element allows them."""


def mapped(words: Mapping[Any, str]) -> Codec:
    """
    Keep a word as the code that FHIR has for it.

    Parameters
    ----------
    words
        Our word → the code.

    Returns
    -------
    Codec
        Which refuses any other code.
    """
    back = {code: word for word, code in words.items()}

    def read(value: Any, _links: Links) -> Any:  # noqa: ANN401  JSON
        if value not in back:
            message = f"{value!r} non è uno di {', '.join(back)}"
            raise FieldError(message)
        return back[value]

    return Codec(words.__getitem__, read)


def _money(value: Any) -> dict[str, Any]:  # noqa: ANN401  a decimal
    return {"value": float(value), "currency": CURRENCY}


def _amount(value: Any, _links: Links) -> float:  # noqa: ANN401  JSON
    if not isinstance(value, dict) or value.get("currency", CURRENCY) != CURRENCY or "value" not in value:
        message = "deve essere una somma in EUR"
        raise FieldError(message)
    return float(value["value"])


MONEY = Codec(_money, _amount)
SCALE = Codec(
    lambda scale: QUESTIONNAIRE + quote(scale, safe=""),
    lambda value, _links: unquote(str(value).removeprefix(QUESTIONNAIRE)),
)


@dataclass(frozen=True, slots=True)
class Home:
    """The resource of a kind of event."""

    form: Form
    day: Path  # where the day of the event stands
    subject: str = "subject"
    whose: Sequence[str] = AGENTS  # parties that fit where a party stands
    void: tuple[str, str] = ("status", "entered-in-error")  # what the resource of an undone event says


FITS_HERE = {"receiver": (*AGENTS, "svc")}


def homely(home: Home, fields: Row) -> tuple[Row, Row]:
    """
    Part the fields of an event into those that its resource holds and those that it does not.

    Parameters
    ----------
    home
        Of the kind of the event.
    fields
        All of them.

    Returns
    -------
    Row, Row
        For the resource, and for our extension.
    """
    inside: Row = {}
    outside: Row = {}
    names = {field.name for field in home.form.fields}
    for name, value in fields.items():
        target = name
        if f"{name}#party" in names:
            target = f"{name}#party" if _fits(home, name, value) else f"{name}#words"
            fits = not is_party(value) or target.endswith("#party")
        else:
            fits = name in names and (not is_party(value) or _fits(home, name, value))
        (inside if fits else outside)[target if fits else name] = value
    return inside, outside


def _fits(home: Home, name: str, value: object) -> bool:
    return is_party(value) and prefix_of(str(value)) in FITS_HERE.get(name, home.whose)


def unhomely(row: Row) -> Row:
    """Undo the parting of names that `homely` made."""
    return {name.partition("#")[0]: value for name, value in row.items()}
