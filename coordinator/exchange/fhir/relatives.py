"""Read the relatives that other systems write: HL7's codes of relationship as our kinds of tie."""

from __future__ import annotations

from typing import Any

SYMMETRIC = {
    "SPS": "coniuge", "HUSB": "coniuge", "WIFE": "coniuge", "DOMPART": "convivente", "FRMSPS": "ex_coniuge",
    "SIB": "fratello", "SIS": "fratello", "BRO": "fratello", "NSIS": "fratello", "NBRO": "fratello",
    "FTWIN": "fratello", "ITWIN": "fratello", "TWIN": "fratello", "TWINSIS": "fratello", "TWINBRO": "fratello",
    "INLAW": "affine", "FAMMEMB": "altro_parente", "EXT": "altro_parente", "COUSN": "altro_parente",
    "FRND": "amicizia", "NBOR": "vicinato",
}  # fmt: skip
FROM_RELATIVE = {
    "PRN": "genitore", "MTH": "genitore", "FTH": "genitore", "NMTH": "genitore", "NFTH": "genitore",
    "ADOPTP": "genitore", "ADOPTM": "genitore", "ADOPTF": "genitore", "GRPRN": "nonno", "GRMTH": "nonno",
    "GRFTH": "nonno", "AUNT": "zio", "UNCLE": "zio", "GUARD": "tutore", "CAREGIVER": "caregiver",
    "POWATT": "fiduciario", "DPOWATT": "fiduciario", "HPOWATT": "fiduciario",
}  # fmt: skip
FROM_PATIENT = {
    "CHILD": "genitore", "SON": "genitore", "DAU": "genitore", "NCHILD": "genitore", "SONC": "genitore",
    "DAUC": "genitore", "CHLDADOPT": "genitore", "SONADOPT": "genitore", "DAUADOPT": "genitore",
    "GRNDCHILD": "nonno", "GRNDSON": "nonno", "GRNDDAU": "nonno", "NIECE": "zio", "NEPHEW": "zio",
}  # fmt: skip
"""Codes of relationship, said of the relative: she is the patient's … A tie goes from the elder or the helper."""

SYSTEMS = ("v3-RoleCode", "v3-RoleClass")


def tie_of(concepts: Any) -> tuple[str, bool] | None:  # noqa: ANN401  JSON
    """
    Read a relationship.

    Parameters
    ----------
    concepts
        ``RelatedPerson.relationship``.

    Returns
    -------
    (str, bool) or None
        Kind of tie, and whether it goes from the relative to the patient; None when no code is known.
    """
    for concept in concepts or ():
        for coding in concept.get("coding") or ():
            code = coding.get("code")
            if str(coding.get("system", "")).rstrip("/").endswith(SYSTEMS):
                if code in FROM_PATIENT:
                    return FROM_PATIENT[code], False
                if kind := SYMMETRIC.get(code) or FROM_RELATIVE.get(code):
                    return kind, True
    return None
