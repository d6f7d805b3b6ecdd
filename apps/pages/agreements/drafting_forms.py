"""Say which fields the rows of an agreement have on screen, and read what was typed in them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from apps.components.days import read_day, write_day
from apps.pages.task import MissingError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apps.components.live import Act

MOST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Ask:
    """One field of a row."""

    name: str
    label: str
    kind: str = "text"  # text, long, day, whole, number, party, parties, or the name of a list of choices
    must: bool = False
    hint: str = ""


ROWS: Mapping[str, tuple[str, tuple[Ask, ...]]] = {
    "parties": ("una parte", (
        Ask("id", "Ente", "bodies", must=True), Ask("kind", "Che ente è", "kinds", must=True),
        Ask("office", "Chi firma", hint="la carica, mai il nome"),
        Ask("area", "Comune", "areas", hint="solo per un Comune"),
    )),
    "commitments": ("un impegno", (
        Ask("body", "Chi si impegna", "party", must=True), Ask("what", "A che cosa", "long", must=True),
        Ask("measure", "Con quale misura si vede", "measures"),
        Ask("at_least", "È mantenuto da", "number", hint="nell’unità della misura, per esempio 90"),
        Ask("within", "Entro quanti giorni", "whole", hint="se la misura conta i giorni"),
        Ask("since", "Vale dal", "day", hint="vuoto: da quando vale l’accordo"),
        Ask("until", "Vale fino al", "day", hint="vuoto: finché vale l’accordo"),
    )),
    "resources": ("una risorsa", (
        Ask("body", "Chi la mette", "party", must=True), Ask("what", "Che cosa", must=True),
        Ask("kind", "Tipo", "resource_kinds", must=True), Ask("year", "Anno", "whole", must=True),
        Ask("amount", "Euro nell’anno", "number"), Ask("hours", "Ore a settimana", "number"),
        Ask("need", "Per quale bisogno", "needs"), Ask("area", "In quale comune", "areas", hint="vuoto: tutti"),
    )),
    "organs": ("un organismo", (
        Ask("name", "Nome", must=True), Ask("area", "Area di responsabilità", "responsibility"),
        Ask("task", "Che cosa fa"), Ask("chair", "Chi presiede", "party"), Ask("members", "Chi ne fa parte", "parties"),
        Ask("meets_every", "Si vede ogni quanti mesi", "whole"),
    )),
    "phases": ("una macrofase", (
        Ask("macro_phase", "Macrofase", "macro_phases", must=True), Ask("accountable", "Chi ne risponde", "party"),
        Ask("doing", "Chi ci lavora", "parties"), Ask("consulted", "Chi va sentito", "parties"),
        Ask("document", "Quale documento resta"), Ask("money", "Con quali soldi"),
        Ask("within", "Entro quanti giorni", "whole"),
    )),
    "changes": ("un cambiamento", (
        Ask("what", "Che cosa cambia", "long", must=True), Ask("body", "In quale ente", "party", must=True),
        Ask("by", "Entro il", "day"),
    )),
    "home": ("una riga", (
        Ask("leps", "Livello sociale (LEPS)"), Ask("lea", "Livello sanitario (LEA)"),
        Ask("coordinator", "Chi coordina", "party"), Ask("how", "Come", "long"),
    )),
}  # fmt: skip
"""Lists of an agreement: what one row is called, and its fields."""

SINGLES: Mapping[str, tuple[Ask, ...]] = {
    "front": (
        Ask("title", "Titolo", must=True),
        Ask("purpose", "Finalità, in una frase", "long"),
        Ask("since", "Vale dal", "day"),
        Ask("until", "Vale fino al", "day"),
        Ask("areas", "Comuni", "area_list"),
        Ask("instrument", "Strumento con il Terzo settore", "instruments", hint="se il Terzo settore firma"),
    ),
    "money": (Ask("total", "Totale in denaro di tutti gli anni", "number"),),
    "verification": (
        Ask("organ", "Quale organismo verifica", "organ_names"),
        Ask("every", "Ogni quanti mesi", "whole"),
        Ask("covers", "Quali impegni", "commitment_list"),
    ),
}
"""Groups of fields that an agreement has once."""


def read_fields(asks: Sequence[Ask], act: Act) -> dict[str, Any]:
    """
    Read what was typed in some fields.

    Parameters
    ----------
    asks
        The fields.
    act
        What the form sent; a box of a list comes under ``name.number``.

    Returns
    -------
    dict
        Values as `coordinator.agreements.text` takes them.

    Raises
    ------
    MissingError
        Something that must be there is not, or is no number; in Italian.
    DayError
        Something is no day.
    """
    return {one.name: _read(one, act) for one in asks}


def _read(ask: Ask, act: Act) -> Any:  # noqa: ANN401  what the field holds
    """Read one field."""
    if ask.kind in {"parties", "area_list", "commitment_list"}:
        return tuple(str(value) for key, value in act.items() if key.startswith(f"{ask.name}.") and value)
    typed = str(act.get(ask.name) or "").strip()
    if not typed:
        if ask.must:
            message = f"Manca «{ask.label}»."
            raise MissingError(message)
        return (
            None
            if ask.kind in {"day", "whole", "number"} or ask.name == "area" and ask.kind != "areas"
            else _blank(ask)
        )
    if ask.kind == "day":
        return read_day(typed)
    if ask.kind in {"whole", "number"}:
        return _number(ask, typed)
    return typed


def _blank(ask: Ask) -> str | None:
    """Give what an empty field means: nothing for a choice that may be left out, no words otherwise."""
    return None if ask.kind == "responsibility" else ""


def _number(ask: Ask, typed: str) -> int | Decimal:
    """Read a number as Italians write it: 1.200,50."""
    plain = typed.replace(" ", "").replace("€", "")
    plain = plain.replace(".", "").replace(",", ".") if "," in plain or plain.count(".") > 1 else plain
    if ask.name in {"amount", "total"} and plain.count(".") == 1 and len(plain.split(".")[1]) == 3:
        plain = plain.replace(".", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    whole = ask.kind == "whole"
    if not number.is_finite() or not 0 <= number <= MOST or (whole and number != number.to_integral_value()):
        message = f"«{ask.label}»: «{typed}» non è un numero. Scrivilo in cifre, per esempio 30."
        raise MissingError(message)
    return int(number) if whole else number


def write_fields(asks: Sequence[Ask], piece: Any) -> dict[str, Any]:  # noqa: ANN401  a piece of any kind
    """
    Write what a piece holds as the fields show it.

    Parameters
    ----------
    asks
        The fields.
    piece
        Of an agreement.

    Returns
    -------
    dict
        Words by field; a tuple for a list of boxes.
    """
    return {one.name: _write(getattr(piece, one.name)) for one in asks}


def _write(value: Any) -> Any:  # noqa: ANN401  what a field holds
    if value is None:
        return ""
    if isinstance(value, tuple):
        return value
    if hasattr(value, "isoformat"):
        return write_day(value)
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)
