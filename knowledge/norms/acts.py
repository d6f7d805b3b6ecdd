"""Name an act by its URN:NIR, whatever spelling a register, a link or a file gives it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from knowledge.norms.labels import UnreadableReferenceError


@dataclass(frozen=True, slots=True)
class ActName:
    """
    The parts of an act's URN: ``urn:nir:stato:legge:2000-11-08;328``.

    An act of the European Union is named by year and number alone; a decree may have a day and no number.
    """

    authority: str  # "stato", "presidente.repubblica", "regione.toscana", "regione.toscana;giunta"
    kind: str  # "legge", "decreto.legislativo", "decreto"
    day: str  # "2000-11-08", or "2000" where the source gives only the year
    number: str | None  # "328"; None when the act has none

    @property
    def year(self) -> str:
        """The year of the act, four digits."""
        return self.day[:4]

    @property
    def urn(self) -> str:
        """The canonical URN of the act."""
        number = f";{self.number}" if self.number else ""
        return f"urn:nir:{self.authority}:{self.kind}:{self.day}{number}"


# Codes and the Constitution have one name and many addresses. Keys: how the address ends, in other registers.
_CODES = {
    ("codice.civile", "1942-03-16", "262"),
    ("codice.procedura.civile", "1940-10-28", "1443"),
    ("codice.penale", "1930-10-19", "1398"),
    ("codice.procedura.penale", "1988-09-22", "447"),
}
_CODE_BY_DECREE = {(day, number): kind for kind, day, number in _CODES}
_CODE_DAYS = {kind: (day, number) for kind, day, number in _CODES}
# Normattiva numbers the annexes of the decree that approves a code: the code is this one.
_CODE_ANNEX = {
    "codice.civile": "2",
    "codice.procedura.civile": "1",
    "codice.penale": "1",
    "codice.procedura.penale": "1",
}
CONSTITUTION = "urn:nir:stato:costituzione:1947-12-27"

# Kinds as registers spell them, letters only, and what they are here: (authority or None to keep it, kind).
_KINDS: dict[str, tuple[str | None, str]] = {
    "legge": (None, "legge"),
    "leggecostituzionale": ("stato", "legge.costituzionale"),
    "leggeregionale": (None, "legge"),
    "leggeprovinciale": (None, "legge"),
    "decretolegge": ("stato", "decreto.legge"),
    "decretolegislativo": (None, "decreto.legislativo"),
    "decretolegislativodelcapoprovvisoriodellostato": ("capo.provvisorio.stato", "decreto.legislativo"),
    "decretodelcapoprovvisoriodellostato": ("capo.provvisorio.stato", "decreto"),
    "decretolegislativoluogotenenziale": ("luogotenente", "decreto.legislativo"),
    "decretoluogotenenziale": ("luogotenente", "decreto"),
    "decretodelpresidentedellarepubblica": ("presidente.repubblica", "decreto"),
    "decretodelpresidentedelconsigliodeiministri": ("presidente.consiglio", "decreto"),
    "decretodelpresidentedelconsiglio": ("presidente.consiglio", "decreto"),
    "decretoministeriale": ("ministero", "decreto"),
    "regiodecreto": ("stato", "regio.decreto"),
    "regiodecretolegge": ("stato", "regio.decreto.legge"),
    "regiodecretolegislativo": ("stato", "regio.decreto.legislativo"),
    "regolamentoue": ("unione.europea", "regolamento"),
    "direttivaue": ("unione.europea", "direttiva"),
    "decisioneue": ("unione.europea", "decisione"),
    "delibera": (None, "deliberazione"),
    "deliberadellagiuntaregionale": (None, "deliberazione"),
    "deliberazione": (None, "deliberazione"),
}
_AUTHORITIES = {
    "": "stato",
    "presidente.della.repubblica": "presidente.repubblica",
    "presidente.consiglio.ministri": "presidente.consiglio",
    "presidente.del.consiglio.dei.ministri": "presidente.consiglio",
    "comunita.europee": "unione.europea",
    "comunita.europea": "unione.europea",
    "eu": "unione.europea",
    "ue": "unione.europea",
}
_ACT = re.compile(
    r"urn:nir:"
    r"(?:(?P<authority>[a-z][^:]*):)?"  # missing in some converters' links: then it is the State
    r"(?P<kind>[a-z][a-z.\-_]*):"
    r"(?P<day>\d{4}(?:-\d{2}-\d{2})?)"
    r"(?:;(?P<number>[^:;]+))?"
    r"(?::(?P<annex>.+))?"
)


@lru_cache(maxsize=8192)
def parse_act(urn: str) -> tuple[ActName, str | None]:
    """
    Read the URN of an act, in any of its real spellings.

    Parameters
    ----------
    urn
        Without partition, version or fragment.

    Returns
    -------
    ActName
        The canonical name.
    str or None
        The annex as the URN writes it (``"allegato.i.1"``, ``"tabella.a"``); None for the act itself.

    Raises
    ------
    UnreadableReferenceError
        When it is not the URN of an act, or its day is not in the calendar.
    """
    if urn.lower().startswith(("urn:nir:stato:costituzione", "urn:nir:costituzione")):
        return ActName("stato", "costituzione", "1947-12-27", None), None
    match = _ACT.fullmatch(urn.strip().lower())
    if match is None:
        raise UnreadableReferenceError(urn, "it is not the URN:NIR of an act", _EXAMPLE)
    return name_act(match["authority"] or "", match["kind"], match["day"], match["number"], match["annex"])


def name_act(
    authority: str, kind: str, day: str, number: str | None, annex: str | None = None
) -> tuple[ActName, str | None]:
    """Give an act its canonical name from the parts that a register writes; see `parse_act`."""
    _check_day(day)
    authority = _AUTHORITIES.get(authority, authority).replace(";giunta.regionale", ";giunta")
    by_kind, kind = _KINDS.get(re.sub(r"[^a-z]", "", kind), (None, kind))
    authority = by_kind if by_kind and authority in ("stato", "governo") else authority
    if authority == "unione.europea":
        return _european(kind, day, number), annex
    if kind in _CODE_DAYS:
        return ActName("stato", kind, *_CODE_DAYS[kind]), annex
    code = _CODE_BY_DECREE.get((day, number or ""))
    if code and annex in (code, _CODE_ANNEX[code]):
        return ActName("stato", code, day, number), None
    return ActName(authority, kind, day, number), None if annex == "testo.unico" else annex


def _european(kind: str, day: str, number: str | None) -> ActName:
    """Name an act of the Union by its year and number, whichever order and day the source gives."""
    if kind not in ("regolamento", "direttiva", "decisione"):  # a treaty, the Charter
        return ActName("unione.europea", kind, day, number)
    parts = re.findall(r"\d+", number or "")
    if not parts:
        given = f"{kind} {day}"
        raise UnreadableReferenceError(given, "an act of the Union needs its number", _EXAMPLE)
    year = day[:4]
    others = [part for part in parts if part not in (year, year[2:])] or parts
    return ActName("unione.europea", kind, year, others[-1].lstrip("0"))


def _check_day(day: str) -> None:
    """Refuse a day that no calendar has."""
    try:
        date.fromisoformat(day if len(day) > 4 else f"{day}-01-01")
    except ValueError:
        raise UnreadableReferenceError(day, "there is no such day", "Write the day as YYYY-MM-DD.") from None


_EXAMPLE = "An act is named like 'urn:nir:stato:legge:2000-11-08;328'."
