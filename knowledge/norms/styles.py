"""Write the name of an act as a jurist does: "L. 328/2000", "D.Lgs. 502/1992", "c.c.", "Reg. UE 2016/679"."""

from dataclasses import dataclass
from datetime import date

from knowledge.norms.acts import ActName
from knowledge.norms.days import MONTHS


@dataclass(frozen=True, slots=True)
class ActStyle:
    """An act in legal style; a code is written without number."""

    text: str
    is_code: bool = False


_CODES = {
    "costituzione": "Cost.",
    "codice.civile": "c.c.",
    "codice.penale": "c.p.",
    "codice.procedura.civile": "c.p.c.",
    "codice.procedura.penale": "c.p.p.",
    "carta.diritti.fondamentali": "CDFUE",
    "trattato.funzionamento": "TFUE",
    "trattato": "TUE",
}
_ABBREVIATIONS = {
    "stato:legge": "L.",
    "stato:legge.costituzionale": "L. cost.",
    "stato:decreto.legislativo": "D.Lgs.",
    "stato:decreto.legge": "D.L.",
    "stato:regio.decreto": "R.D.",
    "stato:regio.decreto.legge": "R.D.L.",
    "stato:regio.decreto.legislativo": "R.D.Lgs.",
    "presidente.repubblica:decreto": "D.P.R.",
    "presidente.consiglio:decreto": "D.P.C.M.",
    "capo.provvisorio.stato:decreto.legislativo": "D.Lgs.C.P.S.",
    "capo.provvisorio.stato:decreto": "D.C.P.S.",
    "luogotenente:decreto.legislativo": "D.Lgs.Lgt.",
    "luogotenente:decreto": "D.Lgt.",
    "ministero:decreto": "D.M.",
}
_EUROPEAN = {"regolamento": "Reg. UE", "direttiva": "Dir. UE", "decisione": "Dec. UE"}


def style_act(name: ActName) -> ActStyle:
    """Write an act in legal style; what has no usual abbreviation is written in words."""
    if name.kind in _CODES:
        return ActStyle(_CODES[name.kind], is_code=True)
    if name.authority == "unione.europea" and name.number:
        return ActStyle(f"{_EUROPEAN.get(name.kind, name.kind)} {name.year}/{name.number}")
    return ActStyle(f"{_issuer_and_kind(name)} {_number_and_day(name)}")


def _issuer_and_kind(name: ActName) -> str:
    """Abbreviate kind and issuer."""
    body, _, organ = name.authority.partition(";")
    level, _, place = body.partition(".")
    if level in ("regione", "provincia"):
        short = {"legge": "L.R.", "deliberazione": "D.G.R."}.get(name.kind, name.kind.replace(".", " "))
        short = "L.P." if (level, name.kind) == ("provincia", "legge") else short
        return f"{short} {place.replace('autonoma.', '').replace('.', ' ').title()}"
    if level == "ministero" and place and name.kind == "decreto":
        return f"D.M. {place.replace('.', ' ')}"
    if level == "conferenza":
        parties = {"stato.regioni": "Stato-Regioni", "unificata": "Conferenza unificata"}
        return f"{name.kind.capitalize()} {parties.get(place, place.replace('.', ' '))}"
    known = _ABBREVIATIONS.get(f"{name.authority}:{name.kind}")
    return known or f"{name.kind.replace('.', ' ')} {name.authority.replace('.', ' ').replace(';', ' ')}"


def _number_and_day(name: ActName) -> str:
    """Write ``328/2000``, or the day in words for an act that its number and year do not name."""
    if len(name.day) == 4:
        return f"{name.number}/{name.day}"
    day = date.fromisoformat(name.day)
    in_words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    if name.number is None:
        return in_words
    by_year = f"{name.authority}:{name.kind}" in _ABBREVIATIONS or name.authority.startswith("regione")
    return f"{name.number}/{name.year}" if by_year else f"{in_words}, n. {name.number}"
