"""Give the address at which a provision can be read in the official register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.norms.labels import attached

if TYPE_CHECKING:
    from datetime import date

    from knowledge.norms.identifiers import NormRef

NORMATTIVA = "https://www.normattiva.it/uri-res/N2Ls?"


def address_of(act_address: str, ref: NormRef, on: date | None = None) -> str:
    """
    Lead the address of an act to one of its articles, as of a day.

    Parameters
    ----------
    act_address
        Of the whole act, as a file or a card gives it.
    ref
        The provision; Normattiva opens at its article.
    on
        The day whose text is shown; None for today's.

    Returns
    -------
    str
        The same address where the register is another, or has no address for the article.

    Examples
    --------
    >>> from knowledge.norms.identifiers import parse_urn
    >>> act = "urn:nir:stato:legge:2000-11-08;328"
    >>> address_of(NORMATTIVA + act, parse_urn(act + "~art14-com1"))
    'https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:legge:2000-11-08;328~art14'
    """
    if not act_address.startswith(NORMATTIVA) or ref.annex:
        return act_address
    named = act_address.partition("!")[0].partition("~")[0]
    article = f"~art{attached(ref.article)}" if ref.article else ""
    return named + article + (f"!vig={on.isoformat()}" if on else "")
