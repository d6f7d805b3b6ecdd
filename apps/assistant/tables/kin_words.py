"""Say by which words of everyday one who has a tie with a person may be called: "figli", "famiglia", "volontari"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.model import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordinator.network.record import Span

SEXED = {
    "genitore": {True: ("figli", "figlia", "figlio"), False: ("genitori", "madre", "padre")},
    "fratello": dict.fromkeys((True, False), ("fratelli", "sorella", "fratello")),
    "nonno": {True: ("nipoti", "nipote_f", "nipote_m"), False: ("nonni", "nonna", "nonno")},
    "zio": {True: ("nipoti", "nipote_f", "nipote_m"), False: ("zii", "zia", "zio")},
    "affine": dict.fromkeys((True, False), ("affini", "nuora", "genero")),
    "coniuge": dict.fromkeys((True, False), ("coniugi", "moglie", "marito")),
    "convivente": dict.fromkeys((True, False), ("coniugi", "moglie", "marito")),
    "ex_coniuge": dict.fromkeys((True, False), ("ex", "ex_moglie", "ex_marito")),
}
"""Kind of tie → whether it starts at the person → words for the other: of any sex, of a woman, of a man."""

ALSO = {
    "altro_parente": ("parenti",),
    "caregiver_principale": ("caregiver", "principale"),
    "caregiver": ("caregiver",),
    "assistente_familiare": ("badante",),
    "amministratore_sostegno": ("ads", "tutele"),
    "tutore": ("tutore", "tutele"),
    "fiduciario": ("fiduciario", "tutele"),
    "amicizia": ("amici", "informali"),
    "vicinato": ("vicini", "informali"),
    "volontariato": ("volontari", "gruppi", "informali"),
    "partecipa": ("gruppi",),
    "in_carico": ("carico",),
    "in_attesa": ("attesa",),
    "segnalato": ("segnalato",),
    "medico_base": ("medico",),
    "case_manager": ("case_manager",),
}
"""Kind of tie → other words."""

BY_KIND = {
    "professionista": "professionisti",
    "servizio": "servizi",
    "ente": "enti",
    "comunita": "gruppi",
    "persona": "persone",
    "nucleo": "nucleo",
}
"""Kind of party → what many of it are called."""


def sorts_of(span: Span) -> set[str]:
    """
    List the words by which the other end of a tie is called.

    Parameters
    ----------
    span
        The tie, from the side of the person.

    Returns
    -------
    set of str
        Words of this module's own.
    """
    return set(_sorts(span))


def _sorts(span: Span) -> Iterator[str]:
    """
    List them, one by one.

    Yields
    ------
    str
        A word; the same may come twice.
    """
    kind = vocabulary().kinds[span.kind]
    yield span.kind
    yield BY_KIND[span.other_kind]
    yield from ALSO.get(span.kind, ())
    if span.kind in SEXED:
        many, woman, man = SEXED[span.kind][span.starts_here]
        yield many
        yield from {"F": (woman,), "M": (man,)}.get(span.other_sex or "", (woman, man))
    if kind.sector == "famiglia" and span.other_kind == "persona":
        yield from ("famiglia", "informali")
    if kind.care:
        yield "aiuta"
