"""Find the territory whose own rules a question asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.search.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

# Italian regions and autonomous provinces: how they are said (folded) → their territory.
REGIONS: dict[str, str] = {
    "abruzzo": "IT-abruzzo",
    "basilicata": "IT-basilicata",
    "calabria": "IT-calabria",
    "campania": "IT-campania",
    "emilia romagna": "IT-emilia.romagna",
    "friuli venezia giulia": "IT-friuli.venezia.giulia",
    "friuli": "IT-friuli.venezia.giulia",
    "lazio": "IT-lazio",
    "liguria": "IT-liguria",
    "lombardia": "IT-lombardia",
    "marche": "IT-marche",
    "molise": "IT-molise",
    "piemonte": "IT-piemonte",
    "puglia": "IT-puglia",
    "sardegna": "IT-sardegna",
    "sicilia": "IT-sicilia",
    "toscana": "IT-toscana",
    "trentino": "IT-trento",
    "alto adige": "IT-bolzano",
    "umbria": "IT-umbria",
    "valle d aosta": "IT-valle.d.aosta",
    "veneto": "IT-veneto",
}
_REGION = re.compile(rf"\b({'|'.join(sorted(REGIONS, key=len, reverse=True))})\b")
# A municipality or health authority named as the one whose rule is asked for.
_LOCAL = re.compile(
    r"(?i:\b(?:fissat|stabilit|previst|deliberat|approvat|decis|adottat|regolament|delibera|tariff|rett)\w*"
    r"(?: \w+){0,4} (?:dal|dalla|del|della) "
    r"(comune|asl|ausl|ats|ambito|distretto|giunta|unione dei comuni) (?:di |del |della )?)([A-Z]\w+)"
)
_LIVES = re.compile(
    r"\b(?:resident\w*|abit\w*|viv\w*|nat[oa]|domiciliat\w*|ricoverat\w*|trasferit\w*) (?:\w+ ){0,2}$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A territory whose own rules are asked for."""

    name: str  # as written
    territory: str | None  # as acts are marked, None for a municipality or an authority


def asked_place(question: str, held: Sequence[str] = ()) -> Place | None:
    """
    Find the territory whose own rules a question asks for.

    A region that is only where somebody lives is not asked for: "Aldo, residente in Toscana" asks what the
    law says; "in Veneto quanti minuti" asks what Veneto says.

    Parameters
    ----------
    question
        In Italian.
    held
        Territories of the corpus, as acts are marked: their names are known too.

    Returns
    -------
    Place | None
        The first one named, None when the question is about no particular territory.
    """
    if named := _named(question, held):
        return named[0]
    if local := _LOCAL.search(question):
        return Place(f"{local[1].capitalize()} di {local[2]}", None)
    return None


def asked_places(question: str, held: Sequence[str] = ()) -> list[str]:
    """List the territories that a question names, as acts are marked, in its order, each once."""
    return list(dict.fromkeys(place.territory for place in _named(question, held) if place.territory))


def _named(question: str, held: Sequence[str]) -> list[Place]:
    """Find the regions and the corpus' own territories that a question asks about."""
    folded = fold(question).replace("-", " ").replace("'", " ")
    found = [
        (match.start(), Place(match[1].title(), REGIONS[match[1]]))
        for match in _REGION.finditer(folded)
        if not _LIVES.search(folded[: match.start()])
    ]
    known = set(REGIONS.values())
    for territory in held:
        name = fold(territory.rsplit("/", 1)[-1].removeprefix("IT-")).replace(".", " ")
        own = rf"\b{re.escape(name)}\b" if "/" in territory else rf"\bregione {re.escape(name)}\b"
        if territory not in known and (match := re.search(own, folded)):
            found.append((match.start(), Place(match[0].title(), territory)))
    return [place for _, place in sorted(found, key=lambda one: one[0])]
