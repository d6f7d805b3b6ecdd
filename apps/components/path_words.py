"""Say in Italian what a path says in codes: roles, funders, norms."""

from __future__ import annotations

from functools import lru_cache

from coordinator.pathway.process import NOT_READ

ROLE_NAMES = {
    "operatore_pua": "operatore PUA", "assistente_sociale": "assistente sociale",
    "case_manager": "case manager",
    "infermiere_famiglia": "infermiere di famiglia", "infermiere": "infermiere", "mmg": "medico di famiglia",
    "pls": "pediatra", "medico": "medico", "specialista": "medico specialista", "educatore": "educatore",
    "coordinatore_uvm": "coordinatore UVM", "operatore": "operatore", "familiare": "familiare",
    "volontario": "volontariato", "rappresentante": "rappresentante della persona",
    "coordinatore_distretto": "coordinatore del distretto",
}  # fmt: skip
FUNDERS = {
    "asl": "ASL",
    "ambito": "Ambito",
    "comune": "Comune",
    "famiglia": "Persona e famiglia",
    "terzo_settore": "Terzo settore",
    "stato": "Fondi statali",
    "regione": "Fondi regionali",
}


PLAIN = {NOT_READ: "norma non ancora fra i testi"}
"""What stands where a norm would, in the path's file → in words for who reads."""


@lru_cache(maxsize=512)
def norm_words(norm: str) -> str:
    """
    Say a norm as a jurist writes it; words that are no URN are said plainly.

    Parameters
    ----------
    norm
        A URN, or words such as "prassi".

    Returns
    -------
    str
        ``"art. 27, comma 13, D.Lgs. 29/2024"``.
    """
    from knowledge.norms.identifiers import format_legal, parse_urn

    if not norm.startswith("urn:"):
        return PLAIN.get(norm, norm)
    return format_legal(parse_urn(norm))
