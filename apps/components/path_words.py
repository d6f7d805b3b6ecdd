"""Say in Italian what a path says in codes: roles, funders, norms."""

from __future__ import annotations

from functools import lru_cache

from coordinator.pathway.process import NOT_READ, PRACTICE

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


@lru_cache(maxsize=512)
def norm_words(norm: str) -> str:
    """
    Say a norm as a jurist writes it.

    Parameters
    ----------
    norm
        A URN, or one of the words of the process.

    Returns
    -------
    str
        ``"art. 27, comma 13, D.Lgs. 29/2024"``; the words as they are.
    """
    from knowledge.norms.identifiers import format_legal, parse_urn

    return norm if norm in (PRACTICE, NOT_READ) else format_legal(parse_urn(norm))
