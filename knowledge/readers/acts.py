"""Say what act a URN, a title or a heading names, with its rank and its territory."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from knowledge.norms.acts import CONSTITUTION, ActName, parse_act
from knowledge.norms.addresses import NORMATTIVA
from knowledge.norms.days import MONTHS
from knowledge.norms.model import Act, Rank

if TYPE_CHECKING:
    from collections.abc import Mapping

FREE = "Atto ufficiale, senza diritto d'autore (art. 5 L. 633/1941)."
LICENCE = f"{FREE} Il testo di Normattiva non è ufficiale: prevale quello della Gazzetta Ufficiale."
_TITLE = re.compile(
    r"(?P<kind>LEGGE COSTITUZIONALE|LEGGE REGIONALE|LEGGE|DECRETO[- ]LEGGE|DECRETO LEGISLATIVO|REGIO DECRETO|"
    r"DECRETO DEL PRESIDENTE DELLA REPUBBLICA|DECRETO DEL PRESIDENTE DEL CONSIGLIO DEI MINISTRI|"
    r"DECRETO)\s*,?\s+"
    r"(?P<day>\d{1,2})[°º]?\s+(?P<month>"
    + "|".join(MONTHS)
    + r")\s+(?P<year>\d{4})\s*,?\s*n\s*\.\s*(?P<number>\d+)",
    re.IGNORECASE,
)
_EUROPEAN = re.compile(
    r"\b(?P<kind>REGOLAMENTO|DIRETTIVA|DECISIONE)\s*\(?UE\)?\s*(?:n\.\s*)?(?P<year>\d{4})/(?P<number>\d+)",
    re.IGNORECASE,
)
# Until L. 400/1988 the Government's delegated decrees, which have the force of law, were issued as d.P.R.
_DELEGATED_DECREES_WERE_DPR_UNTIL = "1988"


def act_of(urn: str, more: Mapping[str, object] | None = None) -> Act:
    """
    Make an act from its URN, with the rank and territory that the URN tells.

    Parameters
    ----------
    urn
        Any spelling; the act's is canonical.
    more
        Other fields of `Act`.

    Raises
    ------
    UnreadableReferenceError
        When the URN names no act.
    """
    name, _ = parse_act(urn)
    act = Act(
        urn=name.urn,
        kind=name.kind,
        number=name.number,
        enacted=day_of(name.day),
        rank=rank_of(name),
        territory=territory_of(name),
        issuer=name.authority,
        address=NORMATTIVA + name.urn if _is_of_the_state(name) else "",
        licence=LICENCE if _is_of_the_state(name) else FREE,
    )
    return replace(act, **(more or {}))  # type: ignore[arg-type]


def rank_of(name: ActName) -> Rank:
    """Tell the place of an act among the sources of law."""
    authority, kind = name.authority, name.kind
    if authority.startswith("unione.europea") or authority.startswith("comunita"):
        return Rank.EU
    if "costituzion" in kind:
        return Rank.CONSTITUTION
    if authority.startswith("conferenza"):
        return Rank.AGREEMENT
    if authority.startswith(("regione", "provincia.autonoma")):
        return Rank.REGIONAL_LAW if kind in {"legge", "regolamento"} else Rank.REGIONAL_DELIBERATION
    if authority in {"stato", "capo.provvisorio.stato", "luogotenente"}:
        return Rank.STATE_LAW
    if authority == "presidente.repubblica":
        old = name.year < _DELEGATED_DECREES_WERE_DPR_UNTIL
        return Rank.STATE_LAW if old else Rank.STATE_REGULATION
    if authority.startswith(("ministero", "presidente.consiglio", "ministri")):
        return Rank.STATE_REGULATION
    return Rank.LOCAL


def territory_of(name: ActName) -> str:
    """Tell where an act holds: ``"UE"``, ``"IT"``, ``"IT-Toscana"``."""
    if rank_of(name) is Rank.EU:
        return "UE"
    match = re.match(r"(?:regione|provincia\.autonoma)\.([^;:]+)", name.authority)
    if match:
        return "IT-" + " ".join(word.capitalize() for word in match[1].split("."))
    if rank_of(name) is Rank.LOCAL:
        return "IT-" + " ".join(word.capitalize() for word in re.split(r"[.;]", name.authority))
    return "IT"


def urn_of_title(text: str) -> str | None:
    """Read the first act named in full, such as "LEGGE 7 agosto 1990, n. 241"; None when there is none."""
    plain = " ".join(text.split())
    match = _TITLE.search(plain)
    if match is None:
        european = _EUROPEAN.search(plain[:3000])
        if european:
            kind = european["kind"].lower()
            return f"urn:nir:unione.europea:{kind}:{european['year']};{european['number']}"
        return CONSTITUTION if plain.upper().startswith("COSTITUZIONE") else None
    month = MONTHS.index(match["month"].lower()) + 1
    kind = re.sub(r"[- ]", ".", match["kind"].lower())
    return f"urn:nir:stato:{kind}:{match['year']}-{month:02}-{int(match['day']):02};{match['number']}"


def in_force_of(text: str) -> date | None:
    """Read "Entrata in vigore del provvedimento: 1/1/2006" in the page's words; None where it is not."""
    match = re.search(r"Entrata in vigore (?:del|della)\s+\w+\s*:\s*(\d{1,2}[-/]\d{1,2}[-/]\d{4})", text)
    return day_of(match[1]) if match else None


def urn_of_name(path: str) -> str | None:
    """Read the act from a file's name such as ``dlgs_2017_117_cts.txt``: by year and number alone."""
    match = re.search(r"(?:^|[/_-])(legge|dlgs|dl|dpr|dpcm|dm)[_-](\d{4})[_-](\d+)", path.lower())
    kinds = {
        "legge": "legge",
        "dlgs": "decreto.legislativo",
        "dl": "decreto.legge",
        "dm": "decreto.ministeriale",
    }
    kinds |= {"dpr": "decreto.del.presidente.della.repubblica"}
    kinds |= {"dpcm": "decreto.del.presidente.del.consiglio.dei.ministri"}
    return f"urn:nir:stato:{kinds[match[1]]}:{match[2]};{match[3]}" if match else None


def day_of(text: str | None) -> date | None:
    """Read a day written 2000-11-08, 20001108, 08/11/2000 or 8-11-2000; None when it is no whole day."""
    digits = re.fullmatch(r"(\d{4})-?(\d{2})-?(\d{2})", (text or "").strip())
    parts = digits.groups() if digits else None
    if parts is None and (match := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", (text or "").strip())):
        parts = match.groups()[::-1]
    try:
        return date(*(int(part) for part in parts)) if parts else None
    except ValueError:
        return None


def _is_of_the_state(name: ActName) -> bool:
    """Whether Normattiva holds the act."""
    return rank_of(name) in {Rank.CONSTITUTION, Rank.STATE_LAW, Rank.STATE_REGULATION}
