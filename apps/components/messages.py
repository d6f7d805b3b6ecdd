"""Tell the reader in Italian what went wrong and how to go on; never a trace."""

from __future__ import annotations

import logging
import traceback

from coordinator.errors import (
    BadAgreementError,
    BadPartyError,
    BadRoleError,
    BadTieError,
    CoordinatorError,
    NotAllowedError,
    StoreError,
    UnknownPartyError,
    UnknownRoleError,
    UnknownTieError,
    UnknownWordError,
)
from knowledge.errors import KnowledgeError

log = logging.getLogger("ponte")

MESSAGES: dict[type[Exception], str] = {
    NotAllowedError: "Il tuo ruolo non permette di vedere o fare questo per questa persona. "
    "Chiedi al case manager di aggiungerti all’équipe.",
    UnknownPartyError: "Non trovo questa persona o questo servizio nell’archivio. "
    "Forse l’indirizzo è vecchio: cercala di nuovo dalla pagina Persone.",
    UnknownTieError: "Questo legame non c’è più nell’archivio. Ricarica la pagina.",
    BadTieError: "Questo legame non può essere scritto così: controlla i due capi, i giorni e le ore.",
    BadPartyError: "Un dato di questa scheda non va bene: controlla nome, codice fiscale, date e zona.",
    BadRoleError: "Questo incarico non può essere scritto così: controlla chi lo ha, dove e da quando a quando.",
    BadAgreementError: "Questo accordo ha bisogno di un titolo, di due enti e di giorni in ordine.",
    UnknownWordError: "Manca una scelta, o una voce non è fra quelle previste: scegli dall’elenco.",
    UnknownRoleError: "Non ti riconosco. Chiedi a chi amministra Ponte di crearti l’accesso.",
    StoreError: "L’archivio non si apre. Chi amministra Ponte può controllare con il comando «ponte doctor».",
}
UNFORESEEN = (
    "Qualcosa non ha funzionato e non è colpa tua. Riprova; se succede ancora, avvisa chi amministra Ponte."
)

HEADINGS: dict[type[Exception], str] = {
    NotAllowedError: "Non è permesso",
    UnknownPartyError: "Non trovata",
    UnknownTieError: "Non trovato",
    UnknownRoleError: "Chi sei?",
    CoordinatorError: "Non si può fare",
    KnowledgeError: "Non si può fare",
}


def heading_of(error: Exception) -> str:
    """Return the heading of the page that tells a failure."""
    return next((HEADINGS[kind] for kind in type(error).__mro__ if kind in HEADINGS), "Non riuscito")


def in_italian(error: Exception) -> str:
    """
    Say a failure in Italian, with what to do next.

    Parameters
    ----------
    error
        Any failure. One that is not ours goes to the server's log, without its words: they may name
        a person.

    Returns
    -------
    str
        One or two sentences; never a name, an id or a trace.
    """
    for kind in type(error).__mro__:
        if kind in MESSAGES:
            return MESSAGES[kind]
    if isinstance(error, CoordinatorError | KnowledgeError):
        return "La richiesta non si può fare così. Controlla i dati e riprova."
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("unforeseen %s\n%s", type(error).__name__, frames)
    return UNFORESEEN
